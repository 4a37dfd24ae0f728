"""The same comparison on our own data: pictures of the committed results."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Explorable
from lessons_lib.lessons.relu_variants.experiment import (
    DEPTHS,
    RATES,
    SEEDS,
    VARIANTS,
    load,
    per_seed,
)
from lessons_lib.theory.approximation.one_layer import Array
from lessons_lib.theory.intervals import Mean, mean_interval

NAMES = tuple(VARIANTS)
MARKS = dict(zip(NAMES, "osD^v*P", strict=True))


@cache
def _results() -> dict[str, Any]:
    return load()


def difference(variant: str, reference: str, part: str) -> Mean:
    """Mean paired difference of the error from `reference`, over seeds."""
    return mean_interval(
        per_seed(_results(), variant, part) - per_seed(_results(), reference, part)
    )


def verdict(variant: str, reference: str, part: str) -> int:
    """-1 lower error than the reference, 1 higher, 0 if the interval holds 0."""
    return difference(variant, reference, part).side


class Digits(Explorable):
    """Error on scikit-learn's digits less the reference's: 24 seeds, 5 folds, 95 % intervals."""

    reference = Choice("ReLU", options=NAMES, label="compared with")
    part = Choice("test", options=("test", "training"), label="error in")
    scenes = {
        "Test error against ReLU": {},
        "Training error against ReLU": {"part": "training"},
        "Test error against CReLU": {"reference": "CReLU"},
    }

    def draw(self, figure: Figure) -> None:
        self.axes = figure.add_subplot(ylim=(6.6, -0.6), yticks=range(7), yticklabels=NAMES)
        self.axes.axvline(0, color="C5", linewidth=1.2, linestyle="-", label="_zero")
        self.dots = [
            self.axes.plot([], [], marker="o", color="C0", linestyle="", label=name)[0]
            for name in NAMES
        ]
        self.ranges = [
            self.axes.plot([], [], color="C0", linestyle="-", label=f"{name} interval")[0]
            for name in NAMES
        ]

    def update(self) -> str:
        others = [name for name in NAMES if name != self.reference]
        for i, name in enumerate(NAMES):
            mean, low, high = difference(name, self.reference, self.part)
            self.dots[i].set_data([100 * mean], [i])
            self.ranges[i].set_data([100 * low, 100 * high], [i, i])
            colour = {-1: "C2", 0: "C5", 1: "C1"}[verdict(name, self.reference, self.part)]
            for artist in (self.dots[i], self.ranges[i]):
                artist.set_color(colour)
        self.axes.set_xlabel(f"{self.part} error less that of {self.reference}, in % points")
        widest = max(float(np.abs(line.get_xdata()).max()) for line in self.ranges)
        self.axes.set_xlim(-1.15 * widest, 1.15 * widest)
        said = {
            words: [n for n in others if verdict(n, self.reference, self.part) == sign]
            for sign, words in ((-1, "lower"), (1, "higher"), (0, "not told apart"))
        }
        parts = [f"{words}: {', '.join(names)}" for words, names in said.items() if names]
        error = 100 * per_seed(_results(), self.reference, self.part).mean()
        return (
            f"{self.part.capitalize()} error against {self.reference} ({error:.2f} %),"
            f" {SEEDS} seeds: {'; '.join(parts)}."
        )


def cell(variant: str, depth: int, rate: float) -> dict[str, Any]:
    """One run of the sweep."""
    (found,) = [
        row
        for row in _results()["sweep"]
        if (row["variant"], row["depth"], row["rate"]) == (variant, depth, rate)
    ]
    return found


class Sweep(Explorable):
    """Seven variants by depth and learning rate: medians of 8 seeds after 25 epochs."""

    size = (9.6, 4.4)
    show = Choice("test error", options=("test error", "epochs to a loss of 0.1"))
    scenes = {"Accuracy": {}, "Speed": {"show": "epochs to a loss of 0.1"}}

    def draw(self, figure: Figure) -> None:
        self.panels = figure.subplots(1, len(DEPTHS), sharey=True)
        self.lines = {}
        for axes, depth in zip(self.panels, DEPTHS, strict=True):
            axes.set(
                title=f"{depth} hidden layer{'s' * (depth > 1)}",
                xlabel="learning rate",
                xticks=range(len(RATES)),
                xticklabels=[f"{rate:g}" for rate in RATES],
                xlim=(-0.4, len(RATES) - 0.6),
            )
            for i, name in enumerate(NAMES):
                self.lines[name, depth] = axes.plot(
                    [], [], marker=MARKS[name], color=f"C{i % 6}", linewidth=1.4, label=name
                )[0]
        # Labels of one width: the layout stays when the range changes.
        self.panels[0].yaxis.set_major_formatter(lambda value, _: f"{value:\u2007>2.0f}")
        handles = [self.lines[name, DEPTHS[0]] for name in NAMES]
        figure.legend(handles=handles, loc="outside right center")

    def update(self) -> str:
        accuracy = self.show == "test error"
        for (name, depth), line in self.lines.items():
            values = [self._value(name, depth, rate, accuracy) for rate in RATES]
            line.set_data(range(len(RATES)), values)
        self.panels[0].set(
            ylabel="median test error, %" if accuracy else "epochs", ylim=(0, 9 if accuracy else 26)
        )
        failed = [
            f"{name} at {rate:g}, {depth} layers"
            for name in NAMES
            for depth in DEPTHS
            for rate in RATES
            if not cell(name, depth, rate)["test"]
        ]
        best = min(
            (self._value(name, depth, rate, accuracy), name, depth, rate)
            for name in NAMES
            for depth in DEPTHS
            for rate in RATES
            if np.isfinite(self._value(name, depth, rate, accuracy))
        )
        unit = f"{best[0]:.2f} % test error" if accuracy else f"{best[0]:.0f} epochs"
        lost = f" Diverged: {'; '.join(failed)}." if failed else " None diverged."
        return f"Best: {best[1]}, {best[2]} layers, rate {best[3]:g}, {unit}.{lost}"

    @staticmethod
    def _value(name: str, depth: int, rate: float, accuracy: bool) -> float:
        found = cell(name, depth, rate)
        if accuracy:
            return 100 * float(np.median(found["test"])) if found["test"] else np.nan
        return float(found["epochs"] or np.nan)


def rank_by(part: str) -> list[str]:
    """The variants from the lowest to the highest mean error."""
    means: dict[str, Array] = {n: per_seed(_results(), n, part).mean() for n in NAMES}
    return sorted(means, key=lambda name: float(means[name]))
