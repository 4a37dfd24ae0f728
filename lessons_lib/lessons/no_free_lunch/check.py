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
        "256 counts all targets; but four of the eight labels are known now.": 256,
        "4 corners are open, but each of them has 2 possible labels.": 4,
        "8 adds 2 labels for each open corner; but every open corner doubles the count.": 8,
        "32 is 2^5; but four corners are open, not five.": 32,
        "12 is too few: list the labels of the open corners, from 0000 to 1111.": 12,
        "64 is a quarter: each known label halves what is left, and you know more than two.": 64,
        "128 is one half: each known label halves what is left, and you know more than one.": 128,
        "1 would mean that all labels are known; the four other corners can still have any.": 1,
        "0 would mean that no target agrees; the four other corners can still have any label.": 0,
    },
    rules=[(lambda n: n < 0 or n != int(n), "targets are counted: give a whole number.")],
    well_done="2^4 = 16 targets agree, and on each open corner 8 of them say 0 and 8 say 1.",
)


def _fewer_ones_than(few: int) -> Callable[[Array], Any]:
    return lambda y: y.sum() < few


def _everywhere(answer: Callable[[Array], Any]) -> Callable[[Array, Array], Array]:
    """The learner that gives one answer, found from the labels alone, at all 8 corners."""
    return lambda X, y: np.full(8, int(answer(y)))


def _remembering(answer: Callable[[Array], Any]) -> Callable[[Array, Array], Array]:
    """The same, except that it gives at the examples their labels."""

    def learner(X: Array, y: Array) -> Array:
        answers = _everywhere(answer)(X, y)
        answers[X @ [4, 2, 1]] = y
        return answers

    return learner


minority = FunctionExercise(
    asks="The learner that answers the rarer label everywhere, and 1 in a tie, f(X, y).",
    right=_everywhere(lambda y: 2 * y.sum() <= len(y)),
    mistakes={
        "this is majority itself: it answers the label that it saw more often.": _everywhere(
            lambda y: 2 * y.sum() > len(y)
        ),
        "this is majority itself, with 1 in a tie: it answers the label that it saw more often.": (
            _everywhere(lambda y: 2 * y.sum() >= len(y))
        ),
        "it is right at the open corners, but this learner remembers nothing: it answers the rarer"
        " label at the seen corners as well.": _remembering(lambda y: 2 * y.sum() <= len(y)),
        "only ties are wrong: with two zeros and two ones, for example, answer 1.": _everywhere(
            lambda y: 2 * y.sum() < len(y)
        ),
        "this answers 0 whatever it saw.": _everywhere(lambda y: 0),
        "this answers 1 whatever it saw.": _everywhere(lambda y: 1),
        "you compare with a fixed number, but what is rare depends on len(y) as well.": tuple(
            _everywhere(_fewer_ones_than(few)) for few in (1, 2, 3, 4, 5)
        ),
    },
    # Even and odd numbers: ties occur, and a fixed threshold is found out.
    probes=[(CORNERS[:m], y) for m in (3, 4, 5) for y in labellings(m)],
    well_done="it answers the opposite of majority everywhere. Now let the two compete.",
)

times_as_likely = NumberExercise(
    asks="How many times as probable as parity a constant target is, at smoothness 1.",
    right=2**12,
    mistakes={
        "parity cuts 12 edges more, but each of them multiplies the probability by 1/2.": 12,
        "24 adds the factors of the 12 edges; but they multiply.": 24,
        "6 divides 12 by 2; but each of the 12 edges halves the probability once more.": 6,
        "2^11 counts 11 edges; the cube has 12, and parity cuts them all.": 2**11,
        "this is parity's probability divided by the constant target's: turn it over.": 2**-12,
        "12^2 has base and exponent exchanged: twelve factors of 2 are 2^12.": 144,
        "2 is the factor of one edge; parity cuts 12 edges.": 2,
        "2^8 is the number of targets; but it is the 12 edges that count here.": 256,
    },
    rules=[
        (
            lambda a: 0 < a < 1,
            "the constant target is the more probable one, so the ratio is above 1.",
        )
    ],
    well_done="2^12 = 4096, since parity cuts all 12 edges and a constant target none.",
)

what_it_says = ChoiceExercise(
    asks="What follows from the theorem for real data.",
    right="c",
    words={
        "a": "(a) does not follow: the choice matters on the digits, where nearest neighbour is"
        " wrong on 2.7 % and the tree on 14.8 %.",
        "b": "(b) does not follow: naive Bayes, as it comes, beats the tree on wine and loses to it"
        " on the digits.",
        "c": "a learner wins where its assumptions fit the data, so measure it on yours.",
        "d": "(d) does not follow: real targets are no uniform draw, and learners do learn there;"
        " on the digits nearest neighbour is right on 97.3 %.",
    },
)
