"""One network for all labels, or one for each with as many weights together."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from lessons_lib.explorable import Choice, Explorable, Slider
from lessons_lib.lessons.put_it_together.experiment import EPOCHS, PAIRS, RATES, SHARED, stored
from lessons_lib.lessons.put_it_together.selection import OVERLAP, TEST, told
from lessons_lib.theory.intervals import Mean, mean_interval

Array = NDArray[Any]
INPUTS, LABELS = 20, 5
WEIGHTS = np.array([(INPUTS + 1 + LABELS) * units + LABELS for units, _ in PAIRS])
APART = np.array([LABELS * ((INPUTS + 2) * units + 1) for _, units in PAIRS])
NAMES = ("one network", "five networks", "linear model", "linear, and products of words")


def network_scores(optimiser: str, epochs: int) -> Array:
    """(splits, pairs, 2): one network, and five."""
    return stored()[f"sharing / {optimiser}"][..., EPOCHS.index(epochs)]


def linear_scores() -> Array:
    """(splits, 2): the linear model on words, and on words and their products."""
    return np.stack([stored()[f"linear / {SHARED}"][:, TEST], stored()["products"]], 1)


class Sharing(Explorable):
    """Documents: one network for five labels, and five networks of one label each."""

    size = (9.0, 4.4)
    width = Slider(3, min=1, max=len(PAIRS), step=1, label="size")
    epochs = Choice("10", options=tuple(map(str, EPOCHS)))
    optimiser = Choice("sgd", options=tuple(RATES))
    scenes = {
        "One of 55 units, five of 13": {},
        "Four times smaller": {"width": 1},
        "Twice as large": {"width": 4},
        "Trained for longer": {"epochs": "40"},
        "Adam": {"optimiser": "adam"},
    }

    def draw(self, figure: Figure) -> None:
        axes = self.axes = figure.add_subplot()
        axes.set(xlabel="numbers learnt, in all networks together", xscale="log")
        axes.set(
            ylabel="share with all labels right,\ntest set", xlim=(380, 3400), ylim=(0.2, 0.42)
        )
        axes.set_xticks(WEIGHTS, [f"{n:,}" for n in WEIGHTS])
        axes.minorticks_off()
        looks = (("C0", "-o"), ("C1", "--s"), ("C2", "-."), ("C4", ":"))
        self.lines = [
            axes.plot([], [], look, color=colour, label=name)[0]
            for name, (colour, look) in zip(NAMES, looks, strict=True)
        ]
        (self.here,) = axes.plot(
            [], [], "o", color="C5", markersize=15, markerfacecolor="none", label="this size"
        )
        figure.legend(handles=[*self.lines, self.here], loc="outside upper left", ncols=3)

    def update(self) -> str:
        scores = network_scores(self.optimiser, int(self.epochs))
        means, flat = scores.mean(0), linear_scores().mean(0)
        for line, x, y in zip(self.lines[:2], (WEIGHTS, APART), means.T, strict=True):
            line.set_data(x, y)
        for line, height in zip(self.lines[2:], flat, strict=True):
            line.set_data([380, 3400], [height, height])
        at = self.width - 1
        self.here.set_data([WEIGHTS[at], APART[at]], means[at])
        gap = mean_interval(scores[:, at, 0] - scores[:, at, 1], overlap=OVERLAP)
        apart = mean_interval(scores[:, at, 1] - linear_scores()[:, 0], overlap=OVERLAP)
        return self._words(means[at], flat, (gap, apart))

    def _words(self, pair: Array, flat: Array, gaps: tuple[Mean, Mean]) -> str:
        units, each = PAIRS[self.width - 1]
        return (
            f"After {self.epochs} epochs, one network with {units} hidden units gets all labels"
            f" right for {pair[0]:.3f} of the documents, five networks of {each} units for"
            f" {pair[1]:.3f}, the linear model for {flat[0]:.3f}, and for {flat[1]:.3f} if products"
            f" of words are added. One network minus five: {told(gaps[0])}. Five networks minus the"
            f" linear model: {told(gaps[1])}. (Means over 20 splits, with 95 % intervals.)"
        )
