"""One sigmoid unit that begins confidently wrong, trained with either loss.

The lecture, "Vanishing gradients": with squared error the gradient in the logit carries
the slope of the sigmoid, p(1 - p), which vanishes on both sides; with the logistic loss it is
p - t.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lessons_lib.activations import sigmoid

Array = NDArray[Any]
REPLICAS, POINTS, RATE, ADAM_RATE = 64, 50, 0.5, 0.05


def squared_gradient(z: Array, t: Array) -> Array:
    """d/dz of (sigmoid(z) - t)^2 / 2, which is (p - t) p (1 - p)."""
    return np.asarray((sigmoid(z) - t) * sigmoid.derivative(z))


def logistic_gradient(z: Array, t: Array) -> Array:
    """d/dz of the logistic loss: p - t."""
    return np.asarray(sigmoid(z) - t)


GRADIENTS = {"squared error": squared_gradient, "logistic loss": logistic_gradient}


def descent(theta: Array, gradient: Callable[[Array], Array]) -> Iterator[Array]:
    """The places theta of gradient descent at rate 0.5, the start first, without end."""
    while True:
        yield theta
        theta = theta - RATE * gradient(theta)


def adam(theta: Array, gradient: Callable[[Array], Array]) -> Iterator[Array]:
    """The places theta of Adam at rate 0.05, the start first, without end.

    Source: Kingma and Ba (2015), arXiv:1412.6980, algorithm 1, with its defaults 0.9, 0.999, 1e-8.
    """
    mean, square, step = np.zeros_like(theta), np.zeros_like(theta), 0
    while True:
        yield theta
        slope, step = gradient(theta), step + 1
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        size = np.sqrt(square / (1 - 0.999**step)) + 1e-8
        theta = theta - ADAM_RATE * mean / (1 - 0.9**step) / size


OPTIMISERS = {"gradient descent": descent, "Adam": adam}


def wrong_answers(
    loss: str, starts: Sequence[float], optimiser: str = "gradient descent"
) -> Iterator[Array]:
    """Share of wrong answers before each step on full batches, (starts, REPLICAS), without end.

    Each replica has its own data: class 0 around x = -1 and class 1 around x = 1, both of
    standard deviation 0.5, 25 points each. It begins with weight -start and bias 0, so that
    the logit at a class's centre is `start` on the wrong side.
    """
    t = np.repeat([0.0, 1.0], POINTS // 2)
    x = 2 * t - 1 + np.random.default_rng(0).normal(0, 0.5, (REPLICAS, POINTS))
    theta = np.zeros((2, len(starts), REPLICAS, 1))
    theta[0] -= np.reshape(starts, (-1, 1, 1))

    def gradient(theta: Array) -> Array:
        slope = GRADIENTS[loss](theta[0] * x + theta[1], t)
        return np.stack([(slope * x).mean(-1, keepdims=True), slope.mean(-1, keepdims=True)])

    for weight, bias in OPTIMISERS[optimiser](theta, gradient):
        yield ((weight * x + bias > 0) != (t > 0.5)).mean(-1)
