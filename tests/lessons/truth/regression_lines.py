"""Lesson 10: its points, and lines through them by regression, descent and search."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from scipy import stats
from sklearn.datasets import load_diabetes


@lru_cache
def whole(data):
    """The points of the lesson in their order, both in standard units."""
    if data == "diabetes":
        found = load_diabetes(scaled=False)
        x, y = found.data[:, found.feature_names.index("bmi")], found.target
    else:
        rng = np.random.default_rng(0)
        x = np.sort(rng.uniform(-1, 1, 2000))
        y = 0.8 * x + 0.3 + 0.4 * rng.standard_normal(2000)
    order = np.random.default_rng(1).permutation(len(x))
    return stats.zscore(x)[order], stats.zscore(y)[order]


def best_line(x, y):
    """Slope and intercept by SciPy's regression."""
    found = stats.linregress(x, y)
    return np.array([found.slope, found.intercept])


def squares(slope, intercept, x, y):
    """The sum of squared errors, multiplied out."""
    return (
        y @ y
        + slope**2 * (x @ x)
        + len(x) * intercept**2
        + 2 * (slope * intercept * x.sum() - slope * (x @ y) - intercept * y.sum())
    )


def log_likelihoods(slopes, intercept, s, x, y):
    """Of each slope, by SciPy."""
    return np.array([stats.norm.logpdf(y, t * x + intercept, s).sum() for t in slopes])


def hessian(x):
    return 2 * np.array([[x @ x, x.sum()], [x.sum(), len(x)]]) / len(x)


def curvatures(x):
    """Both roots of the characteristic polynomial, smallest first."""
    H = hessian(x)
    return np.sort(np.roots([1, -np.trace(H), np.linalg.det(H)]).real)


def descent_points(p):
    """40 points, whose x have the chosen mean."""
    x, y = (a[:40] for a in whole("generated"))
    return stats.zscore(x) + {"0: standardised": 0, "1": 1, "3": 3}[p.mean], y


MOMENTA = {"momentum 0.5": 0.5, "momentum 0.9": 0.9}


def descent_path(p):
    """Slope and intercept after each step, until one of them is beyond 50."""
    x, y = descent_points(p)
    (slope, intercept), speed = p.start[0], np.zeros(2)
    momentum = MOMENTA.get(p.kind, 0.0)
    rate = p.rate * 2 / curvatures(x)[1]
    path, rng = [(slope, intercept)], np.random.default_rng(0)
    while len(path) <= 120 and max(abs(slope), abs(intercept)) <= 50:
        batch = rng.permutation(40)[:4] if p.kind == "mini-batch of 4" else range(40)
        pushes = [(y[i] - slope * x[i] - intercept) * np.array([x[i], 1]) for i in batch]
        speed = momentum * speed + rate * 2 * sum(pushes) / len(pushes)
        slope, intercept = slope + speed[0], intercept + speed[1]
        path.append((slope, intercept))
    return np.array(path)


def descent_gaps(p):
    """How far each step's error is above the least: half the quadratic form of the Hessian."""
    x, y = descent_points(p)
    off = descent_path(p) - best_line(x, y)
    return np.einsum("ki,ij,kj->k", off, hessian(x), off) / 2


def descent_across(p):
    """How far from the minimum each step is along the eigenvector of the larger curvature; on a
    round bowl along the slope."""
    x, y = descent_points(p)
    off = descent_path(p) - best_line(x, y)
    flat, steep = curvatures(x)
    if steep - flat < 1e-6:
        return off[:, 0]
    # (H - flat) maps every vector to a multiple of the wanted one.
    along = (hessian(x) - flat * np.eye(2))[0]
    return off @ (along / np.linalg.norm(along) * np.sign(along[0]))


def least_absolute(x, y):
    """The lines of the least absolute error through k sets of points, each (k, n).

    The best intercept of a slope is the median of what it leaves, and the error is convex in
    the slope: thirds are cut off on the worse side.
    """

    def intercepts(slopes):
        rest = np.sort(y - slopes[:, None] * x, axis=1)
        return (rest[:, (x.shape[1] - 1) // 2] + rest[:, x.shape[1] // 2]) / 2

    def errors(slopes):
        return abs(y - slopes[:, None] * x - intercepts(slopes)[:, None]).sum(1)

    low, high = np.full((2, len(x)), [[-20.0], [20.0]])
    for _ in range(90):
        one, two = low + (high - low) / 3, high - (high - low) / 3
        left = errors(one) < errors(two)
        low, high = np.where(left, low, one), np.where(left, two, high)
    return np.stack([low, intercepts(low)], 1)


@lru_cache
def slope_errors(noise):
    """How far off the slope 0.8 is in 200 sets of 30 points with noise of deviation 1/2."""
    rng = np.random.default_rng(0)
    x = rng.uniform(-2, 2, (200, 30))
    draw, scale = (rng.laplace, 0.5**1.5) if noise == "Laplace" else (rng.normal, 0.5)
    y = 0.8 * x + draw(0, scale, x.shape)
    squared = [best_line(*points)[0] for points in zip(x, y, strict=True)]
    return {
        "Gaussian": abs(np.array(squared) - 0.8),
        "Laplace": abs(least_absolute(x, y)[:, 0] - 0.8),
    }
