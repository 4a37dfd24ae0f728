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
    "13 is the number in the bracket. The factor pi in front of it is missing.": 13.0,
    "the 1 in the bracket is missing. Without it the wave is 0 at some of the points.": 12 * np.pi,
    "you summed over the points labelled +. The sum runs over those labelled -.": 19 * np.pi,
    "your powers are one too low. The points are 1/2^i with i from 1, so the sum is 4 + 8.": 7
    * np.pi,
    "your powers are one too high. The second point is 1/4 = 1/2^2, so it adds 2^2.": 25 * np.pi,
}

intervals = FunctionExercise(
    asks="How many labellings of n points on a line intervals reach, f(n).",
    right=lambda n: n * (n + 1) // 2 + 1,
    mistakes={
        "the labelling without any + is missing. An interval that contains none of the points"
        " gives it.": lambda n: n * (n + 1) // 2,
        "an interval may contain a single point. Its first and its last + are then the same"
        " point.": lambda n: n * (n - 1) // 2 + 1,
        "you counted the intervals whose first and last + are different points. Those with one"
        " point are missing, and the one with none.": lambda n: n * (n - 1) // 2,
        "that is the number for thresholds, which have one end. An interval has two ends"
        ".": lambda n: n + 1,
        "2^n is the number of all labellings. Intervals do not reach +-+, for instance"
        ".": lambda n: 2**n,
        "n is the number of points. Count the ways to choose the first and the last +.": lambda n: (
            n
        ),
        "n*n counts each pair of ends in both orders.": lambda n: n * n,
        "this also counts the complements of intervals, with + outside. Here + is inside"
        " only.": lambda n: n * n - n + 2,
        "that is the number for thresholds with + on either side, which have one end. An interval"
        " has two ends.": lambda n: 2 * n,
    },
    probes=[(n,) for n in range(1, 10)],
    well_done="there are n(n+1)/2 ways to choose the first and the last +, and one labelling"
    " without any +.",
)

cover = FunctionExercise(
    asks="Cover's count, f(n, d).",
    right=growth.cover,
    mistakes={
        "the 2 in front is missing. Either side of a line may be the + side.": lambda n, d: (
            growth.cover(n, d) // 2
        ),
        "the sum ends too early. k runs up to d itself, but range(d) ends earlier.": lambda n, d: (
            growth.cover(n, d - 1)
        ),
        "the sum has a term too many. The last one is that with k = d.": lambda n, d: growth.cover(
            n, d + 1
        ),
        "two things are wrong. The 2 in front is missing, and k has to run up to d itself, over"
        " range(d + 1).": lambda n, d: growth.cover(n, d - 1) // 2,
        "the first term is missing. k begins at 0, and C(n-1, 0) = 1.": lambda n, d: (
            growth.cover(n, d) - 2
        ),
        "the binomial coefficient chooses from n - 1, not from n.": lambda n, d: (
            2 * growth.sauer(n, d)
        ),
        "this is Sauer's bound for VC dimension d. Cover's count has n - 1 in place of n, and a"
        " factor 2.": growth.sauer,
        "this is Sauer's bound for VC dimension d + 1. It is true as a bound, but Cover's count"
        " is exact.": lambda n, d: growth.sauer(n, d + 1),
        "2^n is the number of all labellings. That is right only up to n = d + 1.": lambda n, d: (
            2**n
        ),
        "this is the last term alone. Sum the terms from k = 0 to k = d.": lambda n, d: (
            2 * comb(n - 1, d)
        ),
    },
    probes=[(n, d) for d in (1, 2, 3) for n in range(1, 9)],
    well_done="up to n = d + 1 these are all labellings, and from there on the number grows only"
    " like n^d.",
)


@judged(partial(as_finite, shape=(4, 2), example="four pairs of numbers"))
def shattered_by_rectangles(points: Any) -> Feedback:
    """Four points of the unit square that axis-aligned rectangles shatter."""
    if not ((points >= 0) & (points <= 1)).all():
        return Feedback(
            False, "keep both coordinates between 0 and 1, so that the picture can show them."
        )
    refused = [(code, no) for code, no in enumerate(decide("rectangles", points)) if no]
    if not refused:
        return Feedback(
            True,
            "all 16 labellings are reached. Each point is the leftmost, the rightmost, the lowest"
            " or the highest one, so the smallest rectangle around the others does not contain it.",
        )
    return Feedback(False, _refusal(len(refused), *refused[0], points))


def _refusal(many: int, code: int, no: Certificate, points: Any) -> str:
    told = "".join("+" if code >> i & 1 else "-" for i in range(4))
    (caught,) = no.minus
    if len(np.unique(points, axis=0)) < 4:
        return "two of your points are in the same place, where one label has to serve both."
    around = " and ".join(str(i + 1) for i in no.plus)
    return (
        f"only {16 - many} of the 16 labellings are reached. {told} is not: every rectangle that"
        f" contains points {around} also contains point {caught + 1}. Move point {caught + 1} out,"
        " so that it lies to one side of all the others."
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
            return Feedback(False, f"at x = 1/{2**i} the wave is 0, which is neither + nor -.")
        if (height > 0) != (label == "+"):
            return Feedback(
                False,
                f"at x = 1/{2**i} the height of the wave is {height:.2f}, but the label is"
                f" {label}.",
            )
    return Feedback(
        True, f"the wave with w = {w / np.pi:.6g} pi has the signs {LABELS} at the four points."
    )


dimension_of_lines = ChoiceExercise(
    asks="What three points in a row mean for the VC dimension of lines.",
    right="b",
    words={
        "a": "(a) is wrong. The dimension is at least 3 as soon as one set of three points is"
        " shattered, and the first picture of this section shows one.",
        "b": "one set of three points that is shattered is enough, and no set of four points is.",
        "c": "(c) is wrong. 14 of 16 is not all, and shattered means every labelling.",
        "d": "(d) is wrong. A set of three points that is not shattered does not lower the"
        " dimension. No set of four points is shattered, so it is 3.",
    },
)


def _width(d: float, n: float, delta: float) -> Any:
    """Vapnik's bound on test error less training error, with probability 1 - delta."""
    return np.sqrt((d * (np.log(2 * n / d) + 1) + np.log(4 / delta)) / n)


width = FunctionExercise(
    asks="The term that Vapnik's bound adds to the training error, f(d, n, delta).",
    right=_width,
    mistakes={
        "the square root is missing.": lambda d, n, delta: _width(d, n, delta) ** 2,
        "the division by n is missing.": lambda d, n, delta: _width(d, n, delta) * np.sqrt(n),
        "the 1 beside the logarithm is missing.": lambda d, n, delta: np.sqrt(
            (d * np.log(2 * n / d) + np.log(4 / delta)) / n
        ),
        "the bracket is missing: d multiplies the 1 as well.": lambda d, n, delta: np.sqrt(
            (d * np.log(2 * n / d) + 1 + np.log(4 / delta)) / n
        ),
        "the square root goes over the whole fraction: n is under it too.": lambda d, n, delta: (
            _width(d, n, delta) / np.sqrt(n)
        ),
        "the first fraction is 2n/d: the factor 2 is missing.": lambda d, n, delta: np.sqrt(
            (d * (np.log(n / d) + 1) + np.log(4 / delta)) / n
        ),
        "the last logarithm is of 4/delta, which is added: + ln(4/delta), not -.": (
            lambda d, n, delta: np.sqrt(
                np.maximum((d * (np.log(2 * n / d) + 1) - np.log(4 / delta)) / n, 0)
            )
        ),
        "the last logarithm is of 4/delta: the factor 4 is missing.": lambda d, n, delta: np.sqrt(
            (d * (np.log(2 * n / d) + 1) + np.log(1 / delta)) / n
        ),
        "the logarithm of 4 / delta is missing.": lambda d, n, delta: np.sqrt(
            d * (np.log(2 * n / d) + 1) / n
        ),
        "the fraction in the first logarithm is upside down.": lambda d, n, delta: np.sqrt(
            np.maximum((d * (np.log(d / (2 * n)) + 1) + np.log(4 / delta)) / n, 0)
        ),
        "the formula has natural logarithms: np.log, not np.log10.": lambda d, n, delta: np.sqrt(
            (d * (np.log10(2 * n / d) + 1) + np.log10(4 / delta)) / n
        ),
        "the formula has natural logarithms: np.log, not np.log2.": lambda d, n, delta: np.sqrt(
            (d * (np.log2(2 * n / d) + 1) + np.log2(4 / delta)) / n
        ),
    },
    probes=[(3, 100, 0.05), (3, 1000, 0.05), (4, 10000, 0.05), (1, 50, 0.01), (13, 500, 0.1)],
    well_done="for d = 3, halving this term at n = 100 takes about 500 examples, five times as many"
    ".",
)
