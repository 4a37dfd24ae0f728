"""The product of densities as n grows, in two number formats, and the sum of logarithms."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from lessons_lib.explorable import Choice, Explorable, Slider
from lessons_lib.lessons.regression_likelihood.data import DATA, GENERATED, sample
from lessons_lib.lessons.regression_likelihood.words import power_of_ten
from lessons_lib.theory.line_fitting import least_squares, residuals
from lessons_lib.theory.noise import Product, gaussian_log_density, product

Array = NDArray[Any]
FORMATS: dict[str, type] = {"float32": np.float32, "float64": np.float64}
LOOK = {"float32": ("C1", "--", "X", 5.0), "float64": ("C0", "-", "P", 5.0)}


def tens(values: Array) -> Array:
    """The decimal logarithm, nan where a value is 0 or infinite."""
    usable = (values > 0) & np.isfinite(values)
    return np.log10(np.where(usable, values, np.nan).astype(float))


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
        axes = figure.add_subplot(xlabel="points multiplied", ylabel="power of ten")
        self.products = {}
        for name, (colour, line, mark, width) in LOOK.items():
            (curve,) = axes.plot([], [], line, color=colour, lw=width, label=f"product, {name}")
            (lost,) = axes.plot(
                [], [], mark, color=colour, ls="", markersize=15, label=f"lost, {name}"
            )
            limits = np.finfo(FORMATS[name])
            for value in (limits.smallest_subnormal, limits.max):
                axes.axhline(np.log10(float(value)), color=colour, ls=(0, (1, 2)), lw=1.5)
            self.products[name] = (curve, lost)
        (self.logs,) = axes.plot([], [], "-.", color="C2", lw=2.2, label="sum of logarithms")
        figure.legend(*axes.get_legend_handles_labels(), loc="outside upper left", ncols=3)
        self.axes = axes

    @property
    def log_densities(self) -> Array:
        """Of the first n points, at the best line, y counted in the chosen unit; (n,)."""
        x, y = sample(self.data_set, round(self.n))
        r = residuals(least_squares(x, y), x, y)
        return gaussian_log_density(r / self.unit, self.s / self.unit)

    def update(self) -> str:
        logs = self.log_densities
        so_far, count = np.cumsum(logs), np.arange(1, len(logs) + 1)
        found = {name: product(np.exp(logs), kind) for name, kind in FORMATS.items()}
        for name, (curve, lost) in self.products.items():
            curve.set_data(count, tens(found[name].so_far))
            at = found[name].lost_at
            lost.set_data(*(([], []) if at is None else ([at], [so_far[at - 1] / np.log(10)])))
        self.logs.set_data(count, so_far / np.log(10))
        low, high = min(0.0, so_far.min() / np.log(10)), max(0.0, so_far.max() / np.log(10))
        edge = 0.08 * (high - low)
        self.axes.set(xlim=(0, len(logs) * 1.03), ylim=(low - edge, high + edge))
        fates = "; ".join(f"in {name} {_fate(found[name])}" for name in FORMATS)
        return (
            f"The product of {len(logs)} densities is {power_of_ten(so_far[-1])}: {fates}."
            f" The log-likelihood is a plain number, {so_far[-1]:.1f}."
        )


def _fate(found: Product) -> str:
    if found.lost_at is None:
        return f"it comes out as {found.so_far[-1]:.1e}"
    becomes = "infinite" if np.isinf(found.so_far[found.lost_at - 1]) else "0"
    return f"it is {becomes} from n = {found.lost_at} on"
