"""Small networks trained on many labellings at once, one replica for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib.activations import sigmoid
from lessons_lib.mlp import MLP

Array = NDArray[Any]
RATE, DECAY, SQUARE_DECAY = 0.03, 0.9, 0.99


def fit(
    sizes: Sequence[int], points: ArrayLike, labels: Array, *, seeds: Sequence[int], steps: int
) -> tuple[MLP, Array]:
    """Train a tanh network for each labelling; return the stack and which it reached.

    points: (n, n_in), or (replicas, n, n_in) if each replica has its own; labels: (replicas, n),
    true for +. At most `steps` steps of Adam (Kingma and Ba 2015) on all points; a replica
    stops, and is kept, when every point is on its right side. One not reached is *not found*:
    that proves nothing.
    """
    net = MLP(sizes, "tanh", seeds=seeds)
    x, y = np.asarray(points, float), np.asarray(labels)[..., None]
    theta = [*net.weights, *net.biases]
    mean, square = ([np.zeros_like(part) for part in theta] for _ in range(2))
    reached = np.zeros(len(y), bool)
    for step in range(1, steps + 1):
        gradients, z = _backward(net, x, y)
        reached = ((z > 0) == y).all((1, 2))
        if reached.all():
            break
        rate = RATE * np.sqrt(1 - SQUARE_DECAY**step) / (1 - DECAY**step)
        moving = rate * ~reached[:, None, None]
        for part, g, m, v in zip(theta, gradients, mean, square, strict=True):
            m += (1 - DECAY) * (g - m)
            v += (1 - SQUARE_DECAY) * (g * g - v)
            part -= moving * m / (np.sqrt(v) + 1e-8)
    return net, reached


def _backward(net: MLP, x: Array, y: Array) -> tuple[list[Array], Array]:
    """Gradients of the summed logistic loss, weights then biases, and the logits.

    `MLP.backward` gives all replicas one target; here each has its own.
    """
    activations, a = [x], x
    for W, b in zip(net.weights[:-1], net.biases[:-1], strict=True):
        a = np.tanh(a @ W + b)
        activations.append(a)
    z = a @ net.weights[-1] + net.biases[-1]
    delta = sigmoid(z) - y
    weights, biases = [], []
    for W, a in zip(net.weights[::-1], activations[::-1], strict=True):
        weights.append(a.mT @ delta)
        biases.append(delta.sum(1, keepdims=True))
        delta = delta @ W.mT * (1 - a * a)
    return [*weights[::-1], *biases[::-1]], z
