"""The losses of a yes-or-no and of a one-of-three output, derived from their likelihoods.

t is the target, z the logit, p the probability the network gives, E the loss of one example.
In SymPy a logit is the logarithm of a positive u = e^z, so that every logarithm opens.
Source: the lecture, "Maximum Likelihood"; Goodfellow, Bengio, Courville (2016), Deep
Learning, sections 6.2.2.2 and 6.2.2.3.
"""

from __future__ import annotations

import sympy as sp

from lessons_lib.explorable.derivation import Derivation, Step, identity

log = sp.log


def bernoulli() -> Derivation:
    """From the Bernoulli distribution and the sigmoid to the logistic loss."""
    t = sp.symbols("t", real=True)
    p, u = sp.symbols("p e^z", positive=True)
    yes, no = 1 / (1 + 1 / u), 1 / (1 + u)
    product = p**t * (1 - p) ** (1 - t)
    summed = -t * log(p) - (1 - t) * log(1 - p)
    placed = -t * log(yes) - (1 - t) * log(no)
    opened = t * log(1 + 1 / u) + (1 - t) * log(1 + u)
    return Derivation(
        "From Bernoulli to the logistic loss",
        [
            Step(
                r"P(t \mid p) = p^t (1 - p)^{1 - t}",
                "The Bernoulli distribution: p if the target t is 1, and 1 − p if it is 0.",
            ),
            Step(
                r"E = [[-\ln]] P(t \mid p) = [[-t \ln p - (1 - t) \ln (1 - p)]]",
                "The loss is the negative log-likelihood; a power becomes a factor.",
                identity(-log(product), summed),
                (
                    Step(
                        r"-t \ln p + (1 - t) \ln (1 - p)",
                        "the minus belongs to both terms.",
                        identity(-log(product), -t * log(p) + (1 - t) * log(1 - p)),
                    ),
                    Step(
                        r"-t \ln p",
                        "a target of 0 would cost nothing, whatever p is.",
                        identity(-log(product), -t * log(p)),
                    ),
                ),
            ),
            Step(
                r"-t \ln [[\sigma(z)]] - (1 - t) \ln [[\sigma(-z)]],"
                r"\qquad \sigma(z) = \frac{1}{1 + e^{-z}}",
                "The sigmoid makes p from the logit z, and 1 − σ(z) = σ(−z).",
                identity(summed.subs(p, yes), placed),
                (
                    Step(
                        r"-t \ln \sigma(z) + (1 - t) \ln \sigma(z)",
                        "ln(1 − p) is not −ln p.",
                        identity(summed.subs(p, yes), -t * log(yes) + (1 - t) * log(yes)),
                    ),
                    Step(
                        r"-t \ln \sigma(z) - (1 - t) \ln (-\sigma(z))",
                        "the minus goes inside: 1 − σ(z) is σ(−z), not −σ(z).",
                        identity(summed.subs(p, yes), -t * log(yes) - (1 - t) * log(-yes)),
                    ),
                ),
            ),
            Step(
                r"t \ln ([[1 + e^{-z}]]) + (1 - t) \ln ([[1 + e^{z}]])",
                "The logarithm of 1/a is −ln a: no division, no logarithm of 0.",
                identity(placed, opened),
                (
                    Step(
                        r"t \ln (1 + e^{z}) + (1 - t) \ln (1 + e^{-z})",
                        "exchanged: a target of 1 must be cheap where z is large.",
                        identity(placed, t * log(1 + u) + (1 - t) * log(1 + 1 / u)),
                    ),
                    Step(
                        r"-tz + (1 - t) z",
                        "the logarithm of a sum is not the sum of the logarithms.",
                        identity(placed, -t * log(u) + (1 - t) * log(u)),
                    ),
                ),
            ),
            Step(
                r"[[\ln (1 + e^{z}) - t z]]",
                "ln(1 + e⁻ᶻ) = ln(1 + eᶻ) − z. This is the logistic loss.",
                identity(opened, log(1 + u) - t * log(u)),
                (
                    Step(
                        r"\ln (1 + e^{z}) + t z",
                        "the sign: ln(1 + e⁻ᶻ) is smaller than ln(1 + eᶻ) for positive z.",
                        identity(opened, log(1 + u) + t * log(u)),
                    ),
                    Step(
                        r"\ln (1 + e^{-z}) - t z",
                        "a target of 0 must cost ln(1 + eᶻ).",
                        identity(opened, log(1 + 1 / u) - t * log(u)),
                    ),
                ),
            ),
        ],
    )


def categorical() -> Derivation:
    """From the categorical distribution and softmax to the softmax cross-entropy."""
    p = sp.symbols("p_1:4", positive=True)
    u = sp.symbols("e^z_1:4", positive=True)
    t = sp.symbols("t_1:3", real=True)
    t = (*t, 1 - t[0] - t[1])
    product = sp.prod(a**b for a, b in zip(p, t, strict=True))
    summed = -sum(b * log(a) for a, b in zip(p, t, strict=True))
    z = [log(a) for a in u]
    share = {a: b / sum(u) for a, b in zip(p, u, strict=True)}
    opened = -sum(b * (a - log(sum(u))) for a, b in zip(z, t, strict=True))
    chosen = sum(b * a for a, b in zip(z, t, strict=True))
    final = log(sum(u)) - chosen
    one_hot = dict(zip(t[:2], (0, 1), strict=True))
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
                identity(-log(product), summed),
                (
                    Step(
                        r"-\sum_k p_k \ln t_k",
                        "the logarithm belongs to the model's p; a t of 0 has none.",
                        identity(
                            -log(product), -sum(a * log(b) for a, b in zip(p, t, strict=True))
                        ),
                    ),
                    Step(
                        r"-\ln \sum_k t_k p_k",
                        "for t of 0 and 1 it is the same number, for a target that is itself a"
                        " probability it is not.",
                        identity(
                            -log(product), -log(sum(a * b for a, b in zip(p, t, strict=True)))
                        ),
                    ),
                ),
            ),
            Step(
                r"-\sum_k t_k [[\Bigl( z_k - \ln \sum_j e^{z_j} \Bigr)]],"
                r"\qquad p_k = \frac{e^{z_k}}{\sum_j e^{z_j}}",
                "Softmax makes p from the logits; the logarithm of a quotient is a difference.",
                identity(summed.subs(share), opened),
                (
                    Step(
                        r"-\sum_k t_k \Bigl( z_k - \sum_j z_j \Bigr)",
                        "the logarithm of a sum of exponentials is not the sum of the exponents.",
                        identity(
                            summed.subs(share),
                            -sum(b * (a - sum(z)) for a, b in zip(z, t, strict=True)),
                        ),
                    ),
                    Step(
                        r"-\sum_k t_k \frac{z_k}{\ln \sum_j e^{z_j}}",
                        "the logarithm of a quotient is a difference, not a quotient.",
                        identity(
                            summed.subs(share),
                            -sum(b * a / log(sum(u)) for a, b in zip(z, t, strict=True)),
                        ),
                    ),
                ),
            ),
            Step(
                r"[[\ln \sum_j e^{z_j}]] - \sum_k t_k z_k",
                "The first term is the same for every k, and the t's sum to 1.",
                identity(opened, final, "all t of sum 1"),
                (
                    Step(
                        r"3 \ln \sum_j e^{z_j} - \sum_k t_k z_k",
                        "it is weighted by the t's, which sum to 1, not counted three times.",
                        identity(opened, 3 * log(sum(u)) - chosen),
                    ),
                    Step(
                        r"\ln \sum_j e^{z_j} + \sum_k t_k z_k",
                        "the sign: a larger logit of the true class must cost less.",
                        identity(opened, log(sum(u)) + chosen),
                    ),
                ),
            ),
            Step(
                r"\ln \sum_j e^{z_j} - [[z_c]]",
                "With one true class c only t_c = 1 remains. This is softmax cross-entropy.",
                identity(final.subs(one_hot), log(sum(u)) - z[1], "class 2 of 3"),
                (
                    Step(
                        r"\ln \sum_{j \neq c} e^{z_j} - z_c",
                        "the sum keeps the true class: the loss could fall below 0.",
                        identity(final.subs(one_hot), log(u[0] + u[2]) - z[1]),
                    ),
                    Step(
                        r"\max_j z_j - z_c",
                        "that is close if one logit leads by far, and not where classes compete.",
                        identity(final.subs(one_hot), sp.Max(*z) - z[1]),
                    ),
                ),
            ),
        ],
    )
