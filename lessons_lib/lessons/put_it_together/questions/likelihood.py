"""Questions on lessons 10 and 11: where the losses come from."""

from __future__ import annotations

from lessons_lib.explorable.quiz import Answer, Question
from lessons_lib.lessons.scene import picture

QUESTIONS = (
    Question(
        "Under which assumption does minimising the squared error maximise the likelihood?",
        {
            "a": Answer(
                "The data lie on a line.",
                "the line is the model. The loss follows from the noise around it.",
            ),
            "b": Answer(
                "The noise is Gaussian, independent, and of the same standard deviation"
                " everywhere.",
                "then the logarithm of the density at the residual r is −r²/(2s²) plus a constant.",
            ),
            "c": Answer(
                "The noise is Laplace noise.",
                "the logarithm of its density is −|r| times a constant, plus a constant, which"
                " gives the absolute error.",
            ),
        },
        "b",
        "lesson 10",
        picture("likelihood_regression", "Line", "A first line"),
    ),
    Question(
        "A program says that the likelihood of 1000 points is exactly 0. What does that tell us?",
        {
            "a": Answer(
                "The model is wrong.",
                "the right model gives 0 as well, because the product of 1000 such factors is too"
                " small for the computer.",
            ),
            "b": Answer(
                "The product underflowed, and the sum of logarithms is needed.",
                "the sum of the 1000 logarithms is an ordinary number.",
            ),
            "c": Answer(
                "One point is impossible.",
                "each density is a positive number. Only their product is too small for the"
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
        "The output of a sigmoid is 0.0025, and the target is 1. With which loss does gradient"
        " descent move the logit faster?",
        {
            "a": Answer(
                "Squared error",
                "its gradient is that of the logistic loss times p(1 − p), which is about 0.0025.",
            ),
            "b": Answer("Logistic loss", "its gradient in the logit is p − t, here nearly −1."),
            "c": Answer(
                "With both alike",
                "the gradients differ by the factor p(1 − p), which is here about 1/400.",
            ),
        },
        "b",
        "lesson 11",
        picture("likelihood_classification", "ConfidentlyWrong", "Wrong by 6"),
    ),
    Question(
        "Why do the losses of many libraries ask for logits instead of probabilities?",
        {
            "a": Answer(
                "Logits are faster to compute.",
                "speed is not the reason. The reason is how many correct digits are left.",
            ),
            "b": Answer(
                "A probability may be rounded to 0 or 1, and then its logarithm is lost.",
                "computed from the logit, the loss is right to rounding even for logits of ±1000.",
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
