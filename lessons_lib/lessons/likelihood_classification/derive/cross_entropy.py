"""Maximum likelihood is minimum cross-entropy, step by step.

L(theta) is the likelihood and l(theta) its logarithm. Source: the lecture, "Maximum
Likelihood"; Goodfellow, Bengio, Courville (2016), Deep Learning, section 5.5.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from lessons_lib.activations import softmax
from lessons_lib.explorable.derivation import Derivation, Step, identity, same_optimum
from lessons_lib.theory.likelihood.information import cross_entropy as H
from lessons_lib.theory.likelihood.information import kl_divergence as KL

Theta = NDArray[Any]
OUTCOMES = np.arange(4)
SEEN = (0, 0, 1, 0, 3, 0, 1, 0, 2, 1)
MODEL, DATA = r"p_\text{model}", r"\hat p_\text{data}"
EACH = rf"{MODEL}(x_i; \theta)"


def likelihood_to_cross_entropy(seen: Sequence[int] = SEEN) -> Derivation:
    """From the product over examples to the cross-entropy, checked on outcomes from 0 to 3.

    The checks fit p_model(x; theta), which is proportional to exp(theta x): a family that
    cannot reach every distribution, so that a wrong step cannot hide.
    """
    if len(set(seen)) < 2 or not set(seen) <= set(OUTCOMES.tolist()):
        raise ValueError(f"seen {seen!r}: give outcomes 0, 1, 2 or 3, not all of them equal.")
    x, n = np.array(seen), len(seen)
    p_data = np.bincount(x, minlength=4) / n

    def model(theta: Theta) -> Theta:
        return softmax(theta[0] * OUTCOMES)

    def smallest(before: Callable[[Theta], Any], after: Callable[[Theta], Any]) -> Any:
        """Functions of the model's four probabilities, to be made small."""
        f, g = (lambda theta, h=h: float(h(model(theta))) for h in (before, after))
        return same_optimum(f, g, [0.1])

    q = sp.symbols("q_0:4", positive=True)
    mean = sum(sp.log(q[i]) for i in seen) / sp.Integer(n)
    shares = [sp.Rational(seen.count(k), n) for k in range(4)]
    likelihood = lambda q: -np.prod(q[x])  # noqa: E731
    return Derivation(
        "From the likelihood to the cross-entropy",
        [
            Step(
                rf"L(\theta) = \prod_{{i=1}}^n {EACH}",
                "The likelihood: the examples are independent, so their probabilities multiply.",
            ),
            Step(
                rf"\ell(\theta) = \ln L(\theta) = [[\sum_{{i=1}}^n \ln]] {EACH}",
                "The logarithm grows with its argument: the largest stays where it is.",
                smallest(likelihood, lambda q: -np.log(q[x]).sum()),
                (
                    Step(
                        rf"\prod_{{i=1}}^n \ln {EACH}",
                        "the logarithm of a product is the sum of the logarithms.",
                        smallest(likelihood, lambda q: -np.prod(np.log(q[x]))),
                    ),
                    Step(
                        rf"\ln \sum_{{i=1}}^n {EACH}",
                        "the logarithm goes to each factor, and the product becomes the sum.",
                        smallest(likelihood, lambda q: -np.log(q[x].sum())),
                    ),
                ),
            ),
            Step(
                rf"[[\frac1n]] \sum_{{i=1}}^n \ln {EACH}",
                "A positive factor changes the height, not the place of the largest.",
                smallest(lambda q: -np.log(q[x]).sum(), lambda q: -np.log(q[x]).mean()),
                (
                    Step(
                        rf"-\frac1n \sum_{{i=1}}^n \ln {EACH}",
                        "a negative factor makes the largest the smallest.",
                        smallest(lambda q: -np.log(q[x]).sum(), lambda q: np.log(q[x]).mean()),
                    ),
                    Step(
                        rf"\frac1n \sum_{{i=1}}^n {EACH}",
                        "the logarithm is lost: this is the mean probability.",
                        smallest(lambda q: -np.log(q[x]).sum(), lambda q: -q[x].mean()),
                    ),
                ),
            ),
            Step(
                rf"[[\sum_x {DATA}(x)]] \ln {MODEL}(x; \theta)"
                rf" = \mathbb E_{{x \sim {DATA}}} \ln {MODEL}(x; \theta)",
                "Group equal examples: outcome x was seen in a share p_data(x) of them.",
                identity(mean, sum(s * sp.log(r) for s, r in zip(shares, q, strict=True)), "all q"),
                (
                    Step(
                        rf"\sum_x {MODEL}(x; \theta) \ln {MODEL}(x; \theta)",
                        "the mean is over the data, not over what the model believes.",
                        identity(mean, sum(r * sp.log(r) for r in q)),
                    ),
                    Step(
                        rf"\sum_x \ln {MODEL}(x; \theta)",
                        "frequent outcomes count as often as they were seen.",
                        identity(mean, sum(sp.log(r) for r in q)),
                    ),
                ),
            ),
            Step(
                rf"[[-]]D_\text{{KL}}({DATA} \,\|\, {MODEL}) = [[-\mathbb E_{{x \sim {DATA}}}"
                rf" \ln {DATA}(x) +]] \mathbb E_{{x \sim {DATA}}} \ln {MODEL}(x; \theta)",
                "The new term does not contain θ: the largest stays where it is.",
                smallest(lambda q: -p_data @ np.log(q), lambda q: KL(p_data, q)),
                (
                    Step(
                        rf"-D_\text{{KL}}({MODEL} \,\|\, {DATA})",
                        "the divergence is not symmetric: here the mean is over the model.",
                        smallest(lambda q: -p_data @ np.log(q), lambda q: KL(q, p_data)),
                    ),
                    Step(
                        rf"+D_\text{{KL}}({DATA} \,\|\, {MODEL})",
                        "the sign: the likelihood is largest where the divergence is smallest.",
                        smallest(lambda q: -p_data @ np.log(q), lambda q: -KL(p_data, q)),
                    ),
                ),
            ),
            Step(
                rf"-H({DATA}, {MODEL}) = [[\sum_x {DATA}(x) \ln {MODEL}(x; \theta)]]",
                "H(p, q) = H(p) + KL(p‖q), and H(p_data) does not contain θ: the largest"
                " likelihood is the smallest cross-entropy.",
                smallest(lambda q: KL(p_data, q), lambda q: H(p_data, q)),
                (
                    Step(
                        rf"-H({MODEL}, {DATA})",
                        "the order matters: the logarithm belongs to the model.",
                        smallest(lambda q: KL(p_data, q), lambda q: H(q, p_data)),
                    ),
                    Step(
                        rf"-H({MODEL})",
                        "the entropy of the model alone does not know the data.",
                        smallest(lambda q: KL(p_data, q), lambda q: H(q, q)),
                    ),
                ),
            ),
        ],
    )
