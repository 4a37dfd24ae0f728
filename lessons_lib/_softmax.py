"""Softmax, and the shift that keeps it from overflowing."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib._arrays import as_floats

Array = NDArray[Any]


def softmax(logits: ArrayLike, axis: int = -1) -> Array:
    r"""Probabilities from logits: positive, and 1 in sum along `axis`.

    .. math:: \mathrm{softmax}(z)_j = e^{z_j} / \sum_k e^{z_k}

    Unchanged when a constant is added to all logits, which is why the largest may be
    subtracted first. Shapes: any but () -> same.

    Infinite logits give the limit: a single +inf has probability 1, a -inf has 0. Where several
    share an infinite maximum, or one is nan, there is none: all are nan.
    """
    powers = np.exp(from_largest(as_floats(logits), axis))
    return np.asarray(powers / powers.sum(axis=axis, keepdims=True))


def from_largest(logits: Array, axis: int = -1) -> Array:
    """Logits minus the largest along `axis`; nan where infinite ones leave it undecided."""
    if logits.ndim == 0:
        raise ValueError(f"logits = {logits}: give one logit for each class, (n, classes).")
    largest = logits.max(axis=axis, keepdims=True, initial=-np.inf)
    # Infinite where the difference of two huge logits overflows: its exponential is 0.
    with np.errstate(over="ignore", invalid="ignore"):
        below = np.where(logits == largest, 0, logits - largest)
    tied = (below == 0).sum(axis=axis, keepdims=True) > 1
    return np.where(np.isinf(largest) & tied, np.nan, below)
