"""The bowl of squared error: its gradient, its curvatures, and where descent turns over."""

from __future__ import annotations

from itertools import combinations, islice

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import LinearRegression
from sklearn.metrics import mean_squared_error as scikit_learns

from lessons_lib.gradcheck import gradient as numerical_gradient
from lessons_lib.theory.likelihood import bowl

RNG = np.random.default_rng(0)
X = RNG.normal(1.0, 1.0, 30)
Y = 0.7 * X - 0.2 + RNG.normal(0, 0.5, 30)
LINE = LinearRegression().fit(X[:, None], Y)
BEST = np.array([LINE.coef_[0], LINE.intercept_])


def after(steps, **how):
    return next(islice(bowl.descent((2.0, -1.0), X, Y, **how), steps, None))


def away(steps, **how):
    return np.linalg.norm(after(steps, **how) - BEST)


def test_the_error_is_scikit_learns():
    for theta in ((0.0, 0.0), (1.0, -2.0)):
        wanted = scikit_learns(Y, theta[0] * X + theta[1])
        assert np.isclose(bowl.mean_squared_error(theta, X, Y), wanted)


def test_the_error_of_many_lines_is_that_of_each():
    grid = RNG.normal(size=(3, 4, 2))
    found = bowl.mean_squared_error(grid, X, Y)
    assert found.shape == (3, 4)
    assert np.isclose(found[2, 1], bowl.mean_squared_error(grid[2, 1], X, Y))


def test_the_gradient_is_the_central_difference():
    theta = np.array([0.4, 1.3])
    found = numerical_gradient(lambda t: float(bowl.mean_squared_error(t, X, Y)), theta)
    np.testing.assert_allclose(bowl.gradient(theta, X, Y), found, rtol=1e-6)


def test_the_curvatures_are_those_of_numpys_fitted_paraboloid():
    design = np.stack([X, np.ones(30)], 1)
    wanted = 2 * np.linalg.svd(design / np.sqrt(30))[1][::-1] ** 2
    np.testing.assert_allclose(bowl.curvatures(X), wanted)


def test_descent_arrives_at_scikit_learns_line():
    rate = bowl.largest_stable_rate(X)
    np.testing.assert_allclose(after(2000, learning_rate=rate / 2), BEST, atol=1e-9)


def test_each_step_is_the_linear_recursion():
    H = 2 * np.array([[np.mean(X**2), X.mean()], [X.mean(), 1.0]])
    shrink = np.linalg.matrix_power(np.eye(2) - 0.1 * H, 7)
    np.testing.assert_allclose(
        after(7, learning_rate=0.1), BEST + shrink @ (np.array([2.0, -1.0]) - BEST)
    )


@given(st.floats(0, 0.95), st.floats(-3, 3), st.floats(0.3, 3), st.integers(5, 40), st.booleans())
def test_at_the_largest_stable_rate_the_recursion_turns_over(momentum, middle, width, n, above):
    # Polyak: the step is a matrix on (place, last place); it shrinks if its radius is below 1.
    x = np.random.default_rng(n).normal(middle, width, n)
    rate = (1.02 if above else 0.98) * bowl.largest_stable_rate(x, momentum)
    radii = []
    for curvature in 2 * np.linalg.svd(np.stack([x, np.ones(n)]) / np.sqrt(n))[1] ** 2:
        step = [[1 + momentum - rate * curvature, -momentum], [1, 0]]
        radii.append(np.abs(np.linalg.eigvals(step)).max())
    assert (max(radii) > 1) == above


@pytest.mark.parametrize("momentum", [0.0, 0.5, 0.9])
def test_below_the_largest_stable_rate_it_converges_and_above_it_not(momentum):
    largest = bowl.largest_stable_rate(X, momentum)
    start = away(0, learning_rate=largest)
    assert away(400, learning_rate=0.95 * largest, momentum=momentum) < start / 1e3
    assert away(400, learning_rate=1.05 * largest, momentum=momentum) > start * 1e3


def test_mini_batches_stay_away_and_the_mean_of_their_gradient_is_the_whole_one():
    rate = bowl.largest_stable_rate(X) / 3
    far = [away(k, learning_rate=rate, batch_size=4) for k in range(200, 260)]
    assert min(far) > 1e-3 and max(far) < 2
    rng = np.random.default_rng(1)
    drawn = [rng.permutation(30)[:4] for _ in range(20000)]
    mean = np.mean([bowl.gradient(np.zeros(2), X[rows], Y[rows]) for rows in drawn], 0)
    np.testing.assert_allclose(mean, bowl.gradient(np.zeros(2), X, Y), atol=0.05)


def test_a_mini_batch_step_goes_down_the_mean_gradient_of_as_many_examples():
    before, after_it = (after(k, learning_rate=0.1, batch_size=2) for k in (0, 1))
    found = (before - after_it) / 0.1
    pairs = [bowl.gradient(before, X[[i, j]], Y[[i, j]]) for i, j in combinations(range(30), 2)]
    assert np.isclose(pairs, found).all(1).sum() == 1
    for k in (1, 5):
        everyone = after(k, learning_rate=0.1, batch_size=30)
        np.testing.assert_allclose(everyone, after(k, learning_rate=0.1))


def test_momentum_gets_there_in_fewer_steps_where_curvatures_differ():
    x = X + 5
    line = LinearRegression().fit(x[:, None], Y)

    def gap(**how):
        place = next(islice(bowl.descent((2.0, -1.0), x, Y, **how), 300, None))
        return np.linalg.norm(place - [line.coef_[0], line.intercept_])

    plain = gap(learning_rate=0.9 * bowl.largest_stable_rate(x))
    heavy = gap(learning_rate=0.5 * bowl.largest_stable_rate(x, 0.9), momentum=0.9)
    assert heavy < plain / 10


def test_the_steepest_direction_is_where_the_error_rises_most():
    turn = np.linspace(0, np.pi, 1801)
    around = BEST + np.stack([np.cos(turn), np.sin(turn)], 1)
    top = around[bowl.mean_squared_error(around, X, Y).argmax()] - BEST
    assert abs(top @ bowl.steepest(X)) > 0.999
