"""The points of this lesson: real ones, generated ones, or the reader's, in standard units."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lessons_lib.datasets import Dataset, diabetes, noisy_line

Array = NDArray[Any]
DATA = ("generated", "diabetes")
LABELS = {
    "generated": ("x", "y"),
    "diabetes": ("x: body-mass index, standardised", "y: disease after a year, standardised"),
}
MOST = 400
GENERATED = 2000
MOST_OWN = 200


class Sample(NamedTuple):
    """Points (x_i, y_i), each of shape (n,)."""

    x: Array
    y: Array


class Units(NamedTuple):
    """Mean and standard deviation of x and of y in the units that they came in."""

    mean: Array
    spread: Array

    def line(self, theta: Array) -> Array:
        """Slope and intercept of a line between standardised points, in those units; (2,)."""
        slope = theta[0] * self.spread[1] / self.spread[0]
        return np.array([slope, self.mean[1] + theta[1] * self.spread[1] - slope * self.mean[0]])


def sample(data: str, n: int) -> Sample:
    """The first n points, or all, in an order that was drawn once; both sets have MOST.

    "generated": y = 0.8 x + 0.3 plus normal noise, x uniform. "diabetes": body-mass index and
    progression of the disease in scikit-learn's 442 patients. Both are standardised over
    the whole set: mean 0, standard deviation 1.
    """
    x, y = _whole(data)
    return Sample(x[:n], y[:n])


def own_sample(own: Dataset) -> tuple[Sample, Units]:
    """A reader's table of one input, standardised, and its units; MOST_OWN rows drawn once if
    there are more."""
    rows = np.random.default_rng(1).permutation(len(own.y))[:MOST_OWN]
    both = np.stack([own.X[rows, 0], own.y[rows]])
    units = Units(both.mean(1), both.std(1))
    if not np.all(units.spread > 0):
        raise ValueError(
            f"all but a few rows of the table are alike: {MOST_OWN} drawn do not vary."
        )
    return Sample(*(both - units.mean[:, None]) / units.spread[:, None]), units


@lru_cache
def _whole(data: str) -> Sample:
    if data == "diabetes":
        found = diabetes()
        x, y = found.X[:, found.features.index("bmi")], found.y
    else:
        found = noisy_line(GENERATED, noise=0.4)
        x, y = found.X[:, 0], found.y
    order = np.random.default_rng(1).permutation(len(x))
    return Sample(*((a[order] - a.mean()) / a.std() for a in (x, y)))
