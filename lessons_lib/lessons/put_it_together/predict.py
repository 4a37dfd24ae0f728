"""What readers of lesson 12 are asked before they see it."""

from __future__ import annotations

import numpy as np

from lessons_lib.explorable.drawn import Axis, Belief, Curve, Number
from lessons_lib.explorable.prediction import Choose, Option
from lessons_lib.lessons.put_it_together.experiment import stored
from lessons_lib.lessons.put_it_together.selection import TEST, VALIDATION, chosen, over_linear

FEW = (1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 72)


def raw() -> Choose:
    """What does a network learn from unscaled inputs?"""
    return Choose(
        "What will this network learn in 40 passes over the training set?",
        {
            "a": Option(
                "Nearly everything.",
                "The task is easy for a linear model with scaled inputs. But here areas of 1000"
                " are multiplied by the weights as they come.",
                "a network adapts its weights to any units of measurement",
            ),
            "b": Option(
                "Nothing: its answer is the same for every tumour.",
                "The pre-activations are so large that nearly all sigmoids are flat there.",
            ),
            "c": Option(
                "Nothing, because training diverges.",
                "Nothing explodes: a sigmoid is never above 1, and a saturated one lets almost no"
                " gradient through.",
                "large inputs always make the weights explode",
            ),
        },
        right="b",
        why="A weight of ordinary size, times an area of 1000, makes a very large pre-activation."
        " There a sigmoid is flat (lesson 06). Almost no gradient comes through to the weights of"
        " the first layer, so they hardly learn.",
    )


def overfits() -> Curve:
    """How does the score on unseen patients go on?"""
    course = stored()["asked / diabetes"]
    epochs = np.arange(2, len(course), 2)
    return Curve(
        "The diabetes data: a network with two hidden layers of 64 ReLU units has 4,929 weights"
        " and biases, and 248 patients to learn from. After each epoch we measure R² on the"
        " *validation set*. Draw how it develops.",
        x=Axis(label="epoch", name="the epoch", low=0, high=40, ticks=[0, 10, 20, 30, 40]),
        y=Axis(
            label="R², validation set",
            name="R²",
            low=-0.1,
            high=0.9,
            ticks=[0, 0.2, 0.4, 0.6, 0.8],
        ),
        at=list(epochs),
        truth=list(course[epochs]),
        shapes={
            "rises": Belief(
                "So does the score on the *training* set. What is learnt late holds for those"
                " patients only.",
                "the longer a network is trained, the better it gets",
            ),
            "falls": Belief(
                "The first epochs learn what holds for all patients.",
                "training on some patients tells nothing about others",
            ),
            "flat": Belief(
                "It begins near 0, since the first weights are random.",
                "a network is as good before training as after it",
            ),
            "dips": Belief(
                "The first weights are random, so there is nothing to lose at the beginning.",
                "a network has to get worse before it gets better",
            ),
        },
        why="First the network learns what holds for these patients and for others alike, and both"
        " scores rise. Then it fits what is peculiar to the 248 patients that it sees. That does"
        " not hold for others, and the score on them falls.",
    )


def better() -> Choose:
    """What do twenty seeds on one split show?"""
    return Choose(
        "On the test set, too, this network is better than linear regression with 20 of 20 seeds."
        " Have we shown that it is better for such patients?",
        {
            "a": Option(
                "Yes: 20 of 20 cannot be chance.",
                "It is not the chance of the first weights. But all 20 networks learnt from the"
                " same patients and were judged by the same others.",
                "many seeds make up for one split of the data",
            ),
            "b": Option(
                "Yes: it was better on the validation set and on the test set.",
                "Both sets are small, and all networks learnt from the same 248 patients.",
                "two held-out sets of one split are two independent experiments",
            ),
            "c": Option(
                "No: another split may say something else.",
                "The split is a chance of its own, and we have drawn it only once.",
            ),
        },
        right="c",
        why="Different seeds tell us about the luck of the first weights. Only different splits"
        " tell us about the luck of the data: which patients were learnt from, and which were"
        " kept to judge.",
        veils=False,
    )


def promised() -> Curve:
    """How does the gap grow with the number of networks tried?"""
    means = chosen(over_linear("diabetes", "sgd")).mean(0)
    gap = means[:, VALIDATION] - means[:, TEST]
    return Curve(
        "Of several networks, the one with the best score on the validation set is chosen. Its"
        " *gap* is its R² on the validation set minus its R² on the test set, on average over 20"
        " splits. Draw the gap against the number of networks from which it was chosen.",
        x=Axis(
            label="networks tried",
            name="the number of networks",
            low=1,
            high=72,
            ticks=FEW[::2],
            log=True,
        ),
        y=Axis(label="gap", name="the gap", low=-0.02, high=0.1, ticks=[0, 0.02, 0.04, 0.06, 0.08]),
        at=FEW,
        truth=list(gap[np.array(FEW) - 1]),
        shapes={
            "flat": Belief(
                "Neither set is used for training. But one of them has chosen, and the other not.",
                "a score on examples that were not learnt from is always fair",
            ),
            "falls": Belief(
                "More choice finds better networks, but luckier ones as well.",
                "the more networks are compared, the more reliable is the best score",
            ),
            "peaks": Belief(
                "The best of more scores is never lower, so the luck in it does not shrink again.",
                "luck cancels out once enough networks are tried",
            ),
            "dips": Belief(
                "With one network there is no choice, and no gap to begin with.",
                "a single network is the least fair comparison",
            ),
        },
        why="A network that was not chosen is as lucky on the one set as on the other. The best"
        " of many is chosen for a high score, and so for luck, too. The more scores there are, the"
        " luckier is the luckiest.",
    )


def digits() -> Number:
    """How much does a hidden layer add on the digits?"""
    gain = stored()["asked / digits"][-1] - stored()["linear / digits"][0, VALIDATION]
    return Number(
        "On the digits, logistic regression gets 95.8 % of the validation set right. By how many"
        " percentage points is a network with one hidden layer of 64 ReLU units better?",
        round(100 * gain, 1),
        near=0.6,
        mistakes={
            10: Belief(
                "More than 4.2 points are not left: that would be 100 %.",
                "a network always beats a linear model by far",
            ),
            4: Belief(
                "Then the network would make hardly any mistake on digits that it has not seen.",
                "what is learnt perfectly is also perfect on new examples",
            ),
            0: Belief(
                "It is better, if only by a few digits in 337.",
                "a hidden layer adds nothing where a linear model is good",
            ),
        },
        why="Logistic regression makes 14 mistakes on 337 digits, so there is little left to gain."
        " The network makes about 11, which is not quite one percentage point less.",
        unit="percentage points",
    )


def how_many() -> Choose:
    """On how many tasks are networks clearly better?"""
    return Choose(
        "On how many of the four tasks is the network clearly better, so that the interval of the"
        " mean difference lies above 0?",
        {
            "a": Option(
                "On all four.",
                "A network *can* compute all that a linear model can, but it has to learn it from"
                " few examples.",
                "the more powerful model is the better one",
            ),
            "b": Option(
                "On two or three.",
                "On three tasks the means are even slightly below 0.",
                "networks win on most real data",
            ),
            "c": Option(
                "On none.", "The mean is highest on the documents, but its interval holds 0."
            ),
        },
        right="c",
        why="The linear models are already good on these data, so little is left to gain. And the"
        " splits differ so much that twenty of them cannot show a gain as small as that.",
    )


def same_care() -> Choose:
    """What remains when the linear model may choose, too?"""
    return Choose(
        "The network was the best of 72 by the validation set. The linear model had one try. Now"
        " it may choose, too: nine strengths of its *penalty* on large weights, the best by the"
        " validation set. What becomes of Adam's lead on the documents?",
        {
            "a": Option(
                "It stays as it is.",
                "It shrinks to half: the usual penalty was not the best one for these data.",
                "choosing settings matters for networks only",
            ),
            "b": Option(
                "It shrinks, and its interval holds 0.",
                "Part of the lead was not the network's, but that of having a choice.",
            ),
            "c": Option(
                "The linear model is clearly better.",
                "The network is still better in most splits.",
                "a simple model wins once it is tuned",
            ),
        },
        right="b",
        why="With a penalty of their own the linear models become better. The two sides are now"
        " compared with more equal care, and what is left is too small for twenty splits to"
        " show.",
        veils=False,
    )


def berries() -> Choose:
    """Does a network help on the berries?"""
    return Choose(
        "Berries are ripe if they are *neither too firm nor too soft*. Will a network be better"
        " than logistic regression here?",
        {
            "a": Option(
                "No, as on the four tasks.",
                "There the linear models were good already. Here one line cannot do it.",
                "linear models are always as good as networks on small data",
            ),
            "b": Option(
                "Yes, by a few percentage points.",
                "It is about 30 percentage points: one straight line misses one of two borders.",
                "one straight line is nearly as good as two",
            ),
            "c": Option(
                "Yes, by far.", "Ripe berries lie between two borders, and one line is too few."
            ),
        },
        right="c",
        why="Logistic regression divides the plane by one straight line, and the ripe berries lie"
        " between two. A network with one hidden layer can draw both.",
    )
