"""Stacks of small networks and their gradient descent, written out in NumPy.

Replicas stand first: weights (replicas, inputs, outputs), biases (replicas, 1, outputs). The
draws are those that `lessons_lib.mlp` documents; all else is the chain rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from scipy.special import expit, ndtr, softmax

PHI: dict[str, Any] = {
    "identity": lambda z: z,
    "sigmoid": expit,
    "tanh": np.tanh,
    "relu": lambda z: z * (z > 0),
    "leaky_relu": lambda z: np.where(z > 0, z, 0.01 * z),
    "elu": lambda z: np.where(z > 0, z, np.expm1(np.minimum(z, 0))),
    "gelu": lambda z: z * ndtr(z),
    "silu": lambda z: z * expit(z),
    "softplus": lambda z: np.logaddexp(0, z),
    "softmax": lambda z: softmax(z, axis=-1),
}
SLOPE: dict[str, Any] = {
    "identity": np.ones_like,
    "sigmoid": lambda z: expit(z) * expit(-z),
    "tanh": lambda z: 1 - np.tanh(z) ** 2,
    "relu": lambda z: 1.0 * (z > 0),
    "leaky_relu": lambda z: np.where(z > 0, 1, 0.01),
    "elu": lambda z: np.exp(np.minimum(z, 0)),
    "gelu": lambda z: ndtr(z) + z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi),
    "silu": lambda z: expit(z) * (1 + z * expit(-z)),
    "softplus": expit,
}
# What a loss makes of an output that is no probability, and the output that already is one.
LINK: dict[str, Any] = {
    "squared error": lambda p: p,
    "logistic": expit,
    "softmax cross-entropy": lambda p: softmax(p, axis=-1),
}
MATCHING = {"sigmoid": "logistic", "softmax": "softmax cross-entropy"}


def drawn(sizes: Any, seeds: Iterable[int], init: str | float = "glorot") -> list[Any]:
    """The first weights of each layer, drawn layer after layer by each replica's seed."""
    generators = [np.random.default_rng(seed) for seed in seeds]
    return [np.array([_draw(rng, pair, init) for rng in generators]) for pair in pairwise(sizes)]


def _draw(rng: np.random.Generator, pair: tuple[int, int], init: str | float) -> Any:
    if init == "glorot":
        return rng.uniform(-np.sqrt(6 / sum(pair)), np.sqrt(6 / sum(pair)), pair)
    return rng.normal(0, np.sqrt(2 / pair[0]) if init == "he" else init, pair)


@dataclass
class Stack:
    """Networks with one kind of hidden unit, an output, and a loss by its name in words."""

    weights: list[Any]
    biases: list[Any]
    hidden: str
    output: str
    loss: str = ""

    def forward(self, X: Any) -> tuple[list[Any], list[Any]]:
        """Pre-activations of the layers, and what they give, the inputs first."""
        pre, given = [], [np.broadcast_to(X, (len(self.weights[0]), *np.shape(X)))]
        names = [self.hidden] * (len(self.weights) - 1) + [self.output]
        for W, b, name in zip(self.weights, self.biases, names, strict=True):
            pre.append(np.einsum("rni,rio->rno", given[-1], W) + b)
            given.append(PHI[name](pre[-1]))
        return pre, given

    def __call__(self, X: Any) -> Any:
        """Outputs (replicas, n, outputs)."""
        return self.forward(X)[1][-1]

    def step(self, X: Any, y: Any, rate: float) -> None:
        """Down the gradient of the mean loss."""
        pre, given = self.forward(X)
        delta = self.error(pre[-1], given[-1], y) / len(X)
        for k in range(len(self.weights) - 1, -1, -1):
            gradient, mine = np.einsum("rni,rno->rio", given[k], delta), delta
            if k:
                back = np.einsum("rno,rio->rni", delta, self.weights[k])
                delta = back * SLOPE[self.hidden](pre[k - 1])
            self.weights[k] = self.weights[k] - rate * gradient
            self.biases[k] = self.biases[k] - rate * mine.sum(1, keepdims=True)

    def error(self, z: Any, p: Any, y: Any) -> Any:
        """d loss / d z: p - t if they match, or else the chain rule through the output."""
        if self.loss in ("", MATCHING.get(self.output)):
            return p - y
        factor = 2 if self.loss == "squared error" else 1
        return factor * (LINK[self.loss](p) - y) * SLOPE[self.output](z)

    def epoch(self, X: Any, y: Any, order: Any, rate: float, batch: int) -> None:
        with np.errstate(over="ignore", invalid="ignore"):
            for start in range(0, len(X), batch):
                rows = order[start : start + batch]
                self.step(X[rows], y[rows], rate)


def stack(
    sizes: Any, hidden: str, output: str, seeds: Iterable[int] = (0,), **options: Any
) -> Stack:
    """Networks before training, with biases 0."""
    weights = drawn(sizes, seeds, options.pop("init", "glorot"))
    biases = [np.zeros((len(W), 1, W.shape[2])) for W in weights]
    return Stack(weights, biases, hidden, output, **options)


def trained(net: Stack, X: Any, y: Any, epochs: int, rate: float = 0.1, batch: int = 32) -> Stack:
    """The networks after some epochs, whose orders one generator of seed 0 draws."""
    for order in orders(len(X), epochs):
        net.epoch(X, y, order, rate, batch)
    return net


def orders(n: int, epochs: int) -> Iterator[Any]:
    rng = np.random.default_rng(0)
    return (rng.permutation(n) for _ in range(epochs))
