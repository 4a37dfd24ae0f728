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
            "a": Answer(
                "Sigmoid",
                "two sigmoids make a bump, and bumps add up to any continuous function on an"
                " interval.",
            ),
            "b": Answer(
                "ReLU",
                "ReLU units add up to every line with finitely many kinks, and such lines"
                " come close to any continuous function.",
            ),
            "c": Answer(
                "A parabola", "a sum of parabolas is a parabola again, however many there are."
            ),
        },
        "c",
        "lesson 01",
        picture("universal_approximation", "Theorem", "A parabola never does"),
    ),
    Question(
        "Eight layers of two ReLU units fold the interval once each. How many straight pieces does"
        " that make, and how many at most do all sixteen units make in one layer?",
        {
            "a": Answer(
                "17 and 17",
                "within one layer each unit adds a piece, but each further layer doubles the"
                " number of pieces.",
            ),
            "b": Answer(
                "256 and 17",
                "each layer folds the line once more, which makes 2^8 pieces. In one layer,"
                " each unit adds only one.",
            ),
            "c": Answer(
                "256 and 256", "in one layer each unit bends the line once: 17 pieces are the most."
            ),
        },
        "b",
        "lesson 02",
        picture("folding", "Tents", "Eight layers, sixteen units"),
    ),
    Question(
        "A wide model with crossed features meets a pair of films that was never sold together."
        " What is the weight of that pair?",
        {
            "a": Answer(
                "0: it says nothing about the pair.",
                "its weight is 0 from the start, and no example has changed it. The wide"
                " model memorises the pairs it has seen.",
            ),
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
        " points they reach 14 of 16 at most. What is their VC dimension?",
        {
            "a": Answer(
                "2",
                "it is enough that one set of three points is shattered; not every set has to be.",
            ),
            "b": Answer("4", "14 of 16 is not all: no set of four is shattered."),
            "c": Answer("3", "some set of three is shattered, and no set of four."),
            "d": Answer(
                "It depends on the points.",
                "the VC dimension asks for the best set of points that there is.",
            ),
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
                "that would need a proof, such as lines have for XOR: two hulls that meet.",
            ),
            "b": Answer(
                "The VC dimension is below the number of points.",
                "another set may be shattered, and even here weights may exist.",
            ),
            "c": Answer(
                "Nothing about which weights exist.",
                "weights that were found prove that the labelling is possible. A search that"
                " fails proves nothing.",
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
            "a": Answer(
                "The neural network",
                "for each target on which it does well there is another on which it does badly.",
            ),
            "b": Answer(
                "None",
                "with two classes, every learner is right on one half of the unseen examples"
                " on average.",
            ),
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
            "a": Answer("They are newer.", "the theorem holds for new learners as well."),
            "b": Answer(
                "Real targets are not all alike: many are smooth.",
                "if some targets are more probable than others, a learner that suits those is"
                " better on average.",
            ),
            "c": Answer(
                "The theorem is wrong.",
                "the theorem is exact. What real tasks do not fulfil is its premise, that all"
                " targets are equally probable.",
            ),
        },
        "b",
        "lesson 05",
        picture("no_free_lunch", "WithPrior", "Smooth targets"),
    ),
)
