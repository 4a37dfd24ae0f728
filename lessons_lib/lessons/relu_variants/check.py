"""The exercises of lesson 08: right answers, plausible wrong ones, and what to say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lessons_lib.activations import ELU, LeakyReLU
from lessons_lib.exercises import ChoiceExercise, FunctionExercise, NumberExercise

SLOPES = np.repeat([0.1, 0.5, 1.7], 25)
PROBES = [
    (np.tile(np.linspace(-3, 3, 25), 3), SLOPES),
    (np.array([[-2.0, 0.0], [1.0, -0.5]]), np.array([[0.25, 1.0], [3.0, 2.0]])),
]


def _elementwise(make: Callable[[float], Callable[..., Any]], z: Any, p: Any) -> Any:
    """make(p)(z), number by number."""
    pairs = zip(np.ravel(z), np.ravel(p), strict=True)
    return np.array([float(make(b)(a)) for a, b in pairs]).reshape(np.shape(z))


leaky = FunctionExercise(
    asks="Leaky ReLU in the convention of PyTorch and TensorFlow, f(z, a).",
    right=lambda z, a: _elementwise(LeakyReLU, z, a),
    mistakes={
        "you divided by a. In the convention of PyTorch and TensorFlow the negative part is"
        " multiplied by it: below zero the value is a*z.": lambda z, a: np.where(z > 0, z, z / a),
        "this is the plain ReLU, which gives 0 below zero. The leaky one gives a*z"
        " there.": lambda z, a: np.maximum(z, 0),
        "this is the derivative: your function returns the slope 1 or a, and the value was asked"
        " for.": lambda z, a: np.where(z > 0, 1, a),
        "max(a*z, z) is right only for slopes up to 1: for a = 1.7 it takes the wrong branch,"
        " because 1.7*z is then the larger of the two above zero. Use np.where(z > 0, z,"
        " a*z).": lambda z, a: np.maximum(a * z, z),
        "the branches are exchanged: positive values pass unchanged, and negative ones are"
        " multiplied by a.": lambda z, a: np.where(z > 0, a * z, z),
        "the sign below zero is wrong: for a positive slope, a*z is negative there.": lambda z, a: (
            np.where(z > 0, z, -a * z)
        ),
        "you multiply everywhere. Only negative values are multiplied by a; positive ones pass"
        " unchanged.": lambda z, a: a * z,
        "this is z itself. Below zero it has to be multiplied by a.": lambda z, a: z,
    },
    probes=PROBES,
    well_done="your function is right for every slope, also above 1.",
)

elu = FunctionExercise(
    asks="ELU, f(z, alpha).",
    right=lambda z, alpha: _elementwise(ELU, z, alpha),
    mistakes={
        "your function does not use alpha: below zero the value is"
        " alpha*(exp(z) - 1).": lambda z, a: np.where(z > 0, z, np.expm1(z)),
        "this is the derivative of ELU. Its value below zero is alpha*(exp(z) - 1).": (
            lambda z, a: np.where(z > 0, 1, a * np.exp(z))
        ),
        "the - 1 is missing: alpha*exp(z) is never negative, and jumps at zero.": lambda z, a: (
            np.where(z > 0, z, a * np.exp(z))
        ),
        "the - 1 is not multiplied by alpha. Put brackets: alpha*(exp(z) - 1).": lambda z, a: (
            np.where(z > 0, z, a * np.exp(z) - 1)
        ),
        "you use the exponential above zero too. There ELU is z itself.": lambda z, a: (
            a * np.expm1(z)
        ),
        "alpha multiplies your positive branch as well. Above zero ELU is z itself.": lambda z, a: (
            np.where(z > 0, a * z, a * np.expm1(z))
        ),
        "the sign in the exponent is wrong: exp(z) goes to 0 far below zero, and exp(-z) grows"
        " without bound.": (lambda z, a: np.where(z > 0, z, a * np.expm1(-z))),
        "this is a leaky ReLU. Below zero ELU is alpha*(exp(z) - 1), not alpha*z.": lambda z, a: (
            np.where(z > 0, z, a * z)
        ),
    },
    probes=PROBES,
    well_done="your ELU has no jump at 0, and for a positive alpha it never falls below -alpha.",
)

negative_slope = NumberExercise(
    asks="What to give PyTorch for the paper's z/5.5.",
    right=1 / 5.5,
    mistakes={
        "5.5 is the divisor. PyTorch multiplies by the number that you give it.": 5.5,
        "0.01 is PyTorch's default, the slope of z/100 and not of z/5.5.": 0.01,
        "you subtracted from 1. Give the slope itself.": 1 - 1 / 5.5,
        "0.2 is 1/5, and the divisor is 5.5.": 0.2,
    },
    rules=[(lambda a: a < 0, "the slope has to be positive: z/5.5 has the same sign as z.")],
    well_done="1/5.5 = 0.1818, or 0.18 to two digits.",
    tolerance=2e-3,
)

crelu_weights = NumberExercise(
    asks="How many weights a 64-32-32-10 network has with CReLU, biases not counted.",
    right=64 * 32 + 64 * 32 + 64 * 10,
    mistakes={
        "3392 is the number with ReLU. With CReLU each hidden layer gives twice as many outputs,"
        " so the layer after it needs twice as many weights.": 3392,
        "6784 is twice the number with ReLU. The first layer still has 64 inputs, so its weights"
        " do not double.": 6784,
        "4810 includes the 74 biases. Count the weights alone.": 4810,
        "8832 counts 64 units in each hidden layer. There are still 32: each gives two outputs, but"
        " has only one set of weights.": 64 * 64 + 64 * 64 + 64 * 10,
        "4416 leaves the output layer at 32 inputs. It follows a CReLU too, and has 64.": 4416,
        "3712 leaves the second hidden layer at 32 inputs. It follows a CReLU too, and has 64.": (
            3712
        ),
    },
    rules=[
        (lambda n: n < 3392, "CReLU can not lower the number of weights, which is 3392 with ReLU.")
    ],
    well_done="2048 + 2048 + 640 = 4736, which is 1.40 times the 3392 weights with ReLU.",
)

slope_gradient = FunctionExercise(
    asks="PReLU: the derivative of the loss by the slope that a layer shares.",
    right=lambda upstream, z: np.sum(upstream * np.minimum(z, 0)),
    mistakes={
        "you add up all products. Where z is positive, f(z) = z does not depend on the slope, so"
        " nothing may be added there.": lambda upstream, z: np.sum(upstream * z),
        "you add up `upstream` itself where z is negative. By the chain rule each entry has to be"
        " multiplied by the derivative of a*z with respect to a, which is"
        " z.": lambda upstream, z: np.sum(upstream * (z < 0)),
        "you use the positive pre-activations. The slope acts on the negative"
        " ones.": lambda upstream, z: np.sum(upstream * np.maximum(z, 0)),
        "you take the mean. The slope is shared by all entries, and the chain rule adds up what"
        " each of them contributes.": lambda upstream, z: np.mean(upstream * np.minimum(z, 0)),
        "the sign is wrong: the derivative of a*z with respect to a is z, which is negative"
        " here.": lambda upstream, z: -np.sum(upstream * np.minimum(z, 0)),
        "these are the contributions of the single entries. All entries share one slope, so add"
        " them up to one number.": lambda upstream, z: upstream * np.minimum(z, 0),
        "you divide by the number of examples. The formula adds up what all examples contribute,"
        " and divides by nothing.": lambda upstream, z: (
            np.sum(upstream * np.minimum(z, 0)) / len(z)
        ),
        "`upstream` is missing: it says how much the loss changes with each"
        " output.": lambda upstream, z: np.sum(np.minimum(z, 0)),
    },
    probes=[
        (np.array([[0.5, -1.0], [2.0, 0.25]]), np.array([[-2.0, 3.0], [-0.5, -4.0]])),
        (np.array([[1.0, -2.0, 0.5]]), np.array([[1.0, -1.5, -3.0]])),
    ],
    well_done="only the negative pre-activations move the slope.",
)

one_run_each = ChoiceExercise(
    asks="What two runs on 360 test images tell.",
    right="b",
    words={
        "a": "(a) says too much: 0.28 percentage points of 360 images are one image, and another"
        " seed may well turn the order round.",
        "b": "one test image is a very small difference, and a second pair of runs could reverse"
        " it. Several seeds and an interval of the difference would tell more.",
        "c": "(c) can not be seen here: nothing is said of the training errors, and a test error"
        " that is lower is no sign of overfitting.",
        "d": "(d) does not follow either: that a difference is not proved does not prove that"
        " there is none.",
    },
)
