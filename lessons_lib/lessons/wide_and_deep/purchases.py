"""Memorise or generalise: models on pairs seen, similar and unlike; stored results."""

from __future__ import annotations

from typing import Any

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
MARKERS = (("C1", "s"), ("C3", "D"), ("C4", "v"), ("C0", "o"), ("C2", "^"), ("C5", "P"))
LOOKS = dict(zip(MODELS, MARKERS, strict=True))
SHOWN = {
    "who generalises": ("wide", "wide + types", "factorised", "deep"),
    "who memorises": ("wide", "deep", "larger deep", "wide and deep"),
}


def share(model: str, group: str, seen: float, exceptions: float) -> Mean:
    """Mean accuracy over worlds and its 95 % interval; nan where there are no such pairs."""
    found = stored()["purchases"][f"{seen} {exceptions}"][model][group]
    return mean_interval([value for value in found if value is not None])


def gain(seen: float, exceptions: float, first: str = "deep", second: str = "wide") -> Mean:
    """Accuracy of the first model less that of the second on similar pairs, in the same worlds."""
    rows = stored()["purchases"][f"{seen} {exceptions}"]
    return mean_interval(np.subtract(rows[first]["similar"], rows[second]["similar"]))


class Purchases(Explorable):
    """Customers who bought i also bought j: models on four kinds of pairs of films."""

    seen = Choice("70 %", options=tuple(SHARES), label="pairs seen")
    exceptions = Choice("0 %", options=tuple(ODDS), label="exceptions")
    models = Choice("who generalises", options=tuple(SHOWN), label="models")
    scenes = {
        "Memorise or generalise": {},
        "Few pairs seen": {"seen": "10 %"},
        "One pair in ten breaks the rule": {"exceptions": "10 %", "models": "who memorises"},
    }

    def draw(self, figure: Figure) -> None:
        self.whole = figure
        self.axes = figure.add_subplot(
            ylabel="right answers, %", ylim=(0, 112), xlim=(-0.5, 3.5), xlabel="kind of pair"
        )
        self.axes.set_yticks(range(0, 101, 20))
        self.axes.axhline(50, color="C5", linewidth=1.5, linestyle=":", label="_guessing")
        self.axes.text(-0.48, 51, "guessing", ha="left", va="bottom", fontsize=11)
        self.dots, self.ranges = {}, {}
        for model, (colour, marker) in LOOKS.items():
            (self.dots[model],) = self.axes.plot(
                [], [], linestyle="", marker=marker, color=colour, markersize=11, label=model
            )
            (self.ranges[model],) = self.axes.plot(
                [], [], color=colour, linestyle="-", linewidth=3, label=f"_{model}"
            )
        look: dict[str, Any] = {"ha": "center", "va": "bottom", "fontsize": 10.5}
        self.numbers = [[self.axes.text(0, 0, "", **look) for _ in ROWS] for _ in range(4)]

    def update(self) -> str:
        at, shown = (SHARES[self.seen], ODDS[self.exceptions]), SHOWN[self.models]
        for model in MODELS:
            for line in (self.dots[model], self.ranges[model]):
                line.set_visible(model in shown)
        for k, model in enumerate(shown):
            x = np.arange(4) + 0.22 * (k - 1.5)
            found = 100 * np.array([share(model, group, *at) for group in ROWS])
            self.dots[model].set_data(x, found[:, 0])
            bars = np.column_stack([found[:, 1:], np.full(4, np.nan)])
            self.ranges[model].set_data(np.repeat(x, 3), bars.ravel())
            for text, place, (mean, _, high) in zip(self.numbers[k], x, found, strict=True):
                text.set_visible(np.isfinite(mean))
                text.set_text(f"{mean:.0f}")
                text.set_position((place, max(high, mean + 2) + 1.5) if mean >= 0 else (0, 0))
        kinds = 4 if at[1] else 3  # without exceptions there is no group of them
        self.axes.set_xticks(range(kinds), LABELS[:kinds])
        self.axes.set_xlim(-0.5, kinds - 0.5)
        for old in self.whole.legends[:]:
            old.remove()
        self.whole.legend(handles=[self.dots[m] for m in shown], loc="outside upper left", ncols=4)
        self.axes.set_title(
            f"{self.seen} seen, {self.exceptions} exceptions. Means of {WORLDS} shops, 95 %"
            " intervals"
        )
        return self._words(at)

    def _words(self, at: tuple[float, float]) -> str:
        shown = SHOWN[self.models]
        told = _listed(shown, "similar", at)
        odd = f" Right on the exceptions seen: {_listed(shown, ODD, at)}." if at[1] else ""
        mean, low, high = (100 * value for value in gain(*at))
        verdict = {
            1: f"Deep is {mean:.1f} percentage points more accurate there than wide",
            -1: f"Deep is {-mean:.1f} percentage points less accurate there than wide",
            0: f"The shops do not tell deep and wide apart there: they differ by {abs(mean):.1f}"
            " percentage points",
        }[gain(*at).side]
        return (
            f"Right on similar pairs, which were never seen: {told}. {verdict} (95 % interval of"
            f" the difference: {low:.1f} to {high:.1f}).{odd}"
        )


def _listed(models: tuple[str, ...], group: str, at: tuple[float, float]) -> str:
    return ", ".join(f"{m} {100 * share(m, group, *at)[0]:.0f} %" for m in models)
