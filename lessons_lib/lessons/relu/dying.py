"""Units die, and with a leak they live."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure

from lessons_lib.activations import LeakyReLU
from lessons_lib.datasets import moons
from lessons_lib.explorable import Live, Slider
from lessons_lib.lessons.relu.race import accuracy
from lessons_lib.mlp import MLP
from lessons_lib.theory.dead_units import ALWAYS, DEAD, census, dead_share
from lessons_lib.training import Diverged, training

REPLICAS, LAYERS, UNITS, EPOCHS = 32, 3, 12, 60
DATA = moons(200)
SIDE = np.linspace(-1.6, 1.6, 61)
GRID = np.stack(np.meshgrid(SIDE, SIDE), -1).reshape(-1, 2)


class State(NamedTuple):
    """The networks, the epochs behind them, and whether they diverged."""

    net: MLP
    epoch: int
    diverged: bool


def build(leak: float, bias: float) -> MLP:
    """32 networks of 3 layers of 12, every hidden bias at `bias`; the same seeds for any leak."""
    net = MLP((2, *[UNITS] * LAYERS, 1), LeakyReLU(leak), seeds=range(REPLICAS), init="he")
    for biases in net.biases[:-1]:
        biases[...] = bias
    return net


def live(leak: float, bias: float, rate: float) -> Iterator[State]:
    """Train, one epoch after the other; a divergence ends it with the last finite weights."""
    net = build(leak, bias)
    yield State(net, 0, False)
    options: dict[str, Any] = {"epochs": EPOCHS, "batch_size": 20, "learning_rate": rate}
    epoch = 0
    try:
        for progress in training(net, DATA.X, DATA.y, **options):
            epoch = progress.epoch
            yield State(net, epoch, False)
    except Diverged:
        yield State(net, epoch, True)


class Census(Live):
    """Every hidden unit of one network a cell, and where in the plane it is active."""

    size = (9.6, 4.6)
    learning_rate = Slider(0.1, min=0.05, max=3.0, step=0.05, restarts=True)
    bias = Slider(0.0, min=-3.0, max=1.0, step=0.1, label="biases at the start", restarts=True)
    leak = Slider(0.0, min=0.0, max=0.3, step=0.01, label="leak below zero", restarts=True)
    replica = Slider(0, min=0, max=REPLICAS - 1, step=1, label="network shown")
    unit = Slider(0, min=0, max=UNITS - 1, step=1, label="unit of layer 1 shown")
    scenes = {
        "Healthy": {},
        "Too fast": {"learning_rate": 2.0},
        "Biases far down": {"bias": -1.5, "learning_rate": 0.3},
        "The same with a leak: revived": {"bias": -1.5, "learning_rate": 0.3, "leak": 0.3},
    }

    def begin(self) -> Iterator[State]:
        return live(self.leak, self.bias, self.learning_rate)

    def draw(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(5, 4))
        left.set(xlabel="unit", ylabel="layer", yticks=(0, 1, 2), yticklabels=("1", "2", "3"))
        left.grid(False)
        self.cells = left.imshow(
            np.zeros((LAYERS, UNITS)),
            cmap=ListedColormap(["#4B4B4B", "#E6A23C", "#56B4E9"]),
            vmin=-0.5,
            vmax=2.5,
            aspect="auto",
            label="census",
        )
        paper = figure.get_facecolor()
        left.vlines(np.arange(UNITS - 1) + 0.5, -0.5, 2.5, color=paper, linewidth=3)
        left.hlines((0.5, 1.5), -0.5, UNITS - 0.5, color=paper, linewidth=3)
        bar = figure.colorbar(self.cells, ax=left, orientation="horizontal", ticks=(0, 1, 2))
        bar.ax.set_xticklabels(["dead", "sometimes", "always"])
        right.set(xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
        right.grid(False)
        self.region = right.imshow(
            np.zeros((61, 61)),
            origin="lower",
            extent=(-1.6, 1.6, -1.6, 1.6),
            vmin=-1,
            vmax=1,
            cmap="Greys",
            alpha=0.6,
            label="active region",
        )
        for value, marker, colour in ((0, "o", "C1"), (1, "s", "C0")):
            right.plot(
                *DATA.X[DATA.y == value].T,
                marker,
                color=colour,
                markersize=3.5,
                label=f"class {value}",
            )

    def update(self) -> str:
        state = self.progress or State(build(self.leak, self.bias), 0, False)
        units = [layer[self.replica] for layer in census(state.net, DATA.X)]
        self.cells.set_data(np.array(units))
        z = state.net.forward(GRID).pre_activations[0][self.replica, :, self.unit]
        self.region.set_data((z > 0).reshape(61, 61).astype(float))
        dead = [int((layer == DEAD).sum()) for layer in units]
        always = sum(int((layer == ALWAYS).sum()) for layer in units)
        low, middle, high = np.quantile(dead_share(state.net, DATA.X), (0.25, 0.5, 0.75))
        right = np.median(accuracy(state.net, DATA))
        end = " It diverged." if state.diverged else ""
        return (
            f"After {state.epoch} epochs network {self.replica} has {dead[0]}, {dead[1]} and"
            f" {dead[2]} units below zero for all data in layers 1 to 3 (of {UNITS} each), and"
            f" {always} always above. All {REPLICAS}: {middle:.0%} never active"
            f" ({low:.0%} to {high:.0%}), {right:.0%} right.{end}"
        )
