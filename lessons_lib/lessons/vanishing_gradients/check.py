"""The exercises of lesson 05: right answers, plausible wrong ones, and what to say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lessons_lib.activations import sigmoid
from lessons_lib.exercises import Feedback, check_choice, check_function, check_number
from lessons_lib.lessons.vanishing_gradients.by_hand import ByHand
from lessons_lib.lessons.vanishing_gradients.flow import CHOSEN, GradientFlow

TOLERANCE = 5e-4
DEVIATIONS = (0.1, 0.2, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 5.0, 7.0, 10.0)


def change_of_v2(answer: float) -> Feedback:
    """The change of the weight from the second hidden unit, learning rate 1."""
    n = ByHand().numbers()
    s1, s2 = n.s_hidden
    right = -n.delta * s2
    mistakes = {
        "only -η and -(t - s) stand there: the slope of the output and s₂ are missing.": -n.dE_ds,
        "the sign: the step goes against the gradient, so the product begins with -η.": -right,
        "the factor s(1 - s) of the output is missing.": -n.dE_ds * s2,
        "that is -δ alone: the last factor, ∂net/∂v₂, is the hidden value it multiplies.": (
            -n.delta
        ),
        "that is -δ alone with the sign turned; two things are missing: -η and s₂.": n.delta,
        "that is the change of v₁: the weight v₂ multiplies s₂, not s₁.": -n.delta * s1,
        "the error's factor -(t - s) is missing.": -n.ds_dnet * s2,
        "the slope was taken at the hidden unit, s₂(1 - s₂); it belongs at the output,"
        " s(1 - s).": -n.dE_ds * n.slopes_hidden[1] * s2,
        "the slope was taken at s: s is already the sigmoid's value, so its slope is s(1 - s),"
        " not σ'(s).": -n.dE_ds * float(sigmoid.derivative(n.s)) * s2,
        "the hidden unit's net stands where its value s₂ belongs.": -n.delta * n.net_hidden[1],
    }
    return check_number(
        answer,
        right,
        [(_near(value), words) for words, value in mistakes.items()],
        well_done=f"the product is {right:.4f}; step 7 of the picture shows it beside v₂.",
        tolerance=TOLERANCE,
    )


def _near(value: float) -> Callable[[float], bool]:
    return lambda answer: abs(answer - value) <= TOLERANCE


def delta_hidden(answer: Callable[..., Any]) -> Feedback:
    """Backwards through one weight and one sigmoid: delta, v and s to the hidden delta."""
    mistakes: dict[str, Callable[..., Any]] = {
        "the slope of the hidden sigmoid is missing: multiply by s*(1 - s).": lambda d, v, s: d * v,
        "the weight is missing: the gradient comes back through v.": lambda d, v, s: (
            d * s * (1 - s)
        ),
        "the sign is turned: δ already carries the minus of -(t - s).": lambda d, v, s: (
            -d * v * s * (1 - s)
        ),
        "σ' is taken at s, but s is the value σ(net) already: the slope there is s*(1 - s).": (
            lambda d, v, s: d * v * sigmoid.derivative(s)
        ),
        "the slope is s*(1 - s); the factor (1 - s) is missing.": lambda d, v, s: d * v * s,
        "the slope is s*(1 - s); the factor s is missing.": lambda d, v, s: d * v * (1 - s),
        "the slope is taken at the weight v: it belongs at the hidden unit's value s.": (
            lambda d, v, s: d * v * v * (1 - v)
        ),
        "a weight divides nothing on the way back: multiply by v.": lambda d, v, s: (
            d / v * s * (1 - s)
        ),
    }
    rng = np.random.default_rng(0)
    return check_function(
        answer,
        lambda d, v, s: d * v * s * (1 - s),
        mistakes,
        rng.normal(size=50),
        rng.uniform(0.5, 2.0, 50) * rng.choice([-1, 1], 50),
        rng.uniform(0.05, 0.95, 50),
        well_done="δ, times the weight, times the slope: each layer adds two factors.",
    )


def layers_below_a_thousandth(answer: int) -> Feedback:
    """Layers of one sigmoid unit, all weights 1, until less than 1/1000 is sure."""
    return check_number(
        answer,
        5,
        [
            (lambda n: n != int(n) or n < 1, "layers are counted: a whole number of at least 1."),
            (lambda n: n == 4, "(1/4)⁴ = 1/256: not yet below 1/1000."),
            (lambda n: n == 10, "that is (1/2)¹⁰; the largest slope of the sigmoid is 1/4."),
            (lambda n: n == 250, "the bounds multiply, they do not add: (1/4)ᴸ < 1/1000."),
            (lambda n: n > 5, "that many suffice, but fewer do as well."),
        ],
        well_done="(1/4)⁵ = 1/1024.",
    )


def share_that_arrives(deviation: float) -> float:
    """Median share of the output's δ that reaches layer 1 of ten layers of 8 sigmoid units."""
    found = GradientFlow(depth=10, init=CHOSEN, deviation=deviation).measure()
    return float(np.median(found.deltas[0] / found.deltas[-1]))


def best_deviation(answer: float) -> Feedback:
    """The deviation of the initial weights that lets most gradient through ten layers."""
    try:
        here = share_that_arrives(answer)
    except (TypeError, ValueError) as error:
        return Feedback(False, str(error))
    best = max(share_that_arrives(deviation) for deviation in DEVIATIONS)
    arrives = f"with deviation {float(answer):g} a share of {here:.1g} reaches layer 1"
    if here >= best / 2:
        return Feedback(True, f"{arrives}, within a factor 2 of the best that was tried.")
    if answer < 3:
        return Feedback(
            False, f"{arrives}. The sigmoids are not saturated but the weights small: go up."
        )
    return Feedback(False, f"{arrives}. Most units are saturated now: go down.")


def why_depth_failed(answer: str) -> Feedback:
    """Why four layers fail where two serve, at the same number of epochs."""
    return check_choice(
        answer,
        "c",
        {
            "a": "(a) is not it: begun with other weights, the same four layers solve the set.",
            "b": "(b) is not it: at Glorot's weights not one unit in a hundred is saturated; the"
            " slopes are near 1/4, as large as they can be.",
            "c": "only the initial weights were changed, and four layers went from none to most"
            " of 32 networks.",
            "d": "(d) is not it: one layer of the same 8 units already does better.",
        },
    )
