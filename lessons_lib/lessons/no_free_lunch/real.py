"""Real data sets are no uniform draw: learners differ there, and the order can flip."""

from __future__ import annotations

from functools import cache
from itertools import combinations

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Explorable
from lessons_lib.lessons.no_free_lunch.experiment import DATA, FOLDS, LEARNERS, load
from lessons_lib.theory.free_lunch.cube import Array
from lessons_lib.theory.intervals import Mean, mean_interval

NAMES = tuple(LEARNERS)


@cache
def _results() -> dict[str, dict[str, list[float]]]:
    return load()


def fold_errors(data: str, learner: str) -> Array:
    """Test error in each fold, (folds,)."""
    return np.array(_results()[data][learner])


def difference(data: str, first: str, second: str) -> Mean:
    """Mean error of the first less that of the second; the folds' training sets overlap."""
    gap = fold_errors(data, first) - fold_errors(data, second)
    return mean_interval(gap, overlap=1 / (FOLDS - 1))


def verdict(data: str, first: str, second: str) -> int:
    """-1 if the first has the lower error, 1 if the second, 0 if 95 % intervals cannot tell."""
    return difference(data, first, second).side


def flips() -> list[tuple[str, str]]:
    """Pairs of learners of which each beats the other on some data set."""
    return [
        pair
        for pair in combinations(NAMES, 2)
        if {-1, 1} <= {verdict(data, *pair) for data in DATA}
    ]


class RealData(Explorable):
    """Two learners on four real data sets: the difference of their test errors."""

    first = Choice("naive Bayes", options=NAMES, label="one learner")
    second = Choice("tree", options=NAMES, label="the other")
    scenes = {
        "Naive Bayes and tree": {},
        "Naive Bayes and perceptron": {"second": "perceptron"},
        "Network and neighbour": {"first": "MLP", "second": "nearest neighbour"},
    }

    def draw(self, figure: Figure) -> None:
        self.axes = figure.add_subplot(ylim=(3.6, -0.6), yticks=range(4), yticklabels=DATA)
        self.axes.axvline(0, color="C5", linewidth=1.2, linestyle="-", label="_zero")
        self.dots, self.ranges = [], []
        for data in DATA:
            self.ranges += self.axes.plot([], [], linestyle="-", label=f"{data} interval")
            self.dots += self.axes.plot([], [], "o", markersize=10, label=data)

    def update(self) -> str:
        found = [difference(data, self.first, self.second) for data in DATA]
        for i, (data, (mean, low, high)) in enumerate(zip(DATA, found, strict=True)):
            colour = {-1: "C0", 0: "C5", 1: "C1"}[verdict(data, self.first, self.second)]
            self.dots[i].set_data([100 * mean], [i])
            self.ranges[i].set_data([100 * low, 100 * high], [i, i])
            self.dots[i].set_color(colour)
            self.ranges[i].set_color(colour)
        widest = max(0.01, *(abs(value) for row in found for value in row))
        self.axes.set_xlim(-110 * widest, 110 * widest)
        self.axes.set_xlabel(
            f"← {self.first} better      test error, % points      {self.second} better →"
        )
        return self._words()

    def _words(self) -> str:
        if self.first == self.second:
            return f"Twice {self.first}: the difference is 0 everywhere. Choose another."
        said = []
        for words, sign in ((self.first, -1), (self.second, 1), ("not told apart", 0)):
            rows = [data for data in DATA if verdict(data, self.first, self.second) == sign]
            if rows:
                better = f"{words} is better on" if sign else f"{words}:"
                said.append(f"{better} {', '.join(map(self._both, rows))}")
        words = "; ".join(said)
        return words[0].upper() + words[1:] + "."

    def _both(self, data: str) -> str:
        errors = [100 * fold_errors(data, name).mean() for name in (self.first, self.second)]
        return f"{data} ({errors[0]:.1f} against {errors[1]:.1f} %)"
