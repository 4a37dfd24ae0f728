r"""The gradient in the logits, for each matching pair of output and loss: p - t.

t is the target, z the logit, p the probability, E the loss of one example, as `losses` derives it.
Source: the lecture, "Maximum Likelihood"; Bishop (2006), Pattern Recognition and Machine
Learning, section 4.3.6.
"""

from __future__ import annotations

from lessons_lib.explorable.derivation import Derivation, Setting, Step, Unknown
from lessons_lib.lessons.likelihood_classification.derive.losses import (
    CLASSES,
    bernoulli,
    categorical,
)


def gradient(output: str) -> Derivation:
    """The derivation for an output: "sigmoid" or "softmax"."""
    if output not in PAIRS:
        raise ValueError(f"output {output!r}: choose one of {', '.join(PAIRS)}.")
    return PAIRS[output]()


def _sigmoid() -> Derivation:
    return Derivation(
        "Logistic loss on a sigmoid",
        [
            Step(
                r"\frac{dE}{dz} = \frac{d}{dz} \bigl[ -t \ln p - (1 - t) \ln (1 - p) \bigr],"
                r"\qquad p = \sigma(z)",
                "We look for the slope of the loss in the logit z.",
            ),
            Step(
                r"[[\Bigl( -\frac tp + \frac{1 - t}{1 - p} \Bigr)]] \frac{dp}{dz}",
                "The chain rule; ln(1 − p) has the derivative −1/(1 − p).",
                (
                    Step(
                        r"\Bigl( -\frac tp - \frac{1 - t}{1 - p} \Bigr) \frac{dp}{dz}",
                        "the two minus signs in the second term make a plus.",
                    ),
                    Step(
                        r"-\frac tp + \frac{1 - t}{1 - p}",
                        "the chain rule: p depends on z, so dp/dz is a factor.",
                    ),
                ),
            ),
            Step(
                r"[[\frac{p - t}{p (1 - p)}]] \frac{dp}{dz}",
                "One denominator: −t(1 − p) + (1 − t)p = p − t.",
                (
                    Step(
                        r"\frac{t - p}{p (1 - p)} \frac{dp}{dz}",
                        "the sign: for t = 0 the first bracket is positive.",
                    ),
                    Step(
                        r"\frac{1 - 2t}{p (1 - p)} \frac{dp}{dz}",
                        "numerators over different denominators cannot be added.",
                    ),
                ),
            ),
            Step(
                r"\frac{p - t}{p (1 - p)} \, [[p (1 - p)]]",
                "The slope of the sigmoid is p(1 − p).",
                (
                    Step(
                        r"\frac{p - t}{p (1 - p)} (1 - p^2)",
                        "1 − p² is the slope of tanh.",
                    ),
                    Step(
                        r"\frac{p - t}{p (1 - p)} \, p",
                        "the slope p(1 − p) goes to 0 on both sides; p alone does so on one side"
                        " only.",
                    ),
                ),
            ),
            Step(
                r"[[p - t]]",
                "The factor 1/(p(1 − p)) from the logarithm cancels the slope of the sigmoid.",
                (
                    Step(
                        r"(p - t) \, p (1 - p)",
                        "this is the gradient of half the squared error, where nothing cancels"
                        " (lesson 06).",
                    ),
                    Step(
                        r"t - p",
                        "the sign: where p is too large the logit has to fall.",
                    ),
                ),
            ),
        ],
        Setting({"t": Unknown(), "z": Unknown()}, given=(f"E = {bernoulli().steps[-1].plain}",)),
    )


def _softmax() -> Derivation:
    return Derivation(
        "Softmax cross-entropy",
        [
            Step(
                r"\frac{\partial E}{\partial z_k} = \frac{\partial}{\partial z_k}"
                r" \Bigl[ -\sum_j t_j \ln p_j \Bigr], \qquad p = \text{softmax}(z)",
                "We look for the slope of the loss in the logit of class k.",
            ),
            Step(
                r"-\sum_j [[\frac{t_j}{p_j} \frac{\partial p_j}{\partial z_k}]]",
                "The chain rule: every p_j depends on z_k through the common denominator.",
                (
                    Step(
                        r"-\frac{t_k}{p_k} \frac{\partial p_k}{\partial z_k}",
                        "the other classes are missing: when z_k rises, their p falls.",
                    ),
                    Step(
                        r"-\sum_j t_j p_j \frac{\partial p_j}{\partial z_k}",
                        "the derivative of the logarithm is 1/p_j.",
                    ),
                ),
            ),
            Step(
                r"-\sum_j \frac{t_j}{p_j} \, [[p_j (\delta_{jk} - p_k)]]",
                "The slopes of softmax; δ is 1 for j = k and 0 otherwise.",
                (
                    Step(
                        r"-\sum_j \frac{t_j}{p_j} \, p_j (1 - p_j)",
                        "that holds for j = k alone; for any other class the slope is −p_j p_k.",
                    ),
                    Step(
                        r"-\sum_j \frac{t_j}{p_j} \, p_j (\delta_{jk} + p_k)",
                        "the sign: when z_k rises, the probability of any other class falls.",
                    ),
                ),
            ),
            Step(
                r"[[-t_k + p_k \sum_j t_j]]",
                "The p_j cancel; δ picks the one term j = k.",
                (
                    Step(
                        r"-t_k - p_k \sum_j t_j",
                        "the two minus signs before p_k make a plus.",
                    ),
                    Step(
                        r"-t_k + p_k t_k",
                        "the second term keeps its sum over all classes.",
                    ),
                ),
            ),
            Step(
                r"[[p_k - t_k]]",
                "The targets sum to 1.",
                (
                    Step(
                        r"p_k - 1",
                        "that is right for the true class only; the others have t_k = 0.",
                    ),
                    Step(
                        r"p_k (1 - t_k)",
                        "multiply out, and the t_j sum to 1: what is left is a difference, not a"
                        " product.",
                    ),
                ),
                about="all t of sum 1",
            ),
        ],
        Setting(
            names={"t": Unknown(over=CLASSES), "z": Unknown(over=CLASSES)},
            indices={"j": CLASSES, "k": CLASSES},
            each=("k",),
            given=(
                r"t_3 = 1 - t_1 - t_2",
                f"E = {categorical().steps[3].plain}",
            ),
        ),
    )


PAIRS = {"sigmoid": _sigmoid, "softmax": _softmax}
