"""sign(sin(w x)): one parameter that shatters as many points as you like."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Explorable, Text
from lessons_lib.theory.shattering.sine import halving, reachable, shattering_w

SETS = {"halving: 1/2, 1/4, 1/8, …": True, "equal steps: 1, 2, 3, …": False}
MOST = 8


class Wave(Explorable):
    """sin(w x) through any labels: the w is computed, not searched."""

    size = (9.4, 4.4)
    labels = Text("+-+-", label="labels, such as +-+-")
    x = Choice("halving: 1/2, 1/4, 1/8, …", options=tuple(SETS), label="points")
    scenes = {
        "Four labels": {},
        "Eight labels": {"labels": "+--+-++-"},
        "Equal steps, reached": {"labels": "+-+-", "x": "equal steps: 1, 2, 3, …"},
        "Equal steps, impossible": {"labels": "++-+", "x": "equal steps: 1, 2, 3, …"},
    }

    @property
    def signs(self) -> list[bool]:
        """The labels; ValueError if the text has other signs, or too many."""
        text = self.labels.strip().replace("−", "-")
        if not 1 <= len(text) <= MOST or set(text) - set("+-"):
            raise ValueError(f"labels {self.labels!r}: write 1 to {MOST} signs + and -.")
        return [sign == "+" for sign in text]

    def solution(self) -> float | None:
        """A w that gives these labels; None if there is none."""
        signs = self.signs
        if SETS[self.x]:
            return shattering_w(signs)
        found, _ = reachable(np.arange(1, len(signs) + 1))
        return found.get(sum(1 << i for i, sign in enumerate(signs) if sign))

    def draw(self, figure: Figure) -> None:
        self.axes = figure.add_subplot(xlabel="x", ylabel="sin(w x)", ylim=(-1.25, 1.25))
        self.axes.axhline(0, color="C5", linewidth=1, linestyle="-", label="_zero")
        (self.curve,) = self.axes.plot([], [], color="C5", linewidth=1, linestyle="-", label="wave")
        (self.plus,) = self.axes.plot([], [], "o", color="C0", markersize=13, label="+")
        (self.minus,) = self.axes.plot([], [], "s", color="C1", markersize=12, label="−")
        figure.legend([self.plus, self.minus], ["+", "−"], loc="outside right center")

    def update(self) -> str:
        signs, w = np.array(self.signs), self.solution()
        n, halved = len(signs), SETS[self.x]
        x = halving(n) if halved else np.arange(1.0, n + 1)
        low, high = (0.7 * x[-1], 0.6) if halved else (0.5, n + 0.5)
        if self.axes.get_xlim() != (low, high):
            self.axes.set_xscale("log" if halved else "linear", **({"base": 2} if halved else {}))
            self.axes.set_xlim(low, high)
        places = (np.geomspace if halved else np.linspace)(low, high, 6000)
        self.curve.set_data(places, np.sin((w or 0.0) * places))
        heights = np.where(signs, 0.5, -0.5) if w is None else np.sin(w * x)
        self.plus.set_data(x[signs], heights[signs])
        self.minus.set_data(x[~signs], heights[~signs])
        if w is None:
            return (
                f"No w gives {self.labels} at x = 1 to {n}: a whole period, w from 0 to 2π, was"
                " tried. This set of points is not shattered."
            )
        given = "the label" if n == 1 else f"all {n} labels,"
        return f"w = {w / np.pi:.5g} π gives {given} {self.labels}, right."
