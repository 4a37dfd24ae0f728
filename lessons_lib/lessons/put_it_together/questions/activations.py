"""Questions on lessons 06 to 09: gradients, activations and outputs."""

from __future__ import annotations

from lessons_lib.explorable.quiz import Answer, Question
from lessons_lib.lessons.put_it_together.questions.picture import picture

QUESTIONS = (
    Question(
        "Ten sigmoid layers, ordinary first weights. Why does little gradient reach the first"
        " layer?",
        {
            "a": Answer(
                "Each layer multiplies it by a slope of at most ¼ and a small weight.",
                "it is a product, and all its factors are small.",
            ),
            "b": Answer("The learning rate is too small.", "a gradient does not contain it."),
            "c": Answer(
                "All units are saturated.",
                "with ordinary weights hardly one is; even at its steepest the slope is ¼.",
            ),
        },
        "a",
        "lesson 06",
        picture("vanishing_gradients", "GradientFlow", "Ten sigmoid layers"),
    ),
    Question(
        "Twenty ReLU layers with half of He's scale. What happens?",
        {
            "a": Answer(
                "Nothing, ReLU does not saturate.", "its slope is harmless, the weights not."
            ),
            "b": Answer("The signal fades.", "each layer halves it: ½ to the 20th is a millionth."),
            "c": Answer("The signal explodes.", "that takes more than He's scale."),
        },
        "b",
        "lesson 07",
        picture("relu", "DeepScale", "Half of it"),
    ),
    Question(
        "What is a dead ReLU unit, and why does it stay dead?",
        {
            "a": Answer(
                "One that is below zero for all the data: its gradient is zero as well.",
                "no step changes its own weights.",
            ),
            "b": Answer("One whose weights are zero.", "it may have large ones."),
            "c": Answer("One that is zero for one example.", "for other examples it still learns."),
        },
        "a",
        "lesson 07",
        picture("relu", "Census", "Biases far down"),
    ),
    Question(
        "Xu et al. (2015): which variant had the lowest training error, and which the lowest"
        " test error on CIFAR-100?",
        {
            "a": Answer("PReLU, PReLU", "PReLU fits the training set best, and generalises less."),
            "b": Answer("PReLU, RReLU", "a lower training error is not a lower test error."),
            "c": Answer("RReLU, PReLU", "it is the other way round."),
        },
        "b",
        "lesson 08",
        picture("relu_variants", "Paper", "Slide: table 4, CIFAR-100"),
    ),
    Question(
        "Five linear layers without activation functions between them equal",
        {
            "a": Answer("a universal approximator.", "a product of matrices is one matrix."),
            "b": Answer("one linear layer.", "multiply the matrices."),
            "c": Answer("a polynomial of degree five.", "nothing is multiplied by itself."),
        },
        "b",
        "lesson 09",
        picture("choosing_activations", "Collapse", "Twelve linear layers"),
    ),
    Question(
        "A photo may show a cat, a dog, both or neither. Which output?",
        {
            "a": Answer("Softmax", "its outputs sum to 1: neither and both cannot be said."),
            "b": Answer("One sigmoid for each animal", "each is a yes or no of its own."),
            "c": Answer("Linear", "its outputs are not probabilities."),
        },
        "b",
        "lesson 09",
        picture("choosing_activations", "SigmoidsOrSoftmax", "All three fit"),
    ),
    Question(
        "1000 is added to every logit. What does softmax give?",
        {
            "a": Answer("The same", "a constant cancels; subtract the largest before exp."),
            "b": Answer("Nan, by the mathematics", "only the formula as it stands overflows."),
            "c": Answer("1 for all", "the outputs still sum to 1."),
        },
        "a",
        "lesson 09",
        picture("choosing_activations", "Softmax", "Plus 1000"),
    ),
)
