r"""The losses of a yes-or-no and of a one-of-three output, derived from their likelihoods.

t is the target, z the logit, p the probability the network gives, E the loss of one example.
Source: the lecture, "Maximum Likelihood"; Goodfellow, Bengio, Courville (2016), Deep
Learning, sections 6.2.2.2 and 6.2.2.3.
"""

from __future__ import annotations

from lessons_lib.explorable.derivation import Derivation, Setting, Step, Unknown

CLASSES = (1, 2, 3)


def bernoulli() -> Derivation:
    """From the Bernoulli distribution and the sigmoid to the logistic loss."""
    return Derivation(
        "From Bernoulli to the logistic loss",
        [
            Step(
                r"P(t \mid p) = p^t (1 - p)^{1 - t}",
                "The Bernoulli distribution: p if the target t is 1, and 1 − p if it is 0.",
            ),
            Step(
                r"E = [[-\ln]] P(t \mid p) = [[-t \ln p - (1 - t) \ln (1 - p)]]",
                "The loss is the negative log-likelihood. The logarithm turns a power into a"
                " factor.",
                (
                    Step(
                        r"-t \ln p + (1 - t) \ln (1 - p)",
                        "the minus belongs to both terms.",
                    ),
                    Step(
                        r"-t \ln p",
                        "with this an example with target 0 would have no loss, whatever p is.",
                    ),
                ),
                keeps="definition",
            ),
            Step(
                r"-t \ln [[\sigma(z)]] - (1 - t) \ln [[\sigma(-z)]],"
                r"\qquad p = \sigma(z) = \frac{1}{1 + e^{-z}}",
                "The sigmoid makes p from the logit z, and 1 − σ(z) = σ(−z).",
                (
                    Step(
                        r"-t \ln \sigma(z) + (1 - t) \ln \sigma(z)",
                        "ln(1 − p) is not −ln p.",
                    ),
                    Step(
                        r"-t \ln \sigma(z) - (1 - t) \ln (-\sigma(z))",
                        "the minus goes inside: 1 − σ(z) is σ(−z), not −σ(z).",
                    ),
                ),
            ),
            Step(
                r"t \ln ([[1 + e^{-z}]]) + (1 - t) \ln ([[1 + e^{z}]])",
                "The logarithm of 1/a is −ln a.",
                (
                    Step(
                        r"t \ln (1 + e^{z}) + (1 - t) \ln (1 + e^{-z})",
                        "the two are exchanged: for a target of 1 the loss has to be small where z"
                        " is large.",
                    ),
                    Step(
                        r"-tz + (1 - t) z",
                        "the logarithm of a sum is not the sum of the logarithms.",
                    ),
                ),
            ),
            Step(
                r"[[\ln (1 + e^{z}) - t z]]",
                "ln(1 + e⁻ᶻ) = ln(1 + eᶻ) − z. This is the logistic loss.",
                (
                    Step(
                        r"\ln (1 + e^{z}) + t z",
                        "the sign: ln(1 + e⁻ᶻ) is smaller than ln(1 + eᶻ) for positive z.",
                    ),
                    Step(
                        r"\ln (1 + e^{-z}) - t z",
                        "for a target of 0 the loss has to be ln(1 + eᶻ), and this gives ln(1 +"
                        " e⁻ᶻ).",
                    ),
                ),
            ),
        ],
        Setting({"t": Unknown(), "z": Unknown(), "p": Unknown(positive=True)}),
    )


def categorical() -> Derivation:
    """From the categorical distribution and softmax to the softmax cross-entropy."""
    return Derivation(
        "From the categorical distribution to softmax cross-entropy",
        [
            Step(
                r"P(t \mid p) = \prod_k p_k^{t_k}",
                "The categorical distribution: t is 1 at the true class and 0 elsewhere.",
            ),
            Step(
                r"E = [[-\ln]] P(t \mid p) = [[-\sum_k t_k \ln]] p_k",
                "The loss is the negative log-likelihood: the cross-entropy of t and p.",
                (
                    Step(
                        r"-\sum_k p_k \ln t_k",
                        "the logarithm has to be that of the model's p; and ln t is infinite where"
                        " t is 0.",
                    ),
                    Step(
                        r"-\sum_k t_k p_k",
                        "the logarithm is lost: ln of a power of p is a multiple of ln p, not of"
                        " p.",
                    ),
                ),
                keeps="definition",
            ),
            Step(
                r"-\sum_k t_k [[\Bigl( z_k - \ln \sum_j e^{z_j} \Bigr)]],"
                r"\qquad p_k = \frac{e^{z_k}}{\sum_j e^{z_j}}",
                "Softmax makes p from the logits; the logarithm of a quotient is a difference.",
                (
                    Step(
                        r"-\sum_k t_k \Bigl( z_k - \sum_j z_j \Bigr)",
                        "the logarithm of a sum of exponentials is not the sum of the exponents.",
                    ),
                    Step(
                        r"-\sum_k t_k \frac{z_k}{\ln \sum_j e^{z_j}}",
                        "the logarithm of a quotient is a difference, not a quotient.",
                    ),
                ),
            ),
            Step(
                r"[[\ln \sum_j e^{z_j}]] - \sum_k t_k z_k",
                "The first term, the log-sum-exp, is the same for every k, and the t's sum to 1.",
                (
                    Step(
                        r"3 \ln \sum_j e^{z_j} - \sum_k t_k z_k",
                        "the log-sum-exp is multiplied by the sum of the t's, which is 1 and not"
                        " 3.",
                    ),
                    Step(
                        r"\ln \sum_j e^{z_j} + \sum_k t_k z_k",
                        "the sign: the larger the logit of the true class, the smaller the loss"
                        " has to be.",
                    ),
                ),
                about="all t of sum 1",
            ),
            Step(
                r"\ln \sum_j e^{z_j} - [[z_c]]",
                "With one true class c only t_c = 1 remains. This is softmax cross-entropy.",
                (
                    Step(
                        r"\ln \sum_{j \neq c} e^{z_j} - z_c",
                        "the true class belongs to the sum too; without it the loss could be below"
                        " 0.",
                    ),
                    Step(
                        r"\max_j z_j - z_c",
                        "this is nearly right if one logit is much larger than the others, and"
                        " wrong otherwise.",
                    ),
                ),
                about="each true class c of 3",
                given=(r"t_k = \delta_{kc}",),
            ),
        ],
        Setting(
            names={
                "t": Unknown(over=CLASSES),
                "z": Unknown(over=CLASSES),
                "p": Unknown(over=CLASSES, positive=True),
            },
            indices={"j": CLASSES, "k": CLASSES, "c": CLASSES},
            each=("c",),
            given=(r"t_3 = 1 - t_1 - t_2",),
        ),
    )
