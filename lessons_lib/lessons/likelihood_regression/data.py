"""The points of this lesson: real ones and generated ones, both in standard units."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lessons_lib.datasets import diabetes, noisy_line

Array = NDArray[Any]
DATA = ("generated", "diabetes")
MOST = 400
GENERATED = 2000


class Sample(NamedTuple):
    """Points (x_i, y_i), each of shape (n,)."""

    x: Array
    y: Array


def sample(data: str, n: int) -> Sample:
    """The first n points, or all, in an order that was drawn once; both sets have MOST.

    "generated": y = 0.8 x + 0.3 plus normal noise, x uniform. "diabetes": body-mass index and
    progression of the disease in scikit-learn's 442 patients. Both are standardised over
    the whole set: mean 0, standard deviation 1.
    """
    x, y = _whole(data)
    return Sample(x[:n], y[:n])


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
