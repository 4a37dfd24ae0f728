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


def perceptron_weights(X: Array, y: Array) -> list[int]:
    """Bias and weights (4,) of Rosenblatt's rule: from 0, 50 times over the examples."""
    inputs = [(1, *map(int, x)) for x in X]
    w = [0, 0, 0, 0]
    for _ in range(50):
        before = list(w)
        for x, label in zip(inputs, y.tolist(), strict=True):
            miss = label - (sum(a * b for a, b in zip(w, x, strict=True)) > 0)
            w = [a + miss * b for a, b in zip(w, x, strict=True)]
        if w == before:
            break
    return w


def perceptron(X: Array, y: Array) -> Array:
    """1 on one side of a plane, 0 on the other and on the plane itself."""
    bias, *w = perceptron_weights(X, y)
    return np.asarray(bias + CORNERS @ w > 0, int)


def tree(X: Array, y: Array) -> Array:
    """scikit-learn's decision tree, grown until every leaf is pure."""
    from sklearn.tree import DecisionTreeClassifier

    return np.asarray(DecisionTreeClassifier(random_state=0).fit(X, y).predict(CORNERS))


def network_logits(X: Array, labels: Array, seed: int = 0) -> Array:
    """Of our MLP, 3-8-1 with tanh: one replica for each labelling, the same first weights for all.

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
    return np.asarray(net.logits(2.0 * CORNERS - 1)[..., 0])


def networks(X: Array, labels: Array, seed: int = 0) -> Array:
    """The network's answers: 1 where its logit is above 0."""
    return np.asarray(network_logits(X, labels, seed) > 0, int)


def opposite(X: Array, y: Array) -> Array:
    """What the nearest neighbour does not answer; at the examples themselves their labels."""
    answers = 1 - nearest_neighbour(X, y)
    answers[X @ [4, 2, 1]] = y
    return answers


CANDIDATES = (nearest_neighbour, opposite)


def left_out_misses(learner: Callable[[Array, Array], Array], X: Array, y: Array) -> int:
    """How many examples it misses, each after learning from all others; 0 of a single one."""
    places = X @ [4, 2, 1]
    said = (learner(np.delete(X, i, 0), np.delete(y, i))[places[i]] for i in range(len(y)))
    return sum(int(a != b) for a, b in zip(said, y, strict=True)) if len(y) > 1 else 0


def _ranked(X: Array, y: Array) -> list[Callable[[Array, Array], Array]]:
    """The candidates, fewest misses first; in a tie the nearest neighbour."""
    return sorted(CANDIDATES, key=lambda learner: left_out_misses(learner, X, y))


def cross_validation(X: Array, y: Array) -> Array:
    """The candidate that leave-one-out cross-validation chooses, on all examples."""
    return _ranked(X, y)[0](X, y)


def anti_cross_validation(X: Array, y: Array) -> Array:
    """The candidate that leave-one-out cross-validation rejects (Wolpert 1996)."""
    return _ranked(X, y)[-1](X, y)


def for_each(learner: Callable[[Array, Array], Array]) -> Learner:
    """The same learner for many labellings (n, m), one after the other; each gets copies."""
    return lambda X, labels: np.array([learner(X.copy(), y.copy()) for y in labels])


LEARNERS: Mapping[str, Learner] = {
    "nearest neighbour": for_each(nearest_neighbour),
    "majority": for_each(majority),
    "perceptron": for_each(perceptron),
    "tree": for_each(tree),
    "MLP": networks,
    "always 1": for_each(always_one),
    "cross-validation": for_each(cross_validation),
    "anti-cross-validation": for_each(anti_cross_validation),
}
