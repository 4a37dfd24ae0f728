"""Held-out logits of real tumours, and what can be counted and measured on them."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lessons_lib.activations import sigmoid
from lessons_lib.datasets import breast_cancer
from lessons_lib.losses import logistic_loss
from lessons_lib.mlp import MLP
from lessons_lib.training import train

Array = NDArray[Any]
FOLDS, BINS, SPLITS = 5, 6, 1000


@cache
def held_out_logits(epochs: int = 25) -> tuple[Array, Array]:
    """Logits of 569 tumours, each from networks (median of 16 seeds) that never saw it, and
    their classes: 1 is benign."""
    data = breast_cancer()
    order = np.random.default_rng(0).permutation(len(data.X))
    logits = np.empty(len(data.X))
    for fold in range(FOLDS):
        test = order[fold::FOLDS]
        rest = np.setdiff1d(order, test)
        net = MLP((30, 8, 1), "relu", "logistic", seeds=range(16))
        train(net, data.X[rest], data.y[rest], epochs=epochs, learning_rate=0.05)
        logits[test] = np.median(net.logits(data.X[test])[..., 0], axis=0)
    return logits, data.y


class Mistakes(NamedTuple):
    """How many malignant tumours are called benign, and how many benign ones malignant."""

    missed: int
    alarms: int


def mistakes(logits: Array, y: Array, threshold: float) -> Mistakes:
    """Tumours are called benign where the logit exceeds the threshold; y is 1 for benign."""
    benign = logits > threshold
    return Mistakes(int((benign & (y == 0)).sum()), int((~benign & (y == 1)).sum()))


def first_half(split: int) -> Array:
    """Half of the tumours of each class, drawn by a seed, as a mask (569,)."""
    _, y = held_out_logits()
    rng, mask = np.random.default_rng(split), np.zeros(len(y), bool)
    for label in (0, 1):
        members = rng.permutation(np.flatnonzero(y == label))
        mask[members[: len(members) // 2]] = True
    return mask


def lowest_without_miss(logits: Array, y: Array) -> float:
    """The lowest threshold that calls no malignant tumour benign: the largest of their logits."""
    return float(logits[y == 0].max())


@cache
def missed_in_the_other_half() -> Array:
    """Of each of 1000 splits, how many malignant tumours the second half loses at the threshold
    that loses none of the first."""
    z, y = held_out_logits()
    return np.array(
        [
            mistakes(z[~half], y[~half], lowest_without_miss(z[half], y[half])).missed
            for half in map(first_half, range(SPLITS))
        ]
    )


class Groups(NamedTuple):
    """Of each group of probabilities: their mean, how many tumours are benign, and of how many."""

    mean: Array
    benign: Array
    size: Array


def groups(p: Array, y: Array, bins: int = BINS) -> Groups:
    """Groups of equal width in p; empty ones are left out."""
    group = np.minimum((p * bins).astype(int), bins - 1)
    count = np.bincount(group, minlength=bins)
    full = count > 0
    mean = np.bincount(group, p, minlength=bins)[full] / count[full]
    return Groups(mean, np.bincount(group, y, minlength=bins)[full], count[full])


def calibration_error(p: Array, y: Array, bins: int = BINS) -> float:
    """The gap between mean probability and share, averaged over the tumours."""
    mean, benign, size = groups(p, y, bins)
    return float((size * np.abs(mean - benign / size)).sum() / size.sum())


def log_loss(logits: Array, y: Array) -> float:
    """The mean logistic loss, in nats."""
    return float(logistic_loss(logits, y.astype(float)).mean())


def curves(factors: Array, epochs: int = 25) -> Array:
    """Log loss and calibration error of the logits times each factor, (2, factors)."""
    z, y = held_out_logits(epochs)
    losses = [log_loss(f * z, y) for f in factors]
    return np.array([losses, [calibration_error(sigmoid(f * z), y) for f in factors]])
