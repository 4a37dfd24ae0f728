"""The exercises of lesson 03: right answers, plausible wrong ones, and what to say."""

from __future__ import annotations

from functools import partial
from typing import Any

from lessons_lib._answers import as_finite
from lessons_lib.exercises import ChoiceExercise, Feedback, NumberExercise, judged

# Four answers of the shop's rule: film bought, other film, and whether the answer is yes.
CORNERS = (("C", "B", False), ("C", "C", True), ("D", "B", True), ("D", "C", False))


@judged(partial(as_finite, shape=(4,), example="four numbers"))
def descriptions(numbers: Any) -> Feedback:
    """One number for films bought of type C and of type D, and for other films of type B and of
    type C, whose products have the signs of the rule."""
    bought, other = (
        dict(zip("CD", numbers[:2], strict=True)),
        dict(zip("BC", numbers[2:], strict=True)),
    )
    for i, j, yes in CORNERS:
        e, f = bought[i], other[j]
        if e == 0 or f == 0:
            return Feedback(
                False, f"the product for {i} bought and {j} asked about is 0, which is no answer."
            )
        if ((e > 0) == (f > 0)) != yes:
            return Feedback(
                False,
                f"for {i} bought and {j} asked about, you multiply {e:.4g} by {f:.4g}. The product"
                f" says {'no' if yes else 'yes'}, and the rule says {'yes' if yes else 'no'}.",
            )
    return Feedback(
        True,
        "a product gives the four answers that no sum can give. All films of a type may have the"
        " same number, so what is learnt from the pairs seen holds for the similar ones too.",
    )


unseen_weight = NumberExercise(
    asks="The crossed weight of a pair that never occurs in training.",
    right=0,
    mistakes={
        "1/2 would be a probability. The weight is a part of the logit, before the sigmoid.": 0.5,
        "1 is the value of the feature when the pair occurs, and this pair never did.": 1,
        "a negative weight would speak against the pair. The pair never occurred, so nothing was"
        " learnt against it either.": -1,
    },
    rules=[
        (
            lambda w: w < 0,
            "a pair that was never seen is not one that was refused: it is not among the examples"
            " at all.",
        ),
        (
            lambda w: w > 0,
            "the gradient of this weight is (prediction - target) times the feature, and the"
            " feature is 0 in every example. What should move the weight?",
        ),
    ],
    well_done="the feature is 0 in every example, so the gradient of its weight is 0 at every step,"
    " and the weight stays where it began.",
)

first_lead = NumberExercise(
    asks="Digits, SGD: from how many examples deep is below linear.",
    right=400,
    mistakes={
        "20 is too few: deep has the higher test error there, and the interval of the difference"
        " lies above 0.": 20,
        "50 is too few: deep has the higher test error there, and the interval of the difference"
        " lies above 0.": 50,
        "100 is too few: deep has the higher test error there, and the interval of the difference"
        " lies above 0.": 100,
        "200 is too few: deep has the higher test error there, and the interval of the difference"
        " lies above 0.": 200,
        "with 800 examples deep is ahead, but it is ahead with fewer too.": 800,
    },
    rules=[
        (
            lambda n: n not in (20, 50, 100, 200, 400, 800),
            "the picture has 20, 50, 100, 200, 400 and 800 examples. Choose one of these.",
        )
    ],
    well_done="with 400 examples the interval of the difference lies below 0 for the first time."
    " With fewer digits, linear is the better choice of the two.",
)

black_box = ChoiceExercise(
    asks="What a response of unit 16 says about an image.",
    right="c",
    words={
        "a": "(a) is not the case: unit 16 responds to 98 % of all images, and most of them show"
        " other digits.",
        "b": "(b) is not the case: of the images to which unit 16 responds, 10 % are threes.",
        "c": "unit 16 responds to nearly every image, so that it responds says next to nothing. How"
        " strongly it responds says more, and the output weighs it against the other units.",
        "d": "(d) is not the case: unit 16 responds to every three.",
    },
)
