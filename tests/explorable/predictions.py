"""One prediction of each kind, for the tests."""

from lessons_lib.explorable.drawn import Axis, Belief, Curve, Number, Place
from lessons_lib.explorable.prediction import Choose, Option

SIDE = Axis(label="slope", name="slope", low=-2, high=2, ticks=[-2, 0, 2])
CHOICE = Choose(
    "Is $2 < 3$?",
    {
        "a": Option("No.", "3 is 2 and 1 more.", "larger numbers come first"),
        "b": Option("Yes.", "so it is."),
    },
    right="b",
    why="3 - 2 is **positive**.",
)
CURVE = Curve(
    "How does the error go?",
    x=Axis(label="units N", name="N", low=1, high=16, ticks=[1, 4, 16], log=True),
    y=Axis(label="error", name="the error", low=1e-3, high=1, ticks=[1e-3, 1e-1], log=True),
    at=[1, 2, 4, 8, 16],
    truth=[0.64, 0.32, 0.16, 0.08, 0.04],
    shapes={
        "rises": Belief("more units do not harm.", "more is worse"),
        "flat": Belief("one unit is one step.", "units do not matter"),
        "peaks": Belief("nothing is special in the middle.", "a middle is worst"),
        "dips": Belief("it goes on falling.", "a middle is best"),
    },
    why="Each doubling halves it.",
)
NUMBER = Number(
    "How much is left?",
    0.001,
    near=2,
    factor=True,
    mistakes={0.1: Belief("that is one factor.", "one factor stands for all")},
    why="Three factors of a tenth.",
)
POINT = Place(
    "Where is the minimum?",
    x=SIDE,
    y=Axis(label="intercept", name="intercept", low=-2, high=2, ticks=[-2, 0, 2]),
    truth=(1.0, -1.0),
    mistakes={(0.0, 0.0): Belief("there it starts.", "the start is the end")},
    why="The gradient is 0 there.",
)
ALL = [CHOICE, CURVE, NUMBER, POINT]
