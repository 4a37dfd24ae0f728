"""Lines through points, against scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import LinearRegression, QuantileRegressor

from lessons_lib.theory.likelihood.line_fitting import least_absolute, least_squares, residuals


@pytest.fixture(params=range(5))
def points(request):
    rng = np.random.default_rng(request.param)
    x = rng.uniform(-2, 2, 15)
    return x, 0.7 * x - 0.2 + rng.laplace(size=15)


def test_least_squares_is_scikit_learns(points):
    x, y = points
    theirs = LinearRegression().fit(x[:, None], y)
    np.testing.assert_allclose(least_squares(x, y), [theirs.coef_[0], theirs.intercept_])


def test_least_absolute_is_the_median_regression(points):
    x, y = points
    theirs = QuantileRegressor(quantile=0.5, alpha=0).fit(x[:, None], y)
    np.testing.assert_allclose(
        least_absolute(x, y), [theirs.coef_[0], theirs.intercept_], atol=1e-6
    )


def test_least_absolute_passes_through_two_points(points):
    x, y = points
    left = np.abs(residuals(least_absolute(x, y), x, y))
    assert (left < 1e-12).sum() >= 2


def test_least_absolute_takes_points_that_share_an_x():
    x, y = np.array([0.0, 0.0, 0.0, 1.0]), np.array([1.0, 2.0, 30.0, 4.0])
    np.testing.assert_allclose(least_absolute(x, y), [2.0, 2.0])


def test_residuals_of_many_lines_have_a_row_each():
    lines = np.array([[[1.0, 0.0], [0.0, 2.0]]])
    x, y = np.array([1.0, 3.0, 5.0]), np.array([2.0, 2.0, 2.0])
    np.testing.assert_array_equal(residuals(lines, x, y), [[[1, -1, -3], [0, 0, 0]]])
