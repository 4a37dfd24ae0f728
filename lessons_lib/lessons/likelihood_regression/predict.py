"""What readers of lesson 10 are asked before they see it."""

from __future__ import annotations

import numpy as np

from lessons_lib.explorable.drawn import Axis, Belief, Curve
from lessons_lib.explorable.prediction import Choose, Option
from lessons_lib.lessons.likelihood_regression.data import sample
from lessons_lib.lessons.likelihood_regression.notdensity import SEEN
from lessons_lib.lessons.likelihood_regression.underflow import Underflow
from lessons_lib.theory.likelihood.line_fitting import least_squares, residuals
from lessons_lib.theory.likelihood.noise import gaussian_log_density


def closer() -> Choose:
    """What does a line closer to most points do to the likelihood?"""
    return Choose(
        "You move a line closer to seven of twelve points, and farther from the other five. What"
        " happens to *L*?",
        {
            "a": Option(
                "It grows, because most of the factors grow.",
                "The factors that shrink may shrink by more than the others grow.",
                "the likelihood counts how many points lie near the line",
            ),
            "b": Option(
                "It falls, because some of the factors fall.",
                "The others grow, and together they may outweigh them.",
                "a point that is fitted worse always makes the product smaller",
            ),
            "c": Option("Either may happen.", "It depends on how much each factor changes."),
        },
        right="c",
        why="A Gaussian density falls very fast far from its centre. So a few factors may"
        " shrink by more than all the others together grow, and then the product falls. If they"
        " shrink by less, the product grows.",
    )


def product() -> Curve:
    """How small does the product of the densities become?"""
    powers = np.cumsum(Underflow().log_densities) / np.log(10)
    places = [1, *range(20, 201, 20)]
    return Curve(
        "The noise has *s* = 0.7, and at the best line a typical density is 0.36. The densities of"
        " up to 200 points are multiplied. How large is the product? Draw its power of ten: −20"
        " stands for $10^{-20}$.",
        x=Axis(label="points multiplied", name="number", low=0, high=200, ticks=range(0, 201, 50)),
        y=Axis(
            label="power of ten of the product",
            name="the power of ten",
            low=-110,
            high=30,
            ticks=[-100, -75, -50, -25, 0, 25],
        ),
        at=places,
        truth=[powers[n - 1] for n in places],
        shapes={
            "flat": Belief(
                "Each factor of 0.36 makes the product about three times as small.",
                "a product of densities is of the size of a density",
            ),
            "rises": Belief(
                "All of the factors are below 1, so the product becomes smaller.",
                "more data make every likelihood larger",
            ),
            "peaks": Belief(
                "Every factor is about 0.36, the late ones as well as the first ones.",
                "the first points raise the likelihood",
            ),
            "dips": Belief(
                "Nothing makes the product grow again while the factors are below 1.",
                "the likelihood recovers as the data grow",
            ),
        },
        why="The power of ten of 0.36 is −0.44, and each further point adds about as much. So the"
        " curve falls nearly in a straight line, to about −90 for 200 points.",
    )


def more_noise() -> Choose:
    """Does the assumed noise move the best line?"""
    return Choose(
        "Somebody assumes more noise, and works with *s* = 1.5 instead of *s* = 0.7. What happens"
        " to the line of maximum likelihood?",
        {
            "a": Option(
                "It becomes flatter.",
                "The points are trusted less, but all of them equally less.",
                "more noise pulls the slope towards 0",
            ),
            "b": Option("It stays where it is.", "The noise *s* moves no maximum."),
            "c": Option(
                "It moves, and in which direction depends on the points.",
                "For no set of points does it move.",
                "every constant of the model has an influence on the best line",
            ),
        },
        right="b",
        why="In the log-likelihood *s* stands in the constant −*n* ln *s*, which does not contain"
        " θ, and in the factor 1/(2*s*²), which is positive and the same for every line. Neither"
        " moves the maximum. So one can find the best line without knowing how large the noise is.",
    )


def noise_level() -> Curve:
    """Which noise is likeliest around the best line?"""
    x, y = sample("generated", 12)
    r = residuals(least_squares(x, y), x, y)
    noises = np.linspace(0.4, 2.0, 17)
    return Curve(
        "The line is the best one and stays there. Its residuals lie between −1.2 and 1.2. How does"
        " the log-likelihood of the 12 points depend on the noise *s* that one assumes?",
        x=Axis(label="noise s", name="noise", low=0.3, high=2.1, ticks=[0.5, 1, 1.5, 2]),
        y=Axis(
            label="log-likelihood",
            name="the log-likelihood",
            low=-24,
            high=-12,
            ticks=[-24, -20, -16, -12],
        ),
        at=list(noises),
        truth=[float(gaussian_log_density(r, s).sum()) for s in noises],
        shapes={
            "falls": Belief(
                "A narrow bell is high in the middle, but the points are not in the middle.",
                "the narrower the bell, the higher the densities",
            ),
            "rises": Belief(
                "A very wide bell is low everywhere, also at the points.",
                "with more noise every point becomes more probable",
            ),
            "flat": Belief(
                "The noise does not move the best line, but it changes the densities.",
                "the noise has no influence on the likelihood",
            ),
            "dips": Belief(
                "The ends are bad: there the bells are too narrow, or too low.",
                "a noise as large as the residuals is the worst choice",
            ),
        },
        why="If *s* is much smaller than the residuals, the points lie in the tails of their bells,"
        " and their densities are nearly 0. If it is much larger, the bells are flat and low. In"
        " between there is a best *s*.",
    )


def bound() -> Choose:
    """What happens at too large a learning rate?"""
    return Choose(
        "There is a bound for the learning rate. First η lies just below it, then just above it."
        " What is the difference?",
        {
            "a": Option(
                "Only the last digits of the result differ.",
                "At the bound the path turns from arriving to moving away.",
                "a small change of the learning rate makes a small change of the result",
            ),
            "b": Option(
                "Below it the path jumps from side to side but arrives; above it, it jumps from"
                " side to side and moves away.",
                "The jumps shrink below the bound, and grow above it.",
            ),
            "c": Option(
                "Above it, it only takes a little longer.",
                "Above the bound it never arrives.",
                "gradient descent always arrives, sooner or later",
            ),
        },
        right="b",
        why="A long step goes past the minimum and lands on the other side of it. If it lands"
        " nearer than it began, the next step is shorter, and the path arrives. If it lands farther"
        " away, the slope there is steeper, so the next step is even longer.",
    )


def momentum() -> Choose:
    """Where does momentum save steps?"""
    return Choose(
        "Compare the rounder bowl of the first scene (mean of *x*: 1) with the narrow valley (mean"
        " of *x*: 3). The learning rate is half of 2/*c* on both. Where does momentum with β = 0.9"
        " need fewer steps than plain descent, until *E* stays within a millionth of its least"
        " value?",
        {
            "a": Option(
                "On both.",
                "On the rounder bowl plain descent is quick already, and overshooting costs time.",
                "momentum always saves steps",
            ),
            "b": Option(
                "In the narrow valley only.",
                "There its long steps are worth more than the overshooting costs.",
            ),
            "c": Option(
                "On neither, because it overshoots.",
                "It does overshoot, but in the narrow valley it still arrives much sooner.",
                "overshooting is always a loss",
            ),
        },
        right="b",
        why="Momentum overshoots on both bowls. In the narrow valley its steps become up to ten"
        " times as long, and that is worth more than the overshooting costs.",
        veils=False,
    )


def outlier() -> Choose:
    """Which line follows an outlier?"""
    return Choose(
        "One point more, at *x* = 1.2, is dragged far down, away from the others. Which line"
        " follows it?",
        {
            "a": Option(
                "Both alike.",
                "A far point pulls harder under one of the two losses.",
                "every loss gives a far point the same weight",
            ),
            "b": Option(
                "That of the squared error.",
                "Its pull grows with the distance, so the line gives way.",
            ),
            "c": Option(
                "That of the absolute error.",
                "Its pull is the same at every distance, and fifteen other points hold it.",
                "without the square nothing holds the line at the other points",
            ),
        },
        right="b",
        why="How strongly a point pulls at the line is the derivative of its cost. Under Gaussian"
        " noise the cost grows like the square of the residual, so a point that is twice as far"
        " away pulls twice as hard. Under Laplace noise the cost grows in proportion to the"
        " residual, so the pull is the same at every distance.",
    )


def area() -> Curve:
    """What is the area under a likelihood?"""
    slopes, places = np.linspace(-40, 40, 8001), np.arange(0.5, 3.01, 0.25)
    areas = [
        float(np.trapezoid(np.exp(gaussian_log_density(SEEN - slopes * x, 0.7)), slopes))
        for x in places
    ]
    turns = Belief(
        "A larger x does the same to the likelihood everywhere: it makes it narrower.",
        "the area is largest or smallest for a point in the middle",
    )
    return Curve(
        "A line goes through the origin, so its slope θ is the only parameter. A single point is"
        " seen, at some *x*, and its likelihood is drawn as a function of θ. How does the area"
        " under this curve depend on the *x* of the point?",
        x=Axis(label="x of the point", name="x", low=0.25, high=3.25, ticks=[0.5, 1, 1.5, 2, 3]),
        y=Axis(
            label="area under the likelihood",
            name="the area",
            low=0,
            high=2.5,
            ticks=[0, 0.5, 1, 1.5, 2, 2.5],
        ),
        at=list(places),
        truth=areas,
        shapes={
            "flat": Belief(
                "An area that is always 1 belongs to a density, and θ is not what is drawn at"
                " random.",
                "a likelihood is a density of the parameter, with the area 1",
            ),
            "rises": Belief(
                "Far from the origin a small change of the slope moves the line a lot, so fewer"
                " slopes fit.",
                "a point far out leaves more lines possible",
            ),
            "peaks": turns,
            "dips": turns,
        },
        why="If the slope changes a little, the line at the point changes by *x* times as much. So"
        " at a larger *x* fewer slopes fit, and the curve over θ is narrower, but as high as"
        " before. Its area is 1/*x*.",
    )
