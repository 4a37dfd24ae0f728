"""Lesson 06: the numbers that its text takes from the stored runs, and some of these anew."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from lessons_lib.lessons.vanishing_gradients.experiment import (
    ADAM,
    ALWAYS,
    DESCENT,
    GLOROT,
    NEVER,
    TIMES_4,
    Recipe,
)
from lessons_lib.lessons.vanishing_gradients.results import (
    AT,
    DEPTHS,
    EVERY,
    SHARED,
    curve,
    paths,
    recipes,
    stored,
)

PLAIN, EARLY, LATE = Recipe(), Recipe(shared="1 to 100"), Recipe(shared="201 to 300")
BUDGET = 150  # epochs that are trained anew


def at(epoch: int, recipe: Recipe, layers: int = 4) -> float:
    """Median accuracy in per cent."""
    return 100 * float(stored(layers, recipe).middle[epoch // EVERY])


def medians(epoch: int, recipe: Recipe) -> list[float]:
    return [round(at(epoch, recipe, n)) for n in DEPTHS]


def solved(epoch: int, recipe: Recipe, layers: int = 4) -> int:
    return int(stored(layers, recipe).solved[epoch // EVERY])


@pytest.mark.parametrize(
    ("layers", "recipe"),
    [(1, PLAIN), (4, PLAIN), (4, EARLY), (4, Recipe(GLOROT, ADAM, 0.02)), (3, Recipe(TIMES_4))],
)
def test_the_stored_runs_begin_as_they_do_now(layers, recipe):
    again = curve(*paths(layers, recipe, BUDGET, EVERY))
    kept = stored(layers, recipe)
    rows = BUDGET // EVERY
    # Accuracy flickers while a network answers 1/2: only the bulk agrees between machines.
    gap = np.abs(again.middle - kept.middle[: rows + 1])
    assert np.median(gap) <= 0.01 and np.abs(again.solved - kept.solved[: rows + 1]).max() <= 4
    if len(kept.parts):
        np.testing.assert_allclose(again.parts, kept.parts[:rows], rtol=0.1, atol=0.003)


def test_every_recipe_is_stored_at_every_depth():
    for recipe, layers in product(recipes(), DEPTHS):
        kept = stored(layers, recipe)
        length = len(AT) if recipe.shared == NEVER else 41
        assert all(len(row) == length for row in kept[:4])
        assert (kept.low <= kept.middle).all() and (kept.middle <= kept.high).all()
        assert set(kept.solved) <= set(range(33))
