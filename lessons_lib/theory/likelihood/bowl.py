r"""Gradient descent on the mean squared error of a line: a bowl with two curvatures.

.. math:: E(\theta) = \frac1n \sum_i (y_i - \theta_1 x_i - \theta_2)^2
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib.theory.likelihood.line_fitting import residuals

Array = NDArray[Any]


def mean_squared_error(theta: ArrayLike, x: Array, y: Array) -> Array:
    """E at theta (..., 2); x and y of shape (n,)."""
    return np.mean(residuals(theta, x, y) ** 2, -1)


def gradient(theta: Array, x: Array, y: Array) -> Array:
    """dE/dtheta, shape (2,)."""
    error = -residuals(theta, x, y)
    return 2 * np.array([np.mean(error * x), np.mean(error)])


def _hessian(x: Array) -> Array:
    return 2 * np.array([[np.mean(x**2), x.mean()], [x.mean(), 1.0]])


def curvatures(x: Array) -> Array:
    """The two eigenvalues of the Hessian of E, smallest first; they do not depend on y."""
    return np.linalg.eigvalsh(_hessian(x))


def steepest(x: Array) -> Array:
    """The direction of the largest curvature, of length 1, shape (2,); its first part is not
    negative. In a round bowl any direction is one, and it is the first axis."""
    values, vectors = np.linalg.eigh(_hessian(x))
    if np.isclose(*values):
        return np.array([1.0, 0.0])
    return np.asarray(vectors[:, -1] * np.copysign(1.0, vectors[0, -1]))


def largest_stable_rate(x: Array, momentum: float = 0.0) -> float:
    """Below this learning rate full-batch descent converges from any start, above it not.

    Along an eigenvector of curvature c, the distance is multiplied by 1 - rate c in each
    step, so rate < 2/c. With momentum m the bound is 2 (1 + m)/c. Source: Polyak (1964),
    Some methods of speeding up the convergence of iteration methods.
    """
    return float(2 * (1 + momentum) / curvatures(x)[-1])


def descent(
    start: ArrayLike,
    x: Array,
    y: Array,
    *,
    learning_rate: float,
    momentum: float = 0.0,
    batch_size: int | None = None,
) -> Iterator[Array]:
    """The places theta (2,) of gradient descent, the start first, without end.

    `batch_size` examples, drawn anew for every step with seed 0; None takes them all.
    """
    theta, velocity = np.asarray(start, float), np.zeros(2)
    rng = np.random.default_rng(0)
    while True:
        yield theta
        rows = slice(None) if batch_size is None else rng.permutation(len(x))[:batch_size]
        velocity = momentum * velocity - learning_rate * gradient(theta, x[rows], y[rows])
        theta = theta + velocity
