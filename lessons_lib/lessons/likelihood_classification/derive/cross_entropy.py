r"""Maximum likelihood is minimum cross-entropy, step by step.

L(theta) is the likelihood and l(theta) its logarithm. Source: the lecture, "Maximum
Likelihood"; Goodfellow, Bengio, Courville (2016), Deep Learning, section 5.5.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from lessons_lib.explorable.derivation import Derivation, Setting, Step, Unknown

OUTCOMES = range(4)
SEEN = (0, 0, 1, 0, 3, 0, 1, 0, 2, 1)
MODEL, DATA = r"p_\text{model}", r"\hat p_\text{data}"
EACH = rf"{MODEL}(x_i; \theta)"
LOG_MODEL = rf"\ln {MODEL}(x; \theta)"
MEAN = rf"\mathbb E_{{x \sim {DATA}}}"


def likelihood_to_cross_entropy(seen: Sequence[int] = SEEN) -> Derivation:
    """From the product over examples to the cross-entropy, checked on outcomes from 0 to 3.

    The optima are those of a p_model(x; theta) that is proportional to exp(theta x): a family
    that cannot reach every distribution, so that a wrong step cannot hide.
    """
    if len(set(seen)) < 2 or not set(seen) <= set(OUTCOMES):
        raise ValueError(f"seen {seen!r}: give outcomes 0, 1, 2 or 3, not all of them equal.")
    setting = Setting(
        names={
            "x": dict(enumerate(seen, 1)),
            "n": len(seen),
            r"\theta": Unknown(),
            MODEL: Unknown(over=OUTCOMES, positive=True),
            DATA: {k: Fraction(list(seen).count(k), len(seen)) for k in OUTCOMES},
        },
        indices={"x": OUTCOMES, "j": OUTCOMES},
        fitted=(rf"{MODEL}(x; \theta) = \frac{{e^{{\theta x}}}}{{\sum_j e^{{\theta j}}}}",),
    )
    return Derivation("From the likelihood to the cross-entropy", STEPS, setting)


STEPS = [
    Step(
        rf"L(\theta) = \prod_{{i=1}}^n {EACH}",
        "The likelihood: the examples are independent, so their probabilities multiply.",
    ),
    Step(
        rf"\ell(\theta) = \ln L(\theta) = [[\sum_{{i=1}}^n \ln]] {EACH}",
        "The log-likelihood. The logarithm grows with its argument: the largest stays where it is.",
        (
            Step(
                rf"\prod_{{i=1}}^n \ln {EACH}",
                "the logarithm of a product is the sum of the logarithms.",
            ),
            Step(
                rf"\ln \sum_{{i=1}}^n {EACH}",
                "the logarithm goes to each factor, and the product becomes the sum.",
            ),
        ),
        keeps="optimum",
    ),
    Step(
        rf"[[\frac1n]] \sum_{{i=1}}^n \ln {EACH}",
        "A positive factor changes the height, not the place of the largest.",
        (
            Step(
                rf"-\frac1n \sum_{{i=1}}^n \ln {EACH}",
                "a negative factor makes the largest the smallest.",
            ),
            Step(
                rf"\frac1n \sum_{{i=1}}^n {EACH}",
                "the logarithm is lost: this is the mean probability.",
            ),
        ),
        keeps="optimum",
    ),
    Step(
        rf"[[\sum_x {DATA}(x)]] {LOG_MODEL} = {MEAN} {LOG_MODEL}",
        "Group equal examples: outcome x was seen in a share p_data(x) of them.",
        (
            Step(
                rf"\sum_x {MODEL}(x; \theta) {LOG_MODEL}",
                "the mean is over the data, not over what the model believes.",
            ),
            Step(
                rf"\sum_x {LOG_MODEL}",
                "frequent outcomes count as often as they were seen.",
            ),
        ),
        about="every p_model",
    ),
    Step(
        rf"[[-]]D_\text{{KL}}({DATA} \,\|\, {MODEL})"
        rf" = [[-{MEAN} \ln {DATA}(x) +]] {MEAN} {LOG_MODEL}",
        "The new term does not contain θ: the largest stays where it is.",
        (
            Step(
                rf"-D_\text{{KL}}({MODEL} \,\|\, {DATA})",
                "the divergence is not symmetric: here the mean is over the model.",
            ),
            Step(
                rf"+D_\text{{KL}}({DATA} \,\|\, {MODEL})",
                "the sign: the likelihood is largest where the divergence is smallest.",
            ),
        ),
        keeps="optimum",
    ),
    Step(
        rf"-H({DATA}, {MODEL}) = [[\sum_x {DATA}(x) {LOG_MODEL}]]",
        "H(p, q) = H(p) + KL(p‖q), and H(p_data) does not contain θ: the largest"
        " likelihood is the smallest cross-entropy.",
        (
            Step(
                rf"-H({MODEL}, {DATA})",
                "the order matters: the logarithm belongs to the model.",
            ),
            Step(
                rf"-H({MODEL})",
                "the entropy of the model alone does not know the data.",
            ),
        ),
        keeps="optimum",
    ),
]
