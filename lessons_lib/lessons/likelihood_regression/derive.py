r"""From Gaussian noise to the squared error, step by step, on the reader's own points.

theta = (theta_1, theta_2) are slope and intercept, J(theta) is the joint density of all examples,
L(theta) the likelihood, l(theta) its logarithm. Source: the lecture, "Maximum likelihood for
linear regression"; Goodfellow, Bengio, Courville (2016), Deep Learning, section 5.5.1.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from lessons_lib.explorable.derivation import Derivation, Setting, Step, Unknown

RESIDUAL = r"(y_i - \theta_1 x_i - \theta_2)"
SQUARE = rf"{RESIDUAL}^2"
DENSITY = rf"\frac{{1}}{{\sqrt{{2\pi}}\, s}} \exp\Bigl( -\frac{{{SQUARE}}}{{2 s^2}} \Bigr)"


def squared_error(x: ArrayLike, y: ArrayLike, s: float = 0.5) -> Derivation:
    """The derivation, checked on points x and y of shape (n,) and noise of deviation s."""
    x, y = np.asarray(x, float), np.asarray(y, float)
    if x.shape != y.shape or x.ndim != 1 or len(set(x.tolist())) < 2:
        raise ValueError(
            f"x of shape {x.shape} and y of shape {y.shape}: give two lists of one length,"
            " with at least two different x."
        )
    points = range(1, len(x) + 1)
    setting = Setting(
        names={
            **{vector: Unknown(over=points) for vector in "xy"},
            r"\theta": Unknown(over=(1, 2)),
            "s": Unknown(positive=True),
            "n": len(x),
        },
        indices={"i": points},
        given=(r"p(x) = e^{-x^2}",),  # any density of x without theta would do
        data={
            "x": dict(zip(points, x.tolist(), strict=True)),
            "y": dict(zip(points, y.tolist(), strict=True)),
            "s": s,
        },
    )
    return Derivation("From Gaussian noise to the squared error", _steps(), setting)


def _steps() -> list[Step]:
    return [
        Step(
            rf"J(\theta) = \prod_{{i=1}}^n p(x_i) {DENSITY}",
            "Each example has the density p(x, y) = p(x) p(y | x), where p(y | x) is the Gaussian"
            " density of its noise. The examples are independent, so their densities multiply.",
        ),
        Step(
            rf"L(\theta) = [[\prod_{{i=1}}^n]] {DENSITY}",
            "The product of all p(x_i) is a positive factor without θ. Leaving it out moves no"
            " maximum, and what is left is the likelihood of θ.",
            (
                Step(
                    r"\prod_{i=1}^n p(x_i)",
                    "this keeps the factor without θ and drops the one that contains it.",
                ),
                Step(
                    rf"\prod_{{i=1}}^n \Bigl( {DENSITY} \Bigr)^{{p(x_i)}}",
                    "as an exponent p(x_i) would give each point a weight of its own.",
                ),
            ),
            keeps="optimum",
        ),
        Step(
            rf"\ell(\theta) = \ln L(\theta) = [[\sum_{{i=1}}^n \ln]] {DENSITY}",
            "The logarithm of a larger number is larger, so the maximum stays where it is; and the"
            " logarithm of a product is a sum.",
            (
                Step(
                    rf"\ln \sum_{{i=1}}^n {DENSITY}",
                    "the logarithm of a product is the sum of the logarithms, not the"
                    " logarithm of the sum.",
                ),
                Step(
                    rf"\sum_{{i=1}}^n {DENSITY}",
                    "the logarithm is missing: a sum of the densities has its maximum elsewhere.",
                ),
            ),
            keeps="optimum",
        ),
        Step(
            rf"\sum_{{i=1}}^n \Bigl( [[-\frac{{{SQUARE}}}{{2 s^2}} - \ln s"
            r" - \frac12 \ln 2\pi]] \Bigr)",
            "The logarithm undoes the exponential, and the factors in front of it become terms.",
            (
                Step(
                    rf"\sum_{{i=1}}^n \Bigl( -\frac{{{SQUARE}}}{{2 s^2}} + \ln s"
                    r" + \frac12 \ln 2\pi \Bigr)",
                    "1/s has the logarithm −ln s, so these two terms have the wrong sign.",
                ),
                Step(
                    rf"\sum_{{i=1}}^n \Bigl( -\frac{{{RESIDUAL}}}{{s}} - \ln s"
                    r" - \frac12 \ln 2\pi \Bigr)",
                    "the square stands inside the exponential, and undoing the"
                    " exponential leaves it there.",
                ),
            ),
            about="all x, y, θ and s",
        ),
        Step(
            rf"[[-\frac{{1}}{{2 s^2}} \sum_{{i=1}}^n]] {SQUARE}",
            "The sum of the constants, −n ln s − (n/2) ln 2π, does not contain θ. Leaving it out"
            " lowers or raises the whole curve and does not move its maximum.",
            (
                Step(
                    rf"-\frac{{1}}{{2 s^2}} \Bigl( \sum_{{i=1}}^n {RESIDUAL} \Bigr)^2",
                    "a sum of squares is not the square of the sum, in which positive"
                    " and negative errors would cancel.",
                ),
                Step(
                    rf"\frac{{1}}{{2 s^2}} \sum_{{i=1}}^n {SQUARE}",
                    "the minus is missing: this grows without bound as the line moves away from the"
                    " points.",
                ),
            ),
            keeps="optimum",
        ),
        Step(
            rf"[[-\frac1n]] \sum_{{i=1}}^n {SQUARE}",
            "Multiplying by the positive number 2s²/n changes all values and does not move the"
            " maximum.",
            (
                Step(
                    r"-\frac1n \sum_{i=1}^n |y_i - \theta_1 x_i - \theta_2|",
                    "taking the root of each square is no common factor: that is Laplace"
                    " noise, whose loss is the absolute error.",
                ),
                Step(
                    rf"-\frac1n \sum_{{i=1}}^n x_i^2 {SQUARE}",
                    "x_i² differs from point to point, so this gives the points different weights.",
                ),
            ),
            keeps="optimum",
        ),
        Step(
            rf"\arg\max_\theta L(\theta) = [[\arg\min_\theta]] \frac1n \sum_{{i=1}}^n {SQUARE}",
            "Where minus the mean squared error is largest, the mean squared error itself is"
            " smallest. So the likelihood is largest there.",
            (
                Step(
                    rf"\arg\max_\theta \frac1n \sum_{{i=1}}^n {SQUARE}",
                    "the minus is lost: the largest mean squared error has no bound.",
                ),
                Step(
                    rf"\arg\min_\theta \max_i {SQUARE}",
                    "this looks at the largest square alone, and another line makes that smallest.",
                ),
            ),
            keeps="optimum",
        ),
    ]


def gradient() -> Derivation:
    """The gradient of half the squared error in a linear output z: p - t."""
    return Derivation(
        "Squared error on a linear output",
        [
            Step(
                r"\frac{dC}{dz} = \frac{d}{dz} \frac{(p - t)^2}{2}, \qquad p = z",
                "Half the squared error of one point is its negative log-likelihood under Gaussian"
                " noise of variance 1, without the constant; p is the prediction, t the target.",
            ),
            Step(
                r"[[(p - t)]] \frac{dp}{dz}",
                "By the chain rule; the 2 from the square and the 1/2 cancel.",
                (
                    Step(
                        r"2 (p - t) \frac{dp}{dz}",
                        "the 2 from the square cancels with the factor 1/2 in front.",
                    ),
                    Step(
                        r"(t - p) \frac{dp}{dz}",
                        "the sign is wrong: C grows with p where p is larger than t.",
                    ),
                ),
            ),
            Step(
                r"[[p - t]]",
                "The output is linear, p = z, so dp/dz = 1.",
                (
                    Step(
                        r"(p - t) z",
                        "dp/dz is the slope of p = z, which is 1, and not its value z.",
                    ),
                    Step(
                        r"0",
                        "dp/dz is 1 and not 0, so the gradient passes through.",
                    ),
                ),
            ),
        ],
        Setting({"z": Unknown(), "t": Unknown()}, given=(r"C = \frac{(z - t)^2}{2}",)),
    )
