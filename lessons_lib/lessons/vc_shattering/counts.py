"""The growth function: counted, and bounded by Sauer and Cover."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Explorable, Slider
from lessons_lib.theory.shattering.classes import CLASSES, count
from lessons_lib.theory.shattering.growth import cover, sauer

MOST, SETS = 9, 12
N = np.arange(1, MOST + 1)


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
        axes.set(xlim=(0.8, MOST + 0.2), ylim=(1, 700))
        axes.plot(N, 2**N, color="C5", linestyle=":", label="all, 2^n")
        (self.bound,) = axes.plot([], [], color="C1", linestyle="--", label="Sauer's bound")
        (self.cover,) = axes.plot([], [], "x", color="C3", markersize=13, label="Cover's count")
        (self.found,) = axes.plot([], [], "o-", color="C0", label="counted, best set")
        (self.now,) = axes.plot([], [], "s", color="C0", markersize=14, label="at n")
        figure.legend(loc="outside right center")

    def update(self) -> str:
        counted = [most_reached(self.hypotheses, int(n)) for n in N]
        vc = CLASSES[self.hypotheses].vc
        self.found.set_data(N, counted)
        self.now.set_data([self.n], [counted[self.n - 1]])
        self.bound.set_data(N, [sauer(n, vc) if vc else np.nan for n in N.tolist()])
        lines = self.hypotheses == "lines"
        self.cover.set_data(N, [cover(n) if lines else np.nan for n in N.tolist()])
        points = f"{self.n} point{'' if self.n == 1 else 's'}"
        words = f"{points}, {self.hypotheses}: {counted[self.n - 1]} of {2**self.n}."
        if vc is None:
            return f"{words} No VC dimension bounds it: points on a circle are always shattered."
        exact = f" Cover's count is {cover(self.n)}." if lines else ""
        return f"{words} With VC dimension {vc} Sauer's bound is {sauer(self.n, vc)}.{exact}"
