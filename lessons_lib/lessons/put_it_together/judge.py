"""Scores of outputs, and the linear models of scikit-learn that networks are compared with."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lessons_lib.lessons.put_it_together.tasks import NUMBER, SEVERAL, YES_OR_NO, Kind, Task

Array = NDArray[Any]
PENALTIES = (0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0, 300.0, 1000.0)
LOWEST = -1.0  # R² is cut off here: how far off an exploding network is hangs on the last digit


class Scores(NamedTuple):
    """A score on each of the three parts."""

    train: Any
    validation: Any
    test: Any


def score(kind: Kind, outputs: Array, y: Array) -> Array:
    """R², or the share of examples with all of the target right, as scikit-learn's `score`.

    outputs (replicas, n, k), y (n, k), one score for each replica.
    """
    if kind is NUMBER:
        errors = ((outputs - y) ** 2).sum((-2, -1))
        r2 = 1 - errors / ((y - y.mean(0)) ** 2).sum()
        return np.where(r2 > LOWEST, r2, LOWEST)
    if kind.exclusive:
        return np.asarray((outputs.argmax(-1) == y.argmax(-1)).mean(-1))
    return np.asarray(((outputs > 0.5) == y).all(-1).mean(-1))


@cache
def baseline(it: Task) -> Scores:
    """The scores of the linear model, fitted to the scaled inputs of the training set."""
    inputs = it.inputs(scaled=True)
    targets = [labels(it.kind, part.y) for part in (it.train, it.validation, it.test)]
    model = linear_model(it.kind).fit(inputs[0], targets[0])
    return Scores(*(float(model.score(X, y)) for X, y in zip(inputs, targets, strict=True)))


@cache
def tuned(it: Task) -> Scores:
    """The scores of the linear model whose penalty is the best of `PENALTIES` on the validation
    set; of equals the smallest."""
    inputs = it.inputs(scaled=True)
    targets = [labels(it.kind, part.y) for part in (it.train, it.validation, it.test)]
    models = [linear_model(it.kind, each).fit(inputs[0], targets[0]) for each in PENALTIES]
    pairs = list(zip(inputs, targets, strict=True))
    found = [Scores(*(float(model.score(X, y)) for X, y in pairs)) for model in models]
    return max(found, key=lambda scores: scores.validation)


def linear_model(kind: Kind, penalty: float | None = None) -> Any:
    """scikit-learn's linear model for a kind of task, fitted to the end. Without a `penalty`
    on the sum of the squared weights it is scikit-learn's usual one: none on those of a linear
    regression, 1 (its C = 1) on those of a logistic regression."""
    from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge
    from sklearn.multiclass import OneVsRestClassifier

    if kind is NUMBER:
        return LinearRegression() if penalty is None else Ridge(penalty)
    model = LogisticRegression(C=1 / (penalty or 1), max_iter=10_000, tol=1e-6)
    return OneVsRestClassifier(model) if kind is SEVERAL else model


def labels(kind: Kind, y: Array) -> Array:
    """Targets (n, k) as scikit-learn takes them."""
    if kind.exclusive:
        return np.asarray(y.argmax(1))
    return np.asarray(y[:, 0]) if kind is YES_OR_NO else y
