"""How well networks have learnt, epochs to a goal, and the median's interval."""

from __future__ import annotations

from math import comb
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib.datasets import Dataset
from lessons_lib.mlp import MLP

Array = NDArray[Any]


class Median(NamedTuple):
    """A median and its 95 % confidence interval; inf where the goal is never reached."""

    low: float
    middle: float
    high: float


def accuracy(net: MLP, data: Dataset) -> Array:
    """The share of examples on the right side of 1/2, for each replica of a network with one
    output: (replicas,)."""
    with np.errstate(over="ignore", invalid="ignore"):  # one of the replicas may be diverging
        return np.asarray(((net.logits(data.X)[..., 0] > 0) == data.y).mean(-1))


def epochs_to(goal: float, path: ArrayLike) -> Array:
    """The first row of `path` (epochs, replicas) that reaches `goal`, for each replica; inf
    where none does."""
    there = np.asarray(path) >= goal
    return np.where(there.any(0), there.argmax(0), np.inf)


def median(values: ArrayLike) -> Median:
    """The (lower) median with its exact interval, which holds for any distribution.

    The number of values below the true median is binomial with p = 1/2, so the interval runs
    from the k-th smallest to the k-th largest, with the largest k that leaves at most 2.5 % on
    either side: k = 10 of 32. A value may be inf. Source: Conover, Practical Nonparametric
    Statistics, section 3.2. At least 6 values are needed for a finite interval.
    """
    ordered = np.sort(np.asarray(values, float))
    n = len(ordered)
    # As floats: in a browser whole numbers have 32 bits, too few for the sum.
    tail = np.cumsum([comb(n, i) / 2.0**n for i in range(n)])
    k = int((tail <= 0.025).sum())
    if k == 0:
        raise ValueError(f"{n} values are too few for a 95 % interval: give at least 6.")
    return Median(float(ordered[k - 1]), float(ordered[(n - 1) // 2]), float(ordered[n - k]))
