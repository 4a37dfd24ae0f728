"""Lesson 03, against closed forms, NumPy's own passes and SciPy."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
from scipy import stats

from lessons_lib.datasets import digits
from lessons_lib.lessons import wide_and_deep as lesson
from tests.lessons.truth import outline
from tests.lessons.truth.relu_networks import hidden

HOME = Path(lesson.__file__).parent
RESULTS = json.loads((HOME / "results.json").read_text("utf-8"))
STORED = json.loads((HOME / "weights.json").read_text("utf-8"))
FRAME = np.array([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)])


def student(values):
    """Mean and 95 % interval, as a column (mean, low, high); nan of nothing."""
    if not len(values):
        return np.full(3, np.nan)
    half = stats.t.ppf(0.975, len(values) - 1) * stats.sem(values)
    return np.mean(values) + np.array([0, -half, half])


def upright(x):
    return np.full(2, x), np.array([0, 1])


def level(y):
    return np.array([0, 1]), np.full(2, y)


# ---- (c) purchases


COMPARED = {
    "who generalises": ("wide", "wide + types", "factorised", "deep"),
    "who memorises": ("wide", "deep", "larger deep", "wide and deep"),
}


def purchases(p):
    rows = RESULTS["purchases"][f"{int(p.seen[:-2]) / 100} {int(p.exceptions[:-2]) / 100}"]
    found = {"0 line": level(50)}
    shown = COMPARED[p.models]
    # Behind the dotted line, the intervals come in the order of the models in the file.
    ranges = [model for model in rows if model in shown]
    for k, model in enumerate(shown):
        groups = [rows[model][g] for g in ("seen", "similar", "unlike", "exceptions")]
        known = [[v for v in values if v is not None] for values in groups]
        mean, low, high = 100 * np.transpose([student(values) for values in known])
        x = np.arange(4) + 0.22 * (k - 1.5)
        found[f"0 line {model}"] = (x, mean)
        spans = np.column_stack([low, high, np.full(4, np.nan)])
        found[f"0 line #{ranges.index(model) + 2}"] = (np.repeat(x, 3), spans.ravel())
    return found


def seen_pairs():
    """Which pairs of shop 0 were seen: drawn in the order types, table, held out, exceptions."""
    rng = np.random.default_rng(0)
    types = rng.permutation([k // 6 for k in range(36)])
    rng.integers(2, size=(6, 6))
    held_out = rng.permutation(6)
    rng.random((36, 36))
    sold = rng.random((36, 36)) < 0.7
    unlike = held_out[types][:, None] == types
    return types, sold & ~unlike & ~np.eye(36, dtype=bool)


def shop(p):
    """Kinds: 0 and 1 for the answers of pairs seen, 2 similar, 3 unlike."""
    rng = np.random.default_rng(0)
    types = rng.permutation([k // 6 for k in range(36)])
    table, held_out = rng.integers(2, size=(6, 6)), rng.permutation(6)
    rng.random((36, 36))
    sold = rng.random((36, 36)) < int(p.seen[:-2]) / 100
    never = np.array([[held_out[a] == b for b in range(6)] for a in range(6)])
    pairs = np.full((36, 36), np.nan)
    for i, j in np.argwhere(~np.eye(36, dtype=bool)):
        kind = (types[i], types[j])
        pairs[i, j] = 3 if never[kind] else table[kind] if sold[i, j] else 2
    for kind in np.ndindex(6, 6):
        here = np.ix_(types == kind[0], types == kind[1])
        if not (pairs[here] < 2).any():  # none of this kind was sold, by chance
            never[kind], pairs[here] = True, np.where(np.isnan(pairs[here]), np.nan, 3)
    films = sorted(range(36), key=lambda i: types[i] if p.order == "by hidden type" else i)
    return {
        "0 image rule": np.where(never, 3, table),
        "1 image pairs": np.array([[pairs[i, j] for j in films] for i in films]),
        "1 line": between_types() if p.order == "by hidden type" else None,
    }


def framed_pixels(x, y, width=1):
    """The edge of `width` pixels from (x, y) on, whose middles are whole numbers."""
    return np.add(FRAME * [width, 1], [x - 0.5, y - 0.5])


def weights(p):
    """The flat vectors hold a layer's weights by input, then its biases: films, films, pairs."""
    wide = np.array(STORED["wide"])
    types, seen = seen_pairs()
    table = np.where(seen, wide[72 : 72 + 36**2].reshape(36, 36), np.nan)
    embedded = np.array(STORED["deep"])[: 72 * 3].reshape(2, 36, 3)
    films = sorted(range(36), key=lambda i: types[i] if p.order == "by hidden type" else i)
    ((x, y),) = np.round(p.pair)
    most, far = np.abs(wide[:-1]).max(), np.abs(embedded).max()
    ramp = (np.arange(256)[:, None] + 0.5) / 128 - 1
    return {
        "0 image weights of pairs": np.array([[table[i, j] for j in films] for i in films]),
        "0 line": between_types() if p.order == "by hidden type" else None,
        "0 line marked pair": framed_pixels(x, y),
        "1 image film numbers": np.array([[*embedded[0, i], *embedded[1, i]] for i in films]),
        "1 line": upright(2.5),
        "1 line #2": framed_pixels(0, y, 3),
        "1 line #3": framed_pixels(3, x, 3),
        "2 image weights of films bought": wide[:36][films][:, None],
        "2 line": framed_pixels(0, y),
        "3 image weights of films asked about": wide[36:72][films][None],
        "3 line": framed_pixels(x, 0),
        "4 area": ramp * most,
        "5 area": ramp * far,
    }


def between_types():
    """Six types of six films: five lines across, and five upwards."""
    at = [5.5, 11.5, 17.5, 23.5, 29.5]
    gap = (np.nan, np.nan)
    across = [place for v in at for place in ((v, -0.5), (v, 35.5), gap)]
    return np.array(across + [place[::-1] for place in across])


# ---- (d) units


def network(seed):
    """One of two stored networks: its layers (W, b), which lie layer by layer in one vector."""
    sizes, flat, layers = (64, 16, 10), STORED["digits"], []
    for n, m in pairwise(sizes):
        both, flat = np.reshape(flat[: 2 * (n + 1) * m], (2, n + 1, m)), flat[2 * (n + 1) * m :]
        layers.append((both[seed, :-1], both[seed, -1]))
    return layers


def framed(tile, columns, size):
    """The edge of a tile with its gap, in pixels whose middles are whole numbers."""
    return FRAME * size + [tile % columns * size - 0.5, tile // columns * size - 0.5]


def album(tiles, columns):
    """Tiles row by row, each in a gap of one pixel on all sides."""
    side = len(tiles[0]) + 2
    sheet = np.full((len(tiles) // columns * side, columns * side), np.nan)
    for k, tile in enumerate(tiles):
        y, x = k // columns * side + 1, k % columns * side + 1
        sheet[y : y + side - 2, x : x + side - 2] = tile
    return sheet


def digit_units(p):
    layers, data = network(p.seed), digits()
    response = hidden(layers, data.X)[:, p.unit - 1]
    order = sorted(range(len(response)), key=lambda i: (-response[i], i))
    top = data.X[order[:20]] if response.any() else np.full((20, 64), np.nan)
    # The golden ratio's multiples, modulo 1, spread the dots of each row.
    rows = np.array([y - 0.35 + 0.7 * (k * 0.6180339887498949 % 1) for k, y in enumerate(data.y)])
    return {
        "0 image": album([layers[0][0][:, u].reshape(8, 8) for u in range(16)], 4),
        "0 line": framed(p.unit - 1, 4, 10),
        "1 image": album([pixels.reshape(8, 8) for pixels in top], 10),
        "2 line one image": (response, rows),
        "2 line one of the 20 above": (response[order[:20]], rows[order[:20]])
        if response.any()
        else None,
    }


# ---- (e) learning curves


def learning_curves(p):
    rows = RESULTS["learning"][p.budget][p.task]
    found = {}
    sizes = np.array([int(n) for n in rows["deep"]])
    for model, area in (("linear", ""), ("shallow", " #2"), ("deep", " #3")):
        for part in ("test", "training"):
            values = [rows[model][str(n)][part] for n in sizes]
            mean, low, high = 100 * np.transpose([student(v) for v in values])
            found[f"0 line {model}, {part}"] = (sizes, mean)
            if part == "test":
                found[f"0 area{area}"] = outline(sizes, low, high)
    return found | {"0 line": upright(min(int(p.examples), sizes[-1]))}


def parameters(p):
    """A layer of n units that reads m numbers has (m + 1) n parameters."""
    (m, k), found = {"digits": (64, 10), "spirals": (2, 1)}[p.task], {}
    kept = {32: RESULTS["learning"][p.budget][p.task], 128: RESULTS["wider"][p.budget][p.task]}
    shapes = {
        "no hidden layer (linear)": ("linear", "", {32: (m + 1) * k}),
        "one hidden layer (shallow)": (
            "shallow",
            " #2",
            {n: (m + 1) * n + (n + 1) * k for n in (32, 128)},
        ),
        "three hidden layers (deep)": (
            "deep",
            " #3",
            {n: (m + 1) * n + 2 * (n + 1) * n + (n + 1) * k for n in (32, 128)},
        ),
    }
    for label, (model, bar, sizes) in shapes.items():
        tests = [kept[n][model][p.examples]["test"] for n in sizes]
        mean, low, high = 100 * np.transpose([student(v) for v in tests])
        x = np.array(list(sizes.values()))
        found[f"0 line {label}"] = (x, mean)
        spans = np.column_stack([low, high, np.full(len(x), np.nan)])
        found[f"0 line{bar}"] = (np.repeat(x, 3), spans.ravel())
    return found


TRUTH = {
    lesson.DigitUnits: digit_units,
    lesson.LearningCurves: learning_curves,
    lesson.Parameters: parameters,
    lesson.Purchases: purchases,
    lesson.Shop: shop,
    lesson.Weights: weights,
}
