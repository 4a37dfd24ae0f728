"""Lesson 06, against backpropagation and training written out with NumPy's sums."""

from __future__ import annotations

import numpy as np
from scipy.special import expit, logit

from lessons_lib.lessons import vanishing_gradients as lesson
from tests.lessons.truth import outline
from tests.lessons.truth.backpropagation import (
    DATA,
    PHI,
    REPLICAS,
    accuracies,
    backward,
    drawn,
    forward,
    norms,
    quartiles,
    trained,
)


def by_hand(p):
    """The network's drawing; its numbers are words."""
    inputs, units, output = [(0, 1), (0, -1)], [(2.4, 1), (2.4, -1)], (4.8, 0)
    lines = [(i, j) for i in inputs for j in units] + [(j, output) for j in units]
    names = ["0 line", *(f"0 line #{k}" for k in range(2, 8))]
    return dict(
        zip(names, [*map(np.array, lines), np.array([*inputs, *units, output])], strict=True)
    )


def colour_bar(low, high):
    """256 colours, each for the middle of its stretch."""
    return (low + (high - low) * (np.arange(256) + 0.5) / 256)[:, None]


def depths(p):
    """Medians of the accuracies that the run found; `test_vanishing_gradients` holds those."""
    shown = {}
    for k, (name, found) in enumerate((p.progress or {}).items()):
        if found:
            depth = np.arange(1, len(found) + 1)
            around = 0.16 * (k - 1) + np.linspace(-0.06, 0.06, REPLICAS)
            shown[f"0 line #{k + 1}" if k else "0 line"] = (
                np.add.outer(depth, around).ravel(),
                np.concatenate(found),
            )
            shown[f"0 line {name}"] = (depth, quartiles(np.array(found))[1])
    return shown


def stack(p):
    """The layers, and sixteen standard-normal examples labelled by their first number."""
    dtype, width = np.dtype(p.precision), int(p.width)
    init = p.deviation if p.init == "chosen deviation" else p.init
    layers = drawn([width] * (p.depth + 1) + [1], init, dtype)
    X = np.random.default_rng(0).normal(size=(16, width))
    return [(W * dtype.type(p.scale), b) for W, b in layers], X.astype(dtype), X[:, 0] > 0


def flow(p):
    """Norms of deltas and of gradients in weights, and the product bound, layer by layer."""
    layers, X, y = stack(p)
    deltas, weights, _ = backward(layers, p.activation, X, y)
    deltas, weights = norms(deltas), norms(weights)
    bounds = [deltas[-1]]
    for W, _ in layers[:0:-1]:
        spectral = np.linalg.norm(W.astype(float), 2, axis=(1, 2))
        bounds.insert(0, bounds[0] * spectral * PHI[p.activation][2])
    return deltas, weights, np.array(bounds)


def shares(values, low, high, bins):
    """The share in each of equal bins, what lies outside counted in the first or last."""
    found = np.floor((np.ravel(values).astype(float) - low) / (high - low) * bins)
    return np.bincount(np.clip(found, 0, bins - 1).astype(int), minlength=bins) / found.size


def gradient_flow(p):
    layers, X, _ = stack(p)
    inputs, _ = forward(layers, p.activation, X)
    deltas, weights, bounds = (quartiles(a) for a in flow(p))
    least = min(a[a > 0].min(initial=1) for a in (deltas[1], weights[1]))
    floor = next((f for f in (1e-10, 1e-25, 1e-60, 1e-150) if f < least), 1e-310)
    low, middle, high = np.maximum(deltas, floor)
    low_a, high_a = {"sigmoid": (0, 1), "tanh": (-1, 1), "relu": (0, 4)}[p.activation]
    layer = np.arange(1, p.depth + 2)
    return {
        "0 line bound on δ": (layer, bounds[1]),
        "0 line δ: in pre-activations": (layer, middle),
        "0 area": outline(layer, low, high),
        "0 line in weights W": (layer, np.maximum(weights[1], floor)),
        "1 image share of activations": np.stack(
            [shares(a, low_a, high_a, 25) for a in inputs[1:]], 1
        ),
        "2 area": colour_bar(0, 0.5),
    }


def pre_activations(p):
    """Of 32 layers of 8 units on 64 standard-normal examples, weights of deviation 1/√8."""
    x = np.random.default_rng(0).normal(size=(64, 8))
    draws = [np.random.default_rng(seed).normal(size=(8, 8)) for seed in range(REPLICAS)]
    return p.scale / np.sqrt(8) * np.einsum("ei,rij->rej", x, draws) + p.bias


def threshold(activation):
    """Where the derivative is a tenth of its largest: s (1 - s) = 1/40; 1 - t^2 = 1/10."""
    share = (1 + np.sqrt(0.9)) / 2
    return logit(share) if activation == "sigmoid" else logit(share) / 2


def saturation(p):
    phi, slope, _ = PHI[p.activation]
    z = np.linspace(-10, 10, 401)
    edge = threshold(p.activation)
    zones = [
        np.array([(a, 0), (b, 0), (b, 1), (a, 1), (a, 0)]) for a, b in ((-10, -edge), (edge, 10))
    ]
    return {
        "0 line φ(z)": (z, phi(z)),
        "0 line φ'(z)": (z, slope(z)),
        "0 patch saturated*": zones,
        "1 patch saturated*": zones,
        "1 steps": shares(pre_activations(p), -10, 10, 80),
    }


def run(p):
    """The weights and losses of a run of our own, as far as the picture's has come."""
    init = 2.0 if p.init == "normal, deviation 2" else p.init
    epochs = 0 if p.progress is None else p.progress.epochs
    return trained(p.data_set, p.layers, p.activation, init, p.learning_rate, epochs)


def trainer(p):
    (net, losses), data = run(p), DATA[p.data_set]
    axis = np.linspace(-1.25, 1.25, 31)
    grid = np.array([(x, y) for y in axis for x in axis])
    surface = expit(forward(net, p.activation, grid)[1][-1][..., 0]).reshape(REPLICAS, 31, 31)
    mean = surface.sum(0) / REPLICAS
    right = accuracies(net, p.activation, p.data_set)
    _, gradients, _ = backward(net, p.activation, data.X, data.y)
    low, middle, high = quartiles(norms(gradients))
    layer, epoch = np.arange(1, p.layers + 2), np.arange(1, len(losses) + 1)
    curves = np.concatenate([np.stack([epoch, curve], 1) for curve in losses.T])
    return {
        "0 image mean": mean,
        "0 points class 0": data.X[data.y == 0],
        "0 points class 1": data.X[data.y == 1],
        "1 image spread": np.sqrt(((surface - mean) ** 2).sum(0) / REPLICAS),
        "2 line accuracy": (np.random.default_rng(0).uniform(-0.35, 0.35, REPLICAS), right),
        "2 line": (np.array([-0.6, 0.6]), np.full(2, quartiles(right)[1])),
        "3 lines": curves if len(epoch) else None,
        "3 line median loss": (epoch, quartiles(losses)[1]) if len(epoch) else None,
        "4 area": outline(layer, low, high),
        "4 line gradient norm": (layer, middle),
        "5 area": colour_bar(0, 1),
        "6 area": colour_bar(0, 0.5),
    }


TRUTH = {
    lesson.ByHand: by_hand,
    lesson.Depths: depths,
    lesson.GradientFlow: gradient_flow,
    lesson.Saturation: saturation,
    lesson.Trainer: trainer,
}
