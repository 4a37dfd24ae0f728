"""All 256 targets at once: how often each learner is wrong off the training set."""

from __future__ import annotations

from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure

from lessons_lib.lessons.no_free_lunch.cube import (
    SEVEN,
    Cube,
    Pair,
    box,
    corners_ticked,
    learner_named,
)
from lessons_lib.theory.free_lunch.cube import TARGETS, mean_error, predictions

ABOVE = 16  # from the highest bar to the mark of the mean: room for the number


class AllTargets(Pair):
    """Two learners on all 256 targets: wrong answers on the corners they have not seen."""

    size = (9.0, 4.4)
    scenes = {
        "Four examples": {},
        "A learner that learns nothing": {"second": "always 1"},
        "Network against tree": {"first": "MLP", "second": "tree"},
        "Cross-validation against its opposite": {
            "first": "cross-validation",
            "second": "anti-cross-validation",
        },
        "One example": corners_ticked("000"),
        "Seven examples": SEVEN,
    }

    def draw(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(4, 5))
        self.cube = Cube(left, "Squares are seen, circles are open")
        right.set(xlabel="wrong answers off the training set", xticks=range(8))
        right.set(ylabel="number of targets, of 256", ylim=(0, 215), yticks=range(0, 150, 20))
        self.right = right
        right.grid(False)
        paper = mpl.rcParams["figure.facecolor"]
        self.counts = [
            PolyCollection([], facecolor=face, edgecolor=colour, hatch=hatch, label=label)
            for face, colour, hatch, label in (
                ("C0", "C0", "", "one"),
                (paper, "C1", "///", "other"),
            )
        ]
        for bars in self.counts:
            right.add_collection(bars, autolim=False)
        font: dict[str, Any] = {"ha": "center", "va": "bottom", "fontsize": 10.5}
        self.numbers = [right.text(k, 0, "", **font) for k in range(8)]
        self.means = [
            right.plot([], [], "v", color=c, markersize=size, label=f"_mean {c}")[0]
            for c, size in (("C0", 13), ("C1", 6))
        ]
        handles = [*self.counts, tuple(self.means)]
        names = ["one", "other", "mean of each (the same)"]
        self.legend = right.legend(handles, names, loc="upper right")

    def update(self) -> str:
        training, outside = self.training, self.outside
        self.cube.show(training, ["" if c in training else "?" for c in range(8)])
        names = (self.first, self.second)
        nothing = self.nothing_to_do()
        heights = []
        widest = max(outside, 1) + 0.5
        if self.right.get_xlim()[1] != widest:  # new ticks repaint the background
            self.right.set(xlim=(-0.5, widest), xticks=range(max(outside, 1) + 1))
        sides = zip(names, self.counts, self.means, self.legend.get_texts()[:2], strict=True)
        for left, (name, bars, mean, text) in zip((-0.4, 0.0), sides, strict=True):
            text.set_text(name)
            wrong = np.zeros(0, int) if nothing else self.wrong(name)
            counts = np.bincount(wrong, minlength=outside + 1)[: len(wrong)]
            bars.set_verts([box(k + left, 0, k + left + 0.4, n) for k, n in enumerate(counts)])
            heights.append(counts.tolist())
            average = np.nan if nothing else outside * float(mean_error(wrong, outside))
            mean.set_data([average], [max(heights[0]) + ABOVE if heights[0] else np.nan])
        for k, text in enumerate(self.numbers):
            pair = {counts[k] for counts in heights} if k < len(heights[0]) else set()
            text.set(y=max(pair, default=0) + 1.5, text=" | ".join(map(str, pair)))
        if nothing:
            return nothing
        return " ".join([self._off_the_training_set(names), self._on_it(names)])

    def _off_the_training_set(self, names: tuple[str, str]) -> str:
        asked = 256 * self.outside
        totals = [int(self.wrong(name).sum()) for name in names]
        means = [mean_error(self.wrong(name), self.outside) for name in names]
        if means[0] == means[1]:
            return (
                f"Off the training set both are wrong on {totals[0]} of {asked} answers:"
                f" {means[0]}, exactly."
            )
        return f"Off the training set {means[0]} against {means[1]}."

    def _on_it(self, names: tuple[str, str]) -> str:
        chosen = list(self.training)
        wrong = [
            int((predictions(learner_named(n), chosen) != TARGETS)[:, chosen].sum()) for n in names
        ]
        return (
            f"On the training set {names[0]} is wrong {wrong[0]} times and {names[1]} {wrong[1]}"
            f" times, of {256 * len(chosen)}."
        )
