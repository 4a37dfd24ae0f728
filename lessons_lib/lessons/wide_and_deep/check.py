"""The exercises of lesson 03: right answers, plausible wrong ones, and what to say."""

from __future__ import annotations

from lessons_lib.exercises import ChoiceExercise, NumberExercise

unseen_weight = NumberExercise(
    asks="The crossed weight of a pair that never occurs in training.",
    right=0,
    mistakes={
        "1/2 would be a probability; the weight enters the logit, before the sigmoid.": 0.5,
        "1 is the value of the feature when the pair occurs; it never did.": 1,
        "nothing was learnt against it either: it never occurred.": -1,
    },
    rules=[
        (
            lambda w: w < 0,
            "never sold is not the same as refused: the pair is not among the examples at all.",
        ),
        (
            lambda w: w > 0,
            "its gradient is (prediction - target) times the feature, and the feature is 0 in"
            " every example: what moves it?",
        ),
    ],
    well_done="the feature is 0 in every example, so its gradient is 0: it stays where it began.",
)

which_model = ChoiceExercise(
    asks="Fifty labelled digits, and no more to be had.",
    right="b",
    words={
        "a": "(a) is not it: all three have a training error of 0 at 50 digits, and deep has"
        " the highest test error.",
        "b": "with 50 digits linear is ahead of deep, and the interval excludes 0; the order"
        " would be another with more digits or another task.",
        "c": "(c) is not it: a test error can be compared only on the same test, and there"
        " they differ by several points.",
        "d": "(d) is not it: on the spirals linear is the worst at every number of examples.",
    },
)

black_box = ChoiceExercise(
    asks="What follows from twenty pictures of one digit.",
    right="d",
    words={
        "a": "(a) is not it: it responds to far more digits than those twenty; see the readout.",
        "b": "(b) is not it: other units respond to that digit too, and the output weighs all.",
        "c": "(c) is not it: with another seed, unit 1 is another unit.",
        "d": "the strongest examples show one end of what a unit does, not all of it.",
    },
)
