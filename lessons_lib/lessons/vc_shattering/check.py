"""The exercises of lesson 04: right answers, plausible wrong ones, and what to say."""

from __future__ import annotations

from functools import partial
from math import comb
from typing import Any

import numpy as np

from lessons_lib._answers import as_finite, as_number
from lessons_lib.exercises import ChoiceExercise, Feedback, FunctionExercise, judged
from lessons_lib.theory.shattering import growth
from lessons_lib.theory.shattering.classes import Certificate, decide
from lessons_lib.theory.shattering.sine import halving

LABELS = "+--+"
NEAR = 0.02  # a wave so near to 0 is drawn as crossing it
KNOWN = {
    "13 is the bracket; the factor pi in front is missing.": 13.0,
    "the 1 in the bracket is missing: without it the wave crosses 0 at the points.": 12 * np.pi,
    "you summed over the points labelled +; sum over those labelled -.": 19 * np.pi,
    "one power too low: the points are 1/2^i with i from 1, so the sum is 4 + 8.": 7 * np.pi,
    "one power too high: the second point is 1/4 = 1/2^2 and adds 2^2.": 25 * np.pi,
}

intervals = FunctionExercise(
    asks="How many labellings of n points on a line intervals reach, f(n).",
    right=lambda n: n * (n + 1) // 2 + 1,
    mistakes={
        "the labelling without any + is missing: an interval beside all points gives"
        " it.": lambda n: n * (n + 1) // 2,
        "an interval may hold one point only: its first and last + are the same point.": lambda n: (
            n * (n - 1) // 2 + 1
        ),
        "two ends at different points give these. Missing: the intervals with one point, and"
        " the one with none.": lambda n: n * (n - 1) // 2,
        "these are thresholds: one end. An interval has two.": lambda n: n + 1,
        "2^n is all labellings. Intervals do not reach +-+, and so on.": lambda n: 2**n,
        "n is the number of points; count the ways to choose the first and the last +.": lambda n: (
            n
        ),
        "n*n counts each pair of ends in both orders.": lambda n: n * n,
        "here + may also be outside: complements of intervals count twice. + is inside"
        " only.": lambda n: n * n - n + 2,
        "these are thresholds with + on either side: one end. An interval has two.": lambda n: (
            2 * n
        ),
    },
    probes=[(n,) for n in range(1, 10)],
    well_done="n(n+1)/2 pairs of first and last +, and one labelling without any +.",
)

cover = FunctionExercise(
    asks="Cover's count, f(n, d).",
    right=growth.cover,
    mistakes={
        "the 2 in front is missing: each line can call either of its sides +.": lambda n, d: (
            growth.cover(n, d) // 2
        ),
        "the sum ends too early: k runs up to d itself, and range(d) stops before.": lambda n, d: (
            growth.cover(n, d - 1)
        ),
        "the sum goes on too long: k = d is the last.": lambda n, d: growth.cover(n, d + 1),
        "two things: the 2 in front is missing, and k runs up to d itself: range(d +"
        " 1).": lambda n, d: growth.cover(n, d - 1) // 2,
        "k begins at 0, not at 1: C(n-1, 0) = 1.": lambda n, d: growth.cover(n, d) - 2,
        "choose from n - 1, not from n.": lambda n, d: 2 * growth.sauer(n, d),
        "this is Sauer's bound for VC dimension d: n-1 in place of n, and 2 in"
        " front.": growth.sauer,
        "this is Sauer's bound for VC dimension d + 1. It holds, but Cover's count is"
        " exact.": lambda n, d: growth.sauer(n, d + 1),
        "2^n is all labellings: right up to n = d + 1 and no further.": lambda n, d: 2**n,
        "this is the last term alone; sum over k = 0 .. d.": lambda n, d: 2 * comb(n - 1, d),
    },
    probes=[(n, d) for d in (1, 2, 3) for n in range(1, 9)],
    well_done="all of them up to n = d + 1; from there on it grows only like n^d.",
)


@judged(partial(as_finite, shape=(4, 2), example="four pairs (x, y)"))
def shattered_by_rectangles(points: Any) -> Feedback:
    """Four points of the unit square that axis-aligned rectangles shatter."""
    if not ((points >= 0) & (points <= 1)).all():
        return Feedback(False, "keep x and y between 0 and 1, so that the picture can show them.")
    refused = [(code, no) for code, no in enumerate(decide("rectangles", points)) if no]
    if not refused:
        return Feedback(
            True,
            "all 16 labellings are reached. One point is leftmost, one rightmost, one lowest, one"
            " highest: no rectangle around some of them catches another.",
        )
    return Feedback(False, _refusal(len(refused), *refused[-1], points))


def _refusal(many: int, code: int, no: Certificate, points: Any) -> str:
    told = "".join("+" if code >> i & 1 else "-" for i in range(4))
    (caught,) = no.minus
    if len(np.unique(points, axis=0)) < 4:
        return "two of your points are in the same place, where one label has to serve both."
    around = " and ".join(str(i + 1) for i in no.plus)
    return (
        f"{16 - many} of 16 are reached, and not {told}: every rectangle around the + points"
        f" {around} holds point {caught + 1} too. Move that one out, to one side of all the others."
    )


@judged(as_number)
def sine(w: float) -> Feedback:
    """A w with sin(w x) of the signs LABELS at 1/2, 1/4, 1/8 and 1/16."""
    for words, wrong in KNOWN.items():
        if np.isclose(w, wrong, rtol=1e-3):
            return Feedback(False, words)
    x = halving(len(LABELS))
    for i, (height, label) in enumerate(zip(np.sin(w * x), LABELS, strict=True), 1):
        if abs(height) < NEAR:
            return Feedback(False, f"at x = 1/{2**i} the wave crosses 0: neither + nor -.")
        if (height > 0) != (label == "+"):
            return Feedback(
                False, f"at x = 1/{2**i} the wave is at {height:.2f}; the label is {label}."
            )
    return Feedback(True, f"the wave at w = {w / np.pi:.6g} pi is {LABELS} at the four points.")


dimension_of_lines = ChoiceExercise(
    asks="What three points in a row mean for the VC dimension of lines.",
    right="b",
    words={
        "a": "(a) is not it: for 'at least 3' one shattered set of three is enough, and"
        " the first picture of this section shows one.",
        "b": "one set of three that is shattered is enough, and of four there is none.",
        "c": "(c) is not it: 14 of 16 is not all. Shattered means every labelling.",
        "d": "(d) is not it: sets of three that are not shattered do not lower it, but sets of"
        " four are never shattered, and that ends it at 3.",
    },
)
