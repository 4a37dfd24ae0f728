"""Sigmoid, tanh and ReLU with 3 layers, ReLU with 4: the slides' pictures as a race."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from lessons_lib.datasets import PLANE, Dataset
from lessons_lib.explorable import Choice, Slider, Spread
from lessons_lib.lessons.relu.runs import ScenesRecorded
from lessons_lib.mlp import MLP
from lessons_lib.theory.gradients.racing import accuracy, epochs_to, median
from lessons_lib.theory.gradients.survivors import descending

Array = NDArray[Any]
REPLICAS, EXAMPLES, GOAL = 32, 200, 0.95
RUNNERS = (("sigmoid", 3), ("tanh", 3), ("relu", 3), ("relu", 4))
NAMES = ("sigmoid, 3", "tanh, 3", "ReLU, 3", "ReLU, 4")
LOOKS = (("C0", "-"), ("C2", "-."), ("C1", "--"), ("C3", (0, (1, 1))))
STARTS: dict[str, str | float] = {"Glorot's": "glorot", "He's": "he", "deviation 2": 2.0}


class Lap(NamedTuple):
    """Training accuracy so far of each runner, (epochs, replicas)."""

    accuracy: list[Array]


def laps(net: MLP, data: Dataset, epochs: int, rate: float, optimiser: str) -> Iterator[Array]:
    """Accuracy before training and after each epoch; a network that diverges keeps its last."""
    yield accuracy(net, data)
    for _ in descending(
        net, data.X, data.y, epochs=epochs, learning_rate=rate, optimiser=optimiser
    ):
        yield accuracy(net, data)


def when(path: Array) -> str:
    """How many reach the goal; the median epoch with its interval, in words."""
    found = epochs_to(GOAL, path)
    share = f"{np.isfinite(found).sum()} of {found.size}"
    low, middle, high = median(found)
    if not np.isfinite(middle):
        return share
    late = f"to {high:.0f}" if np.isfinite(high) else "or later"
    return f"{share}, median epoch {middle:.0f} ({low:.0f} {late})"


class Race(ScenesRecorded):
    """Training accuracy of 32 networks of each kind, and when each network reaches 95 %."""

    size = (9.8, 4.4)
    start = Choice("Glorot's", options=tuple(STARTS), label="first weights", restarts=True)
    optimiser = Choice("sgd", options=("sgd", "adam"), restarts=True)
    learning_rate = Slider(0.1, min=0.005, max=5.0, log=True, restarts=True)
    epochs = Choice("100", options=("100", "1000"), restarts=True)
    data_set = Choice("circles", options=tuple(PLANE), label="data", restarts=True)
    scenes = {
        "The slides' race": {},
        "Ten times as long": {"learning_rate": 0.5, "epochs": "1000"},
        "With Adam": {"optimiser": "adam", "learning_rate": 0.05},
        "From He's weights": {"start": "He's"},
        "From large weights": {"start": "deviation 2"},
        "A large rate": {"learning_rate": 2.0},
    }

    def begin(self) -> Iterator[Lap]:
        runs = [self._runner(name, layers) for name, layers in RUNNERS]
        path: list[list[Array]] = [[next(one)] for one in runs]
        yield Lap([np.array(known) for known in path])
        for _ in range(int(self.epochs)):
            for known, one in zip(path, runs, strict=True):
                known.append(next(one))
            yield Lap([np.array(known) for known in path])

    def _runner(self, name: str, layers: int) -> Iterator[Array]:
        """32 networks, the same seeds and the same rule for every kind."""
        net = MLP((2, *[8] * layers, 1), name, seeds=range(REPLICAS), init=STARTS[self.start])
        data = PLANE[self.data_set](EXAMPLES)
        return laps(net, data, int(self.epochs), self.learning_rate, self.optimiser)

    def packed(self, progress: Lap) -> dict[str, Array]:
        return {"right": np.rint(EXAMPLES * np.array(progress.accuracy)).astype(np.uint8)}

    def unpacked(self, parts: Mapping[str, Array]) -> Lap:
        return Lap(list(parts["right"] / EXAMPLES))

    def draw(self, figure: Figure) -> None:
        self.left, self.right = left, right = figure.subplots(1, 2)
        left.set(xlabel="epoch", ylabel="training accuracy", ylim=(-0.02, 1.03))
        left.axhline(GOAL, color="C5", linewidth=1.2, linestyle=":", label="95 %")
        right.set(xlabel="epoch at which 95 % is reached", ylim=(3.6, -0.6))
        right.set_yticks(range(len(NAMES)), NAMES)
        right.set_ylabel("activation, hidden layers")
        right.set_title("dot: one network; bar: median, 95 % interval", fontsize=11)
        self.late = right.axvspan(0, 1, color="C5", alpha=0.15, linewidth=0, label="_later")
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
        lap, told = self.shown()
        self._limits(int(self.epochs))
        for row, path in enumerate(lap.accuracy):
            self.spreads[row].show(np.arange(len(path)), path)
            self._arrivals(row, path)
        words = "; ".join(
            f"{name}: {when(path)}" for name, path in zip(NAMES, lap.accuracy, strict=True)
        )
        return (
            f"{told}Networks that reach 95 % on the {self.data_set} within"
            f" {len(lap.accuracy[0]) - 1} epochs, by activation and hidden layers: {words}."
        )

    def _limits(self, epochs: int) -> None:
        """The axes for so many epochs; what does not arrive in them has a place on the right."""
        ticks = np.linspace(0, epochs, 5)
        self.left.set(xlim=(0, epochs), xticks=ticks)
        self.right.set(xlim=(-0.03 * epochs, 1.32 * epochs))
        self.right.set_xticks([*ticks, 1.2 * epochs], [*(f"{t:.0f}" for t in ticks), "not yet"])
        self.late.set(x=1.05 * epochs, width=0.27 * epochs)

    def _arrivals(self, row: int, path: Array) -> None:
        found, epochs = epochs_to(GOAL, path), int(self.epochs)
        late = 1.2 * epochs if len(path) > epochs else np.nan
        heights = row + np.linspace(-0.28, 0.28, REPLICAS)
        self.dots[row].set_data(np.where(np.isfinite(found), found, late), heights)
        shown = np.array(median(found))
        self.medians[row].set_data(np.where(np.isfinite(shown), shown, late), [row] * 3)
