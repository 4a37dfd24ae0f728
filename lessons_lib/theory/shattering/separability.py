"""Where hulls meet: the minimal Radon partitions of a few points in the plane, exactly.

Two finite sets can be parted by a line if and only if their hulls do not meet, and if they
meet, then already those of at most four of the points do (Kirchberger 1903): two points that
coincide, a point on a segment, a point in a triangle, or two segments that cross. So a list
of these partitions decides all 2^n labellings at once, and proves each refusal.

Coordinates count as the decimals that they print as, 0.1 as 1/10, and all arithmetic is on
integers: the tolerance is zero.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from math import lcm
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[Any]
Place = tuple[int, int]


class Partition(NamedTuple):
    """Two disjoint sets of points (their numbers) whose hulls meet in the Radon point.

    `lift` is the sign of: height of `one` less that of `other` above the Radon point, when
    each point is lifted to the paraboloid, (x, y) -> (x, y, x^2 + y^2).
    """

    one: tuple[int, ...]
    other: tuple[int, ...]
    point: tuple[float, float]
    lift: int


def as_points(points: ArrayLike) -> Array:
    """`points` as floats of shape (n, 2); ValueError where they are no such thing."""
    given = np.asarray(points, float)
    if given.ndim != 2 or given.shape[1] != 2 or not np.isfinite(given).all():
        raise ValueError(f"points have shape {given.shape}: give n finite pairs (x, y).")
    return given


def integers(values: ArrayLike) -> list[int]:
    """Whole numbers in the same ratios as the decimals that `values` (n,) print as."""
    exact = [Fraction(repr(float(value))) for value in np.ravel(values)]
    common = lcm(*(value.denominator for value in exact))
    return [int(value * common) for value in exact]


def partitions(points: ArrayLike) -> list[Partition]:
    """All minimal Radon partitions of points (n, 2): at most one for each four of them."""
    given = as_points(points)
    whole = integers(given)
    places = list(zip(whole[::2], whole[1::2], strict=True))
    return [_partition(given, places, *found) for found in _dependences(places)]


def _dependences(p: Sequence[Place]) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Minimal sets of points with weights that sum to 0 and so do the weighted points."""
    n = range(len(p))
    for i, j in combinations(n, 2):
        if p[i] == p[j]:
            yield (i, j), (1, -1)
    turn = {t: _turn(*(p[i] for i in t)) for t in combinations(n, 3)}
    for (i, j, k), area in turn.items():
        if area == 0 and len({p[i], p[j], p[k]}) == 3:
            # On one line any coordinate that tells them apart will do.
            axis = 0 if p[i][0] != p[j][0] else 1
            a, b, c = (p[m][axis] for m in (i, j, k))
            yield (i, j, k), (c - b, a - c, b - a)
    for i, j, k, m in combinations(n, 4):
        weights = turn[j, k, m], -turn[i, k, m], turn[i, j, m], -turn[i, j, k]
        if all(weights):
            yield (i, j, k, m), weights


def _turn(a: Place, b: Place, c: Place) -> int:
    """Twice the signed area of a triangle: positive if it turns left, 0 on one line."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _partition(
    given: Array, places: Sequence[Place], members: Sequence[int], weights: Sequence[int]
) -> Partition:
    squares = [places[i][0] ** 2 + places[i][1] ** 2 for i in members]
    height = sum(w * square for w, square in zip(weights, squares, strict=True))
    ahead = [(i, w) for i, w in zip(members, weights, strict=True) if w > 0]
    shares = [float(Fraction(w, sum(w for _, w in ahead))) for _, w in ahead]
    x, y = np.array(shares) @ given[[i for i, _ in ahead]]
    behind = tuple(i for i, w in zip(members, weights, strict=True) if w < 0)
    return Partition(tuple(i for i, _ in ahead), behind, (float(x), float(y)), _sign(height))


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)


def line_between(plus: Array, minus: Array) -> tuple[Array, float]:
    """The widest strip's middle, as w (2,) and b: w.x + b > 0 on `plus`, < 0 on `minus`.

    Nearest places of two hulls that do not meet are a point of one and a place on a segment
    of the other, so that trying all of these finds them. Both sets are (k, 2), not empty.
    """
    tried = [_nearest(plus, minus), _nearest(minus, plus)[::-1]]
    p, q = min(tried, key=lambda pair: float(((pair[0] - pair[1]) ** 2).sum()))
    return p - q, float((q - p) @ (p + q) / 2)


def _nearest(points: Array, ends: Array) -> tuple[Array, Array]:
    """The point, and the place on a segment between two `ends`, that are nearest."""
    a, b = ends[:, None], ends[None, :]
    along = b - a
    length = (along**2).sum(-1)
    share = ((points[:, None, None] - a) * along).sum(-1) / np.where(length, length, 1.0)
    places = a + np.clip(share, 0, 1)[..., None] * along
    gaps = ((points[:, None, None] - places) ** 2).sum(-1)
    i, j, k = np.unravel_index(int(gaps.argmin()), gaps.shape)
    return points[i], places[i, j, k]
