"""Questions on lessons 01 to 05: one layer, many layers, and what a class can do."""

from __future__ import annotations

from lessons_lib.explorable.quiz import Answer, Question
from lessons_lib.lessons.scene import picture

QUESTIONS = (
    Question(
        "What does the universal approximation theorem promise for one hidden layer of sigmoids?",
        {
            "a": Answer(
                "Gradient descent finds a good network.",
                "it says that good weights exist, not that training finds them.",
            ),
            "b": Answer(
                "For every continuous function on a closed bounded set and every ε > 0, some"
                " network stays within ε of it.",
                "it does not say how many units that takes, nor how to find their weights.",
            ),
            "c": Answer(
                "Few units are always enough.",
                "how many units are needed depends on the function and on ε, and may be very many.",
            ),
            "d": Answer(
                "The network is right outside the training range too.",
                "the theorem says nothing of inputs outside the set.",
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
                "two sigmoids make a bump, and sums of bumps come as close as you like to any"
                " continuous function on an interval.",
            ),
            "b": Answer(
                "ReLU",
                "ReLU units add up to any graph of finitely many straight pieces, and such graphs"
                " come as close as you like to any continuous function.",
            ),
            "c": Answer(
                "A parabola",
                "a sum of parabolas is a parabola again, or a line, however many there are.",
            ),
        },
        "c",
        "lesson 01",
        picture("universal_approximation", "Theorem", "A parabola never does"),
    ),
    Question(
        "A network has eight layers of two ReLU units, and each layer folds the interval once. How"
        " many straight pieces has its graph, and how many at most if all sixteen units stand in"
        " one layer?",
        {
            "a": Answer(
                "17 and 17",
                "17 is right for one layer. But each further layer that folds doubles the number"
                " of pieces.",
            ),
            "b": Answer(
                "256 and 17",
                "each layer doubles the number of pieces, which makes 2^8. In one layer, each"
                " unit adds at most one piece to the first. (The layer in the picture makes 16"
                " pieces on the interval: one of its units bends at the very edge.)",
            ),
            "c": Answer(
                "256 and 256",
                "256 is right for eight layers. But in one layer each unit bends the graph at one"
                " place only, so 17 pieces are the most.",
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
                "0: the model has learnt nothing about the pair.",
                "its weight is 0 at the start, and no example has changed it. The wide model"
                " memorises the pairs that it has seen.",
            ),
            "b": Answer(
                "That of the most similar pair sold.",
                "each pair has a weight of its own, and the model does not know which films are"
                " similar.",
            ),
            "c": Answer(
                "Negative, since nobody bought it.",
                "a pair that does not occur among the examples has no part in any gradient, so no"
                " step changes its weight.",
            ),
        },
        "a",
        "lesson 03",
        picture("wide_and_deep", "Weights", "A similar pair, never seen"),
    ),
    Question(
        "Straight lines can give three points all 8 labellings, or only 6 if the points lie in a"
        " row. Four points they can give at most 14 of 16 labellings. What is the VC dimension of"
        " lines?",
        {
            "a": Answer(
                "2",
                "three points in a row are not shattered, but that does not matter: it is enough"
                " that some set of three points is.",
            ),
            "b": Answer(
                "4",
                "at most 14 of the 16 labellings are reached, so no set of four points is"
                " shattered.",
            ),
            "c": Answer("3", "some set of three points is shattered, and no set of four is."),
            "d": Answer(
                "It depends on the points.",
                "the number of labellings depends on the points. But the VC dimension is the size"
                " of the largest set that is shattered, so it takes the best set of each size.",
            ),
        },
        "c",
        "lesson 04",
        picture("vc_shattering", "Labellings", "Lines, three in a row"),
    ),
    Question(
        "Training found no weights with which a network gives the points a certain labelling. What"
        " follows?",
        {
            "a": Answer(
                "The network cannot give that labelling.",
                "that needs a proof. For lines there is one: in the picture, the segments between"
                " the points of either class cross.",
            ),
            "b": Answer(
                "The VC dimension is below the number of points.",
                "another set of as many points may be shattered, and even here weights may exist.",
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
        "All possible targets are equally probable. Which learner has the fewest errors on"
        " average on examples that it has not seen?",
        {
            "a": Answer(
                "The neural network",
                "for each target on which it does well there is another on which it does badly.",
            ),
            "b": Answer(
                "None",
                "with two classes, every learner is on average right on one half of the unseen"
                " examples.",
            ),
            "c": Answer(
                "The one with the lowest training error",
                "if all targets are equally probable, the examples that were seen say nothing"
                " about the others.",
            ),
        },
        "b",
        "lesson 05",
        picture("no_free_lunch", "AllTargets", "Network against tree"),
    ),
    Question(
        "The theorem says that all learners are equally good on average over all targets. Why do we"
        " prefer some of them nevertheless?",
        {
            "a": Answer("They are newer.", "the theorem holds for new learners as well."),
            "b": Answer(
                "Real targets are not equally probable: often, similar inputs have similar labels.",
                "if some targets are more probable than others, a learner that suits those is"
                " better on average. (In the picture one that does not, the MLP, is worse.)",
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
