"""Surfaces from towers and ridges."""

from __future__ import annotations

import numpy as np
import pytest

from lessons_lib.theory.targets import SURFACES
from lessons_lib.theory.towers import random_ridges, towers

GRID = np.linspace(0, 1, 101)
X, Y = GRID[:, None], GRID[None, :]
ALL = pytest.mark.parametrize("name", SURFACES)


@ALL
def test_a_tower_has_the_height_of_the_target_in_the_middle_of_its_cell(name):
    f = SURFACES[name]
    middle = (np.arange(5) + 0.5) / 5
    ours = towers(f, 5, 300.0)
    at = middle[:, None], middle[None, :]
    np.testing.assert_allclose(ours(*at), f(*at), atol=1e-6)


@ALL
def test_more_towers_lower_the_mean_error(name):
    f = SURFACES[name]
    mean = [np.abs(towers(f, k, 300.0)(X, Y) - f(X, Y)).mean() for k in (2, 6, 12)]
    assert mean[0] > mean[1] > mean[2]


def test_holes_where_four_towers_meet_keep_the_largest_error_up():
    ours = towers(lambda x, y: 1.0 + 0 * x * y, 4, 300.0)
    assert float(ours(0.5, 0.5)) < 0.01
    assert float(ours(0.5, 0.375)) == pytest.approx(1.0, abs=0.02)


@ALL
def test_ridges_in_one_hidden_layer_come_closer_with_more_units(name):
    f = SURFACES[name]
    medians = [
        np.median([np.abs(random_ridges(f, n, seed=s)(X, Y) - f(X, Y)).max() for s in range(5)])
        for n in (20, 80, 200)
    ]
    assert medians[0] > medians[1] > medians[2] and medians[2] < 0.02
