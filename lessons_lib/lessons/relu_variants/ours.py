"""The same comparison on our own data: what the stored runs say of each variant."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Explorable, Toggle
from lessons_lib.lessons.relu_variants.experiment import FOLDS, SEEDS, VARIANTS, load
from lessons_lib.theory.approximation.one_layer import Array
from lessons_lib.theory.intervals import Mean, mean_interval

NAMES = tuple(VARIANTS)
PLANS = {
    "SGD, rate 0.1, 40 epochs": ("sgd", 40),
    "SGD, rate 0.1, 120 epochs": ("sgd", 120),
    "Adam, rate 0.003, 40 epochs": ("adam", 40),
}
PLAN = next(iter(PLANS))
WEIGHTS, IMAGES = f"other initial weights ({SEEDS} seeds)", f"other images ({FOLDS} folds, widened)"
OTHERS = len(NAMES) - 1
# Side of the interval: words, colour, marker.
LOOKS = {
    -1: ("lower", "C2", "<"),
    1: ("higher", "C1", ">"),
    0: ("not told apart", "C5", "o"),
}


@cache
def _errors(variant: str, plan: str, part: str) -> Array:
    """Stored errors, (folds, seeds)."""
    wanted = (variant, *PLANS[plan])
    rows = [
        row[part]
        for row in _results()["compare"]
        if (row["variant"], row["optimiser"], row["epochs"]) == wanted
    ]
    return np.array(rows)


@cache
def _results() -> dict[str, Any]:
    return load()


class Digits(Explorable):
    """Error of each variant on scikit-learn's digits minus that of one of them."""

    size = (9.0, 5.4)
    reference = Choice("ReLU", options=NAMES, label="compared with")
    part = Choice("test", options=("test", "training"), label="error in")
    plan = Choice(PLAN, options=tuple(PLANS), label="training by")
    covers = Choice(WEIGHTS, options=(WEIGHTS, IMAGES), label="the interval covers")
    together = Toggle(False, label=f"95 % for all {OTHERS} together")
    scenes = {
        "Test error, other initial weights": {},
        "Test error, other images": {"covers": IMAGES},
        "Other images, all 10 together": {"covers": IMAGES, "together": True},
        "Test error, three times the epochs": {"plan": [*PLANS][1]},
        "Test error, Adam": {"plan": [*PLANS][2]},
    }

    def draw(self, figure: Figure) -> None:
        self.axes = figure.add_subplot(ylim=(OTHERS + 0.6, -0.6), yticks=range(OTHERS + 1))
        self.axes.axvline(0, color="C5", linewidth=1.2, linestyle="-", label="_zero")
        self.ranges, self.dots = {}, {}
        for name in NAMES:
            (self.ranges[name],) = self.axes.plot([], [], linestyle="-", label=f"{name} interval")
            (self.dots[name],) = self.axes.plot([], [], linestyle="", label=name)

    def error(self, name: str) -> float:
        """Mean over folds and seeds."""
        return float(_errors(name, self.plan, self.part).mean())

    def difference(self, name: str) -> Mean:
        """Mean error less the reference's, with the interval that is chosen."""
        first, second = (_errors(n, self.plan, self.part) for n in (name, self.reference))
        level = 1 - 0.05 / OTHERS if self.together else 0.95  # Bonferroni
        if self.covers == WEIGHTS:
            return mean_interval((first - second).mean(0), level=level)
        return mean_interval((first - second).mean(1), overlap=1 / (FOLDS - 1), level=level)

    def update(self) -> str:
        found = {name: self.difference(name) for name in NAMES if name != self.reference}
        order = sorted(NAMES, key=self.error)
        for row, name in enumerate(order):
            self._show(row, name, found.get(name))
        self.axes.set_yticks(range(len(order)), [self._row(name) for name in order])
        widest = 112 * max(0.001, *(abs(end) for mean in found.values() for end in mean))
        self.axes.set_xlim(-widest, widest)
        over = f"{SEEDS} seeds" if self.covers == WEIGHTS else f"{FOLDS} folds"
        level = f", all {OTHERS} together" if self.together else ""
        self.axes.set_xlabel(
            f"{self.part} error minus that of {self.reference}, percentage points\n"
            f"{self.plan}; 95 % intervals over {over}{level}"
        )
        self._name(found)
        return self._words(found)

    def _row(self, name: str) -> str:
        title = f"{name} (reference)" if name == self.reference else name
        return f"{title}: {100 * self.error(name):.2f} %"

    def _show(self, row: int, name: str, found: Mean | None) -> None:
        if found is None:
            self.dots[name].set_data([], [])
            self.ranges[name].set_data([], [])
            return
        _, colour, marker = LOOKS[found.side]
        self.dots[name].set_data([100 * found.mean], [row])
        self.dots[name].set(color=colour, marker=marker)
        self.ranges[name].set_data([100 * found.low, 100 * found.high], [row, row])
        self.ranges[name].set_color(colour)

    def _name(self, found: dict[str, Mean]) -> None:
        """A legend of the verdicts that occur."""
        first = {mean.side: self.dots[name] for name, mean in reversed(found.items())}
        sides = [side for side in LOOKS if side in first]
        self.axes.legend(
            [first[side] for side in sides],
            [f"{LOOKS[side][0]}{' error' * bool(side)}" for side in sides],
            loc="lower center",
            bbox_to_anchor=(0.5, 1.0),
            ncols=3,
        )

    def _words(self, found: dict[str, Mean]) -> str:
        said = []
        for side, (words, *_) in LOOKS.items():
            names = [name for name, mean in found.items() if mean.side == side]
            said += [f"{words}: {', '.join(names)}"] if names else []
        return (
            f"{self.part.capitalize()} error compared with {self.reference}"
            f" ({100 * self.error(self.reference):.2f} %): {'; '.join(said)}."
        )
