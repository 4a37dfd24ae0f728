"""The unit square: a tower, which takes two hidden layers, and ridges, which take one.

On a grid, sigmoid(a(x) + b(y)) = 1 / (1 + exp(-a(x)) exp(-b(y))) needs exp at its edges only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from lessons_lib.activations import sigmoid
from lessons_lib.theory.approximation.one_layer import Array, Function, bump

SHARP = 40.0  # steepness of the second layer's threshold


@dataclass(frozen=True)
class Tower:
    """Nielsen's tower: a wall in x, a wall in y, and a unit that keeps where they cross.

    A wall is a bump of height 1 in one coordinate, made of two sigmoid units of the first
    hidden layer. The sum of the walls exceeds 3/2 only where they cross, and one sigmoid of
    a second hidden layer keeps what is above. One hidden layer: `random_ridges`.
    """

    across: tuple[float, float]
    up: tuple[float, float]
    steepness: float

    def walls(self, x: ArrayLike, y: ArrayLike) -> Array:
        """What the first hidden layer adds up to: 2 on the crossing, 1 on a wall, else 0."""
        return np.asarray(
            bump(*self.across, 1.0, self.steepness)(x) + bump(*self.up, 1.0, self.steepness)(y)
        )

    def __call__(self, x: ArrayLike, y: ArrayLike) -> Array:
        return sigmoid(SHARP * (self.walls(x, y) - 1.5))


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


def sup_norm_on_square(ours: Function, target: Function, points: int = 61) -> WorstOnSquare:
    """max over the unit square of |F - f|: a grid, then a finer one around its worst point.

    What lies between is not seen.
    """
    x = y = np.linspace(0.0, 1.0, points)
    step = 1 / (points - 1)
    for _ in range(2):
        gap = np.abs(np.asarray(ours(x[:, None], y)) - np.asarray(target(x[:, None], y)))
        # The first of equal peaks, as in `approximation.sup_norm_error`.
        i, j = np.unravel_index(np.argmax(gap >= gap.max() * (1 - 1e-9)), gap.shape)
        worst = WorstOnSquare(float(gap.max()), float(x[i]), float(y[j]))
        x, y = (np.linspace(max(at - step, 0.0), min(at + step, 1.0), 21) for at in worst[1:])
    return worst
