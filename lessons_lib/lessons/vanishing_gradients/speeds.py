"""How fast each unit and each layer learns while a network trains: Nielsen's picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from lessons_lib.explorable import Choice, Live, Slider
from lessons_lib.lessons.vanishing_gradients.experiment import (
    DATA,
    GLOROT,
    HARD,
    INITS,
    REPLICAS,
    UNITS,
    epochs_of,
    networks,
    press_play,
)
from lessons_lib.mlp import MLP
from lessons_lib.theory.gradients.equal_shares import EqualShares
from lessons_lib.theory.gradients.racing import accuracy

Array = NDArray[Any]
EPOCHS, RATE, MOST_LAYERS = 1000, 1.0, 4
FLOOR, TOP = 1e-5, 1.0
PLACES = np.linspace(-0.35, 0.35, UNITS)  # of a layer's bars around its number


class Speeds(NamedTuple):
    """32 networks, and after each epoch so far how far the weights into each unit moved in one
    step, means of the epoch: a list of layers, (replicas, units) each."""

    net: MLP
    units: list[list[Array]]


def lengths(layers: Sequence[Array]) -> list[Array]:
    """How far a step moves the weights and the bias into each unit, (replicas, units)."""
    return [np.sqrt(np.square(layer).sum(1)) for layer in layers]


def layer_speeds(units: Sequence[Array]) -> Array:
    """How far it moves each layer, median of the networks, (layers,)."""
    return np.array([np.median(np.sqrt(np.square(u).sum(1))) for u in units])


class LearningSpeed(Live):
    """How far one step of training moves the weights into each unit, and into each layer."""

    size = (10.2, 4.8)
    layers = Slider(
        MOST_LAYERS, min=1, max=MOST_LAYERS, step=1, label="hidden layers of 8", restarts=True
    )
    init = Choice(GLOROT, options=tuple(INITS), label="initial weights", restarts=True)
    network = Slider(0, min=0, max=REPLICAS - 1, step=1, label="bars: network")
    scenes = {
        "Four hidden layers": {},
        "Two hidden layers": {"layers": 2},
        "Another network": {"network": 1},
        "Four, Glorot's weights times 4": {"init": "Glorot, times 4"},
    }

    def begin(self) -> Iterator[Speeds]:
        net, units, seen = networks(self.layers, self.init), list[Any](), list[Any]()
        watched = EqualShares(net, range(0), lambda layers: seen.append(lengths(layers)))
        for _ in epochs_of(net, HARD, watched, RATE, EPOCHS):
            units.append([np.mean(steps, axis=0) for steps in zip(*seen, strict=True)])
            seen.clear()
            yield Speeds(net, units)

    def _untrained(self) -> Speeds:
        """What the first step would be on all of the data."""
        net = networks(self.layers, self.init)
        net.backward(*DATA[HARD][:2])
        return Speeds(net, [lengths([RATE * g for g in net.layer_gradients])])

    def draw(self, figure: Figure) -> None:
        left, self.right = figure.subplots(1, 2, sharey=True)
        left.set(yscale="log", ylim=(FLOOR, TOP), title="one network, a bar for each unit")
        left.set(xlabel="layer", ylabel="length of a step")
        self.bars = left.vlines([], [], [], color="C0", linewidth=5, label="units")
        self.right.set(xlabel="epoch", title="each layer, median of 32 networks")
        names = [*(f"layer {k + 1}" for k in range(MOST_LAYERS)), "output"]
        self.curves = [self.right.plot([], [], label=name)[0] for name in names]
        self.hint = press_play(self.right)

    def update(self) -> str:
        begun: Speeds | None = self.progress
        state = begun or self._untrained()
        self._show_bars([u[self.network] for u in state.units[-1]])
        speeds = np.array([layer_speeds(units) for units in state.units])
        first = 1 if begun else 0
        self._show_curves(first + np.arange(len(speeds)), np.maximum(speeds, FLOOR))
        listed = ", ".join(f"{speed:.1g}" for speed in speeds[-1][:-1])
        right = np.median(accuracy(state.net, DATA[HARD]))
        when = f"In epoch {len(speeds)}" if begun else "Before training"
        return (
            f"{when}, at η = {RATE:g}, one step moves hidden layer{'s' * (self.layers > 1)}"
            f" {', '.join(map(str, range(1, self.layers + 1)))} by {listed} and the output layer by"
            f" {speeds[-1][-1]:.1g} (medians of {REPLICAS} networks). The median accuracy is"
            f" {right:.0%}."
        )

    def _show_bars(self, sizes: list[Array]) -> None:
        layers = np.arange(1, len(sizes) + 1)
        places = [k + (PLACES if len(s) > 1 else 0 * s) for k, s in zip(layers, sizes, strict=True)]
        tops = np.maximum(np.concatenate(sizes), FLOOR)
        ends = zip(np.concatenate(places), tops, strict=True)
        self.bars.set_segments([[(x, FLOOR), (x, top)] for x, top in ends])
        self.bars.axes.set_xticks(layers, [*map(str, layers[:-1]), "output"])
        self.bars.axes.set_xlim(0.4, len(sizes) + 0.6)

    def _show_curves(self, epochs: Array, speeds: Array) -> None:
        shown = [*range(self.layers), MOST_LAYERS]
        for curve in self.curves:
            curve.set_data([], [])
            curve.set_marker("o" if len(epochs) < 2 else "")
        for k, row in zip(shown, speeds.T, strict=True):
            self.curves[k].set_data(epochs, row)
        self.hint.set_visible(len(epochs) < 2)
        named = [self.curves[k] for k in shown]
        self.right.legend(handles=named, loc="upper left", bbox_to_anchor=(1, 1))
        # The axis grows by halves, so that the background is seldom painted again.
        end = 100
        while end < epochs[-1]:
            end += end // 2
        self.right.set_xlim(-0.02 * end, end)
