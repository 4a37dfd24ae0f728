r"""How gradients fade (or grow) on their way back through a stack of layers.

With :math:`\Delta^k` the gradients of the loss in the pre-activations of layer k, one row
for each example, backpropagation is

.. math:: \Delta^{k} = \big(\Delta^{k+1} (W^{k+1})^T\big) \odot \varphi'(Z^{k})

and therefore, in the Frobenius norm (and in the Euclidean norm, for each example alone),

.. math:: \|\Delta^{k}\|_F \le \|W^{k+1}\|_2 \, \max\varphi' \; \|\Delta^{k+1}\|_F .

The norm of W is the spectral one, its largest singular value; it is the lecture's |w| only
where a layer has one unit. Sources: the lecture, "Vanishing gradients"; Hochreiter (1991);
Bengio, Simard, Frasconi (1994); Pascanu, Mikolov, Bengio (2013).
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib.activations import Activation
from lessons_lib.mlp import MLP

Array = NDArray[Any]
SATURATED = 0.1  # a unit counts as saturated below this share of its largest derivative


class Flow(NamedTuple):
    """Norms of one backward pass, layer by layer, each of shape (layers, replicas).

    `deltas`: Frobenius norm of the gradients in the pre-activations, the output layer last.
    `weights`: Frobenius norm of the gradient in the weights.
    `bounds`: the product bound on `deltas`.
    """

    deltas: Array
    weights: Array
    bounds: Array


def flow(net: MLP, X: ArrayLike, y: ArrayLike) -> Flow:
    """Measure one forward and backward pass on X (n, n_in) and y; inf where it overflows."""
    deltas, weights = norms(net, X, y)
    return Flow(deltas, weights, deltas[-1] * attenuation(net))


def norms(net: MLP, X: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
    """The `deltas` and `weights` of a `Flow`, which cost less than its bounds."""
    with np.errstate(over="ignore", invalid="ignore"):
        gradients = net.backward(X, y)
        return (
            np.stack([frobenius(delta) for delta in gradients.deltas]),
            np.stack([frobenius(gradient) for gradient in gradients.weights]),
        )


def attenuation(net: MLP) -> Array:
    """At most this share of the output's delta reaches each layer, (layers, replicas)."""
    factors = [np.ones(net.replicas)]
    for weights, phi in zip(net.weights[:0:-1], net.hidden_activations[::-1], strict=True):
        factors.append(factors[-1] * spectral(weights) * steepest(phi))
    return np.stack(factors[::-1])


def steepest(phi: Activation) -> float:
    """max |phi'| over all pre-activations: 1/4 for the sigmoid, 1 for tanh and ReLU."""
    return float(np.max(np.abs(phi.derivative(np.linspace(-8.0, 8.0, 1601)))))


def spectral(weights: Array) -> Array:
    """The largest singular value of each matrix of (replicas, n_in, n_out), (replicas,)."""
    return np.linalg.svd(weights.astype(float), compute_uv=False)[:, 0]


def frobenius(arrays: Array) -> Array:
    """The root of the sum of squares of each matrix of (replicas, n, m), (replicas,)."""
    a = arrays.astype(float)
    # Squares of what is below 1e-162 would be 0: divide by the largest first.
    largest = np.abs(a).max(axis=(-2, -1), keepdims=True)
    scale = np.where((largest > 0) & np.isfinite(largest), largest, 1.0)
    return scale[:, 0, 0] * np.sqrt(np.square(a / scale).sum(axis=(-2, -1)))


def saturated(phi: Activation, z: ArrayLike) -> Array:
    """Where |phi'(z)| is below a tenth of its maximum; any shape -> same.

    For the sigmoid that is |z| > 3.64, for tanh |z| > 1.82.
    """
    return np.abs(phi.derivative(z)) < SATURATED * steepest(phi)


def scaled(net: MLP, scale: float) -> MLP:
    """Multiply all weights (not the biases, which begin at 0) by `scale`, in place."""
    for weights in net.weights:
        weights *= scale
    return net
