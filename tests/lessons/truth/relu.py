"""Lesson 07, against closed forms, SciPy's integrals, and networks written out and trained."""

from __future__ import annotations

import numpy as np
from scipy.integrate import quad
from scipy.stats import norm

from lessons_lib.datasets import PLANE
from lessons_lib.lessons import relu as lesson
from tests.lessons.truth import outline
from tests.lessons.truth.backpropagation import REPLICAS, drawn, norms, quartiles
from tests.lessons.truth.rectangles import box, lying
from tests.lessons.truth.rectifiers import (
    BEND,
    accuracy,
    answers,
    arrival,
    backward,
    bent,
    dead_shares,
    forward,
    leaky,
    middle_of,
    scaled,
    spread,
    surviving,
)

CIRCLES, MOONS = PLANE["circles"](200), PLANE["moons"](200)
SCALES = (0.5, 0.75, 1.0, 1.25, 1.5)
RUNNERS = {
    "sigmoid 3": ("sigmoid", 3),
    "tanh 3": ("tanh", 3),
    "relu 3": ("relu", 3),
    "relu 4": ("relu", 4),
}
GOAL = {"0 line 95 %": (np.array([0, 1]), np.full(2, 0.95))}
DERIVATIVES = ("sigmoid", "tanh", "relu")


# ---- the plane


def seen(p, points):
    """Where points lie at the stage: on the straight way from one drawn plane to the next."""
    layers, bends, _ = bent(p.data_set, p.activation)
    planes = [inputs[0] for inputs in forward(layers, bends, points)[0][::2]]
    ways = np.reshape(planes, (3, -1)).T
    return np.array([np.interp(p.stage, [0, 1, 2], way) for way in ways]).reshape(-1, 2)


def bend(p):
    (W, b), data = bent(p.data_set, p.activation)[0][-1], PLANE[p.data_set](200)
    fine = np.linspace(-1.4, 1.4, 57)
    upright = [np.array([(x, y) for y in fine]) for x in fine[::4]]
    points = seen(p, data.X)
    left, right = points[:, 0].min(), points[:, 0].max()
    x = np.array([left, right]) + 0.15 * (right - left) * np.array([-1, 3])
    parting = (x, (-b[0, 0] - W[0, 0, 0] * x) / W[0, 1, 0])
    return {
        "0 line class 0": points[data.y == 0],
        "0 line class 1": points[data.y == 1],
        "0 line the last line": parting if p.stage == 2 else None,
        "0 line*": [seen(p, line) for line in upright + [line[:, ::-1] for line in upright]],
    }


# ---- the census


def epochs_of(p):
    """Before training and after each epoch: layers, their bends, and which have not diverged."""
    layers, alive = scaled((2, 12, 12, 12, 1), bias=p.bias), np.full(REPLICAS, True)
    path = [(layers, [BEND["relu"]] * 3, alive)]
    done = 0 if p.progress is None else len(p.progress.dead) - 1
    first = min(done, p.leak_from)
    for slope, epochs in ((0, first), (p.leak, done - first)):
        layers, bends = path[-1][0], [leaky(slope)] * 3
        run = surviving(layers, bends, MOONS, p.learning_rate, epochs)
        path += [(now, bends, alive) for now, alive in run]
    return path


def census(p):
    path = epochs_of(p)
    layers, bends, _ = path[-1]
    axis = np.linspace(-1.6, 1.6, 41)
    rows = np.array([(x, y) for y in axis[::-1] for x in axis])  # the picture's top row first
    on, maps = (answers(layers, bends, X)[p.network] for X in (MOONS.X, rows))
    image = np.zeros((3 * 44, 12 * 44))
    for layer in range(3):
        for unit in range(12):
            share = on[layer, :, unit].mean()
            colour = 1 + 2 * int(share > 0) + 2 * int(share == 1)
            corner = slice(44 * layer, 44 * layer + 41), slice(44 * unit, 44 * unit + 41)
            image[corner] = colour + maps[layer, :, unit].reshape(41, 41)
    dead = np.array([dead_shares(*known[:2], MOONS.X) for known in path])
    names = [f"layer {k}" for k in (1, 2, 3)]
    return {
        "0 image census": image,
        **spread(1, names, np.arange(len(path)), dead.transpose(2, 0, 1)),
        "1 line leak from": (np.full(2, p.leak_from), np.array([0, 1])) if p.leak else None,
    }


# ---- the cost


def cost(p):
    """Bars begin at 0 and end at value, then derivative, over ReLU's sum of both."""
    names = [label.get_text() for label in p.figure.axes[0].get_yticklabels()]
    times = np.zeros((9, 2)) if p.measured is None else np.array(p.measured)
    times = times / (times[names.index("relu")].sum() or 1)
    value, both = times[:, 0], times[:, 0] + times[:, 1]
    return {
        "0 line ReLU": (np.ones(2), np.array([0, 1])),
        "0 patch*": lying(np.zeros(9), value) + lying(value, both),
    }


# ---- derivatives


def mean_square(slope):
    """E[slope(z)²] for z from N(0, 1)."""
    halves = ((-40, 0), (0, 40))
    return sum(quad(lambda z: slope(z) ** 2 * norm.pdf(z), *half)[0] for half in halves)


def factor(name, p):
    """What one layer makes of a gradient."""
    slope = BEND[name][1]
    return slope(p.z) if p.each == "the same z" else np.sqrt(mean_square(slope))


def derivatives(p):
    z, layers = np.linspace(-5, 5, 501), np.arange(1, 31)
    alike = p.each == "the same z"
    factors = np.array([factor(name, p) for name in DERIVATIVES], float)
    products = np.where(factors > 0, factors, np.nan)[:, None] ** layers
    shown = {}
    for name, product in zip(("sigmoid", "tanh", "ReLU"), products, strict=True):
        shown[f"0 line {name}'"] = (z, BEND[name.lower()][1](z))
        shown[f"1 line {name}"] = (layers, product)
    return shown | {
        "0 area": None if alike else outline(z, norm.pdf(z), np.zeros(501)),
        "0 line at z": (np.full(3, p.z), factors if alike else np.full(3, np.nan)),
        "1 line at L": (np.full(3, p.layers), products[:, p.layers - 1]),
    }


# ---- deep networks


def signals(p):
    """Root mean squares forward, gradient norms back, (layers, replicas); examples that are 0."""
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(64, 16)), rng.integers(0, 2, 64)
    layers, bends = scaled((16, *[p.width] * p.depth, 1), p.scale), [BEND[p.activation]] * p.depth
    inputs, _ = forward(layers, bends, X)
    rms = np.array([[np.sqrt((one**2).mean()) for one in a] for a in inputs[1:]])
    gone = (inputs[-1] == 0).all(2)
    return rms, norms(backward(layers, bends, X, y).weights), gone


def deep_scale(p):
    """A cross near the floor where the median is exactly 0."""
    shown = {}
    for axes, rows in enumerate(signals(p)[:2]):
        layer, (low, middle, high) = np.arange(1, len(rows) + 1), quartiles(rows)
        gone, name = middle == 0, ("forward", "backward")[axes]
        crosses = np.stack([layer[gone], np.full(gone.sum(), 1e-17)], 1)
        shown |= {
            f"{axes} line {name}": (layer, np.where(gone, np.nan, middle)),
            f"{axes} line exactly 0": crosses if gone.any() else None,
            f"{axes} area": outline(layer, np.maximum(low, 1e-300), np.maximum(high, 1e-300)),
            f"{axes} line": (np.array([0, 1]), np.ones(2)),
        }
    return shown


def accuracies(p):
    """After the epochs that all have done, and after one more, (2, scales, replicas)."""
    found, bends = [], [BEND["relu"]] * p.depth
    for scale in SCALES:
        layers = scaled((2, *[p.width] * p.depth, 1), scale)
        run = surviving(layers, bends, CIRCLES, p.learning_rate, p.progress.epochs + 1)
        path = [accuracy(now, bends, CIRCLES) for now in (layers, *(now for now, _ in run))]
        found.append(path[-2:])
    return np.swapaxes(found, 0, 1)


def deep_training(p):
    """The scales take an epoch in turn, and the progress does not say how many are ahead."""
    if p.progress is None:
        return GOAL
    now, next_ = accuracies(p)
    turns = [np.r_[next_[:ahead], now[ahead:]] for ahead in range(5)]
    found = min(turns, key=lambda turn: np.abs(turn - p.progress.accuracy).sum())
    places = np.concatenate([scale + np.linspace(-0.07, 0.07, REPLICAS) for scale in SCALES])
    return GOAL | {
        "0 line one network": (places, found.ravel()),
        "0 line median": (np.array(SCALES), quartiles(found)[1]),
    }


# ---- the race


def laps(p):
    """Accuracy of each runner before training and after each epoch, (epochs, replicas)."""
    data, epochs = PLANE[p.data_set](200), len(p.progress.accuracy[0]) - 1
    init = {"Glorot's": "glorot", "He's": "he", "deviation 2": 2.0}[p.start]
    paths = []
    for name, depth in RUNNERS.values():
        layers, bends = drawn((2, *[8] * depth, 1), init, float), [BEND[name]] * depth
        run = surviving(layers, bends, data, p.learning_rate, epochs)
        paths.append([accuracy(now, bends, data) for now in (layers, *(now for now, _ in run))])
    return np.array(paths)


def race(p, paths=None):
    if paths is None:
        paths = np.full((4, 1, REPLICAS), np.nan) if p.progress is None else laps(p)
    never = 120 if len(paths[0]) == 101 else np.nan
    shown = GOAL | spread(0, RUNNERS, np.arange(len(paths[0])), paths)
    for row, (name, path) in enumerate(zip(RUNNERS, paths, strict=True)):
        there = arrival(path)
        heights = row + 0.56 * (np.arange(REPLICAS) / 31 - 0.5)
        for what, x, y in (
            (f"each {name}", there, heights),
            (f"median of {name}", middle_of(there), np.full(3, row)),
        ):
            shown[f"1 line {what}"] = (np.where(np.isinf(x), never, x), y)
    return shown | {"1 patch*": box(105, 132, 0, 1)}


TRUTH = {
    lesson.Bend: bend,
    lesson.Census: census,
    lesson.Cost: cost,
    lesson.DeepScale: deep_scale,
    lesson.DeepTraining: deep_training,
    lesson.Derivatives: derivatives,
    lesson.Race: race,
}
