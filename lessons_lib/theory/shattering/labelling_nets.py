"""Small networks trained on many labellings at once, one replica for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib.activations import sigmoid
from lessons_lib.mlp import MLP

Array = NDArray[Any]
RATE, DECAY, SQUARE_DECAY = 0.03, 0.9, 0.99
# Each activation, and its derivative in terms of its value.
VALUES: dict[str, tuple[Callable[[Array], Array], Callable[[Array], Array]]] = {
    "tanh": (np.tanh, lambda a: 1 - a * a),
    "relu": (lambda z: np.maximum(z, 0), lambda a: a > 0),
}


class Recipe(NamedTuple):
    """How a network is trained: at most `steps` steps on all points at once.

    activation: tanh or relu. rate: of gradient descent with momentum 0.9; None: Adam with
    rate 0.03 and decays 0.9 and 0.99. The loss is the sum of the logistic losses.
    """

    steps: int
    activation: str = "tanh"
    rate: float | None = None


def fit(
    sizes: Sequence[int],
    points: ArrayLike,
    labels: Array,
    *,
    seeds: Sequence[int],
    recipe: Recipe,
    margin: float = 0.0,
) -> tuple[MLP, Array]:
    """Train a network for each labelling; return the stack and which it reached.

    points: (n, n_in), or (replicas, n, n_in) if each replica has its own; labels: (replicas, n),
    true for +. A replica stops, and is kept, when the logit of every point is on its right side
    of 0 by more than `margin`. Reached is where all are on the right side, at whatever distance.
    A labelling not reached is *not found*: that proves nothing.
    """
    net = MLP(sizes, recipe.activation, seeds=seeds)
    x, y = np.asarray(points, float), np.asarray(labels)[..., None]
    theta = [*net.weights, *net.biases]
    mean, square = ([np.zeros_like(part) for part in theta] for _ in range(2))
    reached = np.zeros(len(y), bool)
    for step in range(1, recipe.steps + 1):
        gradients, z = _backward(net, recipe.activation, x, y)
        nearest = np.where(y, z, -z).min((1, 2))
        reached, settled = nearest > 0, nearest > margin
        if settled.all():
            break
        # After the last step nobody looks again: what is reached by then must stay.
        still = reached if step == recipe.steps else settled
        moving = ~still[:, None, None]
        for part, g, m, v in zip(theta, gradients, mean, square, strict=True):
            part -= moving * _change(recipe.rate, step, g, (m, v))
    return net, reached


def _change(rate: float | None, step: int, g: Array, kept: tuple[Array, Array]) -> Array:
    """What is subtracted in a step: Adam's (Kingma and Ba 2015), or momentum's at a rate."""
    m, v = kept
    if rate is not None:
        m += g - (1 - DECAY) * m
        return rate * m
    m += (1 - DECAY) * (g - m)
    v += (1 - SQUARE_DECAY) * (g * g - v)
    corrected = RATE * np.sqrt(1 - SQUARE_DECAY**step) / (1 - DECAY**step)
    change: Array = corrected * m / (np.sqrt(v) + 1e-8)
    return change


def _backward(net: MLP, activation: str, x: Array, y: Array) -> tuple[list[Array], Array]:
    """Gradients of the summed logistic loss, weights then biases, and the logits.

    `MLP.backward` gives all replicas one target; here each has its own.
    """
    value, slope = VALUES[activation]
    activations, a = [x], x
    for W, b in zip(net.weights[:-1], net.biases[:-1], strict=True):
        a = value(a @ W + b)
        activations.append(a)
    z = a @ net.weights[-1] + net.biases[-1]
    delta = sigmoid(z) - y
    weights, biases = [], []
    for W, a in zip(net.weights[::-1], activations[::-1], strict=True):
        weights.append(a.mT @ delta)
        biases.append(delta.sum(1, keepdims=True))
        delta = delta @ W.mT * slope(a)
    return [*weights[::-1], *biases[::-1]], z
