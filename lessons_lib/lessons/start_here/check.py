"""The exercise of lesson 00: the right answer, plausible wrong ones, and what to say."""

from __future__ import annotations

from lessons_lib.exercises import NumberExercise

switch_at = NumberExercise(
    asks="The bias with which a unit of weight 40 switches at x = 0.75.",
    right=-30,
    mistakes={
        "the sign: w x + b = 0 at x = 0.75 needs b = -w x.": 30,
        "the bias is not the place itself: w x + b = 0 there, and w = 40.": 0.75,
        "the bias is minus the weight times the place; the weight, 40, is missing.": -0.75,
        "with -20 it switches at 20/40 = 0.5: move it to the right.": -20,
        "with bias 0 the unit switches at x = 0: w x + b = 0 there.": 0,
    },
    rules=(
        (
            lambda b: b < -40 or b > 0,
            "with this bias the unit switches at x = -b/40, which is"
            " outside the interval from 0 to 1.",
        ),
        (
            lambda b: b < -30,
            "the unit switches at x = -b/40, and that is now to the right of 0.75:"
            " make the bias larger.",
        ),
        (
            lambda b: b > -30,
            "the unit switches at x = -b/40, and that is now to the left of 0.75:"
            " make the bias smaller.",
        ),
    ),
    well_done="40 times 0.75 minus 30 is 0.",
)
