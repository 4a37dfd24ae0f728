"""Gaussian against Laplace noise: a dragged outlier, and 200 data sets of each noise."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from lessons_lib.explorable import Explorable, Points
from lessons_lib.lessons.likelihood_regression.data import Sample, sample
from lessons_lib.lessons.likelihood_regression.words import line_told
from lessons_lib.theory.intervals import mean_interval
from lessons_lib.theory.likelihood.line_fitting import least_absolute, least_squares, residuals
from lessons_lib.theory.likelihood.noise import NOISE

Array = NDArray[Any]
KEPT, S, SETS, SIZE = 15, 0.5, 200, 30
FITS = {"Gaussian": least_squares, "Laplace": least_absolute}
NAMES = {"Gaussian": "squared", "Laplace": "absolute"}
MARKS: dict[str, dict[str, Any]] = {
    "Gaussian": {"marker": "D", "markersize": 11},
    "Laplace": {"marker": "s", "markersize": 17, "mfc": "none", "mew": 2.5},
}
LOOKS = {"Gaussian": ("C0", "-"), "Laplace": ("C1", "--")}
RESIDUALS = np.linspace(-9, 9, 361)
EDGES = np.array([-3.6, 3.6])


def penalty(residual: Any, noise: str) -> Array:
    """-log density, less what it is at 0: what a residual costs under noise of deviation S."""
    return NOISE[noise](0.0, S) - NOISE[noise](residual, S)


@cache
def slope_errors(noise: str) -> dict[str, Array]:
    """How far the slope is off in each of SETS data sets with that noise, for either fit.

    SIZE points, x uniform from -2 to 2, slope 0.8, noise of standard deviation S.
    """
    rng = np.random.default_rng(0)
    x = rng.uniform(-2, 2, (SETS, SIZE))
    draw = {"Gaussian": (rng.normal, S), "Laplace": (rng.laplace, S / np.sqrt(2))}
    make, scale = draw[noise]
    y = 0.8 * x + make(0, scale, x.shape)
    return {
        kind: np.array([abs(fit(*points)[0] - 0.8) for points in zip(x, y, strict=True)])
        for kind, fit in FITS.items()
    }


class Outlier(Explorable):
    """One point is dragged away: which line follows it?"""

    outlier = Points([(1.2, -3.5)], x=(-3.5, 3.5), y=(-5.5, 5.5), label="outlier")
    size = (10.0, 5.4)
    scenes = {
        "Far below": {},
        "No outlier": {"outlier": [(1.2, 0.9)]},
        "Far out in x too": {"outlier": [(3.5, -5.5)]},
        "In the middle": {"outlier": [(0.0, 5.0)]},
    }

    def draw(self, figure: Figure) -> None:
        grid = figure.add_gridspec(2, 2, width_ratios=(1.5, 1), height_ratios=(1.5, 1))
        left = figure.add_subplot(grid[:, 0], xlabel="x", ylabel="y")
        left.set(xlim=(-3.7, 3.7), ylim=(-5.8, 5.8))
        right = figure.add_subplot(grid[0, 1], xlabel="residual", ylabel="cost, nats")
        right.set(xlim=RESIDUALS[[0, -1]], ylim=(-3, 90))
        kept = self.kept
        left.plot(*kept, "o", color="C5", markersize=8, label="points")
        (self.point,) = left.plot([], [], "D", color="C3", markersize=13, label="outlier: drag it")
        self.lines, self.costs = {}, {}
        self.without = {noise: fit(*kept) for noise, fit in FITS.items()}
        for noise, (colour, line) in LOOKS.items():
            slope, intercept = self.without[noise]
            left.plot(EDGES, slope * EDGES + intercept, ":", color=colour, label="_without")
            (self.lines[noise],) = left.plot(
                [], [], line, color=colour, lw=3, label=f"{noise}: {NAMES[noise]} error"
            )
            right.plot(RESIDUALS, penalty(RESIDUALS, noise), line, color=colour)
            (self.costs[noise],) = right.plot([], [], **MARKS[noise], color=colour, zorder=4)
        left.plot([], [], ":", color="C5", label="fits without the outlier")
        mean = self._draw_sets(figure.add_subplot(grid[1, 1]))
        entries = dict(zip(*left.get_legend_handles_labels()[::-1], strict=True))
        entries |= {f"its cost, {noise}": mark for noise, mark in self.costs.items()}
        entries["mean of 200 sets"] = mean
        figure.legend(entries.values(), entries, loc="outside upper left", ncols=4)

    def _draw_sets(self, axes: Axes) -> Any:
        """How far the slope of either fit is off on average, in SETS sets of each noise."""
        axes.set(xlabel="mean error of the slope, 95 %", xlim=(0, 0.12), ylim=(1.6, -0.6))
        axes.set_yticks(range(2), [f"{noise}\nnoise" for noise in NOISE])
        self.means = {}
        for row, noise in enumerate(NOISE):
            for kind, (colour, _) in LOOKS.items():
                mean, *ends = mean_interval(slope_errors(noise)[kind])
                at = row + (0.18 if kind == "Laplace" else -0.18)
                look: dict[str, Any] = {"color": colour, "label": f"{NAMES[kind]}, {noise} noise"}
                axes.plot(ends, [at, at], "-", color=colour, lw=4, alpha=0.5, label="_interval")
                (dot,) = axes.plot([mean], [at], MARKS[kind]["marker"], ms=9, **look)
                self.means[noise, kind] = mean
        return dot

    @property
    def kept(self) -> Sample:
        """The points without the outlier."""
        return sample("generated", KEPT)

    def update(self) -> str:
        x, y = (np.append(a, b) for a, b in zip(self.kept, self.outlier[0], strict=True))
        self.point.set_data(*([value] for value in self.outlier[0]))
        moved, costs = [], []
        for noise, fit in FITS.items():
            theta, without = fit(x, y), self.without[noise]
            self.lines[noise].set_data(EDGES, theta[0] * EDGES + theta[1])
            r = float(residuals(theta, x, y)[-1])
            cost = float(penalty(r, noise))
            self.costs[noise].set_data([r], [cost])
            moved.append(f"{NAMES[noise]} error from {line_told(without)} to {line_told(theta)}")
            costs.append(f"{cost:.1f} nats under {noise} noise")
        return (
            f"The outlier moves the line of the {' and that of the '.join(moved)}. Compared with a"
            f" point on the line it costs {' and '.join(costs)}, both with the standard deviation"
            f" {S:g}. {self._sets_told()}"
        )

    def _sets_told(self) -> str:
        told = [
            f"{self.means[noise, 'Gaussian']:.3f} with squared and"
            f" {self.means[noise, 'Laplace']:.3f} with absolute error under {noise} noise"
            for noise in NOISE
        ]
        return f"In {SETS} data sets the slope is off on average by {', and by '.join(told)}."
