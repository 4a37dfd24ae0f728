"""Lesson 02, against closed forms, NumPy's own passes and the statistics module."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from statistics import quantiles

import numpy as np

from lessons_lib.lessons import folding as lesson
from tests.lessons.truth import outline
from tests.lessons.truth.relu_networks import (
    bends_of,
    knots_of,
    regions,
    value_at,
    widths_for,
)

HOME = Path(lesson.__file__).parent
RESULTS = json.loads((HOME / "results.json").read_text("utf-8"))
GAP = (np.nan, np.nan)


def upright(x):
    return np.full(2, x), np.array([0, 1])


# ---- (a) stacked tents


def tents(p):
    """Zigzags between 0 and 1; the last of the wide network's pieces goes on to x = 1."""
    need = 2**p.layers
    units = min(p.units, need)
    k = np.arange(need + 1)
    wide = np.append(k[:units] % 2, (units - 1) % 2 - (-1) ** units * (need - units + 1))
    nodes = np.array([(x, y) for x in range(1, p.layers + 1) for y in (2.3, 0.9)])
    ends = np.array([(0, 1.6), (p.layers + 1, 1.6)])
    dots = np.array([(0.28 * (i % 32), -1 - 0.28 * (i // 32)) for i in range(need)])
    return {
        "0 line deep": (k / need, k % 2),
        "0 line one layer": (np.append(k[:units] / need, 1), wide),
        "1 line": connections([ends[:1], *np.split(nodes, p.layers), ends[1:]]),
        "1 line deep units": nodes,
        "1 line input, output": ends,
        "1 line wide units": dots[:units],
        "1 line lacking units": dots[units:] if units < need else None,
    }


def connections(columns):
    rows = []
    for k in range(len(columns) - 1):
        for a in columns[k]:
            for b in columns[k + 1]:
                rows += [a, b, GAP]
    return np.array(rows)


# ---- (b) random and trained networks


def bends(p):
    """One network's knots; the end of the line is repeated as often as they leave room."""
    one = [(W[p.replica], b[p.replica]) for W, b in stack(p)]
    ends = np.array(p.line)
    t, found = knots_of(one, ends), bends_of(one, ends)
    t = np.append(t, np.ones(len(p.data["logit"]) - len(t)))
    return {
        "0 image regions": regions(one),
        "0 line": ends,
        "0 line ends of the line": ends,
        "1 line logit": (t, value_at(one, ends, t)),
        "1 line bends": (found, value_at(one, ends, found)),
    }


def stack(p):
    """Weights (32, n_in, n_out) and biases of each layer: trained, or drawn after He."""
    if p.progress:
        net = p.progress[0]
        layers = zip(net.weights, net.biases, strict=True)
        return [(W.astype(float), b.astype(float)) for W, b in layers]
    sizes = (2, *widths_for(601, p.depth), 1)
    sources = [np.random.default_rng(seed) for seed in range(32)]
    layers = []
    for n, m in pairwise(sizes):
        drawn = [rng.normal(0, np.sqrt(2 / n), (n, m)) for rng in sources]
        layers.append((np.array(drawn, np.float32).astype(float), np.zeros((32, 1, m))))
    return layers


def pieces_by_depth(p):
    depths, rows = np.arange(1, 7), RESULTS["oscillations"]
    kind = {"straight pieces": "pieces", "turns": "turns"}.get(p.shown)
    found = {"0 line": upright(p.depth)}
    for name, area in (("trained", "0 area"), ("random", "0 area #2")):
        values = [rows[str(d)][f"{name} {kind}" if kind else "test accuracy"] for d in depths]
        low, middle, high = np.transpose([quantiles(v, method="inclusive") for v in values])
        hidden = not kind and name == "random"
        found[f"0 line {name}"] = None if hidden else (depths, middle)
        found[area] = outline(depths, low, low if hidden else high)
    folded = np.array([np.prod([float(n) for n in widths_for(601, d)]) for d in depths])
    return found | {
        "0 line built by folding": (depths, folded - (kind == "turns")) if kind else None
    }


TRUTH = {
    lesson.Bends: bends,
    lesson.PiecesByDepth: pieces_by_depth,
    lesson.Tents: tents,
}
