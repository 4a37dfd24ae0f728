r"""From Gaussian noise to the squared error, step by step, on the reader's own points.

theta = (theta_1, theta_2) are slope and intercept, L(theta) is the likelihood, l(theta) its
logarithm. Source: the lecture, "Maximum likelihood for linear regression"; Goodfellow,
Bengio, Courville (2016), Deep Learning, section 5.5.1.
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
            rf"L(\theta) = \prod_{{i=1}}^n {DENSITY}",
            "The likelihood: independent Gaussian noise, so the densities multiply.",
        ),
        Step(
            rf"\ell(\theta) = \ln L(\theta) = [[\sum_{{i=1}}^n \ln]] {DENSITY}",
            "The logarithm grows with its argument: the largest stays where it is.",
            (
                Step(
                    rf"\ln \sum_{{i=1}}^n {DENSITY}",
                    "the logarithm goes to each factor, and the product becomes the sum.",
                ),
                Step(
                    rf"\sum_{{i=1}}^n {DENSITY}",
                    "the logarithm is lost: a sum of densities rewards a few good points.",
                ),
            ),
            keeps="optimum",
        ),
        Step(
            rf"\sum_{{i=1}}^n \Bigl( [[-\frac{{{SQUARE}}}{{2 s^2}} - \ln s"
            r" - \frac12 \ln 2\pi]] \Bigr)",
            "The logarithm undoes exp; factors become terms.",
            (
                Step(
                    rf"\sum_{{i=1}}^n \Bigl( -\frac{{{SQUARE}}}{{2 s^2}} + \ln s"
                    r" + \frac12 \ln 2\pi \Bigr)",
                    "1/s has the logarithm −ln s.",
                ),
                Step(
                    rf"\sum_{{i=1}}^n \Bigl( -\frac{{{RESIDUAL}}}{{s}} - \ln s"
                    r" - \frac12 \ln 2\pi \Bigr)",
                    "the square is inside exp; it does not go with the exponential.",
                ),
            ),
            about="all x, y, θ and s",
        ),
        Step(
            rf"[[-\frac{{1}}{{2 s^2}} \sum_{{i=1}}^n]] {SQUARE}",
            "The constant −n ln s − (n/2) ln 2π does not contain θ: dropping it moves nothing.",
            (
                Step(
                    rf"-\frac{{1}}{{2 s^2}} \Bigl( \sum_{{i=1}}^n {RESIDUAL} \Bigr)^2",
                    "a sum of squares is not the square of the sum: errors would cancel.",
                ),
                Step(
                    rf"\frac{{1}}{{2 s^2}} \sum_{{i=1}}^n {SQUARE}",
                    "the sign: the largest would be infinitely far from the points.",
                ),
            ),
            keeps="optimum",
        ),
        Step(
            rf"[[-\frac1n]] \sum_{{i=1}}^n {SQUARE}",
            "Times the positive 2s²/n: the height changes, the place does not.",
            (
                Step(
                    r"-\frac1n \sum_{i=1}^n |y_i - \theta_1 x_i - \theta_2|",
                    "the root of each term is no common factor: that is Laplace noise.",
                ),
                Step(
                    rf"-\frac1n \sum_{{i=1}}^n x_i^2 {SQUARE}",
                    "a factor that differs from point to point weighs them differently.",
                ),
            ),
            keeps="optimum",
        ),
        Step(
            rf"\arg\max_\theta L(\theta) = [[\arg\min_\theta]] \frac1n \sum_{{i=1}}^n {SQUARE}",
            "The largest of −E is the smallest of E, the mean squared error; and so is the"
            " largest of L, where we began.",
            (
                Step(
                    rf"\arg\max_\theta \frac1n \sum_{{i=1}}^n {SQUARE}",
                    "the minus is lost: the worst line has no bound.",
                ),
                Step(
                    rf"\arg\min_\theta \max_i {SQUARE}",
                    "the mean of the squares, not the largest: that is another line.",
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
                r"\frac{dE}{dz} = \frac{d}{dz} \frac{(p - t)^2}{2}, \qquad p = z",
                "Half the squared error: a Gaussian of variance 1 without its constant.",
            ),
            Step(
                r"[[(p - t)]] \frac{dp}{dz}",
                "The chain rule: the 2 of the square meets the 1/2.",
                (
                    Step(
                        r"2 (p - t) \frac{dp}{dz}",
                        "the factor 1/2 is there to take the 2 away.",
                    ),
                    Step(
                        r"(t - p) \frac{dp}{dz}",
                        "the sign: a prediction that is too large has to be pulled down.",
                    ),
                ),
            ),
            Step(
                r"[[p - t]]",
                "The output is the last layer itself: dp/dz = 1.",
                (
                    Step(
                        r"(p - t) z",
                        "dp/dz is the slope of the identity, which is 1, not its value.",
                    ),
                    Step(
                        r"0",
                        "dp/dz is 1: a linear output never stops the gradient.",
                    ),
                ),
            ),
        ],
        Setting({"z": Unknown(), "t": Unknown()}, given=(r"E = \frac{(z - t)^2}{2}",)),
    )
