"""What readers of lesson 09 are asked before they see it."""

from __future__ import annotations

import numpy as np

from lessons_lib.activations import sigmoid, softmax
from lessons_lib.explorable.drawn import Axis, Belief, Curve, Number
from lessons_lib.explorable.prediction import Choose, Option
from lessons_lib.lessons.choosing_activations.gate import STEPS
from lessons_lib.lessons.choosing_activations.outputs import WAYS, finished
from lessons_lib.lessons.choosing_activations.temperature import LOGITS

STEPS_BACK = 9  # from the last of ten hidden layers to the first
INPUTS = np.linspace(-1.0, 1.0, 21)
TEMPERATURES = np.geomspace(0.1, 20.0, 16)
OPEN = 5.0  # the logit of a gate that is nearly open


def linear_layers() -> Choose:
    """What do linear hidden layers add?"""
    return Choose(
        "A network has four linear hidden layers. It moves the points of a square grid. What can it"
        " do to the grid that a single linear layer cannot?",
        {
            "a": Option(
                "Bend its lines.",
                "A linear layer maps each straight line to a straight line, and so do four.",
                "depth alone makes a network bend",
            ),
            "b": Option(
                "Stretch it further.",
                "One layer can stretch as far as you like: its weights are only larger.",
                "more layers are stronger in every respect",
            ),
            "c": Option("Nothing.", "Four linear layers are one linear layer."),
        },
        right="c",
        why="Two linear layers give $(xW_1 + b_1)W_2 + b_2 = x(W_1W_2) + (b_1W_2 + b_2)$. The"
        " product of two matrices is a matrix, and the rest is a row of biases, so the two layers"
        " are one linear layer. The same step joins the third to them, and the fourth.",
    )


def through_sigmoids() -> Number:
    """How much of a gradient can pass nine layers of sigmoids?"""
    return Number(
        "A network has ten hidden layers of sigmoids, and the first weights are drawn by He's"
        " rule. Nine steps lead from the last hidden layer to the first. Which share of the"
        " gradient arrives, at most? (Say a number such as 0.02.)",
        (np.sqrt(2) / 4) ** STEPS_BACK,
        near=2.5,
        factor=True,
        mistakes={
            0.35: Belief(
                "That is one step. Each of the nine steps takes its share of what is left.",
                "the slope of a sigmoid is paid once, and not in every layer",
            ),
            4e-6: Belief(
                "The slopes alone would do that. The weights give back a factor of √2 each time.",
                "only the slopes act on the gradient, and not the weights",
            ),
            0.04: Belief(
                "The factors of the steps are multiplied and not added up.",
                "the loss of gradient grows in proportion to the depth",
            ),
        },
        why="A step leaves at most about √2 · ¼ = 0.35 of the gradient. Nine steps leave at most"
        " about 0.35⁹, less than a ten-thousandth. The picture shows even less, since most slopes"
        " are below ¼.",
    )


def sigmoid_output() -> Curve:
    """What does a sigmoid output make of targets outside its range?"""
    net = finished("sigmoid", next(iter(WAYS)))
    given = np.median(net.predict(INPUTS[:, None])[..., 0], axis=0).round(3)
    followed = Belief(
        "Targets below 0 and above 1 pull the output to 0 and to 1, and there it stays.",
        "with enough hidden units a network follows any targets, whatever its output",
    )
    return Curve(
        "The targets follow a wave: from 0 at $x = -1$ down to −2, through 0 at $x = 0$, up to 2,"
        " and back to 0 at $x = 1$. The output activation is a *sigmoid*. Draw what the networks"
        " give after training.",
        x=Axis(label="input x", name="x", low=-1, high=1, ticks=[-1, -0.5, 0, 0.5, 1]),
        y=Axis(label="output", name="the output", low=-2, high=2, ticks=[-2, -1, 0, 1, 2]),
        at=list(INPUTS),
        truth=list(given),
        shapes={
            "flat": Belief(
                "The network can still tell where the targets are high, and comes as near as it"
                " can.",
                "a network whose output does not fit learns nothing at all",
            ),
            "falls": Belief(
                "The targets are below 0 on the left and above 0 on the right, so the output must"
                " rise.",
                "a sigmoid turns the targets round",
            ),
            "peaks": followed,
            "dips": followed,
        },
        why="A sigmoid gives only numbers between 0 and 1. The closest it can come to a negative"
        " target is 0, and to a target above 1 it is 1, so training pushes the output to these two"
        " ends.",
    )


def safer_threshold() -> Choose:
    """Which way must the threshold go?"""
    return Choose(
        "A tumour is called benign if $p$, the probability that it is benign, lies above the"
        " threshold. You want to *miss* fewer malignant tumours. What must you do to the threshold,"
        " and what does it cost?",
        {
            "a": Option(
                "Raise it; there are more false alarms.",
                "Now only tumours that are very probably benign are called benign.",
            ),
            "b": Option(
                "Lower it; there are more false alarms.",
                "A lower threshold calls *more* tumours benign, the malignant ones among them.",
                "a lower threshold is always the more careful one",
            ),
            "c": Option(
                "Raise it; it costs nothing.",
                "Some benign tumours have no high probability either, and they fail the test too.",
                "a better threshold reduces both kinds of mistakes",
            ),
        },
        right="a",
        why="With a high threshold a tumour must be very probably benign to be called so. Fewer"
        " malignant ones pass, and fewer benign ones too: these are the false alarms.",
    )


def softmax_boundaries() -> Choose:
    """How do softmax regions meet?"""
    return Choose(
        "A network has no hidden layer: the three logits of its softmax are linear functions of the"
        " input. How do the regions of the three classes meet in the plane?",
        {
            "a": Option(
                "Along straight lines.",
                "Two classes tie where a linear function of the input is 0.",
            ),
            "b": Option(
                "Along circles.",
                "A circle needs squares of the inputs, and linear logits have none.",
                "each class has a round region about its centre",
            ),
            "c": Option(
                "Along curves, since softmax is not linear.",
                "Softmax keeps the order of the logits, so it does not move the place of a tie.",
                "the nonlinearity of the output bends the boundary",
            ),
        },
        right="a",
        why="Two classes tie where their logits are equal, because the exponential grows with $z$"
        " and both are divided by the same sum. The difference of two linear logits is again"
        " linear, and it is 0 along a straight line.",
    )


def add_a_constant() -> Choose:
    """What does a constant do to softmax?"""
    return Choose(
        "You add 1000 to every logit. What happens to the probabilities?",
        {
            "a": Option(
                "The largest logit takes nearly all.",
                "The *differences* of the logits stay the same, and only these count.",
                "larger logits make softmax more certain",
            ),
            "b": Option(
                "Nothing, in mathematics and on a computer.",
                "In mathematics nothing happens, but a computer cannot store $e^{1000}$.",
                "a formula gives on a computer what it gives on paper",
            ),
            "c": Option(
                "Nothing in mathematics; a computer that uses the formula as it stands fails.",
                "The factor $e^{1000}$ cancels on paper and overflows on a computer.",
            ),
        },
        right="c",
        why="On paper numerator and sum both gain the factor $e^{1000}$, which cancels. It is"
        " larger than the largest floating-point number, so a computer has infinity, and infinity"
        " divided by infinity is not a number.",
    )


def temperature() -> Curve:
    """What does temperature do to the largest probability?"""
    return Curve(
        "Four classes have the logits 2, 1, 0 and −1. All logits are divided by a number $T$ before"
        " softmax. Draw, against $T$, the probability of the first class.",
        x=Axis(
            label="temperature T",
            name="the temperature",
            low=0.1,
            high=20,
            ticks=[0.1, 1, 10],
            log=True,
        ),
        y=Axis(
            label="probability of class A",
            name="the probability",
            low=0,
            high=1,
            ticks=[0, 0.25, 0.5, 0.75, 1],
        ),
        at=list(TEMPERATURES),
        truth=[softmax(LOGITS / t)[0] for t in TEMPERATURES],
        shapes={
            "flat": Belief(
                "Adding a number to all logits changes nothing; dividing them changes their"
                " differences.",
                "softmax ignores a common factor as it ignores a common summand",
            ),
            "rises": Belief(
                "A large T makes the differences of the logits small, and the classes alike.",
                "a high temperature makes the model more certain",
            ),
            "peaks": Belief(
                "The larger T is, the smaller are the differences: the curve cannot turn.",
                "T = 1 is the best of all temperatures",
            ),
            "dips": Belief(
                "The larger T is, the smaller are the differences: the curve never rises again.",
                "an extreme temperature, low or high, makes the model certain",
            ),
        },
        why="The quotient of two probabilities is $p_A / p_B = e^{(z_A - z_B)/T}$. A small $T$"
        " enlarges the differences, so that the largest logit takes nearly all; a large $T$ brings"
        " all four classes to about a quarter.",
    )


def all_rise() -> Number:
    """Can softmax say that all labels fit?"""
    return Number(
        "Three logits rise together from 0 to 3. Each of three *sigmoids* then rises from 0.50 to"
        " 0.95. What does *softmax* give each of the three?",
        softmax(np.full(3, 3.0))[0],
        near=0.02,
        mistakes={
            0.95: Belief(
                "That is a sigmoid. The three probabilities of softmax must sum to 1.",
                "softmax gives each class its own probability, as a sigmoid does",
            ),
            1: Belief(
                "The three probabilities of softmax sum to 1, so they cannot all be 1.",
                "a large logit always makes a probability near 1",
            ),
            0.5: Belief(
                "There are three of them, and they must sum to 1.",
                "equal logits always mean one half",
            ),
        },
        why="Softmax depends only on the differences between the logits. These stay 0, so each of"
        " the three keeps one third. A sigmoid sees its own logit alone and rises with it.",
    )


def which_gate() -> Choose:
    """Which activation suits a gate?"""
    return Choose(
        "A gate says which *share* of the memory is kept. Which activation suits it?",
        {
            "a": Option(
                "Tanh.",
                "It can be negative, and then the memory changes its sign.",
                "tanh is the activation of recurrent networks, so it suits each of their parts",
            ),
            "b": Option(
                "ReLU.",
                "It can be above 1. A memory multiplied by more than 1 in each step grows without"
                " bound.",
                "what suits hidden layers suits everything",
            ),
            "c": Option("Sigmoid.", "Its range is just the shares, between 0 and 1."),
        },
        right="c",
        why="A share lies between 0 (nothing is kept) and 1 (all is kept), and this is the range of"
        " the sigmoid. The others leave it: ReLU at the top, and tanh at the bottom.",
        veils=False,
    )


def memory_kept() -> Curve:
    """What is left of a memory behind a gate that is nearly open?"""
    keep = float(sigmoid(OPEN))
    at = STEPS[::2]
    return Curve(
        "A memory starts at 1, and nothing new is added. The forget gate has the logit 5 in every"
        " step, so it keeps a share of 0.993. Draw the memory over 40 steps.",
        x=Axis(label="time step", name="the time", low=0, high=40, ticks=[0, 10, 20, 30, 40]),
        y=Axis(label="memory", name="the memory", low=0, high=1.2, ticks=[0, 0.25, 0.5, 0.75, 1]),
        at=list(at),
        truth=[keep**t for t in at],
        shapes={
            "flat": Belief(
                "Each step takes a little, and 40 steps take about a quarter.",
                "a factor just below 1 changes nothing",
            ),
            "rises": Belief(
                "The gate is below 1, so each step leaves less.", "an open gate makes a memory grow"
            ),
            "peaks": Belief(
                "Nothing new is added, so the memory cannot rise first.",
                "a memory fills up before it fades",
            ),
            "dips": Belief(
                "Nothing new is added, so the memory cannot come back.",
                "a forgotten memory comes back by itself",
            ),
        },
        why="After $t$ steps $f^t$ of the memory is left, and 0.993 to the power of 40 is 0.76. So"
        " a gate that is nearly open keeps a memory over many steps.",
    )


def one_is_wrong() -> Choose:
    """Which output does not fit its task?"""
    return Choose(
        "Which of these outputs does *not* fit its task?",
        {
            "a": Option(
                "The price of a house: one linear output.",
                "This one fits: a price is a number, and no bound on it is known.",
                "every output needs a nonlinearity",
            ),
            "b": Option(
                "Whether an e-mail is spam: one sigmoid.",
                "This one fits: there are two classes, and the other has the rest.",
                "two classes need two outputs",
            ),
            "c": Option(
                "Which of ten digits was written: ten sigmoids.",
                "Exactly one digit is right, and ten sigmoids could say several, or none.",
            ),
            "d": Option(
                "Which of twenty topics an article treats, perhaps several: twenty sigmoids.",
                "This one fits: every topic is a question of its own.",
                "many classes always mean softmax",
            ),
        },
        right="c",
        why="Ten digits exclude each other, so their probabilities should sum to 1. That is what"
        " softmax with ten outputs does, and ten sigmoids do not.",
        veils=False,
    )
