"""One network for all labels, or one for each with as many weights together."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from lessons_lib.explorable import Choice, Explorable, Slider
from lessons_lib.lessons.put_it_together.experiment import EPOCHS, PAIRS, RATES, SHARED, stored
from lessons_lib.lessons.put_it_together.selection import OVERLAP, TEST, told
from lessons_lib.theory.intervals import mean_interval

Array = NDArray[Any]
INPUTS, LABELS = 20, 5
WEIGHTS = np.array([(INPUTS + 1 + LABELS) * units + LABELS for units, _ in PAIRS])
APART = np.array([LABELS * ((INPUTS + 2) * units + 1) for _, units in PAIRS])
ENDS = (380, 3400)


def network_scores(optimiser: str, epochs: int) -> Array:
    """(splits, pairs, 2): one network, and five."""
    return stored()[f"sharing / {optimiser}"][..., EPOCHS.index(epochs)]


def linear_score() -> float:
    """The mean score of the linear model on the test sets."""
    return float(stored()[f"linear / {SHARED}"][:, TEST].mean())


class Sharing(Explorable):
    """Documents: one network for five labels, and five networks of one label each."""

    size = (9.8, 4.4)
    width = Slider(1, min=1, max=len(PAIRS), step=1, label="size")
    epochs = Choice("10", options=tuple(map(str, EPOCHS)))
    optimiser = Choice("sgd", options=tuple(RATES))
    scenes = {
        "One of 17 units, five of 4": {},
        "One of 55 units, five of 13": {"width": 3},
        "One of 110 units, five of 26": {"width": 4},
        "Trained for longer": {"epochs": "40"},
        "Adam": {"optimiser": "adam"},
        "Adam, trained for longer": {"optimiser": "adam", "epochs": "40"},
    }

    def draw(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2)
        for axes in (left, right):
            axes.set(xlabel="numbers learnt, in all networks together", xscale="log", xlim=ENDS)
            axes.set_xticks(WEIGHTS, [f"{n:,}" for n in WEIGHTS])
            axes.minorticks_off()
        left.set(ylabel="share with all labels right,\ntest set", ylim=(0.3, 0.38))
        right.set(ylabel="one network minus five", ylim=(-0.05, 0.075))
        right.yaxis.set_major_formatter("{x:+.3f}")
        looks = (("one network", "C0", "-o"), ("five networks", "C1", "--s"))
        self.lines = [
            left.plot([], [], look, color=colour, label=name)[0] for name, colour, look in looks
        ]
        height = linear_score()
        self.lines += left.plot(ENDS, [height, height], "-.", color="C2", label="linear model")
        right.axhline(0, color="C5", linewidth=1, label="no difference")
        (self.gaps,) = right.plot([], [], "D", color="C4", label="mean difference")
        (self.bars,) = right.plot([], [], "-", color="C4", linewidth=3, label="95 % interval")
        self.here = [
            axes.axvline(WEIGHTS[0], color="C5", linestyle=":", zorder=1, label="this size")
            for axes in (left, right)
        ]
        shown = [*self.lines, self.gaps, self.bars, self.here[0]]
        figure.legend(handles=shown, loc="outside upper left", ncols=3)

    def update(self) -> str:
        scores = network_scores(self.optimiser, int(self.epochs))
        means, at = scores.mean(0), self.width - 1
        for line, x, y in zip(self.lines, (WEIGHTS, APART), means.T, strict=False):
            line.set_data(x, y)
        gaps = scores[..., 0] - scores[..., 1]
        found = [mean_interval(gap, overlap=OVERLAP) for gap in gaps.T]
        self.gaps.set_data(WEIGHTS, [each.mean for each in found])
        ends = [[each.low, each.high, np.nan] for each in found]
        self.bars.set_data(np.repeat(WEIGHTS, 3), np.ravel(ends))
        for line in self.here:
            line.set_xdata([WEIGHTS[at], WEIGHTS[at]])
        units, each = PAIRS[at]
        better = int((gaps[:, at] > 0).sum())
        return (
            f"After {self.epochs} epochs, one network with {units} hidden units gets all labels"
            f" right for {means[at, 0]:.3f} of the documents, five networks of {each} units each"
            f" for {means[at, 1]:.3f}, and the linear model for {linear_score():.3f}. One network"
            f" minus five: {told(found[at])}; the one network is better in {better} of 20 splits."
            " (Means over 20 splits, with 95 % intervals.)"
        )
