"""The likelihood over theta is no density: its area, and what a new parameter does to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from lessons_lib.explorable import Choice, Explorable, Slider
from lessons_lib.lessons.regression_likelihood.data import DATA, sample
from lessons_lib.lessons.regression_likelihood.words import power_of_ten
from lessons_lib.theory.noise import gaussian_log_density

Array = NDArray[Any]
THETA = np.linspace(-1.5, 3.0, 451)
Y = np.linspace(-4.5, 4.5, 301)
PHI = np.linspace(0.02, 4.0, 797)


class Parameter(NamedTuple):
    """phi in place of theta: the map, the way back, and the way back's slope's size."""

    of: Callable[[Any], Any]
    back: Callable[[Any], Any]
    stretch: Callable[[Any], Any]


PARAMETERS = {
    "exp(θ)": Parameter(np.exp, np.log, lambda phi: 1 / phi),
    "1/θ": Parameter(lambda t: 1 / t, lambda phi: 1 / phi, lambda phi: 1 / phi**2),
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
        "One point: an area above 0.6": {"n": 1},
        "Twenty points: hardly any area": {"n": 20},
        "The parameter 1/θ": {"parameter": "1/θ"},
        "Real patients": {"data_set": "diabetes", "n": 10},
    }

    def draw(self, figure: Figure) -> None:
        grid = figure.add_gridspec(2, 2)
        over_y = figure.add_subplot(grid[0, 0], title="over y: the density of y₁")
        over_theta = figure.add_subplot(grid[0, 1], title="over θ: the likelihood")
        over_y.set_xlabel("y₁, for the best θ")
        over_theta.set_xlabel("slope θ")
        self.areas = [Area(over_y, Y, "C2", ""), Area(over_theta, THETA, "C0", "//")]
        for axes in (over_y, over_theta):
            axes.yaxis.set_major_formatter(lambda value, _: f"{value:\u2007>7.3g}")
            axes.locator_params(axis="y", nbins=4)
        self.bottom = figure.add_subplot(grid[1, :], ylabel="height / top")
        self.bottom.set(xlim=(0, PHI[-1]), ylim=(0, 1.2))
        (self.likelihood,) = self.bottom.plot(PHI, 0 * PHI, "-", color="C0", label="likelihood")
        (self.density,) = self.bottom.plot(PHI, 0 * PHI, "--", color="C1", label="a density")
        (self.moved,) = self.bottom.plot([], [], "o", color="C0", label="top of the likelihood")
        (self.mode,) = self.bottom.plot([], [], "s", color="C1", label="top of the density")
        self.bottom.legend(loc="upper right")

    def update(self) -> str:
        x, y = sample(self.data_set, self.n)
        found = bell(x, y, self.s)
        likelihood = np.exp(found.log_likelihood(THETA))
        at = found.best * x[0]
        area = power_of_ten(found.log_area)
        self.areas[0].show(np.exp(gaussian_log_density(Y - at, self.s)), "area 1")
        self.areas[1].show(likelihood, f"area {area}")
        phi = PARAMETERS[self.parameter]
        moved, mode = float(phi.of(found.best)), self._over_phi(found, phi)
        return (
            f"With n = {self.n} and s = {self.s:.2f} the area under the likelihood over θ is {area};"
            f" over y every density has the area 1. The top, θ = {found.best:.3f}, goes to"
            f" φ = {self.parameter} = {moved:.3f}. A density of θ of the same shape would have its"
            f" top at φ = {mode:.3f}."
        )

    def _over_phi(self, found: Bell, phi: Parameter) -> float:
        """Draw both curves over phi; return where the density's top is."""
        log_likelihood = found.log_likelihood(phi.back(PHI)) - found.log_top
        # A density keeps its areas, so where the axis is stretched it sinks.
        log_density = log_likelihood + np.log(phi.stretch(PHI))
        at = int(log_density.argmax())
        self.likelihood.set_ydata(np.exp(log_likelihood))
        self.density.set_ydata(np.exp(log_density - log_density.max()))
        self.moved.set_data([phi.of(found.best)], [1.0])
        self.mode.set_data([PHI[at]], [1.0])
        self.bottom.set_xlabel(f"φ = {self.parameter}")
        return float(PHI[at])
