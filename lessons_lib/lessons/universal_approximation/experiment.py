"""The largest error against N, for every target, activation and way to come by the weights.

    python -m lessons_lib.lessons.universal_approximation.experiment

measures all of them, some minutes long, and writes `rates.json`: the quartiles over the seeds.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from lessons_lib.lessons.universal_approximation.fitting import ADAM, CONSTRUCTED, WAYS, errors
from lessons_lib.theory.approximation.one_layer import Array
from lessons_lib.theory.approximation.targets import TARGETS

MEASURED = (*WAYS, ADAM)
SIZES = (2, 4, 8, 16, 32, 64)
STORED = Path(__file__).with_name("rates.json")
Results = dict[str, list[tuple[int, Array]]]  # for each way (units, quartiles)


@cache
def stored() -> Any:
    """By target, activation and way: the quartiles of the largest error for each of SIZES."""
    return json.loads(STORED.read_text("utf-8"))


def measured(target: str, activation: str) -> Iterator[Results]:
    """Every way at every size, one after another."""
    results: Results = {way: [] for way in MEASURED}
    for way in MEASURED:
        for units in SIZES:
            found = errors(TARGETS[target], units, activation, way)
            results[way].append((units, np.quantile(found, (0.25, 0.5, 0.75))))
            yield results


def write() -> None:
    """Measure everything, and store it to four digits."""
    found: Any = {}
    for target in TARGETS:
        for activation in CONSTRUCTED:
            *_, last = measured(target, activation)
            ways = {w: [[float(f"{x:.4g}") for x in q] for _, q in last[w]] for w in MEASURED}
            found.setdefault(target, {})[activation] = ways
            STORED.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
            print(target, activation, flush=True)


if __name__ == "__main__":
    write()
