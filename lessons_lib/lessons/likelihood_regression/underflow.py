"""The product of densities as n grows, in two number formats, and the sum of logarithms."""

from __future__ import annotations

from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from lessons_lib.explorable import Choice, Explorable, Slider
from lessons_lib.lessons.likelihood_regression.data import DATA, GENERATED, sample
from lessons_lib.lessons.likelihood_regression.words import power_of_ten, ticks
from lessons_lib.theory.likelihood.line_fitting import least_squares, residuals
from lessons_lib.theory.likelihood.noise import Product, gaussian_log_density, product

Array = NDArray[Any]
FORMATS: dict[str, type] = {"float32": np.float32, "float64": np.float64}
LOOK = {"float32": ("C1", 11.0), "float64": ("C0", 5.5)}


def tens(values: Array) -> Array:
    """The decimal logarithm, nan where a value is 0 or infinite."""
    usable = (values > 0) & np.isfinite(values)
    return np.log10(np.where(usable, values, np.nan).astype(float))


class Format:
    """The product in one number format, and the level where it is lost."""

    def __init__(self, axes: Axes, name: str) -> None:
        self.name, (colour, width) = name, LOOK[name]
        (self.curve,) = axes.plot([], [], "-", color=colour, lw=width, label=f"product in {name}")
        self.level = axes.axhline(0, color=colour, ls=(0, (1, 2)), lw=1.5, label=f"_{name}")
        look: dict[str, Any] = {"color": colour, "transform": axes.get_yaxis_transform()}
        self.level_name = axes.text(0, 0, "", **look)
        self.mark = axes.text(0, 0, "", fontweight="bold", **look)

    def show(self, found: Product, powers: Array) -> None:
        """Draw the product as far as it goes; `powers` of ten (n,) are what it should be."""
        self.curve.set_data(np.arange(1, len(powers) + 1), tens(found.so_far))
        for part in (self.level, self.level_name, self.mark):
            part.set_visible(found.lost_at is not None)
        if found.lost_at is None:
            return
        limits, up = np.finfo(FORMATS[self.name]), _overflows(found)
        level = float(np.log10(float(limits.max if up else limits.smallest_subnormal)))
        place = found.lost_at / (1.03 * len(powers))
        # The curve crosses the level: before the place one side is free, after it the other.
        before = place > 0.5
        side: dict[str, Any] = {"va": "bottom" if up is before else "top"}
        self.level.set_ydata([level, level])
        self.level_name.set(
            text=f"{'largest' if up else 'smallest'} {self.name}",
            position=(0.01 if before else 0.99, level),
            ha="left" if before else "right",
            **side,
        )
        self.mark.set(
            text=f"{_lost(found)} from n = {found.lost_at}",
            position=(place + (-0.045 if before else 0.03), level),
            ha="right" if before else "left",
            **side,
        )


class Underflow(Explorable):
    """The product of n densities is lost, the sum of their logarithms is not."""

    n = Slider(200.0, min=10, max=GENERATED, log=True, step=0.05, label="points n")
    s = Slider(0.7, min=0.1, max=2.0, step=0.05, label="noise s")
    unit = Slider(1.0, min=0.05, max=20, log=True, label="unit of y")
    data_set = Choice("generated", options=DATA, label="data")
    size = (9.5, 5.0)
    scenes = {
        "Ten points": {"n": 10.0},
        "float32 is lost": {},
        "float64 is lost too": {"n": 1000.0},
        "Real patients": {"data_set": "diabetes", "n": 442.0, "s": 0.4},
        "A larger unit: lost at the top": {"n": 1000.0, "unit": 10.0},
    }

    def draw(self, figure: Figure) -> None:
        self.axes = figure.add_subplot(xlabel="points multiplied", ylabel="power of ten")
        self.axes.yaxis.set_major_formatter(ticks("6.0f"))
        self.formats = [Format(self.axes, name) for name in FORMATS]
        ink = mpl.rcParams["text.color"]
        (self.logs,) = self.axes.plot(
            [], [], "--", color=ink, lw=1.8, label="sum of decimal logarithms"
        )
        figure.legend(*self.axes.get_legend_handles_labels(), loc="outside upper left", ncols=3)

    @property
    def log_densities(self) -> Array:
        """Of the first n points, at the best line, y counted in the chosen unit; (n,)."""
        x, y = sample(self.data_set, round(self.n))
        r = residuals(least_squares(x, y), x, y)
        return gaussian_log_density(r / self.unit, self.s / self.unit)

    def update(self) -> str:
        logs = self.log_densities
        so_far, count = np.cumsum(logs), np.arange(1, len(logs) + 1)
        powers = so_far / np.log(10)
        found = {name: product(np.exp(logs), kind) for name, kind in FORMATS.items()}
        for part in self.formats:
            part.show(found[part.name], powers)
        self.logs.set_data(count, powers)
        low, high = min(0.0, powers.min()), max(0.0, powers.max())
        edge = 0.12 * (high - low)
        self.axes.set(xlim=(0, len(logs) * 1.03), ylim=(low - edge, high + edge))
        fates = "; ".join(f"in {name} {_fate(found[name])}" for name in FORMATS)
        all_of_them = " (there are no more patients)" if len(logs) < round(self.n) else ""
        return (
            f"The product of {len(logs)} densities{all_of_them} is {power_of_ten(so_far[-1])}:"
            f" {fates}."
            f" The log-likelihood is {so_far[-1]:.1f}, which both formats hold; in decimal"
            f" logarithms, as drawn, it is {powers[-1]:.1f}."
        )


def _overflows(found: Product) -> bool:
    return found.lost_at is not None and bool(np.isinf(found.so_far[found.lost_at - 1]))


def _lost(found: Product) -> str:
    return "infinite" if _overflows(found) else "0"


def _fate(found: Product) -> str:
    if found.lost_at is None:
        return f"it comes out as {found.so_far[-1]:.1e}"
    return f"it is {_lost(found)} from n = {found.lost_at} on"
