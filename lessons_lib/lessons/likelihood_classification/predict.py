"""What readers of lesson 11 are asked before they see it."""

from __future__ import annotations

import numpy as np

from lessons_lib.explorable.drawn import Axis, Belief, Curve
from lessons_lib.explorable.prediction import Choose, Option
from lessons_lib.lessons.likelihood_classification.experiment import LONG, stored
from lessons_lib.theory.likelihood.confident import squared_gradient


def infinite() -> Choose:
    """Which of entropy, cross-entropy and KL divergence can be infinite?"""
    return Choose(
        "Which of the three can be infinite?",
        {
            "a": Option(
                "Only KL.",
                "KL is the cross-entropy minus the entropy, which is finite. So if KL is"
                " infinite, the cross-entropy is too.",
                "the cross-entropy is an average of probabilities, and so stays small",
            ),
            "b": Option(
                "KL and the cross-entropy.",
                "Always both at once, since they differ by the finite entropy.",
            ),
            "c": Option(
                "All three.",
                "An outcome with p near 0 has a large surprise, but it occurs so seldom that"
                " −p ln p goes to 0.",
                "a rare outcome makes the entropy as large as you like",
            ),
        },
        right="b",
        why="If the model gives probability 0 to an outcome that occurs, its surprise there is"
        " −ln 0, which is infinite, and so are the two averages that contain q. In the entropy"
        " the surprise at p has the weight p. Since −p ln p goes to 0 when p does, 0 ln 0"
        " counts as 0.",
    )


def inputs() -> Choose:
    """May the probability of the inputs be left out of the likelihood?"""
    return Choose(
        "May the probability of the inputs be left out of the likelihood?",
        {
            "a": Option(
                "Yes, always.",
                "If the parameters also describe the inputs, another θ may be best without them.",
                "only the targets can carry information on the parameters",
            ),
            "b": Option(
                "Yes, if it does not depend on θ.", "Then it is the same factor for every θ."
            ),
            "c": Option(
                "No, because it changes the likelihood.",
                "It does change the value. But we look for the θ at which it is largest.",
                "whatever changes the value of a function moves its maximum",
            ),
        },
        right="b",
        why="The likelihood is a product of the probabilities of the pairs. A factor that is the"
        " same for every θ changes how large this product is, but not the θ at which it is"
        " largest. The derivation that follows does this step by step.",
        veils=False,
    )


def likeliest() -> Choose:
    """Which curve makes twelve points most probable?"""
    return Choose(
        "In the next picture, each point's probability is a length: from 0 up to the curve if"
        " $t = 1$, and from 1 down to the curve if $t = 0$. The likelihood is the product of all"
        " twelve. Point 5 has $t = 1$ but lies among points with $t = 0$, and point 10 has"
        " $t = 0$ but lies among points with $t = 1$. Which curve has the largest likelihood?",
        {
            "a": Option(
                "One that bends towards these two points.",
                "The curve $\\sigma(wx + b)$ only rises or only falls, so it cannot bend.",
                "a single unit can follow every point",
            ),
            "b": Option(
                "One that rises slowly, so that these two keep some length.",
                "No factor of the product is then near 0.",
            ),
            "c": Option(
                "One that rises steeply, so that the other ten get nearly the length 1.",
                "Two factors near 0 cost more than ten factors near 1 can win.",
                "getting most points fully right outweighs a few that are badly wrong",
            ),
        },
        right="b",
        why="One factor near 0 makes the whole product nearly 0. If *w* and *b* of the best curve"
        " are doubled, the other ten lengths become longer, but those of points 5 and 10 become"
        " shorter, and the product falls.",
    )


def constant() -> Choose:
    """Where in the triangle of three classes is the loss constant?"""
    return Choose(
        "Each point of the next triangle is a distribution over three classes; at a corner one"
        " class is certain. Where is the loss constant if the true class is A?",
        {
            "a": Option(
                "On circles around A.",
                "Equal distances from the corner A do not mean equal probabilities of A.",
                "the loss is the distance of the prediction from the target",
            ),
            "b": Option(
                "On lines parallel to BC.", "All points of such a line have the same p(A)."
            ),
            "c": Option(
                "On lines through A.",
                "Towards A the class A becomes more probable, so the loss falls.",
                "the loss depends on how the rest is shared between B and C",
            ),
        },
        right="b",
        why="The loss is −ln p(A), and p(A) is the distance from the side BC divided by the height"
        " of the triangle. How the rest is shared between B and C does not matter to the loss.",
    )


def push() -> Curve:
    """How hard does squared error push a unit that is wrong?"""
    z = np.arange(-12.0, 7.0)
    return Curve(
        "The loss of an example with $t = 1$ is half its squared error, ½(p − 1)², where"
        " $p = \\sigma(z)$. Draw the size of its gradient in *z*. On the left the answer is wrong,"
        " on the right it is right.",
        x=Axis(label="logit z", name="logit", low=-12, high=6, ticks=[-12, -9, -6, -3, 0, 3, 6]),
        y=Axis(
            label="size of the gradient in z",
            name="the gradient",
            low=0,
            high=0.4,
            ticks=[0, 0.1, 0.2, 0.3, 0.4],
        ),
        at=list(z),
        truth=list(np.abs(squared_gradient(z, np.ones_like(z)))),
        shapes={
            "falls": Belief(
                "This is so for the logistic loss. Squared error has the slope of the sigmoid as"
                " a factor, and far on the left that is almost 0.",
                "the more wrong an answer is, the harder squared error pushes",
            ),
            "flat": Belief(
                "The sigmoid is steep near 0 and flat on both sides, so the gradient cannot stay"
                " the same.",
                "the gradient does not depend on the slope of the sigmoid",
            ),
            "rises": Belief(
                "On the right the answer is right, so nearly nothing is left to learn.",
                "a certain unit learns fastest",
            ),
            "dips": Belief(
                "Near 0 the sigmoid is steepest, so the gradient is not least there.",
                "an undecided unit learns least",
            ),
        },
        why="Squared error is a function of *p*, and *p* is a function of *z*. By the chain rule"
        " the gradient is $p - t$ times the slope of the sigmoid. On the right $p - t$ is almost"
        " 0. On the left the slope is, as in lesson 06, although the answer is wrong.",
    )


def weight() -> Choose:
    """Where does a weight end if a threshold separates the classes?"""
    return Choose(
        "Where does the weight *w* end?",
        {
            "a": Option(
                "At the value that makes the six points most probable.",
                "There is no such value, since a larger weight makes them more probable still.",
                "every likelihood has a maximum",
            ),
            "b": Option(
                "At a value that depends on the learning rate.",
                "The rate changes how fast the weight grows, but not that it grows.",
                "training comes to rest wherever its steps have become small",
            ),
            "c": Option("Nowhere: it keeps growing.", "Each weight is beaten by a larger one."),
        },
        right="c",
        why="Once all points are on their right sides, doubling *w* and *b* makes every one of"
        " them more probable. The likelihood comes ever closer to 1 and has no maximum.",
        veils=False,
    )


def fresh() -> Curve:
    """How does the loss on new labels go while the weight grows?"""
    at = [int(np.abs(np.log(LONG / step)).argmin()) for step in 10 ** np.arange(0, 5.1, 0.25)]
    middle = np.array(stored()["growth"]["separable"]["0"]["fresh"])[:, 1]
    other = Belief(
        "At first the curve is too flat, and every step brings it closer to the truth.",
        "training harms from the first step on",
    )
    return Curve(
        "The weight starts at 0 and grows without end, and the training loss falls to 0. Draw the"
        " *loss on new labels* against the training steps.",
        x=Axis(
            label="training step",
            name="step",
            low=1,
            high=1e5,
            ticks=[1, 10, 100, 1000, 10_000, 100_000],
            log=True,
        ),
        y=Axis(
            label="loss on new labels, nats",
            name="the loss",
            low=0.1,
            high=10,
            ticks=[0.1, 0.3, 1, 3, 10],
            log=True,
        ),
        at=[float(LONG[k]) for k in at],
        truth=list(middle[at]),
        shapes={
            "falls": Belief(
                "This is so for the training loss. New labels also fall on the other side of the"
                " threshold, where a large weight is costly.",
                "what lowers the training loss lowers the loss on new data as well",
            ),
            "flat": Belief(
                "A weight of 0 gives every label the probability ½, and a large one is nearly"
                " certain. The two do not cost the same.",
                "only the place of the threshold matters to the loss, and not the weight",
            ),
            "rises": other,
            "peaks": other,
        },
        why="While the weight is small, the curve becomes more like the true one, and the loss"
        " falls. Then the curve becomes steeper than the truth. New labels that fall on the other"
        " side of the threshold cost more and more.",
    )


def program() -> Choose:
    """What does a program find that computes the loss from the probability?"""
    return Choose(
        "The logit is −1000 and $t = 1$, so the loss is $\\ln(1 + e^{1000})$, which is 1000. What"
        " does a program find that first computes $p = 1 / (1 + e^{1000})$, and then $-\\ln p$?"
        " (Its numbers are the usual ones, float64. They reach to about $10^{308}$.)",
        {
            "a": Option(
                "1000.",
                "It would be so if the program kept all digits of *p*. It keeps none.",
                "a formula that is right on paper is right in a program",
            ),
            "b": Option("Infinity.", "The probability is rounded to 0, and −ln 0 is infinite."),
            "c": Option(
                "The largest number that there is.",
                "Beyond the largest number the program goes on with infinity.",
                "a program stops at the largest number it knows",
            ),
        },
        right="b",
        why="The number $e^{1000}$ is larger than the largest of float64, and the program puts"
        " infinity in its place. Then *p* is 1/∞, which is 0, and −ln 0 is infinite.",
    )
