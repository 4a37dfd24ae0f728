"""The exercise of lesson 00: the right answer, plausible wrong ones, and what to say."""

from __future__ import annotations

from lessons_lib.exercises import Feedback, check_number


def switch_at(answer: float) -> Feedback:
    """The bias with which a unit of weight 40 switches at x = 0.75."""
    return check_number(
        answer,
        -30,
        [
            (lambda b: b == 30, "the sign: w x + b = 0 at x = 0.75 needs b = -w x."),
            (
                lambda b: b == -0.75,
                "the bias is not the place itself: w x + b = 0 there, and w = 40.",
            ),
            (lambda b: b == -20, "with -20 it switches at 20/40 = 0.5: move it to the right."),
        ],
        well_done="40 times 0.75 minus 30 is 0.",
        tolerance=1e-9,
    )
