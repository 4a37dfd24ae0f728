"""What readers of lesson 03 are asked before they see it."""

from __future__ import annotations

from lessons_lib.explorable.drawn import Axis, Belief, Curve, Number, Place
from lessons_lib.explorable.prediction import Choose, Option
from lessons_lib.lessons.wide_and_deep.digit_units import digit_responses
from lessons_lib.lessons.wide_and_deep.experiment import SAMPLES
from lessons_lib.lessons.wide_and_deep.learning import NARROW, WIDE, Trained, difference, errors
from lessons_lib.lessons.wide_and_deep.parameters import Network, parameters
from lessons_lib.lessons.wide_and_deep.purchases import share
from lessons_lib.theory.depth.purchases import ODD

FEW = 50  # digits


def generalises() -> Choose:
    """Who is right about pairs that were never seen?"""
    wide, deep = (_percent(model, "similar", 0.0) for model in ("wide", "deep"))
    return Choose(
        "After the training, both models are right about nearly all pairs that they have *seen*."
        " Who is right about nearly all *similar* pairs? (Which of the numbers in each formula"
        " has the training changed?)",
        {
            "a": Option(
                "Both.",
                "For these pairs, wide's table still holds zeros.",
                "a model that is right on what it saw is right on the rest",
            ),
            "b": Option(
                "Only wide.",
                "It has more weights, but those of these pairs were never changed.",
                "the model with more weights knows more",
            ),
            "c": Option("Only deep.", "It has numbers for the films, and these were trained."),
            "d": Option(
                "Neither.",
                "The pair was not seen, but both of its films were, in other pairs.",
                "nothing can be known about a pair that was never seen",
            ),
        },
        right="c",
        why=f"Deep is right on {deep} of them, and wide on {wide}. No step has changed the weight"
        " of the pair, and wide is left with the sum of the two films' weights, which cannot"
        " express the rule. Everything that deep needs was trained, on other pairs with these"
        " films.",
    )


def readable() -> Choose:
    """In which model can one look up a reason?"""
    return Choose(
        "A customer asks why the model said no. In which model can you look up the reason?",
        {
            "a": Option("In wide.", "Each of its four numbers belongs to a film or to the pair."),
            "b": Option(
                "In deep.",
                "It has fewer numbers, but none of them has a meaning of its own.",
                "the fewer numbers a model has, the easier it is to read",
            ),
            "c": Option(
                "In both.",
                "You can print all numbers of deep, but not say what one of them stands for.",
                "a model is understood once all its weights are known",
            ),
        },
        right="a",
        why="Wide's logit is a sum of four numbers: one for each film, one for the pair, and the"
        " bias. So you can say which of them made the answer a no. In deep, all three numbers of"
        " both films go into all 12 units.",
    )


def remembers() -> Choose:
    """Who remembers exceptions?"""
    deep = _percent("deep", ODD, 0.1)
    return Choose(
        "Wide has a weight for each pair, and deep has three numbers for each film. Who is right"
        " about *all* exceptions that were seen?",
        {
            "a": Option(
                "Wide and deep.",
                f"Deep is right on {deep} of them.",
                "every model can be trained until all its examples are right",
            ),
            "b": Option("Only wide.", "It has a weight for each exception alone."),
            "c": Option(
                "Only deep.",
                "Deep is better at similar pairs, which follow the rule. Exceptions do not.",
                "the model that generalises better also remembers better",
            ),
        },
        right="b",
        why="The weight of a pair can take any value, and no other pair uses it. To get an"
        " exception right, deep has to change the descriptions of two films, which serve in many"
        f" other pairs. It is right on {deep}.",
    )


def responds() -> Number:
    """To how many images does a unit respond?"""
    return Number(
        "The twenty images to which unit 16 responds most are all threes. One image in ten is a"
        " three. To which share of *all* images does the unit respond? (The training asks only"
        " that the right one of the ten outputs be the largest. Does this need a unit that is 0"
        " for all other digits?)",
        100 * float((digit_responses(0)[:, 15] > 0).mean()),
        near=10,
        unit="%",
        mistakes={
            10: Belief(
                "That is the share of threes. But the unit need not be 0 for other digits.",
                "a unit responds only to what its strongest images show",
            ),
            50: Belief(
                "A ReLU need not be 0 for half of the images. This one hardly ever is.",
                "a ReLU is off for about half of its inputs",
            ),
        },
        why="The unit need not be 0 for the other digits. It is enough that it is larger for"
        " threes, since the outputs add it up with the other units and a bias.",
    )


def catches_up() -> Curve:
    """How does deep compare with linear, the more digits there are?"""
    sizes = SAMPLES["digits"]
    turns = Belief(
        "Each further example makes fewer of the wrong functions agree with all of them, so there"
        " is no reason to turn.",
        "there is one best number of examples",
    )
    return Curve(
        "The models are tested on other images than those that they learnt from. The share of"
        " wrong answers there is the **test error**. By how many percentage points does the test"
        " error of *deep* lie above that of *linear* (below 0: deep is better)?",
        x=Axis(
            label="examples to train on",
            name="the number of examples",
            low=15,
            high=1000,
            ticks=sizes,
            log=True,
        ),
        y=Axis(
            label="deep less linear, points",
            name="the difference",
            low=-10,
            high=10,
            ticks=[-10, -5, 0, 5, 10],
        ),
        at=sizes,
        truth=[100 * difference("digits", n).mean for n in sizes],
        shapes={
            "flat": Belief(
                "With few examples it is not the same model that is better as with many.",
                "one of the models is better, whatever the number of examples",
            ),
            "rises": Belief(
                "With more examples, fewer of the wrong functions agree with all of them. This"
                " helps the more powerful model most.",
                "the simpler model profits more from many examples",
            ),
            "peaks": turns,
            "dips": turns,
        },
        why="With 20 examples deep is wrong on 6 of 100 images more than linear, and with 800 on"
        " 1 less. This is what the argument leads one to expect.",
    )


def wider() -> Place:
    """Where does a deep network lie that has nine times as many parameters?"""
    narrow, wide = (Network("deep", width) for width in (NARROW, WIDE))
    many = parameters("digits", wide)
    before, after = (_error(network) for network in (narrow, wide))
    return Place(
        f"With {FEW} digits and 32 units in each layer, deep has {parameters('digits', narrow)}"
        f" parameters and a test error of {before:.1f} %. Where does deep lie with 128 units in"
        " each layer?",
        x=Axis(
            label="number of parameters",
            name="the number of parameters",
            low=1000,
            high=100_000,
            ticks=[1000, 10_000, 100_000],
            log=True,
        ),
        y=Axis(
            label="test error, %",
            name="the test error",
            low=10,
            high=35,
            ticks=[10, 15, 20, 25, 30, 35],
        ),
        truth=(many, after),
        mistakes={
            (many, 31): Belief(
                "So the argument says: more functions, more overfitting. The experiment says no.",
                "more parameters always mean more overfitting",
            ),
            (many, before): Belief(
                "The wider network does better, although it had no more examples.",
                "the number of parameters makes no difference",
            ),
        },
        why="By the argument the error should rise, since the wider network can represent more"
        f" functions. In fact it falls, to {after:.1f} %.",
    )


def _percent(model: str, group: str, exceptions: float) -> str:
    return f"{100 * share(model, group, 0.7, exceptions).mean:.0f} %"


def _error(network: Network) -> float:
    return 100 * float(
        errors("digits", network.model, FEW, how=Trained(width=network.width)).mean()
    )
