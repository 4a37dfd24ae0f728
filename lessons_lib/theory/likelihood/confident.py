"""One sigmoid unit that begins confidently wrong, trained with either loss.

The lecture, "Vanishing gradients": with squared error the gradient in the logit carries
the slope of the sigmoid, p(1 - p), which vanishes on both sides; with the logistic loss it is
p - t.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lessons_lib.activations import sigmoid
from lessons_lib.optimisers import SGD, Adam, Optimiser

Array = NDArray[Any]
REPLICAS, POINTS = 64, 50


def squared_gradient(z: Array, t: Array) -> Array:
    """d/dz of (sigmoid(z) - t)^2 / 2, which is (p - t) p (1 - p)."""
    return np.asarray((sigmoid(z) - t) * sigmoid.derivative(z))


def logistic_gradient(z: Array, t: Array) -> Array:
    """d/dz of the logistic loss: p - t."""
    return np.asarray(sigmoid(z) - t)


GRADIENTS = {"squared error": squared_gradient, "logistic loss": logistic_gradient}


OPTIMISERS: dict[str, tuple[Optimiser, float]] = {
    "gradient descent": (SGD(), 0.5),
    "gradient descent with large steps": (SGD(), 32.0),
    "Adam": (Adam(), 0.05),
}  # and their learning rates


def data() -> tuple[Array, Array]:
    """Inputs (REPLICAS, POINTS) and targets (POINTS,): class 0 around x = -1 and class 1 around
    x = 1, both of standard deviation 0.5, half of the points each."""
    t = np.repeat([0.0, 1.0], POINTS // 2)
    return 2 * t - 1 + np.random.default_rng(0).normal(0, 0.5, (REPLICAS, POINTS)), t


def wrong_answers(
    loss: str, starts: Sequence[float], optimiser: str = "gradient descent"
) -> Iterator[Array]:
    """Share of wrong answers before each step on full batches, (starts, REPLICAS), without end.

    Each replica has its own `data`. It begins with weight -start and bias 0, so that the logit
    at a class's centre is `start` on the wrong side.
    """
    x, t = data()
    theta = np.zeros((2, len(starts), REPLICAS))
    theta[0] -= np.reshape(starts, (-1, 1))
    gradient = np.empty_like(theta)
    rule, rate = OPTIMISERS[optimiser]
    step = rule.begin(theta, gradient)
    while True:
        z = theta[0, ..., None] * x + theta[1, ..., None]
        yield ((z > 0) != (t > 0.5)).mean(-1)
        slope = GRADIENTS[loss](z, t) * (rate if rule.takes_scaled else 1.0)
        np.stack([(slope * x).mean(-1), slope.mean(-1)], out=gradient)
        step(rate)
