"""Two classes: the threshold decides which of the two mistakes is made."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lessons_lib.activations import sigmoid
from lessons_lib.explorable import Explorable, Slider
from lessons_lib.lessons.choosing_activations.tumours import held_out_logits, mistakes

EDGES, TOP = np.linspace(-12, 12, 33), 56
THRESHOLDS, MOST = np.linspace(-4.0, 4.0, 401), 125
CLASSES = (("benign", 1, "C0", ""), ("malignant", 0, "C1", "//"))


class Threshold(Explorable):
    """Logits of tumours that the networks never saw, and a threshold on them."""

    size = (9.8, 4.6)
    logit = Slider(0.0, min=-4.0, max=4.0, step=0.1, label="benign if the logit exceeds")
    scenes = {
        "Threshold p = 1/2": {},
        "Threshold p = 0.9": {"logit": 2.2},
        "Threshold p = 0.1": {"logit": -2.2},
    }

    def draw(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(5, 4))
        self._draw_tumours(left)
        self._draw_mistakes(right)
        self.lines = [
            axes.plot([], [], color="C5", linestyle=":", label="threshold")[0]
            for axes in (left, right)
        ]
        bars = [part for part in left.patches if part.get_label() in ("malignant", "benign")]
        handles = [*bars, *right.lines[:2], self.lines[0]]
        figure.legend(handles=handles, loc="outside upper left", ncols=5)

    def _draw_tumours(self, axes: Axes) -> None:
        z, y = held_out_logits()
        axes.set(xlabel="logit z", ylabel="tumours", xlim=(-12, 12), ylim=(0, TOP))
        axes.set_title("569 tumours")
        for name, value, colour, hatch in CLASSES:
            counts, _ = np.histogram(np.clip(z[y == value], -11.99, 11.99), EDGES)
            bars = axes.stairs(counts, EDGES, fill=True, alpha=0.55, color=colour, label=name)
            bars.set_hatch(hatch)
        ticks = range(-8, 13, 4)
        axes.set_xticks([-12, *ticks], ["−12 or less", *(f"{t}".replace("-", "−") for t in ticks)])

    def _draw_mistakes(self, axes: Axes) -> None:
        axes.set(xlabel="threshold on the logit", ylabel="tumours", xlim=(-4.2, 4.2))
        axes.set(ylim=(-4, MOST), title="mistakes at each threshold")
        missed, alarms = mistakes(*held_out_logits(), THRESHOLDS)
        axes.plot(THRESHOLDS, missed, color="C1", linestyle="-", label="missed")
        axes.plot(THRESHOLDS, alarms, color="C0", linestyle="--", label="false alarms")
        self.here = [
            axes.plot([], [], mark, color=colour, markersize=9, label=label)[0]
            for mark, colour, label in (
                ("s", "C1", "missed here"),
                ("o", "C0", "false alarms here"),
            )
        ]

    def update(self) -> str:
        z, y = held_out_logits()
        for line, (low, high) in zip(self.lines, ((0, TOP), (-4, MOST)), strict=True):
            line.set_data([self.logit, self.logit], [low, high])
        counts = [int(n) for n in mistakes(z, y, np.array(self.logit))]
        for mark, count in zip(self.here, counts, strict=True):
            mark.set_data([self.logit], [count])
        missed, alarms = counts
        return (
            f"Called benign if z > {self.logit:.1f}, that is p > {sigmoid(self.logit):.3f}:"
            f" {missed} of the {(y == 0).sum()} malignant tumours are missed (called benign), and"
            f" {alarms} of the {(y == 1).sum()} benign ones are false alarms (called malignant)."
        )
