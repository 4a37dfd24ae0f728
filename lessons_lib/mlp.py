r"""The network: a stack of multilayer perceptrons that differ only in their seeds.

Layer k maps a^{k-1} to a^k = phi(z^k), with the pre-activation z^k = a^{k-1} W^k + b^k.
Every array has the replica first, so one `np.matmul` serves all replicas at once:

    weights[k]  (replicas, n_in, n_out)      pre-activations, activations  (replicas, n, n_out)
    biases[k]   (replicas, 1, n_out)

All parameters are views of one flat vector, and so are all gradients: gradient descent is
one subtraction. Replica r equals the network built with its seed alone, to rounding.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib._buffers import Buffers
from lessons_lib._check import as_input, as_target, one_of
from lessons_lib.activations import ACTIVATIONS, Activation, PReLU, RReLU, softmax
from lessons_lib.losses import LOSSES, Loss

Array = NDArray[Any]


class Pass(NamedTuple):
    """What a forward pass computed, layer by layer, the output layer last."""

    pre_activations: list[Array]
    activations: list[Array]


class Gradients(NamedTuple):
    """Gradients of the mean loss, layer by layer; `deltas` are those in the pre-activations."""

    weights: list[Array]
    biases: list[Array]
    deltas: list[Array]


class MLP:
    """A stack of multilayer perceptrons.

    sizes: units in each layer, inputs first, outputs last.
    activation: of the hidden layers; a name, an `Activation`, or one of these per layer.
    loss: a name in `LOSSES` or a `Loss`; `output` is the activation of the output layer,
    by default the one that matches the loss.
    init: "glorot" (uniform, Glorot and Bengio 2010), "he" (normal, He et al. 2015) or the
    standard deviation of normal weights; biases begin at 0.
    """

    def __init__(
        self,
        sizes: Sequence[int],
        activation: Any = "relu",
        loss: str | Loss = "logistic",
        *,
        seeds: Iterable[int] = (0,),
        init: str | float = "glorot",
        output: str | None = None,
        dtype: Any = np.float64,
    ) -> None:
        if len(sizes) < 2 or any(not isinstance(n, int | np.integer) or n < 1 for n in sizes):
            raise ValueError(
                f"sizes = {tuple(sizes)!r}: give the inputs, the hidden layers and the outputs,"
                " each a whole number of at least 1, such as (2, 8, 1)."
            )
        self.sizes = tuple(int(n) for n in sizes)
        self.seeds = tuple(int(seed) for seed in seeds)
        if not self.seeds:
            raise ValueError("seeds is empty: give one whole number for each replica.")
        hidden = len(sizes) - 2
        per_layer = (
            [activation] * hidden if not isinstance(activation, list | tuple) else activation
        )
        if len(per_layer) != hidden:
            raise ValueError(f"{len(per_layer)} activations were given for {hidden} hidden layers.")
        self.hidden_activations = [_activation(a) for a in per_layer]
        self.loss: Loss = one_of(LOSSES, loss, "loss") if isinstance(loss, str) else loss
        self.output = output or self.loss.output
        if self.output != self.loss.output and self.output not in ACTIVATIONS:
            raise ValueError(
                f"output = {self.output!r} is not possible with this loss: choose"
                f" {self.loss.output!r} or one of {', '.join(ACTIVATIONS)}."
            )
        self.dtype = np.dtype(dtype)
        self._allocate()
        self._initialise(init)
        self._buffers: dict[tuple[int, bool], Buffers] = {}

    @property
    def replicas(self) -> int:
        return len(self.seeds)

    @property
    def n_parameters(self) -> int:
        """Trainable numbers of one replica."""
        return self.theta.size // self.replicas

    def _allocate(self) -> None:
        """Lay all parameters out in one vector; `weights`, `biases`, `slopes` are views."""
        widened = [
            n * (2 if k and self.hidden_activations[k - 1].doubles else 1)
            for k, n in enumerate(self.sizes[:-1])
        ]
        shapes: list[tuple[int, int]] = []
        for n_in, n_out in zip(widened, self.sizes[1:], strict=True):
            shapes += [(n_in, n_out), (1, n_out)]
        learned = [isinstance(phi, PReLU) for phi in self.hidden_activations]
        shapes += [(1, 1)] * sum(learned)
        self.theta = np.empty(sum(a * b for a, b in shapes) * self.replicas, self.dtype)
        self.gradient = np.zeros_like(self.theta)
        self.weights, self.biases, slopes = self._views(self.theta, shapes)
        self.weight_gradients, self.bias_gradients, slope_gradients = self._views(
            self.gradient, shapes
        )
        slots = iter(zip(slopes, slope_gradients, strict=True))
        self.slopes = [next(slots) if is_learned else None for is_learned in learned]

    def _views(
        self, flat: Array, shapes: list[tuple[int, int]]
    ) -> tuple[list[Array], list[Array], list[Array]]:
        parts, start = [], 0
        for a, b in shapes:
            stop = start + self.replicas * a * b
            parts.append(flat[start:stop].reshape(self.replicas, a, b))
            start = stop
        layers = 2 * (len(self.sizes) - 1)
        return parts[0:layers:2], parts[1:layers:2], parts[layers:]

    def _initialise(self, init: str | float) -> None:
        if isinstance(init, str) and init not in ("glorot", "he"):
            raise ValueError(f"init = {init!r}: choose 'glorot', 'he' or a standard deviation.")
        if not isinstance(init, str) and not (np.isfinite(init) and init >= 0):
            raise ValueError(f"init = {init!r}: a standard deviation is a number of at least 0.")
        for r, seed in enumerate(self.seeds):
            rng = np.random.default_rng(seed)
            for weights, biases in zip(self.weights, self.biases, strict=True):
                n_in, n_out = weights.shape[1:]
                if init == "glorot":
                    bound = np.sqrt(6 / (n_in + n_out))
                    weights[r] = rng.uniform(-bound, bound, (n_in, n_out))
                else:
                    std = np.sqrt(2 / n_in) if init == "he" else float(init)
                    weights[r] = rng.normal(0.0, std, (n_in, n_out))
                biases[r] = 0.0
        for phi, slot in zip(self.hidden_activations, self.slopes, strict=True):
            if slot is not None and isinstance(phi, PReLU):
                slot[0][...] = phi.init

    def buffers(self, n: int, training: bool = False) -> Buffers:
        """The arrays for batches of n examples, allocated once."""
        key = (n, training)
        if key not in self._buffers:
            self._buffers[key] = Buffers(self, n)
        return self._buffers[key]

    def forward(self, X: ArrayLike) -> Pass:
        """Pre-activations and activations of every layer for X of shape (n, n_in); copies."""
        buffers = Buffers(self, len(as_input(X, self.sizes[0], self.dtype)))
        buffers.forward(as_input(X, self.sizes[0], self.dtype))
        activations = [*buffers.activations, self._respond(buffers.pre_activations[-1])]
        return Pass(buffers.pre_activations, activations)

    def logits(self, X: ArrayLike) -> Array:
        """Pre-activations of the output layer, (replicas, n, outputs)."""
        return self.forward(X).pre_activations[-1]

    def predict(self, X: ArrayLike) -> Array:
        """Outputs, (replicas, n, outputs): probabilities for logistic and softmax losses."""
        return self.forward(X).activations[-1]

    def losses(self, X: ArrayLike, y: ArrayLike) -> Array:
        """Mean loss of each replica on X (n, n_in) and y, shape (replicas,)."""
        z = self.logits(X)
        return self._losses(z, as_target(y, z.shape[1:], self.loss)).mean(-1)

    def backward(self, X: ArrayLike, y: ArrayLike) -> Gradients:
        """Gradients of the mean loss over (X, y) in every layer; copies."""
        X = as_input(X, self.sizes[0], self.dtype)
        buffers = Buffers(self, len(X))
        z = buffers.forward(X)
        buffers.backward(X, as_target(y, z.shape[1:], self.loss))
        return Gradients(
            [g.copy() for g in self.weight_gradients],
            [g.copy() for g in self.bias_gradients],
            [delta.copy() for delta in buffers.deltas],
        )

    def _respond(self, z: Array) -> Array:
        return softmax(z) if self.output == "softmax" else ACTIVATIONS[self.output](z)

    def _losses(self, z: Array, target: Array) -> Array:
        matched = self.output == self.loss.output
        return self.loss(z if matched else self._respond(z), target)

    def output_delta(self, z: Array, target: Array) -> Array:
        """d loss / d z of each example: prediction - target for a matching pair."""
        if self.output == self.loss.output:
            return self.loss.gradient(z, target)
        phi = ACTIVATIONS[self.output]
        return self.loss.gradient(phi(z), target) * phi.derivative(z)

    def __repr__(self) -> str:
        return f"MLP({self.sizes}, replicas={self.replicas}, parameters={self.n_parameters} each)"


def _activation(given: Any) -> Activation:
    if isinstance(given, Activation):
        return given
    return one_of(ACTIVATIONS, given, "activation")


def draws_slopes(net: MLP) -> bool:
    """Whether the network has an activation that is random in training."""
    return any(isinstance(phi, RReLU) for phi in net.hidden_activations)
