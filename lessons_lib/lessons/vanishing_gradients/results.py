"""Accuracy against epochs for every recipe, trained once and stored.

    python -m lessons_lib.lessons.vanishing_gradients.results

trains 32 stacks of 32 networks for 2500 epochs, in about a quarter of an hour, and writes
`results.json`.
"""

from __future__ import annotations

import json
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lessons_lib.lessons.vanishing_gradients.experiment import (
    GLOROT,
    RATES,
    SOLVED,
    TIMES_4,
    Recipe,
    path,
)

Array = NDArray[Any]
RESULTS = Path(__file__).with_name("results.json")
EPOCHS, EVERY = 2500, 25
DEPTHS = (1, 2, 3, 4)
HALVES = (1.0, 0.5)  # of the optimiser's own learning rate
AT = np.arange(0, EPOCHS + 1, EVERY)


class Curve(NamedTuple):
    """Quartiles of 32 training accuracies, and how many of them are at least 0.95, at each
    epoch of `AT`."""

    low: Array
    middle: Array
    high: Array
    solved: Array


def curve(accuracies: Array) -> Curve:
    """What is kept of accuracies (epochs, replicas)."""
    low, middle, high = np.quantile(accuracies, (0.25, 0.5, 0.75), 1)
    return Curve(low, middle, high, (accuracies >= SOLVED).sum(1))


def recipes() -> list[Recipe]:
    """Every way to train that is stored, for each depth."""
    starts = list(product((GLOROT, TIMES_4), HALVES))
    return [Recipe(init, o, half * rate) for o, rate in RATES.items() for init, half in starts]


def key(layers: int, recipe: Recipe) -> str:
    """The name of a run in the file."""
    return f"{layers} layers, {recipe.init}, {recipe.optimiser}, {recipe.learning_rate:g}"


@cache
def stored(layers: int, recipe: Recipe) -> Curve:
    """The committed curve of a run."""
    return Curve(*(np.array(row) for row in _all()[key(layers, recipe)]))


@cache
def _all() -> dict[str, Any]:
    return dict(json.loads(RESULTS.read_text(encoding="utf-8")))


def main() -> None:
    """Run everything and write it down, a run on a line."""
    lines = []
    for recipe, layers in product(recipes(), DEPTHS):
        found = curve(path(layers, recipe, EPOCHS, EVERY))
        rows = [np.round(row, 4).tolist() for row in found]
        lines.append(f"{json.dumps(key(layers, recipe))}: {json.dumps(rows)}")
        print(len(lines), lines[-1][:60], flush=True)
    RESULTS.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
