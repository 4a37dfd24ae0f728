"""A prior over the targets: as soon as they are not all alike, the tie breaks."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.gridspec import SubplotSpec

from lessons_lib.explorable import Slider
from lessons_lib.lessons.no_free_lunch.cube import (
    OUTLINE,
    PLACES,
    SEVEN,
    OnTheCube,
    corners_ticked,
    entered,
)
from lessons_lib.theory.free_lunch.cube import (
    CUT,
    TARGETS,
    Array,
    least_error,
    mean_error,
    mean_errors,
    prior,
)

GRID = np.linspace(-3, 3, 25)
DRAWN = 6


@lru_cache(maxsize=2048)
def _exact(wrong: tuple[int, ...], outside: int, smoothness: float) -> Fraction:
    return mean_error(np.array(wrong), outside, smoothness)


@lru_cache(maxsize=64)
def _best(training: tuple[int, ...]) -> Array:
    return np.array([least_error(training, s) for s in GRID])


def drawn(smoothness: float, n: int = DRAWN) -> Array:
    """Numbers of `n` targets drawn from the prior, (n,).

    The same random numbers for every smoothness, with the targets in the order of their cut
    edges, so that the draws change little by little.
    """
    order = np.argsort(CUT, kind="stable")
    weights = np.array([float(prior(smoothness)[edges]) for edges in CUT[order]])
    places = np.random.default_rng(0).uniform(size=n) * weights.sum()
    return np.asarray(order[np.searchsorted(np.cumsum(weights), places)])


class WithPrior(OnTheCube):
    """Mean error of every learner off the training set, by how smooth the targets are."""

    size = (9.6, 5.4)
    smoothness = Slider(1.0, min=-3.0, max=3.0, step=0.25)
    scenes = {
        "All targets alike": {"smoothness": 0.0},
        "Smooth targets": {"smoothness": 1.0},
        "Rough targets": {"smoothness": -1.0},
        "Smooth, seven examples": SEVEN,
        "Very rough, seven examples": {"smoothness": -3.0, **SEVEN},
        "Rough, every other corner": {"smoothness": -1.0, **corners_ticked("000 011 101 110")},
    }

    def draw(self, figure: Figure) -> None:
        grid = figure.add_gridspec(3, 4, width_ratios=(3, 3, 3, 3.2))
        names = entered()
        self.panels = {
            name: Panel(
                figure,
                grid[i // 3, i % 3],
                name,
                labelled=(i % 3 == 0, i + 3 >= len(names), i // 3 == 2),
            )
            for i, name in enumerate(names)
        }
        figure.supylabel("mean error off the training set", fontsize=13)
        first = next(iter(self.panels.values()))
        figure.legend(
            [first.curve, first.others, first.best],
            ["this learner", "the other learners", "the least possible"],
            loc="outside lower left",
            ncols=3,
        )
        self._draw_cubes(figure.add_subplot(grid[:, 3]))

    def _draw_cubes(self, axes: Axes) -> None:
        axes.set(xlim=(-0.3, 4.1), ylim=(-1.7, 6.4), aspect="equal")
        axes.set_title("Six targets drawn", y=0.98, fontsize=12)
        axes.set_axis_off()
        shifts = [(2.25 * (i % 2), 2.15 * (2 - i // 2)) for i in range(DRAWN)]
        self.places = np.concatenate([PLACES + shift for shift in shifts])
        edges = np.concatenate([OUTLINE + shift for shift in shifts])
        axes.plot(*edges.T, color="C5", linewidth=1.2, linestyle="-", label="_edges")
        paper = mpl.rcParams["figure.facecolor"]
        (self.zeros,) = axes.plot(
            [], [], "o", color="C5", markerfacecolor=paper, markersize=7, label="drawn 0"
        )
        (self.ones,) = axes.plot([], [], "o", color="C5", markersize=8, label="drawn 1")
        axes.legend([self.zeros, self.ones], ["label 0", "label 1"], loc="lower center", ncols=2)

    def update(self) -> str:
        labels = TARGETS[drawn(self.smoothness)].ravel()
        self.zeros.set_data(*self.places[labels == 0].T)
        self.ones.set_data(*self.places[labels == 1].T)
        nothing = self.nothing_to_do()
        if nothing:
            for panel in self.panels.values():
                panel.clear(self.smoothness)
            return nothing
        curves = {n: mean_errors(self.wrong(n), self.outside, GRID) for n in self.panels}
        means = {name: self.mean(name, self.smoothness) for name in self.panels}
        for name, panel in self.panels.items():
            others = [curve for other, curve in curves.items() if other != name]
            panel.show(curves[name], others, _best(self.training))
            panel.mark(self.smoothness, float(means[name]))
        return f"{self._odds()} {self._order(means)}"

    def mean(self, name: str, smoothness: float) -> Fraction:
        """The learner's mean error off the training set, exactly."""
        return _exact(tuple(self.wrong(name).tolist()), self.outside, float(smoothness))

    def _odds(self) -> str:
        return f"Each cut edge makes a target {2.0**-self.smoothness:.3g} times as probable."

    def _order(self, means: dict[str, Fraction]) -> str:
        if len(set(means.values())) == 1:
            return f"All {len(means)} learners are wrong on {min(means.values())}, exactly."
        ranked = sorted(means, key=lambda name: means[name])
        told = ", ".join(f"{n} {float(means[n]):.3f}" for n in ranked)
        least = least_error(self.training, self.smoothness)
        return f"From best to worst: {told}. The least possible is {least:.3f}."


class Panel:
    """One learner's curve in front of all the others', and its error now."""

    def __init__(
        self, figure: Figure, place: SubplotSpec, name: str, *, labelled: tuple[bool, bool, bool]
    ) -> None:
        axes = figure.add_subplot(place, xlim=(-3.05, 3.05), ylim=(-0.05, 1.05))
        axes.set_title(name, fontsize=12, pad=4)
        axes.set(xticks=[-3, -1, 0, 1, 3], yticks=[0, 0.5, 1])
        axes.tick_params(labelleft=labelled[0], labelbottom=labelled[1])
        if labelled[2]:
            axes.set_xlabel("smoothness s")
        thin: dict[str, Any] = {"linestyle": "-", "linewidth": 0.8, "alpha": 0.45}
        (self.others,) = axes.plot([], [], color="C5", label="others", **thin)
        (self.best,) = axes.plot([], [], ":", color="C1", linewidth=2, label="least possible")
        (self.curve,) = axes.plot([], [], "-", color="C0", linewidth=2.6, label=name)
        self.now = axes.axvline(0, color="C5", linewidth=1, linestyle="--", label="_now")
        (self.dot,) = axes.plot([], [], "o", color="C0", markersize=9, label=f"{name} now")
        paper: dict[str, Any] = {
            "facecolor": mpl.rcParams["figure.facecolor"],
            "edgecolor": "none",
            "pad": 1,
        }
        self.number = axes.text(0, 0.92, "", ha="center", va="center", bbox=paper)

    def show(self, curve: Array, others: list[Array], best: Array) -> None:
        """The curves over `GRID`; the others as one line, lifted between them by nan."""
        self.curve.set_data(GRID, curve)
        gap = [np.nan]
        self.others.set_data(
            np.concatenate([np.r_[GRID, gap] for _ in others]),
            np.concatenate([np.r_[other, gap] for other in others]),
        )
        self.best.set_data(GRID, best)

    def mark(self, smoothness: float, error: float) -> None:
        """Where the slider stands, and the error there."""
        self.now.set_xdata([smoothness] * 2)
        self.dot.set_data([smoothness], [error])
        self.number.set_text(f"{error:.3f}")

    def clear(self, smoothness: float) -> None:
        """Only where the slider stands: there is nothing to learn, or nothing to predict."""
        for line in (self.curve, self.others, self.best, self.dot):
            line.set_data([], [])
        self.now.set_xdata([smoothness] * 2)
        self.number.set_text("")
