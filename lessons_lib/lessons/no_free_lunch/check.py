"""The exercises of lesson 05: right answers, plausible wrong ones, and what to say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lessons_lib.exercises import ChoiceExercise, FunctionExercise, NumberExercise
from lessons_lib.theory.free_lunch.cube import CORNERS, Array, labellings

targets_left = NumberExercise(
    asks="How many of 256 targets agree with four labelled examples.",
    right=16,
    mistakes={
        "256 is all targets; four of their eight labels are known now.": 256,
        "4 corners are free, but each of them has 2 possible labels.": 4,
        "2 labels on each of 4 corners multiply: 2*2*2*2, not 2*4.": 8,
        "64 is a quarter: each known label halves what is left, and four labels are known.": 64,
        "128 is one half: each known label halves what is left, and four labels are known.": 128,
        "1 would mean that nothing is open; the four other corners can still be anything.": 1,
        "0 would mean that no target agrees; the four other corners can still be anything.": 0,
    },
    rules=[(lambda n: n < 0 or n != int(n), "targets are counted: give a whole number.")],
    well_done="2^4 = 16, and on each open corner 8 of them say 0 and 8 say 1.",
)


def _fewer_ones_than(few: int) -> Callable[[Array], Any]:
    return lambda y: y.sum() < few


def _everywhere(answer: Callable[[Array], Any]) -> Callable[[Array, Array], Array]:
    """The learner that gives one answer, found from the labels alone, at all 8 corners."""
    return lambda X, y: np.full(8, int(answer(y)))


minority = FunctionExercise(
    asks="The learner that answers the rarer label everywhere, and 1 in a tie, f(X, y).",
    right=_everywhere(lambda y: 2 * y.sum() <= len(y)),
    mistakes={
        "this is majority itself: it answers the label it saw more often.": _everywhere(
            lambda y: 2 * y.sum() > len(y)
        ),
        "this is majority itself, with 1 in a tie: it answers the label it saw more often.": (
            _everywhere(lambda y: 2 * y.sum() >= len(y))
        ),
        "right but for ties: with two zeros and two ones, answer 1.": _everywhere(
            lambda y: 2 * y.sum() < len(y)
        ),
        "this answers 0 whatever it saw.": _everywhere(lambda y: 0),
        "this answers 1 whatever it saw.": _everywhere(lambda y: 1),
        "you compare with a fixed number: how many are few depends on len(y).": tuple(
            _everywhere(_fewer_ones_than(few)) for few in (1, 2, 3, 4, 5)
        ),
    },
    # Even and odd numbers: ties occur, and a fixed threshold is found out.
    probes=[(CORNERS[:m], y) for m in (3, 4, 5) for y in labellings(m)],
    well_done="the opposite of majority everywhere. Now let it compete.",
)

times_as_likely = NumberExercise(
    asks="Constant target against parity at smoothness 1.",
    right=2**12,
    mistakes={
        "12 edges, but each of them multiplies by 2.": 12,
        "the factors multiply: 2*2*...*2, not 2 + 2 + ... + 2.": 24,
        "this is parity's likelihood over the constant's: turn it over.": 2**-12,
        "12^2 has base and exponent exchanged: twelve factors of 2 are 2^12.": 144,
        "2 is the factor of one edge; parity cuts 12 edges.": 2,
        "2^8 is the number of targets; the cube has 12 edges.": 256,
    },
    rules=[(lambda a: 0 < a < 1, "the constant target is the likelier one, so it is above 1.")],
    well_done="2^12 = 4096: parity cuts all 12 edges, a constant target none.",
)

what_it_says = ChoiceExercise(
    asks="What follows from the theorem for real data.",
    right="c",
    words={
        "a": "(a) is not it: on the digits the tree is wrong less often than naive Bayes.",
        "b": "(b) is not it: naive Bayes beats the tree on wine and loses to it on digits.",
        "c": "a learner wins where its assumptions fit the data; measure it on yours.",
        "d": "(d) is not it: real targets are no uniform draw, and there learning works.",
    },
)
