"""The likelihood over theta is no density: its area, and what a new parameter does to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from lessons_lib.explorable import Choice, Explorable, Slider
from lessons_lib.lessons.likelihood_regression.data import DATA, sample
from lessons_lib.lessons.likelihood_regression.words import power_of_ten, ticks
from lessons_lib.theory.likelihood.noise import gaussian_log_density

Array = NDArray[Any]
EDGE = np.array([-0.15, 0.15])  # a mark at an end is drawn whole
THETA = np.linspace(-4, 4, 801)
Y = np.linspace(-8, 8, 801)


class Parameter(NamedTuple):
    """phi in place of theta: its places, the map, the way back, and how steep that is (a
    constant factor left out, which moves no top)."""

    grid: Array
    of: Callable[[Any], Any]
    back: Callable[[Any], Any]
    stretch: Callable[[Any], Any]


PARAMETERS = {
    "exp(θ)": Parameter(
        np.append(np.geomspace(1e-5, 0.001, 100), np.linspace(0.002, 5, 2500)),
        np.exp,
        np.log,
        lambda phi: 1 / phi,
    ),
    "angle of the line": Parameter(
        np.linspace(-89.9, 89.9, 1799),
        lambda theta: np.degrees(np.arctan(theta)),
        lambda phi: np.tan(np.radians(phi)),
        lambda phi: 1 / np.cos(np.radians(phi)) ** 2,
    ),
    "2θ": Parameter(np.linspace(-6, 6, 2401), lambda t: 2 * t, lambda p: p / 2, np.ones_like),
}


class Bell(NamedTuple):
    """The likelihood of a slope: exp(log_top - (theta - best)^2 / (2 width^2))."""

    best: float
    width: float
    log_top: float

    @property
    def log_area(self) -> float:
        """Logarithm of the integral over theta, a Gaussian one."""
        return self.log_top + float(np.log(self.width * np.sqrt(2 * np.pi)))

    def log_likelihood(self, theta: Array) -> Array:
        """At slopes theta, of their shape."""
        return self.log_top - ((theta - self.best) / self.width) ** 2 / 2


def bell(x: Array, y: Array, s: float) -> Bell:
    """Of y = theta x + noise; x and y (n,). The squares are completed in theta."""
    best = float(x @ y / (x @ x))
    top = float(gaussian_log_density(y - best * x, s).sum())
    return Bell(best, s / float(np.sqrt(x @ x)), top)


class Area:
    """A curve with its area filled, and the area in words."""

    def __init__(self, axes: Axes, grid: Array, colour: str, hatch: str) -> None:
        self.axes, self.grid = axes, grid
        (self.curve,) = axes.plot(grid, 0 * grid, "-", color=colour, label=axes.get_title())
        (self.patch,) = axes.fill(*self._outline(0 * grid), color=colour, alpha=0.25, hatch=hatch)
        self.words = axes.text(0.98, 0.96, "", transform=axes.transAxes, ha="right", va="top")
        axes.set_xlim(*grid[[0, -1]])

    def _outline(self, heights: Array) -> tuple[Array, Array]:
        ends = self.grid[[-1, 0]]
        return np.append(self.grid, ends), np.append(heights, [0, 0])

    def show(self, heights: Array, words: str) -> None:
        """Draw these heights; the axes follow."""
        self.curve.set_ydata(heights)
        self.patch.set_xy(np.stack(self._outline(heights), 1))
        self.words.set_text(words)
        self.axes.set_ylim(0, 1.25 * heights.max() or 1.0)


class NotDensity(Explorable):
    """The likelihood is a density of y, not of theta."""

    n = Slider(3, min=1, max=40, step=1, label="points n")
    s = Slider(0.7, min=0.3, max=2.0, step=0.05, label="noise s")
    parameter = Choice("exp(θ)", options=tuple(PARAMETERS), label="new parameter φ")
    data_set = Choice("generated", options=DATA, label="data")
    size = (10.0, 5.4)
    scenes = {
        "Three points": {},
        "Twenty points: hardly any area": {"n": 20},
        "One patient: an area above 1": {"data_set": "diabetes", "n": 1},
        "The angle in place of the slope": {"parameter": "angle of the line"},
        "A mere factor": {"parameter": "2θ"},
    }

    def draw(self, figure: Figure) -> None:
        grid = figure.add_gridspec(2, 2)
        over_y = figure.add_subplot(grid[0, 0], title="over y: the density of y₁")
        over_theta = figure.add_subplot(grid[0, 1], title="over θ: the likelihood")
        over_y.set_xlabel("y₁, for the best θ")
        over_theta.set_xlabel("slope θ")
        self.areas = [Area(over_y, Y, "C2", ""), Area(over_theta, THETA, "C0", "//")]
        for axes in (over_y, over_theta):
            axes.yaxis.set_major_formatter(ticks("7.3g"))
            axes.locator_params(axis="y", nbins=4)
        self.bottom = figure.add_subplot(grid[1, :], ylabel="height / top", ylim=(0, 1.2))
        (self.likelihood,) = self.bottom.plot([], [], "-", color="C0", label="likelihood of φ")
        (self.moved,) = self.bottom.plot([], [], "o", color="C0", label="its top")
        (self.density,) = self.bottom.plot([], [], "--", color="C1", label="if it were a density")
        (self.mode,) = self.bottom.plot([], [], "s", color="C1", label="the density's top")
        self.mode.set(markersize=15, markerfacecolor="none", markeredgewidth=2.5)
        figure.legend(*self.bottom.get_legend_handles_labels(), loc="outside lower center", ncols=4)

    def update(self) -> str:
        x, y = sample(self.data_set, self.n)
        found = bell(x, y, self.s)
        likelihood = np.exp(found.log_likelihood(THETA))
        at = found.best * x[0]
        # The trapezium rule is exact here to rounding: the bell is smooth and ends in zeros.
        far = np.linspace(-10, 10, 401) * self.s
        over_y = np.trapezoid(np.exp(gaussian_log_density(far, self.s)), far)
        area = power_of_ten(found.log_area)
        self.areas[0].show(np.exp(gaussian_log_density(Y - at, self.s)), f"area {over_y:.3g}")
        self.areas[1].show(likelihood, f"area {area}")
        phi = PARAMETERS[self.parameter]
        moved, mode = float(phi.of(found.best)), self._over_phi(found, phi)
        unit = "°" if self.parameter.startswith("angle") else ""
        return (
            f"With n = {self.n} and s = {self.s:.2f} the area under the likelihood over θ is"
            f" {area}; over y the density has the area {over_y:.3g}. The top, θ = {found.best:.2f},"
            f" goes to φ = {moved:.2f}{unit} ({self.parameter}). Were it a density of θ, its top"
            f" over φ would be at {mode:.2f}{unit}."
        )

    def _over_phi(self, found: Bell, phi: Parameter) -> float:
        """Draw both curves over phi; return where the density's top is."""
        log_likelihood = found.log_likelihood(phi.back(phi.grid)) - found.log_top
        # A density keeps its areas: where phi spreads theta out, it sinks.
        log_density = log_likelihood + np.log(phi.stretch(phi.grid))
        at = int(log_density.argmax())
        self.likelihood.set_data(phi.grid, np.exp(log_likelihood))
        self.density.set_data(phi.grid, np.exp(log_density - log_density[at]))
        self.moved.set_data([phi.of(found.best)], [1.0])
        self.mode.set_data([phi.grid[at]], [1.0])
        self.bottom.set(xlabel=f"φ = {self.parameter}", xlim=phi.grid[[0, -1]].round() + EDGE)
        return float(phi.grid[at])
