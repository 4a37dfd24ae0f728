"""The plane as a ReLU network divides it: in each region the same units are on."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lessons_lib.mlp import MLP

Array = NDArray[Any]


def regions(net: MLP, replica: int, points: Array) -> tuple[Array, int]:
    """The number of the region of each of the points (n, inputs), from 0: (n,); and how many
    regions these points show."""
    a, codes = points, np.zeros(len(points))
    # One draw for each unit: two patterns get the same sum with probability 0.
    rng = np.random.default_rng(0)
    for W, b in zip(net.weights[:-1], net.biases[:-1], strict=True):
        z = a @ W[replica].astype(float) + b[replica]
        codes += (z > 0) @ rng.random(z.shape[1])
        a = np.maximum(z, 0.0)
    kinds, which = np.unique(codes.round(9), return_inverse=True)
    return which.reshape(len(points)), len(kinds)


def coloured(numbers: Array, colours: int) -> Array:
    """A colour 0 ... colours - 1 for each pixel of a map (rows, columns) of region numbers, so
    that regions with a common edge differ.

    Greedy: each region in turn takes, of the colours that its neighbours have left, the one
    used least so far. Should none be left, it takes one of theirs.
    """
    neighbours: dict[int, set[int]] = {int(k): set() for k in np.unique(numbers)}
    for a, b in _touching(numbers):
        neighbours[a].add(b)
        neighbours[b].add(a)
    chosen: dict[int, int] = {}
    used = [0] * colours
    for region in sorted(neighbours, key=lambda k: -len(neighbours[k])):
        taken = {chosen[k] for k in neighbours[region] if k in chosen}
        free = [c for c in range(colours) if c not in taken] or range(colours)
        chosen[region] = min(free, key=used.__getitem__)
        used[chosen[region]] += 1
    return np.array([chosen[k] for k in sorted(chosen)])[np.searchsorted(sorted(chosen), numbers)]


def _touching(numbers: Array) -> list[list[int]]:
    """Pairs of different regions that have pixels side by side."""
    sides = (numbers[:, :-1], numbers[:, 1:]), (numbers[:-1], numbers[1:])
    pairs = np.concatenate([np.stack([a.ravel(), b.ravel()], 1) for a, b in sides])
    pairs = np.unique(np.sort(pairs[pairs[:, 0] != pairs[:, 1]], 1), axis=0)
    return [list(map(int, pair)) for pair in pairs]
