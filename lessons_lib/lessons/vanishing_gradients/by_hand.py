"""Backpropagation by hand: a 2-2-1 network with its numbers, one step at a time."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Explorable, Slider
from lessons_lib.lessons.vanishing_gradients.factors import HIDDEN, LAST, OUTPUT, Product
from lessons_lib.theory.gradients.backpropagation import Backpropagation, backpropagate

W = np.array([[1.0, -0.5], [0.5, 1.5]])  # from input i to hidden unit j
V = np.array([2.0, -1.0])
NAMES = ("w₁₁", "w₁₂", "w₂₁", "w₂₂", "v₁", "v₂")
INPUTS, UNITS, END = ((0.0, 1.0), (0.0, -1.0)), ((2.4, 1.0), (2.4, -1.0)), (4.8, 0.0)


class ByHand(Explorable):
    """A 2-2-1 sigmoid network: values flow forward, gradients flow back."""

    size = (9.8, 6.2)
    at = Slider(0, min=0, max=LAST, step=1, label="step")
    x1 = Slider(1.0, min=-2.0, max=2.0, step=0.25, label="input x₁")
    x2 = Slider(0.5, min=-2.0, max=2.0, step=0.25, label="input x₂")
    target = Slider(1.0, min=0.0, max=1.0, step=0.1, label="target t")
    scale = Slider(1.0, min=0.5, max=12.0, step=0.5, label="all weights times")
    rate = Slider(1.0, min=0.1, max=5.0, step=0.1, label="learning rate η")
    scenes = {
        "The network": {},
        "Forward done": {"at": 4},
        "Back to the output": {"at": 7},
        "Back to the first weights": {"at": 10},
        "Large weights": {"at": 10, "scale": 12.0},
        "Confidently wrong": {"at": 10, "scale": 8.0, "target": 0.0},
    }

    def numbers(self) -> Backpropagation:
        """All numbers of the two passes at the present values."""
        return backpropagate(*self._given())

    def _given(self) -> tuple[Any, Any, Any, float]:
        return (self.x1, self.x2), self.scale * W, self.scale * V, self.target

    def draw(self, figure: Figure) -> None:
        top, bottom = figure.subplots(2, 1, height_ratios=(3, 2))
        for axes in (top, bottom):
            axes.set_axis_off()
        top.set(xlim=(-0.7, 5.9), ylim=(-1.75, 1.75))
        bottom.set(xlim=(0, 12.4), ylim=(0, 3))
        paper = dict(facecolor=top.get_facecolor(), edgecolor="none", pad=1.5)
        ends = [(i, j) for i in INPUTS for j in UNITS] + [(i, END) for i in UNITS]
        for start, end in ends:
            top.plot(*zip(start, end, strict=True), color="C5", linestyle="-", linewidth=1.5)
        self.edges = [
            top.text(*_along(start, end), "", ha="center", va="center", bbox=paper, fontsize=12)
            for start, end in ends
        ]
        places = np.array([*INPUTS, *UNITS, END])
        top.plot(
            *places.T,
            "o",
            markersize=50,
            markerfacecolor=top.get_facecolor(),
            markeredgecolor="C0",
            markeredgewidth=2.4,
        )
        self.inside = [top.text(*p, "", ha="center", va="center") for p in places]
        self.below = [top.text(x, y - 0.46, "", ha="center", va="top") for x, y in places]
        self.above = [
            top.text(x, y + 0.44, "", ha="center", color="C1", weight="bold") for x, y in places
        ]
        self.products = [Product(bottom, OUTPUT, 0.0), Product(bottom, HIDDEN, 5.2)]

    def update(self) -> str:
        n = self.numbers()
        self._fill_nodes(n)
        self._fill_edges(n)
        values = {
            "minus_rate": -self.rate,
            "dE_ds": n.dE_ds,
            "ds_dnet": n.ds_dnet,
            "s1": n.s_hidden[0],
            "v1": self.scale * V[0],
            "slope1": n.slopes_hidden[0],
            "x1": self.x1,
            "change_v": -self.rate * n.dE_dv[0],
            "change_w": -self.rate * n.dE_dw[0, 0],
        }
        for product in self.products:
            product.show(values, self.at)
        return f"Step {self.at} of {LAST}. {self._words(n)}"

    def _fill_nodes(self, n: Backpropagation) -> None:
        known = [self.x1, self.x2, *n.s_hidden, n.s]
        nets = [*n.net_hidden, n.net]
        deltas = [*n.deltas_hidden, n.delta]
        for k, (text, value) in enumerate(zip(self.inside, known, strict=True)):
            since = (0, 0, 2, 2, 4)[k]
            digits = 1 if 0 < abs(value) < 1e-3 else 3
            text.set_text(f"{value:.{digits}g}" if self.at >= since else "?")
        for k in range(3):
            late = k == 2
            forward = f"net = {_number(nets[k])}" if self.at >= (3 if late else 1) else ""
            self.below[2 + k].set_text(forward)
            back = f"δ = {_number(deltas[k])}" if self.at >= (6 if late else 9) else ""
            self.above[2 + k].set_text(back)
        for k, name in enumerate(("x₁", "x₂")):
            self.below[k].set_text(name)
        if self.at >= 5:
            self.below[4].set_text(f"net = {_number(n.net)}\ntarget {self.target:g}")

    def _fill_edges(self, n: Backpropagation) -> None:
        weights = np.append(self.scale * W, self.scale * V)
        changes = -self.rate * np.append(n.dE_dw, n.dE_dv)
        for k, (text, weight) in enumerate(zip(self.edges, weights, strict=True)):
            shown = self.at >= (10 if k < 4 else 7)
            change = f"\n{_signed(changes[k])}" if shown else ""
            text.set_text(f"{NAMES[k]} = {weight:g}{change}")
            text.set_color("C1" if shown else "C5")

    def _words(self, n: Backpropagation) -> str:
        x, w, v, t = self._given()
        after = backpropagate(x, w - self.rate * n.dE_dw, v - self.rate * n.dE_dv, t)
        one, two = (_number(a) for a in n.net_hidden)
        return (
            f"Inputs {self.x1:g} and {self.x2:g}; the numbers on the lines are weights.",
            f"Each hidden unit adds up weight times input: net = {one} and {two}.",
            f"The sigmoid of each: {_number(n.s_hidden[0])} and {_number(n.s_hidden[1])}.",
            f"The output adds up weight times hidden value: net = {_number(n.net)}.",
            f"Its sigmoid is the output s = {_number(n.s)}; the target is {self.target:g}.",
            f"Error E = ½(t - s)² = {_number(n.error)}, and ∂E/∂s = -(t - s) = {_number(n.dE_ds)}.",
            f"Times s(1 - s) = {_number(n.ds_dnet)} gives δ = {_number(n.delta)}.",
            f"Times the hidden value, times -η: the weight v₁ changes by"
            f" {_signed(-self.rate * n.dE_dv[0])}.",
            f"Back through the weight: {_number(n.delta)} times {v[0]:g} ="
            f" {_number(n.delta * v[0])} is ∂E/∂s₁.",
            f"Times s₁(1 - s₁) = {_number(n.slopes_hidden[0])} gives δ₁ ="
            f" {_number(n.deltas_hidden[0])}.",
            f"Times the input, times -η: the weight w₁₁ changes by"
            f" {_signed(-self.rate * n.dE_dw[0, 0])}.",
            f"With all six weights changed the error goes from {_number(n.error)} to"
            f" {_number(after.error)}.",
        )[self.at]


def _along(start: tuple[float, float], end: tuple[float, float]) -> tuple[float, float]:
    """A place on a line where its label does not cover the crossing of two lines."""
    share = 0.5 if start[1] == end[1] else 0.27 if end != END else 0.45
    return (start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1]))


def _number(value: float) -> str:
    return f"{value:.3g}" if 0 < abs(value) < 1e-3 else f"{value:.4f}".rstrip("0").rstrip(".")


def _signed(value: float) -> str:
    return ("+" if value >= 0 else "") + _number(value)
