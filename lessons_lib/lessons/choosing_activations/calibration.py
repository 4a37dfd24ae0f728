"""How far a probability can be taken at its word, and what log loss sees besides."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lessons_lib.activations import sigmoid
from lessons_lib.explorable import Choice, Explorable, Slider
from lessons_lib.lessons.choosing_activations.tumours import (
    BINS,
    Array,
    calibration_error,
    curves,
    groups,
    held_out_logits,
    log_loss,
)
from lessons_lib.theory.intervals import share_interval

EPOCHS = {"25 epochs": 25, "300 epochs": 300}
FACTORS = np.geomspace(0.25, 4.0, 49)


class Calibration(Explorable):
    """Logits times a factor: shares against probabilities, and two measures of them."""

    size = (9.8, 4.6)
    factor = Slider(1.0, min=0.25, max=4.0, log=True, step=0.05, label="logits times")
    trained = Choice("25 epochs", options=tuple(EPOCHS), label="networks trained for")
    scenes = {
        "As trained": {},
        "Logits times 1.4": {"factor": 1.4},
        "Logits times 4": {"factor": 4.0},
        "Logits divided by 4": {"factor": 0.25},
        "Trained for 300 epochs": {"trained": "300 epochs"},
    }

    def draw(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(5, 4))
        left.set(xlabel="mean predicted p(benign) of a group", ylabel="share that is benign")
        left.set(xlim=(-0.06, 1.06), ylim=(-0.06, 1.32), yticks=np.arange(0, 1.1, 0.2))
        left.set_title("upper row: tumours in each group", fontsize=12)
        left.plot([0, 1], [0, 1], color="C5", linestyle=":", linewidth=1.5, label="calibrated")
        self.ranges = [
            left.plot([], [], "-", color="C0", linewidth=1.6, label=f"interval {k + 1}")[0]
            for k in range(BINS)
        ]
        (self.dots,) = left.plot([], [], "o", color="C0", label="tumours")
        self.counts = [left.text(0, 1.1, "", ha="center", fontsize=11) for _ in range(BINS)]
        left.legend(
            handles=[left.lines[0], self.dots, self.ranges[0]],
            labels=["calibrated", "network", "95 % interval"],
            loc="upper left",
            ncols=3,
            fontsize=11,
        )
        self._draw_measures(right)

    def _draw_measures(self, axes: Axes) -> None:
        axes.set(xlabel="factor on the logits", ylabel="measure", xscale="log", ylim=(0, 0.32))
        axes.set_xticks([0.25, 0.5, 1, 2, 4], ["1/4", "1/2", "1", "2", "4"])
        axes.set_xticks([], minor=True)
        names = ("log loss in nats", "calibration error")
        looks = (("C1", "-", "s"), ("C2", "--", "D"))
        self.marks, self.curves = [], []
        for name, (colour, dashes, marker) in zip(names, looks, strict=True):
            self.curves += axes.plot(FACTORS, FACTORS, color=colour, linestyle=dashes, label=name)
            self.marks += axes.plot(
                [], [], marker, color=colour, markersize=11, label=f"{name} now"
            )
        axes.legend(handles=[axes.lines[0], axes.lines[2]], loc="upper center")

    def update(self) -> str:
        epochs = EPOCHS[self.trained]
        z, y = held_out_logits(epochs)
        z = self.factor * z
        p = sigmoid(z)
        self._show_groups(*groups(p, y))
        loss, gap = log_loss(z, y), calibration_error(p, y)
        measures = curves(FACTORS, epochs)
        for curve, values in zip(self.curves, measures, strict=True):
            curve.set_data(FACTORS, values)
        for mark, value in zip(self.marks, (loss, gap), strict=True):
            mark.set_data([self.factor], [value])
        return (
            f"After {self.trained}, logits times {self.factor:.3g}:"
            f" {np.mean((p > 0.5) == y):.1%} right at threshold 1/2,"
            f" calibration error {gap:.4f}, log loss {loss:.4f} nats (smallest near factor"
            f" {FACTORS[measures[0].argmin()]:.2g}). The single worst"
            f" tumour costs {np.logaddexp(0, np.where(y == 1, -z, z)).max():.1f} nats."
        )

    def _show_groups(self, mean: Array, benign: Array, size: Array) -> None:
        self.dots.set_data(mean, benign / size)
        for k in range(BINS):
            found = k < len(size)
            self.ranges[k].set_data([], [])
            self.counts[k].set_text(f"{size[k]}" if found else "")
            if found:
                low, high = share_interval(benign[k], size[k])
                self.ranges[k].set_data([mean[k]] * 2, [low, high])
                self.counts[k].set_x(mean[k])
