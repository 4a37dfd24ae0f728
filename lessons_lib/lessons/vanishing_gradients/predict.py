"""What readers of lesson 06 are asked before they see it."""

from __future__ import annotations

import numpy as np

from lessons_lib.activations import sigmoid
from lessons_lib.explorable.drawn import Axis, Belief, Curve
from lessons_lib.explorable.prediction import Choose, Option
from lessons_lib.lessons.vanishing_gradients.experiment import Recipe
from lessons_lib.lessons.vanishing_gradients.flow import GradientFlow
from lessons_lib.lessons.vanishing_gradients.results import AT, DEPTHS, stored
from lessons_lib.lessons.vanishing_gradients.saturation import unit_pre_activations
from lessons_lib.theory.gradients.gradient_flow import saturated

SCALES = (0.3, 0.5, 1, 2, 3, 5, 10, 20, 30)
EPOCHS = 200  # of the slides' sequence
EVERY = 5  # rows of the stored runs from one drawn place to the next


def paths() -> Choose:
    """Along how many paths does a weight of the first layer reach the error?"""
    return Choose(
        "You change $w_{11}$ a little. Along how many paths does that change reach the error?",
        {
            "a": Option(
                "One.",
                "That would be so if hidden unit 1 fed a single output.",
                "each weight has one path to the error",
            ),
            "b": Option("Two.", "Hidden unit 1 acts on both outputs."),
            "c": Option(
                "Four.",
                "The paths through hidden unit 2 do not begin with $w_{11}$.",
                "a weight of the first layer acts on every unit of that layer",
            ),
        },
        right="b",
        why="The weight acts on hidden unit 1 alone, but hidden unit 1 acts on both outputs, and"
        " each of them is a part of the error. The chain rule adds up what comes back along the"
        " two paths.",
    )


def alike() -> Choose:
    """Do equal units part?"""
    return Choose(
        "A network with four hidden units begins with equal weights, all 0.5. How do these units"
        " differ after 300 **epochs** of gradient descent (passes through all training examples)?",
        {
            "a": Option("Not at all.", "Their weights are still exactly equal."),
            "b": Option(
                "A little.",
                "To differ a little, two units would once have to get different changes.",
                "training slowly drives equal units apart",
            ),
            "c": Option(
                "As much as after a random start.",
                "Gradient descent has nothing by which it could tell equal units apart.",
                "where training begins does not matter",
            ),
        },
        right="a",
        why="Equal units get equal changes at every step, so they stay equal. The network can do no"
        " more than it could with one hidden unit.",
    )


def saturates() -> Curve:
    """How does saturation grow with the weights?"""
    z = unit_pre_activations()
    other = Belief(
        "The larger the weights, the farther the sums lie from 0. Nothing turns this around.",
        "some size of weights saturates more units than larger ones do",
    )
    return Curve(
        "At weight scale 1 the pre-activations have standard deviation 1, and a unit is saturated"
        " beyond 3.64. Which share of the pre-activations is saturated when all weights are"
        " multiplied by the weight scale?",
        x=Axis(
            label="weight scale",
            name="scale",
            low=0.25,
            high=36,
            ticks=[0.3, 1, 3, 10, 30],
            log=True,
        ),
        y=Axis(
            label="share saturated", name="the share", low=0, high=1, ticks=[0, 0.25, 0.5, 0.75, 1]
        ),
        at=SCALES,
        truth=[float(saturated(sigmoid, s * z).mean()) for s in SCALES],
        shapes={
            "flat": Belief(
                "The pre-activations grow with the weights, and the steep part does not.",
                "saturation is a matter of the activation alone",
            ),
            "falls": Belief(
                "Larger weights make larger sums, which lie farther out.",
                "large weights keep a unit on its steep part",
            ),
            "peaks": other,
            "dips": other,
        },
        why="The pre-activations are proportional to the weights, while the width of the steep part"
        " is fixed. Up to scale 1 hardly any unit is saturated, and at 10 most of them are.",
    )


def fades() -> Curve:
    """How large is the gradient in each layer?"""
    norms = np.median(GradientFlow().measure().deltas, axis=1)
    other = Belief(
        "Each hidden layer does about the same to the gradient, so the curve hardly turns.",
        "the layers in the middle get the most, or the least, gradient",
    )
    return Curve(
        "Ten layers of sigmoid units, with weights drawn by Glorot's rule and not yet trained. At"
        " the output (layer 11) the norm of δ is 0.13. How large is it in each layer? The gradient"
        " travels from right to left.",
        x=Axis(label="layer", name="layer", low=1, high=11, ticks=[1, 3, 5, 7, 9, 11]),
        y=Axis(
            label="norm of δ",
            name="the norm of δ",
            low=1e-10,
            high=10,
            ticks=[1e-10, 1e-8, 1e-6, 1e-4, 1e-2, 1],
            log=True,
        ),
        at=range(1, 12),
        truth=list(norms),
        shapes={
            "flat": Belief(
                "Each layer multiplies by slopes of at most ¼.",
                "backpropagation passes the gradient on unchanged",
            ),
            "falls": Belief(
                "Then layer 1 would get more than the output has. Here every layer takes away.",
                "the gradient adds up on its way back",
            ),
            "peaks": other,
            "dips": other,
        },
        why="Each layer multiplies the norm by about 0.22. On this logarithmic axis equal factors"
        " are equal steps, so that the curve is nearly straight. Only about three ten-millionths"
        " arrive at layer 1.",
    )


def deeper() -> Curve:
    """Does depth help on the spirals?"""
    other = Belief(
        "After 200 epochs the four medians differ by 3 points at most.",
        "there is a best number of layers, and others are clearly worse",
    )
    return Curve(
        "The hard set is two spirals that wind round each other. The slides try it with one, two,"
        " three and four hidden layers of 8 sigmoid units. How many of the points does the median"
        " of 32 networks get right after 200 epochs? Guessing gets one half of them.",
        x=Axis(label="hidden layers", name="depth", low=0.8, high=4.2, ticks=DEPTHS),
        y=Axis(label="median accuracy", name="the accuracy", low=0.4, high=1, ticks=[0.5, 0.75, 1]),
        at=DEPTHS,
        truth=[stored(n, Recipe()).middle[EPOCHS // 25] for n in DEPTHS],
        shapes={
            "rises": Belief(
                "A deeper network can do more, but it has to learn it first.",
                "more layers make a better network at once",
            ),
            "falls": Belief(
                "Depth does not help here, but after 200 epochs it does not cost anything either.",
                "every further layer makes a network worse",
            ),
            "peaks": other,
            "dips": other,
        },
        why="All of them get about two thirds of the points right. The best straight line gets"
        " 71 %. This is what the slides say: increasing depth does not seem to help.",
    )


def slower() -> Choose:
    """How far does the first layer move?"""
    return Choose(
        "In that network of four hidden layers, how far does one step of gradient descent move the"
        " weights of layer 1, compared with those of the output, at the beginning?",
        {
            "a": Option(
                "About as far.",
                "All layers have the same learning rate, but not the same gradient.",
                "one learning rate means that all layers learn equally fast",
            ),
            "b": Option(
                "About a tenth as far.",
                "That is about what two hidden layers do.",
                "four factors below 1 make a modest loss",
            ),
            "c": Option("Less than a hundredth as far.", "It is about 1/260 in the first epoch."),
        },
        right="c",
        why="The gradient that reaches layer 1 has passed four layers more than the output's, and"
        " you saw that a layer multiplies it by a number well below 1. A step is the gradient"
        " times the learning rate.",
    )


def freed() -> Choose:
    """When do equal shares end the plateau?"""
    return Choose(
        "Suppose that the fading gradient is what keeps the four layers on the plateau. With equal"
        " shares from the first epoch on, when do they leave it?",
        {
            "a": Option(
                "After about 150 epochs, as before.",
                "Then the fading could not be the cause, for it would have been removed without"
                " effect.",
                "removing a cause need not change its effect",
            ),
            "b": Option("Much sooner.", "That is what the suspicion predicts."),
            "c": Option(
                "Later than before.",
                "Layer 1 gets more of each step than before, and not less.",
                "shorter steps of the output layer must make learning slower",
            ),
        },
        right="b",
        why="If nothing but too short steps holds the first layers, ordinary steps must free them"
        " at once. An experiment is a test only if its outcome could have been another.",
    )


def longer() -> Curve:
    """Do four layers learn the spirals in the end?"""
    run, rows = stored(4, Recipe()), slice(0, None, EVERY)
    turned = Belief(
        "On the whole the median goes up, if slowly.", "training too long ruins a deep network"
    )
    return Curve(
        "The four layers go on with plain gradient descent, up to epoch 2500. How many of the"
        " points on the spirals does the median network get right?",
        x=Axis(
            label="epoch", name="epoch", low=0, high=2500, ticks=[0, 500, 1000, 1500, 2000, 2500]
        ),
        y=Axis(label="median accuracy", name="the accuracy", low=0.4, high=1, ticks=[0.5, 0.75, 1]),
        at=list(AT[rows]),
        truth=list(run.middle[rows]),
        shapes={
            "flat": Belief(
                "The plateau has an end: after it the gradient reaches layer 1.",
                "what has not been learned in 200 epochs never will be",
            ),
            "falls": Belief(
                "It begins at one half, the share that guessing gets, and cannot stay below it.",
                "a deep network gets worse as it trains",
            ),
            "peaks": turned,
            "dips": turned,
        },
        why="More than half of the networks get every point right in the end. So four layers can"
        " learn the spirals, but 200 epochs are far too few for that.",
    )
