"""The exercises of lesson 07: right answers, plausible wrong ones, and what to say."""

from __future__ import annotations

import numpy as np

from lessons_lib.activations import relu
from lessons_lib.exercises import ChoiceExercise, FunctionExercise, NumberExercise

relu_gradient = FunctionExercise(
    asks="The gradient through a ReLU layer: upstream times its derivative at z.",
    right=lambda upstream, z: upstream * relu.derivative(z),
    mistakes={
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
        "at z = 0 the derivative is taken as 1/2; here, as in the lecture, it is 0.": lambda u, z: (
            u * np.heaviside(z, 0.5)
        ),
        "the gradient passes where z is negative: the other way round.": (
            lambda u, z: u * (z < 0),
            lambda u, z: u * (z <= 0),
        ),
        "the gradient passes everywhere: a ReLU that is off lets none through.": lambda u, z: (
            u + 0 * z
        ),
        "upstream and z have changed places: z decides, upstream is passed on.": lambda u, z: (
            z * (u > 0)
        ),
        "no gradient passes anywhere: where z > 0 it passes unchanged.": lambda u, z: 0 * u,
    },
    probes=[
        (
            np.array([[1.0, -2.0, 3.0], [0.5, -1.0, 2.0]]),
            np.array([[-2.0, -0.5, 0.0], [0.5, 1.0, 3.0]]),
        ),
        (np.array([-1.5, 4.0]), np.array([2.0, -3.0])),
    ],
    well_done="it passes unchanged where the unit is on, and not at all where it is off.",
)

count_dead = FunctionExercise(
    asks="The number of units (columns) that are dead on the data (rows).",
    right=lambda z: (z <= 0).all(axis=0).sum(),
    mistakes={
        "this counts the zeros of all examples: a unit is dead only if it is off for every"
        " example.": lambda z: (z <= 0).sum(),
        "this counts examples (rows) on which all units are off: take all(axis=0).": lambda z: (
            (z <= 0).all(axis=1).sum()
        ),
        "this counts units that are off for at least one example: use all, not any.": lambda z: (
            (z <= 0).any(axis=0).sum()
        ),
        "this counts the units that still live.": lambda z: (z > 0).any(axis=0).sum(),
        "this counts the units that are on for every example: dead ones are off for every"
        " example.": lambda z: (z > 0).all(axis=0).sum(),
        "a pre-activation of exactly 0 gives 0 as well: use z <= 0.": lambda z: (
            (z < 0).all(axis=0).sum()
        ),
        "off on average or for most examples is not dead: a single z > 0 keeps a unit alive.": (
            lambda z: (z.mean(axis=0) <= 0).sum(),
            lambda z: (np.median(z, axis=0) <= 0).sum(),
            lambda z: ((z <= 0).mean(axis=0) > 0.5).sum(),
            lambda z: ((z <= 0).mean(axis=0) >= 0.5).sum(),
        ),
        "this counts units that are exactly 0 for every example; off is everything up to 0.": (
            lambda z: (z == 0).all(axis=0).sum()
        ),
        "this asks only for the first example: a dead unit is off for every one.": lambda z: (
            z[0] <= 0
        ).sum(),
        "this asks only for the last example: a dead unit is off for every one.": lambda z: (
            z[-1] <= 0
        ).sum(),
        "this is the share of dead units: give their number.": lambda z: (
            (z <= 0).all(axis=0).mean()
        ),
        "this says that no unit is dead, whatever z is.": lambda z: 0,
    },
    # Dead columns: 2, 0, 4, 1, 1. Columns that are off on average, or at first, live.
    probes=[
        (
            np.array(
                [
                    [-1.0, 0.5, -2.0, 0.0, 1.0],
                    [-3.0, -1.0, 2.0, -0.1, 0.5],
                    [-0.5, 1.5, 1.0, -4.0, 2.0],
                ]
            ),
        ),
        (np.array([[-9.0, -8.0, 2.0], [1.0, -7.0, -9.0], [-5.0, 3.0, -6.0]]),),
        (np.array([[-1.0, -2.0, -3.0, 0.0], [-4.0, 0.0, -5.0, -6.0]]),),
        (np.array([[-4.0, -1.0], [0.5, -2.0], [-3.0, 0.0], [-6.0, -1.0]]),),
        (np.array([[0.0, 2.0, -1.0], [0.0, -1.0, 3.0]]),),
    ],
    well_done="dead means off for every example.",
)

he_deviation = NumberExercise(
    asks="He's standard deviation for a layer with 50 inputs.",
    right=0.2,
    mistakes={
        "that is the variance 2/n; take its square root.": 0.04,
        "that is the variance 1/n; He's variance is 2/n, and the deviation its root.": 0.02,
        "that is sqrt(1/n), right for a linear layer; ReLU halves the mean square, so He doubles"
        " the variance.": 0.02**0.5,
        "that is sqrt(2 n): divide by n instead.": 10,
    },
    rules=[(lambda s: s <= 0, "a standard deviation is positive.")],
    well_done="sqrt(2/50) = 0.2.",
    tolerance=1e-3,
)

surviving_share = NumberExercise(
    asks="The share of examples that survive 20 layers of 3 ReLU with symmetric random weights.",
    right=(7 / 8) ** 20,
    mistakes={
        "that is the share that is lost; subtract it from 1.": 1 - (7 / 8) ** 20,
        "that is one layer; there are 20 of them.": 7 / 8,
        "1/8 is the share with all three units off, which one layer stops (or with all three on);"
        " the other 7/8 pass, 20 times.": 1 / 8,
    },
    rules=[
        (lambda p: 6 < p < 8, "that is in percent: as a share it is about 0.07."),
        (lambda p: not 0 <= p <= 1, "a share lies between 0 and 1."),
        (
            lambda p: abs(p - 0.5**20) < 1e-9,
            "that asks one unit to be on in every layer; one of three is enough.",
        ),
        (
            lambda p: abs(p - (1 / 8) ** 20) < 1e-20,
            "1/8 is the share with all three units off, or all three on; an example passes a layer"
            " if at least one is on.",
        ),
        (
            lambda p: p < 1e-6,
            "that asks far too much of an example: it survives a layer unless all three units"
            " are off.",
        ),
    ],
    well_done="(1 - 1/8)^20 is about 7 %.",
    tolerance=1e-3,
)

why_dead_stays_dead = ChoiceExercise(
    asks="Why gradient descent does not revive a dead unit by its own weights.",
    right="b",
    words={
        "a": "(a) is not it: the learning rate may be large; it multiplies a gradient of 0.",
        "b": "its derivative is 0 on every example, so every gradient of its weights is 0.",
        "c": "(c) is not it: weights of any size can make a unit dead on the data.",
        "d": "(d) is not it: the loss may well be large; none of it reaches the unit.",
    },
)
