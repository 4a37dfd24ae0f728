"""No free lunch on the cube, by enumeration and in exact arithmetic (Wolpert 1996).

The inputs are the 8 corners of {0,1}^3, so there are 2^8 = 256 target functions. A learner
sees the labels of the training corners; its errors are counted on all *other* corners. The
arrays, by shape:

    CORNERS  (8, 3)    corner number c has the bits of c
    TARGETS  (256, 8)  target number t has at corner c the bit c of t
    CUT      (256,)    edges of the cube, of 12, whose two ends a target labels differently:
                       0 for a constant target, 12 for parity
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Learner = Callable[[Array, Array], Array]  # (X (m, 3), labels (n, m)) -> predictions (n, 8)

CORNERS = np.array([[c >> 2 & 1, c >> 1 & 1, c & 1] for c in range(8)])
TARGETS = np.array([[t >> c & 1 for c in range(8)] for t in range(256)])
EDGES = [(c, c | bit) for bit in (1, 2, 4) for c in range(8) if not c & bit]
CUT = np.sum([TARGETS[:, a] != TARGETS[:, b] for a, b in EDGES], axis=0)


def labellings(m: int) -> Array:
    """All 2^m ways to label m examples, (2^m, m)."""
    return np.array([[n >> i & 1 for i in range(m)] for n in range(2**m)]).reshape(2**m, m)


def predictions(learner: Learner, training: Sequence[int]) -> Array:
    """What the learner says on all corners, for each target, (256, 8).

    It sees each possible labelling of the training corners once: targets that agree there
    are one and the same to it. Raises ValueError where it does not answer 0 or 1.
    """
    return _predictions(learner, tuple(training))


@lru_cache(maxsize=256)
def _predictions(learner: Learner, training: tuple[int, ...]) -> Array:
    chosen = list(training)
    given = np.asarray(learner(CORNERS[chosen], labellings(len(chosen))))
    if given.shape != (2 ** len(chosen), 8) or not np.isin(given, (0, 1)).all():
        raise ValueError("a learner must answer 0 or 1 at each of the 8 corners.")
    seen = TARGETS[:, chosen] @ (2 ** np.arange(len(chosen)))
    found = np.asarray(given[seen], int)
    found.flags.writeable = False  # it is kept
    return found


def errors(learner: Learner, training: Sequence[int]) -> Array:
    """Wrong answers on the corners outside the training set, for each target, (256,)."""
    outside = [c for c in range(8) if c not in training]
    return np.asarray((predictions(learner, training) != TARGETS)[:, outside].sum(-1))


def prior(smoothness: float) -> list[Fraction]:
    """Weight of a target by its number of cut edges, 0 to 12: 2^(-smoothness) for each edge.

    Smoothness 0 gives all targets the same weight, and a negative one prefers rough targets.
    The weights are not normalised; their arithmetic is exact.
    """
    return [Fraction(2.0**-smoothness) ** edges for edges in range(len(EDGES) + 1)]


def mean_error(wrong: Array, outside: int, smoothness: float = 0.0) -> Fraction:
    """The prior's mean share of wrong answers, exactly; `wrong` is what `errors` gives."""
    wrong_by_edges = np.bincount(CUT, wrong, len(EDGES) + 1).astype(int)
    targets_by_edges = np.bincount(CUT)
    weights = prior(smoothness)
    numerator = sum(w * int(n) for w, n in zip(weights, wrong_by_edges, strict=True))
    denominator = sum(w * int(n) for w, n in zip(weights, targets_by_edges, strict=True))
    return Fraction(numerator) / denominator / outside


def mean_errors(wrong: Array, outside: int, smoothness: Array) -> Array:
    """As `mean_error`, for many priors (k,) at once and rounded to floats, (k,)."""
    edges = np.arange(len(EDGES) + 1)
    weights = 2.0 ** -np.multiply.outer(smoothness, edges)
    by_edges = np.bincount(CUT, wrong, len(edges)) / outside
    return np.asarray(weights @ by_edges / (weights @ np.bincount(CUT)))


def least_error(training: Sequence[int], smoothness: float = 0.0) -> float:
    """The mean share of wrong answers below which no learner comes, under the prior.

    That of the learner which answers at each corner the label that is likelier, given the labels
    that it saw (Bayes' decision).
    """
    weight = np.array([float(w) for w in prior(smoothness)])[CUT]
    seen = TARGETS[:, list(training)] @ (2 ** np.arange(len(training)))
    outside = [c for c in range(8) if c not in training]
    ones = [np.bincount(seen, weight * TARGETS[:, c]) for c in outside]
    zeros = [np.bincount(seen, weight * (1 - TARGETS[:, c])) for c in outside]
    return float(np.minimum(ones, zeros).sum() / weight.sum() / len(outside))
