"""Backpropagation by hand: a 2-2-2 network with its numbers, one step at a time."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lessons_lib.explorable import Explorable, Slider
from lessons_lib.lessons.vanishing_gradients.factors import HIDDEN, LAST, OUTPUT, Product
from lessons_lib.lessons.vanishing_gradients.spoken import number, signed, steps
from lessons_lib.theory.gradients.backpropagation import Backpropagation, backpropagate

W = np.array([[1.0, -0.5], [0.5, 1.5]])  # from input i to hidden unit j
V = np.array([[2.0, -1.0], [-1.0, 1.5]])  # from hidden unit j to output p
NAMES = ("w₁₁", "w₁₂", "w₂₁", "w₂₂", "v₁₁", "v₁₂", "v₂₁", "v₂₂")
VALUES = ("x₁", "x₂", "h₁", "h₂", "s₁", "s₂")
COLUMNS = tuple(((x, 1.0), (x, -1.0)) for x in (0.0, 3.0, 6.0))
# At these steps the edge named here is what the numbers cross.
CROSSED = {8: ("v₁₁",), 9: ("v₁₁", "v₁₂"), 11: ("w₁₁",)}


class ByHand(Explorable):
    """A 2-2-2 sigmoid network: values flow forward, gradients flow back."""

    size = (10.2, 6.6)
    at = Slider(0, min=0, max=LAST, step=1, label="step")
    x1 = Slider(1.0, min=-2.0, max=2.0, step=0.25, label="input x₁")
    x2 = Slider(0.5, min=-2.0, max=2.0, step=0.25, label="input x₂")
    target1 = Slider(1.0, min=0.0, max=1.0, step=0.1, label="target t₁")
    target2 = Slider(0.0, min=0.0, max=1.0, step=0.1, label="target t₂")
    scale = Slider(1.0, min=0.5, max=12.0, step=0.5, label="all weights times")
    rate = Slider(1.0, min=0.1, max=5.0, step=0.1, label="learning rate η")
    scenes = {
        "The network": {},
        "Forward done": {"at": 4},
        "Changes of the last weights": {"at": 7},
        "Two paths meet": {"at": 9},
        "Changes of the first weights": {"at": 11},
        "Large weights": {"at": 11, "scale": 12.0},
        "Confidently wrong": {"at": 11, "scale": 8.0, "target1": 0.0},
    }

    def numbers(self) -> Backpropagation:
        """All numbers of the two passes at the present values."""
        return backpropagate(*self.quantities())

    def quantities(self) -> tuple[Any, Any, Any, Any]:
        """Inputs, both layers' weights, and targets."""
        weights = self.scale * W, self.scale * V
        return (self.x1, self.x2), *weights, (self.target1, self.target2)

    def draw(self, figure: Figure) -> None:
        top, bottom = figure.subplots(2, 1, height_ratios=(3.2, 2.6))
        for axes in (top, bottom):
            axes.set_axis_off()
        top.set(xlim=(-1.1, 7.6), ylim=(-1.9, 1.65))
        bottom.set(xlim=(0, 10.2), ylim=(-0.15, 4.4))
        self._draw_edges(top)
        places = np.array([place for column in COLUMNS for place in column])
        paper = top.get_facecolor()
        look = {"markersize": 46, "markerfacecolor": paper, "markeredgecolor": "C0"}
        top.plot(*places.T, "o", markeredgewidth=2.4, **look)
        self.inside = [top.text(*p, "", ha="center", va="center", fontsize=12) for p in places]
        self.below = [top.text(x, y - 0.42, "", ha="center", va="top") for x, y in places]
        lit = {"ha": "center", "va": "center", "color": "C1", "weight": "bold"}
        # Above each unit, but of hidden unit 2 under its sum: lines pass above that one.
        above = [x > COLUMNS[1][0][0] or y > 0 for x, y in places]
        self.slopes = [
            top.text(x, y + 0.5 if free else y - 0.74, "", **lit)
            for (x, y), free in zip(places, above, strict=True)
        ]
        self.aims = [top.text(6.5, y, "", va="center") for y in (1.0, -1.0)]
        self.error = top.text(6.5, 0, "", va="center")
        self.products = [Product(bottom, OUTPUT, 4.0), Product(bottom, HIDDEN, 1.6)]

    def _draw_edges(self, axes: Axes) -> None:
        ends = [
            (start, end) for left, right in pairwise(COLUMNS) for start in left for end in right
        ]
        paper = dict(facecolor=axes.get_facecolor(), edgecolor="none", pad=1.5)
        self.lines = [
            axes.plot(*zip(start, end, strict=True), color="C5", linestyle="-", linewidth=1.5)[0]
            for start, end in ends
        ]
        self.edges = [
            axes.text(*_along(start, end), "", ha="center", va="center", bbox=paper, fontsize=12)
            for start, end in ends
        ]

    def update(self) -> str:
        n = self.numbers()
        self._fill_nodes(n)
        self._fill_edges(n)
        values = {
            "minus_rate": -self.rate,
            "dE_ds": n.dE_ds[0],
            "ds_du": n.slopes[0],
            "h1": n.h[0],
            "change_v": -self.rate * n.dE_dv[0, 0],
            "delta1": n.deltas[0],
            "v11": self.scale * V[0, 0],
            "delta2": n.deltas[1],
            "v12": self.scale * V[0, 1],
            "slope1": n.slopes_hidden[0],
            "x1": self.x1,
            "change_w": -self.rate * n.dE_dw[0, 0],
        }
        for product in self.products:
            product.show(values, self.at)
        said = steps(n, self.quantities(), self.rate)[self.at]
        return f"Step {self.at} of {LAST}. {said}"

    def _fill_nodes(self, n: Backpropagation) -> None:
        columns = ((self.x1, self.x2), n.h, n.s)
        known = [value for column in columns for value in column]
        for k, (text, value) in enumerate(zip(self.inside, known, strict=True)):
            digits = 1 if 0 < abs(value) < 1e-3 else 3
            known_now = self.at >= (0, 2, 4)[k // 2]
            text.set_text(f"{VALUES[k]}\n{value:.{digits}g}" if known_now else f"{VALUES[k]}\n?")
        sums, deltas = (*n.z, *n.u), (*n.deltas_hidden, *n.deltas)
        for k, name in enumerate(("z₁", "z₂", "u₁", "u₂")):
            output = k >= 2
            forward = f"{name} = {number(sums[k])}" if self.at >= (3 if output else 1) else ""
            self.below[2 + k].set_text(forward)
            slope = f"δ{name[1]}" if output else f"∂E/∂{name}"
            back = f"{slope} = {number(deltas[k])}" if self.at >= (6 if output else 10) else ""
            self.slopes[2 + k].set_text(back)
        if self.at in (8, 9):
            self.slopes[2].set_text(_back_to_h1(n, both=self.at == 9))
        self.error.set_text(f"error\nE = {number(n.error)}" if self.at >= 5 else "")
        for p, (aim, target) in enumerate(zip(self.aims, self.quantities()[3], strict=True)):
            aim.set_text(f"target\nt{'₁₂'[p]} = {target:g}")

    def _fill_edges(self, n: Backpropagation) -> None:
        weights = self.scale * np.append(W, V)
        changes = -self.rate * np.append(n.dE_dw, n.dE_dv)
        for k, (text, weight) in enumerate(zip(self.edges, weights, strict=True)):
            shown = self.at >= (11 if k < 4 else 7)
            change = f"\nΔ = {signed(changes[k])}" if shown else ""
            text.set_text(f"{NAMES[k]} = {weight:g}{change}")
            text.set_color("C1" if shown else "C5")
            crossed = NAMES[k] in CROSSED.get(self.at, ())
            self.lines[k].set(color="C1" if crossed else "C5", linewidth=4 if crossed else 1.5)


def _back_to_h1(n: Backpropagation, *, both: bool) -> str:
    """What has come back to hidden unit 1: along the first path, or along both."""
    first, second = map(number, n.paths[0])
    return f"∂E/∂h₁ = {first} + ({second}) = {number(n.dE_dh[0])}" if both else f"v₁₁δ₁ = {first}"


def _along(start: tuple[float, float], end: tuple[float, float]) -> tuple[float, float]:
    """A place on a line where its label does not cover the crossing of two lines."""
    share = 0.5 if start[1] == end[1] else 0.37 if start[0] else 0.3
    return (start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1]))
