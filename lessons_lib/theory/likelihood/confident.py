"""One sigmoid unit that begins confidently wrong, trained with either loss.

The lecture, "Vanishing gradients": with squared error the gradient in the logit carries
the slope of the sigmoid, p(1 - p), which vanishes on both sides; with the logistic loss it is
p - t.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lessons_lib.activations import sigmoid

Array = NDArray[Any]
REPLICAS, POINTS, STEPS, RATE = 64, 50, 400, 0.5


def squared_gradient(z: Array, t: Array) -> Array:
    """d/dz of (sigmoid(z) - t)^2 / 2, which is (p - t) p (1 - p)."""
    return np.asarray((sigmoid(z) - t) * sigmoid.derivative(z))


def logistic_gradient(z: Array, t: Array) -> Array:
    """d/dz of the logistic loss: p - t."""
    return np.asarray(sigmoid(z) - t)


GRADIENTS = {"squared error": squared_gradient, "logistic loss": logistic_gradient}


@cache
def errors(loss: str, start: float) -> Array:
    """Share of wrong answers before each step, (STEPS + 1, REPLICAS): full batches, rate 0.5.

    Each replica has its own data: class 0 around x = -1 and class 1 around x = 1, both of
    standard deviation 0.5, 25 points each. It begins with weight -`start` and bias 0, so that
    the logit at a class's centre is `start` on the wrong side.
    """
    t = np.repeat([0.0, 1.0], POINTS // 2)
    x = 2 * t - 1 + np.random.default_rng(0).normal(0, 0.5, (REPLICAS, POINTS))
    weight, bias = np.full((REPLICAS, 1), -start), np.zeros((REPLICAS, 1))
    wrong = np.empty((STEPS + 1, REPLICAS))
    for step in range(STEPS + 1):
        z = weight * x + bias
        wrong[step] = ((z > 0) != (t > 0.5)).mean(-1)
        slope = GRADIENTS[loss](z, t)
        weight = weight - RATE * (slope * x).mean(-1, keepdims=True)
        bias = bias - RATE * slope.mean(-1, keepdims=True)
    return wrong
