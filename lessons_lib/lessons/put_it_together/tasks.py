"""Four real tasks, each with targets as columns, held-out examples and a baseline."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lessons_lib.mlp import MLP
from lessons_lib.theory.likelihood.output_choice import LOSSES, misfit

Array = NDArray[Any]
HELD_OUT = 0.25
# The workbench's word for an output, and the activation it stands for.
OUTPUTS: Mapping[str, str] = {
    "linear": "identity",
    "sigmoid": "sigmoid",
    "softmax": "softmax",
    "relu": "relu",
}
EACH = " for each label"


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

    @property
    def fit(self) -> dict[str, str]:
        """The workbench's choices that fit; there a sigmoid stands on every output."""
        return {"output": self.output.removesuffix(EACH), "loss": self.loss}


class Recipe(NamedTuple):
    """A kind of task, what makes its inputs and targets, and the name of its baseline."""

    kind: Kind
    load: Callable[[], tuple[Array, Array]]
    baseline: str


class Task(NamedTuple):
    """Data to learn from, in the units they came in, and held-out data to be judged by."""

    kind: Kind
    train: Part
    test: Part

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
SEVERAL = Kind("any of five labels", "sigmoid" + EACH, "logistic", "share with all labels right")


@cache
def task(name: str) -> Task:
    """One of `TASKS`, split by a fixed seed; a number to be predicted in standard units."""
    from sklearn.model_selection import train_test_split

    kind, load, _ = TASKS[name]
    X, y = load()
    stratify = y.argmax(1) if kind is ONE_OF_TEN else y if kind is YES_OR_NO else None
    a, b, c, d = train_test_split(X, y, test_size=HELD_OUT, random_state=0, stratify=stratify)
    if kind is NUMBER:
        mean, spread = c.mean(0), c.std(0)
        c, d = (c - mean) / spread, (d - mean) / spread
    return Task(kind, Part(a, c), Part(b, d))


def _diabetes() -> tuple[Array, Array]:
    from sklearn.datasets import load_diabetes

    X, y = load_diabetes(return_X_y=True, scaled=False)
    return X, y[:, None]


def _breast_cancer() -> tuple[Array, Array]:
    from sklearn.datasets import load_breast_cancer

    X, y = load_breast_cancer(return_X_y=True)
    return X, y[:, None]


def _digits() -> tuple[Array, Array]:
    from sklearn.datasets import load_digits

    X, y = load_digits(return_X_y=True)
    return X, np.eye(10)[y]


def _documents() -> tuple[Array, Array]:
    from sklearn.datasets import make_multilabel_classification

    X, y = make_multilabel_classification(800, 20, n_classes=5, n_labels=2, random_state=0)
    return X, y


TASKS = {
    "diabetes": Recipe(NUMBER, _diabetes, "linear regression"),
    "breast cancer": Recipe(YES_OR_NO, _breast_cancer, "logistic regression"),
    "digits": Recipe(ONE_OF_TEN, _digits, "logistic regression"),
    "topics of documents": Recipe(SEVERAL, _documents, "a logistic regression for each label"),
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
    kind, outputs = TASKS[name].kind, task(name).train.y.shape[1]
    if output == "softmax" and outputs == 1:
        return "softmax of a single output is always 1"
    if output == "sigmoid" and outputs > 1:
        output += EACH
    return misfit(kind.output, kind.loss, output, loss)


def network(name: str, output: str, loss: str, hidden: Sequence[int] = (), **options: Any) -> MLP:
    """An untrained network of the sizes that the task asks for."""
    X, y = task(name).train
    sizes = (X.shape[1], *hidden, y.shape[1])
    return MLP(sizes, loss=LOSSES[loss], output=OUTPUTS[output], **options)


def refusal(name: str, output: str, loss: str) -> str:
    """Why output and loss cannot be computed for the task, and what fits; empty if they can."""
    kind, y = TASKS[name].kind, task(name).train.y
    if output == "softmax" and loss != "softmax cross-entropy":
        why = "with a softmax output only softmax cross-entropy is computed"
    elif loss == "softmax cross-entropy" and np.any(y.sum(1) != 1):
        why = f"it takes targets that are 1 in sum, and here the target is {kind.words}"
    elif loss == "logistic" and (y.min() < 0 or y.max() > 1):
        why = f"it takes targets from 0 to 1, and here the target is {kind.words}"
    else:
        return ""
    return "{why}; choose the output {output} with the loss {loss}".format(why=why, **kind.fit)
