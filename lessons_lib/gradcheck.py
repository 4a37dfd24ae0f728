r"""Central differences: is a derivative right?

.. math:: f'(z) \approx \frac{f(z + h) - f(z - h)}{2h}

The error is of order h^2 from the formula and eps/h from rounding; h of the cube root of
the machine's eps, times the size of z, balances the two and leaves about 1e-10.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


def central_difference(f: Callable[[Any], Any], z: ArrayLike) -> Array:
    """The derivative of an elementwise function at every element of z; any shape -> same."""
    z = np.asarray(z, float)
    h = np.cbrt(np.finfo(float).eps) * np.maximum(np.abs(z), 1.0)
    return np.asarray((f(z + h) - f(z - h)) / (2 * h))


def gradient(f: Callable[[Array], float], at: ArrayLike) -> Array:
    """The gradient of a function of many numbers, one central difference for each."""
    at = np.array(at, float)
    found = np.empty_like(at)
    for index in np.ndindex(at.shape):
        here = at[index]
        h = np.cbrt(np.finfo(float).eps) * max(abs(here), 1.0)
        at[index] = here + h
        above = f(at)
        at[index] = here - h
        found[index] = (above - f(at)) / (2 * h)
        at[index] = here
    return found


def gradient_error(
    f: Callable[[Any], Any], derivative: Callable[[Any], Any], z: ArrayLike
) -> float:
    """The largest difference between `derivative` and the central difference of f on z."""
    return float(np.max(np.abs(np.asarray(derivative(z)) - central_difference(f, z))))
