"""Gradient descent on the mean squared error of a line, from a start picked on the picture."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from lessons_lib.explorable import Choice, Live, Points, Slider
from lessons_lib.lessons.likelihood_regression.data import Sample, sample
from lessons_lib.lessons.likelihood_regression.line import levels
from lessons_lib.theory.likelihood.bowl import (
    curvatures,
    descent,
    largest_stable_rate,
    mean_squared_error,
    steepest,
)
from lessons_lib.theory.likelihood.line_fitting import least_squares

Array = NDArray[Any]
N, STEPS, FAR = 40, 60, 50.0
SLOPES, INTERCEPTS = np.linspace(-2, 4, 81), np.linspace(-4, 3, 81)
SHIFT = {"x as measured": 1.0, "x standardised": 0.0}


class Kind(NamedTuple):
    """How the gradient is used."""

    momentum: float = 0.0
    batch_size: int | None = None


KINDS = {"plain": Kind(), "momentum 0.9": Kind(0.9), "mini-batch of 4": Kind(0.0, 4)}


@lru_cache
def points(units: str) -> Sample:
    """40 generated points; "as measured" their x have the mean 1 instead of 0."""
    x, y = sample("generated", N)
    return Sample((x - x.mean()) / x.std() + SHIFT[units], y)


class Descent(Live):
    """Gradient descent on the error's bowl: drag the start, choose a learning rate."""

    start = Points([(3.0, 1.0)], x=(-2, 4), y=(-4, 3), label="start", restarts=True)
    rate = Slider(0.5, min=0.02, max=1.2, step=0.02, label="rate / largest stable", restarts=True)
    kind = Choice("plain", options=tuple(KINDS), restarts=True)
    units = Choice("x as measured", options=tuple(SHIFT), restarts=True)
    size = (10.0, 4.8)
    scenes = {
        "Half the largest rate": {},
        "Creeping": {"rate": 0.04},
        "Zigzag": {"rate": 0.96},
        "Diverging": {"rate": 1.08},
        "Momentum": {"kind": "momentum 0.9", "rate": 0.06},
        "Mini-batches do not settle": {"kind": "mini-batch of 4", "rate": 0.3},
        "Standardised: straight there": {"units": "x standardised"},
    }

    @property
    def learning_rate(self) -> float:
        """The rate itself."""
        return self.rate * self.largest

    @property
    def largest(self) -> float:
        """The largest stable rate, of full batches."""
        return largest_stable_rate(points(self.units).x, KINDS[self.kind].momentum)

    def places(self) -> Iterator[Array]:
        """theta (2,) after each step, the start first, until it is far away."""
        found = descent(
            self.start[0],
            *points(self.units),
            learning_rate=self.learning_rate,
            **KINDS[self.kind]._asdict(),
        )
        for theta in islice(found, STEPS + 1):
            yield theta
            if np.abs(theta).max() > FAR:
                return

    def begin(self) -> Iterator[int]:
        yield from range(1, len(list(self.places())))

    def draw(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(1.15, 1))
        left.set(xlabel="slope θ₁", ylabel="intercept θ₂", title="mean squared error E")
        left.set(xlim=SLOPES[[0, -1]], ylim=INTERCEPTS[[0, -1]])
        left.grid(False)
        grid = np.stack(np.meshgrid(SLOPES, INTERCEPTS), -1)
        self.bowls = {}
        for units in SHIFT:
            x, y = points(units)
            heights = mean_squared_error(grid, x, y)
            self.bowls[units] = left.contour(
                SLOPES, INTERCEPTS, heights, levels(heights), colors="C0", linewidths=0.8
            )
        ink = mpl.rcParams["text.color"]
        (self.best,) = left.plot([], [], "+", color=ink, markersize=18, label="least error")
        (self.ahead,) = left.plot([], [], "-", color="C1", lw=1, alpha=0.5, label="_ahead")
        (self.path,) = left.plot([], [], "o-", color="C1", lw=2, markersize=4, label="path")
        (self.here,) = left.plot([], [], "D", color="C3", markersize=11, label="here")
        (self.begun,) = left.plot([], [], "s", color="C2", markersize=12, label="start: drag it")
        right.set(xlabel="step", ylabel="E above the least", xlim=(-1, STEPS + 1))
        right.set(yscale="log", ylim=(1e-10, 1e5))
        (self.to_come,) = right.plot([], [], "-", color="C1", lw=1, alpha=0.5, label="_to come")
        (self.gaps,) = right.plot([], [], "-", color="C1", lw=2.5, label="error")
        (self.now,) = right.plot([], [], "D", color="C3", markersize=11, label="now")
        figure.legend(
            handles=[self.begun, self.path, self.here, self.best],
            loc="outside upper left",
            ncols=4,
        )

    def update(self) -> str:
        x, y = points(self.units)
        best, path = least_squares(x, y), np.array(list(self.places()))
        gaps = mean_squared_error(path, x, y) - mean_squared_error(best, x, y)
        done = len(path) - 1 if self.progress is None else self.progress
        for units, bowl in self.bowls.items():
            bowl.set_visible(units == self.units)
        self.best.set_data(*best[:, None])
        self.begun.set_data(*path[:1].T)
        self.ahead.set_data(*path.T)
        self.path.set_data(*path[: done + 1].T)
        self.here.set_data(*path[done : done + 1].T)
        steps, shown = np.arange(len(path)), np.maximum(gaps, 1.5e-10)
        self.to_come.set_data(steps, shown)
        self.gaps.set_data(steps[: done + 1], shown[: done + 1])
        self.now.set_data([done], [shown[done]])
        small, large = curvatures(x)
        fate = self._fate(path, gaps, best)
        return (
            f"The curvatures are {small:.2f} and {large:.2f}, so the largest stable rate is"
            f" {self.largest:.3f}; this one, {self.learning_rate:.3f}, is {self.rate:.2f} of it."
            f" After {done} steps E is {_told(gaps[done])} above the least: {fate}."
        )

    def _fate(self, path: Array, gaps: Array, best: Array) -> str:
        """What the path does: at and above the bound by theory, below it from its numbers."""
        if gaps[-1] > gaps[0]:
            return "it diverges, each step longer than the last"
        if KINDS[self.kind].batch_size:
            half, flat = gaps[STEPS // 2 :], curvatures(points(self.units).x)[0]
            # What is left of the way along the valley, apart from the noise.
            if (1 - self.learning_rate * flat) ** STEPS > 0.05:
                return "it still comes down, by fits and starts"
            return f"it does not settle, from {_told(half.min())} to {_told(half.max())} at the end"
        if self.rate >= 1:
            bound = "at the bound it bounces for ever"
            return bound if self.rate == 1 else "above the bound it diverges, here slowly"
        left = np.linalg.norm(path[-1] - best) / np.linalg.norm(path[0] - best)
        way = self._way(path - best)
        if left < 0.02:
            return f"it converges, {way}"
        return f"it creeps, {way}: after {STEPS} steps {left:.0%} of the way is left"

    def _way(self, off: Array) -> str:
        """How it goes along the steep direction, from the differences to the best (k, 2)."""
        along = off @ steepest(points(self.units).x)
        along = along[np.abs(along) > 1e-3 * np.abs(along).max()][:12]
        turns = int((along[1:] * along[:-1] < 0).sum())
        if turns > len(along) // 2:
            return "in zigzag"
        return "swinging past it" if turns else "without zigzag"


def _told(gap: float) -> str:
    """A gap in words; below the last digits of E it is nothing."""
    return "less than 1e-9" if gap < 1e-9 else f"{gap:.2g}"
