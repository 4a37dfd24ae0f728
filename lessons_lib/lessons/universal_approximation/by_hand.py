"""A curve built from bumps whose heights the reader drags."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Explorable, Points, Slider, action
from lessons_lib.lessons.universal_approximation.marks import MARGIN, ErrorMark, said
from lessons_lib.theory.approximation.one_layer import sum_of_bumps, sup_norm_error
from lessons_lib.theory.approximation.targets import TARGETS

X = np.linspace(0.0, 1.0, 801)
CROWDED = 12  # bumps from which on large points would hide the curves
COUNTS = (2, 3, 4, 6, 8, 12, 16, 24)  # of bumps, of which the error is drawn
LOWEST, HIGHEST = 0.02, 3.0  # errors in the picture


def _middles(bumps: int, height: float = 0.0) -> tuple[tuple[float, float], ...]:
    return tuple((float(f"{(i + 0.5) / bumps:.4g}"), height) for i in range(bumps))


def _on(target: str, bumps: int) -> tuple[tuple[float, float], ...]:
    """Bumps as high as the target at their middles."""
    f = TARGETS[target]
    return tuple((x, float(f"{f(np.array(x)):.3g}")) for x, _ in _middles(bumps))


@cache
def least(target: str, bumps: int, steepness: float) -> float:
    """The largest error if every bump is as high as the target in its middle."""
    f = TARGETS[target]
    heights = [float(f(np.array(x))) for x, _ in _middles(bumps)]
    return sup_norm_error(sum_of_bumps(heights, steepness), f).error


class CurveByHand(Explorable):
    """A sum of bumps; every bump is two sigmoid units and has the height you give it."""

    target = Choice("wave", options=tuple(TARGETS))
    bumps = Slider(8, min=2, max=24, step=1, label="number of bumps")
    steepness = Slider(200.0, min=20.0, max=500.0, step=20.0, label="steepness w")
    heights = Points(_middles(8), move="y", y=(-1.5, 1.5), count=(2, 24), label="bump")
    size = (9.6, 4.4)
    scenes = {
        "Eight bumps, flat": {},
        "Eight bumps on the wave": {"heights": _on("wave", 8)},
        "Twenty-four bumps": {"bumps": 24, "heights": _on("wave", 24)},
        "Soft shoulders": {"bumps": 12, "steepness": 40.0, "heights": _on("wave", 12)},
    }

    def changed(self, names: Iterable[str]) -> None:
        given, middles = len(self.heights), [x for x, _ in _middles(self.bumps)]
        x, y = np.array(self.heights).T
        if given != self.bumps:
            if "heights" in names:
                raise ValueError(
                    f"heights has {given} points for {self.bumps} bumps: give one for each bump,"
                    f" or bumps={given} as well."
                )
            y = np.interp(middles, x, y)  # the drawn curve is carried over
        self.values["heights"] = tuple(zip(middles, y.tolist(), strict=True))

    @action("Set every height")
    def solve(self) -> None:
        """Give every bump the height of the target at its middle."""
        f = TARGETS[self.target]
        self.heights = tuple((x, float(f(np.array(x)))) for x, _ in self.heights)

    def draw(self, figure: Figure) -> None:
        axes, beside = figure.subplots(1, 2, width_ratios=(2.4, 1))
        axes.set(xlabel="input x", ylabel="output", xlim=MARGIN, ylim=(-1.6, 1.6))
        (self.goal,) = axes.plot(X, X, label="target f", color="C5", linestyle="--")
        (self.curve,) = axes.plot(X, X, label="sum of bumps F", color="C0", linestyle="-")
        (self.tops,) = axes.plot([], [], "o", color="C0", markersize=11, label="heights", zorder=4)
        self.mark = ErrorMark(axes)
        beside.set(
            xlabel="number of bumps",
            ylabel="largest error",
            xscale="log",
            yscale="log",
            xlim=(1.7, 28),
            ylim=(LOWEST, HIGHEST),
        )
        beside.set_xticks((2, 4, 8, 16), ("2", "4", "8", "16"))
        beside.set_yticks((0.03, 0.1, 0.3, 1), ("0.03", "0.1", "0.3", "1"))
        beside.minorticks_off()
        (self.by_rule,) = beside.plot([], [], "s--", color="C5", label="every height set")
        (self.yours,) = beside.plot([], [], "D", color="C1", markersize=11, label="your heights")
        figure.legend(
            handles=[self.goal, self.curve, self.tops, self.mark.bar, self.by_rule, self.yours],
            loc="outside upper center",
            ncols=3,
        )

    def update(self) -> str:
        f = TARGETS[self.target]
        network = sum_of_bumps([y for _, y in self.heights], self.steepness)
        self.goal.set_ydata(f(X))
        self.curve.set_ydata(network(X))
        self.tops.set_data(*np.array(self.heights).T)
        self.tops.set_markersize(11 if self.bumps <= CROWDED else 6)
        worst = self.mark.show(network, f)
        found = [least(self.target, count, self.steepness) for count in COUNTS]
        self.by_rule.set_data(COUNTS, found)
        self.yours.set_data([self.bumps], [max(worst.error, LOWEST)])
        return (
            f"{self.bumps} bumps, {2 * self.bumps} sigmoid units:"
            f" largest error {said(worst.error)} at x = {worst.x:.3f}."
        )
