"""What readers of lesson 00 are asked before they see it."""

from __future__ import annotations

import numpy as np

from lessons_lib.activations import sigmoid
from lessons_lib.explorable.drawn import Axis, Belief, Curve
from lessons_lib.explorable.prediction import Choose, Option

WEIGHT, BIAS = 20, -10


def steeper() -> Choose:
    """What does a larger weight do to a unit?"""
    return Choose(
        "You make the weight *w* larger and leave the bias $b = -4$ alone. What happens to the"
        " curve?",
        {
            "a": Option(
                "It becomes steeper and stays where it is.",
                "It becomes steeper, but the place where it passes 1/2 depends on *w* as well.",
                "the weight sets the steepness alone, and the bias the place",
            ),
            "b": Option("It becomes steeper and moves to the left.", "It does both."),
            "c": Option(
                "It becomes higher.",
                "The sigmoid goes from 0 to 1, whatever goes into it.",
                "a weight multiplies the output",
            ),
        },
        right="b",
        why="The unit passes 1/2 where *w x* + *b* = 0, which is at *x* = −*b*/*w*. With"
        " $b = -4$ that is 4/*w*, so a larger weight moves the switch to the left. The curve also"
        " becomes steeper, because *w x* + *b* now grows faster with *x*.",
    )


def switch() -> Curve:
    """How does a unit with a large weight look?"""
    x = np.linspace(0, 1, 21)
    turned = Belief(
        "The sigmoid rises from 0 to 1 and never turns.", "a unit answers to one place only"
    )
    return Curve(
        f"A sigmoid unit has the weight $w = {WEIGHT}$ and the bias $b = {BIAS}$. Draw its output"
        " from $x = 0$ to $x = 1$.",
        x=Axis(label="x", name="x", low=0, high=1, ticks=[0, 0.25, 0.5, 0.75, 1]),
        y=Axis(
            label="output of the unit", name="the output", low=-0.2, high=1.2, ticks=[0, 0.5, 1]
        ),
        at=list(x),
        truth=list(sigmoid(WEIGHT * x + BIAS)),
        shapes={
            "falls": Belief(
                "The weight is positive, so the unit rises.",
                "a negative bias turns the curve round",
            ),
            "flat": Belief(
                "With this weight it goes from nearly 0 to nearly 1 in between.",
                "a unit is always on or always off",
            ),
            "peaks": turned,
            "dips": turned,
        },
        why="At *x* = 0.5 the unit computes 20 · 0.5 − 10 = 0 and passes 1/2. At *x* = 0.25 it is"
        " the sigmoid of −5, which is below 0.01, and at 0.75 the sigmoid of 5. So nearly all of"
        " the rise happens in the middle half.",
    )
