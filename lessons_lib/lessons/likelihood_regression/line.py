"""A dragged line: its likelihood at each point, and its place on both surfaces."""

from __future__ import annotations

from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_hex
from matplotlib.figure import Figure
from numpy.typing import NDArray

from lessons_lib.explorable import Choice, Explorable, Points, Slider, action
from lessons_lib.lessons.likelihood_regression.data import DATA, Sample, sample
from lessons_lib.lessons.likelihood_regression.words import line_told, power_of_ten
from lessons_lib.theory.likelihood.line_fitting import least_squares, residuals
from lessons_lib.theory.likelihood.noise import gaussian_log_density

Array = NDArray[Any]
HANDLE = 2.2
TOP = 3.0
DRAWN = 6
WIDTH = 0.6
BELL = np.linspace(-3, 3, 61)
SLOPES = np.linspace(-TOP / HANDLE, TOP / HANDLE, 61)
INTERCEPTS = np.linspace(-TOP, TOP, 61)
LINES = np.stack(np.meshgrid(SLOPES, INTERCEPTS), -1)


def handles(theta: Array) -> tuple[tuple[float, float], ...]:
    """The two handles of the line theta (2,)."""
    return tuple((x, round(float(theta[0] * x + theta[1]), 6)) for x in (-HANDLE, HANDLE))


def surfaces(x: Array, y: Array, s: float) -> tuple[Array, Array]:
    """Log-likelihood and sum of squared errors at LINES, both (intercepts, slopes)."""
    r = residuals(LINES, x, y)
    return gaussian_log_density(r, s).sum(-1), (r**2).sum(-1)


def levels(heights: Array) -> Array:
    """Eleven heights whose level lines on a bowl or a hill, heights (m, m), lie evenly."""
    steps = np.linspace(0, 1, 11) ** 2
    low, high = heights.min(), heights.max()
    # The hill is the bowl upside down: so are its levels. The middle is not on the grid.
    up = heights.mean() < (low + high) / 2
    best, worst = (low, high) if up else (high, low)
    return np.sort(best * (1 - steps) + worst * steps)


class Map:
    """Level lines over slope and intercept, the line's place, and the best one."""

    def __init__(self, axes: Axes, name: str, colour: str) -> None:
        self.axes, self.name = axes, name
        axes.set(xlim=SLOPES[[0, -1]], ylim=INTERCEPTS[[0, -1]], ylabel="intercept θ₂")
        axes.grid(False)
        paper = mpl.rcParams["figure.facecolor"]
        self.colour = colour
        self.shades = LinearSegmentedColormap.from_list(name, [paper, colour])
        self.surface: list[Any] = []
        ink = mpl.rcParams["text.color"]
        (self.best,) = axes.plot([], [], "+", color=ink, markersize=16, mew=2, label=f"best {name}")
        (self.here,) = axes.plot([], [], "o", color=ink, label=f"your {name}")
        for mark in (self.best, self.here):
            mark.set_zorder(4)

    def show_surface(self, heights: Array, best: Array) -> None:
        """Draw the level lines again, for other points: as far apart as on a round bowl."""
        for part in self.surface:
            part.remove()
        at = (SLOPES, INTERCEPTS, heights, levels(heights))
        self.surface = [
            self.axes.contourf(*at, cmap=self.shades, alpha=0.7),
            self.axes.contour(*at, colors=self.colour, linewidths=0.8, linestyles="-"),
        ]
        self.best.set_data([best[0]], [best[1]])

    def show_line(self, theta: Array, value: float) -> None:
        """Mark the line, with its value above."""
        self.here.set_data([theta[0]], [theta[1]])
        sign = "−" if value < 0 else ""
        self.axes.set_title(f"{self.name}: {sign}{abs(value):.1f}")


class Line(Explorable):
    """A line dragged through points: its likelihood, and its place on both surfaces."""

    line = Points(
        [(-HANDLE, -1.0), (HANDLE, 1.8)], x=(-TOP, TOP), y=(-TOP, TOP), move="y", label="handle"
    )
    data_set = Choice("generated", options=DATA, label="data")
    n = Slider(12, min=3, max=40, step=1, label="points n")
    s = Slider(0.6, min=0.2, max=2.0, step=0.05, label="noise s")
    size = (10.0, 5.6)
    scenes = {
        "A first line": {},
        "A bad line": {"line": [(-HANDLE, 1.6), (HANDLE, -1.1)]},
        "Real data: body mass and diabetes": {"data_set": "diabetes", "n": 40, "s": 0.8},
        "Little noise assumed": {"s": 0.2},
        "Three points": {"n": 3},
    }

    def draw(self, figure: Figure) -> None:
        grid = figure.add_gridspec(2, 2, width_ratios=(1.7, 1))
        left = figure.add_subplot(grid[:, 0], xlabel="x", ylabel="y")
        left.set(xlim=(-2.5, 2.9), ylim=(-TOP, TOP))
        (self.dots,) = left.plot([], [], "o", color="C0", label="points")
        (self.bells,) = left.plot([], [], "-", color="C4", lw=1.5, label="density of y at x")
        (self.densities,) = left.plot([], [], "-", color="C2", lw=4, label="density at the point")
        (self.drawn,) = left.plot([], [], "-", color="C1", label="your line")
        (self.ends,) = left.plot([], [], "s", color="C1", markersize=11, label="drag these")
        self.maps = [
            Map(figure.add_subplot(grid[row, 1]), name, to_hex(f"C{row}"))
            for row, name in enumerate(("log-likelihood", "squared error"))
        ]
        entries = {
            "points": self.dots,
            "drag your line": self.ends,
            "density of y at x": self.bells,
            "density at the point": self.densities,
            "your line on the maps": self.maps[0].here,
            "the best line": self.maps[0].best,
        }
        figure.legend(entries.values(), entries, loc="outside upper left", ncols=3)
        figure.axes[1].tick_params(labelbottom=False)
        figure.axes[2].set_xlabel("slope θ₁")
        self._surfaces_of: object = None

    @property
    def points(self) -> Sample:
        """The n points."""
        return sample(self.data_set, self.n)

    @property
    def theta(self) -> Array:
        """Slope and intercept, (2,)."""
        (_, left), (_, right) = self.line
        return np.array([(right - left) / (2 * HANDLE), (left + right) / 2])

    @action("Snap to the maximum")
    def snap(self) -> None:
        """Lay the line where the likelihood is greatest."""
        self.line = handles(least_squares(*self.points))

    def update(self) -> str:
        x, y = self.points
        best, theta = least_squares(x, y), self.theta
        r = residuals(np.stack([theta, best]), x, y)
        log_likelihood, error = gaussian_log_density(r, self.s).sum(-1), (r**2).sum(-1)
        self._show_points(x, y)
        if self._surfaces_of != (self.data_set, self.n, self.s):
            self._surfaces_of = (self.data_set, self.n, self.s)
            for part, heights in zip(self.maps, surfaces(x, y, self.s), strict=True):
                part.show_surface(heights, best)
        for part, value in zip(self.maps, (log_likelihood[0], error[0]), strict=True):
            part.show_line(theta, value)
        return (
            f"Line {line_told(theta)}: likelihood {power_of_ten(log_likelihood[0])} (a product of"
            f" {self.n}), log-likelihood {log_likelihood[0]:.2f} (a sum), squared error"
            f" {error[0]:.2f}. The best line, {line_told(best)}, has the highest log-likelihood,"
            f" {log_likelihood[1]:.2f}, and the lowest squared error, {error[1]:.2f}."
        )

    def _show_points(self, x: Array, y: Array) -> None:
        """The line, and the densities at a few of the points, from left to right."""
        places = np.linspace(x.min(), x.max(), DRAWN)
        few = np.unique(np.abs(x - places[:, None]).argmin(1))
        at, centre = x[few], self.theta[0] * x[few] + self.theta[1]
        heights = np.exp(gaussian_log_density(y[few] - centre, self.s))
        around = BELL * self.s
        right = WIDTH * np.exp(gaussian_log_density(around, self.s))
        gap = np.full((len(few), 1), np.nan)
        self.dots.set_data(x, y)
        self.bells.set_data(
            np.hstack([at[:, None] + right, gap]).ravel(),
            np.hstack([centre[:, None] + around, gap]).ravel(),
        )
        self.densities.set_data(
            np.stack([at, at + WIDTH * heights, gap[:, 0]], 1).ravel(),
            np.stack([y[few], y[few], gap[:, 0]], 1).ravel(),
        )
        edge = np.array([-3.0, 3.0])
        self.drawn.set_data(edge, self.theta[0] * edge + self.theta[1])
        self.ends.set_data(*np.array(self.line).T)
