r"""Gaussian noise whose deviation differs from point to point: the weighted squared error.

theta = (theta_1, theta_2) are slope and intercept, s_i is the deviation of the noise at point i
("heteroscedastic" noise). Source: Bishop (2006), Pattern Recognition and Machine Learning,
section 3.1.1 and exercise 3.3.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from lessons_lib.explorable.derivation import Derivation, Setting, Step, Unknown

# Two instruments measured 0.8 x - 0.1: the first three points finely, the others coarsely.
POINTS = ((-2.0, -1.7), (-0.5, -0.6), (1.5, 1.2), (-1.0, 0.4), (0.5, -0.9), (2.0, 2.9))
DEVIATIONS = (0.1, 0.1, 0.1, 1.0, 1.0, 1.0)
RESIDUAL = r"(y_i - \theta_1 x_i - \theta_2)"
SQUARE, OVER = rf"{RESIDUAL}^2", r"\sum_{i=1}^n"
DENSITY = rf"\frac{{1}}{{\sqrt{{2\pi}}\, s_i}} \exp\Bigl( -\frac{{{SQUARE}}}{{2 s_i^2}} \Bigr)"


def weighted_squared_error(
    points: ArrayLike = POINTS, deviations: ArrayLike = DEVIATIONS
) -> Derivation:
    """The derivation, checked on points (x, y) of shape (n, 2) and their deviations, (n,)."""
    xy, s = np.asarray(points, float), np.asarray(deviations, float)
    if xy.ndim != 2 or xy.shape != (s.size, 2) or s.min() <= 0 or np.ptp(xy[:, 0]) == 0:
        raise ValueError(
            f"points of shape {xy.shape} and deviations of shape {s.shape}: give pairs (x, y)"
            " with at least two different x, and for each a deviation above 0."
        )
    indices = range(1, len(s) + 1)
    values = {"x": xy[:, 0], "y": xy[:, 1], "s": s}
    setting = Setting(
        names={
            **{vector: Unknown(over=indices, positive=vector == "s") for vector in values},
            r"\theta": Unknown(over=(1, 2)),
            "n": len(s),
        },
        indices={"i": indices},
        data={name: dict(zip(indices, v.tolist(), strict=True)) for name, v in values.items()},
    )
    return Derivation("From noise of many sizes to the weighted squared error", STEPS, setting)


STEPS = [
    Step(
        rf"L(\theta) = \prod_{{i=1}}^n {DENSITY}",
        "The likelihood: independent Gaussian noise, of deviation s_i at point i.",
    ),
    Step(
        rf"\ell(\theta) = \ln L(\theta) = {OVER} \Bigl( [[-\frac{{{SQUARE}}}{{2 s_i^2}} - \ln s_i"
        r" - \frac12 \ln 2\pi]] \Bigr)",
        "The logarithm of each density, and the logarithm of the product is their sum.",
        (
            Step(
                rf"{OVER} \Bigl( -\frac{{{SQUARE}}}{{2 s_i}} - \ln s_i - \frac12 \ln 2\pi \Bigr)",
                "the density holds the variance, which is the square of s_i.",
            ),
            Step(
                rf"\prod_{{i=1}}^n \Bigl( -\frac{{{SQUARE}}}{{2 s_i^2}} - \ln s_i"
                r" - \frac12 \ln 2\pi \Bigr)",
                "the logarithm of a product is the sum of the logarithms.",
            ),
        ),
        keeps="optimum",
    ),
    Step(
        rf"[[-\frac12]] {OVER} [[\frac{{{SQUARE}}}{{s_i^2}}]]",
        "Neither −ln s_i nor the constant contains θ. The s_i below the square has to stay,"
        " because it differs from point to point.",
        (
            Step(
                rf"-\frac12 {OVER} {SQUARE}",
                "1/s_i² is not a common factor. Without it a coarse measurement counts as much as"
                " a fine one.",
            ),
            Step(
                rf"-\frac12 {OVER} s_i^2 {SQUARE}",
                "with this the points with the largest noise would count most.",
            ),
        ),
        keeps="optimum",
    ),
    Step(
        rf"\arg\max_\theta L(\theta) = [[\arg\min_\theta]] {OVER} \frac{{{SQUARE}}}{{s_i^2}}",
        "−½E is largest where E is smallest. E is the weighted squared error: each"
        " point has the weight 1/s_i².",
        (
            Step(
                rf"\arg\max_\theta {OVER} \frac{{{SQUARE}}}{{s_i^2}}",
                "the minus is lost: this sum can be made as large as one likes.",
            ),
            Step(
                rf"\arg\min_\theta {OVER} \frac{{{SQUARE}}}{{s_i}}",
                "the weight is one over the variance, not over the deviation.",
            ),
        ),
        keeps="optimum",
    ),
]
