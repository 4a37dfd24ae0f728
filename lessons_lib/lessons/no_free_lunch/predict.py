"""What readers of lesson 05 are asked before they see it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from lessons_lib.explorable.drawn import Axis, Belief, Curve, Number
from lessons_lib.explorable.prediction import Choose, Option
from lessons_lib.lessons.no_free_lunch.cube import FRONT
from lessons_lib.lessons.no_free_lunch.wins import WhoWins
from lessons_lib.theory.free_lunch.cube import errors, mean_errors
from lessons_lib.theory.free_lunch.learners import LEARNERS

SMOOTHNESS = np.arange(-3, 3.1, 0.5)


def who_is_right() -> Choose:
    """Who is right most often about a majority of bits?"""
    return Choose(
        "The target is 1 where at least two of the three bits are 1. All learners see the front"
        " face, where $x_1 = 0$: the corners 000, 001 and 010 have label 0, and 011 has label 1."
        " Who is right most often on the back face (100, 101, 110, 111)?",
        {
            "a": Option(
                "Nearest neighbour.",
                "It repeats the front, 0, 0, 0, 1, where 0, 1, 1, 1 is right, and makes two"
                " mistakes.",
                "similar inputs have similar labels under every target",
            ),
            "b": Option(
                "Majority.",
                "It answers 0 everywhere and makes three mistakes.",
                "what is frequent among the examples is frequent elsewhere",
            ),
            "c": Option("Always 1.", "It makes one mistake, at 100."),
        },
        right="c",
        why="Always 1 did not earn its success: it ignored the examples, and was lucky with this"
        " target. To judge a learner we need more than one target.",
    )


def less_often() -> Choose:
    """Who is wrong less often over all targets?"""
    return Choose(
        "Who is wrong less often, over all 256 targets?",
        {
            "a": Option(
                "Nearest neighbour, since it uses the example that is most like the question.",
                "That helps if neighbouring corners tend to have equal labels. Among all 256"
                " targets they are equal exactly half of the time.",
                "using similarity is better, whatever the target",
            ),
            "b": Option(
                "Majority, since a single unusual example does not change its answer.",
                "That helps if most labels of a target are equal. Among all 256 targets an open"
                " corner has the label of the majority seen exactly half of the time.",
                "robust rules are better, whatever the target",
            ),
            "c": Option("Neither.", "Each is wrong on exactly half of its 1024 answers."),
        },
        right="c",
        why="Each of the two reasons is good for some targets and bad for as many others. The"
        " full argument comes with the next picture but one.",
    )


def best_answers() -> Choose:
    """Which answers are wrong least often over the targets that agree?"""
    return Choose(
        "Why is that? Take the place of the learner. You saw 0, 0, 0, 1 on the front face, and"
        " *you* now answer at the four open corners. All 16 targets that agree with what you saw"
        " are still possible. Which answers are wrong least often over these 16?",
        {
            "a": Option(
                "0, 0, 0, 1, like the front.",
                "Of the 16 targets only one repeats the front, and one reverses it.",
                "the examples make a repetition likelier, even among all targets",
            ),
            "b": Option(
                "The opposite, 1, 1, 1, 0.",
                "Of the 16 targets only one reverses the front, and one repeats it.",
                "labels even out, so rare ones must follow",
            ),
            "c": Option("It makes no difference.", "Every answer is wrong on 8 of the 16."),
        },
        right="c",
        why="Among the 16 targets every combination of labels at the open corners occurs once. So"
        " at each open corner 8 of them have the label 0 and 8 have the label 1, and whatever you"
        " answer there is wrong on 8.",
    )


def minority_costs() -> Choose:
    """How much worse is it to believe the opposite of what one sees?"""
    return Choose(
        "Minority believes the opposite of what it sees. How often is it wrong off the training"
        " set, over all targets, compared with majority?",
        {
            "a": Option(
                "More often.",
                "It is wrong more often on some targets, and less often on as many others.",
                "ignoring the evidence must cost something on average",
            ),
            "b": Option("Equally often.", "It too is wrong on half of its answers."),
            "c": Option(
                "Less often.",
                "It has no knowledge that majority has not.",
                "a contrary rule profits from the mistakes of the usual one",
            ),
        },
        right="b",
        why="Where majority makes *k* mistakes at the four open corners, minority makes 4 − *k*,"
        " because its answers are the opposite ones. And over all targets *k* mistakes are as"
        " frequent as 4 − *k*.",
    )


def as_many() -> Number:
    """On how many targets does majority win?"""
    margin = WhoWins().margin()
    first, second = int((margin > 0).sum()), int((margin < 0).sum())
    return Number(
        f"Nearest neighbour has fewer wrong answers than majority on {first} of the 256 targets."
        " On how many does majority have fewer?",
        second,
        near=3,
        mistakes={
            256 - first: Belief(
                "These are all other targets. But on many of them the two are wrong equally often.",
                "of two learners one is better on each target",
            ),
            128: Belief(
                "Half of the targets would be more than nearest neighbour has.",
                "of two learners one is better on each target, and each on half of them",
            ),
            0: Belief(
                "Then their means over all targets could not be equal.",
                "a better rule is better on every target",
            ),
        },
        why="Equal means alone would not settle this, since a few large leads could balance many"
        " small ones. The reason is that each target on which one learner leads has a partner on"
        " which the other does, as the picture shows.",
    )


def at_one() -> Choose:
    """What does a preference for smooth targets do to the same answers?"""
    return Choose(
        "You saw 0, 0, 0, 1 on the front face, as before, and answer the same on the back. At"
        " $s = 0$ each of your answers is wrong with probability ½. How large is this probability"
        " at $s = 1$, on average?",
        {
            "a": Option(
                "Still ½.",
                "The same 16 targets agree, but they are no longer equally probable.",
                "only the number of targets that agree counts, not their weight",
            ),
            "b": Option("Less than ½.", "Targets that do as your answers do have gained weight."),
            "c": Option(
                "More than ½.",
                "That would be so for the opposite answers.",
                "any preference among the targets harms a learner",
            ),
        },
        right="b",
        why="Your answers continue the front face along four edges without cutting any of them."
        " The targets that do likewise cut fewer edges than others, and so they have become more"
        " probable.",
    )


def fares() -> Curve:
    """How does nearest neighbour fare in rough and in smooth worlds?"""
    lucky = Belief(
        "It expects equal labels along an edge. On one side this is mostly true and on the other"
        " mostly false, so the two ends cannot be alike.",
        "the strength of a preference counts, not its direction",
    )
    return _against_smoothness(
        "You answered after one set of labels. Now we average over all labels that the front face"
        " can have, each with its probability. What is the mean error of nearest neighbour?",
        "nearest neighbour",
        FRONT,
        shapes={
            "flat": Belief(
                "That holds for the mean over equally probable targets, at *s* = 0 only.",
                "no free lunch holds whatever the targets' weights",
            ),
            "rises": Belief(
                "At large *s* the targets are smooth, and this is what it expects.",
                "smooth targets are harder for nearest neighbour",
            ),
            "peaks": lucky,
            "dips": lucky,
        },
        why="Nearest neighbour expects equal labels along an edge. This is mostly true of smooth"
        " targets and mostly false of rough ones. At *s* = 0 all targets are equally probable, and"
        " its error is ½.",
    )


def finds_out() -> Curve:
    """How does cross-validation fare in rough and in smooth worlds?"""
    return _against_smoothness(
        "Cross-validation lets the examples decide between nearest neighbour and its opposite."
        " Let seven of the eight corners be given. What is its mean error at the last one?",
        "cross-validation",
        range(7),
        shapes={
            "flat": Belief(
                "It would have to learn nothing from its examples.",
                "no learner can adapt to the targets, because of no free lunch",
            ),
            "rises": Belief(
                "On smooth targets it finds out that nearest neighbour is right.",
                "cross-validation is good for rough targets only",
            ),
            "falls": Belief(
                "On rough targets nearest neighbour misses the left-out examples, so"
                " cross-validation takes the opposite.",
                "cross-validation can only confirm the usual rule",
            ),
            "dips": Belief(
                "At *s* = 0 the examples say nothing about the last corner: there its error is ½.",
                "cross-validation is best where no rule is preferred",
            ),
        },
        why="If labels alternate along the edges, nearest neighbour misses the left-out examples"
        " and its opposite does not, so cross-validation takes the opposite. If labels agree, it"
        " takes nearest neighbour. In the middle nothing can be found out.",
    )


def _against_smoothness(question: str, name: str, training: Sequence[int], **said: Any) -> Curve:
    wrong = errors(LEARNERS[name], list(training))
    return Curve(
        f"{question} Draw it from very rough targets, $s = -3$, to very smooth ones, $s = 3$.",
        x=Axis(label="smoothness s", name="s", low=-3, high=3, ticks=range(-3, 4)),
        y=Axis(
            label="mean error off the training set",
            name="the error",
            low=0,
            high=1,
            ticks=[0, 0.25, 0.5, 0.75, 1],
        ),
        at=list(SMOOTHNESS),
        truth=list(mean_errors(wrong, 8 - len(training), SMOOTHNESS)),
        **said,
    )


def all_four() -> Choose:
    """Is one learner better on all data sets?"""
    return Choose(
        "Naive Bayes against a tree: is one of them better on all four data sets?",
        {
            "a": Option(
                "Naive Bayes is.",
                "On the digits the tree is better.",
                "a method built on probabilities is better everywhere",
            ),
            "b": Option(
                "The tree is.",
                "On wine naive Bayes is better.",
                "a more flexible method is better everywhere",
            ),
            "c": Option("Neither is.", "Each is better on one of the four."),
            "d": Option(
                "They are equally good, as the theorem says.",
                "The theorem is about the mean over all targets, and says nothing about these"
                " four.",
                "no free lunch makes all learners equal on each problem",
            ),
        },
        right="c",
        why="You could not know this beforehand. The theorem is about the mean over all targets,"
        " and these are four of them; only a measurement tells.",
    )


def near() -> Choose:
    """What decides how near a test error comes to the true error?"""
    return Choose(
        "Let the true error be 0.2, and let us draw 40 examples. What decides how probable it is"
        " that the test error is near 0.2?",
        {
            "a": Option(
                "How rough the target is.",
                "It decides how large the true error is. But here this is known to be 0.2.",
                "an error on an unruly target cannot be measured",
            ),
            "b": Option(
                "How the learner works.",
                "The test looks only at right and wrong, not at how the answers were found.",
                "a test is valid for some methods only",
            ),
            "c": Option(
                "Only the true error and the number of examples.",
                "Each example is a toss of the same coin.",
            ),
        },
        right="c",
        why="A random example is one on which the learner is wrong with probability 0.2, whatever"
        " the target is and however the learner found its answers. Counting wrong answers is like"
        " counting heads of a coin that shows heads with probability 0.2.",
    )
