"""Which output activation and loss fit a target, and why the others do not.

Source: the lecture, "Choosing activations"; Goodfellow, Bengio, Courville, Deep Learning, 6.2.2.
"""

from __future__ import annotations

from collections.abc import Mapping

OUTPUTS = ("linear", "sigmoid", "sigmoid for each label", "softmax", "relu")
# By the name in words, the one in `lessons_lib.losses.LOSSES`.
LOSSES: Mapping[str, str] = {
    "squared error": "squared_error",
    "logistic": "logistic",
    "softmax cross-entropy": "softmax_cross_entropy",
}

# By the output that fits and the one that was chosen.
WRONG_OUTPUT: Mapping[tuple[str, str], str] = {
    ("linear", "sigmoid"): "a sigmoid stays between 0 and 1, and the target does not",
    ("linear", "sigmoid for each label"): "sigmoids stay between 0 and 1, the target does not",
    ("linear", "softmax"): "softmax of a single output is always 1",
    ("linear", "relu"): "ReLU cannot go below 0, and where it is 0 its gradient is too",
    ("sigmoid", "linear"): "a linear output is not a probability: it leaves [0, 1]",
    ("sigmoid", "softmax"): "softmax of two outputs would do, but one sigmoid says the same",
    ("sigmoid", "sigmoid for each label"): "two labels could both be on, but these exclude"
    " each other",
    ("sigmoid", "relu"): "ReLU is not a probability, and gives no gradient where it is 0",
    ("sigmoid for each label", "softmax"): "softmax lets one label rise only if others fall",
    ("sigmoid for each label", "sigmoid"): "one sigmoid answers one question; here are several",
    ("sigmoid for each label", "linear"): "linear outputs are not probabilities",
    ("sigmoid for each label", "relu"): "ReLU outputs are not probabilities",
    ("softmax", "sigmoid"): "one probability is enough for two classes, not for ten",
    ("softmax", "sigmoid for each label"): "separate sigmoids could name two classes or none",
    ("softmax", "linear"): "linear outputs are not probabilities and do not sum to 1",
    ("softmax", "relu"): "ReLU outputs are not probabilities and do not sum to 1",
}
MATCHING = {
    "linear": "squared error",
    "relu": "squared error",
    "sigmoid": "logistic",
    "sigmoid for each label": "logistic",
    "softmax": "softmax cross-entropy",
}


def misfit(right_output: str, right_loss: str, output: str, loss: str) -> str:
    """Why this output and loss do not fit where those would; empty if they do."""
    if output != right_output:
        return WRONG_OUTPUT[right_output, output]
    if loss == right_loss:
        return ""
    if loss == "squared error":
        return (
            "the gradient of squared error contains the slope of the output's activation, which is"
            " nearly 0 where the network is confidently wrong"
        )
    if MATCHING[output] == "squared error":
        return f"the {loss} loss is for probabilities; this target is a number"
    return f"the {loss} loss does not match {output}: {MATCHING[output]} does"
