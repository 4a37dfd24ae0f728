r"""Losses per example, from what the network's last layer gives before its activation.

Every loss is the negative logarithm of a likelihood (the lecture, "Maximum Likelihood"), up
to a positive factor and a constant. One value for each example, summed over its outputs;
the average over examples is the caller's. `output` names the activation that matches.

Shapes: prediction or logits (..., n, outputs) and target (n, outputs) or the same shape,
giving (..., n); or both (n,), giving (n,).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib.activations import sigmoid, softmax

Array = NDArray[Any]


class Loss:
    """One value for each example, and its gradient in the prediction or the logits."""

    output = "identity"

    def __call__(self, prediction: ArrayLike, target: ArrayLike) -> Array:
        z, t = _matched(prediction, target)
        return _per_example(self._value(z, t))

    def gradient(self, prediction: ArrayLike, target: ArrayLike) -> Array:
        """d loss / d prediction (or logits), of the prediction's shape."""
        return np.asarray(self._gradient(*_matched(prediction, target)))

    def _value(self, z: Array, t: Array) -> Array:
        raise NotImplementedError

    def _gradient(self, z: Array, t: Array) -> Array:
        raise NotImplementedError


class SquaredError(Loss):
    r"""(p - t)^2: Gaussian noise. Without the factor 1/2, so its gradient is 2 (p - t)."""

    def _value(self, z: Array, t: Array) -> Array:
        return (z - t) ** 2

    def _gradient(self, z: Array, t: Array) -> Array:
        return 2 * (z - t)


class AbsoluteError(Loss):
    r"""|p - t|: Laplace noise. The gradient is the sign of p - t, and 0 where they are equal."""

    def _value(self, z: Array, t: Array) -> Array:
        return np.abs(z - t)

    def _gradient(self, z: Array, t: Array) -> Array:
        return np.sign(z - t)


class LogisticLoss(Loss):
    r"""-[t ln s + (1 - t) ln(1 - s)] with s = sigmoid(z): Bernoulli, one for each output.

    Computed as max(z, 0) - t z + ln(1 + e^{-|z|}), which is exact where s rounds to 0 or 1.
    The gradient is s - t. `target` may be a probability.
    """

    output = "sigmoid"

    def _value(self, z: Array, t: Array) -> Array:
        return np.maximum(z, 0) - t * z + np.log1p(np.exp(-np.abs(z)))

    def _gradient(self, z: Array, t: Array) -> Array:
        return sigmoid(z) - t


class SoftmaxCrossEntropy(Loss):
    r"""-sum_c t_c ln softmax(z)_c: categorical. The gradient is softmax(z) - t.

    `target` holds whole class labels, shape (n,), or rows of probabilities, (n, classes).
    """

    output = "softmax"

    def __call__(self, prediction: ArrayLike, target: ArrayLike) -> Array:
        z, t = _matched(prediction, _rows(prediction, target))
        # Infinite where the difference of two huge logits overflows: its exponential is 0.
        with np.errstate(over="ignore", under="ignore"):
            shifted = z - z.max(-1, keepdims=True)
            log_softmax = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
        # 0 ln 0 counts as 0, as in the entropy.
        return -(t * np.where(t == 0, 0, log_softmax)).sum(-1)

    def gradient(self, prediction: ArrayLike, target: ArrayLike) -> Array:
        z, t = _matched(prediction, _rows(prediction, target))
        return softmax(z) - t


squared_error, absolute_error = SquaredError(), AbsoluteError()
logistic_loss, softmax_cross_entropy = LogisticLoss(), SoftmaxCrossEntropy()

LOSSES: Mapping[str, Loss] = {
    "squared_error": squared_error,
    "absolute_error": absolute_error,
    "logistic": logistic_loss,
    "softmax_cross_entropy": softmax_cross_entropy,
}


def _matched(prediction: ArrayLike, target: ArrayLike) -> tuple[Array, Array]:
    z, t = (np.asarray(a) for a in (prediction, target))
    z, t = (a if a.dtype.kind == "f" else a.astype(np.float64) for a in (z, t))
    # NumPy would broadcast (4, 1) - (4,) to (4, 4) without a word.
    stacked = z.ndim == 3 and z.shape[1:] == t.shape
    if z.shape != t.shape and not stacked:
        raise ValueError(
            f"prediction has shape {z.shape} but target has shape {t.shape}: they must be equal,"
            " or the prediction may have one axis of replicas in front."
        )
    return z, t.astype(z.dtype, copy=False)


def _per_example(values: Array) -> Array:
    return values.sum(-1) if values.ndim > 1 else values


def _rows(logits: ArrayLike, target: ArrayLike) -> Array:
    """Class labels as rows with a single 1; rows stay."""
    z, t = np.asarray(logits), np.asarray(target)
    if t.ndim != 1 or z.ndim == 1:
        return t
    classes = z.shape[-1]
    wrong = (t < 0) | (t >= classes) | (t != np.floor(t))
    if np.any(wrong):
        raise ValueError(
            f"target holds the label {t[wrong][0]}; {classes} classes take whole labels"
            f" from 0 to {classes - 1}."
        )
    return np.eye(classes)[t.astype(int)]
