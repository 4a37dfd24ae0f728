"""Questions on lessons 10 and 11: where the losses come from."""

from __future__ import annotations

from lessons_lib.explorable.quiz import Answer, Question
from lessons_lib.lessons.put_it_together.questions.picture import picture

QUESTIONS = (
    Question(
        "Which assumption makes squared error the loss of greatest likelihood?",
        {
            "a": Answer(
                "The data lie on a line.",
                "the line is the model. The loss comes from the noise around it.",
            ),
            "b": Answer(
                "Independent Gaussian noise of one spread.",
                "the logarithm of its density at the residual r is −r²/(2s²) plus a constant.",
            ),
            "c": Answer(
                "Laplace noise.",
                "the logarithm of its density is −|r| times a constant, which gives the"
                " absolute error.",
            ),
        },
        "b",
        "lesson 10",
        picture("likelihood_regression", "Line", "A first line"),
    ),
    Question(
        "The likelihood of 1000 points comes out as exactly 0. What does that say?",
        {
            "a": Answer(
                "The model is wrong.",
                "the right model gives 0 as well, because 1000 small factors are too small a"
                " product for the computer.",
            ),
            "b": Answer(
                "The product underflowed: the sum of logarithms is needed.",
                "the sum of the 1000 logarithms is an ordinary number.",
            ),
            "c": Answer(
                "One point is impossible.",
                "each density is a positive number; only their product is too small for the"
                " computer.",
            ),
        },
        "b",
        "lesson 10",
        picture("likelihood_regression", "Underflow", "float64 is lost too"),
    ),
    Question(
        "When is KL(p‖q), the divergence of a model q from the data p, infinite?",
        {
            "a": Answer(
                "Where q is 0 and p is not.", "the model has ruled out something that does happen."
            ),
            "b": Answer(
                "Where p is 0 and q is not.",
                "0 ln 0 counts as 0, so this costs the model only a finite amount.",
            ),
            "c": Answer("Where p and q are equal.", "there it is 0, its smallest value."),
        },
        "a",
        "lesson 11",
        picture("likelihood_classification", "Bars", "The model rules out what happens"),
    ),
    Question(
        "A sigmoid says 0.0025 and the target is 1. With which loss does its logit move fastest?",
        {
            "a": Answer("Squared error", "its gradient carries p(1 − p), about 0.0025 as well."),
            "b": Answer("Logistic loss", "its gradient is p − t, nearly −1."),
            "c": Answer("With both alike", "they differ by the factor p(1 − p), here 1 in 400."),
        },
        "b",
        "lesson 11",
        picture("likelihood_classification", "ConfidentlyWrong", "Wrong by 6"),
    ),
    Question(
        "Why do libraries ask for logits instead of probabilities?",
        {
            "a": Answer(
                "Logits are faster to compute.",
                "speed is not the point. The point is how many correct digits are left.",
            ),
            "b": Answer(
                "A probability rounds to 0 or 1, and its logarithm is lost.",
                "computed from the logit, the loss is exact even for logits of ±1000.",
            ),
            "c": Answer(
                "Logits lie between 0 and 1.",
                "a logit may be any real number; its sigmoid lies between 0 and 1.",
            ),
        },
        "b",
        "lesson 11",
        picture("likelihood_classification", "FromLogits", "Surely wrong"),
    ),
)
