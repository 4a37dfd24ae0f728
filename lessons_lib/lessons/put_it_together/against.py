"""Networks against linear models on four tasks, in twenty splits of each."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from lessons_lib.explorable import Choice, Explorable
from lessons_lib.lessons.put_it_together.experiment import RATES, SPLITS
from lessons_lib.lessons.put_it_together.selection import (
    OVERLAP,
    TEST,
    VALIDATION,
    over_linear,
    told,
)
from lessons_lib.lessons.put_it_together.tasks import TASKS
from lessons_lib.theory.intervals import mean_interval

Array = NDArray[Any]
BY = {"validation set": VALIDATION, "test set (cheating)": TEST}
PEERS = {"usual": "linear", "by the validation set": "linear chosen"}
EQUAL = 1e-6  # two scores on the same examples
STACKED = np.linspace(0.22, -0.4, SPLITS)  # heights of the splits in a row


def differences(name: str, optimiser: str, by: int = VALIDATION, *, peer: str = "linear") -> Array:
    """Test score of the best network by one part, less that of the linear model, (splits,)."""
    found = over_linear(name, optimiser, peer)
    return np.array([split[split[:, by].argmax(), TEST] for split in found])


def counts(gaps: Array) -> tuple[int, int, int]:
    """In how many splits the network is better, equal and worse."""
    better, worse = int((gaps > EQUAL).sum()), int((gaps < -EQUAL).sum())
    return better, len(gaps) - better - worse, worse


class Against(Explorable):
    """The best network of 72 less the linear model, on the test sets of four tasks."""

    size = (9.0, 5.2)
    by = Choice("validation set", options=tuple(BY), label="chosen by")
    optimiser = Choice("sgd", options=tuple(RATES))
    penalty = Choice("usual", options=tuple(PEERS), label="penalty of the linear model")
    scenes = {
        "Chosen by the validation set": {},
        "Chosen by the test set": {"by": "test set (cheating)"},
        "Adam": {"optimiser": "adam"},
        "Adam, penalty chosen too": {"optimiser": "adam", "penalty": "by the validation set"},
    }

    def draw(self, figure: Figure) -> None:
        axes = self.axes = figure.add_subplot()
        axes.set(
            xlabel="test score, network minus linear model\n"
            "← linear model better            network better →",
            ylim=(3.6, -0.6),
            xlim=(-0.18, 0.16),
        )
        axes.set_yticks(np.arange(3) + 0.5, minor=True)
        axes.grid(False, axis="y")
        axes.grid(True, axis="y", which="minor")
        axes.tick_params(axis="y", which="minor", length=0)
        equal = axes.axvline(0, color="C2", linestyle="-.", label="no difference")
        (self.dots,) = axes.plot([], [], "o", color="C0", markersize=4, label="one split")
        (self.means,) = axes.plot([], [], "D", color="C1", markersize=9, label="mean")
        (self.bars,) = axes.plot([], [], "-", color="C1", linewidth=3, label="95 % interval")
        shown = [self.dots, self.means, self.bars, equal]
        figure.legend(handles=shown, loc="outside upper left", ncols=4)

    def update(self) -> str:
        by, peer = BY[self.by], PEERS[self.penalty]
        gaps = [differences(name, self.optimiser, by, peer=peer) for name in TASKS]
        found = [mean_interval(gap, overlap=OVERLAP) for gap in gaps]
        rows = np.arange(len(gaps))
        # From below to above in the order of the differences, so that no dot hides another.
        self.dots.set_data(np.ravel(np.sort(gaps)), np.ravel(rows[:, None] + STACKED))
        self.means.set_data([each.mean for each in found], rows + 0.34)
        ends = [[each.low, each.high, np.nan] for each in found]
        self.bars.set_data(np.ravel(ends), np.repeat(rows + 0.34, 3))
        wins = [counts(gap)[0] for gap in gaps]
        names = [f"{name}\nbetter in {k} of {SPLITS}" for name, k in zip(TASKS, wins, strict=True)]
        self.axes.set_yticks(rows, names)
        each = (
            f"{name} {better}, {equal}, {worse}, on average {told(mean)}"
            for (name, (better, equal, worse), mean) in zip(
                TASKS, map(counts, gaps), found, strict=True
            )
        )
        return (
            f"Splits in which the network is better than, equal to and worse than the linear model:"
            f" {'; '.join(each)} (with 95 % intervals)."
        )
