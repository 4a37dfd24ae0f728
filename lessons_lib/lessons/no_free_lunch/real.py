"""Real data sets are no uniform draw: learners differ there, and the order can flip."""

from __future__ import annotations

from functools import cache
from math import comb
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from lessons_lib.explorable import Choice, Explorable
from lessons_lib.lessons.no_free_lunch.cube import leave_room
from lessons_lib.lessons.no_free_lunch.experiment import DATA, LEARNERS, PLANS, load
from lessons_lib.theory.free_lunch.cube import Array
from lessons_lib.theory.intervals import Mean, mean_interval

NAMES = tuple(LEARNERS)
PLAN = next(iter(PLANS))
COMPARISONS = comb(len(NAMES), 2) * len(DATA)
LEVELS = {
    "95 % for each": 0.95,
    f"95 % for all {COMPARISONS} together": 1 - 0.05 / COMPARISONS,  # Bonferroni
}
LEVEL = next(iter(LEVELS))
MARKS = dict(zip(NAMES, "osD^Pv", strict=True))


@cache
def _results() -> dict[str, dict[str, dict[str, list[float]]]]:
    return load()


def fold_errors(data: str, learner: str, plan: str = PLAN) -> Array:
    """Test error in each fold, (folds * repeats,)."""
    return np.array(_results()[plan][data][learner])


def difference(data: str, first: str, second: str, *, plan: str = PLAN, level: str = LEVEL) -> Mean:
    """Mean error of the first less that of the second; the folds' training sets overlap."""
    gap = fold_errors(data, first, plan) - fold_errors(data, second, plan)
    folds, _ = PLANS[plan]
    return mean_interval(gap, overlap=1 / (folds - 1), level=LEVELS[level])


class RealData(Explorable):
    """Two of six learners on four real data sets: their test errors, and the difference."""

    size = (9.6, 6.0)
    first = Choice("naive Bayes", options=NAMES, label="one learner")
    second = Choice("tree", options=NAMES, label="the other")
    plan = Choice(PLAN, options=tuple(PLANS), label="cross-validation")
    level = Choice(LEVEL, options=tuple(LEVELS), label="interval")
    scenes = {
        "Naive Bayes and tree": {},
        "Smoothed naive Bayes and tree": {"first": "smoothed naive Bayes"},
        "Naive Bayes, smoothed or not": {"second": "smoothed naive Bayes"},
        "Naive Bayes and perceptron": {"second": "perceptron"},
        "Network and neighbour": {"first": "MLP", "second": "nearest neighbour"},
        "Naive Bayes and tree, all 60 together": {"level": [*LEVELS][1]},
    }

    def draw(self, figure: Figure) -> None:
        leave_room(figure)
        left, self.axes = figure.subplots(1, 2, sharey=True, width_ratios=(1, 1))
        left.set(ylim=(3.5, -0.5), yticks=range(4), yticklabels=DATA)
        for axes in (left, self.axes):
            self._separate(axes)
        left.set(title="Each learner", xlabel="test error, %", xlim=(0, 23))
        self._draw_errors(left)
        self.axes.set_title("The difference of the two chosen")
        self.axes.set_xlabel("difference, percentage points", labelpad=40)
        self.axes.xaxis.set_major_locator(MaxNLocator(5, prune="both"))
        self._draw_sides(self.axes)
        self.axes.axvline(0, color="C5", linewidth=1.2, linestyle="-", label="_zero")
        self.dots, self.ranges = [], []
        for data in DATA:
            self.ranges += self.axes.plot([], [], "-|", markersize=13, label=f"{data} interval")
            self.dots += self.axes.plot([], [], "o", markersize=8, label=data)
        handles = list(self.errors.values())
        (unknown,) = self.axes.plot([], [], "o", color="C5", markersize=8, label="_not told apart")
        unknown.set_markerfacecolor(mpl.rcParams["figure.facecolor"])
        names = [*NAMES, "the interval contains 0"]
        figure.legend([*handles, unknown], names, loc="outside lower center", ncols=4)

    def _separate(self, axes: Axes) -> None:
        """A line between each data set and the next, in place of a grid."""
        axes.grid(False, axis="y")
        axes.tick_params(axis="y", length=0)
        x = np.tile([0, 1, np.nan], 3)  # one line, lifted between two data sets by nan
        y = np.repeat([0.5, 1.5, 2.5], 3)
        thin: dict[str, Any] = {"color": "C5", "linewidth": 0.8, "linestyle": "-"}
        axes.plot(x, y, transform=axes.get_yaxis_transform(), label="_between", **thin)

    def _draw_errors(self, axes: Axes) -> None:
        look: dict[str, Any] = {"linestyle": "", "markersize": 7}
        self.errors = {
            name: axes.plot([], [], mark, color=f"C{i}", label=name, **look)[0]
            for i, (name, mark) in enumerate(MARKS.items())
        }
        (self.chosen,) = axes.plot(
            [], [], "o", color="C5", markersize=14, markerfacecolor="none", label="chosen"
        )

    def _draw_sides(self, axes: Axes) -> None:
        """Below the left and the right end, who is better there."""
        font: dict[str, Any] = {"transform": axes.transAxes, "va": "top", "fontsize": 12}
        self.sides = []
        for x, side, arrow in ((0, "left", "← is better"), (1, "right", "is better →")):
            axes.text(x, -0.16, arrow, ha=side, **font)
            self.sides.append(axes.text(x, -0.095, "", ha=side, **font))

    def update(self) -> str:
        self._show_errors()
        found = [self.difference(data) for data in DATA]
        for i, (mean, low, high) in enumerate(found):
            colour, mark, face = self._look(found[i].side)
            self.dots[i].set_data([100 * mean], [i])
            self.ranges[i].set_data([100 * low, 100 * high], [i, i])
            self.dots[i].set(color=colour, marker=mark, markerfacecolor=face)
            self.ranges[i].set_color(colour)
        widest = max(0.01, *(abs(value) for row in found for value in row))
        self.axes.set_xlim(-110 * widest, 110 * widest)
        for text, name in zip(self.sides, (self.first, self.second), strict=True):
            text.set_text(name)
        return self._words()

    def _look(self, side: int) -> tuple[str, str, str]:
        """Colour, marker and face: those of the better learner, or an open circle."""
        if not side:
            return "C5", "o", str(mpl.rcParams["figure.facecolor"])
        name = self.first if side < 0 else self.second
        colour = f"C{NAMES.index(name)}"
        return colour, MARKS[name], colour

    def _show_errors(self) -> None:
        lanes = np.linspace(-0.33, 0.33, len(NAMES))
        places = {
            name: [
                (100 * fold_errors(data, name, self.plan).mean(), row + lane)
                for row, data in enumerate(DATA)
            ]
            for name, lane in zip(NAMES, lanes, strict=True)
        }
        for name, line in self.errors.items():
            line.set_data(*np.transpose(places[name]))
        self.chosen.set_data(*np.transpose(places[self.first] + places[self.second]))

    def difference(self, data: str) -> Mean:
        """Error of the first less that of the second, with the interval that is chosen."""
        return difference(data, self.first, self.second, plan=self.plan, level=self.level)

    def _words(self) -> str:
        if self.first == self.second:
            return f"Twice {self.first}: the difference is 0 everywhere. Choose another."
        pair = (self.first, self.second)
        errors = ", ".join(f"{data} {self._both(data)} %" for data in DATA)
        said = [f"Test errors of {pair[0]} and of {pair[1]}: {errors}"]
        for words, sign in ((pair[0], -1), (pair[1], 1)):
            if rows := self._decided(sign):
                said.append(f"{words[0].upper()}{words[1:]} is better on {_listed(rows)}")
        if rows := self._decided(0):
            said.append(f"Not told apart on {_listed(rows)}")
        return ". ".join(said) + "."

    def _decided(self, side: int) -> list[str]:
        """The data sets on which the first is better (-1), or the second (1), or neither (0)."""
        return [data for data in DATA if self.difference(data).side == side]

    def _both(self, data: str) -> str:
        pair = (self.first, self.second)
        return " and ".join(
            f"{100 * fold_errors(data, name, self.plan).mean():.1f}" for name in pair
        )


def _listed(parts: list[str]) -> str:
    return " and ".join([*([", ".join(parts[:-1])] if parts[1:] else []), parts[-1]])
