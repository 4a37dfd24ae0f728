"""From one unit to a bump (Nielsen, Neural Networks and Deep Learning, chapter 4)."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.activations import ACTIVATIONS
from lessons_lib.explorable import Choice, Explorable, Points, Slider
from lessons_lib.theory.approximation.one_layer import bump

X = np.linspace(0.0, 1.0, 801)
NAMES = ("sigmoid", "tanh", "relu")


class OneUnit(Explorable):
    """One hidden unit: φ(w x + b)."""

    weight = Slider(8.0, min=-100.0, max=100.0, step=1.0, label="weight w")
    bias = Slider(-4.0, min=-60.0, max=60.0, step=1.0, label="bias b")
    activation = Choice("sigmoid", options=NAMES)
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
        (self.place,) = axes.plot([], [], label="where w x + b = 0", linewidth=1.5, color="C5")
        (self.curve,) = axes.plot(X, X, label="output of the unit", color="C0", linestyle="-")
        self.name = axes.text(0.5, 1.3, "", color="C5", ha="center", va="bottom")

    def update(self) -> str:
        phi = ACTIVATIONS[self.activation]
        output = phi(self.weight * X + self.bias)
        self.curve.set_data(X, output)
        slope = self.weight * float(phi.derivative(0.0))
        self.name.set_text("")
        if self.weight == 0:
            self.place.set_data([], [])
            return f"With weight 0 the unit ignores its input: it gives {output[0]:.3g} everywhere."
        switch = -self.bias / self.weight
        where = f"at x = -b/w = {switch:.3g}"
        inside = 0 <= switch <= 1
        self.place.set_data(*(([switch, switch], [-1.1, 1.25]) if inside else ([], [])))
        if not inside:
            low, high = output.min(), output.max()
            return (
                f"The unit switches {where}, outside the picture;"
                f" inside it gives between {low:.3g} and {high:.3g}."
            )
        self.name.set(x=min(max(switch, 0.09), 0.91), text="w x + b = 0")
        steep = "" if self.activation == "relu" else f" with slope w φ'(0) = {slope:.3g}"
        return f"The unit switches {where}{steep}. The weight sets how sharply, the bias where."


class TwoUnits(Explorable):
    """Two sigmoid units, one up and one down, make a bump."""

    edges = Points(((0.3, 0.0), (0.6, 0.0)), move="x", y=(0.0, 0.0), label="edge", x=(0.02, 0.98))
    height = Slider(0.8, min=-1.0, max=1.5, step=0.05)
    steepness = Slider(60.0, min=5.0, max=300.0, step=5.0, label="steepness w")
    scenes = {
        "A bump": {},
        "Two soft steps": {"steepness": 10.0},
        "A narrow tower": {"edges": ((0.48, 0.0), (0.52, 0.0)), "steepness": 300.0, "height": 1.5},
        "A dent": {"height": -0.8, "steepness": 100.0},
    }

    def draw(self, figure: Figure) -> None:
        axes = figure.add_subplot(xlabel="input x", ylabel="output", xlim=(0, 1), ylim=(-1.7, 2.4))
        (self.up,) = axes.plot(
            X, X, label="first unit: a step up", linewidth=1.8, color="C2", linestyle="-."
        )
        (self.down,) = axes.plot(
            X, X, label="second unit: a step down", linewidth=1.8, color="C1", linestyle="--"
        )
        (self.sum,) = axes.plot(X, X, label="their sum", linewidth=3, color="C0", linestyle="-")
        (self.marks,) = axes.plot(
            [], [], "o", color="C0", markersize=12, label="edges", clip_on=False
        )
        axes.legend(loc="upper left", ncols=2)

    def update(self) -> str:
        left, right = (x for x, _ in self.edges)
        units = bump(left, right, self.height, self.steepness)
        for curve, step in zip((self.up, self.down), units.hidden(X).T, strict=True):
            curve.set_ydata(step)
        total = units(X)
        self.sum.set_ydata(total)
        self.marks.set_data([left, right], [0.0, 0.0])
        peak = X[np.argmax(np.abs(total))]
        return (
            f"Two units make a bump from {min(left, right):.3g} to {max(left, right):.3g};"
            f" its largest value is {total[np.argmax(np.abs(total))]:.3f} at x = {peak:.2f},"
            f" where height {self.height:.2f} was asked for."
        )
