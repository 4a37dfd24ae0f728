"""Shattered means: some set is shattered. Look for one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Live, Slider
from lessons_lib.lessons.vc_shattering.answers import SINE, Points, number_reached
from lessons_lib.lessons.vc_shattering.marks import hollow, legend, numbers, put
from lessons_lib.theory.shattering.classes import CLASSES

BUDGET, MOST = 300, 6
BELOW = "outside lower center"


class State(NamedTuple):
    """Counts of all sets tried, and the best set; of equally good ones the one spread widest."""

    counts: list[int]
    now: Points
    best: Points


class Search(Live):
    """Random sets of points, one after another: is one of them shattered?"""

    size = (9.4, 4.6)
    hypotheses = Choice("rectangles", options=(*CLASSES, SINE), restarts=True)
    n = Slider(4, min=1, max=MOST, step=1, label="points", restarts=True)
    seed = Slider(0, min=0, max=20, step=1, restarts=True)
    scenes = {
        "Rectangles, 4 points": {},
        "Rectangles, 5 points": {"n": 5},
        "Lines, 3 points": {"hypotheses": "lines", "n": 3},
        "Lines, 4 points": {"hypotheses": "lines"},
        "Polygons, 6 points": {"hypotheses": "convex polygons", "n": 6},
    }

    def begin(self) -> Iterator[State]:
        rng, counts, most = np.random.default_rng(self.seed), [], (-1, 0.0)
        best: Points = ()
        for _ in range(BUDGET):
            drawn = rng.uniform(size=(self.n, 2)).round(3)
            now = tuple((float(x), float(y)) for x, y in drawn)
            counts.append(number_reached(self.hypotheses, now))
            if (counts[-1], _nearest(now)) > most:
                most, best = (counts[-1], _nearest(now)), now
            yield State(list(counts), now, best)
            if counts[-1] == 2**self.n:
                return

    def draw(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(2, 3))
        left.set(
            xlim=(-0.06, 1.06), ylim=(-0.06, 1.06), xlabel="$x_1$", ylabel="$x_2$", aspect="equal"
        )
        left.set(title="Best set so far")
        (self.now,) = left.plot([], [], "o", color="C5", alpha=0.35, label="newest set")
        (self.best,) = left.plot([], [], "o", color="C0", label="best set", **hollow(17))
        self.numbers = numbers(left, MOST)
        right.set(xlabel="sets tried", ylabel="labellings reached, %", xlim=(0, BUDGET + 5))
        right.set(ylim=(0, 108))
        self.all = right.axhline(100, color="C3", linewidth=1.5, linestyle="--", label="shattered")
        (self.each,) = right.plot([], [], "o", color="C5", markersize=4, label="each set")
        (self.record,) = right.plot([], [], color="C0", linestyle="-", label="best so far")

    def update(self) -> str:
        state = self.progress or State([], (), ())
        share = 100 * np.array(state.counts, float) / 2**self.n
        tried = np.arange(1, len(share) + 1)
        self.each.set_data(tried, share)
        self.record.set_data(tried, np.maximum.accumulate(share))
        self.now.set_data(*np.reshape(state.now, (-1, 2)).T)
        self.best.set_data(*np.reshape(state.best, (-1, 2)).T)
        put(self.numbers, state.best)
        hidden = state.now == state.best
        shown = [self.now][hidden:] + [self.best, self.each, self.record][: 3 * len(share)]
        legend(self.all, [(mark, mark.get_label()) for mark in [*shown, self.all]], BELOW, 5)
        points = f"{self.n} point{'' if self.n == 1 else 's'}"
        if not len(share):
            return (
                f"Press Play to try up to {BUDGET} random sets of {points} for {self.hypotheses}."
            )
        most, all_of_them = max(state.counts), 2**self.n
        if most == all_of_them:
            return (
                f"Set number {len(share)} is shattered: all {most} labellings are reached. One such"
                f" set is a proof that the VC dimension of {self.hypotheses} is at least {self.n}."
            )
        words = (
            f"{len(share)} sets of {points} were tried. The best, drawn with numbers, has"
            f" {most} of {all_of_them} labellings of {self.hypotheses}."
        )
        if len(share) < BUDGET:
            return words
        return f"{words} The search ends without a shattered set, which is no proof by itself."


def _nearest(points: Points) -> float:
    """The smallest distance between two of the points."""
    p = np.array(points)
    apart = np.linalg.norm(p[:, None] - p, axis=-1)
    return float(apart[np.triu_indices(len(p), 1)].min(initial=np.inf))
