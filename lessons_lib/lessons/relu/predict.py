"""What readers of lesson 07 are asked before they see it."""

from __future__ import annotations

import numpy as np

from lessons_lib.explorable.drawn import Axis, Belief, Curve, Number
from lessons_lib.explorable.prediction import Choose, Option
from lessons_lib.lessons.relu.deep import SCALES, DeepTraining
from lessons_lib.lessons.relu.race import GOAL
from lessons_lib.lessons.relu.scale import signals

LAYERS = 20


def product() -> Choose:
    """Whose derivatives still count after ten layers?"""
    return Choose(
        "A path leads through ten layers, with $z = 1$ in each. For which activations is the"
        " product of the ten derivatives above 1/1000?",
        {
            "a": Option(
                "For none.",
                "ReLU's derivative at 1 is exactly 1, and so is the product of ten of them.",
                "every activation's derivative is below 1",
            ),
            "b": Option("For ReLU only.", "ReLU's product is 1, that of tanh about 1/6000."),
            "c": Option(
                "For tanh and ReLU.",
                "The derivative of tanh at 1 is 0.42. Ten such factors make about 1/6000.",
                "a few factors somewhat below 1 hardly matter",
            ),
        },
        right="b",
        why="A factor below 1, repeated often enough, makes a product as small as you like. A"
        " factor of exactly 1 leaves it as it is.",
    )


def half_off() -> Number:
    """What is left of a gradient behind a layer with half of its units off?"""
    return Number(
        "In a real network *z* differs from unit to unit. Suppose that half of the ReLUs in a"
        " layer are off. The size of a gradient is its **norm**, the root of the sum of the"
        " squares of its entries, and its entries are all about equally large. By which factor"
        " is the *norm* multiplied?",
        np.sqrt(0.5),
        near=0.04,
        mistakes={
            1: Belief(
                "The units that are off pass nothing, so something must be lost.",
                "ReLU keeps every gradient, because its derivative is 1",
            ),
            0.5: Belief(
                "Half of the *squares* are left; the norm is the root of their sum.",
                "half of the entries are half of the norm",
            ),
            0: Belief(
                "The units that are on still pass their entries.",
                "one unit that is off stops the gradient",
            ),
        },
        why="A unit that is on passes its entry unchanged, and a unit that is off replaces it by"
        " 0. Half of the squares are left, so the norm is multiplied by the root of ½, about"
        " 0.71. ReLU alone does not keep a gradient at its size.",
        veils=False,
    )


def last() -> Choose:
    """Which networks are slowest?"""
    return Choose(
        "We train four kinds of networks on these data, all at learning rate 0.1: sigmoid, tanh"
        " and ReLU with three hidden layers, and ReLU with four. Which kind is the last to get"
        " 95 % of the training examples right?",
        {
            "a": Option("Sigmoid.", "No sigmoid network arrives within 100 epochs."),
            "b": Option(
                "Tanh.",
                "The derivative of tanh is 1 at 0, four times that of the sigmoid.",
                "all saturating activations are equally slow",
            ),
            "c": Option(
                "ReLU with four layers.",
                "One layer more does not slow ReLU networks down here.",
                "every further layer makes training slower",
            ),
        },
        right="a",
        why="The derivative of the sigmoid is at most ¼, and Glorot's weights do not make up for"
        " that, as you saw in lesson 06.",
    )


def halved() -> Curve:
    """How do activations go through layers whose weights are half of He's?"""
    forward = np.median(signals("relu", LAYERS, 0.5).forward, axis=1)
    other = Belief(
        "Every layer does the same as the one before, so the curve cannot turn.",
        "layers near the output undo what the others do",
    )
    return Curve(
        "A network has twenty layers, and every weight is *half* of what He's rule gives. The"
        " root mean square of the inputs is 1. How large are the activations in each layer?",
        x=Axis(label="layer", name="layer", low=1, high=LAYERS, ticks=[1, 5, 10, 15, 20]),
        y=Axis(
            label="root mean square activation",
            name="the activation",
            low=1e-8,
            high=10,
            ticks=[1e-8, 1e-6, 1e-4, 1e-2, 1],
            log=True,
        ),
        at=range(1, LAYERS + 1),
        truth=list(forward),
        shapes={
            "flat": Belief(
                "He's rule is chosen such that the size stays. Half of it does not do that.",
                "a factor of 2 in the weights hardly matters",
            ),
            "rises": Belief(
                "Smaller weights make smaller sums.", "deeper layers have larger activations"
            ),
            "peaks": other,
            "dips": other,
        },
        why="Each layer multiplies the activations by about ½, and ½ to the power of 20 is about"
        " a millionth. On this logarithmic axis, equal factors are equal steps.",
    )


def gets_through() -> Choose:
    """How many examples pass twenty layers of three ReLUs?"""
    return Choose(
        "He's scale again, but only 3 units in each layer. An example is lost if all units of"
        " some layer are off, since everything above then receives 0. Which share of the"
        " examples gets through the 20 layers?",
        {
            "a": Option(
                "About 90 %.",
                "That is about the share that passes *one* layer.",
                "a small loss in each layer stays small",
            ),
            "b": Option(
                "About half.",
                "Half of the *units* are off; an example is lost when three are off together.",
                "half of the units off means half of the examples lost",
            ),
            "c": Option("Less than 10 %.", "It is about 7 %."),
        },
        right="c",
        why="All three units are off for one example in eight. So 7/8 of the examples pass each"
        " layer, and 7/8 to the power of 20 is 7 %.",
    )


def scales() -> Curve:
    """From which scales of weights do deep networks learn?"""
    run = DeepTraining().recorded()
    return Curve(
        "Twenty ReLU layers of 16 units are trained on the disc and ring for 60 epochs, by SGD at"
        " rate 0.02. Their first weights are 0.5 to 1.5 times He's. How many of 32 networks get"
        " 95 % of the training examples right?",
        x=Axis(label="scale, in multiples of He's", name="scale", low=0.4, high=1.6, ticks=SCALES),
        y=Axis(
            label="networks that learn",
            name="the number of networks",
            low=0,
            high=32,
            ticks=[0, 8, 16, 24, 32],
        ),
        at=SCALES,
        truth=list((run.accuracy >= GOAL).sum(-1)),
        shapes={
            "flat": Belief(
                "Training cannot correct weights whose gradients are almost 0, or huge.",
                "training corrects the first weights, whatever they are",
            ),
            "rises": Belief(
                "Above He's scale the gradients grow from layer to layer, and steps become too"
                " large.",
                "the larger the weights, the better the signal",
            ),
            "falls": Belief(
                "Below He's scale the gradients fade from layer to layer.",
                "small weights are always safe",
            ),
            "dips": Belief(
                "In the middle nothing fades and nothing grows.", "He's scale is the worst choice"
            ),
        },
        why="You saw that at half the scale the gradients are below a ten-millionth, too small"
        " for training to correct anything in 60 epochs. At 1.5 times the scale they are above"
        " 100, so that the first steps are far too large.",
    )


def revived() -> Choose:
    """Do dead units come back?"""
    return Choose(
        "How many of the 92 % of units that are dead at first come back?",
        {
            "a": Option(
                "Most, before epoch 30.",
                "Until then no gradient reaches them.",
                "training repairs dead units by itself",
            ),
            "b": Option(
                "None before epoch 30, some after.", "About a third of them come back after it."
            ),
            "c": Option(
                "None at all.",
                "From epoch 30 on a slope of 0.3 lets a gradient through.",
                "a unit that has died is lost for good",
            ),
        },
        right="b",
        why="As long as there is no leak, a dead unit gets no gradient. With the leak about a"
        " third of the dead units come back, and the networks begin to learn.",
    )


def longest() -> Choose:
    """What takes the time in a layer?"""
    return Choose(
        "In a layer of 64 units, which takes longest for 256 examples?",
        {
            "a": Option(
                "The sigmoid and its derivative.",
                "Each value takes longer, but there are only 64 of them for each example.",
                "the exponential dominates the time of a network",
            ),
            "b": Option(
                "ReLU and its derivative.",
                "A comparison is the cheapest of the three.",
                "a case distinction is slow",
            ),
            "c": Option("The layer's matrix products.", "They take most of the time."),
        },
        right="c",
        why="A unit with 64 inputs needs 64 multiplications for its pre-activation, but only one"
        " value of its activation.",
    )
