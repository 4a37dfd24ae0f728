"""From one unit to a bump (Nielsen, Neural Networks and Deep Learning, chapter 4)."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.activations import ACTIVATIONS
from lessons_lib.explorable import Choice, Explorable, Points, Slider
from lessons_lib.lessons.universal_approximation.marks import MARGIN, box
from lessons_lib.theory.approximation.one_layer import Array, bump

X = np.linspace(0.0, 1.0, 801)
SLOPES = {"sigmoid": "w/4", "tanh": "w"}  # where z = 0
RISE = 4.0  # a sigmoid does most of its rise while z goes from -RISE to RISE
PLACED = "The weight sets how sharply it switches; bias and weight together set where."


class OneUnit(Explorable):
    """One hidden unit: φ(w x + b)."""

    weight = Slider(8.0, min=-100.0, max=100.0, step=1.0, label="weight w")
    bias = Slider(-4.0, min=-60.0, max=60.0, step=1.0, label="bias b")
    activation = Choice("sigmoid", options=(*SLOPES, "relu"))
    scenes = {
        "A soft switch": {},
        "Nearly a step": {"weight": 100.0, "bias": -40.0},
        "Switched off by its bias": {"weight": 8.0, "bias": -30.0},
        "Turned round": {"weight": -30.0, "bias": 15.0},
        "ReLU: a hinge": {"activation": "relu", "weight": 2.0, "bias": -1.0},
    }

    def draw(self, figure: Figure) -> None:
        axes = figure.add_subplot(
            xlabel="input x", ylabel="output φ(w x + b)", xlim=(0, 1), ylim=(-1.1, 1.6)
        )
        self.rise = axes.axvspan(0, 1, color="C4", alpha=0.25, linewidth=0, label="z from −4 to 4")
        (self.place,) = axes.plot([], [], label="where w x + b = 0", linewidth=1.5, color="C5")
        (self.curve,) = axes.plot(X, X, label="output of the unit", color="C0", linestyle="-")
        self.name = axes.text(0.5, 1.3, "", color="C5", ha="center", va="bottom")
        self.stretch = axes.text(0.5, -0.8, "", ha="center", va="center", bbox=box(axes))

    def update(self) -> str:
        phi = ACTIVATIONS[self.activation]
        output = phi(self.weight * X + self.bias)
        self.curve.set_data(X, output)
        self._shade_the_rise()
        self.place.set_data([], [])
        self.name.set_text("")
        if self.weight == 0:
            return f"With weight 0 the unit ignores its input: it gives {output[0]:.3g} everywhere."
        switch = 0.0 - self.bias / self.weight  # never -0
        if not 0 <= switch <= 1:
            self._point_outside(switch)
            where = f"The unit switches at x = -b/w = {switch:.3g}, outside the picture."
            return f"{where} {_range(output)}"
        self.place.set_data([switch, switch], [-1.1, 1.25])
        self.name.set(x=min(max(switch, 0.09), 0.91), ha="center", text="w x + b = 0")
        return f"The unit switches at x = -b/w = {switch:.3g}{self._slope()}. {PLACED}"

    def _shade_the_rise(self) -> None:
        """The part of the picture in which z lies between -4 and 4; a ReLU has no such part."""
        self.rise.set_visible(False)
        self.stretch.set_text("")
        if self.weight == 0 or self.activation not in SLOPES:
            return
        ends = ((z - self.bias) / self.weight for z in (-RISE, RISE))
        low, high = (float(np.clip(end, 0, 1)) for end in sorted(ends))
        if low < high:
            self.rise.set(visible=True, x=low, width=high - low)
            self.stretch.set(x=min(max((low + high) / 2, 0.12), 0.88), text="z from −4 to 4")

    def _point_outside(self, switch: float) -> None:
        left = switch < 0
        where = f"w x + b = 0 at {switch:.3g}"
        text = f"← {where}" if left else f"{where} →"
        self.name.set(x=0.01 if left else 0.99, ha="left" if left else "right", text=text)

    def _slope(self) -> str:
        """How steep it is at its switch; a ReLU has a kink there."""
        if self.activation not in SLOPES:
            return ""
        slope = self.weight * float(ACTIVATIONS[self.activation].derivative(0.0))
        return f", where its slope is {SLOPES[self.activation]} = {slope:.3g}"


def _range(output: Array) -> str:
    low, high = (round(float(end), 3) + 0.0 for end in (output.min(), output.max()))
    if low == high:
        return f"In the picture its output is {low:g} everywhere, to three digits."
    return f"In the picture its output lies between {low:g} and {high:g}."


class TwoUnits(Explorable):
    """Two sigmoid units, one up and one down, make a bump."""

    edges = Points(((0.3, 0.0), (0.6, 0.0)), move="x", y=(0.0, 0.0), label="edge", x=(0.02, 0.98))
    height = Slider(0.8, min=-1.0, max=1.5, step=0.05, label="height h")
    steepness = Slider(60.0, min=5.0, max=300.0, step=5.0, label="steepness w")
    scenes = {
        "A bump": {},
        "Two soft steps": {"steepness": 10.0},
        "A narrow tower": {"edges": ((0.45, 0.0), (0.55, 0.0)), "steepness": 300.0, "height": 1.5},
        "A dent": {"height": -0.8, "steepness": 100.0},
    }

    def draw(self, figure: Figure) -> None:
        axes = figure.add_subplot(xlabel="input x", ylabel="output", xlim=MARGIN, ylim=(-1.7, 2.4))
        (self.first,) = axes.plot(
            X, X, label="unit 1, times h", linewidth=1.8, color="C2", linestyle="-."
        )
        (self.second,) = axes.plot(
            X, X, label="unit 2, times -h", linewidth=1.8, color="C1", linestyle="--"
        )
        (self.sum,) = axes.plot(X, X, label="their sum", linewidth=3, color="C0", linestyle="-")
        (self.marks,) = axes.plot(
            [], [], "o", color="C0", markersize=20, label="edges of units 1 and 2", clip_on=False
        )
        page = axes.get_facecolor()
        self.numbers = [
            axes.text(0, 0, n, color=page, ha="center", va="center_baseline", weight="bold")
            for n in "12"
        ]
        handles = (self.first, self.second, self.sum)
        axes.legend(handles=handles, loc="upper left", ncols=3)

    def update(self) -> str:
        first, second = (x for x, _ in self.edges)
        units = bump(first, second, self.height, self.steepness)
        for curve, step in zip((self.first, self.second), units.hidden(X).T, strict=True):
            curve.set_ydata(step)
        self.sum.set_ydata(units(X))
        self.marks.set_data([first, second], [0.0, 0.0])
        for number, edge in zip(self.numbers, (first, second), strict=True):
            number.set_x(edge)
        middle = (first + second) / 2
        value = float(units(middle))
        here = f"half way between them, at x = {middle:.3g}, the sum is {value + 0.0:.3f}"
        if first > second:
            here += ", with the sign of h reversed, because unit 2 now steps first"
        return (
            f"Unit 1 steps at {first:.3g} and unit 2 at {second:.3g}; {here}."
            f" The height h is {self.height + 0.0:.2f}."
        )
