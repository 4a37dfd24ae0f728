"""A prior over the targets: as soon as they are not all alike, the tie breaks."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Slider
from lessons_lib.lessons.no_free_lunch.cube import (
    OUTLINE,
    PLACES,
    SEVEN,
    YOURS,
    Pair,
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
from lessons_lib.theory.free_lunch.learners import LEARNERS

GRID = np.linspace(-3, 3, 49)
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


class WithPrior(Pair):
    """Mean error of two learners off the training set, by how smooth the targets are."""

    size = (9.6, 5.0)
    second = Choice("always 1", options=(*LEARNERS, YOURS), label="the other")
    smoothness = Slider(1.0, min=-3.0, max=3.0, step=0.25)
    scenes = {
        "All targets alike": {"smoothness": 0.0},
        "Smooth targets": {"smoothness": 1.0},
        "Rough targets": {"smoothness": -1.0},
        "Very rough, seven examples": {
            "smoothness": -3.0,
            "second": "cross-validation",
            **SEVEN,
        },
        "The network, seven examples": {"smoothness": -3.0, "second": "MLP", **SEVEN},
        "Rough, every other corner": {
            "smoothness": -1.0,
            "first": "anti-cross-validation",
            "second": "cross-validation",
            **corners_ticked("000 011 101 110"),
        },
    }

    def draw(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(3, 1.1))
        self._draw_curves(left)
        self._draw_cubes(right)

    def _draw_curves(self, axes: Axes) -> None:
        axes.set(xlim=(-3.05, 3.05), ylim=(-0.03, 1.03), xticks=range(-3, 4))
        axes.set(xlabel="smoothness s", ylabel="mean error off the training set")
        font: dict[str, Any] = {"transform": axes.transAxes, "fontsize": 12, "va": "bottom"}
        for x, side, words in (
            (0.0, "left", "← rough targets"),
            (0.5, "center", "all alike"),
            (1.0, "right", "smooth targets →"),
        ):
            axes.text(x, 1.01, words, ha=side, **font)
        thin: dict[str, Any] = {"linestyle": "-", "linewidth": 0.9, "alpha": 0.6}
        (self.others,) = axes.plot([], [], color="C5", label="others", **thin)
        (self.best,) = axes.plot([], [], ":", color="C4", linewidth=2.6, label="least possible")
        self.now = axes.axvline(0, color="C5", linewidth=1, linestyle="--", label="_now")
        looks = (("first", "C0", "-", "o", 11), ("second", "C1", "-.", "s", 7))
        self.curves = [
            axes.plot([], [], style, color=colour, linewidth=2.8, label=name)[0]
            for name, colour, style, *_ in looks
        ]
        self.dots = [
            axes.plot(
                [], [], mark, color=colour, markersize=size, clip_on=False, label=f"{name} now"
            )
            for name, colour, _, mark, size in looks
        ]
        for (dot,) in self.dots:
            dot.set_clip_on(False)
        below: dict[str, Any] = {"loc": "upper left", "bbox_to_anchor": (0.0, -0.14), "ncols": 2}
        self.legend = axes.legend(
            [*self.curves, self.others, self.best],
            ["first", "second", "the other learners", "least"],
            **below,
        )

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
        self.now.set_xdata([self.smoothness] * 2)
        nothing = self.nothing_to_do()
        if nothing:
            self._clear()
            return nothing
        self._show_curves()
        means = {name: self.mean(name, self.smoothness) for name in entered()}
        least = least_error(self.training, self.smoothness)
        for (dot,), name in zip(self.dots, self.pair, strict=True):
            dot.set_data([self.smoothness], [float(means[name])])
        self._name([f"{name}: {float(means[name]):.3f}" for name in self.pair], least)
        return f"{self._odds()} {self._order(means, least)}"

    @property
    def pair(self) -> tuple[str, str]:
        """The two learners that are shown in colour."""
        return self.first, self.second

    def _show_curves(self) -> None:
        for line, name in zip(self.curves, self.pair, strict=True):
            line.set_data(GRID, self._curve(name))
        others = [self._curve(name) for name in entered() if name not in self.pair]
        # One line, lifted between the learners by nan.
        self.others.set_data(
            np.concatenate([np.r_[GRID, np.nan] for _ in others]),
            np.concatenate([np.r_[other, np.nan] for other in others]),
        )
        self.best.set_data(GRID, _best(self.training))

    def _curve(self, name: str) -> Array:
        return mean_errors(self.wrong(name), self.outside, GRID)

    def _clear(self) -> None:
        """Only where the slider stands: there is nothing to learn, or nothing to predict."""
        for line in (*self.curves, self.others, self.best, *(dot for (dot,) in self.dots)):
            line.set_data([], [])
        self._name(list(self.pair))

    def _name(self, names: list[str], least: float | None = None) -> None:
        words = "" if least is None else f": {least:.3f}"
        told = [*names, "the other learners", f"the least possible{words}"]
        for text, name in zip(self.legend.get_texts(), told, strict=True):
            text.set_text(name)

    def mean(self, name: str, smoothness: float) -> Fraction:
        """The learner's mean error off the training set, exactly."""
        return _exact(tuple(self.wrong(name).tolist()), self.outside, float(smoothness))

    def _odds(self) -> str:
        return f"Each cut edge makes a target {2.0**-self.smoothness:.3g} times as probable."

    def _order(self, means: dict[str, Fraction], least: float) -> str:
        if len(set(means.values())) == 1:
            return f"All {len(means)} learners are wrong on {min(means.values())}, exactly."
        ranked = sorted(means, key=lambda name: means[name])
        told = ", ".join(f"{n} {float(means[n]):.3f}" for n in ranked)
        return f"From best to worst: {told}. The least possible is {least:.3f}."
