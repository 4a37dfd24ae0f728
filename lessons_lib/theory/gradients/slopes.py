r"""What one layer's derivative does to a gradient, and what L of them do.

One path through L layers carries the product of its L derivatives. When the pre-activations
are drawn from N(0, sd^2), independently, the product's mean is :math:`E[\varphi']^L` and its
root mean square :math:`E[\varphi'^2]^{L/2}`. He's rule makes up for the second one: with
weights of variance :math:`1 / (n E[\varphi'^2])` the n paths into a unit keep the gradient's
mean square. Source: He, Zhang, Ren, Sun (2015), arXiv:1502.01852, section 2.2.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib.activations import Activation

Array = NDArray[Any]
STEPS = 4000


def same_everywhere(phi: Activation, z: float, layers: ArrayLike) -> Array:
    """phi'(z)^L: every layer at the same pre-activation; the shape of `layers`."""
    return np.asarray(float(phi.derivative(z)) ** np.asarray(layers, float))


def root_mean_square(phi: Activation, sd: float, layers: ArrayLike) -> Array:
    """The root mean square of a product of L derivatives, each at its own z from N(0, sd^2)."""
    return np.asarray(mean_square_slope(phi, sd) ** (np.asarray(layers, float) / 2))


def mean_square_slope(phi: Activation, sd: float) -> float:
    """E[phi'(z)^2] for z from N(0, sd^2): 1/2 for ReLU, whatever sd > 0."""
    # The midpoints of equal shares of a wide range: none is 0, where ReLU' jumps.
    u = (np.arange(STEPS) + 0.5) / STEPS * 16 - 8
    density = np.exp(-(u**2) / 2)
    return float(np.sum(phi.derivative(sd * u) ** 2 * density) / density.sum())


def all_off(width: int, layers: ArrayLike) -> Array:
    """How probable it is that one example's signal has died by each of `layers`.

    With symmetric weights and biases of 0 a ReLU unit is off with probability 1/2, a whole
    layer of n with 2^-n: 1 - (1 - 2^-n)^L after L layers. For networks whose *every* example
    is gone it is an upper bound. Source: Lu, Shin, Su, Karniadakis (2019), arXiv:1903.06733.
    """
    return np.asarray(-np.expm1(np.asarray(layers) * np.log1p(-(0.5**width))))
