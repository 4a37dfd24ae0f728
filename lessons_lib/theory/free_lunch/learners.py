"""Learners on the cube: from a training set to an answer at all 8 corners.

A learner is a function of the inputs X (m, 3) and their labels y (m,), zeros and ones, that
returns its predictions (8,) at `CORNERS`. `for_each` makes of it one that takes all
labellings (n, m) at once, which is what `free_lunch.predictions` asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from lessons_lib.activations import sigmoid
from lessons_lib.mlp import MLP
from lessons_lib.theory.free_lunch.cube import CORNERS, Array, Learner

HIDDEN, STEPS, RATE = 8, 300, 0.5


def always_one(X: Array, y: Array) -> Array:
    """Learns nothing."""
    return np.ones(8, int)


def majority(X: Array, y: Array) -> Array:
    """The more common label everywhere; 0 if both are equally common."""
    return np.full(8, int(2 * y.sum() > len(y)))


def nearest_neighbour(X: Array, y: Array) -> Array:
    """The label of the nearest example; of several, their majority, and 0 in a tie."""
    distance = np.abs(CORNERS[:, None] - X).sum(-1)
    nearest = distance == distance.min(1, keepdims=True)
    return np.asarray(2 * nearest @ y > nearest.sum(1), int)


def perceptron(X: Array, y: Array) -> Array:
    """Rosenblatt's rule, 50 times over the examples; w starts at 0, and 0 is answered by 0."""
    inputs = [(1, *map(int, x)) for x in X]
    w = [0, 0, 0, 0]
    for _ in range(50):
        before = list(w)
        for x, label in zip(inputs, y.tolist(), strict=True):
            miss = label - (sum(a * b for a, b in zip(w, x, strict=True)) > 0)
            w = [a + miss * b for a, b in zip(w, x, strict=True)]
        if w == before:
            break
    return np.asarray(w[0] + CORNERS @ w[1:] > 0, int)


def tree(X: Array, y: Array) -> Array:
    """scikit-learn's decision tree, grown until every leaf is pure."""
    from sklearn.tree import DecisionTreeClassifier

    return np.asarray(DecisionTreeClassifier(random_state=0).fit(X, y).predict(CORNERS))


def networks(X: Array, labels: Array, seed: int = 0) -> Array:
    """Our MLP, 3-8-1 with tanh: one replica for each labelling, the same first weights for all.

    300 steps of gradient descent on the whole training set. `training` gives all replicas one
    target, so backpropagation is written out here; a test holds it to `training`.
    """
    net = MLP((3, HIDDEN, 1), "tanh", seeds=[seed] * len(labels))
    (V, w), (c, b) = net.weights, net.biases
    x, y = 2.0 * X - 1, labels[..., None]
    for _ in range(STEPS):
        h = np.tanh(x @ V + c)
        delta = (sigmoid(h @ w + b) - y) * (RATE / len(X))
        hidden_delta = delta @ w.mT * (1 - h**2)
        w -= h.mT @ delta
        b -= delta.sum(1, keepdims=True)
        V -= x.T @ hidden_delta
        c -= hidden_delta.sum(1, keepdims=True)
    return np.asarray(net.logits(2.0 * CORNERS - 1)[..., 0] > 0, int)


def for_each(learner: Callable[[Array, Array], Array]) -> Learner:
    """The same learner for many labellings (n, m), one after the other."""
    return lambda X, labels: np.array([learner(X, y) for y in labels])


LEARNERS: Mapping[str, Learner] = {
    "nearest neighbour": for_each(nearest_neighbour),
    "majority": for_each(majority),
    "perceptron": for_each(perceptron),
    "tree": for_each(tree),
    "MLP": networks,
    "always 1": for_each(always_one),
}
