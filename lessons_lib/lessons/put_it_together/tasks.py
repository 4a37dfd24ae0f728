"""Four tasks and the reader's own: targets as columns, split into three parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lessons_lib.datasets import Dataset

Array = NDArray[Any]
QUARTER = 0.25  # first for the test, then of the rest for validation
EACH = " for each label"
OWN = "your table"


class Part(NamedTuple):
    """Inputs (n, features) and targets (n, outputs)."""

    X: Array
    y: Array


class Kind(NamedTuple):
    """What a task asks for, the output and loss that fit it, its score, its linear model."""

    words: str
    output: str
    loss: str
    score: str
    baseline: str

    @property
    def fit(self) -> dict[str, str]:
        """The workbench's choices that fit; there a sigmoid stands on every output."""
        return {"output": self.output.removesuffix(EACH), "loss": self.loss}

    @property
    def exclusive(self) -> bool:
        """Whether exactly one of several classes is right."""
        return self.output == "softmax"


NUMBER = Kind("a number", "linear", "squared error", "R²", "linear regression")
YES_OR_NO = Kind("one of two classes", "sigmoid", "logistic", "accuracy", "logistic regression")
SEVERAL = Kind(
    "any of five labels",
    "sigmoid" + EACH,
    "logistic",
    "share with all labels right",
    "one logistic regression for each label",
)


def one_of(classes: int) -> Kind:
    """Exactly one of more than two classes."""
    said = {10: "ten"}.get(classes, str(classes))
    return Kind(
        f"one of {said} classes", "softmax", "softmax cross-entropy", "accuracy",
        "logistic regression",
    )  # fmt: skip


ONE_OF_TEN = one_of(10)


@dataclass(frozen=True, eq=False)
class Task:
    """Data in the units they came in, in three parts: to learn from, to choose by (the
    validation set), and to judge the choice by in the end (the test set)."""

    name: str
    kind: Kind
    train: Part
    validation: Part
    test: Part

    def inputs(self, scaled: bool) -> tuple[Array, Array, Array]:
        """Inputs of the three parts; scaled by the mean and the standard deviation of the
        first, of which the others must know nothing else."""
        parts = [part.X for part in (self.train, self.validation, self.test)]
        mean, spread = parts[0].mean(0), parts[0].std(0)
        if not scaled:
            mean, spread = np.zeros_like(mean), np.ones_like(spread)
        spread = np.where(spread > 0, spread, 1)  # digits have pixels that are always 0
        train, validation, test = ((X - mean) / spread for X in parts)
        return train, validation, test


class Recipe(NamedTuple):
    """A kind of task, and what makes its inputs and targets."""

    kind: Kind
    load: Callable[[], tuple[Array, Array]]


@cache
def task(name: str, seed: int = 0) -> Task:
    """One of `TASKS`, split by a seed."""
    recipe = TASKS[name]
    return split(name, recipe.kind, *recipe.load(), seed)


def own_task(table: Dataset) -> Task:
    """The task that a reader's table sets."""
    if not table.classes:
        return split(OWN, NUMBER, table.X, table.y[:, None])
    if len(table.classes) == 2:
        return split(OWN, YES_OR_NO, table.X, table.y[:, None])
    k = len(table.classes)
    return split(OWN, one_of(k), table.X, np.eye(k)[table.y])


def split(name: str, kind: Kind, X: Array, y: Array, seed: int = 0) -> Task:
    """Three parts with the classes' shares; a number to be predicted is put in units of the
    standard deviation of the first."""
    rest, test = _cut(kind, Part(X, y), seed)
    train, validation = _cut(kind, rest, seed)
    mean, spread = (train.y.mean(0), train.y.std(0)) if kind is NUMBER else (0.0, 1.0)
    parts = (Part(part.X, (part.y - mean) / spread) for part in (train, validation, test))
    return Task(name, kind, *parts)


def _cut(kind: Kind, part: Part, seed: int) -> tuple[Part, Part]:
    """Three quarters and one quarter."""
    from sklearn.model_selection import train_test_split

    shares = part.y.argmax(1) if kind.exclusive else part.y if kind is YES_OR_NO else None
    a, b, c, d = train_test_split(
        part.X, part.y, test_size=QUARTER, random_state=seed, stratify=shares
    )
    return Part(a, c), Part(b, d)


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


TASKS: Mapping[str, Recipe] = {
    "diabetes": Recipe(NUMBER, _diabetes),
    "breast cancer": Recipe(YES_OR_NO, _breast_cancer),
    "digits": Recipe(ONE_OF_TEN, _digits),
    "topics of documents": Recipe(SEVERAL, _documents),
}
