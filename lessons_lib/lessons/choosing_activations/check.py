"""The exercises of lesson 08: right answers, plausible wrong ones, and what to say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lessons_lib.exercises import Feedback, check_choice, check_function, check_number

SMALL = np.array([[2.0, 1.0, 0.5], [-1.0, 3.0, 1.0]])
LARGE = np.array([[1000.0, 999.0, 998.0], [-1000.0, -999.0, -1001.0]])
Function = Callable[..., Any]


def _softmax(z: Any) -> Any:
    powers = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return powers / powers.sum(-1, keepdims=True)


def softmax(answer: Function) -> Feedback:
    """Softmax over the last axis, right for logits of a thousand too."""
    mistakes: dict[str, Function] = {
        "this is a sigmoid for each logit: softmax divides by the sum of all exponentials.": (
            lambda z: 1 / (1 + np.exp(-z))
        ),
        "this divides each logit by their sum: take exponentials first.": lambda z: (
            z / np.sum(z, -1, keepdims=True)
        ),
        "the exponentials are not divided by their sum.": lambda z: np.exp(
            z - np.max(z, axis=-1, keepdims=True)
        ),
        "the exponentials are not divided by their sum: exp alone.": np.exp,
        "this gives logarithms of probabilities: leave the logarithm away.": lambda z: np.log(
            _softmax(z)
        ),
        "the sum runs over all rows: use axis=-1 and keepdims=True.": lambda z: (
            np.exp(z) / np.exp(z).sum()
        ),
    }
    judged = check_function(
        answer, _softmax, mistakes, SMALL, well_done="and it survives logits of a thousand."
    )
    if not judged.right:
        return judged
    with np.errstate(all="ignore"):
        if np.allclose(answer(LARGE), _softmax(LARGE)):
            return judged
    return Feedback(
        False,
        "right for small logits, but exp(1000) overflows, and inf/inf is not a number:"
        " subtract the largest logit of each row first.",
    )


def collapsed(answer: Function) -> Feedback:
    """The one matrix of two linear layers, f(W1, W2), for row vectors x @ W."""
    rng = np.random.default_rng(0)
    first, second = rng.normal(size=(2, 3, 3))
    mistakes: dict[str, Function] = {
        "the order: x @ W1 @ W2 is x @ (W1 @ W2), so the first layer stands left.": (
            lambda a, b: b @ a
        ),
        "this multiplies element by element: use @ for matrices.": lambda a, b: a * b,
        "this adds the matrices: one layer after the other is a product.": lambda a, b: a + b,
        "this is the transpose: here x stands left, x @ W.": lambda a, b: (a @ b).T,
    }
    return check_function(
        answer, lambda a, b: a @ b, mistakes, first, second, well_done="two layers, one matrix."
    )


def threshold_logit(answer: float) -> Feedback:
    """The logit at which a sigmoid gives 0.9."""
    return check_number(
        answer,
        float(np.log(9)),
        [
            (lambda z: abs(z - 0.9) < 1e-9, "that is the probability; the logit is ln(p/(1 - p))."),
            (lambda z: abs(z - np.log(0.9)) < 1e-2, "that is ln p; divide by 1 - p as well."),
            (
                lambda z: abs(z + np.log(9)) < 1e-2,
                "the sign: above one half the logit is positive.",
            ),
            (
                lambda z: abs(z - 1 / (1 + np.exp(-0.9))) < 1e-2,
                "that is the sigmoid of 0.9; here its inverse is asked for.",
            ),
            (
                lambda z: abs(z - np.log10(9)) < 1e-2,
                "that is the decimal logarithm: take ln.",
            ),
        ],
        well_done="ln(0.9/0.1) = ln 9 = 2.197.",
        tolerance=5e-3,
    )


def many_labels(answer: str) -> Feedback:
    """Output and loss for a photograph with several animals."""
    return check_choice(
        answer,
        "c",
        {
            "a": "(a) softmax lets one animal rise only if the others fall; a cat and a dog could"
            " not both be sure.",
            "b": "(b) linear outputs are not probabilities, and squared error does not match labels"
            " of 0 and 1.",
            "c": "one yes or no for each animal, each with its Bernoulli likelihood.",
            "d": "(d) one sigmoid answers one question; there are several animals.",
        },
    )
