"""Lesson 06: the numbers that its text takes from the stored runs, and some of these anew."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from lessons_lib.lessons.vanishing_gradients.experiment import (
    ADAM,
    ALWAYS,
    GLOROT,
    NEVER,
    TIMES_4,
    Recipe,
)
from lessons_lib.lessons.vanishing_gradients.results import (
    AT,
    DEPTHS,
    EVERY,
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


@pytest.mark.parametrize(
    ("recipe", "epoch", "expected"),
    [
        (PLAIN, 500, [86, 89, 80, 68]),
        (PLAIN, 1500, [98, 100, 100, 96]),
        (PLAIN, 2500, [100, 100, 100, 100]),
        (Recipe(learning_rate=0.5), 2500, [92, 100, 100, 100]),
        (Recipe(GLOROT, ADAM, 0.02), 500, [75, 94, 100, 95]),
        (Recipe(TIMES_4), 500, [96, 100, 100, 100]),
    ],
)
def test_the_medians_of_the_text(recipe, epoch, expected):
    assert medians(epoch, recipe) == pytest.approx(expected, abs=0.5)


def test_every_depth_solves_the_spirals_in_the_end_and_four_layers_last():
    assert [solved(2500, PLAIN, n) for n in DEPTHS] == [32, 32, 32, 26]
    assert min(DEPTHS, key=lambda n: solved(1500, PLAIN, n)) == 4


QUARTILES = {
    NEVER: ((68.0, 67, 70), (79.8, 80, 82)),
    "1 to 100": ((79.5, 73, 85), (83.2, 80, 90)),
    "101 to 200": ((74.0, 68, 80), (80.0, 80, 87)),
    "201 to 300": ((68.5, 66, 76), (80.0, 79, 86)),
    ALWAYS: ((86.2, 80, 92), (94.0, 90, 100)),
}


@pytest.mark.parametrize("shared", QUARTILES)
def test_the_table_of_equal_shares(shared):
    for (rate, epoch), expected in zip(((1.0, 500), (0.5, 1000)), QUARTILES[shared], strict=True):
        run = stored(4, Recipe(learning_rate=rate, shared=shared))
        found = [100 * row[epoch // EVERY] for row in (run.middle, run.low, run.high)]
        assert found[0] == pytest.approx(expected[0], abs=0.06)
        assert found[1:] == pytest.approx(expected[1:], abs=0.51)


def test_equal_shares_help_while_the_gradient_fades_and_hardly_afterwards():
    for rate, epoch in ((1.0, 500), (0.5, 1000)):
        plain, early, late, throughout = (
            at(epoch, Recipe(learning_rate=rate, shared=shared))
            for shared in (NEVER, EARLY.shared, LATE.shared, ALWAYS)
        )
        assert early - plain > 3 and abs(late - plain) < 1 and throughout > early


def test_equal_shares_help_one_layer_too_and_no_longer_where_nothing_fades():
    assert at(500, Recipe(shared=ALWAYS), 1) == pytest.approx(89.5, abs=0.06)
    assert at(500, Recipe(TIMES_4)) == at(500, Recipe(TIMES_4, shared=ALWAYS)) == 100


def test_the_first_layer_gets_a_hundredth_of_a_plain_step_at_first():
    parts = stored(4, PLAIN).parts
    assert parts[0, 0] == pytest.approx(0.01, abs=0.002)
    assert (parts[:4, 0] < 0.03).all() and (parts[8:, 0] > 0.3).all()
    assert stored(4, Recipe(TIMES_4)).parts[0, 0] > 10 * parts[0, 0]
    assert pytest.approx(0.45, abs=0.005) == 5**-0.5
