"""The growth function: counted, and bounded by Sauer and Cover."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from lessons_lib.explorable import Choice, Explorable, Slider
from lessons_lib.lessons.vc_shattering.marks import legend
from lessons_lib.theory.shattering.classes import CLASSES, count
from lessons_lib.theory.shattering.growth import cover, sauer

MOST, SETS = 9, 12
N = np.arange(1, MOST + 1)
# Seen around the counted dots where the two are equal.
HOLLOW: dict[str, Any] = {"markersize": 12, "fillstyle": "none"}
FRAME: dict[str, Any] = {"markersize": 21, "fillstyle": "none", "markeredgewidth": 2}


@lru_cache(maxsize=128)
def most_reached(name: str, n: int) -> int:
    """The largest count of 12 random sets of n points and of n points on a circle."""
    rng = np.random.default_rng(n)
    turn = 2 * np.pi * (np.arange(n) + 0.1) / n
    circle = np.column_stack([np.cos(turn), np.sin(turn)]).round(3)
    sets = [*rng.uniform(size=(SETS, n, 2)).round(3), circle]
    return max(count(name, points) for points in sets)


class Growth(Explorable):
    """How many labellings of n points are reached, at most."""

    size = (9.2, 4.8)
    hypotheses = Choice("lines", options=tuple(CLASSES))
    n = Slider(5, min=1, max=MOST, step=1, label="points")
    scenes = {
        "Lines": {},
        "Thresholds": {"hypotheses": "thresholds"},
        "Rectangles": {"hypotheses": "rectangles"},
        "Convex polygons": {"hypotheses": "convex polygons", "n": 9},
    }

    def draw(self, figure: Figure) -> None:
        axes = figure.add_subplot(xlabel="points n", ylabel="labellings", yscale="log")
        axes.set(xlim=(0.6, MOST + 0.6), ylim=(1, 900), xticks=N)
        (self.all,) = axes.plot(N, 2**N, color="C5", linestyle=":", zorder=3, label="all, 2^n")
        (self.bound,) = axes.plot([], [], "D--", color="C1", label="Sauer's bound", **HOLLOW)
        (self.cover,) = axes.plot([], [], "x", color="C3", markersize=13, label="Cover's count")
        (self.found,) = axes.plot([], [], "o-", color="C0", label="counted, best set")
        (self.now,) = axes.plot([], [], "s", color="C0", label="at n", **FRAME)
        self.told = axes.text(0, 0, "", color="C0", ha="left", va="top", size=13)
        self._legend(axes.lines)

    def update(self) -> str:
        counted = [most_reached(self.hypotheses, int(n)) for n in N]
        vc, lines = CLASSES[self.hypotheses].vc, self.hypotheses == "lines"
        here = counted[self.n - 1]
        self.found.set_data(N, counted)
        self.now.set_data([self.n], [here])
        self.told.set(position=(self.n + 0.2, 0.75 * here), text=str(here))
        self.bound.set_data(N[: MOST * bool(vc)], [sauer(n, vc) for n in N.tolist() if vc])
        self.cover.set_data(N[: MOST * lines], [cover(n) for n in N.tolist() if lines])
        shown = [self.all, self.bound, self.cover, self.found, self.now]
        self._legend([line for line in shown if np.size(line.get_xdata())])
        points = f"{self.n} point{'' if self.n == 1 else 's'}"
        words = (
            f"{points}, {self.hypotheses}: the best set that was tried has {here} of the"
            f" {2**self.n} labellings."
        )
        if vc is None:
            return f"{words} Points on a circle are always shattered: the VC dimension is infinite."
        exact = f" Cover's count is {cover(self.n)}." if lines else ""
        return f"{words} Sauer's bound, with VC dimension {vc}, is {sauer(self.n, vc)}.{exact}"

    def _legend(self, shown: Sequence[Line2D]) -> None:
        entries = [(line, str(line.get_label())) for line in shown]
        legend(self.told, entries, "outside right center")
