"""Memorise or generalise: four models on pairs seen, similar and unlike; stored results."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Explorable
from lessons_lib.lessons.wide_and_deep.experiment import stored
from lessons_lib.lessons.wide_and_deep.worlds import (
    EXCEPTIONS,
    MODELS,
    SEEN,
    WORLDS,
)
from lessons_lib.theory.depth.purchases import GROUPS, ODD
from lessons_lib.theory.intervals import Mean, mean_interval

ROWS = (*GROUPS, ODD)
LABELS = ("seen", "similar,\nnot seen", "unlike,\nnot seen", "exceptions,\nseen")
SHARES, ODDS = (
    {f"{100 * value:.0f} %": value for value in values} for values in (SEEN, EXCEPTIONS)
)
LOOKS = dict(zip(MODELS, (("C1", "s"), ("C3", "D"), ("C0", "o"), ("C2", "^")), strict=True))


def share(model: str, group: str, seen: float, exceptions: float) -> Mean:
    """Mean accuracy over worlds and its 95 % interval; nan where there are no such pairs."""
    found = stored()["purchases"][f"{seen} {exceptions}"][model][group]
    return mean_interval([value for value in found if value is not None])


def gain(seen: float, exceptions: float, first: str = "deep", second: str = "wide") -> Mean:
    """Accuracy of the first model less that of the second on similar pairs, in the same worlds."""
    rows = stored()["purchases"][f"{seen} {exceptions}"]
    return mean_interval(np.subtract(rows[first]["similar"], rows[second]["similar"]))


class Purchases(Explorable):
    """Customers who bought i also bought j: four models on four kinds of pairs of films."""

    seen = Choice("70 %", options=tuple(SHARES), label="pairs sold")
    exceptions = Choice("0 %", options=tuple(ODDS), label="exceptions")
    scenes = {
        "Slide: works on the same purchases": {},
        "Few pairs sold": {"seen": "10 %"},
        "One pair in ten breaks the rule": {"exceptions": "10 %"},
        "Few sold, many exceptions": {"seen": "30 %", "exceptions": "20 %"},
    }

    def draw(self, figure: Figure) -> None:
        axes = figure.add_subplot(ylabel="right answers, %", ylim=(0, 104), xlim=(-0.5, 3.5))
        axes.set_xticks(range(4), LABELS)
        axes.set_title(f"Means of {WORLDS} shops, and 95 % intervals")
        self.none = axes.text(3, 25, "there are none", ha="center", fontsize=11)
        axes.axhline(50, color="C5", linewidth=1.5, linestyle=":", label="_guessing")
        axes.text(3.48, 51, "guessing", ha="right", va="bottom", fontsize=11)
        self.dots, self.ranges = {}, {}
        for model, (colour, marker) in LOOKS.items():
            (self.dots[model],) = axes.plot(
                [], [], linestyle="", marker=marker, color=colour, markersize=11, label=model
            )
            (self.ranges[model],) = axes.plot(
                [], [], color=colour, linestyle="-", linewidth=3, label=f"_{model}"
            )
        figure.legend(handles=list(self.dots.values()), loc="outside upper left", ncols=4)

    def update(self) -> str:
        at = SHARES[self.seen], ODDS[self.exceptions]
        for k, model in enumerate(MODELS):
            x = np.arange(4) + 0.18 * (k - 1.5)
            found = 100 * np.array([share(model, group, *at) for group in ROWS])
            self.dots[model].set_data(x, found[:, 0])
            bars = np.column_stack([found[:, 1:], np.full(4, np.nan)])
            self.ranges[model].set_data(np.repeat(x, 3), bars.ravel())
        self.none.set_visible(at[1] == 0)
        told = ", ".join(
            f"{model} {100 * share(model, 'similar', *at)[0]:.0f} %" for model in MODELS
        )
        mean, low, high = (100 * value for value in gain(*at))
        verdict = {
            1: f"Deep is {mean:.1f} percentage points more accurate there than wide",
            -1: f"Deep is {-mean:.1f} percentage points less accurate there than wide",
            0: f"Deep and wide are not told apart there: they differ by {abs(mean):.1f} points",
        }[gain(*at).side]
        return (
            f"{WORLDS} shops; {self.seen} of the pairs of known kinds were seen, {self.exceptions}"
            f" of all pairs are exceptions. Right on similar pairs, which were never seen: {told}."
            f" {verdict} (95 % interval of the difference: {low:.1f} to {high:.1f})."
        )
