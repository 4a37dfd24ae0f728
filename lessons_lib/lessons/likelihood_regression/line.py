"""A dragged line: its likelihood at each point, and its place on both surfaces."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from numpy.typing import NDArray

from lessons_lib.explorable import Choice, OwnData, Points, Slider, action
from lessons_lib.lessons.likelihood_regression.data import DATA, LABELS, Sample, own_sample, sample
from lessons_lib.lessons.likelihood_regression.relief import Range, Relief
from lessons_lib.lessons.likelihood_regression.words import line_told, power_of_ten
from lessons_lib.theory.likelihood.line_fitting import least_squares, residuals
from lessons_lib.theory.likelihood.noise import gaussian_log_density

Array = NDArray[Any]
HANDLE = 2.2
TOP = 3.0
BELLS, FEWER = 12, 6  # all bells can be told apart up to here; of more points only so many
WIDTH = 0.6
BESIDE = 1.3  # room for the highest density at the least s, WIDTH / (0.2 sqrt(2 pi))
BELL = np.linspace(-3, 3, 61)
SLOPES, INTERCEPTS = np.linspace(-1.5, 2.5, 21), np.linspace(-TOP, TOP, 21)
LINES = np.stack(np.meshgrid(SLOPES, INTERCEPTS), -1)
RANGES = (Range("slope θ₁", *SLOPES[[0, -1]]), Range("intercept θ₂", *INTERCEPTS[[0, -1]]))


def handles(theta: Array) -> tuple[tuple[float, float], ...]:
    """The two handles of the line theta (2,)."""
    return tuple((x, round(float(theta[0] * x + theta[1]), 6)) for x in (-HANDLE, HANDLE))


def surfaces(x: Array, y: Array, s: float) -> tuple[Array, Array]:
    """Log-likelihood and sum of squared errors at LINES, both (intercepts, slopes)."""
    r = residuals(LINES, x, y)
    return gaussian_log_density(r, s).sum(-1), (r**2).sum(-1)


class Line(OwnData):
    """Drag a line through the points, and watch its likelihood and its place on both surfaces."""

    instead = ("data_set", "n")
    kind = "number"
    inputs = 1
    line = Points(
        [(-HANDLE, -1.0), (HANDLE, -2.2)], x=(-TOP, TOP), y=(-TOP, TOP), move="y", label="handle"
    )
    data_set = Choice("generated", options=DATA, label="data")
    n = Slider(12, min=3, max=40, step=1, label="points n")
    s = Slider(0.6, min=0.2, max=2.0, step=0.05, label="noise s")
    size = (10.0, 6.0)
    scenes = {
        "A first line": {},
        "A bad line": {"line": [(-HANDLE, 1.6), (HANDLE, -1.1)]},
        "Real data: body mass and diabetes": {"data_set": "diabetes", "n": 40, "s": 0.8},
        "Little noise assumed": {"s": 0.2},
        "Three points": {"n": 3},
    }

    def draw(self, figure: Figure) -> None:
        grid = figure.add_gridspec(2, 2, width_ratios=(1.3, 1))
        self.left = figure.add_subplot(grid[:, 0], xlabel="x", ylabel="y")
        self._draw_line(self.left)
        self.reliefs = [
            Relief(figure.add_subplot(grid[row, 1]), name, to_hex(f"C{row}"), RANGES)
            for row, name in enumerate(("log-likelihood", "squared error"))
        ]
        entries = {
            "points": self.dots,
            "drag your line": self.ends,
            "density of y at x": self.bells,
            "density at the point": self.densities,
            "your line on the surfaces": self.reliefs[0].here,
            "the best line": self.reliefs[0].best,
        }
        figure.legend(entries.values(), entries, loc="outside upper left", ncols=3)
        self._surfaces_of: object = None

    def _draw_line(self, axes: Axes) -> None:
        (self.bells,) = axes.plot([], [], "-", color="C4", lw=1, label="density of y at x")
        (self.densities,) = axes.plot([], [], "-", color="C2", lw=4, label="density at the point")
        (self.dots,) = axes.plot([], [], "o", color="C0", label="points")
        (self.drawn,) = axes.plot([], [], "-", color="C1", label="your line")
        (self.ends,) = axes.plot([], [], "s", color="C1", markersize=11, label="drag these")

    @property
    def points(self) -> Sample:
        """The n points, or those of the reader's table."""
        return own_sample(self.own)[0] if self.own else sample(self.data_set, self.n)

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
        self._show_densities(x, y)
        if self._surfaces_of != (self.data_set, self.n, self.s):
            self._surfaces_of = (self.data_set, self.n, self.s)
            for part, heights in zip(self.reliefs, surfaces(x, y, self.s), strict=True):
                part.show_surface(heights, best)
        for part, values in zip(self.reliefs, (log_likelihood, error), strict=True):
            part.show(theta, *values)
        return (
            f"Your line {line_told(theta)} has the likelihood {power_of_ten(log_likelihood[0])},"
            f" the product of {len(x)} densities. The logarithm of that, the log-likelihood, is"
            f" {log_likelihood[0]:.2f}; the squared error is {error[0]:.2f}. The"
            f" maximum-likelihood line {line_told(best)} has the highest log-likelihood,"
            f" {log_likelihood[1]:.2f}, and the lowest squared error, {error[1]:.2f}."
            f"{self._in_own_units(best)}"
        )

    def _in_own_units(self, best: Array) -> str:
        """The best line of a reader's table in the units of the table."""
        if not self.own:
            return ""
        slope, intercept = own_sample(self.own)[1].line(best)
        sign = "−" if intercept < 0 else "+"
        return (
            f" In the units of the table it is {self._names[1]} ="
            f" {slope:.3g} · {self._names[0]} {sign} {abs(intercept):.3g}.".replace("-", "−")
        )

    @property
    def _names(self) -> tuple[str, str]:
        """What x and y are called."""
        if not self.own:
            return LABELS[self.data_set]
        return self.own.features[0], self.target

    def _show_points(self, x: Array, y: Array) -> None:
        across, up = (f"{name}, standardised" if self.own else name for name in self._names)
        low, high = min(-2.5, x.min() - 0.2), max(2.9, x.max() + BESIDE)
        tall = max(3.6, np.abs(y).max() + 0.2)
        self.left.set(xlim=(low, high), ylim=(-tall, tall), xlabel=across, ylabel=up)
        self.dots.set_data(x, y)
        edge = np.array([low, high])
        self.drawn.set_data(edge, self.theta[0] * edge + self.theta[1])
        self.ends.set_data(*np.array(self.line).T)

    def _show_densities(self, x: Array, y: Array) -> None:
        """The density of y at the points' x as a bell on the line, and at the points."""
        centre = self.theta[0] * x + self.theta[1]
        heights = WIDTH * np.exp(gaussian_log_density(y - centre, self.s))
        gap = np.full((len(x), 1), np.nan)
        few = self._belled(x)
        around = BELL * self.s
        right = WIDTH * np.exp(gaussian_log_density(around, self.s))
        self.bells.set_data(
            np.hstack([x[few, None] + right, gap[few]]).ravel(),
            np.hstack([centre[few, None] + around, gap[few]]).ravel(),
        )
        self.densities.set_data(
            np.stack([x, x + heights, gap[:, 0]], 1).ravel(),
            np.stack([y, y, gap[:, 0]], 1).ravel(),
        )

    @staticmethod
    def _belled(x: Array) -> Array:
        """Which points get a whole bell: all, or a few from left to right."""
        if len(x) <= BELLS:
            return np.arange(len(x))
        places = np.linspace(x.min(), x.max(), FEWER)
        return np.unique(np.abs(x - places[:, None]).argmin(1))
