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
        "you divided where PyTorch and TensorFlow multiply: below zero it is a*z.": lambda z, a: (
            np.where(z > 0, z, z / a)
        ),
        "this is plain ReLU: below zero it should leak a*z.": lambda z, a: np.maximum(z, 0),
        "this is the derivative: it gives the slope, not the value.": lambda z, a: np.where(
            z > 0, 1, a
        ),
        "max(a*z, z) is right only for a up to 1: for a = 1.7 it takes the wrong branch. Use"
        " np.where(z > 0, z, a*z).": lambda z, a: np.maximum(a * z, z),
        "the branches are exchanged: what is positive passes unchanged.": lambda z, a: np.where(
            z > 0, a * z, z
        ),
        "the sign below zero: a*z is negative there.": lambda z, a: np.where(z > 0, z, -a * z),
        "a*z stands on both sides: what is positive passes unchanged.": lambda z, a: a * z,
        "this is z itself: below zero it is multiplied by a.": lambda z, a: z,
    },
    probes=PROBES,
    well_done="right for every slope, above 1 as well.",
)

elu = FunctionExercise(
    asks="ELU, f(z, alpha).",
    right=lambda z, alpha: _elementwise(ELU, z, alpha),
    mistakes={
        "your ELU ignores alpha: below zero it is alpha*(exp(z) - 1).": lambda z, a: np.where(
            z > 0, z, np.expm1(z)
        ),
        "this is the derivative of ELU: the value below zero is alpha*(exp(z) - 1).": (
            lambda z, a: np.where(z > 0, 1, a * np.exp(z))
        ),
        "the - 1 is missing: alpha*exp(z) jumps at zero and never gets negative.": lambda z, a: (
            np.where(z > 0, z, a * np.exp(z))
        ),
        "the - 1 is not multiplied by alpha: put brackets, alpha*(exp(z) - 1).": lambda z, a: (
            np.where(z > 0, z, a * np.exp(z) - 1)
        ),
        "the exponential is used above zero too, where ELU is z itself.": lambda z, a: (
            a * np.expm1(z)
        ),
        "alpha multiplies the positive branch as well: above zero ELU is z.": lambda z, a: np.where(
            z > 0, a * z, a * np.expm1(z)
        ),
        "the sign in the exponent: below zero it is exp(z), which falls, not exp(-z).": (
            lambda z, a: np.where(z > 0, z, a * np.expm1(-z))
        ),
        "this is a leaky ReLU: below zero it is alpha*(exp(z) - 1), not alpha*z.": lambda z, a: (
            np.where(z > 0, z, a * z)
        ),
    },
    probes=PROBES,
    well_done="continuous, and never below -alpha.",
)

negative_slope = NumberExercise(
    asks="What to give PyTorch for the paper's x/5.5.",
    right=1 / 5.5,
    mistakes={
        "that is the divisor: PyTorch multiplies by what you give it.": 5.5,
        "0.01 is PyTorch's default, not this unit's slope.": 0.01,
        "the slope itself, not what it lacks to 1.": 1 - 1 / 5.5,
        "0.2 is 1/5: the divisor is 5.5.": 0.2,
    },
    rules=[(lambda a: a < 0, "the slope is positive: x/5.5 has the sign of x.")],
    well_done="1/5.5 = 0.1818, or 0.18 to two digits.",
    tolerance=2e-3,
)

lowest_training_error = ChoiceExercise(
    asks="What the paper's PReLU teaches.",
    right="b",
    words={
        "a": "(a) is not it: PReLU comes third in the paper's tests, and is not told apart from"
        " ReLU in ours.",
        "b": "it fits the training set best and new data not: the slopes are parameters too,"
        " and can overfit.",
        "c": "(c) is not it: in both tables of the paper and in our run it has the lowest"
        " training error.",
        "d": "(d) is not it: its training error is the lowest, so it does train.",
    },
)
