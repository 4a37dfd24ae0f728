"""The arrays of one batch size, allocated once, and the two passes that fill them.

In here an example is a column, as in most textbooks: z = W^T a. Memory then holds what one unit
gives for all examples side by side, and all units but the column of ones stay contiguous.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lessons_lib import _inplace
from lessons_lib._parameters import Parameters
from lessons_lib.activations import RReLU

Array = NDArray[Any]


def with_ones(X: Array) -> Array:
    """X (n, features) and a column of ones, (n, features + 1)."""
    return np.hstack([X, np.ones((len(X), 1), X.dtype)])


class Buffers:
    """Everything that a batch of `n` examples leaves in `net`, (replicas, units, n).

    inputs[k] feeds layer k + 1: the activations of layer k and a row of ones, which the bias,
    the last row of `net.layers[k + 1]`, multiplies: one product instead of a sum too.
    `noise` holds a generator for each replica, from which RReLU draws its slopes. A `larger`
    one, for the other batches, lends its memory, but for the rows of ones.
    """

    def __init__(
        self, net: Parameters, n: int, noise: Any = None, larger: Buffers | None = None
    ) -> None:
        self.net, self.n, self.noise = net, n, noise
        # A single network needs no replica axis, and `dot` half of `matmul`'s set-up.
        self.alone = net.replicas == 1
        self.product = np.ndarray.dot if self.alone else np.matmul
        self.inputs = [self._array(layer.shape[1]) for layer in net.layers[1:]]
        self.activations = [a[..., :-1, :] for a in self.inputs]
        widths = [a.shape[-2] for a in self.activations]
        lent = (larger.pre_activations, larger.slopes) if larger else (None, None)
        self.pre_activations: list[Array] = self._arrays(net.sizes[1:], lent[0])
        self.slopes: list[Array] = self._arrays(widths, lent[1])
        # Going back, a layer's deltas replace its pre-activations, of which only the gradient
        # of a learned slope has need.
        kept = [slope is not None for slope in net.slopes] + [False]
        self.deltas = [
            np.empty_like(z) if keep else z
            for z, keep in zip(self.pre_activations, kept, strict=True)
        ]
        # Views and functions are bound here once: to find them costs as much as to use them.
        self.layers_t = [self._own(layer).swapaxes(-1, -2) for layer in net.layers]
        self.deltas_t = [delta.swapaxes(-1, -2) for delta in self.deltas]
        self.gradients = [self._own(gradient) for gradient in net.layer_gradients]
        self._output_delta = _inplace.output_delta(net.output)
        self._respond = [self._response(k) for k in range(len(self.inputs))]
        self._propagate = [self._propagation(k) for k in range(len(self.inputs))]

    def forward(self, X: Array) -> Array:
        """Fill the layers from X (n, inputs) `with_ones`; return the last pre-activations."""
        a = X.T
        for k, respond in enumerate(self._respond):
            self.product(self.layers_t[k], a, self.pre_activations[k])
            respond()
            a = self.inputs[k]
        return self.product(self.layers_t[-1], a, self.pre_activations[-1])

    def backward(self, X: Array, target: Array, scale: float) -> None:
        """Fill `net`'s gradients of `scale` times the summed loss, after `forward` on X.

        Scaled at the output, where the arrays are small, the gradients need no other pass.
        """
        self._output_delta(self.pre_activations[-1], target.T, self.deltas[-1])
        self.deltas[-1] *= scale
        for k in range(len(self.inputs) - 1, -1, -1):
            self.product(self.inputs[k], self.deltas_t[k + 1], self.gradients[k + 1])
            self._propagate[k]()
        self.product(X.T, self.deltas_t[0], self.gradients[0])

    def _arrays(self, units: Sequence[int], others: list[Array] | None) -> list[Array]:
        return [self._array(u, others[k] if others else None) for k, u in enumerate(units)]

    def _array(self, units: int, other: Array | None = None) -> Array:
        """Ones, (replicas, units, n), or the beginning of another array in that shape."""
        shape = (units, self.n) if self.alone else (self.net.replicas, units, self.n)
        if other is None:
            return np.ones(shape, self.net.dtype)
        return other.reshape(-1)[: math.prod(shape)].reshape(shape)

    def _own(self, stacked: Array) -> Array:
        return stacked[0] if self.alone else stacked

    def _response(self, k: int) -> Callable[[], None]:
        """What fills the activations and slopes of hidden layer k from its pre-activations."""
        phi, learned = self.net.hidden_activations[k], self.net.slopes[k]
        arrays = self.pre_activations[k], self.activations[k], self.slopes[k]
        if learned is not None:
            return partial(_inplace.leak, self._own(learned[0]), *arrays)
        if self.noise is not None and isinstance(phi, RReLU):
            drawn = np.empty_like(arrays[0])
            return partial(_inplace.leak_at_random, phi, self.noise, drawn, *arrays)
        return partial(_inplace.response(phi), phi, *arrays)

    def _propagation(self, k: int) -> Callable[[], None]:
        """What fills the deltas of hidden layer k from those of the layer above."""
        learned, doubles = self.net.slopes[k], self.net.hidden_activations[k].doubles
        weights, above = self._own(self.net.weights[k + 1]), self.deltas[k + 1]
        # Of a single unit above, the product is an outer one, at which BLAS is slow.
        outer = above.shape[-2] == 1 and not self.alone
        upstream = partial(np.multiply if outer else self.product, weights, above)
        arrays = upstream, self.slopes[k], self.deltas[k]
        if learned is not None:
            gradient, z = self._own(learned[1]), self.pre_activations[k]
            return partial(_inplace.propagate_learning, gradient, z, *arrays)
        return partial(_inplace.propagate_doubled if doubles else _inplace.propagate, *arrays)


class Losses:
    """The mean loss over an epoch of each replica, evaluated for many examples at a time.

    For one small batch the calls would cost more than the arithmetic.
    """

    ENOUGH = 4096  # numbers in one evaluation

    def __init__(self, net: Parameters, n: int, batch_size: int) -> None:
        self._sums_of, self._sum = _inplace.loss_sums(net.output), np.zeros(net.replicas)
        outputs = net.sizes[-1]
        self._rows = min(n, max(batch_size, self.ENOUGH // (net.replicas * outputs)))
        self._z = np.empty((net.replicas, outputs, self._rows), net.dtype)

    def begin(self, target: Array) -> None:
        """Begin an epoch that visits the examples in the order of their targets."""
        self._target = target
        self._sum, self._start, self._stop = np.zeros_like(self._sum), 0, 0

    def add(self, z: Array) -> None:
        """The next batch's pre-activations of the output layer, (replicas, outputs, n)."""
        stop = self._stop + z.shape[-1]
        if stop - self._start > self._rows:
            self._evaluate()
        self._z[..., self._stop - self._start : stop - self._start] = z
        self._stop = stop

    def mean(self) -> Array:
        """The mean over the epoch, of shape (replicas,)."""
        self._evaluate()
        return self._sum / len(self._target)

    def _evaluate(self) -> None:
        z, target = self._z[..., : self._stop - self._start], self._target[self._start : self._stop]
        self._sum += self._sums_of(z, target.T)
        self._start = self._stop
