"""The functions to approximate, against the same formulas in Python's own mathematics."""

from __future__ import annotations

import math

import numpy as np
import pytest

from lessons_lib.theory.approximation.targets import SURFACES, TARGETS, from_points

X = np.linspace(0, 1, 101)
FORMULAS = {
    "wave": lambda x: 0.8 * math.sin(math.tau * x),
    "Nielsen's": lambda x: 0.2 + 0.4 * x * x + 0.3 * x * math.sin(15 * x) + 0.05 * math.cos(50 * x),
    "kink": lambda x: 1 - 3 * abs(x - 0.4),
    "cliff": lambda x: 0.8 * math.tanh(40 * x - 24),
    "chirp": lambda x: 0.8 * math.sin(20 * x * x),
    "Runge's": lambda x: 1 / (1 + (10 * x - 5) ** 2),
}
PLANES = {
    "hill": lambda x, y: (
        0.9 * math.exp(-25 * math.dist((x, y), (0.35, 0.6)) ** 2)
        - 0.6 * math.exp(-50 * math.dist((x, y), (0.75, 0.3)) ** 2)
    ),
    "waves": lambda x, y: 0.8 * math.sin(math.tau * x) * math.cos(math.pi * y),
    "saddle": lambda x, y: 0.8 * (2 * x - 1) * (2 * y - 1),
}


def test_every_target_is_its_formula():
    assert FORMULAS.keys() == TARGETS.keys()
    for name, formula in FORMULAS.items():
        np.testing.assert_allclose(TARGETS[name](X), [*map(formula, X)], atol=1e-12)


def test_every_surface_is_its_formula():
    assert PLANES.keys() == SURFACES.keys()
    for name, formula in PLANES.items():
        wanted = [[formula(x, y) for y in X[::5]] for x in X[::5]]
        found = SURFACES[name](X[::5, None], X[::5])
        np.testing.assert_allclose(found, wanted, atol=1e-12)
        # Plain numbers and lists are taken as well.
        assert float(SURFACES[name](0.25, 0.5)) == pytest.approx(formula(0.25, 0.5))
        assert SURFACES[name]([0.25], [0.5]).shape == (1,)


def test_a_drawn_curve_is_numpys_interpolation():
    f = from_points([(0.5, 1.0), (0.0, 0.0), (1.0, -1.0)])
    np.testing.assert_allclose(f(X), np.interp(X, [0, 0.5, 1], [0, 1, -1]))


def test_a_drawn_curve_may_have_two_points_and_is_level_beyond_them():
    f = from_points([(0.25, 1.0), (0.75, 3.0)])
    np.testing.assert_allclose(f([0.0, 0.25, 0.5, 0.75, 1.0]), [1, 1, 2, 3, 3])


@pytest.mark.parametrize(
    ("points", "why"),
    [
        ([], "at least two"),
        ([(0.1, 1.0)], "at least two"),
        ([(0.1, 1.0), (0.1, 2.0)], "same x"),
        ([(0.5, 1.0), (0.1, 2.0), (0.5, 3.0)], "same x"),
        ([(0.1, 1.0), (0.2, np.nan)], "finite"),
    ],
)
def test_too_few_coincident_or_infinite_points_are_refused(points, why):
    with pytest.raises(ValueError, match=why):
        from_points(points)
