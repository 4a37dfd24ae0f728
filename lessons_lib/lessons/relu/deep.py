"""How many deep ReLU networks learn at all, by the scale of their first weights."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.datasets import circles
from lessons_lib.explorable import Live, Slider
from lessons_lib.lessons.relu.race import GOAL, REPLICAS
from lessons_lib.mlp import MLP
from lessons_lib.theory.approximation.one_layer import Array
from lessons_lib.theory.gradients.gradient_flow import scaled
from lessons_lib.theory.gradients.racing import accuracy
from lessons_lib.theory.gradients.survivors import surviving

DATA, EPOCHS = circles(200), 60
SCALES = (0.5, 0.75, 1.0, 1.25, 1.5)


class State(NamedTuple):
    """Epochs done with every scale; training accuracy so far, (scales, replicas)."""

    epochs: int
    accuracy: Array


def run(depth: int, width: int, rate: float) -> Iterator[State]:
    """Train 32 ReLU networks from each scale of He's weights; each item is one epoch of one."""
    nets = [start(depth, width, scale) for scale in SCALES]
    found = np.array([accuracy(net, DATA) for net in nets])
    runs = [surviving(net, DATA.X, DATA.y, epochs=EPOCHS, learning_rate=rate) for net in nets]
    for epoch in range(EPOCHS):
        for i, (net, epochs) in enumerate(zip(nets, runs, strict=True)):
            next(epochs)
            found[i] = accuracy(net, DATA)
            yield State(epoch + (i == len(nets) - 1), found)


def start(depth: int, width: int, scale: float) -> MLP:
    """32 ReLU networks with `scale` times He's weights."""
    net = MLP((2, *[width] * depth, 1), "relu", seeds=range(REPLICAS), init="he")
    return scaled(net, scale)


class DeepTraining(Live):
    """Training accuracy of 32 deep ReLU networks, from several scales of weights."""

    depth = Slider(20, min=2, max=24, step=1, label="hidden layers", restarts=True)
    width = Slider(16, min=2, max=24, step=1, label="units a layer", restarts=True)
    learning_rate = Slider(0.02, min=0.005, max=0.5, log=True, restarts=True)
    scenes = {
        "Twenty layers": {},
        "Twenty narrow layers": {"width": 4},
        "Five times the rate": {"learning_rate": 0.1},
        "Three layers": {"depth": 3, "learning_rate": 0.1},
    }

    def begin(self) -> Iterator[State]:
        return run(self.depth, self.width, self.learning_rate)

    def draw(self, figure: Figure) -> None:
        axes = figure.add_subplot(xlabel="first weights, times He's", ylabel="training accuracy")
        axes.set(xlim=(0.4, 1.6), ylim=(0.3, 1.08), xticks=SCALES)
        axes.axhline(GOAL, color="C5", linewidth=1.2, linestyle=":", label="95 %")
        (self.dots,) = axes.plot(
            [], [], "o", color="C1", markersize=5, alpha=0.6, label="one network"
        )
        (self.medians,) = axes.plot([], [], "_", color="C0", markersize=34, label="median")
        self.medians.set_markeredgewidth(3)
        axes.legend(loc="lower right", ncols=3)

    def update(self) -> str:
        if self.progress is None:
            self.dots.set_data([], [])
            self.medians.set_data([], [])
            return f"Press Play: {REPLICAS} networks from each of {len(SCALES)} scales."
        found = self.progress.accuracy
        places = np.add.outer(SCALES, np.linspace(-0.07, 0.07, REPLICAS))
        self.dots.set_data(places.ravel(), found.ravel())
        self.medians.set_data(SCALES, np.median(found, axis=1))
        counts = ", ".join(
            f"{scale:g}: {(right >= GOAL).sum()}"
            for scale, right in zip(SCALES, found, strict=True)
        )
        return (
            f"Of {REPLICAS} networks of {self.depth} layers of {self.width} ReLU, so many are at"
            f" 95 % after {self.progress.epochs} epochs, by times He's scale: {counts}."
        )
