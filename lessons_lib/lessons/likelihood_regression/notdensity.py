"""A density of y for each slope: along y its area is 1, along the slope it is not."""

from __future__ import annotations

from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_hex
from matplotlib.figure import Figure
from numpy.typing import NDArray

from lessons_lib.explorable import Explorable, Slider
from lessons_lib.lessons.likelihood_regression.words import ticks
from lessons_lib.theory.likelihood.noise import gaussian_log_density

Array = NDArray[Any]
SEEN = 0.5
SLOPES = np.linspace(-5, 5, 401)
YS = np.linspace(-5, 5, 401)
EVERY = slice(None, None, 4)
HIGHEST = 1 / (np.sqrt(2 * np.pi) * 0.3)


class Area:
    """A curve with its area filled, and the area in words."""

    def __init__(self, axes: Axes, grid: Array, colour: str, hatch: str) -> None:
        self.grid = grid
        (self.curve,) = axes.plot(grid, 0 * grid, "-", color=colour, label=axes.get_title())
        (self.patch,) = axes.fill(*self._outline(0 * grid), color=colour, alpha=0.25, hatch=hatch)
        self.words = axes.text(0.98, 0.94, "", transform=axes.transAxes, ha="right", va="top")
        axes.set(xlim=grid[[0, -1]], ylim=(0, 1.15 * HIGHEST), ylabel="density")
        axes.yaxis.set_major_formatter(ticks("3.1f"))

    def _outline(self, heights: Array) -> tuple[Array, Array]:
        ends = self.grid[[-1, 0]]
        return np.append(self.grid, ends), np.append(heights, [0, 0])

    def show(self, heights: Array, words: str) -> None:
        """Draw these heights, and say `words`."""
        self.curve.set_ydata(heights)
        self.patch.set_xy(np.stack(self._outline(heights), 1))
        self.words.set_text(words)


class NotDensity(Explorable):
    """The likelihood is a density of y, not of theta."""

    x = Slider(2.0, min=0.5, max=3.0, step=0.25, label="x of the point")
    theta = Slider(1.0, min=-2.0, max=2.0, step=0.05, label="slope θ")
    s = Slider(0.7, min=0.3, max=0.9, step=0.05, label="noise s")
    size = (10.0, 5.0)
    scenes = {
        "x = 2: the area is 1/2": {},
        "x = 0.5: the area is 2": {"x": 0.5},
        "x = 1: both areas are 1": {"x": 1.0},
        "Little noise: the areas stay": {"s": 0.3},
    }

    def draw(self, figure: Figure) -> None:
        grid = figure.add_gridspec(2, 2, width_ratios=(1.1, 1))
        self._draw_map(figure.add_subplot(grid[:, 0], xlabel="slope θ", ylabel="y of the point"))
        over_y = figure.add_subplot(grid[0, 1], xlabel="y", title="one slope, every y")
        over_theta = figure.add_subplot(grid[1, 1], xlabel="slope θ", title="one y, every slope")
        self.areas = [Area(over_y, YS, "C2", ""), Area(over_theta, SLOPES, "C1", "//")]
        entries = {
            "one slope, every y: a density": self.slope,
            "one y, every slope: the likelihood": self.seen,
        }
        figure.legend(entries.values(), entries, loc="outside upper left", ncols=2)

    def _draw_map(self, axes: Axes) -> None:
        axes.set_title("p(y | θ): stronger colour, higher density")
        axes.grid(False)
        shades = LinearSegmentedColormap.from_list(
            "density", [mpl.rcParams["figure.facecolor"], to_hex("C0")]
        )
        box = (*SLOPES[[0, -1]], *YS[[0, -1]])
        look: dict[str, Any] = {
            "origin": "lower",
            "aspect": "auto",
            "interpolation": "bilinear",
            "label": "p(y | θ)",
        }
        self.map = axes.imshow(np.zeros((2, 2)), shades, extent=box, vmin=0, vmax=0.8, **look)
        self.slope = axes.axvline(0, color="C2", lw=2.5, label="one slope")
        self.seen = axes.axhline(SEEN, color="C1", lw=2.5, ls="--", label="the y that was seen")

    def update(self) -> str:
        slopes, ys = SLOPES[EVERY], YS[EVERY]
        self.map.set_data(np.exp(gaussian_log_density(ys[:, None] - slopes * self.x, self.s)))
        self.slope.set_xdata([self.theta, self.theta])
        over_y, over_theta = (
            np.exp(gaussian_log_density(r, self.s))
            for r in (YS - self.theta * self.x, SEEN - SLOPES * self.x)
        )
        area = f"{1 / self.x:.3g}"
        self.areas[0].show(over_y, "area 1")
        self.areas[1].show(over_theta, f"area {area}")
        return (
            f"The point has x = {self.x:.2f}, and y = {SEEN:g} was seen. For the slope"
            f" θ = {self.theta:.2f} the density over all y has the area 1. For the y that was seen"
            f" the likelihood over all θ has the area 1/x = {area}; its top lies at θ = y/x ="
            f" {SEEN / self.x:.3g}."
        )
