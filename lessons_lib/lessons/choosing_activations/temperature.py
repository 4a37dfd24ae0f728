"""Softmax: a constant changes nothing, a temperature much, and exp overflows."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.activations import sigmoid, softmax
from lessons_lib.explorable import Explorable, Slider, Toggle
from lessons_lib.theory.approximation.one_layer import Array

LOGITS = np.array([2.0, 1.0, 0.0, -1.0])


def naive_softmax(logits: Array) -> Array:
    """The formula as it stands, exp(z) over its sum: it overflows above 709 and gives nan."""
    with np.errstate(over="ignore", invalid="ignore"):
        powers = np.exp(logits)
        return np.asarray(powers / powers.sum())


class Softmax(Explorable):
    """Softmax of four logits: add a constant, divide by a temperature."""

    size = (8.6, 4.0)
    shift = Slider(0.0, min=-1000.0, max=1000.0, step=10.0, label="add to all")
    temperature = Slider(1.0, min=0.1, max=20.0, log=True, step=0.05)
    spread = Slider(1.0, min=0.0, max=10.0, step=0.1, label="logits times")
    naive = Toggle(False, label="without subtracting the largest")
    scenes = {
        "Temperature 1": {},
        "Temperature 0.1": {"temperature": 0.1},
        "Temperature 20": {"temperature": 20.0},
        "Plus 1000": {"shift": 1000.0},
        "Plus 1000, largest not subtracted": {"shift": 1000.0, "naive": True},
    }

    def draw(self, figure: Figure) -> None:
        axes = figure.add_subplot(
            ylabel="probability", ylim=(0, 1.12), xticks=range(4), xlim=(-0.6, 3.6)
        )
        axes.grid(False)
        self.axes = axes
        self.bars = axes.bar(range(4), np.ones(4), color="C2", width=0.6)
        self.numbers = [axes.text(i, 0, "", ha="center", va="bottom") for i in range(4)]

    def update(self) -> str:
        logits = self.spread * LOGITS + self.shift
        scaled = logits / self.temperature
        p = naive_softmax(scaled) if self.naive else softmax(scaled)
        for bar, number, value in zip(self.bars, self.numbers, p, strict=True):
            bar.set_height(np.nan_to_num(value))
            number.set_y(np.nan_to_num(value) + 0.01)
            number.set_text(f"{value:.3f}" if np.isfinite(value) else "not a number")
        names = [
            f"class {c}\nz = {value:.4g}".replace("-", "−")
            for c, value in zip("ABCD", logits, strict=True)
        ]
        self.axes.set_xticklabels(names)
        self.axes.set_title(f"temperature T = {self.temperature:.3g}")
        z = ", ".join(f"{value:g}" for value in logits)
        if not np.isfinite(p).all():
            worst = "overflows to infinity" if scaled.max() > 700 else "underflows to 0"
            return (
                f"Logits {z}: exp {worst}, and the quotient is not a number."
                " Subtract the largest logit first."
            )
        pair = float(sigmoid(scaled[0] - scaled[1]))
        difference = "zA - zB" if self.temperature == 1 else "(zA - zB)/T"
        return (
            f"Logits {z} at temperature T = {self.temperature:.3g}: A has {p[0]:.3f}, sum"
            f" {p.sum():.3f}. Between A and B alone A has"
            f" {p[0] / (p[0] + p[1]) if p[1] > 0 else 1.0:.3f}"
            f" = sigmoid({difference}) = {pair:.3f}."
        )
