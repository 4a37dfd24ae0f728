"""How far a probability can be taken at its word, and what confident mistakes cost."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lessons_lib.activations import sigmoid
from lessons_lib.explorable import Choice, Explorable, Slider
from lessons_lib.lessons.choosing_activations.tumours import (
    ADAM,
    BINS,
    GRADIENT_DESCENT,
    LONGER,
    TRAININGS,
    Array,
    best_factor,
    groups,
    held_out_logits,
    log_loss,
)
from lessons_lib.theory.intervals import share_interval

FACTORS = np.geomspace(0.25, 4.0, 49)
TOP, LOW = 0.52, 0.02


class Calibration(Explorable):
    """Logits times a factor: shares against probabilities, and the log loss."""

    size = (9.8, 4.6)
    factor = Slider(1.0, min=0.25, max=4.0, log=True, step=0.05, label="logits times")
    trained = Choice(GRADIENT_DESCENT, options=tuple(TRAININGS), label="networks trained for")
    scenes = {
        "As trained": {},
        "Logits times 1.4": {"factor": 1.4},
        "Logits times 4": {"factor": 4.0},
        "Logits divided by 4": {"factor": 0.25},
        "Trained for 500 epochs": {"trained": LONGER},
        "Trained by Adam": {"trained": ADAM},
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
            labels=["calibrated", "group", "95 % interval"],
            loc="upper left",
            ncols=3,
            fontsize=11,
        )
        self._draw_loss(right)

    def _draw_loss(self, axes: Axes) -> None:
        axes.set(xlabel="factor on the logits", ylabel="log loss in nats", xscale="log")
        axes.set(ylim=(0, TOP))
        axes.set_xticks([0.25, 0.5, 1, 2, 4], ["1/4", "1/2", "1", "2", "4"])
        axes.set_xticks([], minor=True)
        (self.curve,) = axes.plot(FACTORS, FACTORS, color="C1", linestyle="-", label="log loss")
        (self.mark,) = axes.plot([], [], "s", color="C1", markersize=11, label="at this factor")
        (self.range,) = axes.plot([], [], "|-", color="C2", ms=14, mew=2, label="best: 95 %")
        (self.best,) = axes.plot([], [], "D", color="C2", markersize=9, label="best factor")
        handles = [self.curve, self.mark, self.best, self.range]
        axes.legend(handles=handles, loc="upper center", ncols=2, fontsize=11)

    def update(self) -> str:
        z, y = held_out_logits(self.trained)
        z = self.factor * z
        p, loss = sigmoid(z), log_loss(z, y)
        self._show_groups(*groups(p, y))
        found = best_factor(tuple(FACTORS), self.trained)
        self.curve.set_data(FACTORS, found.losses)
        self.mark.set_data([self.factor], [loss])
        self.best.set_data([found.best], [LOW])
        self.range.set_data([found.low, found.high], [LOW, LOW])
        return (
            f"Trained for {self.trained}, logits times {self.factor:.3g}:"
            f" {np.mean((p > 0.5) == y):.1%} right at threshold 1/2, log loss {loss:.4f} nats."
            f" The single worst tumour costs {np.logaddexp(0, np.where(y == 1, -z, z)).max():.1f}"
            f" nats. The best factor is {found.best:.2g}"
            f" (95 % interval {found.low:.2g} to {found.high:.2g})."
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
