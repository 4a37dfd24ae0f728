"""Depth and shattering at equal parameters, measured."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from lessons_lib.explorable import Choice, Explorable
from lessons_lib.lessons.vc_shattering.experiment import COUNTS, SHAPES, STARTS, STEPS, load
from lessons_lib.theory.intervals import Mean, mean_interval

Array = NDArray[Any]
COLOURS = ("C0", "C1", "C2")


@cache
def _results() -> dict[str, dict[str, dict[str, list[float]]]]:
    return load()


def shares(shape: str, n: int, starts: int) -> Array:
    """The share of labellings reached on each set of n points, (sets,)."""
    return np.array(_results()[str(starts)][shape][str(n)])


def difference(one: str, other: str, n: int, starts: int) -> Mean:
    """Mean difference of the shares on the same sets."""
    return mean_interval(shares(one, n, starts) - shares(other, n, starts))


class Depth(Explorable):
    """Random labellings that tanh networks of 37 parameters reach in training, by depth."""

    size = (9.4, 4.8)
    n = Choice("22", options=tuple(map(str, COUNTS)), label="points")
    starts = Choice("1", options=tuple(map(str, STARTS)), label="starts of each")
    scenes = {
        "One start": {},
        "Few points": {"n": str(COUNTS[0])},
        "Eight starts": {"starts": "8"},
        "Eight starts, many points": {"starts": "8", "n": str(COUNTS[-1])},
    }

    def draw(self, figure: Figure) -> None:
        axes = figure.add_subplot(xlabel="points", ylabel="random labellings reached, %")
        axes.set(xlim=(COUNTS[0] - 2, COUNTS[-1] + 2), ylim=(-3, 106), xticks=COUNTS)
        self.shown: list[tuple[Any, Any]] = []
        for shape, colour, mark in zip(SHAPES, COLOURS, "osD", strict=True):
            (line,) = axes.plot([], [], marker=mark, color=colour, label=shape)
            bars = axes.vlines(COUNTS, 0, 0, color=colour, linewidth=5, alpha=0.5)
            self.shown.append((line, bars))
        look: dict[str, Any] = {"color": "C5", "linewidth": 1.5, "linestyle": ":"}
        self.now = axes.axvline(0, label="points in the readout", **look)
        bar = Line2D([], [], color="C5", linewidth=5, alpha=0.5, label="95 % interval")
        lines = [line for line, _ in self.shown]
        figure.legend(handles=[*lines, bar, self.now], loc="outside lower center", ncols=2)

    def update(self) -> str:
        n, starts = int(self.n), int(self.starts)
        for k, (shape, (line, bars)) in enumerate(zip(SHAPES, self.shown, strict=True)):
            x = np.array(COUNTS) + 0.3 * (k - 1)
            found = [mean_interval(100 * shares(shape, count, starts)) for count in COUNTS]
            line.set_data(x, [mean for mean, _, _ in found])
            bars.set_segments(
                [[(at, low), (at, high)] for at, (_, low, high) in zip(x, found, strict=True)]
            )
        self.now.set_xdata([n, n])
        told = ", ".join(
            f"{shape}: {100 * shares(shape, n, starts).mean():.1f} %" for shape in SHAPES
        )
        first, *_, last = SHAPES
        mean, low, high = (100 * value for value in difference(last, first, n, starts))
        return (
            f"{n} points, tanh, {STEPS} steps of Adam from"
            f" {'one start' if starts == 1 else f'each of {starts} starts'}: labellings reached:"
            f" {told}. Three layers minus one layer: {mean:.1f} percentage points, 95 % interval"
            f" {low:.1f} to {high:.1f}."
        )
