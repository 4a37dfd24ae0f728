"""For lessons 07 and 08: networks whose layers bend each in its own way, and their descent.

Networks are lists of layers (W, b) as in `backpropagation`, replicas first; `bends` has for
each hidden layer the activation and its derivative at z.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.special import expit
from scipy.stats import binom

from tests.lessons.truth import outline
from tests.lessons.truth.backpropagation import REPLICAS, drawn, quartiles


def leaky(a):
    """The line of slope a up to 0 and of slope 1 from there; ReLU for a = 0."""
    return (lambda z: np.where(z > 0, z, a * z)), (lambda z: np.where(z > 0, 1.0, a))


BEND = {
    "relu": leaky(0),
    "leaky_relu": leaky(0.01),
    "identity": leaky(1),
    "tanh": (np.tanh, lambda z: 1 / np.cosh(z) ** 2),
    "sigmoid": (expit, lambda z: expit(z) * expit(-z)),
}


class Back(NamedTuple):
    """Gradients of the mean logistic loss in W, b and what each hidden layer gives; the loss
    (replicas,); the pre-activations; the gradients in these."""

    weights: list
    biases: list
    above: list
    loss: np.ndarray
    z: list
    deltas: list


def forward(layers, bends, X):
    """Inputs of every layer and its pre-activations, (replicas, examples, units).

    A network may be on its way out of the finite numbers, in silence.
    """
    inputs, z = [np.broadcast_to(X, (len(layers[0][0]), *X.shape))], []
    with np.errstate(over="ignore", invalid="ignore"):
        for (W, b), bend in zip(layers, [*bends, None], strict=True):
            z.append(inputs[-1] @ W + b[:, None])
            if bend:
                inputs.append(bend[0](z[-1]))
    return inputs, z


def backward(layers, bends, X, y):
    """The chain rule, layer by layer."""
    inputs, z = forward(layers, bends, X)
    last = z[-1][..., 0]
    deltas, above = [((expit(last) - y) / len(y))[..., None]], []
    for k in range(len(layers) - 1, 0, -1):
        above.insert(0, np.einsum("rej,rij->rei", deltas[0], layers[k][0]))
        deltas.insert(0, above[0] * bends[k - 1][1](z[k - 1]))
    weights = [np.einsum("rei,rej->rij", a, d) for a, d in zip(inputs, deltas, strict=True)]
    loss = (np.logaddexp(0, last) - y * last).mean(1)
    return Back(weights, [d.sum(1) for d in deltas], above, loss, z, deltas)


def down(layers, back, rate):
    """One step down the gradient."""
    steps = zip(layers, back.weights, back.biases, strict=True)
    return [(W - rate * g, b - rate * h) for (W, b), g, h in steps]


def epoch(layers, bends, data, rate, order):
    """The layers after one pass in batches of 20, and each network's sum of the losses on them."""
    loss = 0
    with np.errstate(over="ignore", invalid="ignore"):
        for rows in order.reshape(-1, 20):
            back = backward(layers, bends, data.X[rows], data.y[rows])
            layers, loss = down(layers, back, rate), loss + back.loss
    return layers, loss


def surviving(layers, bends, data, rate, epochs):
    """The layers after each epoch, whose order its number draws, and which have not diverged.

    A network whose loss or weights leave the finite numbers keeps what it had before that epoch.
    """
    alive = np.full(len(layers[0][0]), True)
    for seed in range(epochs):
        order = np.random.default_rng(seed).permutation(200)
        after, loss = epoch(layers, bends, data, rate, order)
        for a in sum(after, (loss,)):
            alive = alive & np.isfinite(a).reshape(len(alive), -1).all(1)
        kept = zip(after, layers, strict=True)
        layers = [tuple(_of(alive, a, b) for a, b in zip(*pair, strict=True)) for pair in kept]
        yield layers, alive


def with_adam(layers, bends, data, rate, epochs):
    """The layers after each epoch by Kingma and Ba's algorithm 1, from one stream of orders."""
    rng, moments, t = np.random.default_rng(0), [(0, 0)] * (2 * len(layers)), 0
    for _ in range(epochs):
        for rows in rng.permutation(200).reshape(-1, 20):
            back, t = backward(layers, bends, data.X[rows], data.y[rows]), t + 1
            slopes = [g for pair in zip(back.weights, back.biases, strict=True) for g in pair]
            moments = [
                (0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2)
                for (m, v), g in zip(moments, slopes, strict=True)
            ]
            steps = [
                rate * m / (1 - 0.9**t) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8) for m, v in moments
            ]
            pairs = zip(layers, steps[::2], steps[1::2], strict=True)
            layers = [(W - to_W, b - to_b) for (W, b), to_W, to_b in pairs]
        yield layers, np.full(len(layers[0][0]), True)


def trained(layers, bends, data, *, optimiser, rate, epochs):
    """The layers after each epoch, and which networks have not diverged."""
    descend = {"sgd": surviving, "adam": with_adam}[optimiser]
    return descend(layers, bends, data, rate, epochs)


def _of(alive, now, before):
    return np.where(alive.reshape(-1, *[1] * (now.ndim - 1)), now, before)


def accuracy(layers, bends, data):
    """Of each network: the share of examples whose logit has the sign of its class."""
    z = forward(layers, bends, data.X)[1][-1][..., 0]
    return ((z > 0) == (data.y == 1)).mean(1)


def spread(axes, names, x, rows):
    """Of each name's rows (points, 32): the line at the medians, the band between quartiles."""
    shown = {}
    for k, (name, values) in enumerate(zip(names, rows, strict=True)):
        low, middle, high = quartiles(values)
        shown[f"{axes} line {name}"] = (x, middle)
        band = outline(x, low, high) if np.isfinite(middle).any() else None
        shown[f"{axes} area #{k + 1}" if k else f"{axes} area"] = band
    return shown


def scaled(sizes, scale=1.0, bias=0.0):
    """Networks with so many times He's weights, and biases in the hidden layers."""
    layers = [(scale * W, b) for W, b in drawn(sizes, "he", float)]
    return [(W, b + bias) for W, b in layers[:-1]] + layers[-1:]


def answers(layers, bends, X):
    """Where each hidden unit is above zero, (replicas, layers, examples, units)."""
    return np.stack([z > 0 for z in forward(layers, bends, X)[1][:-1]], 1)


def dead_shares(layers, bends, X):
    """Of 12 units in each layer, the share that no example turns on, (replicas, layers)."""
    return 1 - answers(layers, bends, X).any(2).sum(2) / 12


def arrival(path):
    """The first epoch at 95 % of each replica, inf if none is."""
    return np.array([next((e for e, a in enumerate(one) if a >= 0.95), np.inf) for one in path.T])


def middle_of(values):
    """The 16th of 32 in order, and those between which the median lies with 95 %."""
    k = int(binom.ppf(0.025, REPLICAS, 0.5))
    assert binom.cdf(k - 1, REPLICAS, 0.5) <= 0.025 < binom.cdf(k, REPLICAS, 0.5)
    return np.sort(values)[[k - 1, 15, REPLICAS - k]]
