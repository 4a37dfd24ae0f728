"""The slides' sequence as one experiment: 32 networks on an easy set and on a hard one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.text import Text
from numpy.typing import NDArray

from lessons_lib.datasets import circles, spirals
from lessons_lib.mlp import MLP
from lessons_lib.optimisers import Optimiser
from lessons_lib.theory.gradients.gradient_flow import scaled
from lessons_lib.theory.gradients.racing import accuracy
from lessons_lib.training import Progress, Rate, training

Array = NDArray[Any]
DATA = {"disc in a ring (easy)": circles(200), "two spirals (hard)": spirals(200)}
EASY, HARD = DATA
REPLICAS, UNITS, BATCH = 32, 8, 20
SOLVED = 0.95  # a network has solved its set with this training accuracy
GLOROT, TIMES_4, WIDE = "Glorot", "Glorot, times 4", "normal, deviation 2"
# How the weights are drawn, and what they are then multiplied by.
INITS: dict[str, tuple[str | float, float]] = {
    GLOROT: ("glorot", 1.0),
    TIMES_4: ("glorot", 4.0),
    WIDE: (2.0, 1.0),
}
DESCENT, ADAM = "gradient descent", "Adam"
RATES = {DESCENT: 1.0, ADAM: 0.02}
NEVER = "no epoch"


class Recipe(NamedTuple):
    """How the networks begin, how they move and how fast."""

    init: str = GLOROT
    optimiser: str = DESCENT
    learning_rate: float = 1.0


class Trained(NamedTuple):
    """32 networks in training, and after each epoch so far, (epochs, replicas), their losses
    and their shares of points on the right side."""

    net: MLP
    losses: list[Array]
    accuracies: list[Array]


def networks(layers: int, init: str = GLOROT, activation: str = "sigmoid", *, seed: int = 0) -> MLP:
    """32 networks of `layers` hidden layers of 8 units, in float32 for speed, of the seeds from
    `seed` on."""
    drawn, factor = INITS[init]
    net = MLP(
        (2, *(UNITS,) * layers, 1),
        activation,
        "logistic",
        seeds=range(seed, seed + REPLICAS),
        init=drawn,
        dtype=np.float32,
    )
    return scaled(net, factor)


def press_play(axes: Axes) -> Text:
    """What an empty panel says before its run."""
    return axes.text(0.5, 0.45, "press Play", ha="center", transform=axes.transAxes)


def epochs_of(
    net: MLP, data: str, optimiser: str | Optimiser, rate: Rate, epochs: int
) -> Iterator[Progress]:
    """Train on batches of 20; yield after every epoch."""
    X, y, *_ = DATA[data]
    named = {DESCENT: "sgd", ADAM: "adam"}
    options: dict[str, Any] = {
        "batch_size": BATCH,
        "optimiser": named[optimiser] if isinstance(optimiser, str) else optimiser,
    }
    return training(net, X, y, epochs=epochs, learning_rate=rate, **options)


def path(layers: int, recipe: Recipe, epochs: int, every: int) -> Array:
    """The 32 networks' accuracies on the spirals at epoch 0 and after each `every` epochs,
    (1 + epochs / every, replicas)."""
    net = networks(layers, recipe.init)
    found = [accuracy(net, DATA[HARD])]
    for progress in epochs_of(net, HARD, recipe.optimiser, recipe.learning_rate, epochs):
        if progress.epoch % every == 0:
            found.append(accuracy(net, DATA[HARD]))
    return np.array(found)
