"""How activations look layer by layer in a network that has not learned yet."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lessons_lib.mlp import MLP

Array = NDArray[Any]


WIDTH = 32


def mean_activation(
    activation: Any, depth: int, *, init: str | float = "he", replicas: int = 32
) -> Array:
    """The mean activation in each hidden layer over its root mean square, (depth, replicas).

    Untrained networks of 32 units a layer, inputs from N(0, 1). The ratio has no units: it is
    0 when positive and negative activations balance, 1 when all are equal. A mean far from 0
    acts on the next layer like a bias that nobody chose (Clevert et al. 2015,
    arXiv:1511.07289).
    """
    X = np.random.default_rng(0).standard_normal((64, WIDTH))
    net = MLP((WIDTH, *[WIDTH] * depth, 1), activation, seeds=range(replicas), init=init)
    layers = net.forward(X).activations[:-1]
    return np.array([a.mean((-2, -1)) / np.sqrt(np.mean(a**2, (-2, -1))) for a in layers])
