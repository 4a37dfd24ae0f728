"""The exercises of lesson 09: right answers, plausible wrong ones, and what to say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lessons_lib.exercises import Feedback, check_choice, check_function, check_number

RESIDUALS, S = np.array([0.3, -1.2, 0.8, 0.1]), np.array(0.5)
CURVATURES = (0.5, 8.0)
DATA = (1.0, 2.0, 3.0, 4.0, 100.0)
Function = Callable[..., Any]


def log_likelihood(answer: Function) -> Feedback:
    """The Gaussian log-likelihood of residuals r, shape (n,), for noise of deviation s."""
    half = np.log(2 * np.pi) / 2

    def right(r: Any, s: Any) -> Any:
        return np.sum(-(r**2) / (2 * s**2) - np.log(s) - half)

    mistakes: dict[str, Function] = {
        "this is the likelihood: take the logarithm, and the product becomes a sum.": (
            lambda r, s: np.exp(right(r, s))
        ),
        "the sign: this is the loss; the log-likelihood is its negative.": lambda r, s: (
            -right(r, s)
        ),
        "the constant is counted once: every one of the n points has its own.": lambda r, s: (
            np.sum(-(r**2) / (2 * s**2)) - np.log(s) - half
        ),
        "this is the mean: the log-likelihood is the sum over the points.": lambda r, s: (
            right(r, s) / len(r)
        ),
        "1/s stands before exp, so its logarithm is −ln s.": lambda r, s: np.sum(
            -(r**2) / (2 * s**2) + np.log(s) - half
        ),
        "the ½ in the exponent is missing: r²/(2s²).": lambda r, s: np.sum(
            -(r**2) / s**2 - np.log(s) - half
        ),
        "s has to be squared in the exponent: r²/(2s²).": lambda r, s: np.sum(
            -(r**2) / (2 * s) - np.log(s) - half
        ),
        "the root: −½ ln 2π, not −ln 2π.": lambda r, s: np.sum(
            -(r**2) / (2 * s**2) - np.log(s) - 2 * half
        ),
        "the constants −ln s − ½ ln 2π are missing: the maximum does not need them, the value"
        " does.": lambda r, s: np.sum(-(r**2) / (2 * s**2)),
    }
    return check_function(
        answer, right, mistakes, RESIDUALS, S, well_done="it agrees for residuals with s = 0.5."
    )


def largest_rate(answer: float) -> Feedback:
    """The bound of the learning rate on a bowl with the curvatures 0.5 and 8."""
    return check_number(
        answer,
        0.25,
        [
            (
                lambda v: v == 4.0,
                "that is 2 over the smallest curvature: the steep direction diverges first.",
            ),
            (
                lambda v: v == 0.125,
                "at 1/8 the steep direction arrives in one step; it still converges up to twice"
                " that.",
            ),
            (lambda v: v == 16.0, "the other way up: 2 divided by the curvature."),
            (lambda v: abs(v - 2 / 8.5) < 1e-3, "the curvatures do not add: the largest decides."),
        ],
        well_done="2/8: beyond it each step along the steep direction is larger than the last.",
        tolerance=1e-9,
    )


def best_constant(answer: float) -> Feedback:
    """The constant of the smallest absolute error for 1, 2, 3, 4, 100."""
    return check_number(
        answer,
        3.0,
        [
            (
                lambda v: v == float(np.mean(DATA)),
                "that is the mean, which is best for squared error: 100 pulls it along.",
            ),
            (
                lambda v: v == (min(DATA) + max(DATA)) / 2,
                "that is the middle of the range, best for the largest error alone.",
            ),
            (
                lambda v: v == 2.5,
                "that is the median without the outlier; absolute error does not drop it.",
            ),
        ],
        well_done="the median: a step aside loses on three points what it gains on two.",
    )


def density(answer: str) -> Feedback:
    """In which variable p(y | theta) has the area 1."""
    return check_choice(
        answer,
        "b",
        {
            "a": "(a) over θ the area may be anything; nothing in the recipe makes it 1.",
            "b": "for every fixed θ the density of y has the area 1; over θ there is no such rule.",
            "c": "(c) it is one formula read in two ways: only in y is it a density.",
            "d": "(d) for a fixed θ it is: densities of y have the area 1.",
        },
    )
