"""The exercises of lesson 04: right answers, plausible wrong ones, and what to say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lessons_lib.exercises import Feedback, check_choice, check_number
from lessons_lib.theory.free_lunch.cube import CORNERS, Array, labellings

Function = Callable[..., Any]


def targets_left(answer: float) -> Feedback:
    """How many of 256 targets agree with four labelled examples."""
    return check_number(
        answer,
        16,
        [
            (lambda a: a == 256, "256 is all targets; four of their eight labels are known now."),
            (lambda a: a == 4, "4 corners are free, but each of them has 2 possible labels."),
            (lambda a: a == 8, "2 labels on each of 4 corners multiply: 2*2*2*2, not 2*4."),
            (lambda a: a in (64, 128), "each known label halves what is left: four of them do."),
            (lambda a: a in (0, 1), "the four open corners can still be anything."),
        ],
        well_done="2^4 = 16, and on each open corner 8 of them say 0 and 8 say 1.",
    )


def minority(answer: Function) -> Feedback:
    """The learner that answers the rarer label everywhere, f(X, y)."""
    if not callable(answer):
        return Feedback(False, f"expected a function, got {answer!r}; keep the line with def.")
    try:
        given = [np.asarray(answer(CORNERS[: len(y)], y)) for y in EXAMPLES]
    except Exception as error:
        return Feedback(False, f"your function stopped with {type(error).__name__}: {error}")
    if any(said.shape != (8,) for said in given):
        return Feedback(False, "return eight answers, one for each corner, with np.full(8, ...).")
    for words, mistake in MISTAKES.items():
        if all((said == mistake(y)).all() for said, y in zip(given, EXAMPLES, strict=True)):
            return Feedback(False, words)
    for said, y in zip(given, EXAMPLES, strict=True):
        wanted = int(2 * y.sum() <= len(y))
        if not (said == wanted).all():
            seen = f"{(y == 0).sum()} zeros and {y.sum()} ones"
            return Feedback(False, f"after {seen} you answer {said}; expected {wanted} everywhere.")
    return Feedback(True, "the opposite of majority everywhere. Now let it compete.")


# Even and odd numbers: ties occur, and a fixed threshold is found out.
EXAMPLES = [y for m in (3, 4, 5) for y in labellings(m)]
MISTAKES: dict[str, Callable[[Array], Any]] = {
    "this is majority itself: it answers the label it saw more often.": lambda y: (
        2 * y.sum() > len(y)
    ),
    "right but for ties: with two zeros and two ones, answer 1.": lambda y: 2 * y.sum() < len(y),
    "this answers 0 whatever it saw.": lambda y: 0,
    "this answers 1 whatever it saw.": lambda y: 1,
    "you compare with a fixed number: how many are few depends on len(y).": lambda y: y.sum() < 2,
}


def times_as_likely(answer: float) -> Feedback:
    """Constant target against parity at smoothness 1."""
    return check_number(
        answer,
        2**12,
        [
            (lambda a: a == 12, "12 edges, but each of them multiplies by 2."),
            (lambda a: a == 24, "the factors multiply: 2*2*...*2, not 2 + 2 + ... + 2."),
            (lambda a: a == 2, "2 is the factor of one edge; parity cuts 12 edges."),
            (lambda a: a == 256, "2^8 is the number of targets; the cube has 12 edges."),
            (lambda a: 0 < a < 1, "this is parity's likelihood over the constant's: turn it over."),
        ],
        well_done="2^12 = 4096: parity cuts all 12 edges, a constant target none.",
    )


def what_it_says(answer: str) -> Feedback:
    """What follows from the theorem for real data."""
    return check_choice(
        answer,
        "c",
        {
            "a": "(a) is not it: on the digits the tree is wrong less often than naive Bayes.",
            "b": "(b) is not it: naive Bayes beats the tree on wine and loses to it on digits.",
            "c": "a learner wins where its assumptions fit the data; measure it on yours.",
            "d": "(d) is not it: real targets are no uniform draw, and there learning works.",
        },
    )
