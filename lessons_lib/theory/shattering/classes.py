"""Hypothesis classes on a few points of the plane: every labelling decided, with its proof.

A labelling of n points is a whole number m below 2^n: bit i is 1 where point i is inside, "+".
Every refusal carries a certificate, exact as in `separability`.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib.theory.shattering.separability import Partition, as_points, integers, partitions

Array = NDArray[Any]


class Certificate(NamedTuple):
    """Why no hypothesis of the class reaches a labelling: wherever the points `plus` are inside
    and the points `minus` outside, the place that both claim is `point`."""

    plus: tuple[int, ...]
    minus: tuple[int, ...]
    point: tuple[float, float]


class Class(NamedTuple):
    """A hypothesis class: its VC dimension, and the certificates that a set of points gives."""

    vc: int | None
    certificates: Callable[[Array], list[Certificate]]


def labels_of(n: int) -> Array:
    """All labellings of n points, (2^n, n), row m being labelling m."""
    return (np.arange(2**n)[:, None] >> np.arange(n)) % 2 == 1


def decide(name: str, points: ArrayLike) -> list[Certificate | None]:
    """For each labelling of points (n, 2): its certificate of impossibility, None if reached."""
    given = as_points(points)
    found: list[Certificate | None] = [None] * 2 ** len(given)
    codes = np.arange(len(found))
    # From the longest to the shortest, so that the shortest proof stays.
    for certificate in sorted(CLASSES[name].certificates(given), key=_size, reverse=True):
        plus, minus = _mask(certificate.plus), _mask(certificate.minus)
        for code in codes[(codes & (plus | minus)) == plus]:
            found[code] = certificate
    return found


def count(name: str, points: ArrayLike) -> int:
    """How many of the 2^n labellings of points (n, 2) the class reaches."""
    given = as_points(points)
    codes = np.arange(2 ** len(given))
    refused = np.zeros(len(codes), bool)
    for certificate in CLASSES[name].certificates(given):
        plus, minus = _mask(certificate.plus), _mask(certificate.minus)
        refused |= (codes & (plus | minus)) == plus
    return int((~refused).sum())


def _mask(members: tuple[int, ...]) -> int:
    return sum(1 << i for i in members)


def _size(certificate: Certificate) -> int:
    return len(certificate.plus) + len(certificate.minus)


def _either_way(found: Partition) -> tuple[Certificate, Certificate]:
    one, other, point, _ = found
    return Certificate(one, other, point), Certificate(other, one, point)


def _lines(points: Array) -> list[Certificate]:
    return [c for found in partitions(points) for c in _either_way(found)]


def _discs(points: Array) -> list[Certificate]:
    """A disc is what a plane cuts off the paraboloid below it: + may not lie above -."""
    out = []
    for found in partitions(points):
        one_inside, other_inside = _either_way(found)
        out += [one_inside] * (found.lift >= 0) + [other_inside] * (found.lift <= 0)
    return out


def _polygons(points: Array) -> list[Certificate]:
    """The smallest convex polygon around + is its hull: no - may lie in it."""
    return [c for c in _lines(points) if len(c.minus) == 1]


def _ranks(values: Array) -> Array:
    return np.unique(np.array(integers(values), object), return_inverse=True)[1]


def _rectangles(points: Array) -> list[Certificate]:
    """No - may lie in the smallest rectangle around +, which at most four + span."""
    n = range(len(points))
    x, y = _ranks(points[:, 0]), _ranks(points[:, 1])
    out = []
    for m in n:
        sides = [
            [i for i in n if i != m and side[i]]
            for side in (x <= x[m], x >= x[m], y <= y[m], y >= y[m])
        ]
        spans = {frozenset(span) for span in product(*sides)}
        place = (float(points[m, 0]), float(points[m, 1]))
        out += [Certificate(tuple(sorted(span)), (m,), place) for span in spans]
    return out


def _intervals(points: Array) -> list[Certificate]:
    """On the line of x: no - between two +."""
    n, x = range(len(points)), _ranks(points[:, 0])
    return [
        Certificate(tuple(sorted({i, k})), (j,), (float(points[j, 0]), float(points[j, 1])))
        for i in n
        for j in n
        for k in n
        if i != j != k and x[i] <= x[j] <= x[k]
    ]


def _thresholds(points: Array) -> list[Certificate]:
    """On the line of x, + to the right of the threshold: no - to the right of a +."""
    n, x = range(len(points)), _ranks(points[:, 0])
    return [
        Certificate((i,), (j,), (float(points[j, 0]), float(points[j, 1])))
        for i in n
        for j in n
        if i != j and x[i] <= x[j]
    ]


CLASSES: dict[str, Class] = {
    "thresholds": Class(1, _thresholds),
    "intervals": Class(2, _intervals),
    "lines": Class(3, _lines),
    "rectangles": Class(4, _rectangles),
    "discs": Class(3, _discs),
    "convex polygons": Class(None, _polygons),
}
