"""Weights that grow without end where a threshold separates the labels."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, NullFormatter

from lessons_lib.activations import sigmoid
from lessons_lib.explorable import Choice, Explorable, Slider
from lessons_lib.lessons.likelihood_classification.experiment import (
    LONG,
    PENALTIES,
    labels,
    stored,
)
from lessons_lib.theory.likelihood.separable import TRUE_WEIGHT, X

GRID = np.linspace(-3, 3, 241)
TRUTH = sigmoid(TRUE_WEIGHT * X)
FLOOR = float(-(TRUTH * np.log(TRUTH) + (1 - TRUTH) * np.log(1 - TRUTH)).mean())
KINDS = {name: labels(name) for name in ("separable", "not separable")}


class Separable(Explorable):
    """Training on labels that a threshold separates, with and without a penalty."""

    steps = Slider(100_000.0, min=1.0, max=100_000.0, step=0.1, log=True)
    penalty = Choice("0", options=tuple(f"{p:g}" for p in PENALTIES), label="penalty λ")
    kind = Choice("separable", options=tuple(KINDS), label="labels")
    size = (9.5, 5.4)
    scenes = {
        "Separable labels": {},
        "Stopped after 10 steps": {"steps": 10.0},
        "A penalty of 0.01": {"penalty": "0.01"},
        "Labels that are not separable": {"kind": "not separable"},
    }

    def draw(self, figure: Figure) -> None:
        grid = figure.add_gridspec(2, 2, width_ratios=(1, 1.1))
        left = figure.add_subplot(grid[:, 0], xlabel="input x", ylabel="probability of t = 1")
        left.set(xlim=(-3, 3), ylim=(-0.08, 1.08), title="one of the sets of labels")
        left.plot(GRID, sigmoid(TRUE_WEIGHT * GRID), ":", color="C5", label="true p")
        (self.curve,) = left.plot(GRID, GRID, "-", color="C2", label="fitted p")
        self.dots = [
            left.plot([], [], mark, color=colour, label=f"t = {t}")[0]
            for t, mark, colour in ((1, "o", "C0"), (0, "s", "C1"))
        ]
        upper, lower = (figure.add_subplot(grid[row, 1], xscale="log") for row in (0, 1))
        upper.set(ylabel="|w|", title="all sets: median, middle 90%")
        lower.set(ylabel="mean loss, nats", yscale="log", xlabel="training step")
        looks = ((upper, "weight", "C2", "-"), (lower, "training", "C0", "-"))
        names = {"weight": "|w|", "training": "training loss", "fresh": "loss on new labels"}
        self.lines, self.bands = {}, {}
        for axes, name, colour, line in (*looks, (lower, "fresh", "C1", "--")):
            axes.set_xlim(0.8, 1.5 * LONG[-1])
            (self.lines[name],) = axes.plot([], [], line, color=colour, label=names[name])
            self.bands[name] = axes.fill_between([1], [1], [1], color=colour, alpha=0.2, lw=0)
        lower.axhline(FLOOR, color="C5", ls=":", lw=1.5, label="entropy of the labels")
        (self.least,) = lower.plot([], [], "D", color="C1", ms=8, label="its least")
        self.cursors = [
            axes.axvline(1, color="C5", ls="-.", lw=1.5, label="steps chosen")
            for axes in (upper, lower)
        ]
        lower.yaxis.set_major_formatter("{x:g}")
        lower.yaxis.set_minor_formatter(NullFormatter())
        self.upper, self.lower = upper, lower
        (handles, words), (more, others) = (
            axes.get_legend_handles_labels() for axes in (left, lower)
        )
        figure.legend([*handles, *more], [*words, *others], loc="outside upper center", ncols=5)

    def update(self) -> str:
        found = stored()["growth"][self.kind][self.penalty]
        at = int(np.abs(np.log(LONG / self.steps)).argmin())
        weight, bias = found["first"][at]
        self.curve.set_data(GRID, sigmoid(weight * GRID + bias))
        for dots, t in zip(self.dots, (1, 0), strict=True):
            here = KINDS[self.kind][0] == t
            dots.set_data(X[here], np.full(here.sum(), t))
        for name, line in self.lines.items():
            low, middle, high = np.array(found[name]).T
            line.set_data(LONG, middle)
            self.bands[name].set_data(LONG, low, high)
        for cursor in self.cursors:
            cursor.set_xdata([LONG[at]] * 2)
        losses = np.ravel([found["training"], found["fresh"]])
        self.upper.set_ylim(0, 1.1 * np.max(found["weight"]))
        wide = losses.max() > 20 * losses.min()
        self.lower.yaxis.set_major_locator(LogLocator(subs=(1,) if wide else (1, 2, 5)))
        self.lower.set_ylim(losses.min() / 1.3, losses.max() * 1.3)
        after = counted(LONG[at])
        size, training, fresh = (found[name][at][1] for name in self.lines)
        at_best = _best(found["fresh"])
        least = found["fresh"][at_best][1]
        self.least.set_data([LONG[at_best]], [least])
        sets = len(KINDS[self.kind])
        return (
            f"After {after} with λ = {self.penalty}, the medians of {sets} sets of labels"
            f" that are {self.kind} are: |w| {size:.2f}, training loss {training:.2g}, loss on new"
            f" labels {fresh:.2f}. The last was at its least, {least:.2f}, after"
            f" {counted(LONG[at_best])}; the entropy of the labels is {FLOOR:.3f}."
        )


def counted(steps: int) -> str:
    """The number and its noun."""
    return f"{steps} step{'' if steps == 1 else 's'}"


def _best(fresh: list[list[float]]) -> int:
    """Where in LONG the median loss on new labels is least."""
    return int(np.argmin([middle for _, middle, _ in fresh]))
