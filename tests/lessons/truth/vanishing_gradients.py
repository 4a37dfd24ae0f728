"""Lesson 06, against backpropagation and training written out with NumPy's sums."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from scipy.special import expit, logit

from lessons_lib.lessons import vanishing_gradients as lesson
from lessons_lib.lessons.vanishing_gradients import results
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
    inputs, units, outputs = ([(x, 1), (x, -1)] for x in (0, 3, 6))
    lines = [(i, j) for i in inputs for j in units] + [(j, p) for j in units for p in outputs]
    names = ["0 line", *(f"0 line #{k}" for k in range(2, 10))]
    places = np.array([*inputs, *units, *outputs])
    return dict(zip(names, [*map(np.array, lines), places], strict=True))


MIDDLES = (np.arange(256)[:, None] + 0.5) / 256  # of a colour bar's stretches


RUNS, LOSSES = (
    json.loads(Path(results.__file__).with_name(name).read_text("utf-8"))
    for name in ("results.json", "shared.json")
)
RATE = {"gradient descent": 1, "Adam": 0.02}
HALVED = {"as said": 1, "half of it": 0.5}


def run_of(p, layers, optimiser):
    """A stored run; `test_vanishing_gradients_results` trains some of them again."""
    rate = RATE[optimiser] * HALVED[p.rate]
    return [np.array(row) for row in RUNS[f"{layers} layers, {p.init}, {optimiser}, {rate:g}"]]


def losses_of(p, how):
    """Quartiles of stored losses, and layer 1's part of a step."""
    key = f"{p.layers} layers, {float(p.rate):g}, batches of {p.batch}, shared in {how}"
    return [np.array(row) for row in LOSSES[key]]


def depths(p):
    """Quartiles and counts of the stored runs, every 25 epochs."""
    shown = {f"{k} line epoch chosen": (np.full(2, p.epoch), np.array([0, 1])) for k in (0, 1)}
    for n in (1, 2, 3, 4):
        low, middle, high, solved = run_of(p, n, p.optimiser)
        at, name = 25.0 * np.arange(len(low)), f"{n} hidden layer{'s' * (n > 1)}"
        shown[f"0 line {name}"] = (at, middle)
        shown["0 area" if n == 1 else f"0 area #{n}"] = outline(at, low, high)
        shown[f"1 line {name}"] = (at, solved)
    return shown


def cause_tested(p):
    """Losses with both kinds of steps, and layer 1's part, drawn in the middle of its 10 epochs."""
    first, last = {"every epoch": (0, 400), "101 to 200": (100, 200)}[p.shared]
    shown = {f"{k} line equal shares begin": (np.full(2, first), np.array([0, 1])) for k in (0, 1)}
    for k, (how, name) in enumerate({"no epoch": "plain steps", p.shared: "equal shares"}.items()):
        low, middle, high, _ = losses_of(p, how)
        at = 10.0 * np.arange(len(low))
        shown[f"0 line {name}"] = (at, middle)
        shown["0 area #2" if k else "0 area"] = outline(at, low, high)
    return {
        **shown,
        "0 line always answering ½": (np.array([0, 1]), np.full(2, np.log(2))),
        "1 line plain steps": (5 + 10 * np.arange(40), losses_of(p, "no epoch")[3]),
        "1 line equal shares": (np.array([first, last]), np.full(2, (p.layers + 1) ** -0.5)),
    }


def stack(p):
    """The layers, and sixteen standard-normal examples labelled by their first number."""
    width = int(p.width)
    init = p.deviation if p.init == "chosen deviation" else p.init
    layers = drawn([width] * (p.depth + 1) + [1], init, np.float64)
    X = np.random.default_rng(0).normal(size=(16, width))
    return [(W * p.scale, b) for W, b in layers], X, X[:, 0] > 0


def flow(p):
    """Norms of deltas, and the product bound, layer by layer."""
    layers, X, y = stack(p)
    deltas = norms(backward(layers, p.activation, X, y)[0])
    bounds = [deltas[-1]]
    for W, _ in layers[:0:-1]:
        spectral = np.linalg.norm(W.astype(float), 2, axis=(1, 2))
        bounds.insert(0, bounds[0] * spectral * PHI[p.activation][2])
    return deltas, np.array(bounds)


def shares(values, low, high, bins):
    """The share in each of equal bins, what lies outside counted in the first or last."""
    found = np.floor((np.ravel(values).astype(float) - low) / (high - low) * bins)
    return np.bincount(np.clip(found, 0, bins - 1).astype(int), minlength=bins) / found.size


def gradient_flow(p):
    layers, X, _ = stack(p)
    slope, largest = PHI[p.activation][1:]
    slopes = slope(np.stack(forward(layers, p.activation, X)[1][:-1]))
    deltas, bounds = (quartiles(a) for a in flow(p))
    least = deltas[1][deltas[1] > 0].min(initial=1)
    floor = next((f for f in (1e-4, 1e-10, 1e-25, 1e-60, 1e-150) if f < least), 1e-310)
    low, middle, high = np.maximum(deltas, floor)
    layer = np.arange(1, p.depth + 2)
    return {
        "0 line bound on δ": (layer, bounds[1]),
        "0 line δ, the gradient in z": (layer, middle),
        "0 area": outline(layer, bounds[0], bounds[2]),
        "0 area #2": outline(layer, low, high),
        "1 steps": slopes.sum((1, 2, 3)) / slopes[0].size,
        "1 line largest slope": (np.array([0, 1]), np.full(2, largest)),
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
        "0 line activation φ(z)": (z, phi(z)),
        "0 line slope φ'(z)": (z, slope(z)),
        "0 patch saturated*": zones,
        "1 patch saturated*": zones,
        "1 steps": shares(pre_activations(p), -10, 10, 40),
    }


INITS = {
    "Glorot": ("glorot", 1),
    "Glorot, times 4": ("glorot", 4),
    "normal, deviation 2": (2.0, 1),
}


def run(p):
    """The weights and losses of a run of our own, as far as the picture's has come."""
    init, factor = INITS[p.init]
    epochs = 0 if p.progress is None else len(p.progress.losses)
    how = (p.activation, init, p.learning_rate, epochs, factor, p.optimiser == "Adam")
    return trained(p.data_set, p.layers, *how)[:2]


def trainer(p):
    (net, losses), data = run(p), DATA[p.data_set]
    axis = np.linspace(-1.25, 1.25, 31)
    grid = np.array([(x, y) for y in axis for x in axis])
    surface = expit(forward(net, p.activation, grid)[1][-1][..., 0]).reshape(REPLICAS, 31, 31)
    epoch = np.arange(1, len(losses) + 1)
    init, factor = INITS[p.init]
    how = (p.activation, init, p.learning_rate)
    adam = (factor, p.optimiser == "Adam")
    right = np.array(
        [
            accuracies(trained(p.data_set, p.layers, *how, e, *adam)[0], p.activation, p.data_set)
            for e in epoch
        ]
    ).reshape(-1, REPLICAS)
    shown = {
        "0 image mean": surface.sum(0) / REPLICAS,
        "0 points class 0": data.X[data.y == 0],
        "0 points class 1": data.X[data.y == 1],
        "2 line": (np.array([0, 1]), np.full(2, np.log(2))),
        "3 area": MIDDLES,
    }
    for k, values in ((1, right), (2, losses)):
        curves = np.concatenate([np.stack([epoch, curve], 1) for curve in values.T])
        shown[f"{k} lines"] = curves if len(epoch) else None
        middle = (epoch, quartiles(values)[1]) if len(epoch) else None
        shown[f"{k} line median*"] = middle
    return shown


def learning_speed(p):
    """Lengths of the steps that a run of our own makes, means of each epoch."""
    init, factor = INITS[p.init]
    epochs = len(p.progress.units) if p.progress else 0
    if epochs:
        *_, steps = trained("two spirals (hard)", p.layers, "sigmoid", init, 1.0, epochs, factor)
    else:
        net = drawn((2, *[8] * p.layers, 1), init, np.float32, factor)
        X, y = DATA["two spirals (hard)"].X, DATA["two spirals (hard)"].y
        steps = [backward(net, "sigmoid", X, y)[1:]]
    into = [[np.sqrt((W**2).sum(1) + b**2) for W, b in zip(*step, strict=True)] for step in steps]
    each = -(-len(into) // max(epochs, 1))
    units = [
        [np.sum(layer, 0) / each for layer in zip(*into[k : k + each], strict=True)]
        for k in range(0, len(into), each)
    ]
    layers = np.array([[np.sqrt((u**2).sum(1)) for u in epoch] for epoch in units])
    now = np.concatenate([u[p.network] for u in units[-1]])
    places = [k + 0.1 * (j - 3.5) for k in range(1, p.layers + 1) for j in range(8)]
    feet = zip([*places, p.layers + 1], now, strict=True)
    names = [*(f"layer {k}" for k in range(1, p.layers + 1)), "output"]
    at = (1 if epochs else 0) + np.arange(len(units))
    return {
        "0 lines units": np.array([end for x, y in feet for end in ((x, 1e-5), (x, max(y, 1e-5)))]),
        **{
            f"1 line {name}": (at, quartiles(row)[1])
            for name, row in zip(names, layers.transpose(1, 0, 2), strict=True)
        },
    }


def symmetry(p):
    """A 2-4-1 network trained on its own, example by example sums."""
    rng = np.random.default_rng(0)
    sizes = ((2, 4), (4, 1))
    if p.start == "random":
        w, v = (rng.uniform(-((6 / sum(s)) ** 0.5), (6 / sum(s)) ** 0.5, s) for s in sizes)
    else:
        off = [rng.uniform(-1e-3, 1e-3, s) for s in sizes]
        w, v = (0.5 + 0.5 * o * (p.start == "equal to 1 in 1000") for o in off)
    b, c, ways, losses, order = np.zeros(4), 0.0, [w], [], np.random.default_rng(0)
    X, y = DATA["disc in a ring (easy)"].X, DATA["disc in a ring (easy)"].y
    for _ in range(len(p.progress.losses) if p.progress else 0):
        losses.append(0.0)
        for batch in order.permutation(200).reshape(10, 20):
            h = expit(X[batch] @ w + b)
            u = (h @ v)[:, 0] + c
            losses[-1] += np.sum(np.logaddexp(0, u) - y[batch] * u) / 200
            delta = (expit(u) - y[batch]) / 20
            back = np.outer(delta, v) * h * (1 - h)
            w, b = w - X[batch].T @ back, b - back.sum(0)
            v, c = v - (h.T @ delta)[:, None], c - delta.sum()
        ways.append(w)
    ways = np.array(ways)
    names = ["0 line", *(f"0 line #{k}" for k in (2, 3, 4))]
    return {
        **{name: ways[:, :, k] for k, name in enumerate(names)},
        "0 line #5": w.T,
        "1 line loss": (np.arange(1, len(losses) + 1), np.array(losses)) if losses else None,
        "1 line": (np.array([0, 1]), np.full(2, np.log(2))),
        "2 points class 0": X[y == 0],
        "2 points class 1": X[y == 1],
    }


TRUTH = {
    lesson.ByHand: by_hand,
    lesson.CauseTested: cause_tested,
    lesson.Depths: depths,
    lesson.GradientFlow: gradient_flow,
    lesson.LearningSpeed: learning_speed,
    lesson.Saturation: saturation,
    lesson.Symmetry: symmetry,
    lesson.Trainer: trainer,
}
