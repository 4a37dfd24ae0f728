"""Sigmoid with 3 layers, ReLU with 3 and with 4: the slides' pictures as a race."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from lessons_lib.datasets import PLANE, Dataset
from lessons_lib.explorable import Choice, Live, Slider
from lessons_lib.mlp import MLP
from lessons_lib.training import training

Array = NDArray[Any]
REPLICAS, EPOCHS, GOAL = 32, 150, 0.95
RUNNERS = (("sigmoid", 3), ("relu", 3), ("relu", 4))
STARTS: dict[str, str | float] = {"Glorot's": "glorot", "large (deviation 2)": 2.0}


class Lap(NamedTuple):
    """Training accuracy so far of each runner, (epochs, replicas)."""

    accuracy: list[Array]


def accuracy(net: MLP, data: Dataset) -> Array:
    """The share of examples on the right side of 1/2, for each replica."""
    return np.asarray(((net.logits(data.X)[..., 0] > 0) == data.y).mean(-1))


def run(data: Dataset, rate: float, start: str) -> Iterator[Lap]:
    """Train all three from the same seeds, one epoch of each at a time."""
    nets = [
        MLP(
            (2, *[8] * layers, 1),
            activation,
            seeds=range(REPLICAS),
            init=STARTS[start] if activation == "sigmoid" else "he",
            dtype=np.float32,
        )
        for activation, layers in RUNNERS
    ]
    options: dict[str, Any] = {"epochs": EPOCHS, "batch_size": 20, "learning_rate": rate}
    path: list[list[Array]] = [[accuracy(net, data)] for net in nets]
    runs = [training(net, data.X, data.y, **options) for net in nets]
    for _ in zip(*runs, strict=True):
        for known, net in zip(path, nets, strict=True):
            known.append(accuracy(net, data))
        yield Lap([np.array(known) for known in path])


def epochs_to_goal(path: Array) -> Array:
    """The first epoch with 95 % training accuracy, (replicas,); inf where it never comes."""
    there = path >= GOAL
    return np.where(there.any(0), there.argmax(0), np.inf)


def when(path: Array) -> str:
    """The median and quartiles of the epochs to the goal, in words."""
    found = epochs_to_goal(path)
    share = f"{np.isfinite(found).sum()} of {found.size}"
    if not np.isfinite(np.median(found)):
        return f"{share} reach it"
    low, middle, high = np.quantile(found, (0.25, 0.5, 0.75), method="lower")
    late = f"{high:.0f}" if np.isfinite(high) else "never"
    return f"median epoch {middle:.0f} ({low:.0f} to {late}), {share}"


class Race(Live):
    """Training accuracy of 32 networks each, same data and seeds; medians and quartiles."""

    data_set = Choice("circles", options=tuple(PLANE), label="data", restarts=True)
    learning_rate = Slider(0.1, min=0.05, max=0.5, step=0.05, restarts=True)
    start = Choice(
        "Glorot's", options=tuple(STARTS), label="sigmoid's first weights", restarts=True
    )
    scenes = {
        "Slides: sigmoid 3, ReLU 3, ReLU 4": {},
        "On moons": {"data_set": "moons"},
        "A faster rate": {"learning_rate": 0.5},
        "A better start for the sigmoid": {"start": "large (deviation 2)"},
    }

    def begin(self) -> Iterator[Lap]:
        return run(PLANE[self.data_set](200), self.learning_rate, self.start)

    def draw(self, figure: Figure) -> None:
        axes = figure.add_subplot(
            xlabel="epoch", ylabel="training accuracy", xlim=(0, EPOCHS), ylim=(0.3, 1.12)
        )
        axes.axhline(GOAL, color="C5", linewidth=1.2, linestyle=":", label="95 %")
        self.lines, self.bands = [], []
        for (name, layers), colour, dashes in zip(
            RUNNERS, ("C0", "C1", "C2"), ("-", "--", "-."), strict=True
        ):
            label = f"{name}, {layers} layers"
            self.lines += axes.plot([], [], color=colour, linestyle=dashes, label=label)
            self.bands.append(axes.fill_between([0, 1], 0, 0, color=colour, alpha=0.2, linewidth=0))
        axes.legend(loc="upper left", ncols=4, fontsize=11)

    def update(self) -> str:
        paths = self.progress.accuracy if self.progress else [np.full((1, REPLICAS), np.nan)] * 3
        for line, band, path in zip(self.lines, self.bands, paths, strict=True):
            low, middle, high = np.quantile(path, (0.25, 0.5, 0.75), axis=1)
            epochs = np.arange(len(path))
            line.set_data(epochs, middle)
            band.set_data(epochs, low, high)
        if self.progress is None:
            return f"Press Play: {REPLICAS} networks of each kind start together."
        words = "; ".join(
            f"{name} {layers}: {when(path)}"
            for (name, layers), path in zip(RUNNERS, paths, strict=True)
        )
        return f"95 % after {len(paths[0]) - 1} epochs on {self.data_set}: {words}."
