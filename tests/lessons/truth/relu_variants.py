"""Lesson 08, against the variants' formulas, the published tables, SciPy's paired t intervals
of the stored errors, and networks written out and trained."""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cache
from itertools import combinations
from pathlib import Path

import numpy as np
from scipy.stats import ttest_rel

from lessons_lib.datasets import PLANE
from lessons_lib.lessons import relu_variants as lesson
from tests.lessons.truth.backpropagation import drawn
from tests.lessons.truth.rectangles import lying
from tests.lessons.truth.rectifiers import backward, down, forward, leaky, scaled, spread

NAMES = ("ReLU", "Leaky x/100", "Leaky x/5.5", "PReLU", "RReLU", "CReLU", "ELU")
STORED = Path(lesson.__file__).with_name("digits.json")
# Errors in training and test, Xu, Wang, Chen, Li (2015), tables 3 and 4.
PUBLISHED = {
    "CIFAR-10": {
        "ReLU": (0.00318, 0.1245),
        "Leaky x/100": (0.0031, 0.1266),
        "Leaky x/5.5": (0.00362, 0.1120),
        "PReLU": (0.00178, 0.1179),
        "RReLU": (0.00550, 0.1119),
    },
    "CIFAR-100": {
        "ReLU": (0.1356, 0.429),
        "Leaky x/100": (0.11552, 0.4205),
        "Leaky x/5.5": (0.08536, 0.4042),
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


# ---- formulas


def both_halves(p):
    t = np.linspace(0, 1, 601)
    z = p.shift + np.sin(2 * np.pi * p.waves * t)
    up, down = (z + abs(z)) / 2, (abs(z) - z) / 2
    return {
        "0 line z": (t, z),
        "1 line ReLU(z)": (t, up),
        "2 line ReLU(z), first half": (t, up),
        "2 line ReLU(-z), second half": (t, down),
    }


def draws(p):
    """40 slopes of RReLU as they are drawn in training, and the one used at test."""
    rng = np.random.default_rng(0)
    if p.rrelu.startswith("slope"):
        return rng.uniform(1 / 8, 1 / 3, 40), (1 / 8 + 1 / 3) / 2
    return 1 / rng.uniform(3, 8, 40), 2 / (3 + 8)


def units(p):
    """The units that are shown, each with its derivative."""
    below = 1 / p.a if p.convention.startswith("x/a") else p.a
    found = {"ReLU": leaky(0)}
    found |= {"leaky": leaky(below)} if p.show_leaky else {}
    found |= {"ELU": elu(p.alpha)} if p.show_elu else {}
    return found | ({"RReLU": leaky(draws(p)[1])} if p.show_rrelu else {})


def family(p):
    z, shown = np.linspace(-4, 2, 601), units(p)
    curves = {f"0 line {name}": (z, phi(z)) for name, (phi, _) in shown.items()}
    slopes = {f"1 line {name}'": (z, slope(z)) for name, (_, slope) in shown.items()}
    ends = furthest(z, [y for _, y in curves.values()]) if len(curves) > 1 else None
    cloud = [(z, np.where(z > 0, z, a * z)) for a in draws(p)[0]] if p.show_rrelu else None
    return {**curves, **slopes, "0 line differ most": ends, "0 line*": cloud}


def furthest(z, curves):
    """Both ends of the longest upright bar between two curves."""
    bars = (
        (abs(one[i] - other[i]), -i, one[i], other[i])
        for one, other in combinations(curves, 2)
        for i in range(len(z))
    )
    _, at, *ends = max(bars)
    return np.full(2, z[-at]), np.array(ends)


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


def learned(p):
    """The slopes of three layers before training and after each epoch, and each epoch's loss.

    d loss / d slope is the sum of d loss / d activation times min(z, 0). Batches of 32, the
    last one of 8.
    """
    data, rng = PLANE[p.data_set](200), np.random.default_rng(0)
    layers, a, losses = drawn((2, 8, 8, 8, 1), "he", float), np.full((3, 32), p.init), []
    path = [a]
    for _ in range(0 if p.progress is None else len(p.progress[0]) - 1):
        losses.append(np.zeros(32))
        for rows in np.split(rng.permutation(200), range(32, 200, 32)):
            bends = [leaky(each[:, None, None]) for each in a]
            back = backward(layers, bends, data.X[rows], data.y[rows])
            losses[-1] += back.loss * len(rows) / 200
            pairs = zip(back.above, back.z[:-1], strict=True)
            a = a - p.learning_rate * np.array([(g * np.fmin(z, 0)).sum((1, 2)) for g, z in pairs])
            layers = down(layers, back, p.learning_rate)
        path.append(a)
    return np.array(path), losses


def slopes_learn(p):
    path, _ = learned(p)
    names = [f"layer {k}" for k in (1, 2, 3)]
    return spread(0, names, np.arange(len(path)), path.swapaxes(0, 1))


# ---- tables and stored results


def paper(p):
    table = PUBLISHED[p.data_set]
    ordered = sorted(table.values(), key=lambda errors: errors[p.order == "test"])
    return {
        f"{axes} patch*": lying(np.zeros(5), [errors[axes] for errors in ordered])
        for axes in (0, 1)
    }


@cache
def stored():
    """Errors of each variant's 24 seeds, averaged over five folds; and the sweep's cells."""
    known, sums = json.loads(STORED.read_text("utf-8")), defaultdict(lambda: np.zeros(24))
    for row in known["compare"]:
        for part in ("training", "test"):
            sums[row["variant"], part] += np.array(row[part]) / 5
    return sums, {(row["variant"], row["depth"], row["rate"]): row for row in known["sweep"]}


def compared(p, name):
    """Mean, lower and upper end of the 95 % interval of the paired difference, in per cent."""
    errors, _ = stored()
    one, other = errors[name, p.part], errors[p.reference, p.part]
    if name == p.reference:
        return 0, 0, 0
    found = ttest_rel(one, other).confidence_interval(0.95)
    return 100 * (one.mean() - other.mean()), 100 * found.low, 100 * found.high


def digits(p):
    shown = {"0 line": (np.zeros(2), np.array([0, 1]))}
    for row, name in enumerate(NAMES):
        mean, low, high = compared(p, name)
        shown[f"0 line {name}"] = np.array([[mean, row]])
        shown[f"0 line {name} interval"] = np.array([[low, row], [high, row]])
    return shown


def value(p, cell):
    """The median of 8 test errors in per cent, or the epochs; nothing if it diverged or never."""
    if p.show == "test error":
        ordered = np.sort(cell["test"]) * 100
        return (ordered[3] + ordered[4]) / 2 if len(ordered) else np.nan
    return cell["epochs"] if cell["epochs"] is not None else np.nan


def sweep(p):
    cells = stored()[1]
    return {
        f"{axes} line {name}": (
            np.arange(3),
            np.array([value(p, cells[name, depth, rate]) for rate in (0.05, 0.15, 0.5)], float),
        )
        for axes, depth in enumerate((1, 2, 4))
        for name in NAMES
    }


TRUTH = {
    lesson.BothHalves: both_halves,
    lesson.Digits: digits,
    lesson.Family: family,
    lesson.MeanActivation: mean_activation,
    lesson.Paper: paper,
    lesson.SlopesLearn: slopes_learn,
    lesson.Sweep: sweep,
}
