"""Questions on lessons 01 to 05: one layer, many layers, and what a class can do."""

from __future__ import annotations

from lessons_lib.explorable.quiz import Answer, Question
from lessons_lib.lessons.put_it_together.questions.picture import picture

QUESTIONS = (
    Question(
        "What does the universal approximation theorem promise for one hidden layer of sigmoids?",
        {
            "a": Answer(
                "Gradient descent finds a good network.",
                "it says that good weights exist, not that training finds them.",
            ),
            "b": Answer(
                "For every continuous function on a closed bounded set and every ε > 0, some width"
                " stays within ε.",
                "how many units that takes, and how to find them, it does not say.",
            ),
            "c": Answer(
                "Few units are always enough.",
                "the width depends on function and ε, and may be huge.",
            ),
            "d": Answer(
                "The network is right outside the training range too.",
                "the promise ends at the edge of the set.",
            ),
        },
        "b",
        "lesson 01",
        picture("universal_approximation", "Theorem", "Slide: the theorem"),
    ),
    Question(
        "Units with which activation can never approximate all continuous functions, however"
        " many there are?",
        {
            "a": Answer("Sigmoid", "two make a bump, and bumps add up to anything."),
            "b": Answer("ReLU", "hinges add up to every broken line."),
            "c": Answer("A parabola", "sums of parabolas are parabolas."),
        },
        "c",
        "lesson 01",
        picture("universal_approximation", "Theorem", "A parabola never does"),
    ),
    Question(
        "Eight layers of two ReLU units fold the interval once each. How many straight pieces does"
        " that make, and how many at most do all sixteen units make in one layer?",
        {
            "a": Answer("17 and 17", "units of one layer add, but layers multiply."),
            "b": Answer("256 and 17", "each layer folds the line once more: 2^8; one layer adds."),
            "c": Answer("256 and 256", "in one layer each unit bends the line once: 17 pieces."),
        },
        "b",
        "lesson 02",
        picture("folding", "Tents", "Eight layers, sixteen units"),
    ),
    Question(
        "A wide model with crossed features meets a pair of films that was never sold together."
        " What is the weight of that pair?",
        {
            "a": Answer("0: it says nothing about the pair.", "it memorises what it has seen."),
            "b": Answer(
                "That of the most similar pair sold.",
                "each pair has its own weight; it knows of no similarity, unless a person adds it.",
            ),
            "c": Answer(
                "Negative, since nobody bought it.",
                "a pair that never occurs is no example of anything: no step changes its weight.",
            ),
        },
        "a",
        "lesson 03",
        picture("wide_and_deep", "Weights", "A similar pair, never seen"),
    ),
    Question(
        "Lines reach all 8 labellings of three points, but only 6 if these are in a row. Of four"
        " points they reach 14 of 16 at most. Their VC dimension?",
        {
            "a": Answer("2", "one set of three that is shattered is enough; not every set must."),
            "b": Answer("4", "14 of 16 is not all: no set of four is shattered."),
            "c": Answer("3", "some set of three is shattered, and no set of four."),
            "d": Answer("It depends on the points.", "it asks for the best set there is."),
        },
        "c",
        "lesson 04",
        picture("vc_shattering", "Labellings", "Lines, three in a row"),
    ),
    Question(
        "Training found no weights for one labelling of the points. What follows?",
        {
            "a": Answer(
                "The network cannot give that labelling.",
                "that needs a certificate, as lines have one for XOR: two hulls that meet.",
            ),
            "b": Answer(
                "The VC dimension is below the number of points.",
                "another set may be shattered, and even here weights may exist.",
            ),
            "c": Answer(
                "Nothing about which weights exist.",
                "weights found are a proof; weights not found are none.",
            ),
        },
        "c",
        "lesson 04",
        picture("vc_shattering", "Labellings", "Lines, XOR"),
    ),
    Question(
        "Averaged over all possible targets alike, which learner is best on examples it has not"
        " seen?",
        {
            "a": Answer("The neural network", "for each target it gets right another undoes it."),
            "b": Answer("None", "all learners are right on one half in the mean."),
            "c": Answer(
                "The one with the lowest training error",
                "what was seen says nothing of the rest, if all targets are alike.",
            ),
        },
        "b",
        "lesson 05",
        picture("no_free_lunch", "AllTargets", "Network against tree"),
    ),
    Question(
        "Why do we prefer some learners nevertheless?",
        {
            "a": Answer("They are newer.", "newness is no argument."),
            "b": Answer(
                "Real targets are not all alike: many are smooth.",
                "a prior breaks the tie, and a learner that fits it wins.",
            ),
            "c": Answer("The theorem is wrong.", "it is exact; its premise is the point."),
        },
        "b",
        "lesson 05",
        picture("no_free_lunch", "WithPrior", "Smooth targets"),
    ),
)
