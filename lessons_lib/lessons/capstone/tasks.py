"""Four real tasks, each with targets as columns, held-out examples and a baseline."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lessons_lib.theory.output_choice import misfit

Array = NDArray[Any]
HELD_OUT = 0.25
# The workbench's word for an output, and the activation it stands for.
OUTPUTS: Mapping[str, str] = {
    "linear": "identity",
    "sigmoid": "sigmoid",
    "softmax": "softmax",
    "relu": "relu",
}
LOSSES: Mapping[str, str] = {
    "squared error": "squared_error",
    "logistic": "logistic",
    "softmax cross-entropy": "softmax_cross_entropy",
}


class Part(NamedTuple):
    """Inputs (n, features) and targets (n, outputs)."""

    X: Array
    y: Array


class Kind(NamedTuple):
    """What a task asks for, and the output and loss that fit it."""

    words: str
    output: str
    loss: str
    score: str


class Task(NamedTuple):
    """Data to learn from, in the units they came in, and held-out data to be judged by."""

    kind: Kind
    train: Part
    test: Part
    baseline: str

    def inputs(self, scaled: bool) -> tuple[Array, Array]:
        """Inputs to learn from and to be judged by; scaled by the mean and the standard
        deviation of the first, of which the second must know nothing else."""
        if not scaled:
            return self.train.X, self.test.X
        mean, spread = self.train.X.mean(0), self.train.X.std(0)
        spread = np.where(spread > 0, spread, 1)  # digits have pixels that are always 0
        return (self.train.X - mean) / spread, (self.test.X - mean) / spread


NUMBER = Kind("a number", "linear", "squared error", "R² (cut off at -1)")
YES_OR_NO = Kind("one of two classes", "sigmoid", "logistic", "accuracy")
ONE_OF_TEN = Kind("one of ten classes", "softmax", "softmax cross-entropy", "accuracy")
SEVERAL = Kind(
    "any of five labels", "sigmoid for each label", "logistic", "share with all labels right"
)


@cache
def task(name: str) -> Task:
    """One of `TASKS`, split by a fixed seed; a number to be predicted in standard units."""
    from sklearn.model_selection import train_test_split

    kind, X, y, baseline = TASKS[name]()
    stratify = y.argmax(1) if kind is ONE_OF_TEN else y if kind is YES_OR_NO else None
    a, b, c, d = train_test_split(X, y, test_size=HELD_OUT, random_state=0, stratify=stratify)
    if kind is NUMBER:
        mean, spread = c.mean(0), c.std(0)
        c, d = (c - mean) / spread, (d - mean) / spread
    return Task(kind, Part(a, c), Part(b, d), baseline)


def _diabetes() -> tuple[Kind, Array, Array, str]:
    from sklearn.datasets import load_diabetes

    X, y = load_diabetes(return_X_y=True, scaled=False)
    return NUMBER, X, y[:, None], "linear regression"


def _breast_cancer() -> tuple[Kind, Array, Array, str]:
    from sklearn.datasets import load_breast_cancer

    X, y = load_breast_cancer(return_X_y=True)
    return YES_OR_NO, X, y[:, None], "logistic regression"


def _digits() -> tuple[Kind, Array, Array, str]:
    from sklearn.datasets import load_digits

    X, y = load_digits(return_X_y=True)
    return ONE_OF_TEN, X, np.eye(10)[y], "logistic regression"


def _documents() -> tuple[Kind, Array, Array, str]:
    from sklearn.datasets import make_multilabel_classification

    X, y = make_multilabel_classification(800, 20, n_classes=5, n_labels=2, random_state=0)
    return SEVERAL, X, y, "a logistic regression for each label"


TASKS = {
    "diabetes": _diabetes,
    "breast cancer": _breast_cancer,
    "digits": _digits,
    "topics of documents": _documents,
}


def score(kind: Kind, outputs: Array, y: Array) -> Array:
    """What scikit-learn's `score` gives, for each replica: outputs (replicas, n, k), y (n, k).

    R² is cut off at -1: how far off an exploding network is hangs on the last digit.
    """
    if kind is NUMBER:
        errors = ((outputs - y) ** 2).sum((-2, -1))
        r2 = 1 - errors / ((y - y.mean(0)) ** 2).sum()
        return np.where(r2 > -1, r2, -1)
    if kind is ONE_OF_TEN:
        return np.asarray((outputs.argmax(-1) == y.argmax(-1)).mean(-1))
    return np.asarray(((outputs > 0.5) == y).all(-1).mean(-1))


@cache
def baseline(name: str) -> float:
    """The score of scikit-learn's linear model on the held-out examples, inputs scaled."""
    from sklearn.linear_model import LinearRegression, LogisticRegression
    from sklearn.multiclass import OneVsRestClassifier

    it = task(name)
    X, X_test = it.inputs(scaled=True)
    if it.kind is NUMBER:
        return float(LinearRegression().fit(X, it.train.y).score(X_test, it.test.y))
    model: Any = LogisticRegression(max_iter=2000)
    if it.kind is SEVERAL:
        model = OneVsRestClassifier(model)
    targets = [_labels(it.kind, part.y) for part in (it.train, it.test)]
    return float(model.fit(X, targets[0]).score(X_test, targets[1]))


def _labels(kind: Kind, y: Array) -> Array:
    if kind is SEVERAL:
        return y
    return np.asarray(y.argmax(1) if kind is ONE_OF_TEN else y[:, 0])


def objection(name: str, output: str, loss: str) -> str:
    """Why output and loss do not fit the task; empty if they do."""
    kind, outputs = task(name).kind, task(name).train.y.shape[1]
    if output == "softmax" and outputs == 1:
        return "softmax of a single output is always 1"
    if output == "sigmoid" and outputs > 1:
        output = "sigmoid for each label"
    return misfit(kind.output, kind.loss, output, loss)
