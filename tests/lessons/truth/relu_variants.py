"""Lesson 08, against the variants' formulas, the published tables, SciPy's t intervals of the
stored errors, and networks written out and trained."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import numpy as np
from scipy.special import expit
from scipy.stats import norm, t, ttest_rel

from lessons_lib.datasets import PLANE
from lessons_lib.lessons import relu_variants as lesson
from tests.lessons.truth.backpropagation import drawn, quartiles
from tests.lessons.truth.rectangles import lying
from tests.lessons.truth.rectifiers import backward, forward, leaky, scaled, spread

NAMES = (
    *("ReLU", "Leaky z/100", "Leaky z/5.5", "PReLU", "RReLU", "CReLU", "CReLU (25 units)"),
    *("ELU", "GELU", "SiLU", "Softplus"),
)
PARTS = ("training", "test")
STORED = Path(lesson.__file__).with_name("digits.json")
# Errors in training and test, Xu, Wang, Chen, Li (2015), tables 3 and 4.
PUBLISHED = {
    "CIFAR-10": {
        "ReLU": (0.00318, 0.1245),
        "Leaky z/100": (0.0031, 0.1266),
        "Leaky z/5.5": (0.00362, 0.1120),
        "PReLU": (0.00178, 0.1179),
        "RReLU": (0.00550, 0.1119),
    },
    "CIFAR-100": {
        "ReLU": (0.1356, 0.429),
        "Leaky z/100": (0.11552, 0.4205),
        "Leaky z/5.5": (0.08536, 0.4042),
        "PReLU": (0.0633, 0.4163),
        "RReLU": (0.1141, 0.4025),
    },
}


def elu(alpha):
    """alpha (e^z - 1) below zero, and its derivative."""
    return (
        lambda z: np.where(z > 0, z, alpha * (np.exp(np.minimum(z, 0)) - 1)),
        lambda z: np.where(z > 0, 1, alpha * np.exp(np.minimum(z, 0))),
    )


# Value and derivative; the derivatives by the product rule.
SMOOTH = {
    "GELU": (lambda z: z * norm.cdf(z), lambda z: norm.cdf(z) + z * norm.pdf(z)),
    "SiLU": (lambda z: z * expit(z), lambda z: expit(z) * (1 + z * expit(-z))),
    "softplus": (lambda z: np.logaddexp(0, z), expit),
}


# ---- formulas


def both_halves(p):
    t = np.linspace(0, 1, 601)
    z = p.shift + np.sin(2 * np.pi * p.waves * t)
    up, down = (z + abs(z)) / 2, (abs(z) - z) / 2
    return {
        "0 line z": (t, z),
        "1 line ReLU(z)": (t, up),
        "2 line ReLU(z)": (t, up),
        "2 line ReLU(-z)": (t, down),
        "2 line first minus second": (t, z),
    }


def draws(p):
    """40 slopes of RReLU as they are drawn in training, and the one used at test."""
    rng = np.random.default_rng(0)
    if p.rrelu.startswith("slope"):
        return rng.uniform(1 / 8, 1 / 3, 40), (1 / 8 + 1 / 3) / 2
    return 1 / rng.uniform(3, 8, 40), 2 / (3 + 8)


def units(p):
    """The units that are shown, each with its derivative."""
    below = 1 / p.a if p.convention.startswith("z/a") else p.a
    known = {
        "leaky": leaky(below),
        "RReLU at test": leaky(draws(p)[1]),
        "ELU": elu(p.alpha),
        **SMOOTH,
    }
    wanted = p.shown.replace("RReLU", "RReLU at test").replace(" and ", ", ").split(", ")
    return {"ReLU": leaky(0)} | {n: known[n] for n in known if n in wanted}


def family(p):
    z, shown = np.linspace(-4, 2, 601), units(p)
    curves = {f"0 line {name}": (z, phi(z)) for name, (phi, _) in shown.items()}
    slopes = {f"1 line {name}'": (z, with_gap(z, slope)) for name, (_, slope) in shown.items()}
    marks = {f"{panel} line read at z": (np.full(2, p.at), np.array([0, 1])) for panel in (0, 1)}
    cloud = (
        [(z, np.where(z > 0, z, a * z)) for a in draws(p)[0]] if "RReLU at test" in shown else None
    )
    return {**curves, **slopes, **marks, "0 line*": cloud}


def with_gap(z, slope):
    """The derivative, without a value at 0 where its two limits differ."""
    left, right = slope(np.array([-1e-9, 1e-9]))
    return np.where((abs(z) < 1e-9) & (abs(left - right) > 1e-6), np.nan, slope(z))


def mean_activation(p):
    """Mean over root mean square of each layer's activations, on 64 standard-normal examples."""
    X, rows = np.random.default_rng(0).normal(size=(64, 32)), []
    layers = scaled([32] * (p.depth + 1) + [1], p.scale)
    for bend in (leaky(0), leaky(2 / 11), elu(p.alpha)):
        a = np.array(forward(layers, [bend] * p.depth, X)[0][1:])
        rows.append(a.mean((2, 3)) / np.sqrt((a**2).mean((2, 3))))
    shown = spread(0, ("ReLU", "leaky 0.18", "ELU"), np.arange(1, p.depth + 1), rows)
    return shown | {"0 line": (np.array([0, 1]), np.zeros(2))}


# ---- learned slopes


def is_stored(p):
    return p.progress is None and p.readout.startswith("Stored run")


def learned(p):
    """The slopes of three layers before training and after each epoch, and each epoch's loss;
    150 epochs where a scene's stored run is shown."""
    stored = is_stored(p)
    epochs = 150 if stored else 0 if p.progress is None else len(p.progress[0]) - 1
    return descent(p.data_set, p.init, p.plan, epochs)


@cache
def descent(data_set, init, plan, epochs):
    """d loss / d slope is the sum of d loss / d activation times min(z, 0). Batches of 32, the
    last one of 8."""
    data, rng = PLANE[data_set](200), np.random.default_rng(0)
    layers, a, losses = drawn((2, 8, 8, 8, 1), "he", float), np.full((3, 32), init), []
    path, move = [a], mover(plan)
    for _ in range(epochs):
        losses.append(np.zeros(32))
        for rows in np.split(rng.permutation(200), range(32, 200, 32)):
            bends = [leaky(each[:, None, None]) for each in a]
            back = backward(layers, bends, data.X[rows], data.y[rows])
            losses[-1] += back.loss * len(rows) / 200
            pairs = zip(back.above, back.z[:-1], strict=True)
            down = np.array([(g * np.fmin(z, 0)).sum((1, 2)) for g, z in pairs])
            flat = [w for layer in layers for w in layer]
            gradients = [g for pair in zip(back.weights, back.biases, strict=True) for g in pair]
            *flat, a = move([*flat, a], [*gradients, down])
            layers = list(zip(flat[::2], flat[1::2], strict=True))
        path.append(a)
    return np.array(path), losses


def mover(plan):
    """One step of plain descent, or of Adam with its usual decays, on each array."""
    rate, totals = float(plan.split()[-1]), {}

    def sgd(at, downhill):
        return [w - rate * g for w, g in zip(at, downhill, strict=True)]

    def mean(decay, values):
        """The mean of all values so far, an older one counting `decay` times a newer."""
        sums, weight = totals.get(decay, ([0.0] * len(values), 0.0))
        sums = [decay * total + v for total, v in zip(sums, values, strict=True)]
        totals[decay] = sums, decay * weight + 1
        return [total / (decay * weight + 1) for total in sums]

    def adam(at, downhill):
        first, second = mean(0.9, downhill), mean(0.999, [g**2 for g in downhill])
        steps = zip(at, first, second, strict=True)
        return [w - rate * m / (np.sqrt(v) + 1e-8) for w, m, v in steps]

    return sgd if plan.startswith("SGD") else adam


def slopes_learn(p):
    """In each panel the lines of 32 networks, one after another, and the medians; a stored run has
    every fifth epoch."""
    path = learned(p)[0]
    epochs = np.arange(len(path))[:: 5 if is_stored(p) else 1]
    shown = {}
    for k in range(3):
        slopes = path[epochs, k]
        broken = [np.append(each, np.nan) for each in slopes.T]
        shown[f"{k} line one network"] = (
            np.concatenate([np.append(epochs, np.nan)] * 32),
            np.concatenate(broken),
        )
        shown[f"{k} line median of 32"] = (epochs, quartiles(slopes)[1])
        heights = [(np.array([0, 1]), np.full(2, height)) for height in (0, 1)]
        shown[f"{k} line*"] = [*heights, (np.full(32, epochs[-1]), slopes[-1])]
    return shown


def fixed_slopes(p):
    """The stored losses: 13 slopes from -1 to 2, and learned ones."""
    runs = json.loads(STORED.with_name("fixed.json").read_text("utf-8"))[p.case]
    slopes = np.arange(-4, 9) / 4
    rows = np.array([runs[f"{slope:g}"] for slope in slopes])
    return {
        **spread(0, ("slope fixed",), slopes, [rows]),
        "0 line slopes learned, median": (np.array([0, 1]), np.full(2, np.median(runs["learned"]))),
        "0 line*": [(np.full(2, at), np.array([0, 1])) for at in (0, 1)],
    }


# ---- tables and stored results


def paper(p):
    """Bars, and the normal interval of a share of 10,000 images."""
    table = PUBLISHED[p.data_set]
    ordered = sorted(table.values(), key=lambda errors: errors[p.order == "test"])
    bars = {
        f"{axes} patch*": lying(np.zeros(5), [100 * errors[axes] for errors in ordered])
        for axes in (0, 1)
    }
    ends = [norm.interval(0.95, 100 * e, np.sqrt(e * (1 - e))) for _, e in ordered]
    lines = {f"1 line interval {i}": (np.array(ends[i]), np.full(2, i)) for i in range(5)}
    return bars | lines


@cache
def stored():
    """Errors (folds, seeds) by variant, plan and part."""
    known, plans = json.loads(STORED.read_text("utf-8")), {}
    for row in known["compare"]:
        for part in PARTS:
            key = (row["variant"], row["optimiser"], row["epochs"], part)
            plans.setdefault(key, {})[row["fold"]] = row[part]
    return {key: np.array([rows[k] for k in range(5)]) for key, rows in plans.items()}


def error(p, name):
    """(folds, seeds), in per cent."""
    optimiser, *_, epochs, _ = p.plan.replace(",", "").lower().split()
    return 100 * stored()[name, optimiser, int(epochs), p.part]


def compared(p, name):
    """Mean, lower and upper end of the interval of the paired difference, in per cent."""
    one, other = error(p, name), error(p, p.reference)
    level = 1 - 0.05 / 10 if p.together else 0.95
    if "seeds" in p.covers:
        found = ttest_rel(one.mean(0), other.mean(0)).confidence_interval(level)
        return (one - other).mean(), found.low, found.high
    gaps = (one - other).mean(1)
    # Nadeau and Bengio: 1/5 becomes 1/5 + 1/4, a test fold being a quarter of what is left.
    half = t.ppf((1 + level) / 2, 4) * np.sqrt(gaps.var(ddof=1) * (1 / 5 + 1 / 4))
    return gaps.mean(), gaps.mean() - half, gaps.mean() + half


def by_error(p):
    """The variants, the lowest error first."""
    return sorted(NAMES, key=lambda name: error(p, name).mean())


def digits(p):
    shown = {"0 line": (np.zeros(2), np.array([0, 1]))}
    for row, name in enumerate(by_error(p)):
        if name == p.reference:
            continue
        mean, low, high = compared(p, name)
        shown[f"0 line {name}"] = np.array([[mean, row]])
        shown[f"0 line {name} interval"] = np.array([[low, row], [high, row]])
    return shown


TRUTH = {
    lesson.BothHalves: both_halves,
    lesson.Digits: digits,
    lesson.Family: family,
    lesson.FixedSlopes: fixed_slopes,
    lesson.MeanActivation: mean_activation,
    lesson.Paper: paper,
    lesson.SlopesLearn: slopes_learn,
}
