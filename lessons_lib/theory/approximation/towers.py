"""The unit square: towers, which take two hidden layers, and ridges, which take one.

On a grid, sigmoid(a(x) + b(y)) = 1 / (1 + exp(-a(x)) exp(-b(y))) needs exp at its edges only.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from lessons_lib.activations import sigmoid
from lessons_lib.theory.approximation.one_layer import Array, Function

SHARP = 40.0  # steepness of the second layer's threshold


@dataclass(frozen=True)
class Towers:
    """Nielsen's towers side by side on a k x k grid: one for each height, (k, k).

    A bump in x and a bump in y each reach 1 inside their strip; their sum exceeds 3/2 only
    where the strips cross, and a second sigmoid keeps what is above. That makes two hidden
    layers: 4 units and 1 unit for each tower, so it illustrates the theorem's statement
    but does not prove it for one layer; ridges (`random_ridges`) stay within one.
    """

    heights: Array
    steepness: float

    @property
    def edges(self) -> Array:
        """Where strips meet, (k - 1,); where two such edges cross, four towers leave a hole."""
        return np.linspace(0.0, 1.0, len(self.heights) + 1)[1:-1]

    def __call__(self, x: ArrayLike, y: ArrayLike) -> Array:
        across = [np.exp(SHARP * (1.5 - column)) for column in self._bumps(x)]
        up = [np.exp(-SHARP * row) for row in self._bumps(y)]
        total = np.zeros(np.broadcast_shapes(np.shape(x), np.shape(y)))
        for i, column in enumerate(across):
            for j, row in enumerate(up):
                total += self.heights[i, j] / (1 + column * row)
        return total

    def _bumps(self, x: ArrayLike) -> list[Array]:
        """One bump for each of the k strips of [0, 1]; the outermost edges lie outside."""
        edges = (-1.0, *self.edges, 2.0)
        steps = [sigmoid(self.steepness * (np.asarray(x, float) - edge)) for edge in edges]
        return [a - b for a, b in pairwise(steps)]


def towers(target: Function, k: int, steepness: float) -> Towers:
    """A tower in each cell of a k x k grid, as high as the target in the cell's middle."""
    middle = (np.arange(k) + 0.5) / k
    return Towers(np.asarray(target(middle[:, None], middle[None, :]), float), steepness)


@dataclass(frozen=True)
class Ridges:
    """One hidden layer in two inputs: sum_i v_i sigmoid(w_i . x + b_i); w is (2, N).

    Entries of w and b are below 300 in size, so that exp does not overflow on the unit square.
    """

    w: Array
    b: Array
    v: Array

    def hidden(self, x: ArrayLike, y: ArrayLike) -> Array:
        across = np.exp(-np.asarray(x, float)[..., None] * self.w[0])
        up = np.exp(-np.asarray(y, float)[..., None] * self.w[1] - self.b)
        hidden: Array = across * up
        hidden += 1
        return np.reciprocal(hidden, out=hidden)

    def __call__(self, x: ArrayLike, y: ArrayLike) -> Array:
        return np.asarray(self.hidden(x, y) @ self.v)


def random_ridges(target: Function, units: int, *, seed: int, points: int = 33) -> Ridges:
    """Random directions and places, output weights by least squares on a grid.

    Directions are uniform on the circle, places uniform in the square, the steepness
    log-uniform from 3 to 8 + 2 sqrt(`units`).
    """
    from scipy.linalg import lstsq

    rng = np.random.default_rng(seed)
    angle = rng.uniform(0, 2 * np.pi, units)
    steep = np.exp(rng.uniform(np.log(3), np.log(8 + 2 * np.sqrt(units)), units))
    w = steep * np.stack([np.cos(angle), np.sin(angle)])
    b = -(w * rng.uniform(0, 1, (2, units))).sum(0)
    grid = np.linspace(0.0, 1.0, points)
    layer = Ridges(w, b, np.ones(units))
    features = layer.hidden(grid[:, None], grid[None, :]).reshape(-1, units)
    wanted = np.asarray(target(grid[:, None], grid[None, :]), float).ravel()
    return Ridges(w, b, lstsq(features, wanted, cond=1e-9)[0])


class WorstOnSquare(NamedTuple):
    """The sup norm of F - f on the unit square and the place where it is attained."""

    error: float
    x: float
    y: float


def sup_norm_on_square(
    ours: Function, target: Function, points: int = 61, extra: ArrayLike = ()
) -> WorstOnSquare:
    """max over the unit square of |F - f|: a grid, then a finer one around its worst point.

    `extra` coordinates join the grid in x and in y: give a tower's `edges`, since the holes
    where they cross are narrower than the grid. What lies between is not seen.
    """
    x = y = np.union1d(np.linspace(0.0, 1.0, points), np.asarray(extra, float))
    step = 1 / (points - 1)
    for _ in range(2):
        gap = np.abs(np.asarray(ours(x[:, None], y)) - np.asarray(target(x[:, None], y)))
        # The first of equal peaks, as in `approximation.sup_norm_error`.
        i, j = np.unravel_index(np.argmax(gap >= gap.max() * (1 - 1e-9)), gap.shape)
        worst = WorstOnSquare(float(gap.max()), float(x[i]), float(y[j]))
        x, y = (np.linspace(max(at - step, 0.0), min(at + step, 1.0), 21) for at in worst[1:])
    return worst
