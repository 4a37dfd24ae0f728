"""The exercises of lesson 02: right answers, plausible wrong ones, and what to say."""

from __future__ import annotations

import numpy as np

from lessons_lib.activations import relu
from lessons_lib.exercises import FunctionExercise, NumberExercise
from lessons_lib.theory.depth.tent import tent

fold = FunctionExercise(
    asks="The tent map on [0, 1] from two ReLU units.",
    right=tent,
    mistakes={
        "this rises with slope 2 all the way: a second unit, which begins at 1/2, must bend it"
        " down.": lambda x: 2 * relu(x),
        "from 1/2 on this is level: slope 2 less 2 is 0. It takes -4 to turn 2 into"
        " -2.": lambda x: 2 * relu(x) - 2 * relu(x - 0.5),
        "the second unit bends it up, not down: its sign.": lambda x: (
            2 * relu(x) + 4 * relu(x - 0.5)
        ),
        "the top is 1/2 high: both slopes are half of what they should be.": lambda x: (
            relu(x) - 2 * relu(x - 0.5)
        ),
        "the bend lies at -1/2, outside: a unit that switches at 1/2 has the bias"
        " -1/2.": lambda x: 2 * relu(x) - 4 * relu(x + 0.5),
        "the bend lies at 1/8: relu(4*x - 0.5) switches where 4x = 0.5. Put the 4 in"
        " front.": lambda x: 2 * relu(x) - relu(4 * x - 0.5),
        "this folds twice, g(g(x)): one fold is asked for.": lambda x: tent(tent(x)),
    },
    probes=[(np.linspace(0.0, 1.0, 101),), (np.array([[0.0, 0.25], [0.75, 1.0]]),)],
    well_done="up with slope 2, and from 1/2 on down with slope 2 - 4 = -2.",
    tolerance=1e-5,
)

wide_enough = NumberExercise(
    asks="Units that one hidden layer needs for six stacked tents.",
    right=64,
    mistakes={
        "12 is what six layers of two need. One layer bends once a unit.": 12,
        "6 is the number of layers; six units make at most 7 pieces.": 6,
        "32 = 2^5 is one fold short: six folds make 2^6 pieces.": 32,
        "36 is 6*6, but the folds multiply: 2*2*2*2*2*2.": 36,
        "63 bends would do for 64 pieces, but with none to spare the first slope comes out"
        " wrong: 63 units give it as a multiple of 128, and 64 is needed.": 63,
        "one too many: the first of 64 units begins at 0, the rest bend.": 65,
        "128 = 2^7 is one fold too many.": 128,
    },
    rules=[(lambda n: n < 1 or n != int(n), "units are counted: a whole number of at least 1.")],
    well_done="2^6 = 64 units in one layer, against 12 in six layers.",
)
