"""The exercises of lesson 10: right answers, plausible wrong ones, and what to say."""

from __future__ import annotations

from typing import Any

import numpy as np

from lessons_lib.exercises import ChoiceExercise, FunctionExercise, NumberExercise

HALF = np.log(2 * np.pi) / 2


def _log_likelihood(r: Any, s: Any) -> Any:
    return np.sum(-(r**2) / (2 * s**2) - np.log(s) - HALF)


log_likelihood = FunctionExercise(
    asks="The Gaussian log-likelihood of residuals r, shape (n,), for noise of deviation s.",
    right=lambda r, s: _log_likelihood(r, s),
    mistakes={
        "this is the likelihood: take the logarithm, and the product becomes a sum.": (
            lambda r, s: np.exp(_log_likelihood(r, s))
        ),
        "the sign: this is the loss; the log-likelihood is its negative.": lambda r, s: (
            -_log_likelihood(r, s)
        ),
        "the constant is counted once: every one of the n points has its own.": lambda r, s: (
            np.sum(-(r**2) / (2 * s**2)) - np.log(s) - HALF
        ),
        "this is the mean: the log-likelihood is the sum over the points.": lambda r, s: (
            _log_likelihood(r, s) / len(r)
        ),
        "these are bits: take the natural logarithm, np.log.": lambda r, s: (
            _log_likelihood(r, s) / np.log(2)
        ),
        "this is the decimal logarithm: take the natural one, np.log.": lambda r, s: (
            _log_likelihood(r, s) / np.log(10)
        ),
        "1/s stands before exp, so its logarithm is −ln s.": lambda r, s: np.sum(
            -(r**2) / (2 * s**2) + np.log(s) - HALF
        ),
        "the ½ in the exponent is missing: r²/(2s²).": lambda r, s: np.sum(
            -(r**2) / s**2 - np.log(s) - HALF
        ),
        "s has to be squared in the exponent: r²/(2s²).": lambda r, s: np.sum(
            -(r**2) / (2 * s) - np.log(s) - HALF
        ),
        "the residual has to be squared in the exponent: r²/(2s²).": lambda r, s: np.sum(
            -r / (2 * s**2) - np.log(s) - HALF
        ),
        "the residuals are squared one by one, not their sum.": lambda r, s: (
            -(np.sum(r) ** 2) / (2 * s**2) - len(r) * (np.log(s) + HALF)
        ),
        "the root: −½ ln 2π, not −ln 2π.": lambda r, s: np.sum(
            -(r**2) / (2 * s**2) - np.log(s) - 2 * HALF
        ),
        "−ln s is missing: s stands in front of exp as well.": lambda r, s: np.sum(
            -(r**2) / (2 * s**2) - HALF
        ),
        "the constants −ln s − ½ ln 2π are missing: the maximum does not need them, the value"
        " does.": lambda r, s: np.sum(-(r**2) / (2 * s**2)),
    },
    probes=[
        (np.array([0.3, -1.2, 0.8, 0.1]), np.array(0.5)),
        (np.array([-2.0, 0.4, 1.1]), np.array(1.7)),
    ],
    well_done="it agrees for residuals with s = 0.5 and with s = 1.7.",
)

largest_rate = NumberExercise(
    asks="The bound of the learning rate on a bowl with the curvatures 0.5 and 8.",
    right=0.25,
    mistakes={
        "that is 2 over the smallest curvature: the steep direction diverges first.": 4.0,
        "at 1/8 the steep direction arrives in one step; it still converges up to twice"
        " that.": 0.125,
        "the other way up: 2 divided by the curvature.": 16.0,
        "the other way up, and without the 2: the bound is 2 divided by the largest"
        " curvature.": 8.0,
        "the curvatures do not add: the largest decides.": 2 / 8.5,
        "no mean of the two: the largest curvature decides.": 2 / 4.25,
    },
    rules=[(lambda rate: rate <= 0, "a learning rate is positive.")],
    well_done="2/8: beyond it each step along the steep direction is larger than the last.",
)

best_constant = NumberExercise(
    asks="The constant of the smallest absolute error for 1, 2, 3, 4, 100.",
    right=3.0,
    mistakes={
        "that is the mean, which is best for squared error: 100 pulls it along.": 22.0,
        "that is the middle of the range, best for the largest error alone.": 50.5,
        "that is the median without the outlier; absolute error does not drop it.": 2.5,
        "0 is below all five points: each step up to 1 helps with every one of them.": 0.0,
    },
    well_done="the median: a step aside loses on three points what it gains on two.",
)

density = ChoiceExercise(
    asks="In which variable p(y | theta) has the area 1.",
    right="b",
    words={
        "a": "(a) over θ the area may be anything; nothing in the recipe makes it 1.",
        "b": "for every fixed θ the density of y has the area 1; over θ there is no such rule.",
        "c": "(c) it is one formula read in two ways: only in y is it a density.",
        "d": "(d) for a fixed θ it is: densities of y have the area 1.",
    },
)
