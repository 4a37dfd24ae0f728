"""The arrays of one batch size, allocated once, and the two passes that fill them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lessons_lib.activations import PReLU, RReLU

if TYPE_CHECKING:
    from lessons_lib.mlp import MLP

Array = NDArray[Any]


class Buffers:
    """Pre-activations, activations and deltas of `net` for batches of `n` examples."""

    def __init__(self, net: MLP, n: int) -> None:
        self.net = net

        def empty(width: int) -> Array:
            return np.empty((net.replicas, n, width), net.dtype)

        self.pre_activations = [empty(width) for width in net.sizes[1:]]
        self.activations = [empty(weights.shape[1]) for weights in net.weights[1:]]
        self.deltas = [empty(width) for width in net.sizes[1:]]

    def forward(self, X: Array, noise: Any = None) -> Array:
        """Fill the layers from X (n, n_in); return the pre-activations of the output layer.

        `noise` holds a generator for each replica, from which RReLU draws its slopes.
        """
        net, a = self.net, X
        for k, z in enumerate(self.pre_activations):
            np.matmul(a, net.weights[k], out=z)
            z += net.biases[k]
            if k < len(self.activations):
                a = self.activations[k]
                self._activate(k, z, a, noise)
        return self.pre_activations[-1]

    def backward(self, X: Array, target: Array) -> None:
        """Fill `net`'s gradients of the mean loss, after `forward` on the same X."""
        net, last = self.net, len(self.deltas) - 1
        self.deltas[last][...] = net.output_delta(self.pre_activations[last], target)
        self.deltas[last] /= len(target)
        for k in range(last, -1, -1):
            delta = self.deltas[k]
            below = self.activations[k - 1] if k else X
            np.matmul(below.swapaxes(-1, -2), delta, out=net.weight_gradients[k])
            np.sum(delta, axis=-2, keepdims=True, out=net.bias_gradients[k])
            if k:
                self._propagate(k - 1, np.matmul(delta, net.weights[k].swapaxes(-1, -2)))

    def _activate(self, k: int, z: Array, a: Array, noise: Any) -> None:
        phi, slope = self.net.hidden_activations[k], self.net.slopes[k]
        if slope is not None:
            np.multiply(z, slope[0], out=a)
            np.copyto(a, z, where=z > 0)
        elif noise is not None and isinstance(phi, RReLU):
            self.drawn = {**getattr(self, "drawn", {}), k: self._draw(phi, z, noise)}
            np.multiply(z, self.drawn[k], out=a)
        else:
            a[...] = phi(z)

    def _draw(self, phi: RReLU, z: Array, noise: Any) -> Array:
        """One slope for each negative pre-activation, 1 for the others."""
        slopes = np.stack([rng.uniform(phi.lower, phi.upper, z.shape[1:]) for rng in noise])
        return np.where(z > 0, 1.0, slopes)

    def _propagate(self, k: int, upstream: Array) -> None:
        """delta^k = (delta^{k+1} W^T) phi'(z^k); a learned slope collects its gradient too."""
        phi, slope, z = self.net.hidden_activations[k], self.net.slopes[k], self.pre_activations[k]
        if phi.doubles:
            # CReLU: z feeds both halves, so it collects from both.
            upstream *= phi.derivative(z)
            half = z.shape[-1]
            np.add(upstream[..., :half], upstream[..., half:], out=self.deltas[k])
        elif slope is not None and isinstance(phi, PReLU):
            value, gradient = slope
            gradient[...] = np.sum(upstream * np.minimum(z, 0), axis=(-2, -1), keepdims=True)
            np.multiply(upstream, np.where(z > 0, 1.0, value), out=self.deltas[k])
        elif k in getattr(self, "drawn", {}):
            np.multiply(upstream, self.drawn[k], out=self.deltas[k])
        else:
            np.multiply(upstream, phi.derivative(z), out=self.deltas[k])
