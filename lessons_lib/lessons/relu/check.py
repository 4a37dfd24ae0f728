"""The exercises of lesson 07: right answers, plausible wrong ones, and what to say."""

from __future__ import annotations

import numpy as np

from lessons_lib.activations import relu
from lessons_lib.exercises import ChoiceExercise, FunctionExercise, NumberExercise

relu_gradient = FunctionExercise(
    asks="The gradient through a ReLU layer: upstream times its derivative at z.",
    right=lambda upstream, z: upstream * relu.derivative(z),
    mistakes={
        "you multiply by the value of ReLU; the chain rule needs its derivative,"
        " which is 1 or 0.": lambda u, z: u * np.maximum(z, 0),
        "this sets negative gradients to 0. Whether a gradient passes depends on"
        " the sign of z.": lambda u, z: np.maximum(u, 0),
        "this is the derivative alone; multiply it by upstream, the gradient"
        " from above.": lambda u, z: (z > 0) * 1.0,
        "at z = 0 you take the derivative as 1; here, as in the lecture, it is 0: use z > 0.": (
            lambda u, z: u * (z >= 0)
        ),
        "at z = 0 you take the derivative as 1/2; here, as in the lecture, it is 0.": lambda u, z: (
            u * np.heaviside(z, 0.5)
        ),
        "your gradient passes where z is negative; it has to pass where z is positive.": (
            lambda u, z: u * (z < 0),
            lambda u, z: u * (z <= 0),
        ),
        "your gradient passes everywhere; where z is negative the derivative is 0.": lambda u, z: (
            u + 0 * z
        ),
        "your unit leaks below zero; a ReLU passes nothing there.": tuple(
            lambda u, z, leak=leak: u * np.where(z > 0, 1, leak) for leak in (0.01, 0.1, 0.2, 0.3)
        ),
        "upstream and z have changed places: the sign of z decides, and upstream"
        " is passed on.": lambda u, z: z * (u > 0),
        "no gradient passes anywhere in your function; where z > 0 it passes"
        " unchanged.": lambda u, z: 0 * u,
    },
    probes=[
        (
            np.array([[1.0, -2.0, 3.0], [0.5, -1.0, 2.0]]),
            np.array([[-2.0, -0.5, 0.0], [0.5, 1.0, 3.0]]),
        ),
        (np.array([-1.5, 4.0]), np.array([2.0, -3.0])),
    ],
    well_done="the gradient passes unchanged where the unit is on, and becomes 0 where it is off.",
)

count_dead = FunctionExercise(
    asks="The number of units (columns) that are dead on the data (rows).",
    right=lambda z: (z <= 0).all(axis=0).sum(),
    mistakes={
        "this counts every single zero. A unit is dead only if it is off for every example, so"
        " that each column counts at most once.": lambda z: (z <= 0).sum(),
        "this counts the examples (rows) for which all units are off; use all(axis=0).": lambda z: (
            (z <= 0).all(axis=1).sum()
        ),
        "this counts the units that are off for at least one example; use all in"
        " place of any.": lambda z: (z <= 0).any(axis=0).sum(),
        "this counts the units that are alive; count the others.": lambda z: (
            (z > 0).any(axis=0).sum()
        ),
        "this counts the units that are on for every example; dead units are off for every"
        " example.": lambda z: (z > 0).all(axis=0).sum(),
        "a pre-activation of exactly 0 gives the output 0 as well: use z <= 0.": lambda z: (
            (z < 0).all(axis=0).sum()
        ),
        "a unit that is off on average, or for most examples, is alive: one z > 0 is enough.": (
            lambda z: (z.mean(axis=0) <= 0).sum(),
            lambda z: (np.median(z, axis=0) <= 0).sum(),
            lambda z: ((z <= 0).mean(axis=0) > 0.5).sum(),
            lambda z: ((z <= 0).mean(axis=0) >= 0.5).sum(),
        ),
        "this counts the units with z = 0 for every example; a unit is off for negative z too.": (
            lambda z: (z == 0).all(axis=0).sum()
        ),
        "this looks only at the first example; a dead unit is off for every example.": lambda z: (
            z[0] <= 0
        ).sum(),
        "this looks only at the last example; a dead unit is off for every example.": lambda z: (
            z[-1] <= 0
        ).sum(),
        "this is the share of dead units; give their number.": lambda z: (
            (z <= 0).all(axis=0).mean()
        ),
        "your function finds no dead unit, whatever z is.": lambda z: 0,
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
    well_done="a unit is dead if it is off for every example.",
)

he_deviation = NumberExercise(
    asks="He's standard deviation for a layer with 50 inputs.",
    right=0.2,
    mistakes={
        "that is the variance 2/n; the standard deviation is its square root.": 0.04,
        "that is 1/n; He's variance is 2/n, and the standard deviation is its square root.": 0.02,
        "that is sqrt(1/n), which is right for a linear layer. ReLU halves the mean square, and"
        " He's rule makes up for it with twice the variance.": 0.02**0.5,
        "that is sqrt(2 n); divide 2 by n instead.": 10,
        "that is sqrt(n/2), the wrong way round; He's variance is 2/n.": 5,
        "that is 100 times too large; it is sqrt(2/n), and 2/50 is 0.04.": 20,
    },
    rules=[(lambda s: s <= 0, "a standard deviation is positive.")],
    well_done="sqrt(2/50) = 0.2.",
    tolerance=1e-3,
)

surviving_share = NumberExercise(
    asks="The share of examples that get through 10 layers of 2 ReLU with symmetric weights.",
    right=(3 / 4) ** 10,
    mistakes={
        "that is the share of examples that are lost; subtract it from 1.": 1 - (3 / 4) ** 10,
        "that is the share that passes one layer; there are 10 layers.": 3 / 4,
        "1/4 is the share that one layer stops, as both units are off. The other 3/4 pass"
        " this layer; then there are 9 more.": 1 / 4,
        "1/2 is the share for which one unit is on. An example passes a layer if at least one of"
        " the two units is on, and it has to pass 10 layers.": 1 / 2,
        "that is for 20 layers of 3 units, as in the text; here there are 10 layers of 2.": (7 / 8)
        ** 20,
    },
    rules=[
        (
            lambda p: abs(p - (3 / 4) ** 9) < 1e-3 or abs(p - (3 / 4) ** 11) < 1e-3,
            "the example has to pass 10 layers, no more and no fewer.",
        ),
        (
            lambda p: 0.99 < p <= 1,
            "one layer alone already stops a quarter of the examples, those for which both of"
            " its units are off.",
        ),
        (lambda p: 5 < p < 6, "that is in percent; as a share it is about 0.056."),
        (lambda p: not 0 <= p <= 1, "a share lies between 0 and 1."),
        (
            lambda p: abs(p - 0.5**10) < 1e-6,
            "that is the share for which one particular unit is on in every layer; either of the"
            " two is enough.",
        ),
        (
            lambda p: abs(p - (1 / 4) ** 10) < 1e-9,
            "1/4 is the share for which both units are off (or both on); an example passes a layer"
            " if at least one is on.",
        ),
        (
            lambda p: p < 1e-3,
            "that is far too small: an example is lost in a layer only if both units are off.",
        ),
    ],
    well_done="(1 - 1/4)^10 is about 5.6 %: nearly all examples are lost.",
    tolerance=1e-3,
)

why_dead_stays_dead = ChoiceExercise(
    asks="Why gradient descent does not revive a dead unit by its own weights.",
    right="b",
    words={
        "a": "(a) is wrong: a step is the learning rate times the gradient, and"
        " any rate times 0 is 0.",
        "b": "the unit's derivative is 0 for every example, so the gradient of"
        " each of its weights is 0.",
        "c": "(c) is wrong: a unit with small weights is dead as well if its"
        " bias is negative enough.",
        "d": "(d) is wrong: the loss may be large, but none of its gradient"
        " passes through the unit.",
    },
)
