r"""Two models of purchases that stand between wide and deep, trained by one loop.

Both give each film i a vector e_i as the film bought, and a vector e'_j as the film asked about:

    factorised      logit = a_i + c_j + b + e_i . e'_j, without any hidden layer
    wide and deep   logit = a_i + c_j + b + W_ij + v . relu((e_i + e'_j) U + d), all trained at once

Sources: Koren, Bell and Volinsky (2009), Matrix factorization techniques for recommender systems;
Cheng et al. (2016), Wide & Deep Learning for Recommender Systems, arXiv:1606.07792.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lessons_lib.activations import relu, sigmoid
from lessons_lib.optimisers import Adam
from lessons_lib.theory.depth.purchases import FILMS, SMALL, Deep, World

Array = NDArray[Any]


class Joined:
    """One of the two: factorised where `hidden` is 0, otherwise wide and deep.

    Its weights `w` are views of the flat vector theta, and so is `g` of the gradient: a, c
    (films,); b (1,); E, F (films, vector) for e and e'; W (films, films); U (vector, hidden); d
    and v (hidden,). a, b, c, d and W begin at 0, the others are normal with He's spread.
    """

    def __init__(self, vector: int, hidden: int = 0, *, seed: int = 0) -> None:
        shapes: dict[str, tuple[int, ...]] = {"a": (FILMS,), "c": (FILMS,), "b": (1,)}
        shapes |= dict.fromkeys("EF", (FILMS, vector))
        if hidden:
            shapes |= {"W": (FILMS, FILMS), "U": (vector, hidden), "d": (hidden,), "v": (hidden,)}
        ends = np.cumsum([int(np.prod(shape)) for shape in shapes.values()])
        self.theta, self.gradient = np.zeros(ends[-1]), np.zeros(ends[-1])
        self.w, self.g = (
            {
                name: part.reshape(shapes[name])
                for name, part in zip(shapes, np.split(flat, ends[:-1]), strict=True)
            }
            for flat in (self.theta, self.gradient)
        )
        rng = np.random.default_rng(seed)
        for name, inputs in {"E": 2 * FILMS, "F": 2 * FILMS, "U": vector, "v": hidden}.items():
            if name in shapes:
                self.w[name][...] = rng.normal(0, np.sqrt(2 / inputs), shapes[name])

    def logits(self, pairs: Array) -> Array:
        """Logits (n,) of pairs (n, 2)."""
        return self._logits(*pairs.T)[0]

    def backward(self, pairs: Array, labels: Array) -> None:
        """The gradient of the mean logistic loss over pairs (n, 2) and labels (n,)."""
        i, j = pairs.T
        logit, z = self._logits(i, j)
        delta = (sigmoid(logit) - labels) / len(labels)
        w, g = self.w, self.g
        self.gradient[...] = 0
        g["a"] += np.bincount(i, delta, FILMS)
        g["c"] += np.bincount(j, delta, FILMS)
        g["b"] += delta.sum()
        first, second = delta[:, None] * w["F"][j], delta[:, None] * w["E"][i]
        if "W" in w:
            np.add.at(g["W"], (i, j), delta)
            behind = np.outer(delta, w["v"]) * (z > 0)
            g["U"] += (w["E"][i] + w["F"][j]).T @ behind
            g["d"] += behind.sum(0)
            g["v"] += relu(z).T @ delta
            first = second = behind @ w["U"].T
        np.add.at(g["E"], i, first)
        np.add.at(g["F"], j, second)

    def _logits(self, i: Array, j: Array) -> tuple[Array, Array]:
        """Logits (n,), and the hidden layer's pre-activations (n, hidden)."""
        w = self.w
        films = w["a"][i] + w["c"][j] + w["b"]
        if "W" not in w:
            return films + (w["E"][i] * w["F"][j]).sum(1), np.zeros((len(i), 0))
        z = (w["E"][i] + w["F"][j]) @ w["U"] + w["d"]
        return films + w["W"][i, j] + relu(z) @ w["v"], z


def joined(known: World, *, hidden: int = 0, kind: Deep = SMALL, seed: int = 0) -> Joined:
    """Trained on the pairs seen by Adam, with the rate, the epochs and the vectors of `kind`."""
    pairs, labels = known.pairs(0)
    net, rng = Joined(kind.vector, hidden, seed=seed), np.random.default_rng(seed)
    step = Adam().begin(net.theta, net.gradient)
    for _ in range(kind.epochs):
        order = rng.permutation(len(pairs))
        for batch in np.split(order, range(16, len(order), 16)):
            net.backward(pairs[batch], labels[batch])
            step(kind.rate)
    return net
