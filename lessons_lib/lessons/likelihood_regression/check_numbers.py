"""The exercises of lesson 10 that ask for one number, and what to say of wrong ones."""

from __future__ import annotations

import numpy as np

from lessons_lib.exercises import NumberExercise

largest_rate = NumberExercise(
    asks="The bound of the learning rate on a bowl with the curvatures 0.5 and 8.",
    right=0.25,
    mistakes={
        "that is 2 divided by the smallest curvature. At this rate the steps along the other"
        " direction diverge.": 4.0,
        "at 1/8 the most curved direction arrives in one step. The bound is twice that, because a"
        " step may go too far and still end nearer than it began.": 0.125,
        "that is 8 times 2. The bound is 2 divided by the largest curvature.": 16.0,
        "that is the largest curvature itself. The bound is 2 divided by it.": 8.0,
        "that is the smallest curvature itself. The bound is 2 divided by the largest one.": 0.5,
        "that is 1 divided by the smallest curvature. The bound is 2 divided by the largest"
        " one.": 2.0,
        "if you divided 2 by the sum of the curvatures: the directions do not add up. The largest"
        " curvature alone decides.": 2 / 8.5,
        "if you divided 2 by the mean of the curvatures: the largest curvature alone decides.": 2
        / 4.25,
    },
    rules=[
        (lambda rate: rate <= 0, "a learning rate is a positive number."),
        (
            lambda rate: rate > 0.25,
            "at this rate descent diverges: where the curvature is 8, a step multiplies the"
            " distance by 1 − 8 times the rate, which is below −1.",
        ),
        (
            lambda rate: rate < 0.25,
            "at this rate descent converges, and at somewhat larger rates too. At the bound a step"
            " multiplies the distance by −1 where the curvature is 8.",
        ),
    ],
    well_done="2/8: at a larger rate each step where the curvature is 8 is longer than the last.",
)

best_constant = NumberExercise(
    asks="The constant of the smallest absolute error for 1, 2, 3, 4, 100.",
    right=3.0,
    mistakes={
        "that is the mean, which is best for the squared error. The value 100 pulls it far above"
        " the other four.": 22.0,
        "that is the middle between the smallest and the largest value. It makes the largest"
        " single error small, not the sum of all.": 50.5,
        "that is the median of the first four values. The absolute error counts the fifth as"
        " well.": 2.5,
        "all five values lie above 0, so moving the constant up to 1 reduces every one of the five"
        " errors.": 0.0,
    },
    rules=[
        (
            lambda constant: constant < 3,
            "more of the five values lie above your constant than below it, so moving it up makes"
            " more errors smaller than larger.",
        ),
        (
            lambda constant: constant > 3,
            "more of the five values lie below your constant than above it, so moving it down"
            " makes more errors smaller than larger.",
        ),
    ],
    well_done="3 is the median. A small step away from it loses on three points what it gains on"
    " two.",
)

area = NumberExercise(
    asks="The area over theta of the likelihood of one point (4, 2), with s = 0.7.",
    right=0.25,
    mistakes={
        "that is the area over y. Over θ substitute r = 2 − 4θ, where a step dθ changes r by 4 dθ"
        " in size.": 1.0,
        "you multiply by x. A step dθ changes the residual by 4 dθ, so dθ is dr/4 in size, and the"
        " area is divided by 4.": 4.0,
        "that is y/x, the θ at which the likelihood is largest. The area is asked for.": 0.5,
        "that is the height of the top, 1/(√(2π) s). The area is asked for.": 1
        / (np.sqrt(2 * np.pi) * 0.7),
        "that is s/x, the standard deviation of the bell over θ. Its height is 1/(√(2π) s), and"
        " with both you can find the area.": 0.7 / 4,
        "that is the area under the exponential alone. The density has the factor 1/(√(2π) s) in"
        " front of it.": np.sqrt(2 * np.pi) * 0.7 / 4,
        "x enters once and not squared: dθ is dr/4 in size.": 1 / 16,
    },
    rules=[
        (lambda found: found <= 0, "a density is positive, and so is the area under it."),
        (
            lambda found: found > 0.25,
            "that is too large. Over r the area is 1; ask by how much r = 2 − 4θ changes if θ"
            " changes by dθ.",
        ),
        (
            lambda found: found < 0.25,
            "that is too small. Over r the area is 1; ask by how much r = 2 − 4θ changes if θ"
            " changes by dθ.",
        ),
    ],
    well_done="1/4: as a function of y the same expression has the area 1.",
)
