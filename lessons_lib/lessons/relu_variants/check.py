"""The exercises of lesson 07: right answers, plausible wrong ones, and what to say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lessons_lib.activations import ELU, LeakyReLU
from lessons_lib.exercises import Feedback, check_choice, check_function, check_number

Z = np.tile(np.linspace(-3, 3, 25), 3)
PARAMETERS = np.repeat([0.1, 0.5, 1.7], 25)
Function = Callable[..., Any]


def _each(make: Callable[[float], Function]) -> Function:
    """The function of (z, parameter) that applies `make(parameter)` element by element."""
    return lambda z, p: np.array(
        [float(make(b)(a)) for a, b in zip(np.ravel(z), np.ravel(p), strict=True)]
    )


def leaky(answer: Function) -> Feedback:
    """Leaky ReLU in the convention of PyTorch and TensorFlow, f(z, a)."""
    mistakes: dict[str, Function] = {
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
    }
    return check_function(
        answer,
        _each(LeakyReLU),
        mistakes,
        Z,
        PARAMETERS,
        well_done="right for every slope, above 1 as well.",
    )


def elu(answer: Function) -> Feedback:
    """ELU, f(z, alpha)."""
    mistakes: dict[str, Function] = {
        "your ELU ignores alpha: below zero it is alpha*(exp(z) - 1).": lambda z, a: np.where(
            z > 0, z, np.expm1(z)
        ),
        "this is the derivative of ELU: the value below zero is alpha*(exp(z) - 1).": (
            lambda z, a: np.where(z > 0, 1, a * np.exp(z))
        ),
        "the - 1 is missing: alpha*exp(z) jumps at zero and never gets negative.": lambda z, a: (
            np.where(z > 0, z, a * np.exp(z))
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
    }
    return check_function(
        answer, _each(ELU), mistakes, Z, PARAMETERS, well_done="continuous, and never below -alpha."
    )


def negative_slope(answer: float) -> Feedback:
    """What to give PyTorch for the paper's x/5.5."""
    return check_number(
        answer,
        1 / 5.5,
        [
            (lambda a: a == 5.5, "that is the divisor: PyTorch multiplies by what you give it."),
            (lambda a: a < 0, "the slope is positive: x/5.5 has the sign of x."),
            (lambda a: abs(a - 0.01) < 1e-9, "0.01 is PyTorch's default, not this unit's slope."),
            (lambda a: abs(a - (1 - 1 / 5.5)) < 0.01, "the slope itself, not what it lacks to 1."),
        ],
        well_done="1/5.5 = 0.1818.",
        tolerance=5e-4,
    )


def lowest_training_error(answer: str) -> Feedback:
    """What the paper's PReLU teaches."""
    return check_choice(
        answer,
        "b",
        {
            "a": "(a) is not it: PReLU comes third in the paper's tests, and is not told apart from"
            " ReLU in ours.",
            "b": "it fits the training set best and new data not: the slopes are parameters too,"
            " and can overfit.",
            "c": "(c) is not it: in both tables of the paper and in our run it has the lowest"
            " training error.",
            "d": "(d) is not it: its training error is the lowest, so it does train.",
        },
    )
