"""The gradient in the logits, for each matching pair of output and loss: p - t.

t is the target, z the logit, p the probability, E the loss of one example; in SymPy u = e^z.
Source: the lecture, "Maximum Likelihood"; Bishop (2006), Pattern Recognition and Machine
Learning, section 4.3.6.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from lessons_lib.explorable.derivation import Derivation, Step, identity

log = sp.log


def gradient(output: str) -> Derivation:
    """The derivation for an output: "sigmoid" or "softmax"."""
    if output not in PAIRS:
        raise ValueError(f"output {output!r}: choose one of {', '.join(PAIRS)}.")
    return PAIRS[output]()


def _sigmoid() -> Derivation:
    t = sp.symbols("t", real=True)
    u = sp.symbols("e^z", positive=True)
    p = u / (1 + u)

    def d(f: Any) -> Any:
        """d/dz: the derivative of u in z is u."""
        return u * sp.diff(f, u)

    slope = d(-t * log(p) - (1 - t) * log(1 - p))
    quotient = (p - t) / (p * (1 - p))
    return Derivation(
        "Logistic loss on a sigmoid",
        [
            Step(
                r"\frac{dE}{dz} = \frac{d}{dz} \bigl[ -t \ln p - (1 - t) \ln (1 - p) \bigr],"
                r"\qquad p = \sigma(z)",
                "What pushes the logit z?",
            ),
            Step(
                r"[[\Bigl( -\frac tp + \frac{1 - t}{1 - p} \Bigr)]] \frac{dp}{dz}",
                "The chain rule; ln(1 − p) has the derivative −1/(1 − p).",
                identity(slope, (-t / p + (1 - t) / (1 - p)) * d(p)),
                (
                    Step(
                        r"\Bigl( -\frac tp - \frac{1 - t}{1 - p} \Bigr) \frac{dp}{dz}",
                        "two minus signs meet in the second term.",
                        identity(slope, (-t / p - (1 - t) / (1 - p)) * d(p)),
                    ),
                    Step(
                        r"-\frac tp + \frac{1 - t}{1 - p}",
                        "the chain rule: p depends on z, so dp/dz is a factor.",
                        identity(slope, -t / p + (1 - t) / (1 - p)),
                    ),
                ),
            ),
            Step(
                r"[[\frac{p - t}{p (1 - p)}]] \frac{dp}{dz}",
                "One denominator: −t(1 − p) + (1 − t)p = p − t.",
                identity((-t / p + (1 - t) / (1 - p)) * d(p), quotient * d(p)),
                (
                    Step(
                        r"\frac{t - p}{p (1 - p)} \frac{dp}{dz}",
                        "the sign: for t = 0 the first bracket is positive.",
                        identity(quotient * d(p), -quotient * d(p)),
                    ),
                    Step(
                        r"\frac{1 - 2t}{p (1 - p)} \frac{dp}{dz}",
                        "numerators over different denominators cannot be added.",
                        identity(quotient * d(p), (1 - 2 * t) / (p * (1 - p)) * d(p)),
                    ),
                ),
            ),
            Step(
                r"\frac{p - t}{p (1 - p)} \, [[p (1 - p)]]",
                "The slope of the sigmoid is p(1 − p).",
                identity(quotient * d(p), quotient * (p * (1 - p))),
                (
                    Step(
                        r"\frac{p - t}{p (1 - p)} (1 - p^2)",
                        "1 − p² is the slope of tanh.",
                        identity(quotient * d(p), quotient * (1 - p**2)),
                    ),
                    Step(
                        r"\frac{p - t}{p (1 - p)} \, p",
                        "p alone is the slope of eᶻ; the sigmoid saturates on both sides.",
                        identity(quotient * d(p), quotient * p),
                    ),
                ),
            ),
            Step(
                r"[[p - t]]",
                "The logarithm of the loss undoes the slope of the sigmoid: nothing vanishes.",
                identity(quotient * (p * (1 - p)), p - t),
                (
                    Step(
                        r"(p - t) \, p (1 - p)",
                        "that is what squared error leaves, where nothing cancels: lesson 05.",
                        identity(quotient * (p * (1 - p)), (p - t) * p * (1 - p)),
                    ),
                    Step(
                        r"t - p",
                        "the sign: where p is too large the logit has to fall.",
                        identity(quotient * (p * (1 - p)), t - p),
                    ),
                ),
            ),
        ],
    )


def _softmax() -> Derivation:
    u = sp.symbols("e^z_1:4", positive=True)
    free = sp.symbols("t_1:3", real=True)
    t = (*free, 1 - sum(free))
    p = [a / sum(u) for a in u]
    k, three = 0, range(3)

    def d(f: Any) -> Any:
        """d/dz_k, for the first class."""
        return u[k] * sp.diff(f, u[k])

    slope = d(-sum(t[j] * log(p[j]) for j in three))
    chained = -sum(t[j] / p[j] * d(p[j]) for j in three)
    jacobian = -sum(t[j] / p[j] * p[j] * (int(j == k) - p[k]) for j in three)
    summed = -t[k] + p[k] * sum(t)
    return Derivation(
        "Softmax cross-entropy",
        [
            Step(
                r"\frac{\partial E}{\partial z_k} = \frac{\partial}{\partial z_k}"
                r" \Bigl[ -\sum_j t_j \ln p_j \Bigr], \qquad p = \text{softmax}(z)",
                "What pushes the logit of class k?",
            ),
            Step(
                r"-\sum_j [[\frac{t_j}{p_j} \frac{\partial p_j}{\partial z_k}]]",
                "The chain rule: every p_j depends on z_k through the common denominator.",
                identity(slope, chained),
                (
                    Step(
                        r"-\frac{t_k}{p_k} \frac{\partial p_k}{\partial z_k}",
                        "the other classes are missing: their p falls when z_k rises.",
                        identity(slope, -t[k] / p[k] * d(p[k])),
                    ),
                    Step(
                        r"-\sum_j t_j p_j \frac{\partial p_j}{\partial z_k}",
                        "the derivative of the logarithm is 1/p_j.",
                        identity(slope, -sum(t[j] * p[j] * d(p[j]) for j in three)),
                    ),
                ),
            ),
            Step(
                r"-\sum_j \frac{t_j}{p_j} \, [[p_j (\delta_{jk} - p_k)]]",
                "The slopes of softmax; δ is 1 for j = k and 0 otherwise.",
                identity(chained, jacobian),
                (
                    Step(
                        r"-\sum_j \frac{t_j}{p_j} \, p_j (1 - p_j)",
                        "that holds for j = k alone; another class falls by p_j p_k.",
                        identity(chained, -sum(t[j] * (1 - p[j]) for j in three)),
                    ),
                    Step(
                        r"-\sum_j \frac{t_j}{p_j} \, p_j (\delta_{jk} + p_k)",
                        "the sign: another class falls when z_k rises.",
                        identity(chained, -sum(t[j] * (int(j == k) + p[k]) for j in three)),
                    ),
                ),
            ),
            Step(
                r"[[-t_k + p_k \sum_j t_j]]",
                "The p_j cancel; δ picks the one term j = k.",
                identity(jacobian, summed),
                (
                    Step(
                        r"-t_k - p_k \sum_j t_j",
                        "two minus signs meet before p_k.",
                        identity(jacobian, -t[k] - p[k] * sum(t)),
                    ),
                    Step(
                        r"-t_k + p_k t_k",
                        "the second term keeps its sum over all classes.",
                        identity(jacobian, -t[k] + p[k] * t[k]),
                    ),
                ),
            ),
            Step(
                r"[[p_k - t_k]]",
                "The targets sum to 1.",
                identity(summed, p[k] - t[k], "all t of sum 1"),
                (
                    Step(
                        r"p_k - 1",
                        "that is right for the true class only; the others have t_k = 0.",
                        identity(summed, p[k] - 1),
                    ),
                    Step(
                        r"p_k (1 - t_k)",
                        "the target stands apart from p_k: a difference, not a product.",
                        identity(summed, p[k] * (1 - t[k])),
                    ),
                ),
            ),
        ],
    )


PAIRS = {"sigmoid": _sigmoid, "softmax": _softmax}
