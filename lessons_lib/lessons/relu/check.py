"""The exercises of lesson 06: right answers, plausible wrong ones, and what to say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lessons_lib.activations import relu
from lessons_lib.exercises import Feedback, check_choice, check_function, check_number

Z = np.array([[-2.0, -0.5, 0.0], [0.5, 1.0, 3.0]])
PRE = np.array([[-1.0, 0.5, -2.0, 0.0, 1.0], [-3.0, -1.0, 2.0, -0.1, 0.5], [-0.5, 1.5, 1.0, -4, 2]])
Function = Callable[..., Any]


def relu_gradient(answer: Function) -> Feedback:
    """The gradient through a ReLU layer: upstream times its derivative at z."""
    upstream = np.array([[1.0, -2.0, 3.0], [0.5, -1.0, 2.0]])
    mistakes: dict[str, Function] = {
        "this is the value of ReLU times upstream: the derivative is 1 or 0.": lambda u, z: (
            u * np.maximum(z, 0)
        ),
        "this clips upstream; it is z, not the gradient, that has to be positive.": lambda u, z: (
            np.maximum(u, 0)
        ),
        "this is the derivative alone: multiply it by what comes from above.": lambda u, z: (
            (z > 0) * 1.0
        ),
        "at z = 0 the derivative is taken as 1; here, as in the lecture, it is 0: use z > 0.": (
            lambda u, z: u * (z >= 0)
        ),
        "the gradient passes where z is negative: the other way round.": lambda u, z: u * (z < 0),
        "the gradient passes everywhere: a ReLU that is off lets none through.": lambda u, z: (
            u + 0 * z
        ),
    }
    return check_function(
        answer,
        lambda u, z: u * relu.derivative(z),
        mistakes,
        upstream,
        Z,
        well_done="it passes unchanged where the unit is on, and not at all where it is off.",
    )


def count_dead(answer: Function) -> Feedback:
    """The number of units (columns) that are dead on the data (rows)."""

    def right(z: Any) -> Any:
        return (np.asarray(z) <= 0).all(axis=0).sum()

    mistakes: dict[str, Function] = {
        "this counts the zeros of all examples: a unit is dead only if it is off for every"
        " example.": lambda z: (z <= 0).sum(),
        "this counts examples (rows) on which all units are off: take all(axis=0).": lambda z: (
            (z <= 0).all(axis=1).sum()
        ),
        "this counts units that are off for at least one example: use all, not any.": lambda z: (
            (z <= 0).any(axis=0).sum()
        ),
        "this counts the units that still live.": lambda z: (z > 0).any(axis=0).sum(),
        "a pre-activation of exactly 0 gives 0 as well: use z <= 0.": lambda z: (
            (z < 0).all(axis=0).sum()
        ),
    }
    return check_function(
        answer, right, mistakes, PRE, well_done="dead means off for every example."
    )


def he_deviation(answer: float) -> Feedback:
    """He's standard deviation for a layer with 50 inputs."""
    return check_number(
        answer,
        0.2,
        [
            (lambda s: abs(s - 0.04) < 1e-3, "that is the variance 2/n; take its square root."),
            (
                lambda s: abs(s - 0.1414) < 2e-3,
                "that is sqrt(1/n), right for a linear layer; ReLU"
                " halves the mean square, so He doubles the variance.",
            ),
            (lambda s: abs(s - 10) < 1e-6, "that is sqrt(2 n): divide by n instead."),
            (lambda s: s < 0, "a standard deviation is positive."),
        ],
        well_done="sqrt(2/50) = 0.2.",
        tolerance=1e-3,
    )


def surviving_share(answer: float) -> Feedback:
    """The share of examples that survive 20 layers of 3 ReLU with symmetric random weights."""
    return check_number(
        answer,
        (7 / 8) ** 20,
        [
            (
                lambda p: abs(p - (1 - (7 / 8) ** 20)) < 2e-3,
                "that is the share that is lost; subtract it from 1.",
            ),
            (lambda p: abs(p - 7 / 8) < 1e-3, "that is one layer; there are 20 of them."),
            (
                lambda p: abs(p - 0.5**20) < 1e-7,
                "that asks one unit to be on in every layer; one of three is enough.",
            ),
            (
                lambda p: abs(p - (1 / 8) ** 20) < 1e-7,
                "that asks every layer to be off; an example survives where none is.",
            ),
            (lambda p: not 0 <= p <= 1, "a share lies between 0 and 1."),
        ],
        well_done="(1 - 1/8)^20 is about 7 %.",
        tolerance=1e-3,
    )


def why_dead_stays_dead(answer: str) -> Feedback:
    """Why gradient descent does not revive a dead unit by its own weights."""
    return check_choice(
        answer,
        "b",
        {
            "a": "(a) is not it: the learning rate may be large; it multiplies a gradient of 0.",
            "b": "its derivative is 0 on every example, so every gradient of its weights is 0.",
            "c": "(c) is not it: weights of any size can make a unit dead on the data.",
            "d": "(d) is not it: the loss may well be large; none of it reaches the unit.",
        },
    )
