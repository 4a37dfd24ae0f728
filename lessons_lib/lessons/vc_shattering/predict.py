"""What readers of lesson 04 are asked before they see it."""

from __future__ import annotations

import numpy as np

from lessons_lib.explorable.drawn import Axis, Belief, Curve, Number
from lessons_lib.explorable.prediction import Choose, Option
from lessons_lib.lessons.vc_shattering.counts import N, most_reached
from lessons_lib.lessons.vc_shattering.depth import shares
from lessons_lib.lessons.vc_shattering.experiment import OTHER_N, SHAPES
from lessons_lib.theory.shattering.growth import sauer

VC, EXAMPLES, DELTA = 3, 100, 0.05  # of the bound in the text


def three_points() -> Choose:
    """How many labellings of a triangle do lines produce?"""
    return Choose(
        "Three points have 8 labellings. How many of them do lines produce, if the points form a"
        " triangle?",
        {
            "a": Option(
                "4.",
                "There are 4 ways to divide the points by a line. Each of them gives two"
                " labellings, because + may be on either side.",
                "a line only divides the points, and it does not matter which side is +",
            ),
            "b": Option(
                "6.",
                "These are the labellings by lines that pass between the points. A line may also"
                " pass beside all of them.",
                "a line has to pass between the points",
            ),
            "c": Option(
                "7.",
                "The labellings come in pairs, because the two sides of a line can be exchanged."
                " So their number is even.",
                "every class leaves out at least one labelling",
            ),
            "d": Option("8.", "Lines produce every labelling of a triangle."),
        },
        right="d",
        why="Any one of the three points can be cut off from the other two by a line, with + on"
        " either side of it. That gives six labellings. A line beside all three points gives the"
        " other two.",
    )


def fewer_than_eight() -> Choose:
    """Is there a set of three points that lines do not shatter?"""
    return Choose(
        "Can you place three different points so that lines produce fewer than 8 labellings?",
        {
            "a": Option(
                "No, three points are always shattered.",
                "A triangle is, but there are other ways to place three points.",
                "what holds for one set of three points holds for all of them",
            ),
            "b": Option(
                "Yes, if two of them are very near each other.",
                "A line can pass between two different points, however near they are.",
                "points that are near each other cannot be separated",
            ),
            "c": Option(
                "Yes, if all three lie on one line.",
                "Then no line has the middle point on one side and the outer two on the other.",
            ),
        },
        right="c",
        why="A line cannot separate the middle point from the two outer ones, so the labellings"
        " + − + and − + − are lost. Only 6 of the 8 are left.",
    )


def square() -> Choose:
    """Which labellings of a square can lines not produce?"""
    return Choose(
        "Take the four corners of a square. Which labellings can lines not produce?",
        {
            "a": Option(
                "Those with one +.",
                "A line across a corner of the square cuts off the point there.",
                "a line divides the points into equal halves",
            ),
            "b": Option(
                "Those with two + on one side of the square.",
                "A line through the middle of the square, parallel to that side, produces them.",
                "two points against two are too many for one line",
            ),
            "c": Option(
                "Those with two + on a diagonal.",
                "No line has both ends of one diagonal on one side and those of the other"
                " diagonal on the other side.",
            ),
        },
        right="c",
        why="There are two such labellings, one for each diagonal. If the coordinates are read as"
        " two bits, the label says whether the bits differ. This function is called XOR.",
    )


def five_points() -> Choose:
    """Do rectangles shatter some set of five points?"""
    return Choose(
        "Can rectangles shatter some set of five points? (Think of the outermost points.)",
        {
            "a": Option(
                "Yes, if they are the corners of a pentagon.",
                "A pentagon has a highest, a lowest, a leftmost and a rightmost corner. The"
                " rectangle around these contains the remaining corner as well.",
                "if every point is a corner, any of them can be left out",
            ),
            "b": Option(
                "Yes, if the fifth is in the middle of four that are shattered.",
                "Every rectangle around the four then contains the fifth as well.",
                "a point added to a shattered set leaves it shattered",
            ),
            "c": Option("No.", "Of any five points, one lies inside a rectangle around the rest."),
        },
        right="c",
        why="A rectangle has only four sides. So at most four of the points can be outermost, and"
        " the fifth cannot be left out if these are inside. The next cell has the proof.",
        veils=False,
    )


def share_of_lines() -> Curve:
    """Which share of all labellings do lines produce?"""
    share = [100 * most_reached("lines", n) / 2**n for n in N.tolist()]
    most, limit = most_reached("lines", int(N[-1])), sauer(int(N[-1]), VC)
    return Curve(
        "Of all $2^n$ labellings of *n* points, which share do lines produce? For each *n* the"
        " points are placed as well as possible. Draw it for 1 to 9 points. (You know it for three"
        " and for four points, and Sauer's bound with $d = 3$ says how high it can be for nine.)",
        x=Axis(label="points", name="n", low=1, high=9, ticks=N.tolist()),
        y=Axis(
            label="share of all labellings (%)",
            name="the share",
            low=0,
            high=100,
            ticks=[0, 25, 50, 75, 100],
        ),
        at=N.tolist(),
        truth=share,
        shapes={
            "flat": Belief(
                "Lines lose two of the 16 labellings of four points, and a larger part with every"
                " further point.",
                "a class produces the same share of the labellings of any number of points",
            ),
            "rises": Belief(
                "The *number* of labellings rises, but the number of all labellings rises faster.",
                "with more points there are more lines between them, so the share grows",
            ),
            "peaks": Belief(
                "For one, two and three points the share is 100 % already, so it cannot rise.",
                "a class does best at its VC dimension",
            ),
            "dips": Belief(
                "A further point at most doubles the number of labellings that lines produce, and"
                " it always doubles the number of all labellings. So the share never rises again.",
                "with enough points there is again a line for nearly every labelling",
            ),
        },
        why=f"Each further point doubles the number of all labellings, and that of lines grows more"
        f" slowly once *n* is above the VC dimension. For nine points Sauer's bound is 1 + 9 + 36 +"
        f" 84 = {limit}, a quarter of 512. The number itself is {most}, or {share[-1]:.0f} %.",
    )


def bound() -> Number:
    """How large is the bound for lines and a hundred examples?"""
    top = VC * (np.log(2 * EXAMPLES / VC) + 1) + np.log(4 / DELTA)
    return Number(
        f"For lines, $d = {VC}$. With $n = {EXAMPLES}$ examples and $\\delta = {DELTA}$, how large"
        " is the square root? (Two digits are enough.)",
        np.sqrt(top / EXAMPLES),
        near=0.015,
        mistakes={
            0.2: Belief(
                "This is the fraction below the root sign. Its root is larger.",
                "the square root hardly changes a number",
            ),
            0.17: Belief(
                "This is the root of *d*/*n*. The logarithms make the numerator 20 in place of 3.",
                "logarithms are too small to count",
            ),
            20: Belief(
                f"This is the numerator. Divide it by *n* = {EXAMPLES}, and take the root of that.",
                "the bound does not depend on the number of examples",
            ),
        },
        why=f"The numerator is 3 (ln 66.7 + 1) + ln 80 = {top:.1f}. Divided by {EXAMPLES} this is"
        f" {top / EXAMPLES:.3f}, and its root is {np.sqrt(top / EXAMPLES):.3f}.",
        veils=False,
    )


def wave_dimension() -> Choose:
    """What is the VC dimension of waves with one parameter?"""
    return Choose(
        "What is the VC dimension of this class?",
        {
            "a": Option(
                "1.",
                "This would be the number of parameters. For thresholds, lines and rectangles the"
                " two were equal, but no theorem says so of all classes.",
                "the VC dimension is the number of parameters",
            ),
            "b": Option(
                "2.",
                "A wave has more than one + and one − stretch. If *w* is large it has many between"
                " any two points.",
                "a wave only goes up and down, so it labels two points",
            ),
            "c": Option("Infinite.", "The waves shatter sets of every size."),
        },
        right="c",
        why="For every *n* there are *n* points, namely 1/2, 1/4, 1/8 and so on, for which some *w*"
        " gives any labels that you write down. The picture shows such a *w*.",
    )


def changes() -> Choose:
    """How many points can functions with few changes of sign shatter?"""
    return Choose(
        "Suppose that each function of a class on a line changes its sign at most *k* times. How"
        " many points can the class shatter at most?",
        {
            "a": Option(
                "*k*.",
                "One change divides the line into two parts, so it can serve two points.",
                "each change of sign serves one point",
            ),
            "b": Option(
                "*k* + 1.", "Between *k* + 1 points there are *k* places for a change of sign."
            ),
            "c": Option(
                "2*k*.",
                "For the labels + − + − … of 2*k* points a function has to change its sign"
                " 2*k* − 1 times, which is more than *k* (unless *k* is 1).",
                "each change of sign serves two points of its own",
            ),
        },
        right="b",
        why="The labels + − + − … of *n* points change *n* − 1 times from one point to the next. A"
        " function with these labels has to change its sign at least as often, so *n* − 1 is at"
        " most *k*.",
        veils=False,
    )


def corners() -> Choose:
    """Does a network with three hidden units shatter the corners of a square?"""
    return Choose(
        "Does this network shatter the corners of the square, XOR included?",
        {
            "a": Option(
                "No, because no set of four points is shattered.",
                "That was a theorem about lines. It does not speak of other classes.",
                "no class shatters four points in the plane",
            ),
            "b": Option(
                "No, because 13 parameters are not enough for 16 labellings.",
                "A labelling does not need a parameter of its own. Lines produce 8 labellings of"
                " a triangle with 3 parameters.",
                "each labelling needs a parameter of its own",
            ),
            "c": Option("Yes.", "Training finds weights for all 16 labellings."),
        },
        right="c",
        why="The network adds up three bent functions. So its logit can be positive on both sides"
        " of a strip, which is what XOR needs and what no single line can do.",
    )


def layers() -> Curve:
    """How many labellings do deeper networks reach, at equal parameters?"""
    share = [100 * shares(shape, OTHER_N, 1).mean() for shape in SHAPES]
    one, two, three = (f"{value:.1f} %" for value in share)
    between = "The network with two hidden layers lies between the other two."
    return Curve(
        f"There are {OTHER_N} points, and all networks have 37 weights and biases. Which share of"
        " the labellings does training reach, from one random start, with one hidden layer, with"
        " two and with three? Draw it.",
        x=Axis(label="hidden layers", name="depth", low=0.8, high=3.2, ticks=[1, 2, 3]),
        y=Axis(
            label="labellings reached (%)",
            name="the share",
            low=0,
            high=100,
            ticks=[0, 25, 50, 75, 100],
        ),
        at=[1, 2, 3],
        truth=share,
        shapes={
            "rises": Belief(
                "This is what the slide suggests. In this measurement it is the other way round.",
                "with as many parameters, a deeper network can always be trained to do more",
            ),
            "flat": Belief(
                "The networks have equally many parameters, but they are arranged differently,"
                " and training reaches very different shares.",
                "what a network can learn depends on the number of its parameters alone",
            ),
            "peaks": Belief(between, "two hidden layers are the best compromise"),
            "dips": Belief(between, "two hidden layers have the weaknesses of both others"),
        },
        why=f"One hidden layer reaches {one} of the labellings, two reach {two} and three reach"
        f" {three}. This says what training finds from one random start. What weights exist is"
        " another question, which the text below the picture takes up.",
    )
