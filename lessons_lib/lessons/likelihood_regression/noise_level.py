"""The noise that is likeliest: the log-likelihood over s, and how often its top is too low."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from numpy.typing import NDArray

from lessons_lib.explorable import Choice, Explorable, Slider, action
from lessons_lib.lessons.likelihood_regression.data import DATA, LABELS, Sample, sample
from lessons_lib.theory.likelihood.line_fitting import least_squares, residuals
from lessons_lib.theory.likelihood.noise import gaussian_log_density, likeliest_s

Array = NDArray[Any]
LEAST, MOST = 0.05, 2.0
NOISES = np.linspace(LEAST, MOST, 391)
SETS = 4000
EDGES = np.linspace(0, 3, 61)


@lru_cache
def shares_of_variance(data_set: str, n: int) -> Array:
    """The likeliest s² in SETS data sets of true variance 1 at the first n x, (SETS,).

    A line takes its own part of the noise: what it leaves is the noise without its components
    along the columns x and 1.
    """
    x, _ = sample(data_set, n)
    noise = np.random.default_rng(0).normal(size=(SETS, n))
    along, _ = np.linalg.qr(np.stack([x, np.ones(n)], 1))
    return np.asarray(((noise**2).sum(1) - ((noise @ along) ** 2).sum(1)) / n)


class NoiseLevel(Explorable):
    """The noise that is likeliest around the best line is too small on average."""

    s = Slider(1.0, min=LEAST, max=MOST, step=0.05, label="noise s")
    n = Slider(12, min=3, max=40, step=1, label="points n")
    data_set = Choice("generated", options=DATA, label="data")
    size = (10.0, 5.4)
    scenes = {
        "More noise than there is": {},
        "Less noise than there is": {"s": 0.3},
        "Three points": {"n": 3, "s": 0.5},
        "Forty points": {"n": 40, "s": 0.5},
        "Real patients": {"data_set": "diabetes", "n": 40, "s": 0.8},
    }

    def draw(self, figure: Figure) -> None:
        grid = figure.add_gridspec(2, 2, width_ratios=(1.1, 1))
        self.left = figure.add_subplot(grid[:, 0], xlim=(-2.6, 2.6), ylim=(-4, 4))
        self.top = figure.add_subplot(grid[0, 1], xlabel="noise s", ylabel="log-likelihood ℓ")
        self.top.set(xlim=(0, MOST + 0.05))
        (self.dots,) = self.left.plot([], [], "o", color="C0", label="points")
        (self.drawn,) = self.left.plot([], [], "-", color="C1", label="the best line")
        (self.lower,), (self.upper,) = (
            self.left.plot([], [], "--", color="C2", lw=2, label="best line ± s") for _ in "lu"
        )
        (self.curve,) = self.top.plot([], [], "-", color="C4", label="log-likelihood of s")
        (self.here,) = self.top.plot([], [], "D", color="C2", markersize=11, label="your s")
        ink = mpl.rcParams["text.color"]
        (self.best,) = self.top.plot([], [], "*", color=ink, markersize=16, label="likeliest s")
        self._draw_sets(figure, grid[1, 1])
        entries: list[Artist] = [self.dots, self.drawn, self.upper, self.curve]
        entries += [self.here, self.best, self.bars, self.mean, self.true]
        figure.legend(handles=entries, loc="outside upper left", ncols=5)

    def _draw_sets(self, figure: Figure, place: Any) -> None:
        axes = figure.add_subplot(place, xlabel="likeliest s² / true variance", xlim=(0, 3))
        axes.set(ylabel="number of sets")
        self.sets = axes
        look: dict[str, Any] = {"fill": True, "color": "C0", "alpha": 0.5}
        self.bars = axes.stairs(0 * EDGES[1:], EDGES, label=f"{SETS} data sets", **look)
        self.mean = axes.axvline(0, color="C0", lw=2.5, ls="-.", label="mean of the sets")
        self.true = axes.axvline(1, color="C5", lw=2, ls=":", label="true variance")

    @property
    def points(self) -> Sample:
        """The n points."""
        return sample(self.data_set, self.n)

    @action("Snap to the likeliest s")
    def snap(self) -> None:
        """Take the noise of the greatest likelihood."""
        x, y = self.points
        self.s = likeliest_s(residuals(least_squares(x, y), x, y))

    def update(self) -> str:
        x, y = self.points
        theta = least_squares(x, y)
        r = residuals(theta, x, y)
        likeliest = likeliest_s(r)
        heights = gaussian_log_density(r, NOISES[:, None]).sum(1)
        here, top = (float(gaussian_log_density(r, s).sum()) for s in (self.s, likeliest))
        self._show_points(x, y, theta)
        self.curve.set_data(NOISES, heights)
        self.here.set_data([self.s], [here])
        self.best.set_data([likeliest], [top])
        # Near s = 0 the curve falls without end: it is shown as far down as on its right.
        fall = max(1.3 * (top - heights[-1]), 1.1 * (top - here))
        self.top.set_ylim(top - fall, top + 0.12 * fall)
        mean = self._show_sets()
        return (
            f"At s = {self.s:.2f} the log-likelihood is {here:.2f}. It is highest, {top:.2f}, at"
            f" s = {likeliest:.3f}, the root of the mean squared residual of the {self.n} points."
            f" In {SETS} data sets of {self.n} points whose noise is known, the likeliest s² is on"
            f" average {mean:.3f} of the true variance; theory says (n − 2)/n ="
            f" {(self.n - 2) / self.n:.3f}."
        )

    def _show_points(self, x: Array, y: Array, theta: Array) -> None:
        names = LABELS[self.data_set]
        self.left.set(xlabel=names[0], ylabel=names[1])
        edge = np.array([-2.6, 2.6])
        line = theta[0] * edge + theta[1]
        self.dots.set_data(x, y)
        for part, shift in ((self.drawn, 0.0), (self.lower, -self.s), (self.upper, self.s)):
            part.set_data(edge, line + shift)

    def _show_sets(self) -> float:
        """Draw how the likeliest variance spreads; return its mean as a share of the true one."""
        shares = shares_of_variance(self.data_set, self.n)
        counts = np.histogram(shares, EDGES)[0]
        self.bars.set_data(counts)
        self.sets.set_ylim(0, 1.1 * counts.max())
        mean = float(shares.mean())
        self.mean.set_xdata([mean, mean])
        return mean
