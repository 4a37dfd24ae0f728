r"""Backpropagation with every number named: two inputs, two hidden units, one output.

All units are sigmoids without biases, and the error is :math:`E = \tfrac12 (t - s)^2`; the
half makes :math:`\partial E/\partial s = -(t - s)`, as the lecture has it. Source: the
lecture, "Backpropagation in Activation and Loss"; Rumelhart, Hinton, Williams (1986).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib.activations import sigmoid

Array = NDArray[np.float64]


class Backpropagation(NamedTuple):
    """Each number of one forward and one backward pass; arrays have one entry a hidden unit."""

    net_hidden: Array
    s_hidden: Array
    net: float
    s: float
    error: float
    dE_ds: float
    ds_dnet: float
    delta: float
    dE_dv: Array
    slopes_hidden: Array
    deltas_hidden: Array
    dE_dw: Array


def backpropagate(x: ArrayLike, w: ArrayLike, v: ArrayLike, t: float) -> Backpropagation:
    """Forward and back for inputs x (2,), weights w (2 inputs, 2 units), v (2,), target t."""
    x, w, v = (np.asarray(a, float) for a in (x, w, v))
    net_hidden = x @ w
    s_hidden = sigmoid(net_hidden)
    net = float(s_hidden @ v)
    s = float(sigmoid(net))
    dE_ds = -(t - s)
    ds_dnet = float(sigmoid.derivative(net))
    delta = dE_ds * ds_dnet
    slopes_hidden = sigmoid.derivative(net_hidden)
    deltas_hidden = delta * v * slopes_hidden
    return Backpropagation(
        net_hidden=net_hidden,
        s_hidden=s_hidden,
        net=net,
        s=s,
        error=(t - s) ** 2 / 2,
        dE_ds=dE_ds,
        ds_dnet=ds_dnet,
        delta=delta,
        dE_dv=delta * s_hidden,
        slopes_hidden=slopes_hidden,
        deltas_hidden=deltas_hidden,
        dE_dw=np.outer(x, deltas_hidden),
    )
