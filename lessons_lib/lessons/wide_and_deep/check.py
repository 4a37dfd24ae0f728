"""The exercises of lesson 03: right answers, plausible wrong ones, and what to say."""

from __future__ import annotations

from lessons_lib.exercises import ChoiceExercise, NumberExercise

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

which_model = ChoiceExercise(
    asks="Fifty labelled digits, and no more to be had.",
    right="b",
    words={
        "a": "(a) is not a reason: all three models have a training error of 0 with 50 digits, and"
        " deep has the highest test error of them.",
        "b": "with 50 digits linear has a lower test error than deep, and the 95 % interval of the"
        " difference excludes 0, with SGD and with Adam. With more digits or for another task the"
        " order may be another one.",
        "c": "(c) is too cautious: over 24 draws the test errors differ by several percentage"
        " points, and the 95 % interval of the difference excludes 0.",
        "d": "(d) goes too far: on the spirals linear has the highest test error at every number of"
        " examples.",
    },
)

black_box = ChoiceExercise(
    asks="What follows from twenty images of one digit.",
    right="d",
    words={
        "a": "(a) is not the case: in the lower right of the picture, the bars of 3 and 9 are"
        " higher than that of 1.",
        "b": "(b) is not the case: with this unit silenced, 180 of the 182 ones are still told"
        " right.",
        "c": "(c) is not the case: with another seed unit 1 is another unit. Set the seed to 1 and"
        " look.",
        "d": "the twenty images show the strongest responses and nothing else. This unit gives 0"
        " for more than half of the ones.",
    },
)
