"""Why a measurement may be trusted: random examples tell about those that are not drawn."""

from __future__ import annotations

from math import comb
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Explorable, Slider
from lessons_lib.lessons.no_free_lunch.cube import box
from lessons_lib.theory.free_lunch.cube import Array

NEAR = 0.05


class HeldOut(Explorable):
    """How far the test error on randomly drawn examples strays from the true error."""

    size = (9.0, 4.2)
    true_error = Slider(0.2, min=0.0, max=1.0, step=0.05, label="true error")
    examples = Choice("40", options=("10", "40", "160", "640"), label="examples drawn")
    scenes = {
        "Ten examples": {"examples": "10"},
        "Forty examples": {},
        "Many examples": {"examples": "640"},
        "Many examples, a learner that guesses": {"true_error": 0.5, "examples": "640"},
    }

    def chances(self) -> Array:
        """The probability of 0, 1, ..., n wrong answers on n random examples, (n + 1,)."""
        n, e = int(self.examples), self.true_error
        return np.array([comb(n, k) * e**k * (1 - e) ** (n - k) for k in range(n + 1)])

    def draw(self, figure: Figure) -> None:
        self.axes = figure.add_subplot(xlim=(-0.06, 1.06), xlabel="test error", yticks=[])
        self.axes.set(ylabel="probability", title="The test error on randomly drawn examples")
        self.axes.grid(False)
        paper = mpl.rcParams["figure.facecolor"]
        self.bars = [
            PolyCollection([], facecolor=face, edgecolor=colour, hatch=hatch, label=label)
            for face, colour, hatch, label in (
                ("C0", "C0", "", "near"),
                (paper, "C1", "////", "far"),
            )
        ]
        for bars in self.bars:
            bars.set_linewidth(0.5)
            self.axes.add_collection(bars, autolim=False)
        self.truth = self.axes.axvline(0, color="C5", linestyle="--", label="_truth")
        names = [f"within {NEAR} of it", "farther away", "the true error"]
        below: dict[str, Any] = {"loc": "upper center", "bbox_to_anchor": (0.5, -0.18), "ncols": 3}
        self.legend = self.axes.legend([*self.bars, self.truth], names, **below)

    def update(self) -> str:
        chances, n = self.chances(), int(self.examples)
        errors = np.arange(n + 1) / n
        near = np.abs(errors - self.true_error) <= NEAR + 1e-9
        for bars, chosen in zip(self.bars, (near, ~near), strict=True):
            bars.set_verts(
                [box((k - 0.4) / n, 0, (k + 0.4) / n, chances[k]) for k in np.flatnonzero(chosen)]
            )
        self.axes.set_ylim(0, 1.1 * chances.max())
        self.truth.set_xdata([self.true_error] * 2)
        share = chances[near].sum()
        told = [f"within {NEAR} of it: {share:.2f}", f"farther away: {1 - share:.2f}"]
        for text, words in zip(self.legend.get_texts(), told, strict=False):
            text.set_text(words)
        return (
            f"The test error on {n} random examples is within {NEAR} of the true error"
            f" {self.true_error:g} with probability {share:.2f}."
        )
