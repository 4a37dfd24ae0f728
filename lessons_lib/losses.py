r"""Losses per example, from what the network's last layer gives before its activation.

Every loss is the negative logarithm of a likelihood (the lecture, "Maximum Likelihood"), up
to a positive factor and a constant. One value for each example, summed over its outputs;
the average over examples is the caller's. `output` names the activation that matches.

Nothing warns, and no finite input gives nan: a loss beyond the largest float is inf. At infinite
logits the losses on logits are their limits; see `softmax` for where there is none. A nan, and
an infinite prediction of the same infinite target, give nan. Masked entries are refused.

Shapes: prediction or logits (..., n, outputs), with any axes in front, such as replicas, and
target of the same shape or (n, outputs), giving (..., n); or both (n,), giving (n,).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib._arrays import as_floats
from lessons_lib._softmax import from_largest, softmax
from lessons_lib.activations import sigmoid

Array = NDArray[Any]
QUIET: Mapping[str, Any] = {"over": "ignore", "under": "ignore", "invalid": "ignore"}


class Loss(ABC):
    """One value for each example, and its gradient in the prediction or the logits."""

    output = "identity"

    def __call__(self, prediction: ArrayLike, target: ArrayLike) -> Array:
        with np.errstate(**QUIET):
            values = self._value(*self._checked(prediction, target))
            return values.sum(-1) if values.ndim > 1 else values

    def gradient(self, prediction: ArrayLike, target: ArrayLike) -> Array:
        """d loss / d prediction (or logits), of the prediction's shape."""
        with np.errstate(**QUIET):
            return np.asarray(self._gradient(*self._checked(prediction, target)))

    def _checked(self, prediction: ArrayLike, target: ArrayLike) -> tuple[Array, Array]:
        return _matched(as_floats(prediction), as_floats(target))

    @abstractmethod
    def _value(self, z: Array, t: Array) -> Array:
        """The loss of each output."""

    @abstractmethod
    def _gradient(self, z: Array, t: Array) -> Array:
        """Its derivative in z."""


class SquaredError(Loss):
    r"""(p - t)^2: Gaussian noise. Without the factor 1/2, so its gradient is 2 (p - t)."""

    def _value(self, z: Array, t: Array) -> Array:
        return (z - t) ** 2

    def _gradient(self, z: Array, t: Array) -> Array:
        return 2 * (z - t)


class AbsoluteError(Loss):
    r"""`|p - t|`: Laplace noise. The gradient is the sign of p - t, and 0 where they are equal."""

    def _value(self, z: Array, t: Array) -> Array:
        return np.abs(z - t)

    def _gradient(self, z: Array, t: Array) -> Array:
        return np.sign(z - t)


class LogisticLoss(Loss):
    r"""-[t ln s + (1 - t) ln(1 - s)] with s = sigmoid(z): Bernoulli, one for each output.

    Computed as `max(z, 0) - t z + ln(1 + e^{-|z|})`, which is exact where s rounds to 0 or 1.
    The gradient is s - t. `target` may be a probability.
    """

    output = "sigmoid"

    def _checked(self, prediction: ArrayLike, target: ArrayLike) -> tuple[Array, Array]:
        z, t = super()._checked(prediction, target)
        _refuse_improbable(t, "labels 0 and 1, or probabilities")
        return z, t

    def _value(self, z: Array, t: Array) -> Array:
        values = np.maximum(z, 0) - t * z + np.log1p(np.exp(-np.abs(z)))
        if np.isfinite(values.sum()):
            return values
        # Of an infinite z stays w |z|, where w is the target's share on the other side of 0.
        limit = np.where(np.where(z < 0, t, 1 - t) == 0, 0, np.inf)
        return np.where(np.isinf(z), limit, values).astype(z.dtype)

    def _gradient(self, z: Array, t: Array) -> Array:
        return sigmoid(z) - t


class SoftmaxCrossEntropy(Loss):
    r"""-sum_c t_c ln softmax(z)_c: categorical. The gradient is softmax(z) - t.

    `target` holds whole class labels from 0, shape (n,), or rows of probabilities,
    (n, classes). Logits of shape (classes,) are one example.
    """

    output = "softmax"

    def __call__(self, prediction: ArrayLike, target: ArrayLike) -> Array:
        with np.errstate(**QUIET):
            return np.asarray(self._value(*self._checked(prediction, target)).sum(-1))

    def _checked(self, prediction: ArrayLike, target: ArrayLike) -> tuple[Array, Array]:
        z, t = as_floats(prediction), as_floats(target)
        if z.ndim == 0:
            raise ValueError(f"logits = {z}: give one logit for each class, (n, classes).")
        z, t = _matched(z, _rows(z, t) if t.ndim < min(z.ndim, 2) else t)
        _refuse_improbable(t, "whole class labels in one axis, or rows of probabilities")
        wrong = np.abs(t.sum(-1) - 1) > 1e-5
        if np.any(wrong):
            raise ValueError(
                f"target has a row whose sum is {t.sum(-1)[wrong][0]:g}: the probabilities of"
                " all classes must be 1 in sum."
            )
        return z, t

    def _value(self, z: Array, t: Array) -> Array:
        shifted = from_largest(z)
        log_softmax = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
        # 0 ln 0 counts as 0, as in the entropy.
        return -(t * np.where(t == 0, 0, log_softmax))

    def _gradient(self, z: Array, t: Array) -> Array:
        return softmax(z) - t


squared_error, absolute_error = SquaredError(), AbsoluteError()
logistic_loss, softmax_cross_entropy = LogisticLoss(), SoftmaxCrossEntropy()

LOSSES: Mapping[str, Loss] = {
    "squared_error": squared_error,
    "absolute_error": absolute_error,
    "logistic": logistic_loss,
    "softmax_cross_entropy": softmax_cross_entropy,
}


def _matched(z: Array, t: Array) -> tuple[Array, Array]:
    """Refuse shapes that differ: NumPy would broadcast (4, 1) - (4,) to (4, 4) unasked."""
    in_front = t.ndim == 2 and z.shape[-2:] == t.shape
    if z.shape != t.shape and not in_front:
        raise ValueError(
            f"prediction has shape {z.shape} but target has shape {t.shape}: they must be equal,"
            " or the prediction may have more axes in front, such as replicas."
        )
    return z, t.astype(z.dtype, copy=False)


def _rows(logits: Array, labels: Array) -> Array:
    """Class labels as rows with a single 1."""
    classes, examples = logits.shape[-1], logits.shape[-2:-1]
    if labels.shape != examples:
        raise ValueError(
            f"prediction has shape {logits.shape} but target has shape {labels.shape}: give one"
            f" label for each example, {examples}, or rows of probabilities, {logits.shape[-2:]}."
        )
    wrong = (labels < 0) | (labels >= classes) | (labels != np.floor(labels))
    if np.any(wrong):
        raise ValueError(
            f"target holds the label {labels[wrong][0]:g}; {classes} classes take whole labels"
            f" from 0 to {classes - 1}."
        )
    return np.eye(classes)[labels.astype(int)]


def _refuse_improbable(target: Array, accepted: str) -> None:
    for extreme in (target.min(initial=0), target.max(initial=1)):
        if not 0 <= extreme <= 1:
            raise ValueError(f"target holds {extreme:g}; this loss takes {accepted}.")
