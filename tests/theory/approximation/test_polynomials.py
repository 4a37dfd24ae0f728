"""Best polynomials against exact constants of approximation theory, and their certificates."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.polynomial import Polynomial

from lessons_lib.theory.approximation.one_layer import Power, random_features, sup_norm_error
from lessons_lib.theory.approximation.polynomials import best_polynomial
from lessons_lib.theory.approximation.targets import TARGETS

X = np.linspace(0, 1, 401)
ALL = pytest.mark.parametrize("name", TARGETS)
DEGREES = pytest.mark.parametrize("degree", [1, 2, 3])


@pytest.mark.parametrize("degree", [1, 2, 3, 4])
def test_the_next_power_is_missed_by_chebyshevs_constant(degree):
    # Chebyshev (1854): x^(n+1) on [0, 1] is at best 2 / 4^(n+1) from degree n.
    error = best_polynomial(lambda x: x ** (degree + 1), degree).error
    assert error == pytest.approx(2 / 4 ** (degree + 1), rel=1e-3)


def test_a_kink_in_the_middle_is_missed_by_a_sixteenth():
    # |t| on [-1, 1] is at best 1/8 from degree 2, by t^2 + 1/8; here |x - 1/2| = |t| / 2.
    best = best_polynomial(lambda x: np.abs(x - 0.5), 2)
    assert best.error == pytest.approx(1 / 16, rel=1e-3)
    np.testing.assert_allclose(best.polynomial(X), 2 * (X - 0.5) ** 2 + 1 / 16, atol=1e-3)


@ALL
@DEGREES
def test_the_certificate_excludes_every_polynomial_of_the_degree(name, degree):
    best = best_polynomial(TARGETS[name], degree)
    assert np.abs(best.weights).sum() == pytest.approx(1)
    assert best.weights @ TARGETS[name](best.places) == pytest.approx(best.error)
    for power in range(degree + 1):
        assert best.weights @ best.places**power == pytest.approx(0, abs=1e-9)


@ALL
@DEGREES
def test_the_error_alternates_at_the_places(name, degree):
    best = best_polynomial(TARGETS[name], degree)
    gap = (TARGETS[name](best.places) - best.polynomial(best.places)) / best.error
    np.testing.assert_allclose(gap, np.sign(best.weights), atol=1e-6)
    assert degree + 1 <= len(best.places) <= degree + 2
    assert (np.diff(np.sign(gap)) != 0).all()


@ALL
@DEGREES
def test_the_best_polynomial_attains_the_error_on_all_of_the_box(name, degree):
    best = best_polynomial(TARGETS[name], degree)
    error = sup_norm_error(best.polynomial, TARGETS[name]).error
    assert best.error <= error + 1e-9 and error == pytest.approx(best.error, rel=1e-2)
    mean_square = Polynomial.fit(X, TARGETS[name](X), degree)
    assert error < sup_norm_error(mean_square, TARGETS[name]).error


@ALL
@pytest.mark.parametrize("degree", [2, 3])
def test_no_layer_of_polynomial_units_comes_closer(name, degree):
    floor = best_polynomial(TARGETS[name], degree).error
    for seed in range(3):
        layer = random_features(TARGETS[name], 60, Power(degree), seed=seed)
        assert sup_norm_error(layer, TARGETS[name]).error >= floor


@pytest.mark.parametrize("degree", [1, 2, 3])
def test_a_polynomial_of_the_degree_is_met_with_no_error_and_never_less_than_none(degree):
    def target(x):
        return 0.3 - (x - 0.2) ** degree

    best = best_polynomial(target, degree)
    assert 0 <= best.error < 1e-9
    np.testing.assert_allclose(best.polynomial(X), target(X), atol=1e-9)
