"""A tower, and surfaces from ridges."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit
from scipy.stats import kstest, loguniform, uniform

from lessons_lib.theory.approximation.targets import SURFACES
from lessons_lib.theory.approximation.towers import (
    Ridges,
    Tower,
    random_ridges,
    sup_norm_on_square,
)

GRID = np.linspace(0, 1, 101)
X, Y = GRID[:, None], GRID[None, :]
ALL = pytest.mark.parametrize("name", SURFACES)


def test_a_tower_thresholds_the_sum_of_two_walls_of_sigmoids():
    tower = Tower((0.2, 0.5), (0.6, 0.9), 30.0)
    wall_x = expit(30 * (X - 0.2)) - expit(30 * (X - 0.5))
    wall_y = expit(30 * (Y - 0.6)) - expit(30 * (Y - 0.9))
    np.testing.assert_allclose(tower.walls(X, Y), wall_x + wall_y)
    np.testing.assert_allclose(tower(X, Y), expit(40 * (wall_x + wall_y - 1.5)))


def test_ridges_are_the_sum_of_sigmoids_of_the_docstring():
    w, b, v = np.array([[1.0, -2.0, 3.0], [0.5, 4.0, 0.0]]), [0.1, -1.0, 2.0], [1.0, 2.0, -3.0]
    found = Ridges(w, np.array(b), np.array(v))(X, Y)
    ridges = (vi * expit(wx * X + wy * Y + bi) for wx, wy, bi, vi in zip(*w, b, v, strict=True))
    np.testing.assert_allclose(found, sum(ridges))


def test_random_ridges_have_uniform_directions_and_places_and_log_uniform_steepness():
    drawn = [random_ridges(SURFACES["saddle"], 9, seed=s, points=2) for s in range(400)]
    w = np.concatenate([ridges.w for ridges in drawn], axis=1)
    b = np.concatenate([ridges.b for ridges in drawn])
    steep, turn = np.hypot(*w), np.arctan2(w[1], w[0])
    assert kstest(turn, uniform(-np.pi, 2 * np.pi).cdf).pvalue > 0.01
    assert kstest(steep, loguniform(3, 8 + 2 * np.sqrt(9)).cdf).pvalue > 0.01
    # Along any direction a place of the unit square has variance 1/12 around the middle.
    across = -b / steep - (w / steep).sum(0) / 2
    assert abs(across.mean()) < 0.02 and across.var() == pytest.approx(1 / 12, rel=0.05)


def test_the_weights_of_ridges_are_those_of_numpys_pseudo_inverse():
    f, grid = SURFACES["hill"], np.linspace(0, 1, 33)
    ridges = random_ridges(f, 150, seed=0)
    features = ridges.hidden(grid[:, None], grid).reshape(-1, 150)
    wanted = np.linalg.pinv(features, rcond=1e-9) @ f(grid[:, None], grid).ravel()
    np.testing.assert_allclose(ridges.v, wanted, rtol=1e-3, atol=1e-4 * np.abs(wanted).max())


@ALL
def test_ridges_in_one_hidden_layer_come_closer_with_more_units(name):
    f = SURFACES[name]
    medians = [
        np.median([np.abs(random_ridges(f, n, seed=s)(X, Y) - f(X, Y)).max() for s in range(5)])
        for n in (20, 80, 200)
    ]
    assert medians[0] > medians[1] > medians[2] and medians[2] < 0.02


@ALL
def test_the_sup_norm_of_ridges_agrees_with_a_grid_four_times_finer(name):
    f, ours = SURFACES[name], random_ridges(SURFACES[name], 40, seed=0)
    fine = np.linspace(0, 1, 241)
    brute = np.abs(ours(fine[:, None], fine) - f(fine[:, None], fine)).max()
    assert sup_norm_on_square(ours, f).error == pytest.approx(brute, rel=0.02)


def test_the_place_of_the_largest_error_is_found():
    worst = sup_norm_on_square(
        lambda x, y: np.exp(-((x - 0.313) ** 2 + (y - 0.777) ** 2) / 0.01), lambda x, y: 0 * x * y
    )
    assert worst == pytest.approx((1.0, 0.313, 0.777), abs=1e-3)
