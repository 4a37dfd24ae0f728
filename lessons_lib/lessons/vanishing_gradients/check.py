"""The exercises of lesson 06: right answers, plausible wrong ones, and what to say."""

from __future__ import annotations

from functools import cache

import numpy as np

from lessons_lib._answers import as_number
from lessons_lib.activations import sigmoid
from lessons_lib.exercises import (
    ChoiceExercise,
    Feedback,
    FunctionExercise,
    NumberExercise,
    judged,
)
from lessons_lib.lessons.vanishing_gradients.by_hand import ByHand
from lessons_lib.lessons.vanishing_gradients.flow import CHOSEN, GradientFlow, batch
from lessons_lib.theory.gradients.gradient_flow import saturated

DEVIATIONS = np.linspace(3.0, 6.0, 31)  # the best lies among them


def _change_of_v2() -> NumberExercise:
    n = ByHand().numbers()
    s1, s2 = n.s_hidden
    right = -n.delta * s2
    return NumberExercise(
        asks="The change of the weight from the second hidden unit, learning rate 1.",
        right=right,
        mistakes={
            "only -η and -(t - s) stand there: the slope of the output and s₂ are"
            " missing.": -n.dE_ds,
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
        },
        well_done=f"the product is {right:.4f}; step 7 of the picture shows it beside v₂.",
        tolerance=5e-4,
    )


change_of_v2 = _change_of_v2()

_RNG = np.random.default_rng(0)
delta_hidden = FunctionExercise(
    asks="Backwards through one weight and one sigmoid: delta, v and s to the hidden delta.",
    right=lambda delta, v, s: delta * v * s * (1 - s),
    mistakes={
        "the slope of the hidden sigmoid is missing: multiply by s*(1 - s).": lambda d, v, s: d * v,
        "the weight is missing: the gradient comes back through v.": lambda d, v, s: (
            d * s * (1 - s)
        ),
        "the δ of the output is missing: it is what comes back.": lambda d, v, s: v * s * (1 - s),
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
    },
    probes=[
        (
            _RNG.normal(size=50),
            _RNG.uniform(0.5, 2.0, 50) * _RNG.choice([-1, 1], 50),
            _RNG.uniform(0.05, 0.95, 50),
        )
    ],
    well_done="δ, times the weight, times the slope: each layer adds two factors.",
)

layers_below_a_thousandth = NumberExercise(
    asks="Layers of one sigmoid unit, all weights 1, until less than 1/1000 is sure.",
    right=5,
    mistakes={
        "(1/4)⁴ = 1/256: not yet below 1/1000.": 4,
        "that is (1/2)¹⁰; the largest slope of the sigmoid is 1/4.": 10,
        "the bounds multiply, they do not add: (1/4)ᴸ < 1/1000.": 250,
    },
    rules=[
        (lambda n: n != int(n) or n < 1, "layers are counted: a whole number of at least 1."),
        (lambda n: n < 5, "(1/4)ᴸ is still above 1/1000 there."),
        (lambda n: n > 5, "that many suffice, but fewer do as well."),
    ],
    well_done="(1/4)⁵ = 1/1024.",
)


def _stack(deviation: float) -> GradientFlow:
    """Ten layers of 8 sigmoid units."""
    return GradientFlow(depth=10, init=CHOSEN, deviation=deviation)


def share_that_arrives(deviation: float) -> float:
    """Median share of the output's δ that reaches layer 1."""
    found = _stack(deviation).measure()
    return float(np.median(found.deltas[0] / found.deltas[-1]))


def share_saturated(deviation: float) -> float:
    """Share of the hidden pre-activations whose slope is below a tenth of the largest."""
    hidden = _stack(deviation).network("float64").forward(batch(8)[0]).pre_activations[:-1]
    return float(np.mean(saturated(sigmoid, np.stack(hidden))))


@cache
def _shares() -> list[float]:
    return [share_that_arrives(float(d)) for d in DEVIATIONS]


@judged(as_number)
def best_deviation(deviation: float) -> Feedback:
    """The deviation of the initial weights that lets most gradient through ten layers."""
    try:
        here = share_that_arrives(deviation)
    except ValueError as error:
        return Feedback(False, str(error))
    shares = _shares()
    said = (
        f"with deviation {deviation:g} a share of {here:.1g} reaches layer 1, and"
        f" {share_saturated(deviation):.0%} of the units are saturated"
    )
    if here >= max(shares) / 2:
        return Feedback(
            True,
            f"{said}. That is within a factor 2 of the best that was tried. Larger weights pass"
            " more back and saturate more units; here the two balance.",
        )
    if deviation < DEVIATIONS[int(np.argmax(shares))]:
        return Feedback(False, f"{said}. The weights that δ passes are still too small: go up.")
    return Feedback(False, f"{said}, whose slopes let little through: go down.")


why_depth_failed = ChoiceExercise(
    asks="Why four layers fail where two serve, at the same number of epochs.",
    right="c",
    words={
        "a": "(a) is not it: begun with other weights, the same four layers solve the set.",
        "b": "(b) is not it: at Glorot's weights not one unit in a hundred is saturated; the"
        " slopes are near 1/4, as large as they can be.",
        "c": "only the initial weights were changed, and four layers went from none to most"
        " of 32 networks.",
        "d": "(d) is not it: one layer of the same 8 units already does better.",
    },
)
