r"""A paper strip [0, 1] that is folded in the middle and drawn out again: the tent map in the hand.

A fold turns the right half, with all layers on it, over onto the left half, and then draws the
strip out to twice its length. Along the table this takes the point at x to

.. math:: g(x) = 2x \;(x \le 1/2), \qquad 2 - 2x \;(x > 1/2)

so that a whole number of folds is `tents`, and the layers are the branches of its inverse.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib.theory.depth.tent import tent

Array = NDArray[Any]


def folded(x: ArrayLike, folds: float, thickness: float = 0.05) -> tuple[Array, Array]:
    """Where the points x (n,) of the flat strip lie after `folds` folds: their places along the
    table and their heights above it, (n,) each.

    Of a fold under way, the first half turns the right half over, the second half draws out.
    """
    place, layer = np.asarray(x, float), np.zeros(np.shape(x))
    whole = int(folds)
    for k in range(whole):
        layer = np.where(place > 0.5, 2 ** (k + 1) - 1 - layer, layer)
        place = tent(place)
    part = 2 * (folds - whole)
    # The pivot lies half a layer above the stack: so the layers come to lie one on another.
    pivot = thickness * (2**whole - 0.5)
    turned = _turned(place, thickness * layer, np.pi * min(part, 1.0), pivot)
    return turned[0] * max(part, 1.0), turned[1]


def _turned(place: Array, height: Array, angle: float, pivot: float) -> tuple[Array, Array]:
    """What lies right of 1/2, turned by an angle about (1/2, pivot)."""
    u, v = place - 0.5, height - pivot
    right = place > 0.5
    along = np.where(right, u * np.cos(angle) - v * np.sin(angle), u)
    above = np.where(right, u * np.sin(angle) + v * np.cos(angle), v)
    return along + 0.5, above + pivot


def meeting(place: float, folds: int) -> Array:
    """The 2^folds points of the strip that `folds` folds lay on one place in (0, 1), in order."""
    x = np.array([place])
    for _ in range(folds):
        x = np.concatenate([x / 2, 1 - x[::-1] / 2])
    return x
