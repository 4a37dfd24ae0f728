r"""From pairs (x, t) to the conditional likelihood: the product over p(x) drops out.

theta is the parameter, L(theta) the likelihood and l(theta) its logarithm. Source: the
lecture, "Likelihood" and "Maximum Likelihood"; Goodfellow, Bengio, Courville (2016), Deep
Learning, section 5.5.1.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from lessons_lib.explorable.derivation import Derivation, Setting, Step, Unknown

INPUTS, TARGETS = (-2.0, -1.2, -0.5, 0.4, 1.0, 2.3), (0, 0, 1, 0, 1, 1)
JOINT = r"p_\text{model}(x_i, t_i; \theta)"
INPUT, TARGET = "p(x_i)", r"P(t_i \mid x_i; \theta)"
OVER = r"_{i=1}^n"
LOSS = rf"-\frac1n \sum{OVER} \ln {TARGET}"


def conditional(x: ArrayLike = INPUTS, t: ArrayLike = TARGETS) -> Derivation:
    """The derivation, checked on inputs x and targets t (0 or 1), both of shape (n,).

    The model is P(1 | x; theta) = sigmoid(theta x), and the inputs are standard normal.
    """
    x, t = np.asarray(x, float), np.asarray(t, float)
    side = x * (2 * t - 1) if x.shape == t.shape else np.zeros(1)
    if x.ndim != 1 or not set(t.tolist()) <= {0.0, 1.0} or not side.min() < 0 < side.max():
        raise ValueError(
            f"x of shape {x.shape} and t of shape {t.shape}: give two lists of one length, the"
            " targets 0 or 1, and not all of them on the same side of sigmoid(theta x)."
        )
    points = range(1, len(x) + 1)
    setting = Setting(
        names={
            "x": Unknown(over=points),
            "t": Unknown(over=points),
            r"\theta": Unknown(),
            "n": len(x),
        },
        indices={"i": points},
        given=(
            r"p(x) = \frac{1}{\sqrt{2\pi}} \exp\Bigl( -\frac{x^2}{2} \Bigr)",
            r"P(t \mid x; \theta) = \frac{e^{\theta x t}}{1 + e^{\theta x}}",
            r"p_\text{model}(x, t; \theta) = p(x) P(t \mid x; \theta)",
        ),
        data={
            "x": dict(zip(points, x.tolist(), strict=True)),
            "t": dict(zip(points, t.astype(int).tolist(), strict=True)),
        },
    )
    return Derivation("From pairs to the conditional likelihood", STEPS, setting)


STEPS = [
    Step(
        rf"L(\theta) = \prod{OVER} {JOINT}",
        "The likelihood of the n pairs: they are independent, so their probabilities multiply.",
    ),
    Step(
        rf"\prod{OVER} [[{INPUT} {TARGET}]]",
        "The definition of conditional probability: first x occurs, then t, given that x.",
        (
            Step(
                rf"\prod{OVER} \Bigl( {INPUT} + {TARGET} \Bigr)",
                "the probability that both happen is a product, not a sum.",
            ),
            Step(
                rf"\prod{OVER} {TARGET}",
                "p(x) is lost: this is the probability of t alone, once x is known.",
            ),
        ),
        about="all x, t and θ",
    ),
    Step(
        rf"[[\Bigl( \prod{OVER} {INPUT} \Bigr)]] [[\prod{OVER}]] {TARGET}",
        "The factors of a product may be multiplied in any order.",
        (
            Step(
                rf"\Bigl( \prod{OVER} {INPUT} \Bigr) \sum{OVER} {TARGET}",
                "all these factors are multiplied: there is no sum yet.",
            ),
            Step(
                rf"\Bigl( \prod{OVER} {INPUT} \Bigr)^n \prod{OVER} {TARGET}",
                "each p(x_i) occurs once, not n times.",
            ),
        ),
        about="all x, t and θ",
    ),
    Step(
        rf"\ell(\theta) = \ln L(\theta) = [[\sum{OVER} \ln]] {INPUT} + [[\sum{OVER} \ln]] {TARGET}",
        "The logarithm turns products into sums. It is increasing, so its maximum is at the same"
        " θ.",
        (
            Step(
                rf"\Bigl( \sum{OVER} \ln {INPUT} \Bigr) \sum{OVER} \ln {TARGET}",
                "the logarithm of a product is a sum, so a plus belongs between the two.",
            ),
            Step(
                rf"\sum{OVER} \ln {INPUT} - \sum{OVER} \ln {TARGET}",
                "the sign: both products are factors, and none is a divisor.",
            ),
        ),
        keeps="optimum",
    ),
    Step(
        rf"[[\sum{OVER} \ln {TARGET}]]",
        "The first sum does not contain θ. Dropping it changes all values by the same amount.",
        (
            Step(
                rf"\sum{OVER} {INPUT} \ln {TARGET}",
                "ln p(x) was a term of its own. As a factor, p(x) would give each example a"
                " weight.",
            ),
            Step(
                rf"\sum{OVER} {TARGET}",
                "the logarithm is lost: a sum of probabilities has its maximum at another θ.",
            ),
        ),
        keeps="optimum",
    ),
    Step(
        rf"\arg\max_\theta L(\theta) = [[\arg\min_\theta \Bigl( {LOSS} \Bigr)]]",
        "The factor −1/n turns the maximum into a minimum, that of the mean negative"
        " log-likelihood.",
        (
            Step(
                rf"\arg\max_\theta \Bigl( {LOSS} \Bigr)",
                "the minus turns the maximum into a minimum, so arg min is needed.",
            ),
            Step(
                rf"\arg\min_\theta \Bigl( -\frac1n \sum{OVER} t_i \ln {TARGET} \Bigr)",
                "every example counts, also one with target 0.",
            ),
        ),
        keeps="optimum",
    ),
]
