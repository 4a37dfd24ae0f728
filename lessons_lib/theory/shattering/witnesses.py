"""A hypothesis that reaches a labelling, as a level: positive inside, negative outside.

`separability` decides exactly; a witness is computed in floating point, for the eye. Its edge
is where the level is 0.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib.theory.shattering.separability import as_points, line_between
from lessons_lib.theory.shattering.thin_discs import Level, thin_disc

Array = NDArray[Any]
ROOM = 0.05  # the most by which a box or a polygon reaches beyond its points
THIN = 1e-4  # a ring, as a difference of squares, too narrow for the grid of centres
CENTRES = np.stack(np.meshgrid(*[np.linspace(-0.5, 1.5, 41)] * 2), -1).reshape(-1, 2)


def witness(name: str, points: ArrayLike, labels: ArrayLike) -> Level:
    """A hypothesis of the class with the points (n, 2) labelled true inside, others outside.

    Takes places (..., 2), returns levels (...,). Ask only for labellings that are reached.
    """
    given, chosen = as_points(points), np.asarray(labels, bool)
    plus, minus = given[chosen], given[~chosen]
    if not len(plus):
        return lambda xy: np.full(xy.shape[:-1], -1.0)
    if not len(minus):
        return lambda xy: np.full(xy.shape[:-1], 1.0)
    return WITNESSES[name](plus, minus)


def _line(plus: Array, minus: Array) -> Level:
    w, b = line_between(plus, minus)
    return lambda xy: xy @ w + b


def _threshold(plus: Array, minus: Array) -> Level:
    middle = (plus[:, 0].min() + minus[:, 0].max()) / 2
    return lambda xy: xy[..., 0] - middle


def _interval(plus: Array, minus: Array) -> Level:
    return _cut(plus, minus, np.array([(1.0, 0.0), (-1.0, 0.0)]))


def _box(plus: Array, minus: Array) -> Level:
    return _cut(plus, minus, np.array([(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)]))


def _polygon(plus: Array, minus: Array) -> Level:
    return _cut(plus, minus, _normals(plus))


def _cut(plus: Array, minus: Array, normals: Array) -> Level:
    """Cut out by the half planes of these outward unit normals (k, 2) that just hold all +,
    each moved out by the same room: half of the way to the nearest -, at most ROOM."""
    reach = (plus @ normals.T).max(0)
    beyond = (minus @ normals.T - reach).max(1)
    room = min(ROOM, float(beyond.min()) / 2)
    return lambda xy: room - (xy @ normals.T - reach).max(-1)


def _normals(plus: Array) -> Array:
    """Outward unit normals of the hull's edges; of a flat hull, all four of a thin rectangle."""
    a, b = (plus[i] for i in np.indices((len(plus),) * 2).reshape(2, -1))
    a, b = (ends[(a != b).any(1)] for ends in (a, b))
    if not len(a):
        return np.array([(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)])
    along, side = b - a, _side(plus[:, None], a, b)
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    # Rounding must not hide that points are in a row.
    flat = np.abs(side) < 1e-12
    edges = (flat | (side > 0)).all(0)
    across = np.column_stack([along[:, 1], -along[:, 0]])
    return np.concatenate([across, along]) if flat.all() else across[edges]


def _side(xy: Array, a: Array, b: Array) -> Array:
    along, there = b - a, xy - a
    return along[..., 0] * there[..., 1] - along[..., 1] * there[..., 0]


def _disc(plus: Array, minus: Array) -> Level:
    """Of many centres the one with the widest ring between + and -."""

    def squares(centres: Array) -> tuple[Array, Array]:
        far, near = (((centres[:, None] - p) ** 2).sum(-1) for p in (plus, minus))
        return far.max(1), near.min(1)

    far, near = squares(CENTRES)
    best = int((near - far).argmax())
    if near[best] - far[best] < THIN:
        return thin_disc(plus, minus)
    centre, square = CENTRES[best], (far[best] + near[best]) / 2
    return lambda xy: square - ((xy - centre) ** 2).sum(-1)


WITNESSES: dict[str, Callable[[Array, Array], Level]] = {
    "thresholds": _threshold,
    "intervals": _interval,
    "lines": _line,
    "rectangles": _box,
    "discs": _disc,
    "convex polygons": _polygon,
}
