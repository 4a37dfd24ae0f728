"""A disc through however narrow a gap, found among exact integers.

Discs are level = a.u + b - t |u|^2 with t >= 0: what lies below a plane when each place u is
lifted to (u, |u|^2). Those that part + from - weakly are a cone, and the sum of its extreme
rays, planes through as many points as hold them, parts strictly what can be parted.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lessons_lib.theory.shattering.separability import integers

Array = NDArray[Any]
Level = Callable[[Array], Array]


def thin_disc(plus: Array, minus: Array) -> Level:
    """A level (..., 2) -> (...,), positive in a disc that holds `plus` (k, 2), not `minus` (m, 2).

    Ask only where there is one.
    """
    points = np.concatenate([plus, minus])
    whole = np.array(integers(points), dtype=object).reshape(-1, 2)
    u = whole - whole[0]
    along = next(step for step in u if step.any())
    flat = not (u @ [-along[1], along[0]]).any()
    spans = (along[None] if flat else np.eye(2, dtype=int)).astype(object)
    places = u @ spans.T
    lifted = np.column_stack([places, np.ones_like(u[:, 0]), -(u**2).sum(1)])
    lifted[len(plus) :] *= -1
    *_, b, t = level = _inside(np.vstack([lifted, [0] * (lifted.shape[1] - 1) + [1]]))
    a = np.array(level[:-2], float) @ spans.astype(float)
    origin, far = points[0], int(np.abs(points - points[0]).argmax())
    size = float(u.flat[far]) / float((points - origin).flat[far])

    def found(xy: Array) -> Array:
        step = (xy - origin) * size
        return step @ a + float(b) - float(t) * (step**2).sum(-1)

    return found


def _inside(rows: Array) -> list[Fraction]:
    """The sum of the extreme rays of {v: rows @ v >= 0}; rows (k, d) are whole numbers."""
    total = [Fraction(0)] * rows.shape[1]
    for held in combinations(rows, rows.shape[1] - 1):
        ray = _across(np.array(held))
        heights = rows @ ray
        for sign in (1, -1):
            most = max(sign * heights)
            if most > 0 and min(sign * heights) >= 0:
                total = [v + Fraction(sign * r, most) for v, r in zip(total, ray, strict=True)]
    return total


def _across(rows: Array) -> Array:
    """The vector at right angles to d - 1 whole rows of length d: their minors."""
    kept = ([j for j in range(rows.shape[1]) if j != i] for i in range(rows.shape[1]))
    return np.array([(-1) ** i * _det(rows[:, kept_]) for i, kept_ in enumerate(kept)], object)


def _det(square: Array) -> int:
    if len(square) == 1:
        return int(square[0, 0])
    return sum(
        (-1) ** j * square[0, j] * _det(np.delete(square[1:], j, axis=1))
        for j in range(len(square))
    )
