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
        "The log-likelihood. The logarithm is increasing, so its maximum is at the same θ.",
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
        "A positive factor changes the value of the maximum, but not the θ at which it is.",
        (
            Step(
                rf"-\frac1n \sum_{{i=1}}^n \ln {EACH}",
                "a negative factor turns the maximum into a minimum.",
            ),
            Step(
                rf"\frac1n \sum_{{i=1}}^n {EACH}",
                "the logarithm is lost: this is the mean of the probabilities themselves.",
            ),
        ),
        keeps="optimum",
    ),
    Step(
        rf"[[\sum_x {DATA}(x)]] {LOG_MODEL} = {MEAN} {LOG_MODEL}",
        "Equal examples are taken together: outcome x makes up a share p̂_data(x) of them.",
        (
            Step(
                rf"\sum_x {MODEL}(x; \theta) {LOG_MODEL}",
                "the mean is over the data, and not over the model's own distribution.",
            ),
            Step(
                rf"\sum_x {LOG_MODEL}",
                "every outcome has to count as often as it was seen, and here all count once.",
            ),
        ),
        about="every p_model",
    ),
    Step(
        rf"[[-]]\text{{KL}}({DATA} \,\|\, {MODEL})"
        rf" = [[-{MEAN} \ln {DATA}(x) +]] {MEAN} {LOG_MODEL}",
        "The new term does not contain θ, so it does not move the maximum.",
        (
            Step(
                rf"-\text{{KL}}({MODEL} \,\|\, {DATA})",
                "the divergence is not symmetric: this one is a mean over the model's"
                " distribution.",
            ),
            Step(
                rf"+\text{{KL}}({DATA} \,\|\, {MODEL})",
                "the sign: the likelihood is largest where the divergence is smallest.",
            ),
        ),
        keeps="optimum",
    ),
    Step(
        rf"-H({DATA}, {MODEL}) = [[\sum_x {DATA}(x) {LOG_MODEL}]]",
        "H(p, q) = H(p) + KL(p‖q), and H(p̂_data) does not contain θ. So the likelihood is"
        " largest where the cross-entropy is smallest.",
        (
            Step(
                rf"-H({MODEL}, {DATA})",
                "the order matters: the logarithm has to be that of the model.",
            ),
            Step(
                rf"-H({MODEL})",
                "the entropy of the model does not depend on the data at all.",
            ),
        ),
        keeps="optimum",
    ),
]
