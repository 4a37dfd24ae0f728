r"""Logistic regression on twelve inputs whose labels one threshold may separate.

The labels are drawn with P(t = 1 | x) = sigmoid(2 x). Where a threshold separates them, the
likelihood has no maximum: it grows with the weight without end. Source: Soudry, Hoffer,
Nacson, Gunasekar, Srebro (2018), The implicit bias of gradient descent on separable data,
JMLR 19(70), for the growth of the weight with the logarithm of the steps.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lessons_lib.activations import sigmoid
from lessons_lib.losses import logistic_loss

Array = NDArray[Any]
X = np.array([-2.4, -1.9, -1.4, -1.0, -0.6, -0.2, 0.1, 0.3, 0.7, 1.1, 1.5, 2.2])
TRUE_WEIGHT, DRAWS, RATE = 2.0, 400, 1.0


class Fit(NamedTuple):
    """After some steps, for each set of labels (sets,): the weight, the bias, the mean loss on
    these labels, and the mean loss expected on new labels of the same inputs."""

    weight: Array
    bias: Array
    training: Array
    fresh: Array


def labels() -> Array:
    """400 sets of labels for the inputs X, shape (400, 12)."""
    uniform = np.random.default_rng(0).random((DRAWS, len(X)))
    return (uniform < sigmoid(TRUE_WEIGHT * X)).astype(float)


def separable(t: Array) -> Array:
    """Whether one threshold parts the ones from the zeros; t (sets, 12) gives (sets,).

    X is sorted, so the labels then change once. Sets of one class alone do not count.
    """
    return np.asarray((np.diff(t, axis=-1) != 0).sum(-1) == 1)


def fits(t: Array, penalty: float) -> Iterator[Fit]:
    """After each step of full-batch descent on the mean loss + penalty/2 weight^2, rate 1.

    t has shape (sets, 12); weight and bias begin at 0.
    """
    weight, bias = np.zeros((2, len(t), 1))
    true = np.broadcast_to(sigmoid(TRUE_WEIGHT * X), t.shape)
    while True:
        slope = logistic_loss.gradient(weight * X + bias, t)
        weight = weight - RATE * ((slope * X).mean(-1, keepdims=True) + penalty * weight)
        bias = bias - RATE * slope.mean(-1, keepdims=True)
        z = weight * X + bias
        # The loss sums over the last axis, which holds the examples here.
        training, fresh = (logistic_loss(z, target) / len(X) for target in (t, true))
        yield Fit(weight[:, 0], bias[:, 0], training, fresh)
