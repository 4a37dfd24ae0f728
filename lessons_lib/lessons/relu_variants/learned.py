"""PReLU: the slope below zero is a parameter, and it moves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.activations import PReLU
from lessons_lib.datasets import PLANE
from lessons_lib.explorable import Choice, Live, Slider, Spread
from lessons_lib.mlp import MLP
from lessons_lib.theory.approximation.one_layer import Array
from lessons_lib.training import training

REPLICAS, LAYERS, EPOCHS = 32, 3, 150


def slopes(net: MLP) -> Array:
    """The learned slopes, (layers, replicas)."""
    return np.array([slot[0].ravel() for slot in net.slopes if slot is not None])


class SlopesLearn(Live):
    """The learned slope of each PReLU layer while 32 networks train; medians and quartiles."""

    data_set = Choice("moons", options=tuple(PLANE), label="data", restarts=True)
    init = Slider(0.25, min=-0.5, max=1.0, step=0.05, label="slope at the start", restarts=True)
    learning_rate = Slider(0.1, min=0.02, max=0.3, step=0.02, restarts=True)
    scenes = {
        "Start at a quarter": {},
        "Start as a ReLU": {"init": 0.0},
        "Start as a line": {"init": 1.0},
        "On spirals": {"data_set": "spirals"},
    }

    def begin(self) -> Iterator[tuple[Array, Array]]:
        data = PLANE[self.data_set](200)
        net = MLP((2, 8, 8, 8, 1), PReLU(self.init), seeds=range(REPLICAS), init="he")
        path = [slopes(net)]
        options: dict[str, Any] = {"epochs": EPOCHS, "learning_rate": self.learning_rate}
        for progress in training(net, data.X, data.y, **options):
            path.append(slopes(net))
            yield np.array(path), progress.loss

    def draw(self, figure: Figure) -> None:
        axes = figure.add_subplot(
            xlabel="epoch", ylabel="slope below zero", xlim=(0, EPOCHS), ylim=(-1.05, 1.6)
        )
        self.spreads = [
            Spread(axes, f"layer {k + 1}", colour=f"C{k}", linestyle=dashes)
            for k, dashes in enumerate(("-", "--", "-."))
        ]
        axes.legend(loc="upper left", ncols=3)

    def update(self) -> str:
        if self.progress is None:
            start = np.full((1, LAYERS, REPLICAS), self.init)
            path, loss = start, None
        else:
            path, loss = self.progress
        epochs = np.arange(len(path))
        for k, spread in enumerate(self.spreads):
            spread.show(epochs, path[:, k])
        now = ", ".join(f"{np.median(path[-1, k]):.2f}" for k in range(LAYERS))
        if loss is None:
            return f"Every slope begins at {self.init:g}. Press Play: the slopes are trained too."
        return (
            f"After {len(path) - 1} epochs the median slopes of layers 1 to {LAYERS} are {now}"
            f" (from {self.init:g}); median loss {np.median(loss):.3f}."
        )
