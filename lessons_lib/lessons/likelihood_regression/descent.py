"""Gradient descent on the mean squared error of a line, from a start picked on the picture."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from lessons_lib.explorable import Choice, Live, Points, Slider
from lessons_lib.lessons.likelihood_regression.cut import Cut
from lessons_lib.lessons.likelihood_regression.data import Sample, sample
from lessons_lib.theory.likelihood.bowl import (
    curvatures,
    descent,
    largest_stable_rate,
    mean_squared_error,
    steepest,
)
from lessons_lib.theory.likelihood.line_fitting import least_squares

Array = NDArray[Any]
N, STEPS, FAR = 40, 120, 50.0
LEAST = 1e-9  # below this the last digits of E are lost, and nothing is drawn
SLOPES, INTERCEPTS = np.linspace(-2, 4, 81), np.linspace(-4, 3, 81)
MEANS = ("0: standardised", "1", "3")


class Kind(NamedTuple):
    """How the gradient is used."""

    momentum: float = 0.0
    batch_size: int | None = None


KINDS = {
    "plain": Kind(),
    "momentum 0.5": Kind(0.5),
    "momentum 0.9": Kind(0.9),
    "mini-batch of 4": Kind(0.0, 4),
}


@lru_cache
def points(mean: str) -> Sample:
    """40 generated points whose x have this mean and the standard deviation 1."""
    x, y = sample("generated", N)
    return Sample((x - x.mean()) / x.std() + float(mean[0]), y)


def levels(heights: Array) -> Array:
    """Eleven heights whose level lines on a bowl, heights (m, m), lie evenly."""
    low, high = heights.min(), heights.max()
    return np.asarray(low + (high - low) * np.linspace(0, 1, 11) ** 2)


class Descent(Live):
    """Gradient descent on the error's bowl: drag the start, choose a learning rate."""

    start = Points([(3.0, 1.0)], x=(-2, 4), y=(-4, 3), label="start", restarts=True)
    rate = Slider(0.9, min=0.02, max=2.0, step=0.02, label="rate / (2/c)", restarts=True)
    kind = Choice("plain", options=tuple(KINDS), label="steps", restarts=True)
    mean = Choice("1", options=MEANS, label="mean of x", restarts=True)
    size = (11.0, 4.6)
    scenes = {
        "Zigzag": {},
        "Diverging": {"rate": 1.08},
        "Half the bound": {"rate": 0.5},
        "Creeping": {"rate": 0.02},
        "Standardised: straight there": {"rate": 0.5, "mean": "0: standardised"},
        "Narrow valley": {"rate": 0.5, "mean": "3"},
        "Narrow valley, momentum 0.9": {"rate": 0.5, "mean": "3", "kind": "momentum 0.9"},
        "Rounder bowl, momentum 0.9": {"rate": 0.5, "kind": "momentum 0.9"},
        "Mini-batches do not settle": {"rate": 0.3, "kind": "mini-batch of 4"},
    }

    @property
    def learning_rate(self) -> float:
        """The rate itself."""
        return self.rate * largest_stable_rate(points(self.mean).x)

    @property
    def bound(self) -> float:
        """From this multiple of 2/c on, steps of this kind do not converge (full batches)."""
        return 1 + KINDS[self.kind].momentum

    def places(self) -> Iterator[Array]:
        """theta (2,) after each step, the start first, until it is far away."""
        found = descent(
            self.start[0],
            *points(self.mean),
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
        self.left, middle, self.right = figure.subplots(1, 3)
        self.cut = Cut(middle)
        self._draw_bowls(self.left)
        ink = mpl.rcParams["text.color"]
        (self.best,) = self.left.plot([], [], "*", color=ink, markersize=16, label="least error")
        (self.ahead,) = self.left.plot([], [], "-", color="C1", lw=1, alpha=0.5, label="_ahead")
        (self.path,) = self.left.plot([], [], "o-", color="C1", lw=1.2, markersize=4, label="path")
        (self.here,) = self.left.plot([], [], "D", color="C3", markersize=11, label="here")
        (self.begun,) = self.left.plot([], [], "s", color="C2", markersize=12, label="start")
        self.here.set_zorder(5)
        right = self.right
        right.set(xlabel="step", ylabel="E above the least", xlim=(-2, STEPS + 4))
        right.set(yscale="log", ylim=(LEAST, 1e5), title="step by step")
        (self.to_come,) = right.plot([], [], "-", color="C1", lw=1, alpha=0.5, label="_to come")
        (self.gaps,) = right.plot([], [], "-", color="C1", lw=2.5, label="error")
        (self.now,) = right.plot([], [], "D", color="C3", markersize=11, label="now")
        entries = {
            "start: drag it": self.begun,
            "path": self.path,
            "here": self.here,
            "least error": self.best,
            "cut through the bowl": self.cut.bowl,
        }
        figure.legend(entries.values(), entries, loc="outside upper left", ncols=5)

    def _draw_bowls(self, axes: Axes) -> None:
        axes.set(xlabel="slope θ₁", ylabel="intercept θ₂", title="from above")
        axes.set(xlim=SLOPES[[0, -1]], ylim=INTERCEPTS[[0, -1]])
        axes.grid(False)
        axes.set_aspect("equal")
        grid = np.stack(np.meshgrid(SLOPES, INTERCEPTS), -1)
        self.bowls = {}
        for mean in MEANS:
            heights = mean_squared_error(grid, *points(mean))
            self.bowls[mean] = axes.contour(
                SLOPES, INTERCEPTS, heights, levels(heights), colors="C0", linewidths=0.8
            )

    def update(self) -> str:
        x, y = points(self.mean)
        best, path = least_squares(x, y), np.array(list(self.places()))
        gaps = mean_squared_error(path, x, y) - mean_squared_error(best, x, y)
        done = len(path) - 1 if self.progress is None else self.progress
        for mean, bowl in self.bowls.items():
            bowl.set_visible(mean == self.mean)
        self.best.set_data(*best[:, None])
        self.begun.set_data(*path[:1].T)
        self.ahead.set_data(*path.T)
        self.path.set_data(*path[: done + 1].T)
        small, large = curvatures(x)
        self._show_place(path[done])
        self.cut.show((path - best) @ steepest(x), large, done)
        self._show_gaps(gaps, done)
        return (
            f"The curvatures of this bowl are {small:.2f} and c = {large:.2f}, so plain gradient"
            f" descent converges for learning rates below 2/c = {2 / large:.3f}."
            f"{self._momentum_told(large)} The rate here is {self.learning_rate:.3f}, which is"
            f" {self.rate:.2f} of 2/c. After {done} steps E is {_told(gaps[done])} above the least:"
            f" {self._fate(path, gaps, best)}."
        )

    def _show_place(self, theta: Array) -> None:
        """Mark where the path has come to, or write it where that is outside of the picture."""
        inside = SLOPES[0] <= theta[0] <= SLOPES[-1] and INTERCEPTS[0] <= theta[1] <= INTERCEPTS[-1]
        self.here.set_data(*(theta[:, None] if inside else np.empty((2, 0))))
        slope, intercept = (f"{value:.1f}".replace("-", "−") for value in theta)
        self.left.set_title("from above" if inside else f"here: ({slope}, {intercept})")

    def _show_gaps(self, gaps: Array, done: int) -> None:
        """Draw E above the least (steps,); below LEAST it has left the picture."""
        steps, shown = np.arange(len(gaps)), np.maximum(gaps, LEAST / 1000)
        self.to_come.set_data(steps, shown)
        self.gaps.set_data(steps[: done + 1], shown[: done + 1])
        inside = gaps[done] >= LEAST
        self.now.set_data(*([done], [gaps[done]]) if inside else np.empty((2, 0)))
        self.right.set_title("step by step" if inside else f"below 1e-9 from step {_settled(gaps)}")

    def _momentum_told(self, large: float) -> str:
        momentum = KINDS[self.kind].momentum
        bound = self.bound * 2 / large
        return f" With momentum {momentum:g} the bound is {bound:.3f}." if momentum else ""

    def _fate(self, path: Array, gaps: Array, best: Array) -> str:
        """What the path does: at and above the bound by theory, below it from its numbers."""
        if gaps[-1] > gaps[0]:
            return "it diverges"
        if KINDS[self.kind].batch_size:
            half, flat = gaps[STEPS // 2 :], curvatures(points(self.mean).x)[0]
            # What is left of the way along the valley, apart from the noise.
            if (1 - self.learning_rate * flat) ** STEPS > 0.05:
                return "it still comes down, by fits and starts"
            return (
                f"it does not settle, and goes up and down between {_told(half.min())} and"
                f" {_told(half.max())} in the last {STEPS // 2} steps"
            )
        if self.rate >= self.bound:
            bound = "at the bound it bounces for ever"
            return bound if self.rate == self.bound else "above the bound it diverges, here slowly"
        left = np.linalg.norm(path[-1] - best) / np.linalg.norm(path[0] - best)
        way = self._way(path - best)
        if left < 0.02:
            return f"it converges, {way}"
        return f"it creeps, {way}: after {STEPS} steps {left:.0%} of the way is left"

    def _way(self, off: Array) -> str:
        """How it goes along the steep direction, from the differences to the best (k, 2)."""
        along = off @ steepest(points(self.mean).x)
        along = along[np.abs(along) > 1e-3 * np.abs(along).max()][:12]
        turns = int((along[1:] * along[:-1] < 0).sum())
        if turns > len(along) // 2:
            return "in zigzag"
        return "swinging past it" if turns else "without zigzag"


def _settled(gaps: Array) -> int:
    """From which step on the gaps (k,) stay below LEAST."""
    return int(np.flatnonzero(gaps >= LEAST)[-1]) + 1


def _told(gap: float) -> str:
    """A gap in words; below the last digits of E it is nothing."""
    return "less than 1e-9" if gap < LEAST else f"{gap:.2g}"
