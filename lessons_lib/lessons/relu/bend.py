"""How the layers bend the plane until a line can part the classes."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.datasets import PLANE
from lessons_lib.explorable import Choice, Explorable, Slider
from lessons_lib.mlp import MLP
from lessons_lib.theory.approximation.one_layer import Array
from lessons_lib.training import train

REPLICAS = 32
LINES, FINE = np.linspace(-1.4, 1.4, 15), np.linspace(-1.4, 1.4, 57)
PLANES = ("the data as they are", "after two layers", "after four layers")
GRID = np.array(
    [np.stack([np.full(57, s), FINE], 1) for s in LINES]
    + [np.stack([FINE, np.full(57, s)], 1) for s in LINES]
)


@lru_cache(maxsize=16)
def median_network(data_set: str, activation: str) -> tuple[MLP, int, float]:
    """2-12-2-12-2-1 networks trained from 32 seeds, the replica of median loss, its accuracy.

    The layers of two units are planes that can be drawn as they are.
    """
    data = PLANE[data_set](200)
    net = MLP((2, 12, 2, 12, 2, 1), [activation, "identity"] * 2, seeds=range(REPLICAS), init="he")
    train(net, data.X, data.y, epochs=150, batch_size=20, learning_rate=0.05)
    losses = net.losses(data.X, data.y)
    middle = int(np.argsort(losses)[REPLICAS // 2])
    right = ((net.logits(data.X)[middle, :, 0] > 0) == data.y).mean()
    return net, middle, float(right)


def places(net: MLP, replica: int, X: Array, stage: int) -> Array:
    """X after 0, 2 or 4 hidden layers: the drawn planes of the network."""
    return X if stage == 0 else np.asarray(net.forward(X).activations[2 * stage - 1][replica])


def between(net: MLP, replica: int, X: Array, stage: float) -> Array:
    """X at a stage from 0 to 2; between two planes each point moves along a straight line."""
    before = min(int(stage), 1)
    part = stage - before
    return (1 - part) * places(net, replica, X, before) + part * places(net, replica, X, before + 1)


class Bend(Explorable):
    """The plane with its grid and its data, as the layers of a trained network see it."""

    size = (6.4, 5.2)
    stage = Slider(0.0, min=0.0, max=2.0, step=0.05, label="after pairs of layers")
    data_set = Choice("circles", options=tuple(PLANE), label="data")
    activation = Choice("relu", options=("relu", "tanh", "leaky_relu"))
    scenes = {
        "The data": {},
        "After two layers": {"stage": 1.0},
        "After four layers": {"stage": 2.0},
        "Tanh bends smoothly": {"stage": 2.0, "activation": "tanh"},
    }

    def draw(self, figure: Figure) -> None:
        self.axes = figure.add_subplot(xlabel="first coordinate", ylabel="second coordinate")
        self.axes.grid(False)
        self.lines = [
            self.axes.plot([], [], color="C5", linewidth=0.8, alpha=0.6, linestyle="-", label="_")[
                0
            ]
            for _ in GRID
        ]
        self.dots = [
            self.axes.plot([], [], marker, color=colour, markersize=5, label=f"class {value}")[0]
            for value, marker, colour in ((0, "o", "C1"), (1, "s", "C0"))
        ]
        (self.border,) = self.axes.plot([], [], color="C2", linestyle="--", label="the last line")
        self.axes.legend(loc="upper left")

    def update(self) -> str:
        data = PLANE[self.data_set](200)
        net, replica, right = median_network(self.data_set, self.activation)
        mapped = between(net, replica, GRID.reshape(-1, 2), self.stage).reshape(GRID.shape)
        points = between(net, replica, data.X, self.stage)
        for line, path in zip(self.lines, mapped, strict=True):
            line.set_data(*path.T)
        for value, dots in enumerate(self.dots):
            dots.set_data(*points[data.y == value].T)
        low, high = points.min(0), points.max(0)
        pad = 0.15 * (high - low) + 1e-9
        self.axes.set(
            xlim=(low[0] - pad[0], high[0] + pad[0] * 3),
            ylim=(low[1] - pad[1], high[1] + 3 * pad[1]),
        )
        (a, b), c = net.weights[-1][replica][:, 0], net.biases[-1][replica][0, 0]
        ends = np.array([low[0] - pad[0], high[0] + 3 * pad[0]])
        self.border.set_data(ends, -(c + a * ends) / b)
        self.border.set_visible(self.stage == 2)
        where = "on the way" if self.stage % 1 else PLANES[int(self.stage)]
        return (
            f"{self.data_set.capitalize()}, {where}; the network of median loss of {REPLICAS},"
            f" {right:.0%} right on its training set. The last layer can only draw a line."
        )
