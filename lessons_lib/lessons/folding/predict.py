"""What readers of lesson 02 are asked before they see it."""

from __future__ import annotations

import numpy as np

from lessons_lib.explorable.drawn import Axis, Belief, Curve, Number
from lessons_lib.lessons.folding.depths import at_random, learnt
from lessons_lib.lessons.folding.disturbed import CHANGES, LAYERS, counts
from lessons_lib.lessons.folding.experiment import DEPTHS
from lessons_lib.lessons.folding.trainings import shares
from lessons_lib.theory.depth.pieces import pieces, switches
from lessons_lib.theory.depth.strip import meeting
from lessons_lib.theory.depth.tent import folding_network

ADAM, SGD = "Adam, rate 0.01", "SGD, rate 0.1"


def holes() -> Number:
    """How many holes has a strip that was folded three times?"""
    return Number(
        "After three folds you push a needle through the strip and unfold it. How many holes are"
        " there?",
        len(meeting(0.3, 3)),
        near=0.5,
        mistakes={
            3: Belief(
                "The needle makes a hole in each layer of paper, and there are more than three.",
                "each fold adds one hole",
            ),
            4: Belief(
                "One layer more for each fold would give four, but a fold lays *all* layers of one"
                " half onto those of the other.",
                "each fold adds one layer of paper",
            ),
            6: Belief(
                "Each fold multiplies the layers by 2. This makes 2 · 2 · 2, and not 2 + 2 + 2.",
                "each fold adds two layers of paper",
            ),
        },
        why="Every fold doubles the layers of paper, because it lays all the layers of one half"
        " onto those of the other. Three folds make 2 · 2 · 2 = 8 layers, and the needle goes"
        " through each of them once.",
    )


def switching() -> Number:
    """How often does a unit switch that reads the folded line?"""
    net = folding_network((2, 2))
    return Number(
        "Unit 2 switches where the number that it reads is 1/2. Now it reads the folded line"
        " $g(x)$. How often does it switch between off and on, as $x$ goes from 0 to 1?",
        2 * switches(net, [0.0], [1.0])[0, 1],
        near=0.5,
        mistakes={
            1: Belief(
                "There is only one such *height*, but the tent passes it on both of its sides.",
                "a unit with one bias switches once, whatever it reads",
            ),
            4: Belief(
                "Four is the number of pieces of the output. Count how often the tent passes the"
                " height 1/2.",
                "a unit switches once for each piece of the output",
            ),
        },
        why="The folded line passes the height 1/2 on its way up, at $x = 0.25$, and on its way"
        " down, at $x = 0.75$. These are the two points of the strip that lie at the place 1/2.",
    )


def eight_layers() -> Number:
    """How many pieces do eight layers of two units make?"""
    return Number(
        "How many straight pieces does the graph have after 8 layers of two units each?",
        pieces(folding_network((2,) * 8), [0.0], [1.0]).count[0],
        near=0.5,
        mistakes={
            9: Belief(
                "One piece more for each layer would give nine, but a layer folds every piece that"
                " is there already.",
                "each layer adds one piece",
            ),
            16: Belief(
                "There are 16 units, but units of later layers switch many times.",
                "each unit adds one piece, in whichever layer it is",
            ),
            17: Belief(
                "This is what 16 units in *one* layer make at most. Here each layer folds the one"
                " below.",
                "each unit adds one bend, in whichever layer it is",
            ),
            64: Belief(
                "Each layer multiplies by 2, so it is 2 to the power of 8, and not 8 times 8.",
                "repeated doubling is squaring",
            ),
        },
        why="Each layer doubles the pieces that there are, because it folds every one of them in"
        " the middle. Doubling eight times makes 2 to the power of 8, which is 256.",
    )


def random_pieces() -> Number:
    """How many pieces have six layers with random weights?"""
    return Number(
        "Six layers of ten units have random weights, so nobody has arranged them into folds."
        " About how many straight pieces does the logit have along a line through the plane? (A"
        " factor of 2 more or less counts as right.)",
        np.median(at_random("pieces", 6)),
        near=2,
        factor=True,
        mistakes={
            10**6: Belief(
                "A million needs every layer to fold *all* pieces of the one below.",
                "a deep network has as many pieces as it could have",
            ),
            10**4: Belief(
                "This would need layers that multiply the pieces by 4 or 5 on average.",
                "random layers fold nearly as well as those that were built to fold",
            ),
            7: Belief(
                "Each layer has ten units, and most of them switch somewhere on the line.",
                "each layer adds one bend",
            ),
        },
        why="The median is 54.5, about as many as there are units. A layer multiplies the pieces"
        " only if each piece reaches across the places where its units switch. Random weights do"
        " not see to that.",
    )


def trained_pieces() -> Curve:
    """How many pieces have trained networks, for each depth?"""
    other = Belief(
        "On this axis, where each step upwards is a factor of ten, the differences are small.",
        "there is one depth at which networks fold best",
    )
    return Curve(
        "Now all 32 networks of each depth are trained for 1600 epochs, by Adam at rate 0.01. All"
        " have about 600 parameters. How many straight pieces do they have?",
        x=Axis(label="hidden layers", name="depth", low=0.7, high=6.3, ticks=list(DEPTHS)),
        y=Axis(
            label="straight pieces",
            name="the number of pieces",
            low=1,
            high=1e6,
            ticks=[1, 100, 1e4, 1e6],
            log=True,
        ),
        at=list(DEPTHS),
        truth=[float(np.median(learnt(ADAM, "pieces", d))) for d in DEPTHS],
        shapes={
            "rises": Belief(
                "They *could* have more with each layer, but nothing in the training asks for it.",
                "training makes use of all the pieces that a network could have",
            ),
            "falls": Belief(
                "There are fewer units with depth, but each of them bends the line more often.",
                "depth costs pieces, because the layers are narrower",
            ),
            "peaks": other,
            "dips": other,
        },
        why="All depths have about a hundred pieces, or fewer. Along the line the class changes"
        " only eight times, from one arm of the spirals to the next, so the networks can fit the"
        " points with few pieces. Nothing in the loss rewards many.",
    )


def exactness() -> Curve:
    """How many pieces are left of folds whose weights are changed?"""
    other = Belief(
        "Each further change pulls the layers further apart, so there is no turn.",
        "some amount of noise is special",
    )
    return Curve(
        f"Five layers of two units fold the line into {2**LAYERS} pieces. Now every weight and"
        " every bias is multiplied by a random factor of its own, such as 1.1 or 0.9 if the"
        " typical change is 10 %. How many pieces are left?",
        x=Axis(
            label="typical change of a weight (%)",
            name="the change",
            low=-2,
            high=52,
            ticks=[0, 10, 20, 30, 40, 50],
        ),
        y=Axis(
            label="straight pieces",
            name="the number of pieces",
            low=0,
            high=40,
            ticks=[0, 8, 16, 24, 32],
        ),
        at=list(CHANGES),
        truth=[float(each) for each in np.median(counts(), axis=1)],
        shapes={
            "flat": Belief(
                "The bends would only move if they stayed in reach of the next layer. They do not.",
                "a small change of the weights moves the bends and keeps their number",
            ),
            "rises": Belief(
                "A change does not add units, and it makes pieces end before the next fold.",
                "random changes make a function more wiggly",
            ),
            "peaks": other,
            "dips": other,
        },
        why="A layer doubles only those pieces that reach across the place where it folds. If the"
        " layer below is changed, some of its pieces end before that place, and these are not"
        " folded any more. Each of the layers loses some.",
    )


def by_sgd() -> Curve:
    """Which depth learns the spirals best by SGD?"""
    return Curve(
        "We train 32 networks of each depth for 400 epochs by SGD at rate 0.1. What per cent of"
        " the *fresh* points do they have right? Guessing has 50.",
        x=Axis(label="hidden layers", name="depth", low=0.7, high=6.3, ticks=list(DEPTHS)),
        y=Axis(
            label="right on fresh points (%)",
            name="the accuracy",
            low=40,
            high=100,
            ticks=[40, 50, 60, 70, 80, 90, 100],
        ),
        at=list(DEPTHS),
        truth=[float(each) for each in np.median(shares(SGD, 400), axis=1)],
        shapes={
            "rises": Belief(
                "Up to three layers it rises. Five and six layers are harder for SGD to train.",
                "the deeper a network, the better",
            ),
            "falls": Belief(
                "One layer has hardly learnt anything in 400 epochs of this training.",
                "every further layer makes training harder",
            ),
            "flat": Belief(
                "All have as many parameters, but the same steps lead to different places.",
                "networks with as many parameters learn equally well",
            ),
            "dips": Belief(
                "It is the other way round: three layers are best.",
                "networks are best when they are either shallow or very deep",
            ),
        },
        why="With three layers nearly all fresh points are right. With one layer it is 58 %, little"
        " better than guessing, and six layers lie between. This says how well *this training*"
        " works at each depth; why it does so is the subject of lesson 06.",
    )


def by_adam() -> Number:
    """How good is one layer, trained in another way?"""
    return Number(
        "Now the same networks with one layer, from the same first weights, are trained by Adam at"
        " rate 0.01, for 400 epochs as before. What per cent of the fresh points do they have"
        " right?",
        np.median(shares(ADAM, 400)[0]),
        near=5,
        unit="%",
        mistakes={
            58: Belief(
                "This would be so if no weights of one layer could do better. But 150 units in one"
                " layer can draw a boundary between the spirals.",
                "a low accuracy shows what a network cannot represent",
            ),
            75: Belief(
                "It is more: with suitable steps, hardly anything is missing.",
                "another training changes the accuracy a little, and depth decides",
            ),
        },
        why="One layer now has 99.4 % of the fresh points right. The layer is the same and so are"
        " its first weights, so what was missing before was a training that finds good weights in"
        " as many epochs.",
    )
