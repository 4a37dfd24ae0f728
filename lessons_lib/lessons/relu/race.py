"""Sigmoid, tanh and ReLU with 3 layers, ReLU with 4: the slides' pictures as a race."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from lessons_lib.datasets import PLANE, Dataset
from lessons_lib.explorable import Choice, Live, Slider, Spread
from lessons_lib.mlp import MLP
from lessons_lib.theory.gradients.racing import accuracy, epochs_to, median
from lessons_lib.theory.gradients.survivors import surviving

Array = NDArray[Any]
REPLICAS, EPOCHS, GOAL = 32, 100, 0.95
RUNNERS = (("sigmoid", 3), ("tanh", 3), ("relu", 3), ("relu", 4))
NAMES = tuple(f"{name} {layers}" for name, layers in RUNNERS)
LOOKS = (("C0", "-"), ("C2", "-."), ("C1", "--"), ("C3", (0, (1, 1))))
STARTS: dict[str, str | float] = {"Glorot's": "glorot", "He's": "he", "deviation 2": 2.0}
NEVER = 1.2 * EPOCHS


class Lap(NamedTuple):
    """Training accuracy so far of each runner, (epochs, replicas)."""

    accuracy: list[Array]


def run(data: Dataset, rate: float, start: str) -> Iterator[Lap]:
    """Train all runners from the same seeds and the same rule, one epoch of each at a time."""
    runs = [laps(data, rate, STARTS[start], *runner) for runner in RUNNERS]
    path: list[list[Array]] = [[next(one)] for one in runs]
    for _ in range(EPOCHS):
        for known, one in zip(path, runs, strict=True):
            known.append(next(one))
        yield Lap([np.array(known) for known in path])


def laps(data: Dataset, rate: float, init: str | float, name: str, layers: int) -> Iterator[Array]:
    """Accuracy before training and after each epoch; a network that diverges keeps its last."""
    net = MLP((2, *[8] * layers, 1), name, seeds=range(REPLICAS), init=init)
    yield accuracy(net, data)
    for _ in surviving(net, data.X, data.y, epochs=EPOCHS, learning_rate=rate):
        yield accuracy(net, data)


def when(path: Array) -> str:
    """How many reach the goal; the median epoch with its interval, in words."""
    found = epochs_to(GOAL, path)
    share = f"{np.isfinite(found).sum()} of {found.size}"
    low, middle, high = median(found)
    if not np.isfinite(middle):
        return share
    late = f"{high:.0f}" if np.isfinite(high) else "never"
    return f"{share}, median epoch {middle:.0f} ({low:.0f} to {late})"


class Race(Live):
    """Training accuracy of 32 networks each, same data and seeds, and when each is there."""

    size = (9.8, 4.4)
    start = Choice("Glorot's", options=tuple(STARTS), label="first weights", restarts=True)
    learning_rate = Slider(0.1, min=0.05, max=5.0, log=True, restarts=True)
    data_set = Choice("circles", options=tuple(PLANE), label="data", restarts=True)
    scenes = {
        "The slides' race": {},
        "From He's weights": {"start": "He's"},
        "Roles reversed": {"start": "deviation 2", "learning_rate": 0.5},
        "Too fast for ReLU": {"learning_rate": 2.0},
    }

    def begin(self) -> Iterator[Lap]:
        return run(PLANE[self.data_set](200), self.learning_rate, self.start)

    def draw(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2)
        left.set(xlabel="epoch", ylabel="training accuracy", xlim=(0, EPOCHS), ylim=(0.15, 1.03))
        left.axhline(GOAL, color="C5", linewidth=1.2, linestyle=":", label="95 %")
        right.set(xlabel="epoch at which 95 % is reached", xlim=(-3, NEVER + 12), ylim=(3.6, -0.6))
        right.set_xticks([0, 25, 50, 75, 100, NEVER], ["0", "25", "50", "75", "100", "never"])
        right.set_yticks(range(len(NAMES)), NAMES)
        right.axvspan(EPOCHS + 5, NEVER + 12, color="C5", alpha=0.15, linewidth=0, label="_never")
        self.spreads, self.dots, self.medians = [], [], []
        for (colour, dashes), name in zip(LOOKS, NAMES, strict=True):
            self.spreads.append(Spread(left, name, colour=colour, linestyle=dashes))
            self.dots += right.plot(
                [], [], "o", color=colour, markersize=5, alpha=0.6, label=f"each {name}"
            )
            self.medians += right.plot(
                [], [], "|-", color="C5", markersize=14, label=f"median of {name}"
            )
        left.legend(loc="lower right", ncols=2, fontsize=11)

    def update(self) -> str:
        waiting = [np.full((1, REPLICAS), np.nan)] * len(RUNNERS)
        paths = self.progress.accuracy if self.progress else waiting
        for row, path in enumerate(paths):
            self.spreads[row].show(np.arange(len(path)), path)
            self._arrivals(row, path)
        if self.progress is None:
            return f"Press Play: {REPLICAS} networks of each kind start together."
        words = "; ".join(f"{name}: {when(path)}" for name, path in zip(NAMES, paths, strict=True))
        return f"95 % reached within {len(paths[0]) - 1} epochs on {self.data_set}: {words}."

    def _arrivals(self, row: int, path: Array) -> None:
        found = epochs_to(GOAL, path)
        late = NEVER if len(path) > EPOCHS else np.nan
        heights = row + np.linspace(-0.28, 0.28, REPLICAS)
        self.dots[row].set_data(np.where(np.isfinite(found), found, late), heights)
        shown = np.array(median(found))
        self.medians[row].set_data(np.where(np.isfinite(shown), shown, late), [row] * 3)
