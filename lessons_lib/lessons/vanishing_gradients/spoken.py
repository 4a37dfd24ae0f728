"""What the picture of backpropagation by hand says at each of its steps."""

from __future__ import annotations

from typing import Any

from lessons_lib.theory.gradients.backpropagation import Backpropagation, backpropagate


def steps(n: Backpropagation, given: tuple[Any, Any, Any, Any], rate: float) -> tuple[str, ...]:
    """One sentence or two for each step, with the numbers of both passes."""
    (x1, x2), w, v, targets = given
    after = backpropagate((x1, x2), w - rate * n.dE_dw, v - rate * n.dE_dv, targets)
    return (
        f"The inputs are {x1:g} and {x2:g}, and the numbers on the lines are the weights."
        " Nothing has been computed yet.",
        "Each hidden unit adds up weight times input. The sums are"
        f" z₁ = {number(n.z[0])} and z₂ = {number(n.z[1])}.",
        "Each hidden unit applies the sigmoid to its sum. Its value is"
        f" h₁ = {number(n.h[0])} and h₂ = {number(n.h[1])}.",
        "Each output adds up weight times hidden value. The sums are"
        f" u₁ = {number(n.u[0])} and u₂ = {number(n.u[1])}.",
        "The sigmoid of these sums is what the network answers:"
        f" s₁ = {number(n.s[0])} and s₂ = {number(n.s[1])}.",
        f"The error is E = {number(n.error)}. Its derivatives in the two answers are"
        f" -(t₁ - s₁) = {number(n.dE_ds[0])} and -(t₂ - s₂) = {number(n.dE_ds[1])}.",
        "Multiplied by the slope of the sigmoid at each output, they become"
        f" δ₁ = {number(n.deltas[0])} and δ₂ = {number(n.deltas[1])}.",
        "Multiplied by the hidden value and by -η, δ gives the changes of the last four weights."
        f" The weight v₁₁ changes by {signed(-rate * n.dE_dv[0, 0])}.",
        "The first hidden unit reaches the error along two paths. Along the first, through v₁₁,"
        f" comes back {number(n.deltas[0])} · {number(v[0, 0])} = {number(n.paths[0, 0])}.",
        f"Along the second path, through v₁₂, comes back {number(n.paths[0, 1])}. The sum over"
        f" both paths is ∂E/∂h₁ = {number(n.dE_dh[0])}.",
        f"Multiplied by the slope h₁(1 - h₁) = {number(n.slopes_hidden[0])}, the sum becomes the"
        f" δ of the first hidden unit, {number(n.deltas_hidden[0])}.",
        "Multiplied by the input and by -η, it gives the changes of the first four weights."
        f" The weight w₁₁ changes by {signed(-rate * n.dE_dw[0, 0])}.",
        f"With all eight weights changed, the error goes from {number(n.error)} to"
        f" {number(after.error)}.",
    )


def number(value: float) -> str:
    """Four decimals, or three digits of what is smaller than a thousandth."""
    return f"{value:.3g}" if 0 < abs(value) < 1e-3 else f"{value:.4f}".rstrip("0").rstrip(".")


def signed(value: float) -> str:
    """The same with its sign."""
    return ("+" if value >= 0 else "") + number(value)
