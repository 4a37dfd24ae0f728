"""Lesson 07, against closed forms, SciPy's integrals, and networks written out and trained."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

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
    dead_shares,
    forward,
    leaky,
    middle_of,
    scaled,
    spread,
    trained,
)

CIRCLES, MOONS = PLANE["circles"](200), PLANE["moons"](200)
SCALES = (0.5, 0.75, 1.0, 1.25, 1.5)
RUNNERS = {
    "sigmoid, 3": ("sigmoid", 3),
    "tanh, 3": ("tanh", 3),
    "ReLU, 3": ("relu", 3),
    "ReLU, 4": ("relu", 4),
}
HOME = Path(lesson.__file__).parent
with np.load(HOME / "runs.npz") as _found:
    RUNS = dict(_found)


def stored(p, part):
    """What was stored of the run of the scene with the picture's settings; None while it runs."""
    if getattr(p, "progress", None) is None:
        kept = {k: v for k, v in p.values.items() if p.controls[k].restarts}
        for scene, values in p.scenes.items():
            if all({**type(p)().values, **values}[k] == v for k, v in kept.items()):
                return RUNS[f"{type(p).__name__} / {scene} / {part}"]
    return None


GOAL = {"0 line 95 %": (np.array([0, 1]), np.full(2, 0.95))}
DERIVATIVES = ("sigmoid", "tanh", "relu")


# ---- the census


def bend_at(p, epoch):
    """The leak holds from its epoch on."""
    return [leaky(p.leak if epoch >= p.leak_from else 0)] * 3


def epochs_of(p):
    """Before training and after each epoch: layers, their bends, and which have not diverged."""
    layers, alive = scaled((2, 12, 12, 12, 1), bias=p.bias), np.full(REPLICAS, True)
    path = [(layers, bend_at(p, 0), alive)]
    done = 0 if p.progress is None else len(p.progress.dead) - 1
    first = min(done, p.leak_from)
    for slope, epochs in ((0, first), (p.leak, done - first)):
        layers, bends = path[-1][0], [leaky(slope)] * 3
        run = trained(
            layers, bends, MOONS, optimiser=p.optimiser, rate=p.learning_rate, epochs=epochs
        )
        path += [(now, bends, alive) for now, alive in run]
    return path


def kept(p):
    """The end of a stored run: its layers, and the dead (epochs, layers, replicas)."""
    theta, sizes, layers = stored(p, "theta").astype(float), (2, 12, 12, 12, 1), []
    for n_in, n_out in pairwise(sizes):
        count = REPLICAS * (n_in + 1) * n_out
        both, theta = theta[:count].reshape(REPLICAS, n_in + 1, n_out), theta[count:]
        layers.append((both[:, :-1], both[:, -1]))
    return layers, stored(p, "dead") / 12


def seen(p):
    """Layers and bends now, and the share of dead units so far, (epochs, layers, replicas)."""
    if stored(p, "theta") is not None:
        layers, dead = kept(p)
        return layers, bend_at(p, len(dead) - 1), dead
    path = epochs_of(p)
    dead = np.array([dead_shares(*known[:2], MOONS.X) for known in path]).transpose(0, 2, 1)
    return *path[-1][:2], dead


def census(p):
    layers, bends, dead = seen(p)
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
    names = [f"layer {k}" for k in (1, 2, 3)]
    return {
        "0 image census": image,
        "2 image key": np.array([[1, 2], [3, 4], [5, 6]]),
        **spread(1, names, np.arange(len(dead)), dead.transpose(1, 0, 2)),
        "1 line leak from": (np.full(2, p.leak_from), np.array([0, 1]))
        if p.leak and p.leak_from
        else None,
    }


# ---- the cost


def cost(p):
    """Bars begin at 0 and end at value, then derivative, over ReLU's sum of both."""
    names = [label.get_text() for label in p.figure.axes[0].get_yticklabels()]
    recorded = json.loads((HOME / "cost.json").read_text())["times"][p.width]
    every = dict(zip(recorded, p.measured, strict=True)) if p.measured is not None else recorded
    times = np.array([every[{"ReLU": "relu"}.get(name, name)] for name in names]) / sum(
        every["relu"]
    )
    value, both = times[:, 0], times[:, 0] + times[:, 1]
    return {
        "0 line ReLU": (np.ones(2), np.array([0, 1])),
        "0 patch*": lying(np.zeros(len(names)), value) + lying(value, both),
    }


# ---- derivatives


def deviation(p):
    """Of the normal z; none where all z are alike."""
    return float(p.each.rpartition(" ")[2]) if "deviation" in p.each else None


def mean_square(slope, sd):
    """E[slope(z)²] for z from N(0, sd²)."""
    halves = ((-30, 0), (0, 30))
    return sum(quad(lambda u: slope(sd * u) ** 2 * norm.pdf(u), *half)[0] for half in halves)


def factor(name, p):
    """What one layer makes of a gradient."""
    slope = BEND[name][1]
    return np.sqrt(mean_square(slope, sd)) if (sd := deviation(p)) else slope(p.z)


def derivatives(p):
    """Points whose product is below 1e-24 lie there, as triangles."""
    z, layers = np.linspace(-5, 5, 501), np.arange(1, 31)
    alike = (sd := deviation(p)) is None
    shown = {"1 area": None if alike else outline(z, np.zeros(501), norm.pdf(z, scale=sd))}
    for name in ("sigmoid", "tanh", "ReLU"):
        one = float(factor(name.lower(), p))
        value, slope = BEND[name.lower()]
        slopes = slope(z)
        if name == "ReLU":
            slopes = np.where(np.arange(501) == 250, np.nan, slopes)  # it jumps at 0
        end = one**p.layers
        shown |= {
            f"0 line {name}": (z, value(z)),
            f"1 line {name}": (z, slopes),
            f"2 line {name}": (layers, one**layers if one else np.full(30, np.nan)),
            f"0 line {name} at z": (np.array([p.z]), value(np.array([p.z]))) if alike else None,
            f"1 line {name} at z": (np.array([p.z]), np.array([one])) if alike else None,
            f"2 line {name} at L": _at(p, end) if end >= 1e-24 else None,
            f"2 line {name} less": _at(p, 1e-24) if end < 1e-24 else None,
        }
    return shown


def _at(p, height):
    return np.array([p.layers]), np.array([height])


# ---- deep networks


def signals(p):
    """Root mean squares forward; norms of deltas and of gradients in the weights, (layers,
    replicas); examples that are 0."""
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(64, 16)), rng.integers(0, 2, 64)
    layers, bends = scaled((16, *[p.width] * p.depth, 1), p.scale), [BEND[p.activation]] * p.depth
    inputs, _ = forward(layers, bends, X)
    rms = np.array([[np.sqrt((one**2).mean()) for one in a] for a in inputs[1:]])
    gone = (inputs[-1] == 0).all(2)
    back = backward(layers, bends, X, y)
    return rms, norms(back.deltas), norms(back.weights), gone


def deep_scale(p):
    """A cross near the axis' lower end where the median is exactly 0."""
    shown, floor = {}, p.figure.axes[0].get_ylim()[0]
    for axes, rows in enumerate(signals(p)[:3]):
        layer, (low, middle, high) = np.arange(1, len(rows) + 1), quartiles(rows)
        gone, name = middle == 0, ("activation", "delta", "gradient")[axes]
        crosses = np.stack([layer[gone], np.full(gone.sum(), 2 * floor)], 1)
        shown |= {
            f"{axes} line {name}": (layer, np.where(gone, np.nan, middle)),
            f"{axes} line exactly 0": crosses if gone.any() else None,
            f"{axes} area": outline(layer, np.maximum(low, 1e-300), np.maximum(high, 1e-300)),
        }
    return shown


def one_scale(p, scale, epochs):
    """After each epoch the layers, and which have not diverged."""
    layers, bends = scaled((2, *[p.width] * p.depth, 1), scale), [BEND["relu"]] * p.depth
    options = {"optimiser": p.optimiser, "rate": p.learning_rate, "epochs": epochs}
    return [(layers, np.full(REPLICAS, True)), *trained(layers, bends, CIRCLES, **options)]


def accuracies(p):
    """After the epochs that all have done, and after one more, (2, scales, replicas)."""
    bends = [BEND["relu"]] * p.depth
    paths = [one_scale(p, scale, p.progress.epochs + 1)[-2:] for scale in SCALES]
    found = [[accuracy(layers, bends, CIRCLES) for layers, _ in path] for path in paths]
    return np.swapaxes(found, 0, 1)


def diverged(p, ahead):
    """How many networks of each scale; the first `ahead` scales have done one epoch more."""
    done = [p.progress.epochs + (i < ahead) for i in range(len(SCALES))]
    ends = [one_scale(p, *each)[-1] for each in zip(SCALES, done, strict=True)]
    return [(~alive).sum() for _, alive in ends]


def learned(p):
    """The scales take an epoch in turn, and the progress does not say how many are ahead."""
    if (right := stored(p, "right")) is not None:
        return right / 200
    now, next_ = accuracies(p)
    turns = [np.r_[next_[:ahead], now[ahead:]] for ahead in range(5)]
    return min(turns, key=lambda turn: np.abs(turn - p.progress.accuracy).sum())


def deep_training(p):
    found = learned(p)
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
        run = trained(
            layers, bends, data, optimiser=p.optimiser, rate=p.learning_rate, epochs=epochs
        )
        paths.append([accuracy(now, bends, data) for now in (layers, *(now for now, _ in run))])
    return np.array(paths)


def race(p, paths=None):
    """What never arrives lies a fifth of the axis beyond its end, once the run is over."""
    if paths is None:
        right = stored(p, "right")
        paths = laps(p) if right is None else right / 200
    end = int(p.epochs)
    never = 1.2 * end if len(paths[0]) > end else np.nan
    shown = GOAL | spread(0, RUNNERS, np.arange(len(paths[0])), paths)
    for row, (name, path) in enumerate(zip(RUNNERS, paths, strict=True)):
        there = arrival(path)
        heights = row + 0.56 * (np.arange(REPLICAS) / 31 - 0.5)
        for what, x, y in (
            (f"each {name}", there, heights),
            (f"median of {name}", middle_of(there), np.full(3, row)),
        ):
            shown[f"1 line {what}"] = (np.where(np.isinf(x), never, x), y)
    return shown | {"1 patch*": box(1.05 * end, 1.32 * end, 0, 1)}


TRUTH = {
    lesson.Census: census,
    lesson.Cost: cost,
    lesson.DeepScale: deep_scale,
    lesson.DeepTraining: deep_training,
    lesson.Derivatives: derivatives,
    lesson.Race: race,
}
