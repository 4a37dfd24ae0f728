r"""The network: a stack of multilayer perceptrons that differ only in their seeds.

Layer k maps a^{k-1} to a^k = phi(z^k), with the pre-activation z^k = a^{k-1} W^k + b^k.
Every array has the replica first, so one `np.matmul` serves all replicas at once:

    weights[k]  (replicas, n_in, n_out)      pre-activations, activations  (replicas, n, n_out)
    biases[k]   (replicas, 1, n_out)

All parameters are views of one flat vector `theta`, and all gradients of `gradient`: a step of
gradient descent is one subtraction. Replica r equals the network built with its seed alone, to
rounding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib import _check
from lessons_lib._buffers import Buffers, with_ones
from lessons_lib._output import Output
from lessons_lib._parameters import Parameters
from lessons_lib.activations import ACTIVATIONS, Activation, LeakyReLU
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


class MLP(Parameters):
    """A stack of multilayer perceptrons.

    sizes: units in each layer, inputs first, outputs last.
    activation: of the hidden layers; a name, an `Activation`, or one of these per layer.
    loss: a name in `LOSSES` or a `Loss`.
    seeds: one for each replica; they draw the weights.
    init: "glorot" (uniform, Glorot and Bengio 2010), "he" (normal, He et al. 2015) or the
    standard deviation of normal weights; biases begin at 0.
    output: the activation of the output layer, by default the one that matches the loss.
    dtype: float64, or float32 where speed matters more than tiny gradients.
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
        self.sizes = _check.layer_sizes(sizes)
        self.seeds = _check.replica_seeds(seeds)
        _check.affordable(self.sizes, len(self.seeds))
        self.hidden_activations = _per_layer(activation, len(self.sizes) - 2)
        loss = loss if isinstance(loss, Loss) else _check.one_of(LOSSES, loss, "loss")
        self.output = Output(_check.output_activation(output, loss), loss)
        self.dtype = _check.float_type(dtype)
        self._lay_out()
        self._initialise(_check.spread(init))

    def forward(self, X: ArrayLike) -> Pass:
        """Pre-activations and activations of every layer for X of shape (n, n_in)."""
        pre_activations, activations = zip(*self._layers(X), strict=True)
        return Pass(list(pre_activations), list(activations))

    def logits(self, X: ArrayLike) -> Array:
        """Pre-activations of the output layer, (replicas, n, outputs)."""
        return self._last_layer(X)[0]

    def predict(self, X: ArrayLike) -> Array:
        """Outputs, (replicas, n, outputs): probabilities for logistic and softmax losses."""
        return self._last_layer(X)[1]

    def losses(self, X: ArrayLike, y: ArrayLike) -> Array:
        """Mean loss of each replica on X (n, n_in) and y, shape (replicas,)."""
        z = self.logits(X)
        return self.output.losses(z, _check.as_target(y, z.shape[1:], self.output.loss)).mean(-1)

    def backward(self, X: ArrayLike, y: ArrayLike) -> Gradients:
        """Gradients of the mean loss over (X, y) in every layer; `gradient` holds them flat."""
        X = _check.as_input(X, self.sizes[0], self.dtype)
        target = _check.as_target(y, (len(X), self.sizes[-1]), self.output.loss)
        buffers, X1 = Buffers(self, len(X)), with_ones(X)
        with np.errstate(over="ignore", under="ignore"):
            buffers.forward(X1)
            buffers.backward(X1, target.astype(self.dtype), 1 / len(X))
        return Gradients(
            [g.copy() for g in self.weight_gradients],
            [g.copy() for g in self.bias_gradients],
            [np.reshape(d, (self.replicas, -1, len(X))).swapaxes(1, 2) for d in buffers.deltas],
        )

    def _layers(self, X: ArrayLike) -> Iterator[tuple[Array, Array]]:
        """Each layer's pre-activations and activations, the output layer last."""
        a = _check.as_input(X, self.sizes[0], self.dtype)
        for W, b, phi in zip(self.weights, self.biases, self._activations(), strict=True):
            z = a @ W + b
            a = phi(z)
            yield z, a

    def _last_layer(self, X: ArrayLike) -> tuple[Array, Array]:
        for layer in self._layers(X):
            last = layer
        return last

    def _activations(self) -> list[Any]:
        """What each layer applies; a learned slope as it is now."""
        learned = zip(self.hidden_activations, self.slopes, strict=True)
        hidden = [phi if slope is None else LeakyReLU(slope[0]) for phi, slope in learned]
        return [*hidden, self.output]

    def _initialise(self, init: str | float) -> None:
        for r, seed in enumerate(self.seeds):
            rng = np.random.default_rng(seed)
            for weights in self.weights:
                weights[r] = _draw(rng, weights.shape[1:], init)
        for phi, slope in zip(self.hidden_activations, self.slopes, strict=True):
            if slope is not None:
                slope[0][...] = phi.init

    def __repr__(self) -> str:
        return f"MLP({self.sizes}, replicas={self.replicas}, parameters={self.n_parameters} each)"


def _per_layer(given: Any, hidden: int) -> list[Any]:
    """One activation for each hidden layer."""
    if isinstance(given, str | Activation) or not isinstance(given, Iterable):
        return [_activation(given)] * hidden
    wanted = "give one for each hidden layer in a list, or a single one for all"
    several = _check.sequence(given, "activation", wanted)
    if len(several) != hidden:
        raise ValueError(
            f"activation has {len(several)} entries for {hidden} hidden layers: {wanted}."
        )
    return [_activation(each) for each in several]


def _activation(given: Any) -> Activation:
    if isinstance(given, Activation):
        return given
    return _check.one_of(ACTIVATIONS, given, "activation")


def _draw(rng: np.random.Generator, shape: tuple[int, ...], init: str | float) -> Array:
    """Weights (n_in, n_out), with variance 2 / (n_in + n_out) for Glorot, 2 / n_in for He."""
    n_in, n_out = shape
    if init == "glorot":
        bound = np.sqrt(6 / (n_in + n_out))
        return rng.uniform(-bound, bound, shape)
    return rng.normal(0.0, np.sqrt(2 / n_in) if init == "he" else float(init), shape)
