"""More layers need more data: error against the number of examples; stored results."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Explorable
from lessons_lib.lessons.wide_and_deep.experiment import (
    BUDGETS,
    SAMPLES,
    SHAPES,
    stored,
)
from lessons_lib.theory.depth.tent import Array
from lessons_lib.theory.intervals import Mean, mean_interval

WIDTHS = {"32 units": "learning", "128 units": "wider"}
NARROW, WIDE = WIDTHS
LOOKS = {"linear": ("C1", "s", 13), "shallow": ("C2", "D", 8), "deep": ("C0", "o", 4)}


class Trained(NamedTuple):
    """By what, and with how many units in each hidden layer."""

    budget: str = "SGD"
    width: str = "32 units"


PLAIN = Trained()


def errors(data: str, model: str, n: int, part: str = "test", *, how: Trained = PLAIN) -> Array:
    """The error for each draw of n examples, (draws,). Linear has no width."""
    kept = "learning" if model == "linear" else WIDTHS[how.width]
    return np.array(stored()[kept][how.budget][data][model][str(n)][part])


def difference(
    data: str, n: int, first: str = "deep", second: str = "linear", *, how: Trained = PLAIN
) -> Mean:
    """Mean test error of the first less that of the second on the same draws; 95 % interval."""
    one, other = (errors(data, model, n, how=how) for model in (first, second))
    return mean_interval(one - other)


class LearningCurves(Explorable):
    """Training and test error against the number of examples: no, one and three hidden layers."""

    size = (9.0, 4.8)
    task = Choice("digits", options=tuple(SAMPLES), label="data")
    budget = Choice("SGD", options=tuple(BUDGETS), label="training")
    examples = Choice("20", options=tuple(map(str, SAMPLES["digits"])))
    scenes = {
        "Digits, twenty examples": {},
        "Digits, eight hundred": {"examples": "800"},
        "Breast cancer": {"task": "breast cancer"},
        "Spirals": {"task": "spirals", "examples": "100"},
        "Digits, trained by Adam": {"budget": "Adam"},
    }

    def draw(self, figure: Figure) -> None:
        self.axes = figure.add_subplot(xlabel="examples to train on", ylabel="error, %")
        self.axes.set(xscale="log", xlim=(17, 950), ylim=(-2, 48))
        self.axes.set_xticks(SAMPLES["digits"], map(str, SAMPLES["digits"]))
        self.axes.minorticks_off()
        self.lines, self.bands = {}, {}
        for model, (colour, marker, size) in LOOKS.items():
            for part, dashes, width in (("test", "-", 2.6), ("training", ":", 1.8)):
                (self.lines[model, part],) = self.axes.plot(
                    [], [], color=colour, linestyle=dashes, linewidth=width
                )
                self.lines[model, part].set(marker=marker, label=f"{model}, {part}")
            # The training errors often coincide: smaller marks lie inside larger ones.
            self.lines[model, "training"].set(markersize=size, markerfacecolor="none")
            self.bands[model] = self.axes.fill_between(
                [20, 50], 0, 0, color=colour, alpha=0.2, linewidth=0
            )
        self.now = self.axes.axvline(20, color="C5", linewidth=1.5, linestyle="--", label="_now")
        figure.legend(handles=list(self.lines.values()), loc="outside right center")

    @property
    def how(self) -> Trained:
        """The training chosen."""
        return Trained(self.budget)

    @property
    def n(self) -> int:
        """The number of examples chosen, or the most there are of these data."""
        return min(int(self.examples), SAMPLES[self.task][-1])

    def update(self) -> str:
        sizes = SAMPLES[self.task]
        for (model, part), line in self.lines.items():
            found = np.array([mean_interval(self._errors(model, n, part)) for n in sizes])
            line.set_data(sizes, 100 * found[:, 0])
            if part == "test":
                self.bands[model].set_data(sizes, 100 * found[:, 1], 100 * found[:, 2])
        draws = BUDGETS[self.budget].draws
        self.axes.set_title(
            f"{self.task.capitalize()}, layers of {NARROW}, {self.budget}: means of {draws} draws,"
            " 95 % intervals"
        )
        kept = [k for k in SAMPLES["digits"] if k <= sizes[-1]]
        self.axes.set_xticks(kept, map(str, kept))
        self.axes.set_xlim(17, 1.19 * sizes[-1])
        self.now.set_xdata([self.n, self.n])
        tops = [float(np.max(line.get_ydata())) for line in self.lines.values()]
        self.axes.set_ylim(-0.05 * max(tops), 1.15 * max(tops))
        return self._words()

    def _words(self) -> str:
        told = ", ".join(
            f"{model} {100 * self._errors(model, self.n, 'test').mean():.1f} %"
            f" ({100 * self._errors(model, self.n, 'training').mean():.1f})"
            for model in SHAPES
        )
        epochs = BUDGETS[self.budget].epochs(self.n)
        gaps = " and ".join(self._gap(other) for other in ("linear", "shallow"))
        return (
            f"{self.task.capitalize()}, {self.n} examples (dashed line), hidden layers of"
            f" {NARROW}, {epochs} epochs of {self.budget}. Test error (and training error):"
            f" {told}. The test error of deep is {gaps}. In brackets: 95 %"
            " intervals of the differences."
        )

    def _gap(self, other: str) -> str:
        """How the test error of deep lies to that of another model."""
        found = difference(self.task, self.n, "deep", other, how=self.how)
        return f"{side(found)} that of {other}{bounds(found)}"

    def _errors(self, model: str, n: int, part: str) -> Array:
        return errors(self.task, model, n, part, how=self.how)


def side(found: Mean) -> str:
    """By how many percentage points a difference of errors lies above 0 or below it."""
    return {
        1: f"{100 * found.mean:.1f} percentage points above",
        -1: f"{-100 * found.mean:.1f} percentage points below",
        0: "not told apart from",
    }[found.side]


def bounds(found: Mean) -> str:
    """Its interval, in percentage points and brackets."""
    return f" ({100 * found.low:z.1f} to {100 * found.high:z.1f})"
