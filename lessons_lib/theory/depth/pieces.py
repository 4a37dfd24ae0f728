r"""Where a ReLU network bends along a line: computed layer by layer, not sampled.

Between two knots every unit of a layer is a straight line in t, so it switches where this line
crosses 0, a place known by similar triangles. These places are the next layer's new knots. The
output bends at a knot if its slopes on the two sides differ. All replicas go together, padded
to the longest list of knots by repeating the last.

Rounding: values within 1e-12 of their layer's largest count as 0, places and slopes within
1e-12 and 1e-9 (relative to the largest) as equal. Bends closer than that are not told apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib.activations import relu
from lessons_lib.mlp import MLP

Array = NDArray[Any]
PLACES, SLOPES = 1e-12, 1e-9


@dataclass(frozen=True)
class Pieces:
    """The output along x(t) = start + t (end - start), t in [0, 1], for each replica.

    t: sorted knots, 0 and 1 among them, (replicas, knots), padded by repeating 1.
    value: the first output there. slope: d value / dt to the right of each knot but the last,
    (replicas, knots - 1), nan where two knots are one.
    """

    t: Array
    value: Array
    slope: Array

    @cached_property
    def bends(self) -> Array:
        """Whether the output bends at each knot, (replicas, knots)."""
        return _changes(self.slope, self._unequal)

    @property
    def count(self) -> Array:
        """Straight pieces of the output, (replicas,)."""
        return self.bends.sum(1) + 1

    def _unequal(self, a: Array, b: Array) -> Array:
        return np.abs(a - b) > SLOPES * np.nanmax(np.abs(self.slope))


def pieces(net: MLP, start: ArrayLike, end: ArrayLike) -> Pieces:
    """The pieces of each replica of a ReLU network on the segment from `start` to `end`.

    start, end: (inputs,). The first output's pre-activation is followed.
    """
    if any(phi != relu for phi in net.hidden_activations):
        raise ValueError("pieces are straight for ReLU units only: build the MLP with 'relu'.")
    ends = np.array([start, end], float).reshape(2, net.sizes[0])
    t = np.tile([0.0, 1.0], (net.replicas, 1))
    a = np.tile(ends, (net.replicas, 1, 1))
    for W, b in zip(net.weights[:-1], net.biases[:-1], strict=True):
        t, z = _with_crossings(t, a @ W.astype(float) + b)
        a = np.maximum(z, 0.0)
    value = (a @ net.weights[-1].astype(float) + net.biases[-1])[..., 0]
    return Pieces(t, value, _slopes(net, ends, t))


def switches(net: MLP, start: ArrayLike, end: ArrayLike) -> Array:
    """How often a unit of each hidden layer goes on or off on the segment, on average over the
    units of the layer: (replicas, layers)."""
    ends = np.array([start, end], float).reshape(2, net.sizes[0])
    t = pieces(net, start, end).t
    a = _at_middles(ends, t)
    real = np.diff(t) > PLACES
    between = (real[:, 1:] & real[:, :-1])[..., None]
    counts = []
    for W, b in zip(net.weights[:-1], net.biases[:-1], strict=True):
        z = a @ W.astype(float) + b
        counts.append((np.diff(z > 0, axis=1) & between).sum(1).mean(1))
        a = np.maximum(z, 0.0)
    return np.stack(counts, 1)


def _at_middles(ends: Array, t: Array) -> Array:
    """The input in the middle between neighbouring knots, (replicas, knots - 1, inputs)."""
    middle = (t[:, :-1] + t[:, 1:]) / 2
    return np.asarray(ends[0] + middle[..., None] * (ends[1] - ends[0]))


def _with_crossings(t: Array, z: Array) -> tuple[Array, Array]:
    """Add the places where some unit crosses 0; t (replicas, knots), z (replicas, knots, units)."""
    z = np.where(np.abs(z) <= PLACES * np.abs(z).max((1, 2), keepdims=True), 0.0, z)
    left, right = z[:, :-1], z[:, 1:]
    r, k, u = np.nonzero(left * right < 0)
    share = left[r, k, u] / (left[r, k, u] - right[r, k, u])
    new_t = t[r, k] + share * (t[r, k + 1] - t[r, k])
    new_z = left[r, k] + share[:, None] * (right[r, k] - left[r, k])
    new_z[np.arange(len(u)), u] = 0.0
    rows, knots = t.shape
    replica = np.r_[np.repeat(np.arange(rows), knots), r]
    place, value = np.r_[t.ravel(), new_t], np.r_[z.reshape(-1, z.shape[2]), new_z]
    order = np.lexsort((place, replica))
    return _padded(replica[order], place[order], value[order], rows)


def _padded(replica: Array, place: Array, value: Array, rows: int) -> tuple[Array, Array]:
    """Drop repeated places, and lay the lists side by side, the short ones padded."""
    new = np.r_[True, (np.diff(place) > PLACES) | (np.diff(replica) > 0)]
    # The end itself is kept exactly, a knot within rounding of it is not.
    last = np.r_[np.diff(replica) > 0, True]
    new[np.flatnonzero(last) - 1] &= place[np.flatnonzero(last) - 1] < 1 - PLACES
    new |= last
    replica, place, value = replica[new], place[new], value[new]
    counts = np.bincount(replica, minlength=rows)
    column = np.arange(len(replica)) - np.repeat(np.cumsum(counts) - counts, counts)
    t = np.ones((rows, counts.max()))
    z = np.repeat(value[np.cumsum(counts) - 1][:, None], counts.max(), 1)
    t[replica, column], z[replica, column] = place, value
    return t, z


def _slopes(net: MLP, ends: Array, t: Array) -> Array:
    """d output / dt between knots, by the chain rule at the middle of each piece."""
    a = _at_middles(ends, t)
    slope = np.broadcast_to(ends[1] - ends[0], a.shape)
    for W, b in zip(net.weights[:-1], net.biases[:-1], strict=True):
        z = a @ W.astype(float) + b
        slope = np.where(z > 0, slope @ W.astype(float), 0.0)
        a = np.maximum(z, 0.0)
    slope = (slope @ net.weights[-1].astype(float))[..., 0]
    return np.where(np.diff(t) > PLACES, slope, np.nan)


def _changes(values: Array, differ: Any) -> Array:
    """Where a value differs from the last one before it that is not nan; (replicas, n + 1)."""
    rows, n = values.shape
    known = np.isfinite(values)
    # For each place, the last known one at or before it (-1: none).
    last = np.maximum.accumulate(np.where(known, np.arange(n), -1), axis=1)
    before = np.take_along_axis(values, np.maximum(last[:, :-1], 0), 1)
    found = np.zeros((rows, n + 1), bool)
    with np.errstate(invalid="ignore"):
        found[:, 1:n] = known[:, 1:] & (last[:, :-1] >= 0) & differ(before, values[:, 1:])
    return found
