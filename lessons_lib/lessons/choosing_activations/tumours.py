"""Held-out logits of real tumours, and what can be counted and measured on them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lessons_lib.datasets import breast_cancer
from lessons_lib.losses import logistic_loss
from lessons_lib.mlp import MLP
from lessons_lib.training import train

Array = NDArray[Any]
FOLDS, BINS, SPLITS, RESAMPLES = 5, 6, 1000, 5000
GRADIENT_DESCENT, LONGER, ADAM = "25 epochs", "500 epochs", "100 epochs of Adam"
TRAININGS: Mapping[str, dict[str, Any]] = {
    GRADIENT_DESCENT: {"epochs": 25, "learning_rate": 0.05},
    LONGER: {"epochs": 500, "learning_rate": 0.05},
    ADAM: {"epochs": 100, "learning_rate": 0.01, "optimiser": "adam"},
}


@cache
def held_out_logits(trained: str = GRADIENT_DESCENT) -> tuple[Array, Array]:
    """Logits of 569 tumours, each from networks (median of 16 seeds) that never saw it, and
    their classes: 1 is benign."""
    data = breast_cancer()
    order = np.random.default_rng(0).permutation(len(data.X))
    logits = np.empty(len(data.X))
    for fold in range(FOLDS):
        test = order[fold::FOLDS]
        rest = np.setdiff1d(order, test)
        net = MLP((30, 8, 1), "relu", "logistic", seeds=range(16))
        train(net, data.X[rest], data.y[rest], **TRAININGS[trained])
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


def log_loss(logits: Array, y: Array) -> float:
    """The mean logistic loss, in nats."""
    return float(logistic_loss(logits, y.astype(float)).mean())


class Factors(NamedTuple):
    """Log loss at each factor on the logits, the best factor, and its 95 % interval."""

    losses: Array
    best: float
    low: float
    high: float


@cache
def best_factor(factors: tuple[float, ...], trained: str = GRADIENT_DESCENT) -> Factors:
    """By the bootstrap: 5000 times as many tumours are drawn again, and the best factor found."""
    z, y = held_out_logits(trained)
    each = np.array([logistic_loss(f * z, y.astype(float)) for f in factors])
    rng, n = np.random.default_rng(0), len(y)
    drawn = rng.multinomial(n, np.full(n, 1 / n), size=RESAMPLES)
    found = np.array(factors)[(drawn @ each.T).argmin(1)]
    low, high = np.quantile(found, [0.025, 0.975])
    losses = each.mean(1)
    return Factors(losses, factors[losses.argmin()], float(low), float(high))
