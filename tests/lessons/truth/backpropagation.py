"""Lesson 06: 32 networks at once, forward, back and trained, with every sum written out."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

import numpy as np
from scipy.linalg.blas import dnrm2
from scipy.special import expit

from lessons_lib.datasets import circles, spirals

REPLICAS = 32
DATA = {"disc in a ring (easy)": circles(200), "two spirals (hard)": spirals(200)}
# Each activation, its derivative at z, and the largest one.
PHI = {
    "sigmoid": (expit, lambda z: expit(z) * expit(-z), 1 / 4),
    "tanh": (np.tanh, lambda z: 1 / np.cosh(np.clip(z, -350, 350)) ** 2, 1),
    "relu": (lambda z: z * (z > 0), lambda z: z > 0, 1),
}


def drawn(sizes, init, dtype, factor=1):
    """Glorot's uniform weights, He's normal ones or those of a deviation, times a factor; biases
    of zero."""
    layers = []
    rngs = [np.random.default_rng(seed) for seed in range(REPLICAS)]
    for n_in, n_out in pairwise(sizes):
        if init == "glorot":
            bound = (6 / (n_in + n_out)) ** 0.5
            W = [rng.uniform(-bound, bound, (n_in, n_out)) for rng in rngs]
        else:
            deviation = (2 / n_in) ** 0.5 if init == "he" else init
            W = [rng.normal(0, deviation, (n_in, n_out)) for rng in rngs]
        layers.append((factor * np.array(W, dtype), np.zeros((REPLICAS, n_out), dtype)))
    return layers


def forward(layers, activation, X):
    """Inputs of every layer and its pre-activations, (replicas, examples, units)."""
    inputs, z = [np.broadcast_to(X, (REPLICAS, *X.shape))], []
    for k, (W, b) in enumerate(layers):
        if k:
            inputs.append(PHI[activation][0](z[-1]))
        z.append(np.einsum("rei,rij->rej", inputs[-1], W) + b[:, None])
    return inputs, z


def backward(layers, activation, X, y):
    """Gradients of the mean logistic loss in pre-activations, weights and biases."""
    inputs, z = forward(layers, activation, X)
    deltas = [((expit(z[-1][..., 0]) - y) / len(y)).astype(X.dtype)[..., None]]
    for k in range(len(layers) - 1, 0, -1):
        slope = PHI[activation][1](z[k - 1])
        deltas.insert(0, np.einsum("rej,rij->rei", deltas[0], layers[k][0]) * slope)
    weights = [np.einsum("rei,rej->rij", a, d) for a, d in zip(inputs, deltas, strict=True)]
    return deltas, weights, [d.sum(1) for d in deltas]


def norms(arrays):
    """Root of the sum of squares of each layer's matrices, by BLAS, which scales tiny numbers."""
    return np.array([[dnrm2(matrix.ravel().astype(float)) for matrix in a] for a in arrays])


def quartiles(values):
    """Of 32 values along the last axis: between the 8th and 9th, 16th and 17th, 24th and 25th."""
    s = np.sort(values)
    return (
        s[..., 7] / 4 + s[..., 8] * 3 / 4,
        s[..., 15] / 2 + s[..., 16] / 2,
        s[..., 23] * 3 / 4 + s[..., 24] / 4,
    )


@lru_cache
def trained(data, layers, activation, init, rate, epochs, factor=1, adam=False):
    """Weights after so many epochs in batches of 20; every epoch's mean loss; and, step by step,
    the gradients in weights and biases."""
    X, y = DATA[data].X, DATA[data].y
    net = drawn((2, *[8] * layers, 1), init, np.float32, factor)
    net = [a.astype(float) for pair in net for a in pair]
    rng, losses, steps = np.random.default_rng(0), [], []
    mean, square = [0.0] * len(net), [0.0] * len(net)
    for _ in range(epochs):
        order = rng.permutation(200).reshape(10, 20)
        losses.append(np.zeros(REPLICAS))
        for batch in order:
            layers_now = list(zip(net[::2], net[1::2], strict=True))
            z = forward(layers_now, activation, X[batch])[1][-1][..., 0]
            losses[-1] += (np.logaddexp(0, z) - y[batch] * z).mean(1) / len(order)
            _, to_W, to_b = backward(layers_now, activation, X[batch], y[batch])
            gradients = [g for pair in zip(to_W, to_b, strict=True) for g in pair]
            steps.append((to_W, to_b))
            for k, g in enumerate(gradients):
                if adam:
                    t = len(steps)
                    mean[k], square[k] = 0.9 * mean[k] + 0.1 * g, 0.999 * square[k] + 0.001 * g**2
                    g = mean[k] / (1 - 0.9**t) / (np.sqrt(square[k] / (1 - 0.999**t)) + 1e-8)
                net[k] = net[k] - rate * g
    net = list(zip(net[::2], net[1::2], strict=True))
    return net, np.array(losses).reshape(-1, REPLICAS), steps


def accuracies(net, activation, data):
    """Of each replica: the share of examples whose logit has the sign of its class."""
    z = forward(net, activation, DATA[data].X)[1][-1][..., 0]
    return ((z > 0) == (DATA[data].y == 1)).mean(1)
