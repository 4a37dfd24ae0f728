"""Units die, and with a leak they live: the training behind the census."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lessons_lib.activations import LeakyReLU
from lessons_lib.datasets import moons
from lessons_lib.mlp import MLP
from lessons_lib.theory.gradients.dead_units import DEAD, census
from lessons_lib.theory.gradients.racing import accuracy
from lessons_lib.theory.gradients.survivors import descending

REPLICAS, LAYERS, UNITS, EPOCHS = 32, 3, 12, 60
DATA = moons(200)


class State(NamedTuple):
    """The networks now; the share of dead units in each layer after each epoch so far,
    (epochs, layers, replicas); how many networks have diverged."""

    net: MLP
    dead: NDArray[Any]
    diverged: int

    @property
    def right(self) -> float:
        """The median training accuracy."""
        return float(np.median(accuracy(self.net, DATA)))


class Recipe(NamedTuple):
    """How the networks are made and trained: with a leak from epoch `leak_from` on."""

    bias: float = 0.0
    rate: float = 0.1
    leak: float = 0.0
    leak_from: int = 0
    optimiser: str = "sgd"

    def slope(self, epoch: int) -> float:
        """The slope below zero after so many epochs."""
        return self.leak if epoch >= self.leak_from else 0.0


def build(bias: float, leak: float = 0.0) -> MLP:
    """32 networks of 3 layers of 12, every hidden bias at `bias`; the same seeds for any leak."""
    net = MLP((2, *[UNITS] * LAYERS, 1), LeakyReLU(leak), seeds=range(REPLICAS), init="he")
    for biases in net.biases[:-1]:
        biases[...] = bias
    return net


def live(recipe: Recipe) -> Iterator[State]:
    """Train by the recipe; the first item is the state before training. A network that diverges
    keeps its last finite weights; Adam begins anew where the leak is switched on."""
    net = build(recipe.bias, recipe.slope(0))
    path = [shares(net)]
    yield State(net, np.array(path), 0)
    for slope, epochs in ((0.0, recipe.leak_from), (recipe.leak, EPOCHS - recipe.leak_from)):
        net, before = build(recipe.bias, slope), net
        net.theta[...] = before.theta
        for left in descending(
            net,
            DATA.X,
            DATA.y,
            epochs=epochs,
            learning_rate=recipe.rate,
            optimiser=recipe.optimiser,
        ):
            path.append(shares(net))
            yield State(net, np.array(path), diverged(left))


def diverged(left: Any) -> int:
    """How many networks are no longer among those that plain descent still trains."""
    return REPLICAS - len(left) if isinstance(left, np.ndarray) else 0


def shares(net: MLP) -> NDArray[Any]:
    """The share of dead units in each hidden layer, (layers, replicas)."""
    return np.array([(layer == DEAD).mean(-1) for layer in census(net, DATA.X)])
