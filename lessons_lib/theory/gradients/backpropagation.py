r"""Backpropagation with every number named: two inputs, two hidden units, two outputs.

All units are sigmoids without biases. Hidden unit j has the sum :math:`z_j` and the value
:math:`h_j = \sigma(z_j)`, output p the sum :math:`u_p` and the value :math:`s_p = \sigma(u_p)`;
the error is :math:`E = \tfrac12 \sum_p (t_p - s_p)^2`, whose half makes
:math:`\partial E/\partial s_p = -(t_p - s_p)`, as the lecture has it. A hidden unit reaches E
along one path for each output, and its derivative is the sum over them. Source: the lecture,
"Backpropagation in Activation and Loss"; Rumelhart, Hinton, Williams (1986).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib.activations import sigmoid

Array = NDArray[np.float64]


class Backpropagation(NamedTuple):
    """Each number of one forward and one backward pass.

    Vectors have one entry for each hidden unit (z, h, slopes_hidden, dE_dh, deltas_hidden) or
    for each output (u, s, dE_ds, slopes, deltas). Matrices go from row to column: `paths` and
    `dE_dv` from hidden unit to output, `dE_dw` from input to hidden unit; paths[j, p] is what
    comes back to hidden unit j from output p.
    """

    z: Array
    h: Array
    u: Array
    s: Array
    error: float
    dE_ds: Array
    slopes: Array
    deltas: Array
    dE_dv: Array
    paths: Array
    dE_dh: Array
    slopes_hidden: Array
    deltas_hidden: Array
    dE_dw: Array


def backpropagate(x: ArrayLike, w: ArrayLike, v: ArrayLike, t: ArrayLike) -> Backpropagation:
    """Forward and back for inputs x (2,), weights w and v (2, 2) and targets t (2,)."""
    x, w, v, t = (np.asarray(a, float) for a in (x, w, v, t))
    z = x @ w
    h = sigmoid(z)
    u = h @ v
    s = sigmoid(u)
    dE_ds = -(t - s)
    slopes, slopes_hidden = sigmoid.derivative(u), sigmoid.derivative(z)
    deltas = dE_ds * slopes
    paths = v * deltas
    deltas_hidden = paths.sum(1) * slopes_hidden
    return Backpropagation(
        z=z,
        h=h,
        u=u,
        s=s,
        error=float(np.sum((t - s) ** 2) / 2),
        dE_ds=dE_ds,
        slopes=slopes,
        deltas=deltas,
        dE_dv=np.outer(h, deltas),
        paths=paths,
        dE_dh=paths.sum(1),
        slopes_hidden=slopes_hidden,
        deltas_hidden=deltas_hidden,
        dE_dw=np.outer(x, deltas_hidden),
    )
