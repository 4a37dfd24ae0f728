"""All 256 targets at once: how often each learner is wrong off the training set."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.lessons.no_free_lunch.cube import (
    SEVEN,
    Cube,
    Pair,
    corners_ticked,
    learner_named,
)
from lessons_lib.theory.free_lunch.cube import TARGETS, mean_error, predictions


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
        self.cube = Cube(left, "Training corners")
        right.set(xlabel="wrong answers off the training set", xlim=(-0.5, 7.5), xticks=range(8))
        right.set(ylabel="number of targets, of 256", ylim=(0, 150))
        self.counts = [
            right.plot([], [], marker, linestyle=dashes, color=colour, label=label, **look)[0]
            for marker, dashes, colour, label, look in (
                ("o", "-", "C0", "one", {"markersize": 15, "markerfacecolor": "none"}),
                ("x", "--", "C1", "other", {"markersize": 10, "markeredgewidth": 3}),
            )
        ]
        self.means = [
            right.axvline(np.nan, ymax=0.7, color=c, linestyle=d, linewidth=1.2, label=f"_mean {c}")
            for c, d in (("C0", "-"), ("C1", "--"))
        ]
        handles = [*self.counts, self.means[1]]
        self.legend = right.legend(handles, ["one", "other", "mean of both"], loc="upper right")

    def update(self) -> str:
        training, outside = self.training, self.outside
        self.cube.show(training, ["" if c in training else "?" for c in range(8)])
        names = (self.first, self.second)
        nothing = self.nothing_to_do()
        for name, line, mean, text in zip(
            names, self.counts, self.means, self.legend.get_texts()[:2], strict=True
        ):
            text.set_text(name)
            wrong = np.zeros(0, int) if nothing else self.wrong(name)
            counts = np.bincount(wrong, minlength=outside + 1)[: len(wrong)]
            line.set_data(range(len(counts)), counts)
            average = np.nan if nothing else outside * float(mean_error(wrong, outside))
            mean.set_xdata([average, average])
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
