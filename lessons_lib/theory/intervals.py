"""How far a mean over replicas, sets or folds can be trusted."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike


class Mean(NamedTuple):
    """A mean and its confidence interval; nan where there are too few values."""

    mean: float
    low: float
    high: float

    @property
    def side(self) -> int:
        """-1 if all of the interval is below 0, 1 if above, 0 if it holds 0."""
        return -1 if self.high < 0 else 1 if self.low > 0 else 0


def mean_interval(values: ArrayLike, *, overlap: float = 0.0, level: float = 0.95) -> Mean:
    """The mean of values (n,) and its interval, by Student's t; one value has no interval.

    For paired comparisons give the differences. `overlap` is n_test / n_train where the values
    come from overlapping training sets: the variance 1/n is then 1/n + overlap. Source: Nadeau
    and Bengio (2003), Inference for the generalization error.
    """
    from scipy.stats import t

    known = np.asarray(values, float)
    n = len(known)
    if n < 2:
        return Mean(float(known.mean()) if n else np.nan, np.nan, np.nan)
    mean = float(known.mean())
    half = float(t.ppf((1 + level) / 2, n - 1) * known.std(ddof=1) * np.sqrt(1 / n + overlap))
    return Mean(mean, mean - half, mean + half)
