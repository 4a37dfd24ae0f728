r"""Gradient descent in which every layer moves as far as every other.

If a deep network learns slowly *because* the gradient is small in its first layers, then it must
learn faster where the same step is shared out equally among the layers. With :math:`g_k` the
gradient in layer k of K (its weights and biases), the step

.. math:: \Delta\theta_k = -\eta \, \frac{\|g\|}{\sqrt K} \, \frac{g_k}{\|g_k\|}

is as long in all as the plain one, :math:`\eta \|g\|`, and has in each layer its direction; only
the lengths of the layers' parts are changed. Akin to Yu, Lin, Salakhutdinov, Carbonell (2017),
arXiv:1707.04822, who normalise each layer's gradient.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lessons_lib.mlp import MLP
from lessons_lib.optimisers import Optimiser, Step
from lessons_lib.theory.gradients.gradient_flow import frobenius

Array = NDArray[Any]


@dataclass(frozen=True)
class EqualShares(Optimiser):
    """Gradient descent on `net`; in `steps`, counted from 0, all its layers move equally far.

    `look`, if there is one, is called with the layers' gradients times the learning rate,
    (replicas, n_in + 1, n_out) each, before they are shared out.
    """

    net: MLP
    steps: range
    look: Callable[[Sequence[Array]], object] | None = None
    takes_scaled = True

    def begin(self, theta: Array, gradient: Array) -> Step:
        steps, layers = count(), self.net.layer_gradients

        def step(rate: float) -> None:
            if self.look:
                self.look(layers)
            if next(steps) in self.steps:
                share_out(layers)
            np.subtract(theta, gradient, out=theta)

        return step


def share_out(layers: Sequence[Array]) -> None:
    """Give the gradients of all layers, (replicas, n_in + 1, n_out) each, one norm, in place.

    The norm of all of them together is kept; a gradient of exactly 0 has no direction, stays 0.
    """
    norms = layer_norms(layers)
    share = np.sqrt(np.square(norms).mean(0))
    for layer, norm in zip(layers, norms, strict=True):
        factors = np.divide(share, norm, out=np.zeros_like(share), where=norm > 0)
        layer *= factors[:, None, None].astype(layer.dtype)


def layer_norms(layers: Sequence[Array]) -> Array:
    """The norm of each layer's gradient, (layers, replicas)."""
    return np.stack([frobenius(layer) for layer in layers])


def parts(layers: Sequence[Array]) -> Array:
    """The same over the norm of all layers together; the squares of a replica's sum up to 1."""
    norms = layer_norms(layers)
    return np.asarray(norms / np.sqrt(np.square(norms).sum(0)))
