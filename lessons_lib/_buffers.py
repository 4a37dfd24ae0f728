"""The arrays of one batch size, allocated once, and the two passes that fill them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lessons_lib._inplace import leak, respond
from lessons_lib.activations import RReLU

if TYPE_CHECKING:
    from lessons_lib.mlp import MLP

Array = NDArray[Any]


def with_ones(X: Array) -> Array:
    """X (n, features) and a column of ones, (n, features + 1), each column contiguous."""
    return np.vstack([X.T, np.ones((1, len(X)), X.dtype)]).T


class Buffers:
    """Everything that a batch of `n` examples leaves in `net`.

    inputs[k] feeds layer k + 1: the activations of layer k and a column of ones, which the
    bias, the last row of `net.layers[k + 1]`, multiplies: one product instead of a sum too.
    """

    def __init__(self, net: MLP, n: int) -> None:
        self.net = net

        def ones(width: int) -> Array:
            # (replicas, n, width), but in memory the examples come last: a batch's activations
            # then stay contiguous without their column of ones.
            return np.ones((net.replicas, width, n), net.dtype).swapaxes(1, 2)

        self.pre_activations = [ones(width) for width in net.sizes[1:]]
        self.deltas = [ones(width) for width in net.sizes[1:]]
        self.inputs = [ones(layer.shape[1]) for layer in net.layers[1:]]
        self.activations = [a[..., :-1] for a in self.inputs]
        self.slopes = [ones(a.shape[-1]) for a in self.activations]
        self._inputs_t = [a.swapaxes(1, 2) for a in self.inputs]
        self._weights_t = [w.swapaxes(1, 2) for w in net.weights]

    def forward(self, X: Array, noise: Any = None) -> Array:
        """Fill the layers from X `with_ones`; return the pre-activations of the output layer.

        `noise` holds a generator for each replica, from which RReLU draws its slopes.
        """
        a = X
        for k, z in enumerate(self.pre_activations):
            np.matmul(a, self.net.layers[k], out=z)
            if k < len(self.inputs):
                self._respond(k, noise)
                a = self.inputs[k]
        return self.pre_activations[-1]

    def backward(self, X: Array, target: Array) -> None:
        """Fill `net`'s gradients of the summed loss, after `forward` on the same X."""
        net, delta = self.net, self.deltas[-1]
        net.output_delta(self.pre_activations[-1], target, out=delta)
        for k in range(len(self.inputs), 0, -1):
            np.matmul(self._inputs_t[k - 1], delta, out=net.layer_gradients[k])
            delta = self._propagate(k - 1, delta)
        np.matmul(X.T, delta, out=net.layer_gradients[0])

    def _respond(self, k: int, noise: Any) -> None:
        """Activations and slopes of hidden layer k from its pre-activations."""
        phi, learned = self.net.hidden_activations[k], self.net.slopes[k]
        z, value, slope = self.pre_activations[k], self.activations[k], self.slopes[k]
        if learned is not None:
            leak(z, learned[0], value, slope)
        elif noise is not None and isinstance(phi, RReLU):
            drawn = [rng.uniform(phi.lower, phi.upper, z.shape[1:]) for rng in noise]
            leak(z, np.stack(drawn), value, slope)
        else:
            respond(phi, z, value, slope)

    def _propagate(self, k: int, above: Array) -> Array:
        """delta^k = (delta^{k+1} W^T) phi'(z^k); a learned slope collects its gradient too."""
        learned, delta = self.net.slopes[k], self.deltas[k]
        doubled = self.net.hidden_activations[k].doubles
        upstream = np.matmul(above, self._weights_t[k + 1], out=None if doubled else delta)
        if learned is not None:
            reached = upstream * np.minimum(self.pre_activations[k], 0)
            np.sum(reached, axis=(1, 2), keepdims=True, out=learned[1])
        upstream *= self.slopes[k]
        if doubled:
            # CReLU: z feeds both halves, so it collects from both.
            half = delta.shape[-1]
            np.add(upstream[..., :half], upstream[..., half:], out=delta)
        return delta


class Losses:
    """The mean loss over an epoch of each replica, evaluated for many examples at a time.

    For one small batch the calls would cost more than the arithmetic.
    """

    ENOUGH = 4096  # numbers in one evaluation

    def __init__(self, net: MLP, n: int, batch_size: int) -> None:
        self.net, self.n = net, n
        outputs = net.sizes[-1]
        rows = min(n, max(batch_size, self.ENOUGH // (net.replicas * outputs)))
        self._z = np.empty((net.replicas, outputs, rows), net.dtype).swapaxes(1, 2)
        self._target = np.empty((outputs, rows), net.dtype).T
        self._filled, self._sum = 0, np.zeros(net.replicas)

    def add(self, z: Array, target: Array) -> None:
        """Remember a batch's pre-activations of the output layer, and its targets."""
        if self._filled + len(target) > len(self._target):
            self._evaluate()
        rows = slice(self._filled, self._filled + len(target))
        self._z[:, rows], self._target[rows] = z, target
        self._filled += len(target)

    def mean(self) -> Array:
        """The mean over all that was added, which is then forgotten."""
        self._evaluate()
        total, self._sum = self._sum, np.zeros_like(self._sum)
        return total / self.n

    def _evaluate(self) -> None:
        rows = slice(0, self._filled)
        self._sum += self.net.example_losses(self._z[:, rows], self._target[rows]).sum(-1)
        self._filled = 0
