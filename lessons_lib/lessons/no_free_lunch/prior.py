"""A prior over the targets: as soon as they are not all alike, the tie breaks."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lessons_lib.explorable import Slider
from lessons_lib.lessons.no_free_lunch.cube import OUTLINE, PLACES, SEVEN, OnTheCube, entered
from lessons_lib.theory.free_lunch.cube import CUT, TARGETS, Array, mean_error, prior
from lessons_lib.theory.free_lunch.learners import LEARNERS

GRID = np.linspace(-3, 3, 25)
DRAWN = 6
MARKS = dict(zip([*LEARNERS, "yours"], "osD^v*P", strict=True))


@lru_cache(maxsize=2048)
def _exact(wrong: tuple[int, ...], outside: int, smoothness: float) -> Fraction:
    return mean_error(np.array(wrong), outside, smoothness)


def drawn(smoothness: float, n: int = DRAWN) -> Array:
    """Numbers of `n` targets drawn from the prior, (n,).

    The same random numbers for every smoothness, with the targets in the order of their cut
    edges, so that the draws change little by little.
    """
    order = np.argsort(CUT, kind="stable")
    weights = np.array([float(prior(smoothness)[edges]) for edges in CUT[order]])
    places = np.random.default_rng(0).uniform(size=n) * weights.sum()
    return np.asarray(order[np.searchsorted(np.cumsum(weights), places)])


class WithPrior(OnTheCube):
    """Mean error of every learner off the training set, by how smooth the targets are."""

    size = (9.6, 4.8)
    smoothness = Slider(1.0, min=-3.0, max=3.0, step=0.25)
    scenes = {
        "All targets alike": {"smoothness": 0.0},
        "Smooth targets": {"smoothness": 1.0},
        "Rough targets": {"smoothness": -1.0},
        "Smooth, seven examples": SEVEN,
        "Very rough, seven examples": {"smoothness": -3.0, **SEVEN},
    }

    def draw(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(3, 2))
        left.set(xlabel="smoothness of the targets", ylabel="mean error off the training set")
        left.set(xlim=(-3.05, 3.05), ylim=(-0.03, 1.03))
        left.axhline(0.5, color="C5", linewidth=1, linestyle="-", label="_half")
        self.now = left.axvline(0, color="C5", linewidth=1.6, linestyle=":", label="_now")
        self.curves, self.dots = {}, {}
        for i, (name, mark) in enumerate(MARKS.items()):
            colour = f"C{i % 6}" if name != "yours" else "C5"
            (self.curves[name],) = left.plot([], [], color=colour, linewidth=1.8, label=name)
            (self.dots[name],) = left.plot([], [], mark, color=colour, label=f"{name} now")
        handles = [self.dots[name] for name in entered()]
        figure.legend(handles, entered(), loc="outside lower center", ncols=7, columnspacing=1.2)
        self._draw_cubes(right)

    def _draw_cubes(self, axes: Axes) -> None:
        axes.set(xlim=(-0.3, 4.1), ylim=(-1.1, 6.4), aspect="equal")
        axes.set_title("Targets drawn from the prior", y=0.95)
        axes.set_axis_off()
        shifts = [(2.25 * (i % 2), 2.15 * (2 - i // 2)) for i in range(DRAWN)]
        self.places = np.concatenate([PLACES + shift for shift in shifts])
        edges = np.concatenate([OUTLINE + shift for shift in shifts])
        axes.plot(*edges.T, color="C5", linewidth=1.2, linestyle="-", label="_edges")
        paper = mpl.rcParams["figure.facecolor"]
        (self.zeros,) = axes.plot(
            [], [], "o", color="C5", markerfacecolor=paper, markersize=8, label="drawn 0"
        )
        (self.ones,) = axes.plot([], [], "o", color="C5", markersize=9, label="drawn 1")
        axes.legend([self.zeros, self.ones], ["0", "1"], loc="lower center", ncols=2)

    def update(self) -> str:
        labels = TARGETS[drawn(self.smoothness)].ravel()
        self.zeros.set_data(*self.places[labels == 0].T)
        self.ones.set_data(*self.places[labels == 1].T)
        self.now.set_xdata([self.smoothness] * 2)
        nothing = self.nothing_to_do()
        means = {} if nothing else {name: self.mean(name, self.smoothness) for name in entered()}
        for name in MARKS:
            shown = name in means
            self.curves[name].set_data(
                *((GRID, [float(self.mean(name, s)) for s in GRID]) if shown else ([], []))
            )
            self.dots[name].set_data(
                *(([self.smoothness], [float(means[name])]) if shown else ([], []))
            )
        return nothing or f"{self._odds()} {self._order(means)}"

    def mean(self, name: str, smoothness: float) -> Fraction:
        """The learner's mean error off the training set, exactly."""
        return _exact(tuple(self.wrong(name).tolist()), self.outside, float(smoothness))

    def _odds(self) -> str:
        return f"Each cut edge makes a target {2.0**-self.smoothness:.3g} times as likely."

    @staticmethod
    def _order(means: dict[str, Fraction]) -> str:
        if len(set(means.values())) == 1:
            return f"All {len(means)} learners are wrong on {min(means.values())}, exactly."
        ranked = sorted(means, key=lambda name: means[name])
        return (
            "From best to worst: " + ", ".join(f"{n} {float(means[n]):.3f}" for n in ranked) + "."
        )
