"""The exercises of lesson 02: right answers, plausible wrong ones, and what to say."""

from __future__ import annotations

import numpy as np

from lessons_lib.activations import relu
from lessons_lib.exercises import ChoiceExercise, FunctionExercise, NumberExercise
from lessons_lib.theory.depth.tent import tent

fold = FunctionExercise(
    asks="The tent map on [0, 1] from two ReLU units.",
    right=tent,
    mistakes={
        "this line rises with slope 2 all the way. Add a second unit that begins at 1/2 and bends"
        " the line down.": lambda x: 2 * relu(x),
        "from 1/2 on this line is level, because the slope there is 2 - 2 = 0. To turn a slope of"
        " 2 into -2, the second unit needs the weight -4.": lambda x: (
            2 * relu(x) - 2 * relu(x - 0.5)
        ),
        "the second unit bends the line up instead of down. Change the sign of its"
        " weight.": lambda x: 2 * relu(x) + 4 * relu(x - 0.5),
        "this tent is only 1/2 high, because both slopes are half as steep as they should"
        " be.": lambda x: relu(x) - 2 * relu(x - 0.5),
        "your second unit switches at -1/2, outside the interval. A unit that switches at 1/2 has"
        " the bias -1/2.": lambda x: 2 * relu(x) - 4 * relu(x + 0.5),
        "your line bends at 1/8: relu(4*x - 0.5) switches where 4x = 0.5. Write the 4 in front of"
        " relu.": lambda x: 2 * relu(x) - relu(4 * x - 0.5),
        "your second unit is on to the left of 1/2, because relu(0.5 - x) is positive there. The"
        " line has to bend down from 1/2 on: use relu(x - 0.5).": lambda x: (
            2 * relu(x) - 4 * relu(0.5 - x)
        ),
        "from 1/2 on this line falls with slope 2 - 3 = -1 only, and at x = 1 it is still at 1/2."
        " It should fall with slope -2.": lambda x: 2 * relu(x) - 3 * relu(x - 0.5),
        "this is the tent upside down. Change the signs of both output weights.": lambda x: (
            -2 * relu(x) + 4 * relu(x - 0.5)
        ),
        "this tent is 2 high, because both slopes are twice as steep as they should"
        " be.": lambda x: 4 * relu(x) - 8 * relu(x - 0.5),
        "your second unit switches at 1/4. A unit that switches at 1/2 has the bias"
        " -1/2.": lambda x: 2 * relu(x) - 4 * relu(x - 0.25),
        "relu(2*x - 0.5) switches where 2x = 0.5, which is at x = 1/4. Write relu(x -"
        " 0.5).": lambda x: 2 * relu(x) - 4 * relu(2 * x - 0.5),
        "this is g(g(x)), which folds the line twice; the exercise asks for g(x), one"
        " fold.": lambda x: tent(tent(x)),
    },
    probes=[(np.linspace(0.0, 1.0, 101),), (np.array([[0.0, 0.25], [0.75, 1.0]]),)],
    well_done="the line goes up with slope 2, and from 1/2 on it goes down with slope 2 - 4 = -2.",
    tolerance=1e-5,
)

wide_enough = NumberExercise(
    asks="Units that one hidden layer needs for six stacked tents.",
    right=64,
    mistakes={
        "12 units are what six layers of two have in total. In one layer each unit bends the line"
        " only once.": 12,
        "6 is the number of layers; six units in one layer make at most 7 pieces.": 6,
        "32 = 2^5 is the answer for five folds; six folds make 2^6 pieces.": 32,
        "36 is 6*6, but each fold doubles the pieces: 2*2*2*2*2*2.": 36,
        "63 bends would be enough for 64 pieces, if the first slope came for free. It does not:"
        " when all 63 units bend the line inside, its first slope comes out as a multiple of 128,"
        " and 64 is needed.": 63,
        "65 is one more than is needed: the first of 64 units begins at 0, and each of the others"
        " makes one bend.": 65,
        "128 = 2^7 is the answer for seven folds.": 128,
        "127 bends make 128 pieces, and that is seven folds; six folds make 2^6 pieces.": 127,
        "62 = 2 + 4 + 8 + 16 + 32 adds pieces of several layers; the layers multiply"
        " them: 2*2*2*2*2*2.": 62,
        "16 = 2^4 is the answer for four folds; six folds make 2^6 pieces.": 16,
        "7 is the number of pieces that six units in one layer can make; six folds make 2^6"
        " pieces.": 7,
        "37 is the number of parameters of the deep network, 6*6 + 1; the question is for the units"
        " of one layer.": 37,
        "24 is twice the units of the deep network, but each of its six layers doubles the"
        " pieces.": 24,
        "256 = 2^8 is the answer for eight layers; here there are six.": 256,
    },
    rules=[
        (
            lambda n: n < 1 or n != int(n),
            "a layer has a whole number of units, and at least 1.",
        )
    ],
    well_done="one layer needs 2^6 = 64 units for what six layers do with 12.",
)

unfitted = ChoiceExercise(
    asks="One layer is right on 58 % of fresh points after 400 epochs of SGD. What follows?",
    right="c",
    words={
        "a": "(a) does not follow: the same layer of 150 units reaches more than 99 % with Adam, so"
        " weights that separate the spirals do exist.",
        "b": "(b) does not follow: a network that overfits is right on its training points, and"
        " these networks are right on only about two thirds of them.",
        "c": "the network is not yet fitted, as its training accuracy shows. The number says"
        " something about this training, and nothing about what one layer can represent.",
        "d": "(d) does not follow: after the same 400 epochs six layers are right on fewer points"
        " than three, and after as many epochs of Adam at rate 0.01 one layer is as good as six.",
    },
)
