"""Depth and shattering at equal parameters, measured."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from lessons_lib.explorable import Explorable, Slider
from lessons_lib.lessons.shattering.experiment import COUNTS, SHAPES, load

Array = NDArray[Any]
COLOURS = ("C0", "C1", "C2")


@cache
def _results() -> dict[str, dict[str, list[float]]]:
    return load()


def shares(shape: str, n: int) -> Array:
    """The share of labellings reached on each set of n points, (sets,)."""
    return np.array(_results()[shape][str(n)])


def interval(values: Array) -> tuple[float, float]:
    """95 % interval of the mean over sets (Student's t)."""
    from scipy.stats import t

    half = float(t.ppf(0.975, len(values) - 1) * values.std(ddof=1) / np.sqrt(len(values)))
    return float(values.mean()) - half, float(values.mean()) + half


def difference(one: str, other: str, n: int) -> tuple[float, float, float]:
    """Mean difference of the shares on the same sets, and its 95 % interval."""
    gap = shares(one, n) - shares(other, n)
    return (float(gap.mean()), *interval(gap))


class Depth(Explorable):
    """Random labellings that networks of 37 parameters reach, by depth."""

    size = (9.4, 4.8)
    position = Slider(3, min=1, max=len(COUNTS), step=1, label="number of points, by place")
    scenes = {"Few points": {"position": 1}, "Many points": {"position": len(COUNTS)}}

    def draw(self, figure: Figure) -> None:
        axes = figure.add_subplot(xlabel="points", ylabel="random labellings reached, %")
        axes.set(xlim=(COUNTS[0] - 1.5, COUNTS[-1] + 1.5), ylim=(-3, 106), xticks=COUNTS)
        for k, (shape, colour, mark) in enumerate(zip(SHAPES, COLOURS, "osD", strict=True)):
            x = np.array(COUNTS) + 0.3 * (k - 1)
            found = [shares(shape, n) for n in COUNTS]
            ends = 100 * np.array([interval(values) for values in found])
            means = [100 * values.mean() for values in found]
            axes.plot(x, means, marker=mark, color=colour, label=shape)
            axes.vlines(x, *ends.T, color=colour, linewidth=4, alpha=0.5)
        self.now = axes.axvline(0, color="C5", linewidth=1.5, linestyle=":", label="_now")
        figure.legend(loc="outside lower center", ncols=3)

    def update(self) -> str:
        n = COUNTS[self.position - 1]
        self.now.set_xdata([n, n])
        told = ", ".join(f"{shape}: {100 * shares(shape, n).mean():.1f} %" for shape in SHAPES)
        first, *_, last = SHAPES
        mean, low, high = (100 * value for value in difference(last, first, n))
        return (
            f"{n} points, labellings reached: {told}. Three layers less one:"
            f" {mean:.1f} points, 95 % interval {low:.1f} to {high:.1f}."
        )
