"""The best line through points, in the squared and in the absolute error.

A line is theta = (theta_1, theta_2): slope and intercept, as on the slides.
"""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[Any]


def residuals(theta: ArrayLike, x: Array, y: Array) -> Array:
    """y - (theta_1 x + theta_2): theta (..., 2), x and y (n,), giving (..., n)."""
    theta = np.asarray(theta)
    return y - (theta[..., :1] * x + theta[..., 1:])


def least_squares(x: Array, y: Array) -> Array:
    """The line of the smallest sum of squared errors, shape (2,)."""
    return np.linalg.lstsq(np.stack([x, np.ones_like(x)], 1), y, rcond=None)[0]


def least_absolute(x: Array, y: Array) -> Array:
    """A line of the smallest sum of absolute errors, shape (2,).

    One of them passes through two of the points, so all pairs are tried. Source: Bloomfield,
    Steiger (1983), Least Absolute Deviations, section 1.3.
    """
    first, second = np.array([(i, j) for i, j in combinations(range(len(x)), 2) if x[i] != x[j]]).T
    slope = (y[second] - y[first]) / (x[second] - x[first])
    lines = np.stack([slope, y[first] - slope * x[first]], 1)
    return lines[np.abs(residuals(lines, x, y)).sum(-1).argmin()]
