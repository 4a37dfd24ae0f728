"""The slides' sequence as one experiment: 32 networks on an easy set and on a hard one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lessons_lib.datasets import Dataset, circles, spirals
from lessons_lib.mlp import MLP
from lessons_lib.theory.gradients.gradient_flow import frobenius
from lessons_lib.theory.gradients.racing import accuracy
from lessons_lib.training import training

Array = NDArray[Any]
DATA = {"disc in a ring (easy)": circles(200), "two spirals (hard)": spirals(200)}
EASY, HARD = DATA
REPLICAS, UNITS, BATCH, MOST_EPOCHS = 32, 8, 20, 2000
SOLVED = 0.95  # a network has solved its set with this training accuracy
WIDE = "normal, deviation 2"
INITS: dict[str, str | float] = {"glorot": "glorot", "he": "he", WIDE: 2.0}


class Recipe(NamedTuple):
    """How the networks begin and how long and fast they learn."""

    init: str
    learning_rate: float
    epochs: int


RECIPES = {
    "short: η = 0.5, 200 epochs": Recipe("glorot", 0.5, 200),
    "longer: η = 1, 500 epochs": Recipe("glorot", 1.0, 500),
    "longer, and larger initial weights": Recipe(WIDE, 1.0, 500),
}


class Trained(NamedTuple):
    """32 networks in training, the epochs behind them and every loss, (epochs, replicas)."""

    net: MLP
    epochs: int
    losses: list[Array]


def networks(layers: int, init: str, activation: str = "sigmoid") -> MLP:
    """32 networks of `layers` hidden layers of 8 units, in float32 for speed."""
    return MLP(
        (2, *(UNITS,) * layers, 1),
        activation,
        "logistic",
        seeds=range(REPLICAS),
        init=INITS[init],
        dtype=np.float32,
    )


def trained(net: MLP, data: Dataset, rate: float | Callable[[int], float]) -> Iterator[Trained]:
    """Train by gradient descent in batches of 20; yield after every epoch."""
    losses: list[Array] = []
    options: dict[str, Any] = {"epochs": MOST_EPOCHS, "batch_size": BATCH, "learning_rate": rate}
    for progress in training(net, data.X, data.y, **options):
        losses.append(progress.loss)
        yield Trained(net, progress.epoch, losses)


def accuracies(layers: int, recipe: Recipe) -> Array:
    """Training accuracy of the 32 networks on the spirals after that recipe."""
    net = networks(layers, recipe.init)
    for state in trained(net, DATA[HARD], recipe.learning_rate):
        if state.epochs == recipe.epochs:
            break
    return accuracy(net, DATA[HARD])


def gradient_norms(net: MLP, data: Dataset) -> Array:
    """Norm of the gradient in each layer's weights on the whole set, (layers, replicas)."""
    return np.stack([frobenius(g) for g in net.backward(data.X, data.y).weights])


def ratio_at_the_start(layers: int, init: str) -> float:
    """First layer's gradient norm over the last's before training, median of replicas."""
    norms = gradient_norms(networks(layers, init), DATA[HARD])
    return float(np.median(norms[0] / norms[-1]))
