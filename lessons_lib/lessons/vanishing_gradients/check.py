"""The exercises of lesson 06: right answers, plausible wrong ones, and what to say."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

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
from lessons_lib.lessons.vanishing_gradients.passing import (
    DEVIATIONS,
    NETWORKS,
    best_share,
    share_saturated,
    share_that_arrives,
)


def _change_of_v22() -> NumberExercise:
    n = ByHand().numbers()
    h1, h2 = n.h
    error, slope, delta = n.dE_ds[1], n.slopes[1], n.deltas[1]
    right = -delta * h2
    return NumberExercise(
        asks="The change of the weight from hidden unit 2 to output 2, learning rate 1.",
        right=right,
        mistakes={
            "only -η and -(t₂ - s₂) stand there. The slope of the output's sigmoid and the hidden"
            " value h₂ are missing.": -error,
            "the sign is turned: a step goes against the gradient, so the product begins with"
            " -η.": -right,
            "the slope s₂(1 - s₂) of the output's sigmoid is missing.": -error * h2,
            "this is -δ₂ alone. The last factor is missing: ∂u₂/∂v₂₂ is the hidden value h₂, which"
            " the weight multiplies.": -delta,
            "this is δ₂. Two factors are missing: -η and h₂.": delta,
            "this is the change of v₁₂, which comes from hidden unit 1. The weight v₂₂ multiplies"
            " h₂, not h₁.": -delta * h1,
            "this is the change of v₂₁, which leads to output 1. The weight v₂₂ leads to"
            " output 2, so it needs δ₂.": -n.deltas[0] * h2,
            "the derivative of the error, -(t₂ - s₂), is missing.": -slope * h2,
            "the slope was taken at the hidden unit, h₂(1 - h₂). It belongs at the output,"
            " s₂(1 - s₂).": -error * n.slopes_hidden[1] * h2,
            "the slope was taken at s₂, but s₂ is the sigmoid's value already: its slope there is"
            " s₂(1 - s₂), not σ'(s₂).": -error * float(sigmoid.derivative(n.s[1])) * h2,
            "the sum z₂ of the hidden unit stands where its value h₂ belongs.": -delta * n.z[1],
        },
        well_done=f"the product is {right:.4f}; step 7 of the picture shows it beside v₂₂.",
        tolerance=5e-4,
    )


change_of_v22 = _change_of_v22()

Vector = NDArray[np.float64]


def _hidden(delta: Vector, v: Vector, h: float) -> Vector:
    return np.asarray(np.sum(delta * v) * h * (1 - h))


def _probe(outputs: int) -> tuple[Vector, Vector, float]:
    rng = np.random.default_rng(outputs)
    signs = rng.choice([-1, 1], outputs)
    return rng.normal(size=outputs), signs * rng.uniform(0.5, 2.0, outputs), rng.uniform(0.1, 0.4)


delta_hidden = FunctionExercise(
    asks="From the outputs' deltas and the weights to them: the delta of a hidden unit.",
    right=_hidden,
    mistakes={
        "the sum over the outputs is missing: each output gives one path back, and the unit needs"
        " a single number. Use np.sum(delta * v).": lambda d, v, h: d * v * h * (1 - h),
        "the slope of the hidden unit's sigmoid is missing: multiply by h * (1 - h).": (
            lambda d, v, h: np.sum(d * v)
        ),
        "both the sum over the outputs and the hidden unit's slope, h * (1 - h), are missing.": (
            lambda d, v, h: d * v
        ),
        "the weights are missing: on each path back the gradient is multiplied by its weight.": (
            lambda d, v, h: np.sum(d) * h * (1 - h)
        ),
        "the outputs' deltas are missing: they are what comes back.": (
            lambda d, v, h: np.sum(v) * h * (1 - h)
        ),
        "the two sums were taken first and multiplied then. Each delta belongs to its own weight:"
        " multiply on each path, then add.": lambda d, v, h: np.sum(d) * np.sum(v) * h * (1 - h),
        "the sign is turned. The minus of -(t - s) is already in delta.": (
            lambda d, v, h: -_hidden(d, v, h)
        ),
        "the slope was taken at h, but h is the value σ(z) already: the slope there is"
        " h * (1 - h).": lambda d, v, h: np.sum(d * v) * sigmoid.derivative(h),
        "the slope is h * (1 - h); the factor (1 - h) is missing.": (
            lambda d, v, h: np.sum(d * v) * h
        ),
        "the slope is h * (1 - h); the factor h is missing.": (
            lambda d, v, h: np.sum(d * v) * (1 - h)
        ),
        "the slope 1 - h² belongs to tanh. The unit is a sigmoid: its slope is h * (1 - h).": (
            lambda d, v, h: np.sum(d * v) * (1 - h**2)
        ),
        "only the path through the first output is there. Add up the paths through all outputs:"
        " np.sum(delta * v).": lambda d, v, h: d[0] * v[0] * h * (1 - h),
        "1/4 is only the largest slope. At the value h the sigmoid's slope is h * (1 - h).": (
            lambda d, v, h: np.sum(d * v) / 4
        ),
        "the paths add up; a mean divides by their number.": (
            lambda d, v, h: np.mean(d * v) * h * (1 - h)
        ),
    },
    probes=[_probe(2), _probe(5)],
    well_done="each path back is a delta times a weight. The paths add up, and the sum is"
    " multiplied by the slope of the unit that they meet in.",
)

layers_below_a_thousandth = NumberExercise(
    asks="Layers of one sigmoid unit, all weights 1, until less than 1/1000 is certain.",
    right=5,
    mistakes={
        "(1/4)⁴ = 1/256, which is not yet below 1/1000.": 4,
        "10 layers would be needed if each halved the gradient, (1/2)¹⁰ = 1/1024. But the largest"
        " slope of the sigmoid is 1/4.": 10,
        "the factors of the layers multiply, they do not add: ask for (1/4)ᴸ < 1/1000.": 250,
    },
    rules=[
        (lambda n: n != int(n) or n < 1, "a number of layers is a whole number of at least 1."),
        (lambda n: n < 5, "with that many, (1/4)ᴸ is still above 1/1000."),
        (
            lambda n: n > 5,
            "with that many it is certain, but with fewer it is certain as well. Which is the"
            " smallest number?",
        ),
    ],
    well_done="(1/4)⁵ = 1/1024, and with 4 layers it is only 1/256.",
)


deviation_for_quarter = NumberExercise(
    asks="The deviation of the weights, 8 units to a layer and slopes of 1/4, that keeps δ.",
    right=float(np.sqrt(2)),
    mistakes={
        "this is 1/√8, right for slopes of 1, which is Glorot's case. With slopes of 1/4 the"
        " weights have to make up for a factor of 4 in each layer.": float(np.sqrt(1 / 8)),
        "the number of units n stands upside down. By (4), n σ² (1/4)² must be 1, so more units ask"
        " for smaller weights.": float(np.sqrt(8)),
        "the factor 4 is right, but the √8 should divide: by (4), n σ² (1/4)² must be 1.": float(
            4 * np.sqrt(8)
        ),
        "this is the variance of the weights, 16/8. The deviation is its square root.": 2,
        "the slope enters (4) squared, as (1/4)²; here it stands without the square.": float(
            np.sqrt(1 / 2)
        ),
        "the slope divides where it should multiply: smaller slopes need larger weights.": float(
            np.sqrt(1 / 8) / 4
        ),
        "this is the factor by which the weights have to be larger than for slopes of 1. Multiply"
        " it with 1/√8.": 4,
        "the number of units is missing: each unit adds up 8 paths, so n = 8 divides the"
        " variance. For a single path it would be 4² = 16.": 16,
    },
    well_done="σ = 4/√8 = √2, four times what slopes of 1 would ask for.",
    tolerance=5e-3,
)


@judged(as_number)
def best_deviation(deviation: float) -> Feedback:
    """The deviation of the initial weights that lets most gradient through ten layers."""
    try:
        here = share_that_arrives(deviation)
    except ValueError as error:
        return Feedback(False, str(error))
    best = best_share()
    said = (
        f"with deviation {deviation:g} a share of {here.middle:.2g} reaches layer 1 (median of"
        f" {NETWORKS} networks, 95% interval {here.low:.2g} to {here.high:.2g}), and"
        f" {share_saturated(deviation):.0%} of the pre-activations are saturated"
    )
    if here.high >= best / 2:
        return Feedback(
            True,
            f"{said}. As far as these networks tell, that is at least half of the best,"
            f" {best:.2g}. Larger weights pass more back through each unit that is not saturated,"
            " and leave fewer such units. Around here the first effect makes up for the second.",
        )
    if deviation < DEVIATIONS[0]:
        return Feedback(
            False,
            f"{said}. That is less than half of the best share: try larger weights.",
        )
    return Feedback(
        False, f"{said}. That is less than half of the best share: try smaller weights."
    )


why_depth_failed = ChoiceExercise(
    asks="What keeps four layers at the answer 1/2 for 150 epochs: the reason that passed a test.",
    right="c",
    words={
        "a": "(a) is not it. After 2500 epochs the median of the same four-layer networks gets"
        " every point right, so they can represent the spirals.",
        "b": "(b) is not it. With Glorot's weights not one unit in a hundred is saturated, and the"
        " slopes are near 1/4, as large as a sigmoid's can be.",
        "c": "with batches of 20, equal shares undo the fading, and the plateau ends within 20"
        " epochs of their beginning, at epoch 1 or at 101. Had it lasted, the fading could not be"
        " its cause.",
        "d": "(d) is not it. With equal shares the same networks, with 8 units to a layer, have"
        " left the answer 1/2 by epoch 20.",
    },
)
