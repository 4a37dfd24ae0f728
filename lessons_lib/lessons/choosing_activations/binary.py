"""Two classes: the threshold decides which of the two mistakes is made."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from lessons_lib.activations import sigmoid
from lessons_lib.explorable import Explorable, Slider
from lessons_lib.lessons.choosing_activations.tumours import Array, held_out_logits, mistakes

LEAST, ENDS = -12.0, (-0.6, 1.6)
THRESHOLDS, MOST = np.linspace(-4.0, 4.0, 401), 125
GOLDEN = (np.sqrt(5) - 1) / 2  # its multiples, modulo 1, fill a band evenly


class Kind(NamedTuple):
    """A class of tumours, and the mistakes that are made with it."""

    name: str
    value: int
    mistake: str
    colour: str
    mark: str
    dashes: str


KINDS = (
    Kind("benign", 1, "false alarms", "C0", "o", "--"),
    Kind("malignant", 0, "missed", "C1", "s", "-"),
)


def places(z: Array, value: int) -> tuple[Array, Array]:
    """Where the tumours of one class stand: logits, and heights within the row `value`."""
    z = np.sort(z)
    return np.maximum(z, LEAST), value + 0.76 * ((GOLDEN * np.arange(len(z))) % 1 - 0.5)


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
        self.left = left
        tumours = self._draw_tumours(left)
        self._draw_mistakes(right)
        self.lines = [
            axes.plot([], [], color="C5", linestyle=":", label="threshold")[0]
            for axes in (left, right)
        ]
        mistakes = [
            Line2D(
                [], [], color=k.colour, marker=k.mark, markersize=8, ls=k.dashes, label=k.mistake
            )
            for k in KINDS
        ]
        handles = [*tumours, *mistakes, self.lines[0]]
        figure.legend(handles=handles, loc="outside upper left", ncols=5)

    def _draw_tumours(self, axes: Axes) -> list[Line2D]:
        axes.set(xlabel="logit z", xlim=(-12.6, 12), ylim=ENDS)
        axes.set_yticks([k.value for k in KINDS], [k.name for k in KINDS])
        ticks = range(-8, 13, 4)
        axes.set_xticks([-12, *ticks], ["−12 or less", *(f"{t}".replace("-", "−") for t in ticks)])
        z, y = held_out_logits()
        shown = [
            axes.plot(*places(z[y == k.value], k.value), k.mark, color=k.colour, label=k.name)[0]
            for k in KINDS
        ]
        for dots in shown:
            dots.set(markersize=4, alpha=0.35)
        self.wrong = [
            axes.plot([], [], k.mark, color=k.colour, markersize=8, label=f"{k.mistake} here")[0]
            for k in KINDS
        ]
        return shown

    def _draw_mistakes(self, axes: Axes) -> None:
        axes.set(xlabel="threshold on the logit", ylabel="tumours", xlim=(-4.2, 4.2))
        axes.set(ylim=(-4, MOST), title="mistakes at each threshold")
        counts = mistakes(*held_out_logits(), THRESHOLDS)[::-1]
        for k, count in zip(KINDS, counts, strict=True):
            axes.plot(THRESHOLDS, count, color=k.colour, linestyle=k.dashes, label=k.mistake)
        self.here = [
            axes.plot([], [], k.mark, color=k.colour, markersize=9, label=f"{k.mistake} here")[0]
            for k in KINDS
        ]

    def update(self) -> str:
        z, y = held_out_logits()
        for line, ends in zip(self.lines, (ENDS, (-4, MOST)), strict=True):
            line.set_data([self.logit, self.logit], ends)
        missed, alarms = (int(n) for n in mistakes(z, y, np.array(self.logit)))
        for k, dots, mark, count in zip(
            KINDS, self.wrong, self.here, (alarms, missed), strict=True
        ):
            at, height = places(z[y == k.value], k.value)
            amiss = (at > self.logit) != (k.value == 1)
            dots.set_data(at[amiss], height[amiss])
            mark.set_data([self.logit], [count])
        self.left.set_title(f"569 tumours: {missed} missed, {alarms} false alarms")
        return (
            f"Called benign if z > {self.logit:.1f}, that is p > {sigmoid(self.logit):.3f}:"
            f" {missed} of the {(y == 0).sum()} malignant tumours are missed (called benign), and"
            f" {alarms} of the {(y == 1).sum()} benign ones are false alarms (called malignant)."
        )
