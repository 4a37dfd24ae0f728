r"""sign(sin(w x)): one parameter, and sets of any size are shattered, though not every set."""

from __future__ import annotations

from collections.abc import Sequence
from math import gcd
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib.theory.shattering.separability import integers

Array = NDArray[Any]
MOST_TURNS = 1_000_000


def halving(n: int) -> Array:
    """1/2, 1/4, ..., 2^-n: points that sign(sin(w x)) shatters, (n,)."""
    return 0.5 ** np.arange(1, n + 1)


def shattering_w(labels: Sequence[bool]) -> float:
    """The w with sin(w 2^-i) > 0 exactly where label i = 1, 2, ... is true.

    w = pi (1 + sum of 2^i over the points labelled false). In w 2^-i / pi the terms beyond i
    are even and change nothing, term i adds 1 where the label is false, and the rest lies
    strictly between 0 and 1.
    """
    return float(np.pi * (1 + sum(2**i for i, label in enumerate(labels, 1) if not label)))


def reachable(x: ArrayLike) -> tuple[dict[int, float], float]:
    """The labellings of the numbers x (n,) that sign(sin(w x)) reaches, each with a w.

    Returns labelling (bit i is 1 where sin(w x_i) > 0) -> w, and the period after which the
    labellings repeat. x are the decimals that they print as, so that their ratios are whole
    numbers k_i; labels change only where w is pi m / x_i, and trying one w between any two such
    places of a period tries all. A sine of exactly 0 counts as no label.
    """
    given, k = np.ravel(np.asarray(x, float)), integers(x)
    if 0 in k:
        return {}, 0.0
    k = [value // gcd(*k) for value in k]
    if sum(map(abs, k)) > MOST_TURNS:
        raise ValueError("these numbers have too many digits: round them to thousandths.")
    # Two places m/k and m'/k' differ by 1/(k k') or more, or round to the same float.
    t = np.unique(np.concatenate([np.arange(2 * abs(m) + 1) / abs(m) for m in k]))
    t = (t[1:] + t[:-1]) / 2
    ups = np.floor(np.outer(t, k)).astype(int) % 2 == 0
    codes = ups @ (1 << np.arange(len(k)))
    first = {int(code): i for code, i in zip(*np.unique(codes, return_index=True), strict=True)}
    unit = np.pi * k[0] / given[0]
    return {code: float(t[i] * unit) for code, i in first.items()}, float(2 * unit)
