r"""Folding [0, 1] again and again: few ReLU units in depth, many in one layer.

A fold of n teeth goes up and down n times between 0 and 1, and takes n ReLU units:

.. math:: g_n(x) = n\,r(x) - 2n\,r(x - 1/n) + 2n\,r(x - 2/n) - \ldots

where r is the ReLU. Folds multiply: after layers of n_1, ..., n_L units the line has
n_1 n_2 ... n_L pieces. With n = 2 this is the tent map of Telgarsky (2016, arXiv:1602.04485);
the counting is that of Montufar, Pascanu, Cho, Bengio (2014, arXiv:1402.1869).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib.mlp import MLP

Array = NDArray[Any]


def tent(x: ArrayLike) -> Array:
    """2x up to 1/2, then 2 - 2x; any shape, meant for x in [0, 1]."""
    x = np.asarray(x, float)
    return np.where(x < 0.5, 2 * x, 2 - 2 * x)


def tents(x: ArrayLike, times: int) -> Array:
    """The tent map applied `times` times: 2^times straight pieces on [0, 1]."""
    for _ in range(times):
        x = tent(x)
    return np.asarray(x, float)


def folding_network(folds: Sequence[int]) -> MLP:
    """A ReLU network with these hidden widths that goes up and down prod(folds) times."""
    if not folds or min(folds) < 1:
        raise ValueError(f"folds = {folds!r}: give the units of each layer, such as (2, 2, 2).")
    net = MLP((1, *folds, 1), "relu", "squared_error")
    before: Array = np.ones(1)  # how the layer below is read out
    for weights, biases, n in zip(net.weights, net.biases, folds, strict=False):
        weights[0] = before[:, None]
        biases[0, 0] = -np.arange(n) / n
        before = 2.0 * n * (-1.0) ** np.arange(n)
        before[0] = n
    net.weights[-1][0, :, 0], net.biases[-1][...] = before, 0.0
    return net


def wide_tents(times: int, units: int) -> MLP:
    """One hidden layer that follows `tents(x, times)` over its first `units` pieces.

    It is exact on [0, 1] from 2^times units on. Each unit bends the line once, so fewer than
    2^times - 1 cannot do it; with just that many, all bends are used up inside, each by
    +-2^(times + 1), and the first slope would be a multiple of that, not 2^times.
    """
    pieces = 2**times
    if not 1 <= units <= pieces:
        raise ValueError(f"units = {units}: choose 1 to {pieces}, the pieces of {times} tents.")
    net = MLP((1, units, 1), "relu", "squared_error")
    net.weights[0][...] = 1.0
    net.biases[0][0, 0] = -np.arange(units) / pieces
    slopes = 2.0 * pieces * (-1.0) ** np.arange(units)
    slopes[0] = pieces
    net.weights[1][0, :, 0], net.biases[1][...] = slopes, 0.0
    return net


def parameters(sizes: Iterable[int]) -> int:
    """Weights and biases of a network with layers of these sizes, inputs and outputs included."""
    sizes = tuple(sizes)
    return sum((a + 1) * b for a, b in pairwise(sizes))


def widths_for(budget: int, depth: int, *, inputs: int = 2) -> tuple[int, ...]:
    """`depth` hidden widths whose network has at most `budget` parameters.

    They are equal, or the first ones are wider by one unit.
    """

    def cost(widths: Sequence[int]) -> int:
        return parameters((inputs, *widths, 1))

    widths = [1] * depth
    if cost(widths) > budget:
        raise ValueError(
            f"budget = {budget}: {depth} layers need at least {cost(widths)} parameters."
        )
    layer = 0
    while True:
        wider = widths.copy()
        wider[layer % depth] += 1
        if cost(wider) > budget:
            return tuple(widths)
        widths, layer = wider, layer + 1
