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
        "your function is right for small logits, but exp(1000) overflows, and inf/inf is not a"
        " number. Subtract the largest logit of each row first: the probabilities stay"
        " the same.": lambda z: np.exp(z) / np.exp(z).sum(-1, keepdims=True),
        "what you subtract is too large for a row whose logits all lie near -1000: its exponentials"
        " are all 0, and 0/0 is not a number. Subtract from each row its own largest logit, even"
        " where that is negative: max over axis=-1 with keepdims=True.": tuple(
            lambda z, other=other: (
                np.exp(z - other(z)) / np.exp(z - other(z)).sum(-1, keepdims=True)
            )
            for other in (
                np.max,
                lambda z: 700.0,
                lambda z: np.abs(z).max(-1, keepdims=True),
                lambda z: np.maximum(z.max(-1, keepdims=True), 0),
            )
        ),
        "you subtract a number from each row, but not its largest logit. A logit that lies 1000"
        " above the number that you subtract still overflows, since it becomes exp(1000).": tuple(
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
        "this is a sigmoid for each logit, which looks at that logit alone. Softmax divides each"
        " exponential by the sum of all exponentials in its row.": (
            lambda z: np.exp(-np.logaddexp(0, -z))
        ),
        "this divides each logit by the sum of the logits, which may be negative or 0. Take"
        " exponentials first: they are positive.": lambda z: z / np.sum(z, -1, keepdims=True),
        "your exponentials do not sum to 1 in each row: divide them by their sum over"
        " axis=-1.": lambda z: np.exp(z - np.max(z, axis=-1, keepdims=True)),
        "this is the exponential alone: divide by the sum over axis=-1, and subtract the largest"
        " logit of each row first.": np.exp,
        "this gives the logarithms of the probabilities. Take the exponential of your result, or"
        " leave the logarithm out.": lambda z: (
            z
            - np.max(z, -1, keepdims=True)
            - np.log(np.exp(z - np.max(z, -1, keepdims=True)).sum(-1, keepdims=True))
        ),
        "your columns sum to 1. Each row is one example, so its own logits belong together: sum"
        " over axis=-1.": lambda z: _softmax(z, 0),
        "your columns sum to 1, and exp(1000) overflows. Each row is one example: sum over axis=-1,"
        " and subtract the largest logit of the row first.": lambda z: np.exp(z) / np.exp(z).sum(0),
        "your sum runs over the whole array. Each row is one example and has a sum of its own: use"
        " axis=-1 and keepdims=True.": lambda z: _softmax(z, None),
        "you clip the logits, so that 1000 and 999 become equal and their difference is lost."
        " Subtract the largest logit of each row: that keeps every difference.": lambda z: _softmax(
            np.clip(z, -500, 500)
        ),
        "these are powers of 2. Softmax is made with e: use np.exp.": lambda z: (
            np.exp2(z - np.max(z, -1, keepdims=True))
            / np.exp2(z - np.max(z, -1, keepdims=True)).sum(-1, keepdims=True)
        ),
        "you divide the logits by their largest size, or by a constant, so that none overflows. But"
        " that shrinks their differences, and the probabilities change. Subtract instead: that"
        " keeps every difference.": (
            lambda z: _softmax(z / np.abs(z).max(-1, keepdims=True)),
            lambda z: _softmax(z / np.max(z, -1, keepdims=True)),
            lambda z: _softmax(z / 1000),
            lambda z: _softmax(z / 100),
        ),
        "replacing what is not a number hides the overflow and does not prevent it: the"
        " probabilities of that row are lost. Subtract the largest logit of each row"
        " first.": lambda z: np.nan_to_num(np.exp(z) / np.exp(z).sum(-1, keepdims=True)),
        "the sign is wrong: with exp(-z) the largest logit gets the smallest probability.": (
            lambda z: _softmax(-z)
        ),
        "this puts 1 on the largest logit and 0 on all others. Softmax is a soft version of that,"
        " which leaves the other classes some probability.": lambda z: (
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
    by_index=True,
    well_done="the probabilities of each row sum to 1, and logits of a thousand do no harm.",
)

_FIRST, _SECOND = np.random.default_rng(0).normal(size=(2, 3, 3))
collapsed = FunctionExercise(
    asks="The one matrix that equals two linear layers, f(W1, W2), for row vectors x @ W.",
    right=lambda W1, W2: W1 @ W2,
    mistakes={
        "the order is reversed. x @ W1 @ W2 equals x @ (W1 @ W2), so the matrix of the first layer"
        " stands on the left.": (lambda a, b: b @ a),
        "this multiplies the matrices element by element. The matrix product is written"
        " with @.": lambda a, b: a * b,
        "this adds the matrices. To apply one layer after the other is to multiply by one matrix"
        " and then by the other, which is a product.": lambda a, b: a + b,
        "this is the transpose of the answer. Here x is a row and stands on the left of its matrix,"
        " x @ W.": lambda a, b: (a @ b).T,
        "one of the matrices is transposed here. No transpose is needed: x @ W1 already has the"
        " shape that W2 takes in.": (lambda a, b: a.T @ b, lambda a, b: a @ b.T),
        "the sign is wrong: nothing in x @ W1 @ W2 changes a sign.": lambda a, b: -(a @ b),
        "this is half of the product. One layer is applied after the other, and no average is"
        " taken.": lambda a, b: a @ b / 2,
        "this is the inverse of the answer, which leads back from the output to x. Asked for is the"
        " matrix that leads from x to the output.": lambda a, b: np.linalg.inv(a @ b),
        "here is a ReLU. The two layers are linear: their activation is the identity.": (
            lambda a, b: np.maximum(a @ b, 0),
            lambda a, b: np.maximum(a, 0) @ b,
        ),
        "this is the matrix of the first layer alone; the second layer comes after"
        " it.": lambda a, b: a,
        "this is the matrix of the second layer alone; the first layer comes before"
        " it.": lambda a, b: b,
    },
    probes=[(_FIRST, _SECOND)],
    by_index=True,
    well_done="two linear layers are one linear layer, and so are twenty.",
)

threshold_logit = NumberExercise(
    asks="The logit at which a sigmoid gives 0.9.",
    right=float(np.log(9)),
    mistakes={
        "that is the probability. The logit is what the sigmoid takes in: ln(p/(1 - p)).": 0.9,
        "that is ln p. Divide p by 1 - p before you take the logarithm.": float(np.log(0.9)),
        "the sign is wrong. A probability above one half belongs to a positive logit.": -float(
            np.log(9)
        ),
        "that is p/(1 - p), which is called the odds. The logit is its logarithm.": 9,
        "that is (1 - p)/p. Turn it over, and take the logarithm.": 1 / 9,
        "that is ln(1 - p). The logit is ln p minus that.": float(np.log(0.1)),
        "that is the sigmoid of 0.9. Here its inverse is asked for: which z gives 0.9?": 1
        / (1 + np.exp(-0.9)),
        "that is the decimal logarithm. The sigmoid is made with e, so take ln.": float(
            np.log10(9)
        ),
        "that is the logarithm to base 2. The sigmoid is made with e, so take ln.": float(
            np.log2(9)
        ),
    },
    well_done="ln(0.9/0.1) = ln 9 = 2.197. A threshold of 0.9 on p is one of 2.197 on the logit.",
    tolerance=5e-3,
)

many_labels = ChoiceExercise(
    asks="Output and loss for a photograph with several animals.",
    right="c",
    words={
        "a": "(a) has a fault: with softmax one probability can rise only if others fall, so a cat"
        " and a dog could never both have a probability near 1.",
        "b": "(b) has a fault: a linear output may be negative or above 1, and is no probability.",
        "c": "each animal is a question of its own with the answer yes or no, so each gets its own"
        " sigmoid and its own logistic loss.",
        "d": "(d) has a fault: one sigmoid answers one question, and here there is one for each"
        " animal.",
    },
)
