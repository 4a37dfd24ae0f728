"""Questions on lessons 06 to 09: gradients, activations and outputs."""

from __future__ import annotations

from lessons_lib.explorable.quiz import Answer, Question
from lessons_lib.lessons.scene import picture

QUESTIONS = (
    Question(
        "A network of ten sigmoid layers has its usual first weights. Why does so little of the"
        " gradient reach the first layer?",
        {
            "a": Answer(
                "On its way it is multiplied, in each layer, by small weights and by slopes of at"
                " most ¼.",
                "the way back to the first layer leads through all layers, and each of them makes"
                " the gradient smaller.",
            ),
            "b": Answer(
                "The learning rate is too small.",
                "the learning rate multiplies the gradient afterwards. The gradient itself does not"
                " depend on it.",
            ),
            "c": Answer(
                "All units are saturated.",
                "in the picture no unit is saturated. Even where a sigmoid is steepest, its slope"
                " is only ¼.",
            ),
        },
        "a",
        "lesson 06",
        picture("vanishing_gradients", "GradientFlow", "Ten sigmoid layers"),
    ),
    Question(
        "A network of twenty ReLU layers begins with weights half as large as He's. What happens to"
        " the activations from layer to layer?",
        {
            "a": Answer(
                "Nothing, because ReLU does not saturate.",
                "that is true of the slope, but the small weights make each layer's activations"
                " smaller than those before.",
            ),
            "b": Answer(
                "They fade.",
                "each layer makes them about half as large, and ½ to the power of 20 is a"
                " millionth.",
            ),
            "c": Answer(
                "They explode.",
                "for that the weights have to be larger than He's, not smaller.",
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
                "One whose pre-activation is below 0 for all examples: its gradient is then 0.",
                "its slope is 0 for all examples, so no step changes its own weights. (Only a"
                " change in the layers before it could bring it back.)",
            ),
            "b": Answer(
                "One whose weights are zero.",
                "a dead unit may have large weights. What counts is that its pre-activation is"
                " below 0 for all examples.",
            ),
            "c": Answer(
                "One whose output is 0 for one example.", "it still learns from the other examples."
            ),
        },
        "a",
        "lesson 07",
        picture("relu", "Census", "Biases far down"),
    ),
    Question(
        "Xu et al. (2015) compared variants of ReLU on CIFAR-100. Which had the lowest training"
        " error, and which the lowest test error?",
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
                "a product of matrices is one matrix, so all layers together compute a linear"
                " function, and most functions are not linear.",
            ),
            "b": Answer("One linear layer.", "the product of their five matrices is one matrix."),
            "c": Answer(
                "A polynomial of degree five.",
                "inputs are multiplied by weights, but never by each other.",
            ),
        },
        "b",
        "lesson 09",
        picture("choosing_activations", "Collapse", "Six linear layers"),
    ),
    Question(
        "A photo may show a cat, a dog, both or neither. Which output fits?",
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
        "1000 is added to every logit. What does softmax give then?",
        {
            "a": Answer(
                "The same as before",
                "the factor e^1000 stands in the numerator and in the denominator, and cancels."
                " This is why programs may subtract the largest logit first.",
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
