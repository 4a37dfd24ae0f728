"""What readers of lesson 01 are asked before they see it."""

from __future__ import annotations

from lessons_lib.explorable.drawn import Axis, Belief, Curve, Number
from lessons_lib.explorable.prediction import Choose, Option
from lessons_lib.lessons.universal_approximation.by_hand import least
from lessons_lib.lessons.universal_approximation.experiment import SIZES, stored
from lessons_lib.lessons.universal_approximation.units import TwoUnits

WEIGHT, BIAS = 16.0, -4.0
STEEPNESS = 200.0  # of the bumps
EVERY = 40  # of the picture's 801 places, one in so many is asked


def switch() -> Number:
    """Where does a unit switch when its weight is doubled?"""
    return Number(
        "A sigmoid unit has the weight *w* = 8 and the bias *b* = −4, so its output is ½ at"
        " *x* = 0.5. The weight is doubled to 16, and the bias stays. At which *x* is the output ½"
        " now?",
        -BIAS / WEIGHT,
        near=0.03,
        mistakes={
            0.5: Belief(
                "At x = 0.5 the unit now has z = 16 · 0.5 − 4 = 4, and its output is nearly 1.",
                "the weight only sets how steep a unit is, the bias alone where it stands",
            ),
            1: Belief(
                "At x = 1 it now has z = 12. A larger weight reaches z = 0 sooner, not later.",
                "a larger weight moves the switch away in the same proportion",
            ),
        },
        why="The output is ½ where $w x + b = 0$, and this is at −*b*/*w* = 4/16. Doubling the"
        " weight halves this *x*. It also makes the curve twice as steep there, because *x* is"
        " multiplied by twice as much.",
    )


def bump() -> Curve:
    """What is the sum of one unit that steps up and one that steps down?"""
    drawn = TwoUnits().data["their sum"][::EVERY]
    return Curve(
        "Unit 1 steps up at *x* = 0.3 and has the output weight 0.8. Unit 2 steps up at"
        " *x* = 0.6 and has the output weight −0.8. Draw the sum of the two.",
        x=Axis(label="input x", name="x", low=0, high=1, ticks=[0, 0.3, 0.6, 1]),
        y=Axis(label="sum of both", name="the sum", low=-1, high=1, ticks=[-0.8, 0, 0.8]),
        at=list(drawn[:, 0]),
        truth=[round(float(y), 3) for y in drawn[:, 1]],
        shapes={
            "rises": Belief(
                "This is unit 1 alone. The negative output weight makes unit 2 take away what unit"
                " 1 has given.",
                "units only ever add something",
            ),
            "falls": Belief(
                "This is unit 2 alone. Before it steps, unit 1 has already stepped up.",
                "a negative output weight decides the sign of the whole sum",
            ),
            "flat": Belief(
                "The two cancel only where both are on, and that is right of 0.6.",
                "opposite output weights cancel everywhere",
            ),
            "dips": Belief(
                "Unit 1 steps first, and it steps up.", "the last unit decides the sign of the sum"
            ),
        },
        why="Left of 0.3 both units give almost 0. Between the two places only unit 1 is on, and"
        " the sum is 0.8. Right of 0.6 both are on, and 0.8 − 0.8 is 0. So two units make a bump.",
    )


def twice() -> Number:
    """What do twice as many bumps do to the largest error?"""
    before, after = (least("wave", bumps, STEEPNESS) for bumps in (12, 24))
    return Number(
        "Every bump is as high as the wave in the middle of its part. With 12 bumps the largest"
        f" distance between the wave and the sum of bumps is {before:.2f}. How large is it with 24"
        " bumps?",
        after,
        near=0.02,
        mistakes={
            before: Belief(
                "Narrower bumps have less room in which the wave can move away from them.",
                "the worst place stays equally bad, however many units there are",
            ),
            before / 4: Belief(
                "A quarter would be right for straight lines from point to point. A bump is flat,"
                " so it misses by the slope of the wave times half its width.",
                "every approximation improves with the square of the number of pieces",
            ),
        },
        why="A bump is flat on top, and the wave is not. The bump is right in the middle of its"
        " part. At its edges, half a width away, the wave has risen or fallen by about its slope"
        " times half the width. Half the width therefore means half the error.",
    )


def leaves() -> Choose:
    """Where does a network of six units leave the band?"""
    return Choose(
        "The next picture shows a network of *N* = 6: one constant and five soft steps. The shaded"
        " band reaches 0.1 to both sides of the wave. Is the network inside the band?",
        {
            "a": Option(
                "Yes, everywhere.",
                "Six units are too few for that. The theorem says that *some* number is enough.",
                "the theorem holds for every number of units",
            ),
            "b": Option(
                "No, it leaves the band where the wave is steep.",
                "Where the wave rises evenly, the value on the left is as much too low as the one"
                " on the right is too high, and their mean is about right.",
                "an approximation is worst where the target changes fastest",
            ),
            "c": Option(
                "No, it leaves the band near the top and near the bottom.",
                "There all values around lie on the same side.",
            ),
        },
        right="c",
        why="The network is a mean of values of the wave nearby. Near the top the values around"
        " are lower on the whole, so their mean is too low. Near the bottom it is too high.",
    )


def parabolas() -> Choose:
    """How close do one hundred parabola units come?"""
    return Choose(
        "A *parabola unit* has $\\phi(z) = z^2$. One hundred of them get the best output weights."
        " How close do they come to a bell?",
        {
            "a": Option(
                "They lie inside ε = 0.1.",
                "A hundred sigmoid units would be plenty. Parabolas are different.",
                "enough units of any kind can follow any curve",
            ),
            "b": Option(
                "They miss it, but come closer than ten such units.",
                "Ten units already make every parabola that there is, so ninety more add nothing.",
                "more units always bring some improvement",
            ),
            "c": Option(
                "They come exactly as close as three such units.",
                "Three coefficients are all that there is to choose.",
            ),
        },
        right="c",
        why="Each unit gives $(w x + b)^2 = w^2 x^2 + 2 w b x + b^2$, a polynomial of degree 2. A"
        " sum of such polynomials is again one of degree 2, and it has three coefficients,"
        " whatever *N* is. Three units are enough to choose all three of them.",
    )


def trained() -> Curve:
    """How does the error after training fall with the number of units?"""
    medians = [middle for _, middle, _ in stored()["wave"]["sigmoid"]["trained"]]
    turns = "From two to eight units the error falls, and after that it hardly changes here."
    return Curve(
        "Networks of 2 to 64 sigmoid units are trained on the wave by gradient descent, all for"
        " 2000 epochs. With two units the largest error is 0.3. Written-down weights come"
        " to 0.01 with 64 units. Draw the largest error after training.",
        x=Axis(label="units N", name="N", low=1.8, high=72, ticks=SIZES, log=True),
        y=Axis(
            label="largest error after training",
            name="the error",
            low=1e-3,
            high=1,
            ticks=[0.001, 0.01, 0.1, 1],
            log=True,
        ),
        at=SIZES,
        truth=medians,
        shapes={
            "rises": Belief(
                "More units do not make training worse here. They just do not help it much.",
                "more weights always make training harder",
            ),
            "flat": Belief(
                "Two units are too few for a wave, however well they are trained.",
                "the number of units does not matter to training",
            ),
            "peaks": Belief(turns, "a few units confuse training, and many do not"),
            "dips": Belief(
                "There is no such return: from eight units on the error hardly changes.",
                "there is a best number of units, and beyond it errors grow again",
            ),
        },
        why="The theorem says that good weights exist, and nothing about how to find them. With 64"
        " units an error of 0.01 is possible, since the weights that were written down reach it."
        " This training does not find such weights in 2000 epochs.",
    )


def threshold() -> Choose:
    """Where must a unit switch that is to keep only the crossing of two walls?"""
    return Choose(
        "Two walls of height 1 cross. One more sigmoid unit receives the *sum* of the two walls. It"
        " should be on where they cross and off everywhere else. At which value of the sum must"
        " it switch?",
        {
            "a": Option(
                "At ½.",
                "On each wall alone the sum is 1, above ½. The whole cross would be on.",
                "a sigmoid unit always has its threshold at one half",
            ),
            "b": Option("At 3/2.", "This lies between the two values that must be told apart."),
            "c": Option(
                "At 5/2.",
                "The sum is 2 at most, so the unit would be off everywhere.",
                "the threshold must lie above everything that the walls reach",
            ),
        },
        right="b",
        why="Where the walls cross, both give 1, and the sum is 2. On the rest of a wall only this"
        " wall gives 1. Elsewhere the sum is 0. So the threshold has to lie between 1 and 2.",
    )


def one_layer() -> Choose:
    """Can one hidden layer follow a hill and a hollow?"""
    return Choose(
        "The target in the next picture has a hill and a hollow. Can a network with *one* hidden"
        " layer of sigmoids come as close to it as we like, everywhere?",
        {
            "a": Option(
                "No: each unit makes a slope from 0 to 1, and no sum of slopes is a hill.",
                "One slope is no hill. Many slopes in different directions can be added to one.",
                "a sum cannot do what no single unit can do",
            ),
            "b": Option(
                "No: as with the tower, it takes a second hidden layer.",
                "The tower needs one because it is made of two walls only. There are other ways.",
                "a network for two inputs needs two hidden layers",
            ),
            "c": Option("Yes, with enough units.", "This is the theorem, for two inputs."),
        },
        right="c",
        why="The theorem holds for every number of inputs, also for *m* = 2. It does not say that"
        " the units have to make bumps first. It says that some sum of slopes is close enough.",
    )


def outside() -> Choose:
    """What do networks do where they have seen no data?"""
    return Choose(
        "Fifteen networks of 20 sigmoid units are fitted to the wave on [0, 1]. They differ only in"
        " their random hidden weights, and inside [0, 1] every one of them is right to a"
        " thousandth. What do they do at *x* = 1.5?",
        {
            "a": Option(
                "They continue the wave.",
                "A network knows the values at the points it was fitted to. It does not know that"
                " they came from a wave.",
                "a network that fits the data has found the law behind them",
            ),
            "b": Option(
                "They agree with each other, but not with the wave.",
                "Networks that agree where the data are need not agree anywhere else.",
                "equal on the data means equal everywhere",
            ),
            "c": Option(
                "They disagree with the wave and with each other.",
                "Each goes on as its own units happen to go on.",
            ),
        },
        right="c",
        why="There are no data at *x* = 1.5, and the theorem promises nothing there. So nothing"
        " makes networks with different hidden weights agree.",
    )
