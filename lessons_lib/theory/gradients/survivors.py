"""Training a stack of networks in which some may diverge and the others go on.

`training` stops the whole stack when one replica diverges, which is right for a student's
network and wrong for a count of how many fail: here only those stop that diverge alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib.mlp import MLP
from lessons_lib.training import Diverged, training

Array = NDArray[Any]


def surviving(
    net: MLP, X: ArrayLike, y: ArrayLike, *, epochs: int, learning_rate: float
) -> Iterator[Array]:
    """Train `net` in place in batches of 20; after each epoch, the replicas still training.

    A replica that diverges keeps the weights it had before that epoch. Epoch e visits the
    examples in the order of seed e, the same for all replicas. The steps are those of plain
    gradient descent: an epoch is a training of its own here, and would take from momentum or
    Adam what they remember.
    """
    rows, team = np.arange(net.replicas), net
    for epoch in range(epochs):
        if len(rows) and not _one_epoch(team, X, y, epoch, learning_rate):
            alone = [pick(team, [r]) for r in range(len(rows))]
            fine = [_one_epoch(one, X, y, epoch, learning_rate) for one in alone]
            rows = rows[fine]
            if len(rows):
                team = pick(team, np.flatnonzero(fine))
                _one_epoch(team, X, y, epoch, learning_rate)
        if team is not net:
            _put(team, net, rows)
        yield rows


def descending(
    net: MLP, X: ArrayLike, y: ArrayLike, *, epochs: int, learning_rate: float, optimiser: str
) -> Iterator[object]:
    """Train `net` in place in batches of 20; an item for each epoch.

    With "sgd" a replica that diverges stops alone, as in `surviving`; the steps of "adam" are
    of about the learning rate whatever the gradient, so that its weights stay finite.
    """
    if optimiser == "sgd":
        return surviving(net, X, y, epochs=epochs, learning_rate=learning_rate)
    return training(
        net, X, y, epochs=epochs, batch_size=20, learning_rate=learning_rate, optimiser=optimiser
    )


def pick(net: MLP, rows: ArrayLike) -> MLP:
    """A copy of these replicas of a network without learned slopes."""
    rows = np.asarray(rows, int)
    team = MLP(
        net.sizes,
        net.hidden_activations,
        net.output.loss,
        seeds=[net.seeds[r] for r in rows],
        output=net.output.activation,
        dtype=net.dtype,
    )
    for mine, all_of_them in zip(_arrays(team), _arrays(net), strict=True):
        mine[...] = all_of_them[rows]
    return team


def _one_epoch(net: MLP, X: ArrayLike, y: ArrayLike, epoch: int, rate: float) -> bool:
    try:
        next(training(net, X, y, epochs=1, batch_size=20, learning_rate=rate, seed=epoch))
    except Diverged:
        return False
    return True


def _put(team: MLP, net: MLP, rows: Array) -> None:
    for mine, all_of_them in zip(_arrays(team), _arrays(net), strict=True):
        all_of_them[rows] = mine[: len(rows)]


def _arrays(net: MLP) -> list[Array]:
    return [*net.weights, *net.biases]
