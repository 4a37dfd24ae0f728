"""Held-out logits of real tumours, and what is counted on them."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lessons_lib.datasets import breast_cancer
from lessons_lib.mlp import MLP
from lessons_lib.training import train

Array = NDArray[Any]
FOLDS = 5


@cache
def held_out_logits() -> tuple[Array, Array]:
    """Logits of 569 tumours, each from networks (median of 16 seeds) that never saw it, and
    their classes: 1 is benign."""
    data = breast_cancer()
    order = np.random.default_rng(0).permutation(len(data.X))
    logits = np.empty(len(data.X))
    for fold in range(FOLDS):
        test = order[fold::FOLDS]
        rest = np.setdiff1d(order, test)
        net = MLP((30, 8, 1), "relu", "logistic", seeds=range(16))
        train(net, data.X[rest], data.y[rest], epochs=25, learning_rate=0.05)
        logits[test] = np.median(net.logits(data.X[test])[..., 0], axis=0)
    return logits, data.y


def mistakes(logits: Array, y: Array, thresholds: Array) -> tuple[Array, Array]:
    """At each threshold, how many malignant tumours are called benign, and how many benign ones
    malignant. Tumours are called benign where the logit exceeds the threshold; y is 1 for
    benign."""
    benign = logits > np.asarray(thresholds)[..., None]
    return (benign & (y == 0)).sum(-1), (~benign & (y == 1)).sum(-1)
