"""What readers of lesson 08 are asked before they see it."""

from __future__ import annotations

import numpy as np

from lessons_lib.activations import ELU, SiLU
from lessons_lib.explorable.drawn import Axis, Belief, Curve, Number
from lessons_lib.explorable.prediction import Choose, Option
from lessons_lib.lessons.relu_variants.fixed import CASE, SLOPES, stored

PLACES = np.arange(-4.0, 2.01, 0.5)
Z = Axis(label="pre-activation z", name="z", low=-4, high=2, ticks=[-4, -2, 0, 2])


def swapped() -> Choose:
    """What happens to a number that moves from one convention to the other?"""
    return Choose(
        "The best leaky unit of Xu et al. has $a = 5.5$. Suppose that you give 5.5 to TensorFlow"
        " as its slope. What do you get?",
        {
            "a": Option(
                "The unit of the paper.",
                "The paper divides by 5.5, and TensorFlow multiplies by it.",
                "the same letter stands for the same quantity everywhere",
            ),
            "b": Option(
                "A unit that is steeper below zero than above.",
                "For $z = -1$ it gives −5.5, where the paper's unit gives −0.18.",
            ),
            "c": Option(
                "An error message.",
                "A slope above 1 is unusual, but allowed, so nothing warns you.",
                "a library rejects a value that makes no sense",
            ),
        },
        right="b",
        why="TensorFlow multiplies negative pre-activations by the number that you give it. In a"
        " deep network with He's first weights the signal then grows from layer to layer, because"
        " negative pre-activations become 5.5 times larger instead of smaller.",
    )


def at_test() -> Number:
    """Which slope does a randomised unit have at test?"""
    return Number(
        "Xu et al. draw the *divisor* $a$ from $U(3, 8)$ while they train. At test they divide by"
        " the average divisor. Which *slope* does the unit then have below zero?",
        2 / 11,
        near=0.004,
        mistakes={
            5.5: Belief(
                "This is the average divisor; the slope is its reciprocal.",
                "the divisor is the slope",
            ),
            0.23: Belief(
                "This is the middle between the slopes 1/3 and 1/8. The paper averages the"
                " divisors 3 and 8 instead.",
                "the reciprocal of an average is the average of the reciprocals",
            ),
            0.196: Belief(
                "This is the average of the slopes that are drawn in training, but at test the"
                " average of the *divisors* is used.",
                "at test a random unit behaves as it does on average in training",
            ),
        },
        why="The average of 3 and 8 is 5.5, and the slope is 1/5.5, about 0.18. PyTorch draws the"
        " slope itself, from $U(1/8, 1/3)$, and its unit has the average slope at test, 0.23.",
    )


def learned() -> Choose:
    """Do all networks learn the same slope?"""
    return Choose(
        "All 32 networks get the same data, and all slopes begin at 0.25. Where are the slopes"
        " after training?",
        {
            "a": Option(
                "In all networks near one value, the best for these data.",
                "Some networks end below 0 and others above 1.",
                "a learned parameter is the best value for the data",
            ),
            "b": Option(
                "Different networks have ended at very different slopes.",
                "The only difference between them was in their first weights.",
            ),
            "c": Option(
                "Still near 0.25.",
                "Each slope is moved by all examples and by all units of its layer.",
                "one parameter among many gets hardly any gradient",
            ),
        },
        right="b",
        why="The slopes start together and part while the networks train. Data and task are the"
        " same for all of them, so the first weights must have decided. The next section asks"
        " whether any of these slopes is better than another.",
    )


def fixed() -> Curve:
    """Which slope gives the lowest loss?"""
    runs = stored()[CASE]
    return Curve(
        "Now the slope is *not* learned. It is the same in all three layers, and stays as it is"
        " while 32 networks train for 150 epochs. How low does the loss get with each slope?",
        x=Axis(label="slope below zero", name="slope", low=-1, high=2, ticks=[-1, 0, 1, 2]),
        y=Axis(
            label="loss after training",
            name="the loss",
            low=0,
            high=0.4,
            ticks=[0, 0.1, 0.2, 0.3, 0.4],
        ),
        at=SLOPES,
        truth=[float(np.median(runs[f"{slope:g}"])) for slope in SLOPES],
        shapes={
            "flat": Belief(
                "One slope is special: with slope 1 the unit is a straight line, and the network"
                " cannot bend its boundary.",
                "weights can make up for any slope",
            ),
            "rises": Belief(
                "Slope 2 bends the line as well as slope ½ does.",
                "the more a unit leaks, the worse it is",
            ),
            "falls": Belief(
                "A negative slope bends the line even more than ReLU does.",
                "the more gradient passes below zero, the better a network trains",
            ),
            "dips": Belief(
                "There is no best slope in the middle. There is a worst one.",
                "somewhere between the extremes there is a best slope",
            ),
        },
        why="With slope 1 the unit is a straight line, and layers of straight lines cannot"
        " separate half-moons. Away from 1, in either direction, the unit bends, and the weights"
        " do the rest.",
    )


def kept() -> Choose:
    """What does CReLU lose?"""
    return Choose(
        "Which information about $z$ is lost by CReLU?",
        {
            "a": Option(
                "The size of a negative $z$.",
                "The second output is that size.",
                "every rectifier discards what is negative",
            ),
            "b": Option(
                "The sign of $z$.",
                "The sign shows in *which* of the two outputs is not 0.",
                "two outputs that are never negative cannot tell a sign",
            ),
            "c": Option("None.", "The first output minus the second is $z$ again."),
        },
        right="c",
        why="For a positive $z$ the outputs are $z$ and 0, and for a negative one 0 and $-z$. In"
        " both cases the first minus the second is $z$, so that the next layer can still compute"
        " everything that it could have computed from $z$.",
    )


def elu_derivative() -> Curve:
    """How does the derivative of ELU go below zero?"""
    return Curve(
        "Draw the *derivative* of ELU with $\\alpha = 1$, from its formula.",
        x=Z,
        y=Axis(
            label="derivative f'(z)",
            name="the derivative",
            low=0,
            high=1.2,
            ticks=[0, 0.5, 1],
        ),
        at=PLACES.tolist(),
        truth=ELU(1.0).derivative(PLACES).tolist(),
        shapes={
            "flat": Belief(
                "That would be a straight line, and ELU bends below zero.",
                "ELU is a line below zero, as the leaky unit is",
            ),
            "falls": Belief(
                "Far to the left ELU is nearly flat, so its derivative is near 0 there.",
                "the lower a function lies, the steeper it is",
            ),
            "peaks": Belief(
                "Above zero ELU is $z$ itself, whose derivative stays at 1.",
                "ELU saturates on both sides, as a sigmoid does",
            ),
            "dips": Belief(
                "The derivative of $e^z - 1$ is $e^z$, which grows with $z$ throughout.",
                "a function that goes from −1 to 0 must have a slope of 0 between them",
            ),
        },
        why="Below zero the derivative of $e^z - 1$ is $e^z$: almost 0 far to the left, and 1 at"
        " $z = 0$. Above zero it is 1, so nothing jumps.",
    )


def balanced() -> Choose:
    """Whose activations lie closest around zero?"""
    return Choose(
        "In which of three networks does the ratio lie closest to 0 in the first hidden layer?",
        {
            "a": Option(
                "With ReLU.",
                "Half of its outputs are 0, but the others are positive, and nothing balances"
                " them.",
                "many zeros make a mean of zero",
            ),
            "b": Option(
                "With the leaky unit $z/5.5$.",
                "It does go on to the left without bound, but $z$ is rarely below −3, and at −1 it"
                " gives only −0.18.",
                "what is unbounded below balances best",
            ),
            "c": Option("With ELU.", "At $z = -1$ it gives −0.63."),
        },
        right="c",
        why="Positive values of $z$ give the same in all three. What balances them is what comes"
        " out for negative $z$, and near zero ELU lies lowest.",
    )


def silu() -> Curve:
    """What does SiLU do below zero?"""
    return Curve(
        "Draw $\\text{SiLU}(z) = z\\,\\sigma(z)$. Think of the factor $\\sigma(z)$ as a switch that"
        " goes smoothly from 0 to 1.",
        x=Z,
        y=Axis(label="SiLU(z)", name="SiLU", low=-1, high=2, ticks=[-1, 0, 1, 2]),
        at=PLACES.tolist(),
        truth=SiLU()(PLACES).tolist(),
        shapes={
            "flat": Belief(
                "Far to the right the switch is nearly 1, and SiLU nearly $z$.",
                "a smooth switch lets nothing through",
            ),
            "rises": Belief(
                "For negative $z$ it is negative, but far to the left it comes back to 0.",
                "every activation function rises throughout",
            ),
            "falls": Belief(
                "For large $z$ the product is large, because the switch is then nearly 1.",
                "the switch is open for negative values",
            ),
            "peaks": Belief(
                "The product $z\\,\\sigma(z)$ has the sign of $z$. It is negative to the left.",
                "a smooth unit is a bump",
            ),
        },
        why="Far to the left the switch is nearly 0, and so is the product. At $z = 0$ it is 0"
        " again, and in between it is negative: so it must fall before it rises.",
    )


def rank() -> Choose:
    """Does the best training error give the best test error?"""
    return Choose(
        "Of five variants PReLU has the lowest *training* error on CIFAR-10. Where does it stand"
        " in the *test*?",
        {
            "a": Option(
                "First.",
                "That which fits the training images best need not do so on others.",
                "the lowest training error gives the lowest test error",
            ),
            "b": Option("In the middle.", "It is third, on both sets of images."),
            "c": Option(
                "Last.",
                "Fitting the training images well is no disadvantage by itself.",
                "the better the fit in training, the worse the test",
            ),
        },
        right="b",
        why="A training error says how well a network fits the images that it was shown, and the"
        " test error how well it does on others. One does not fix the other, so only the test"
        " error can be used to compare variants.",
    )


def winners() -> Choose:
    """Do the paper's winners win again?"""
    return Choose(
        "RReLU and $z/5.5$ had the lowest test errors in the paper. How do they compare with ReLU"
        " in our run?",
        {
            "a": Option(
                "Both are better than ReLU.",
                "They were, with other networks and other images.",
                "a better unit is better everywhere",
            ),
            "b": Option(
                "Both are the same as ReLU.",
                "Over 24 seeds their errors are a little higher.",
                "the activation function makes no difference on easy data",
            ),
            "c": Option(
                "Both are a little worse than ReLU.",
                "The differences are small, but both intervals lie above 0.",
            ),
        },
        right="c",
        why="A result belongs to the data, the networks and the training with which it was found."
        " Here all three are different from the paper's.",
    )


def apart() -> Number:
    """How many variants can be told from ReLU on new images?"""
    return Number(
        "Now the intervals are about new *images*, and they are wide enough that all ten together"
        " are right in 95 % of cases. How many of the ten variants can be told apart from ReLU?",
        0,
        near=0.5,
        mistakes={
            10: Belief(
                "All ten have other errors than ReLU, but a difference on these images may be due"
                " to these images.",
                "a difference that was measured is a difference",
            ),
            6: Belief(
                "Six were told apart over seeds, on the same images. New images are another source"
                " of chance.",
                "an interval over seeds holds for new data too",
            ),
            2: Belief(
                "Even the two CReLUs are not: five folds are too few to be sure of so small a"
                " difference.",
                "the largest differences at least are certain",
            ),
            1: Belief(
                "The largest difference, of softplus, also varies most from fold to fold.",
                "the largest difference at least is certain",
            ),
        },
        why="Every interval contains 0. The differences from ReLU change so much from one set of"
        " test images to the next that five of them prove nothing.",
    )
