"""The exercises of lesson 09: right answers, plausible wrong ones, and what to say."""

from __future__ import annotations

from typing import Any

import numpy as np

from lessons_lib.exercises import ChoiceExercise, FunctionExercise, NumberExercise


def _softmax(z: Any, axis: int | None = -1) -> Any:
    powers = np.exp(z - np.max(z, axis=axis, keepdims=True))
    return powers / powers.sum(axis, keepdims=True)


softmax = FunctionExercise(
    asks="Softmax over the last axis, right for logits of a thousand too.",
    right=lambda z: _softmax(z),
    mistakes={
        "right for small logits, but exp(1000) overflows, and inf/inf is not a number:"
        " subtract the largest logit of each row first.": lambda z: (
            np.exp(z) / np.exp(z).sum(-1, keepdims=True)
        ),
        "right for small logits, but the largest logit of all rows leaves another row with"
        " exp(-2000) = 0, and 0/0: subtract the largest of each row, axis=-1.": lambda z: (
            np.exp(z - np.max(z)) / np.exp(z - np.max(z)).sum(-1, keepdims=True)
        ),
        "right for small logits, but only the largest of each row can be subtracted: from another"
        " one, exp(1000) still overflows.": tuple(
            lambda z, other=other: (
                np.exp(z - other(z)) / np.exp(z - other(z)).sum(-1, keepdims=True)
            )
            for other in (
                lambda z: z.min(-1, keepdims=True),
                lambda z: z.mean(-1, keepdims=True),
                lambda z: np.median(z, -1, keepdims=True),
                lambda z: z[..., :1],
                lambda z: z[..., -1:],
            )
        ),
        "this is a sigmoid for each logit: softmax divides by the sum of all exponentials.": (
            lambda z: np.exp(-np.logaddexp(0, -z))
        ),
        "this divides each logit by their sum: take exponentials first.": lambda z: (
            z / np.sum(z, -1, keepdims=True)
        ),
        "the exponentials are not divided by their sum.": lambda z: np.exp(
            z - np.max(z, axis=-1, keepdims=True)
        ),
        "the exponentials are not divided by their sum: exp alone.": np.exp,
        "this gives logarithms of probabilities: leave the logarithm away.": lambda z: (
            z
            - np.max(z, -1, keepdims=True)
            - np.log(np.exp(z - np.max(z, -1, keepdims=True)).sum(-1, keepdims=True))
        ),
        "the columns sum to 1: each row is one example, so sum over axis=-1.": lambda z: _softmax(
            z, 0
        ),
        "the columns sum to 1, and exp(1000) overflows: each row is one example, so sum over"
        " axis=-1, and subtract its largest logit first.": lambda z: np.exp(z) / np.exp(z).sum(0),
        "the sum runs over all rows: use axis=-1 and keepdims=True.": lambda z: _softmax(z, None),
        "this puts 1 on the largest logit alone; softmax is a soft version of that.": lambda z: (
            (z == np.max(z, -1, keepdims=True)) * 1.0
        ),
    },
    probes=[
        (np.array([[2.0, 1.0, 0.5], [-1.0, 3.0, 1.0]]),),
        (
            np.array(
                [
                    [1000.0, 999.0, 998.0],
                    [-1000.0, -999.0, -1001.0],
                    [1000.0, 0.0, -1000.0],
                    [-1000.0, 0.0, 1000.0],
                ]
            ),
        ),
    ],
    well_done="and it survives logits of a thousand.",
)

_FIRST, _SECOND = np.random.default_rng(0).normal(size=(2, 3, 3))
collapsed = FunctionExercise(
    asks="The one matrix of two linear layers, f(W1, W2), for row vectors x @ W.",
    right=lambda W1, W2: W1 @ W2,
    mistakes={
        "the order: x @ W1 @ W2 is x @ (W1 @ W2), so the first layer stands left.": (
            lambda a, b: b @ a
        ),
        "this multiplies element by element: use @ for matrices.": lambda a, b: a * b,
        "this adds the matrices: one layer after the other is a product.": lambda a, b: a + b,
        "this is the transpose: here x stands left, x @ W.": lambda a, b: (a @ b).T,
        "this is the first layer alone.": lambda a, b: a,
        "this is the second layer alone.": lambda a, b: b,
    },
    probes=[(_FIRST, _SECOND)],
    well_done="two layers, one matrix.",
)

threshold_logit = NumberExercise(
    asks="The logit at which a sigmoid gives 0.9.",
    right=float(np.log(9)),
    mistakes={
        "that is the probability; the logit is ln(p/(1 - p)).": 0.9,
        "that is ln p; divide by 1 - p as well.": float(np.log(0.9)),
        "the sign: above one half the logit is positive.": -float(np.log(9)),
        "that is p/(1 - p), the odds: take their logarithm.": 9,
        "that is the sigmoid of 0.9; here its inverse is asked for.": 1 / (1 + np.exp(-0.9)),
        "that is the decimal logarithm: take ln.": float(np.log10(9)),
        "that is the logarithm to base 2: take ln.": float(np.log2(9)),
    },
    well_done="ln(0.9/0.1) = ln 9 = 2.197.",
    tolerance=5e-3,
)

many_labels = ChoiceExercise(
    asks="Output and loss for a photograph with several animals.",
    right="c",
    words={
        "a": "(a) softmax lets one animal rise only if the others fall; a cat and a dog could"
        " not both be sure.",
        "b": "(b) linear outputs are not probabilities, and squared error does not match labels"
        " of 0 and 1.",
        "c": "one yes or no for each animal, each with its Bernoulli likelihood.",
        "d": "(d) one sigmoid answers one question; there are several animals.",
    },
)
