"""A hypothesis that reaches a labelling, as a function that says which places are inside.

`separability` decides exactly; a witness is computed in floating point, for the eye.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib.theory.shattering.separability import as_points, line_between

Array = NDArray[Any]
Inside = Callable[[Array], Array]
EDGE = 0.015
CENTRES = np.stack(np.meshgrid(*[np.linspace(-0.5, 1.5, 41)] * 2), -1).reshape(-1, 2)


def witness(name: str, points: ArrayLike, labels: ArrayLike) -> Inside:
    """A hypothesis of the class with the points (n, 2) labelled true inside, others outside.

    Takes places (..., 2), returns booleans (...,). Ask only for labellings that are reached.
    """
    given, chosen = as_points(points), np.asarray(labels, bool)
    plus, minus = given[chosen], given[~chosen]
    if not len(plus):
        return lambda xy: np.zeros(xy.shape[:-1], bool)
    if not len(minus):
        return lambda xy: np.ones(xy.shape[:-1], bool)
    return WITNESSES[name](plus, minus)


def _line(plus: Array, minus: Array) -> Inside:
    w, b = line_between(plus, minus)
    return lambda xy: xy @ w + b > 0


def _threshold(plus: Array, minus: Array) -> Inside:
    middle = (plus[:, 0].min() + minus[:, 0].max()) / 2
    return lambda xy: xy[..., 0] > middle


def _interval(plus: Array, minus: Array) -> Inside:
    return _box(plus[:, :1], minus[:, :1])


def _box(plus: Array, minus: Array) -> Inside:
    """The smallest box around + and half the way to the nearest -, at most by 0.03."""
    k, low, high = plus.shape[1], plus.min(0), plus.max(0)
    out = np.maximum(low - minus, minus - high).max(1)
    room = min(0.03, out.min() / 2)
    return lambda xy: ((xy[..., :k] > low - room) & (xy[..., :k] < high + room)).all(-1)


def _disc(plus: Array, minus: Array) -> Inside:
    """Of many centres the one with the widest ring between + and -."""

    def squares(centres: Array) -> tuple[Array, Array]:
        far, near = (((centres[:, None] - p) ** 2).sum(-1) for p in (plus, minus))
        return far.max(1), near.min(1)

    tried = CENTRES
    far, near = squares(tried)
    if (near - far).max() < 1e-4:
        tried = _centre(plus, minus)[None]
        far, near = squares(tried)
    best = int((near - far).argmax())
    centre, radius = tried[best], (far[best] + near[best]) / 2
    return lambda xy: ((xy - centre) ** 2).sum(-1) < radius


def _centre(plus: Array, minus: Array) -> Array:
    """The centre by linear programming: |x - c|^2 of all - exceeds that of all + by the most."""
    from scipy.optimize import linprog

    gap = (plus[:, None] - minus).reshape(-1, 2)
    lifted = ((plus**2).sum(1)[:, None] - (minus**2).sum(1)).ravel()
    rows = np.column_stack([-2 * gap, np.ones(len(gap))])
    found = linprog([0, 0, -1], rows, -lifted, bounds=[(-100, 100)] * 2 + [(None, 0.1)])
    return np.asarray(found.x[:2])


def _polygon(plus: Array, minus: Array) -> Inside:
    """The hull of +, its edge drawn thick unless a - is nearer than that."""
    a, b = (plus[i] for i in np.indices((len(plus),) * 2).reshape(2, -1))
    thick = min(EDGE, float(_gap(minus, a, b).min()) / 2)

    def inside(xy: Array) -> Array:
        """On the edge, or to the left of each pair's line whenever all of + is."""
        side = _side(plus[:, None], a, b)
        edges = (side >= 0).all(0) & (side > 0).any(0)
        left = (_side(xy[..., None, :], a[edges], b[edges]) >= 0).all(-1) if edges.any() else False
        return left | (_gap(xy, a, b).min(-1) < thick)

    return inside


def _side(xy: Array, a: Array, b: Array) -> Array:
    along, there = b - a, xy - a
    return along[..., 0] * there[..., 1] - along[..., 1] * there[..., 0]


def _gap(xy: Array, a: Array, b: Array) -> Array:
    """Distance of places (..., 2) from each segment a-b, (..., segments)."""
    along, there = b - a, xy[..., None, :] - a
    length = (along**2).sum(-1)
    share = np.clip((there * along).sum(-1) / np.where(length, length, 1.0), 0, 1)
    return np.sqrt(((there - share[..., None] * along) ** 2).sum(-1))


WITNESSES: dict[str, Callable[[Array, Array], Inside]] = {
    "thresholds": _threshold,
    "intervals": _interval,
    "lines": _line,
    "rectangles": _box,
    "discs": _disc,
    "convex polygons": _polygon,
}
