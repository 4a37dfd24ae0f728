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
                "the gradient of the first layer is a product over the layers, and each"
                " factor is small.",
            ),
            "b": Answer(
                "The learning rate is too small.",
                "the learning rate multiplies the gradient afterwards; the gradient itself"
                " does not depend on it.",
            ),
            "c": Answer(
                "All units are saturated.",
                "with ordinary weights hardly any unit is saturated. But even where a sigmoid"
                " is steepest, its slope is only ¼.",
            ),
        },
        "a",
        "lesson 06",
        picture("vanishing_gradients", "GradientFlow", "Ten sigmoid layers"),
    ),
    Question(
        "Twenty ReLU layers begin with weights of half of He's scale. What happens to the signal?",
        {
            "a": Answer(
                "Nothing, because ReLU does not saturate.",
                "the slope of ReLU does no harm, but the weights are too small.",
            ),
            "b": Answer(
                "The signal fades.", "each layer halves it, and ½ to the 20th is a millionth."
            ),
            "c": Answer(
                "The signal explodes.",
                "for that the weights have to be larger than He's scale, not smaller.",
            ),
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
                "its output is 0 and its slope is 0, so no step of training changes its weights.",
            ),
            "b": Answer(
                "One whose weights are zero.",
                "a dead unit may have large weights; what counts is that its input is below"
                " zero for all examples.",
            ),
            "c": Answer(
                "One that is zero for one example.", "it still learns from the other examples."
            ),
        },
        "a",
        "lesson 07",
        picture("relu", "Census", "Biases far down"),
    ),
    Question(
        "Xu et al. (2015): which variant had the lowest training error, and which the lowest"
        " test error on CIFAR-100?",
        {
            "a": Answer(
                "PReLU, PReLU",
                "PReLU has the lowest training error, but on the test set RReLU is better.",
            ),
            "b": Answer(
                "PReLU, RReLU",
                "the variant with the lowest training error is not the one with the lowest"
                " test error.",
            ),
            "c": Answer("RReLU, PReLU", "it is the other way round."),
        },
        "b",
        "lesson 08",
        picture("relu_variants", "Paper", "Slide: table 4, CIFAR-100"),
    ),
    Question(
        "What do five linear layers without activation functions between them amount to?",
        {
            "a": Answer(
                "A universal approximator.",
                "a product of matrices is one matrix, so the whole is linear.",
            ),
            "b": Answer("One linear layer.", "multiply the five matrices, and one matrix is left."),
            "c": Answer(
                "A polynomial of degree five.",
                "inputs are multiplied by weights, but never by each other.",
            ),
        },
        "b",
        "lesson 09",
        picture("choosing_activations", "Collapse", "Twelve linear layers"),
    ),
    Question(
        "A photo may show a cat, a dog, both or neither. Which output?",
        {
            "a": Answer(
                "Softmax",
                "its outputs sum to 1, so it can say neither that both are there nor that none is.",
            ),
            "b": Answer(
                "One sigmoid for each animal",
                "each animal is a question of its own, answered with yes or no.",
            ),
            "c": Answer(
                "Linear", "its outputs may be negative or above 1, so they are not probabilities."
            ),
        },
        "b",
        "lesson 09",
        picture("choosing_activations", "SigmoidsOrSoftmax", "All three fit"),
    ),
    Question(
        "1000 is added to every logit. What does softmax give?",
        {
            "a": Answer(
                "The same",
                "e^1000 stands in the numerator and in the denominator, and cancels. This is"
                " why programs may subtract the largest logit first.",
            ),
            "b": Answer(
                "Nan, by the mathematics",
                "only a program that computes e^1000 overflows; the mathematics does not.",
            ),
            "c": Answer("1 for all", "the outputs of softmax always sum to 1."),
        },
        "a",
        "lesson 09",
        picture("choosing_activations", "Softmax", "Plus 1000"),
    ),
)
