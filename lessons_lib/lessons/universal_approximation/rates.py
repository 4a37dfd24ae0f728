"""How fast the error falls with N, for the three ways to come by the weights."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Live
from lessons_lib.lessons.universal_approximation.fitting import (
    CONSTRUCTED,
    SEEDS,
    WAYS,
    errors,
)
from lessons_lib.theory.approximation.one_layer import Array
from lessons_lib.theory.approximation.targets import TARGETS

SIZES = (2, 4, 8, 16, 32, 64)
FLOOR = 1e-6  # below this the error is rounding in the least squares, not approximation
Results = dict[str, list[tuple[int, Array]]]


def slope(sizes: Array, error: Array) -> float:
    """The exponent p of error ~ N^p: Theil and Sen's median of pairwise slopes (SciPy)."""
    from scipy.stats import theilslopes

    return float(theilslopes(np.log(error), np.log(sizes)).slope)


class ErrorAgainstN(Live):
    """Largest error against the number of units, on log axes; medians and quartiles over seeds."""

    target = Choice("wave", options=tuple(TARGETS), restarts=True)
    activation = Choice("sigmoid", options=CONSTRUCTED, restarts=True)
    scenes = {
        "Sigmoid, a smooth wave": {},
        "ReLU, a smooth wave": {"activation": "relu"},
        "ReLU, a kink": {"activation": "relu", "target": "kink"},
        "Tanh, a chirp": {"activation": "tanh", "target": "chirp"},
    }

    def begin(self) -> Iterator[Results]:
        f = TARGETS[self.target]
        results: Results = {way: [] for way in WAYS}
        for way in WAYS:
            for units in SIZES:
                results[way].append((units, errors(f, units, self.activation, way)))
                yield results

    def draw(self, figure: Figure) -> None:
        axes = figure.add_subplot(
            xlabel="units N",
            ylabel="largest error",
            xscale="log",
            yscale="log",
            xlim=(1.8, 72),
            ylim=(FLOOR / 2, 3),
            xticks=SIZES,
            xticklabels=map(str, SIZES),
        )
        axes.minorticks_off()
        looks = zip(WAYS, "osD", ("-", "--", "-."), ("C0", "C2", "C1"), strict=True)
        self.lines, self.spreads = {}, {}
        for way, marker, dashes, colour in looks:
            (self.lines[way],) = axes.plot(
                [], [], marker=marker, linestyle=dashes, color=colour, label=way
            )
            self.spreads[way] = axes.fill_between(
                [2, 3], [1, 1], [1, 1], color=colour, alpha=0.2, linewidth=0
            )
        axes.legend(loc="lower left")

    def update(self) -> str:
        results: Results = self.progress or {way: [] for way in WAYS}
        said = []
        for way in WAYS:
            low, middle, high = self._quartiles(results[way])
            sizes = np.array([units for units, _ in results[way]], float)
            self.lines[way].set_data(sizes, np.maximum(middle, FLOOR))
            self.spreads[way].set_data(sizes, np.maximum(low, FLOOR), np.maximum(high, FLOOR))
            if len(sizes) == len(SIZES):
                said.append(f"{way} {_size(middle[-1])} ({self._rate(sizes, middle)})")
        if not said:
            return f"Press Play: each point is measured now, over {len(SEEDS)} seeds."
        return f"Median largest error at N = {SIZES[-1]}: " + "; ".join(said) + "."

    @staticmethod
    def _quartiles(found: list[tuple[int, Array]]) -> Array:
        if not found:
            return np.empty((3, 0))
        return np.stack([np.quantile(error, (0.25, 0.5, 0.75)) for _, error in found], -1)

    @staticmethod
    def _rate(sizes: Array, middle: Array) -> str:
        use = (middle > FLOOR) & (sizes >= 8)
        return f"about N^{slope(sizes[use], middle[use]):.1f}" if use.sum() > 1 else "no rate"


def _size(error: float) -> str:
    return f"{error:.2g}" if error > FLOOR else "below 1e-06"
