"""Depth at equal parameters: how many random labellings does training reach?

    python -m lessons_lib.lessons.vc_shattering.experiment

writes `depth.json` beside this file (a quarter of an hour on one core), which the notebook
shows and a test recomputes in part.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from lessons_lib.theory.shattering.labelling_nets import Recipe, fit

RESULTS = Path(__file__).with_name("depth.json")
# Weights and biases of each: 37.
SHAPES = {
    "1 hidden layer of 9": (9,),
    "2 hidden layers of 4": (4, 4),
    "3 hidden layers of 3": (3, 3, 3),
}
COUNTS = (6, 14, 22, 30, 38)
STARTS = (1, 8)
SETS, LABELLINGS, STEPS = 20, 32, 3000
RECIPE = Recipe(STEPS)
# The same from one start, with another activation, optimiser or budget.
OTHER_N, OTHER_SETS = 22, 10
OTHERS = {
    "tanh, Adam, 12000 steps": Recipe(12000),
    "tanh, momentum 0.9 at rate 0.01": Recipe(STEPS, rate=0.01),
    "ReLU, Adam": Recipe(STEPS, "relu"),
}
CONDITIONS = (
    f"Share of {LABELLINGS} random labellings that training reaches, for each of {SETS} random"
    f" sets of points: starts, shape, number of points, sets. At most {STEPS} steps of Adam,"
    f" tanh. Others: one start, {OTHER_N} points, {OTHER_SETS} sets: recipe, shape, sets."
)


def share_reached(
    hidden: tuple[int, ...],
    n: int,
    *,
    starts: int = 1,
    sets: int = SETS,
    recipe: Recipe = RECIPE,
) -> list[float]:
    """For each of `sets` random sets of n points: the share of random labellings reached.

    All shapes meet the same points and labellings; a labelling is reached if training reaches
    it from one of `starts` random weights.
    """
    points, labels = [], []
    for number in range(sets):
        rng = np.random.default_rng([number, n])
        points.append(np.repeat(rng.uniform(-1, 1, (1, n, 2)), LABELLINGS, 0))
        labels.append(rng.random((LABELLINGS, n)) < 0.5)
    _, reached = fit(
        (2, *hidden, 1),
        np.repeat(np.concatenate(points), starts, 0),
        np.repeat(np.concatenate(labels), starts, 0),
        seeds=range(sets * LABELLINGS * starts),
        recipe=recipe,
    )
    return [float(share) for share in reached.reshape(sets, LABELLINGS, starts).any(2).mean(1)]


def load() -> dict[str, dict[str, dict[str, list[float]]]]:
    """The stored shares: starts, shape, number of points, share for each set."""
    return dict(json.loads(RESULTS.read_text(encoding="utf-8"))["shares"])


def others() -> dict[str, dict[str, list[float]]]:
    """The shares with each of the other recipes: shape, share for each set."""
    return {
        told: {
            name: share_reached(hidden, OTHER_N, sets=OTHER_SETS, recipe=recipe)
            for name, hidden in SHAPES.items()
        }
        for told, recipe in OTHERS.items()
    }


def main() -> None:
    """Run everything and write it down."""
    shares = {
        str(starts): {
            name: {str(n): share_reached(hidden, n, starts=starts) for n in COUNTS}
            for name, hidden in SHAPES.items()
        }
        for starts in STARTS
    }
    results = {"conditions": CONDITIONS, "shares": shares, "others": others()}
    RESULTS.write_text(json.dumps(results, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
