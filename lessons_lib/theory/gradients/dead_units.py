"""Which hidden units still answer, and to what."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib.mlp import MLP

Array = NDArray[Any]
DEAD, SOMETIMES, ALWAYS = 0, 1, 2


def active(net: MLP, X: ArrayLike) -> list[Array]:
    """Where each hidden layer's pre-activations are positive, (replicas, n, units)."""
    with np.errstate(over="ignore", invalid="ignore"):  # a replica may be about to diverge
        return [z > 0 for z in net.forward(X).pre_activations[:-1]]


def active_share(net: MLP, X: ArrayLike) -> list[Array]:
    """The share of the examples with a positive pre-activation, for each hidden layer
    (replicas, units)."""
    return [on.mean(-2) for on in active(net, X)]


def census(net: MLP, X: ArrayLike) -> list[Array]:
    """DEAD, SOMETIMES or ALWAYS active on X, for each hidden layer (replicas, units).

    A ReLU unit that is dead on all the data gives 0 for all of it and gets no gradient, so
    gradient descent cannot move its own weights (it may be revived by the layers below).
    """
    return [
        np.where(share == 0, DEAD, np.where(share == 1, ALWAYS, SOMETIMES))
        for share in active_share(net, X)
    ]


def dead_share(net: MLP, X: ArrayLike) -> Array:
    """The share of dead units among all hidden ones, for each replica."""
    units = np.concatenate(census(net, X), axis=-1)
    return np.asarray((units == DEAD).mean(-1))
