"""Two classes: a threshold on the logit, chosen by hand or so that none is missed."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lessons_lib.activations import sigmoid
from lessons_lib.explorable import Choice, Explorable, Slider
from lessons_lib.lessons.choosing_activations.tumours import (
    SPLITS,
    first_half,
    held_out_logits,
    lowest_without_miss,
    missed_in_the_other_half,
    mistakes,
)

SHOWN = 0  # malignant tumours with larger logits are marked one by one
ONE = "one malignant tumour, z > 0"
BY_HAND, NONE_MISSED = "by hand", "lowest that misses none of the first half"
EDGES, TOP, MOST = np.linspace(-12, 12, 33), 40, 6
CLASSES = (("malignant", 0, "C1", "//"), ("benign", 1, "C0", ""))


class Threshold(Explorable):
    """Logits of tumours that the networks never saw, and a threshold on them."""

    size = (9.8, 4.8)
    chosen = Choice(BY_HAND, options=(BY_HAND, NONE_MISSED), label="threshold")
    logit = Slider(0.0, min=-6.0, max=6.0, step=0.1, label="benign if the logit exceeds")
    split = Slider(0, min=0, max=30, step=1, label="seed of the halves")
    scenes = {
        "Threshold p = 1/2": {},
        "Threshold p = 0.9": {"logit": 2.2},
        "None missed in the first half": {"chosen": NONE_MISSED},
        "Other halves": {"chosen": NONE_MISSED, "split": 1},
    }

    def hidden(self) -> Collection[str]:
        return () if self.chosen == BY_HAND else ("logit",)

    def draw(self, figure: Figure) -> None:
        panels = figure.subplot_mosaic(
            [["first", "splits"], ["second", "splits"]], width_ratios=(3, 2)
        )
        self.bars, self.lines, self.each = {}, [], []
        for half in ("first", "second"):
            axes = panels[half]
            axes.set(title=f"{half} half", ylabel="tumours", xlim=(-12, 12), ylim=(0, TOP))
            for label, value, colour, hatch in CLASSES:
                self.bars[half, value] = axes.stairs(
                    np.zeros(32), EDGES, fill=True, alpha=0.55, color=colour, label=label
                )
                self.bars[half, value].set_hatch(hatch)
            self.each += axes.plot([], [], "v", color="C1", mec="black", zorder=6, label=ONE)
            self.lines += axes.plot([], [], color="C5", linestyle="-", label="threshold")
        self._draw_splits(panels["splits"])
        bars = self.bars["first", 0], self.bars["first", 1]
        handles = [*bars, self.each[0], self.lines[0], self.here]
        figure.legend(handles=handles, loc="outside upper left", ncols=5)
        panels["first"].tick_params(labelbottom=False)
        panels["second"].set_xticks(range(-12, 13, 4), ["−12 or less", *map(str, range(-8, 13, 4))])
        panels["second"].set_xlabel("logit z (malignant to the left, benign to the right)")

    def _draw_splits(self, axes: Axes) -> None:
        missed = np.minimum(missed_in_the_other_half(), MOST)
        counts = np.bincount(missed, minlength=MOST + 1)
        axes.set(
            title=f"{SPLITS} ways to halve",
            xlabel="missed in the second half,\nif the first misses none",
            ylabel="ways",
            ylim=(0, 640),
        )
        axes.grid(False)
        axes.bar(range(MOST + 1), counts, color="C2", width=0.7, label="counted")
        for k, count in enumerate(counts):
            axes.text(k, count + 6, f"{count}", ha="center", va="bottom")
        axes.set_xticks(range(MOST + 1), [*map(str, range(MOST)), f"{MOST}+"])
        (self.here,) = axes.plot([], [], "*", color="C5", markersize=13, label="these halves")

    def update(self) -> str:
        z, y = held_out_logits()
        half = first_half(self.split)
        by_hand = self.chosen == BY_HAND
        at = self.logit if by_hand else lowest_without_miss(z[half], y[half])
        said = f"Benign if z > {at:.2f}, that is p > {sigmoid(at):.3f}."
        names = (("first", half), ("second", ~half))
        late = mistakes(z[~half], y[~half], lowest_without_miss(z[half], y[half])).missed
        self.here.set_data([min(late, MOST)], [610])
        for line, each, (name, mask) in zip(self.lines, self.each, names, strict=True):
            line.set_data([at, at], [0, TOP])
            malignant = z[mask & (y == 0) & (z > SHOWN)]
            each.set_data(malignant, np.full(len(malignant), 2.0))
            for value in (0, 1):
                inside = np.clip(z[mask & (y == value)], -11.99, 11.99)
                self.bars[name, value].set_data(np.histogram(inside, EDGES)[0])
            missed, alarms = mistakes(z[mask], y[mask], at)
            said += (
                f" {name.capitalize()} half: {missed} of {(y[mask] == 0).sum()} malignant missed,"
                f" {alarms} of {(y[mask] == 1).sum()} benign called malignant."
            )
        return said
