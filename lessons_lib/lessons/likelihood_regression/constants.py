"""What s, a factor and a constant change along a slice of the likelihood, and what they do not."""

from __future__ import annotations

from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike, NDArray

from lessons_lib.explorable import Choice, Explorable, Slider, Toggle
from lessons_lib.lessons.likelihood_regression.data import DATA, Sample, sample
from lessons_lib.lessons.likelihood_regression.words import power_of_ten, ticks
from lessons_lib.theory.likelihood.line_fitting import least_squares, residuals
from lessons_lib.theory.likelihood.noise import gaussian_log_density

Array = NDArray[Any]
SLOPES = np.linspace(-0.5, 2.0, 2501)
FACTORS = ("1", "1/2", "1/n", "1/(2n)", "1/(2 s²)")


class Slice:
    """A curve over the slope, its top marked."""

    def __init__(self, axes: Axes, name: str, colour: str, line: str) -> None:
        self.axes = axes
        axes.set(ylabel=name, xlabel="slope θ₁", xlim=SLOPES[[0, -1]])
        axes.yaxis.set_major_formatter(ticks("7.3g"))
        axes.locator_params(axis="y", nbins=4)
        self.best = axes.axvline(0, color="C5", ls=(0, (2, 2)), lw=1.6, label="_best")
        (self.curve,) = axes.plot(SLOPES, SLOPES, line, color=colour, label=name)
        ink = mpl.rcParams["text.color"]
        (self.top,) = axes.plot([], [], "o", color=ink, markersize=9, label=f"top, {name}")
        self.words = axes.set_title("top")

    def show(self, heights: Array, words: str) -> float:
        """Draw the curve, mark its top, say `words`; return where the top is."""
        at = int(heights.argmax())
        self.curve.set_ydata(heights)
        self.top.set_data([SLOPES[at]], [heights[at]])
        self.best.set_xdata([SLOPES[at]] * 2)
        self.words.set_text(words.replace("-", "−"))
        return float(SLOPES[at])


class Constants(Explorable):
    """A factor and a constant move the values, and not the place of the top."""

    s = Slider(0.7, min=0.3, max=2.0, step=0.05, label="noise s")
    factor = Choice("1/n", options=FACTORS, label="factor of −S")
    constant = Toggle(False, label="keep the constant")
    n = Slider(12, min=5, max=40, step=1, label="points n")
    data_set = Choice("generated", options=DATA, label="data")
    size = (11.0, 4.6)
    scenes = {
        "The plain sum of squares": {"factor": "1"},
        "The mean": {},
        "All kept: the log-likelihood itself": {"factor": "1/(2 s²)", "constant": True},
        "More noise assumed": {"factor": "1/(2 s²)", "s": 1.5},
        "Real patients": {"data_set": "diabetes", "n": 40, "factor": "1/(2n)"},
    }

    def draw(self, figure: Figure) -> None:
        parts = figure.subplots(1, 3)
        names = ("likelihood L", "log-likelihood ℓ", "objective")
        looks = (("C2", "-."), ("C0", "-"), ("C1", "--"))
        self.slices = [
            Slice(axes, name, *look) for axes, name, look in zip(parts, names, looks, strict=True)
        ]
        (self.plain,) = parts[2].plot(SLOPES, SLOPES, ":", color="C5", label="−S, as it is")
        entries = {part.axes.get_ylabel(): part.curve for part in self.slices}
        entries |= {
            "−S, as it is": self.plain,
            "top": self.slices[0].top,
            "best slope": self.slices[0].best,
        }
        figure.legend(entries.values(), entries, loc="outside upper left", ncols=6)

    @property
    def points(self) -> Sample:
        """The n points."""
        return sample(self.data_set, self.n)

    @property
    def multiplier(self) -> float:
        """The chosen factor as a number."""
        n, s = self.n, self.s
        return dict(zip(FACTORS, (1.0, 1 / 2, 1 / n, 1 / (2 * n), 1 / (2 * s**2)), strict=True))[
            self.factor
        ]

    @property
    def added(self) -> float:
        """The constant of the log-likelihood if it is kept, else 0."""
        return float(self.n * gaussian_log_density(0.0, self.s)) if self.constant else 0.0

    def update(self) -> str:
        x, y = self.points
        intercept = least_squares(x, y)[1]
        r = residuals(np.stack([SLOPES, np.full_like(SLOPES, intercept)], 1), x, y)
        log_likelihood, plain = gaussian_log_density(r, self.s).sum(1), -(r**2).sum(1)
        objective = self.multiplier * plain + self.added
        curves = (np.exp(log_likelihood), log_likelihood, objective)
        heights = (power_of_ten(log_likelihood.max()), *(f"{c.max():.2f}" for c in curves[1:]))
        bend, plain_bend = (-2 * float(x @ x) * factor for factor in (self.multiplier, 1.0))
        tops = [
            part.show(curve, f"top {height}")
            for part, curve, height in zip(self.slices, curves, heights, strict=True)
        ]
        self.plain.set_ydata(plain)
        for part, curve in zip(self.slices, (*curves[:2], [objective, plain]), strict=True):
            part.axes.set_ylim(_range(curve))
        return (
            f"S is the sum of the squared errors. L, ℓ and {self.told} have their tops at the"
            f" slopes {tops[0]:.3f}, {tops[1]:.3f} and {tops[2]:.3f}, of the heights"
            f" {heights[0]}, {heights[1]} and {heights[2]} (−S itself: {plain.max():.2f}). The"
            f" second derivative of {self.told} along the slope is {bend:.2f}, and that of −S is"
            f" {plain_bend:.2f}."
        )

    @property
    def told(self) -> str:
        """The objective as a formula."""
        factor = "" if self.factor == "1" else f"{self.factor} "
        kept = f" {'−' if self.added < 0 else '+'} {abs(self.added):.2f}" if self.constant else ""
        return f"−{factor}S{kept}"


def _range(heights: ArrayLike) -> tuple[float, float]:
    """All heights, with room above."""
    low, high = float(np.min(heights)), float(np.max(heights))
    return low - 0.08 * (high - low), high + 0.12 * (high - low)
