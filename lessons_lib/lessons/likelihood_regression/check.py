"""The exercises of lesson 10: right answers, plausible wrong ones, and what to say."""

from __future__ import annotations

from typing import Any

import numpy as np

from lessons_lib.exercises import FunctionExercise
from lessons_lib.lessons.likelihood_regression.check_numbers import (
    area,
    best_constant,
    largest_rate,
)

__all__ = [
    "area",
    "best_constant",
    "largest_rate",
    "least_squares",
    "likeliest_s",
    "log_likelihood",
]
HALF = np.log(2 * np.pi) / 2


def _log_likelihood(r: Any, s: Any) -> Any:
    return np.sum(-(r**2) / (2 * s**2) - np.log(s) - HALF)


log_likelihood = FunctionExercise(
    asks="The Gaussian log-likelihood of residuals r, shape (n,), for noise of deviation s.",
    right=lambda r, s: _log_likelihood(r, s),
    mistakes={
        "this is the likelihood itself. Take its logarithm, which turns the product over the"
        " points into a sum.": lambda r, s: np.exp(_log_likelihood(r, s)),
        "this is the negative log-likelihood, which is used as a loss. The log-likelihood has the"
        " opposite sign.": lambda r, s: -_log_likelihood(r, s),
        "the constants −ln s − ½ ln 2π are added only once. Each of the n points has them, so they"
        " belong inside the sum.": lambda r, s: np.sum(-(r**2) / (2 * s**2)) - np.log(s) - HALF,
        "this is the mean over the points. The log-likelihood is the sum over them.": lambda r, s: (
            _log_likelihood(r, s) / len(r)
        ),
        "this is the logarithm to base 2. Take the natural logarithm, np.log.": lambda r, s: (
            _log_likelihood(r, s) / np.log(2)
        ),
        "this is the logarithm to base 10. Take the natural logarithm, np.log.": lambda r, s: (
            _log_likelihood(r, s) / np.log(10)
        ),
        "the density has the factor 1/s in front, whose logarithm is −ln s. Your term has the"
        " opposite sign.": lambda r, s: np.sum(-(r**2) / (2 * s**2) + np.log(s) - HALF),
        "the ½ in the exponent is missing. The exponent is −r²/(2s²).": lambda r, s: np.sum(
            -(r**2) / s**2 - np.log(s) - HALF
        ),
        "in the exponent s has to be squared. The exponent is −r²/(2s²).": lambda r, s: np.sum(
            -(r**2) / (2 * s) - np.log(s) - HALF
        ),
        "in the exponent the residual has to be squared. The exponent is −r²/(2s²).": lambda r, s: (
            np.sum(-r / (2 * s**2) - np.log(s) - HALF)
        ),
        "in the exponent the residual has to be squared, not taken by its size. The exponent is"
        " −r²/(2s²).": lambda r, s: np.sum(-np.abs(r) / (2 * s**2) - np.log(s) - HALF),
        "you take s for the variance. It is the standard deviation, so the variance is"
        " s².": lambda r, s: np.sum(-(r**2) / (2 * s) - np.log(s) / 2 - HALF),
        "the term −ln s belongs to each of the n points, and you add it only once.": (
            lambda r, s: np.sum(-(r**2) / (2 * s**2) - HALF) - np.log(s)
        ),
        "the term −½ ln 2π belongs to each of the n points, and you add it only once.": (
            lambda r, s: np.sum(-(r**2) / (2 * s**2) - np.log(s)) - HALF
        ),
        "you square the sum of the residuals. Square each residual first, and then add"
        " them.": lambda r, s: -(np.sum(r) ** 2) / (2 * s**2) - len(r) * (np.log(s) + HALF),
        "the density has √(2π) in its denominator, whose logarithm is ½ ln 2π. You subtract twice"
        " that.": lambda r, s: np.sum(-(r**2) / (2 * s**2) - np.log(s) - 2 * HALF),
        "the term −ln s is missing. It comes from the s before the exponential.": lambda r, s: (
            np.sum(-(r**2) / (2 * s**2) - HALF)
        ),
        "the term −½ ln 2π is missing. It comes from the √(2π) before the"
        " exponential.": lambda r, s: np.sum(-(r**2) / (2 * s**2) - np.log(s)),
        "the exponent of the density is −r²/(2s²). Your first term has the opposite"
        " sign.": lambda r, s: np.sum(r**2 / (2 * s**2) - np.log(s) - HALF),
        "the constants −ln s − ½ ln 2π are missing. They do not move the maximum, but they belong"
        " to the value.": lambda r, s: np.sum(-(r**2) / (2 * s**2)),
    },
    probes=[
        (np.array([0.3, -1.2, 0.8, 0.1]), np.array(0.5)),
        (np.array([-2.0, 0.4, 1.1]), np.array(1.7)),
    ],
    well_done="your function agrees for residuals with s = 0.5 and with s = 1.7.",
)


def _line(x: Any, y: Any) -> Any:
    return np.polyfit(x, y, 1)


def _with_intercept(slope: Any, x: Any, y: Any) -> Any:
    return np.stack([slope, np.mean(y) - slope * np.mean(x)])


least_squares = FunctionExercise(
    asks="Slope and intercept of the least squares line of x and y, both of shape (n,).",
    right=lambda x, y: _line(x, y),
    mistakes={
        "these are the right two numbers in the wrong order. Return the slope first, then the"
        " intercept.": lambda x, y: _line(x, y)[::-1],
        "this is the line of x as a function of y. Exchange the two in your"
        " equations.": lambda x, y: _line(y, x),
        "this slope is the one of a line through the origin. With an intercept the means have to be"
        " subtracted from x and y first.": (
            lambda x, y: _with_intercept(x @ y / (x @ x), x, y),
            lambda x, y: np.array([x @ y / (x @ x), 0.0]),
        ),
        "the slope is right. The intercept is mean(y) minus the slope times"
        " mean(x).": lambda x, y: np.stack([_line(x, y)[0], np.mean(y)]),
        "the slope is right. The intercept is mean(y) minus, not plus, the slope times"
        " mean(x).": lambda x, y: np.stack(
            [_line(x, y)[0], np.mean(y) + _line(x, y)[0] * np.mean(x)]
        ),
        "np.cov divides by n − 1 and np.var by n. Use one of the two in both"
        " places.": lambda x, y: _with_intercept(np.cov(x, y)[0, 1] / np.var(x), x, y),
        "the covariance has to be divided by the variance of x, not by its standard"
        " deviation.": lambda x, y: _with_intercept(
            np.mean((x - np.mean(x)) * (y - np.mean(y))) / np.std(x), x, y
        ),
        "this is the correlation of x and y. It is the slope only if x and y have the same standard"
        " deviation.": lambda x, y: _with_intercept(np.corrcoef(x, y)[0, 1], x, y),
    },
    probes=[
        (np.array([0.0, 1.0, 2.0, 4.0]), np.array([1.0, 2.5, 2.0, 5.5])),
        (np.array([-3.0, -1.0, 0.5, 1.0, 2.0]), np.array([4.0, 2.0, 0.3, 0.5, -3.0])),
    ],
    well_done="your line agrees with np.polyfit on two sets of points.",
)

likeliest_s = FunctionExercise(
    asks="The s that makes residuals r, shape (n,), likeliest under Gaussian noise.",
    right=lambda r: np.sqrt(np.mean(r**2)),
    mistakes={
        "this is s². Take its square root.": lambda r: np.mean(r**2),
        "np.var subtracts the mean first, and gives a square. Average the squares themselves, and"
        " take the square root.": lambda r: np.var(r),
        "this is the sum of the squares. Divide it by n, and take the square root.": lambda r: (
            np.sum(r**2)
        ),
        "np.std subtracts the mean of the residuals first. That mean is 0 for the best line, but"
        " not for every line.": lambda r: np.std(r),
        "you divide by n − 1 and subtract the mean. The maximum of the likelihood divides by n and"
        " subtracts nothing.": lambda r: np.std(r, ddof=1),
        "you divide by n − 2 and subtract the mean. The maximum of the likelihood divides by n and"
        " subtracts nothing.": lambda r: np.std(r, ddof=2),
        "you divide by n − 2. That makes s² right on average, but the maximum of the likelihood"
        " divides by n.": lambda r: np.sqrt(np.sum(r**2) / (len(r) - 2)),
        "you divide by n − 1. The maximum of the likelihood divides by n.": lambda r: np.sqrt(
            np.sum(r**2) / (len(r) - 1)
        ),
        "this is the mean absolute residual, which belongs to Laplace noise. Square the residuals,"
        " average, and take the root.": lambda r: np.mean(np.abs(r)),
        "divide by n before you take the root, and not after it.": lambda r: (
            np.sqrt(np.sum(r**2)) / len(r)
        ),
        "this is the largest residual. The likelihood weighs all of them: average their squares,"
        " and take the root.": lambda r: np.max(np.abs(r)),
        "divide the sum of the squares by n before you take the root.": lambda r: np.sqrt(
            np.sum(r**2)
        ),
    },
    probes=[
        (np.array([0.3, -1.2, 0.8, 0.4]),),
        (np.array([-2.0, 0.4, 1.1, 0.2, 0.9]),),
    ],
    well_done="it is the root of the mean squared residual.",
)
