"""What does one answer of each picture cost? CPU time of update, paint and encoding, as a page
gets it; the PNG that a notebook stores is packed harder, once.

    python benchmarks/pictures.py [PICTURE ...]

Each picture is set to 30 random states (every control somewhere on its range), 800 CSS pixels
wide at pixel ratio 1, one thread. Printed are milliseconds of CPU time: the median, the 95th
percentile and the most, the slowest picture first. The first paint, which solves the layout and
starts a lesson's theory, is not counted; a state that is refused counts as what it took.
"""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

PROJECT = Path(__file__).parents[1]
sys.path.insert(0, str(PROJECT))

from lessons_lib.explorable.png import png  # noqa: E402
from tests.lessons.recorded import LESSONS, kinds  # noqa: E402
from tests.lessons.states import somewhere  # noqa: E402

STATES, HEAVY, LIMIT = 30, 100, 150


def seconds(picture: Any, rng: np.random.Generator) -> float:
    """CPU time of one move to a random state, encoded."""
    chosen = {name: somewhere(control, rng) for name, control in picture.controls.items()}
    began = time.process_time()
    with suppress(ValueError):
        png(picture.answer({"op": "set", "values": chosen}).pixels)
    return time.process_time() - began


def measured(kind: Any) -> tuple[float, float, float]:
    """Median, 95th percentile and most of the random states, in milliseconds."""
    picture, rng = kind(), np.random.default_rng(0)
    picture.png()
    taken = [1000 * seconds(picture, rng) for _ in range(STATES)]
    return float(np.median(taken)), float(np.quantile(taken, 0.95)), max(taken)


def main(names: list[str]) -> None:
    every = [kind for lesson in LESSONS for kind in kinds(lesson)]
    wanted = [kind for kind in every if not names or kind.__name__ in names]
    rows = {kind.__name__: measured(kind) for kind in wanted}
    print(f"{'picture':<22}{'median':>8}{'95 %':>8}{'most':>8}   ms of CPU time")
    for name, row in sorted(rows.items(), key=lambda item: -item[1][1]):
        print(f"{name:<22}" + "".join(f"{figure:8.0f}" for figure in row))
    high = np.array([row[1] for row in rows.values()])
    print(
        f"{len(rows)} pictures; 95th percentile above {LIMIT} ms: {(high > LIMIT).sum()}, "
        f"above {HEAVY} ms: {(high > HEAVY).sum()}, their median {np.median(high):.0f} ms"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
