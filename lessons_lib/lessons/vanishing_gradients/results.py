"""Accuracy against epochs for every recipe, trained once and stored.

    python -m lessons_lib.lessons.vanishing_gradients.results

trains 84 stacks of 32 networks for up to 2500 epochs, in about a quarter of an hour, and writes
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
    ALWAYS,
    DESCENT,
    GLOROT,
    NEVER,
    RATES,
    SOLVED,
    TIMES_4,
    Recipe,
    paths,
)

Array = NDArray[Any]
RESULTS = Path(__file__).with_name("results.json")
EPOCHS, EVERY = 2500, 25
EPOCHS_SHARED = 500  # of the runs in which steps are shared out
DEPTHS = (1, 2, 3, 4)
OTHER = 32  # the first of the other seeds
HALVES = (1.0, 0.5)  # of the optimiser's own learning rate
AT = np.arange(0, EPOCHS + 1, EVERY)
SHARED = (ALWAYS, "1 to 100", "101 to 200")


class Curve(NamedTuple):
    """Quartiles of 32 training accuracies, and how many of them are at least 0.95, at each
    epoch of `AT`; and each layer's part of a step, up to each epoch of `AT[1:]` (no rows where
    it was not looked at)."""

    low: Array
    middle: Array
    high: Array
    solved: Array
    parts: Array


def curve(accuracies: Array, parts: Array) -> Curve:
    """What is kept of accuracies (epochs, replicas)."""
    low, middle, high = np.quantile(accuracies, (0.25, 0.5, 0.75), 1)
    return Curve(low, middle, high, (accuracies >= SOLVED).sum(1), parts)


def recipes() -> list[Recipe]:
    """Every way to train that is stored, for each depth."""
    starts = list(product((GLOROT, TIMES_4), HALVES))
    plain = [Recipe(init, o, half * rate) for o, rate in RATES.items() for init, half in starts]
    shared = [Recipe(init, DESCENT, half * RATES[DESCENT]) for init, half in starts]
    return plain + [recipe._replace(shared=epochs) for recipe in shared for epochs in SHARED]


def runs() -> list[tuple[int, Recipe]]:
    """All of these, and four layers with other seeds."""
    again = [Recipe(shared=epochs, seed=OTHER) for epochs in (NEVER, *SHARED)]
    return [(n, recipe) for recipe, n in product(recipes(), DEPTHS)] + [(4, r) for r in again]


def key(layers: int, recipe: Recipe) -> str:
    """The name of a run in the file."""
    return (
        f"{layers} layers, {recipe.init}, {recipe.optimiser}, {recipe.learning_rate:g}, shared in"
        f" {recipe.shared}{f', seeds from {recipe.seed}' * (recipe.seed > 0)}"
    )


@cache
def stored(layers: int, recipe: Recipe) -> Curve:
    """The committed curve of a run."""
    return Curve(*(np.array(row) for row in _all()[key(layers, recipe)]))


@cache
def _all() -> dict[str, Any]:
    return dict(json.loads(RESULTS.read_text(encoding="utf-8")))


def run(layers: int, recipe: Recipe) -> Curve:
    """Train the 32 networks of a recipe."""
    plain = recipe.shared == NEVER
    accuracies, parts = paths(layers, recipe, EPOCHS if plain else EPOCHS_SHARED, EVERY)
    return curve(accuracies, parts if plain else parts[:0])


def main() -> None:
    """Run everything and write it down, a run on a line."""
    lines = []
    for layers, recipe in runs():
        rows = [np.round(row, 4).tolist() for row in run(layers, recipe)]
        lines.append(f"{json.dumps(key(layers, recipe))}: {json.dumps(rows)}")
        print(len(lines), lines[-1][:60], flush=True)
    RESULTS.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
