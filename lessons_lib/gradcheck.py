r"""Central differences: is a derivative right?

.. math:: f'(z) \approx \frac{f(z + h) - f(z - h)}{2h}

The error is of order h^2 from the formula and eps/h from rounding. h is the cube root of the
machine's eps, 6e-6, times `|z|` or 1, whichever is larger: that balances the two and leaves
about 1e-10. At a kink the result is the mean of the slopes on both sides.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib._arrays import as_floats

Array = NDArray[np.float64]

STEP = float(np.cbrt(np.finfo(float).eps))


def central_difference(f: Callable[[Any], Any], z: ArrayLike) -> Array:
    """The derivative of an elementwise function at every element of z; any shape -> same.

    A function that doubles the last axis, as CReLU does, has a derivative of that shape.
    """
    below, above = _around(np.asarray(z, float))
    rise = as_floats(f(above)) - as_floats(f(below))
    run = above - below
    if rise.shape == (*run.shape[:-1], 2 * (run.shape or (1,))[-1]):
        run = np.concatenate([np.atleast_1d(run)] * 2, axis=-1)
    _same_shape("f", rise, run)
    return np.asarray(rise / run)


def gradient(f: Callable[[Array], float], at: ArrayLike) -> Array:
    """The gradient of a function of many numbers, one central difference for each."""
    at = np.array(at, float)
    found = np.empty_like(at)
    for index in np.ndindex(at.shape):
        here = at[index]
        below, above = _around(here)
        at[index] = above
        high = f(at)
        at[index] = below
        found[index] = (high - f(at)) / (above - below)
        at[index] = here
    return found


def gradient_error(
    f: Callable[[Any], Any], derivative: Callable[[Any], Any], z: ArrayLike
) -> float:
    """The largest difference between `derivative` and the central difference of f on z.

    About 1e-10 for a right derivative of ordinary size; 0.01 and more for a wrong one. Keep z
    further than `1e-5 |z|` from kinks, where there is no derivative to compare with.
    """
    wanted = central_difference(f, z)
    given = as_floats(derivative(np.asarray(z, float)))
    _same_shape("derivative", given, wanted)
    return float(np.max(np.abs(given - wanted), initial=0.0))


def _around(z: Any) -> tuple[Any, Any]:
    """z - h and z + h; their distance after rounding is what the rise is divided by."""
    h = STEP * np.maximum(np.abs(z), 1.0)
    return z - h, z + h


def _same_shape(name: str, given: Array, wanted: Array) -> None:
    if given.shape != wanted.shape:
        raise ValueError(
            f"{name} returns shape {given.shape} where {wanted.shape} is expected: return one"
            " number for each element of z."
        )
