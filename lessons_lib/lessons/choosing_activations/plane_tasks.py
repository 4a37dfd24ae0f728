"""Three tasks in the plane: two classes, three classes, and three labels that overlap."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lessons_lib.datasets import moons

Array = NDArray[Any]
N, NAMES = 240, ("A", "B", "C")
CENTRES = 0.4 * np.array([(np.cos(a), np.sin(a)) for a in np.pi * np.array([1 / 2, 7 / 6, 11 / 6])])


class Task(NamedTuple):
    """Points (n, 2), targets as the loss takes them, the loss, and the number of outputs."""

    X: Array
    y: Array
    loss: str
    outputs: int


def two_classes() -> Task:
    """Two interleaved half-circles; class B is 1."""
    data = moons(N, noise=0.15)
    return Task(0.8 * data.X, data.y, "logistic", 1)


def three_classes() -> Task:
    """Three arms that wind about the centre, as far as half a turn."""
    rng, y = np.random.default_rng(0), np.arange(N) % 3
    radius = np.sqrt(rng.uniform(0.02, 1, N))
    angle = 2 * np.pi * (y / 3 + radius / 2) + rng.normal(0, 0.25, N)
    X = 0.95 * radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], 1)
    return Task(X, y, "softmax_cross_entropy", 3)


def three_labels() -> Task:
    """A label for each of three overlapping discs, on where a point, a little moved, lies."""
    rng = np.random.default_rng(0)
    X = rng.uniform(-1, 1, (N, 2))
    moved = X + rng.normal(0, 0.05, X.shape)
    inside = np.linalg.norm(moved[:, None] - CENTRES, axis=-1) < 0.55
    return Task(X, inside.astype(float), "logistic", 3)


TASKS: Mapping[str, Callable[[], Task]] = {
    "two classes: sigmoid": two_classes,
    "three classes: softmax": three_classes,
    "three labels: three sigmoids": three_labels,
}
