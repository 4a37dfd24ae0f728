"""From Gaussian noise to the squared error, step by step, on the reader's own points.

theta = (theta_1, theta_2) are slope and intercept, L(theta) is the likelihood, l(theta) its
logarithm. Source: the lecture, "Maximum likelihood for linear regression"; Goodfellow,
Bengio, Courville (2016), Deep Learning, section 5.5.1.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import ArrayLike, NDArray

from lessons_lib.explorable.derivation import Check, Derivation, Step, identity, same_optimum

Array = NDArray[Any]
Function = Callable[[Array], Any]
RESIDUAL = r"(y_i - \theta_1 x_i - \theta_2)"
SQUARE = rf"{RESIDUAL}^2"


def squared_error(x: ArrayLike, y: ArrayLike, s: float = 0.5) -> Derivation:
    """The derivation, checked on points x and y of shape (n,) and noise of deviation s."""
    x, y = np.asarray(x, float), np.asarray(y, float)
    if x.shape != y.shape or x.ndim != 1 or len(set(x.tolist())) < 2:
        raise ValueError(
            f"x of shape {x.shape} and y of shape {y.shape}: give two lists of one length,"
            " with at least two different x."
        )

    def smallest(before: Function, after: Function) -> Check:
        """Functions of the residuals (n,), to be made small."""
        f, g = (lambda theta, h=h: float(h(y - theta[0] * x - theta[1])) for h in (before, after))
        return same_optimum(f, g, [0.0, 0.0])

    def density(r: Array) -> Array:
        return np.exp(-(r**2) / (2 * s**2)) / (np.sqrt(2 * np.pi) * s)

    def logs(r: Array) -> Array:
        return -(r**2) / (2 * s**2) - np.log(s) - np.log(2 * np.pi) / 2

    r = sp.symbols("r", real=True)
    sigma = sp.symbols("s", positive=True)
    bell = sp.log(sp.exp(-(r**2) / (2 * sigma**2)) / (sp.sqrt(2 * sp.pi) * sigma))
    rest = sp.log(2 * sp.pi) / 2
    return Derivation(
        "From Gaussian noise to the squared error",
        [
            Step(
                r"L(\theta) = \prod_{i=1}^n \frac{1}{\sqrt{2\pi}\, s}"
                rf" \exp\Bigl( -\frac{{{SQUARE}}}{{2 s^2}} \Bigr)",
                "The likelihood: independent Gaussian noise, so the densities multiply.",
            ),
            Step(
                r"\ell(\theta) = \ln L(\theta) = [[\sum_{i=1}^n \ln]] \frac{1}{\sqrt{2\pi}\, s}"
                rf" \exp\Bigl( -\frac{{{SQUARE}}}{{2 s^2}} \Bigr)",
                "The logarithm grows with its argument: the largest stays where it is.",
                smallest(lambda r: -np.prod(density(r)), lambda r: -np.log(density(r)).sum()),
                (
                    Step(
                        r"\ln \sum_{i=1}^n \frac{1}{\sqrt{2\pi}\, s} \exp(\dots)",
                        "the logarithm goes to each factor, and the product becomes the sum.",
                        smallest(
                            lambda r: -np.prod(density(r)), lambda r: -np.log(density(r).sum())
                        ),
                    ),
                    Step(
                        r"\sum_{i=1}^n \frac{1}{\sqrt{2\pi}\, s} \exp(\dots)",
                        "the logarithm is lost: a sum of densities rewards a few good points.",
                        smallest(lambda r: -np.prod(density(r)), lambda r: -density(r).sum()),
                    ),
                ),
            ),
            Step(
                rf"\sum_{{i=1}}^n \Bigl( [[-\frac{{{SQUARE}}}{{2 s^2}} - \ln s"
                r" - \frac12 \ln 2\pi]] \Bigr)",
                "The logarithm undoes exp; factors become terms.",
                identity(bell, -(r**2) / (2 * sigma**2) - sp.log(sigma) - rest, "all r and s"),
                (
                    Step(
                        rf"\sum_{{i=1}}^n \Bigl( -\frac{{{SQUARE}}}{{2 s^2}} + \ln s"
                        r" + \frac12 \ln 2\pi \Bigr)",
                        "1/s has the logarithm −ln s.",
                        identity(bell, -(r**2) / (2 * sigma**2) + sp.log(sigma) + rest),
                    ),
                    Step(
                        rf"\sum_{{i=1}}^n \Bigl( -\frac{{{RESIDUAL}}}{{s}} - \ln s"
                        r" - \frac12 \ln 2\pi \Bigr)",
                        "the square is inside exp; it does not go with the exponential.",
                        identity(bell, -r / sigma - sp.log(sigma) - rest),
                    ),
                ),
            ),
            Step(
                rf"[[-\frac{{1}}{{2 s^2}} \sum_{{i=1}}^n]] {SQUARE}",
                "The constant −n ln s − (n/2) ln 2π does not contain θ: dropping it moves nothing.",
                smallest(lambda r: -logs(r).sum(), lambda r: (r**2).sum() / (2 * s**2)),
                (
                    Step(
                        rf"-\frac{{1}}{{2 s^2}} \Bigl( \sum_{{i=1}}^n {RESIDUAL} \Bigr)^2",
                        "a sum of squares is not the square of the sum: errors would cancel.",
                        smallest(
                            lambda r: -logs(r).sum(),
                            lambda r: r.sum() ** 2 / (2 * s**2),
                        ),
                    ),
                    Step(
                        rf"\frac{{1}}{{2 s^2}} \sum_{{i=1}}^n {SQUARE}",
                        "the sign: the largest would be infinitely far from the points.",
                        smallest(lambda r: -logs(r).sum(), lambda r: -(r**2).sum() / (2 * s**2)),
                    ),
                ),
            ),
            Step(
                rf"[[-\frac1n]] \sum_{{i=1}}^n {SQUARE}",
                "Times the positive 2s²/n: the height changes, the place does not.",
                smallest(lambda r: (r**2).sum() / (2 * s**2), lambda r: (r**2).mean()),
                (
                    Step(
                        r"-\frac1n \sum_{i=1}^n |y_i - \theta_1 x_i - \theta_2|",
                        "the root of each term is no common factor: that is Laplace noise.",
                        smallest(lambda r: (r**2).sum() / (2 * s**2), lambda r: np.abs(r).mean()),
                    ),
                    Step(
                        rf"-\frac1n \sum_{{i=1}}^n x_i^2 {SQUARE}",
                        "a factor that differs from point to point weighs them differently.",
                        smallest(
                            lambda r: (r**2).sum() / (2 * s**2), lambda r: (x**2 * r**2).mean()
                        ),
                    ),
                ),
            ),
            Step(
                rf"\arg\max_\theta L(\theta) = [[\arg\min_\theta]] \frac1n \sum_{{i=1}}^n {SQUARE}",
                "The largest of −E is the smallest of E, the mean squared error; and so is the"
                " largest of L, where we began.",
                smallest(lambda r: -np.prod(density(r)), lambda r: (r**2).mean()),
                (
                    Step(
                        rf"\arg\max_\theta \frac1n \sum_{{i=1}}^n {SQUARE}",
                        "the minus is lost: the worst line has no bound.",
                        smallest(lambda r: -np.prod(density(r)), lambda r: -(r**2).mean()),
                    ),
                    Step(
                        rf"\arg\min_\theta \max_i {SQUARE}",
                        "the mean of the squares, not the largest: that is another line.",
                        smallest(lambda r: -np.prod(density(r)), lambda r: (r**2).max()),
                    ),
                ),
            ),
        ],
    )


def gradient() -> Derivation:
    """The gradient of half the squared error in a linear output z: p - t."""
    z, t = sp.symbols("z t", real=True)
    slope = sp.diff((z - t) ** 2 / 2, z)
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
                identity(slope, (z - t) * sp.diff(z, z)),
                (
                    Step(
                        r"2 (p - t) \frac{dp}{dz}",
                        "the factor 1/2 is there to take the 2 away.",
                        identity(slope, 2 * (z - t)),
                    ),
                    Step(
                        r"(t - p) \frac{dp}{dz}",
                        "the sign: a prediction that is too large has to be pulled down.",
                        identity(slope, t - z),
                    ),
                ),
            ),
            Step(
                r"[[p - t]]",
                "The output is the last layer itself: dp/dz = 1.",
                identity((z - t) * sp.diff(z, z), z - t),
                (
                    Step(
                        r"(p - t) z",
                        "dp/dz is the slope of the identity, which is 1, not its value.",
                        identity((z - t) * sp.diff(z, z), (z - t) * z),
                    ),
                    Step(
                        r"0",
                        "dp/dz is 1: a linear output never stops the gradient.",
                        identity((z - t) * sp.diff(z, z), sp.Integer(0)),
                    ),
                ),
            ),
        ],
    )
