"""All trainable numbers of a stack of networks: one vector, and the views that use it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lessons_lib._output import Output
from lessons_lib.activations import PReLU

Array = NDArray[Any]


class Parameters:
    """The flat vectors `theta` and `gradient`, each with a view for every layer.

    layers[k] (replicas, n_in + 1, n_out) holds W^k, and b^k as its last row; `weights` and
    `biases` are its two parts. slopes[k] is None, or (slope, gradient) of (replicas, 1, 1)
    where hidden layer k learns its slope.
    """

    sizes: tuple[int, ...]
    seeds: tuple[int, ...]
    hidden_activations: list[Any]
    output: Output
    dtype: np.dtype[Any]

    @property
    def replicas(self) -> int:
        return len(self.seeds)

    @property
    def n_parameters(self) -> int:
        """Trainable numbers of one replica."""
        return self.theta.size // self.replicas

    def _lay_out(self) -> None:
        learned = [isinstance(phi, PReLU) for phi in self.hidden_activations]
        doubled = [False, *(phi.doubles for phi in self.hidden_activations)]
        n_in = [n * (1 + twice) for n, twice in zip(self.sizes[:-1], doubled, strict=True)]
        shapes = [(n + 1, n_out) for n, n_out in zip(n_in, self.sizes[1:], strict=True)]
        shapes += [(1, 1)] * sum(learned)
        self.theta = np.zeros(self.replicas * sum(a * b for a, b in shapes), self.dtype)
        self.gradient = np.zeros_like(self.theta)
        views, gradients = self._views(self.theta, shapes), self._views(self.gradient, shapes)
        layers = len(self.sizes) - 1
        self.layers, self.layer_gradients = views[:layers], gradients[:layers]
        self.weights, self.biases = _split(self.layers)
        self.weight_gradients, self.bias_gradients = _split(self.layer_gradients)
        pairs = iter(zip(views[layers:], gradients[layers:], strict=True))
        self.slopes: list[Any] = [next(pairs) if is_learned else None for is_learned in learned]

    def _views(self, flat: Array, shapes: list[tuple[int, int]]) -> list[Array]:
        stops = np.cumsum([self.replicas * a * b for a, b in shapes])
        parts = np.split(flat, stops[:-1])
        return [p.reshape(self.replicas, *s) for p, s in zip(parts, shapes, strict=True)]

    def __getstate__(self) -> dict[str, Any]:
        # Copied or pickled, views would become arrays of their own: they are laid out anew.
        kept = ("sizes", "seeds", "hidden_activations", "output", "dtype", "theta")
        return {name: getattr(self, name) for name in kept}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        self._lay_out()
        self.theta[...] = state["theta"]


def _split(layers: list[Array]) -> tuple[list[Array], list[Array]]:
    return [layer[:, :-1] for layer in layers], [layer[:, -1:] for layer in layers]
