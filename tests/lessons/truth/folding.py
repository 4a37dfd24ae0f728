"""Lesson 02, against closed forms, NumPy's own passes and the statistics module."""

from __future__ import annotations

import json
from functools import cache
from itertools import pairwise
from pathlib import Path
from statistics import quantiles

import numpy as np

from lessons_lib.datasets import spirals
from lessons_lib.lessons import folding as lesson
from tests.lessons.truth import Elsewhere, outline
from tests.lessons.truth.relu_networks import (
    bends_of,
    knots_of,
    value_at,
    widths_for,
)

HOME = Path(lesson.__file__).parent
RESULTS = json.loads((HOME / "results.json").read_text("utf-8"))
DATA = spirals(400, turns=2.5, noise=0.04)
GAP = (np.nan, np.nan)


def upright(x):
    return np.full(2, x), np.array([0, 1])


# ---- (0) the strip, and one layer unit by unit


def strip(p):
    """Complex numbers turn the right half: by i^(4 part) about the middle of its crease."""
    whole, begun = int(p.folds), int(np.ceil(p.folds))
    part = p.folds - whole
    edges = np.arange(2**begun + 1) / 2**begun
    x = np.column_stack([edges[:-1] + 1e-9, edges[1:] - 1e-9])
    thick, thin = (laid(x, whole, part, d) for d in (0.05, 0.0))
    marks = np.sort(branches(p.place, begun))
    joints = [np.column_stack([v[:-1, 1], v[1:, 0]]) for v in (thick.real, thick.imag)]
    dots = laid(marks, whole, part, 0.05)
    return {
        "0 line runs to the right": (gaps(thick.real[::2]), gaps(thick.imag[::2])),
        "0 line turned over": (gaps(thick.real[1::2]), gaps(thick.imag[1::2])) if begun else None,
        "0 line points that meet": (dots.real, dots.imag),
        "0 line": tuple(map(gaps, joints)) if begun else None,
        "0 line needle": None if part else (np.full(2, p.place), np.array([-0.1, 0.72])),
        "1 line runs to the right": (gaps(x[::2]), gaps(thin.real[::2])),
        "1 line turned over": (gaps(x[1::2]), gaps(thin.real[1::2])) if begun else None,
        "1 line points that meet": (marks, laid(marks, whole, part, 0.0).real),
        "1 line": None if part else level(p.place),
    }


def laid(x, whole, part, d):
    """Place + i height: a triangle wave of x; its layer counts the folds from the outermost."""
    place, layer = np.asarray(x, float), np.zeros(np.shape(x))
    for k in range(whole):
        layer = np.where(place > 0.5, 2 ** (k + 1) - 1 - layer, layer)
        place = 1 - np.abs(1 - 2 * place)
    at, pivot = place + 1j * d * layer, 0.5 + 1j * d * (2**whole - 0.5)
    turn = np.exp(2j * np.pi * min(part, 0.5))
    at = np.where(place > 0.5, pivot + turn * (at - pivot), at)
    return at.real * max(1, 2 * part) + 1j * at.imag


def branches(y, folds):
    """All x that the tent map, applied so often, takes to y."""
    return [y] if not folds else [x for z in branches(y, folds - 1) for x in (z / 2, 1 - z / 2)]


def gaps(pairs):
    return np.column_stack([pairs, np.full(len(pairs), np.nan)]).ravel()


def level(y):
    return np.array([0, 1]), np.full(2, y)


def hidden_layer(p):
    """At the picture's own knots, which are held by `bends_of` of its weights, and no others."""
    x = p.data["output"][:, 0]
    read = 1 - np.abs(1 - 2 * x) if "g(x)" in p.reads else x
    found = {}
    for k, (w, b, v) in enumerate(((p.w1, p.b1, p.v1), (p.w2, p.b2, p.v2))):
        z = w * read + b
        for i, values in enumerate((z, z.clip(0), v * z.clip(0))):
            panel = 3 * k + i
            found[f"{panel} line"] = level(0)
            found[f"{panel} line unit {k + 1}"] = (x, values)
    total = found["2 line unit 1"][1] + found["5 line unit 2"][1]
    at = bends_of(layered(p), np.array([[0.0], [1.0]]))
    return found | {
        "6 line output": (x, total),
        "6 line bends": (at, np.interp(at, x, total)) if len(at) else None,
    }


def layered(p):
    """The weights of the layer, over those of the tent map if it reads that."""
    w, b, v = np.array([[p.w1, p.w2], [p.b1, p.b2], [p.v1, p.v2]])
    top = [(w[None], b), (v[:, None], np.zeros(1))]
    if "g(x)" not in p.reads:
        return top
    below = (np.ones((1, 2)), np.array([0, -0.5]))
    return [below, (np.outer([2, -4], w), b), top[1]]


# ---- (a) stacked tents


def tents(p):
    """Zigzags between 0 and 1; the last of the wide network's pieces goes on to x = 1."""
    need = 2**p.layers
    units = min(p.units, need)
    k = np.arange(need + 1)
    wide = np.append(k[:units] % 2, (units - 1) % 2 - (-1) ** units * (need - units + 1))
    nodes = np.array([(x, y) for x in range(1, p.layers + 1) for y in (2.3, 0.9)])
    ends = np.array([(0, 1.6), (p.layers + 1, 1.6)])
    gap = 0.28 if need > 16 else 0.56
    dots = np.array([(gap * (i % 32), -1 - gap * (i // 32)) for i in range(need)])
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
        "0 image regions": Elsewhere("the test that regions with a common edge differ"),
        "0 line class 0": DATA.X[DATA.y == 0],
        "0 line class 1": DATA.X[DATA.y == 1],
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
    depths = np.arange(1, 7)
    rows = {
        "trained": [RESULTS[p.recipe][str(d)]["1600"]["pieces"] for d in depths],
        "random": [RESULTS["random"][str(d)]["pieces"] for d in depths],
    }
    folded = np.array([np.prod([float(n) for n in widths_for(601, d)]) for d in depths])
    found = against(depths, rows, folded)
    return found | {"0 line": upright(p.depth), "1 line": upright(p.depth)}


def against(x, rows, folded):
    """Both panels have the networks, the left one also what folding gives."""
    found = {"0 line built by folding": (x, folded)}
    for name, area in (("trained", "area"), ("random", "area #2")):
        low, middle, high = quartiles(rows[name])
        for panel in (0, 1):
            found[f"{panel} line {name}"] = (x, middle)
            found[f"{panel} {area}"] = outline(x, low, high)
    return found


def disturbed(p):
    """Weights and biases of a layer in turn, each times 1 + change * (its own normal number)."""
    nets = [changed(r, p.change / 100) for r in range(32)]
    counts = [[pieces_of(changed(r, c / 100)) for r in range(32)] for c in range(0, 55, 5)]
    low, middle, high = quartiles(counts)
    at, ends = np.arange(0, 55, 5), np.array([[0.0], [1.0]])
    t = p.data["changed"][:, 0]
    assert np.isin(np.round(knots_of(nets[p.replica], ends), 9), np.round(t, 9)).all()
    return {
        "0 line as built": (np.arange(33) / 32, np.arange(33) % 2),
        "0 line changed": (t, value_at(nets[p.replica], ends, t)),
        "1 line median": (at, middle),
        "1 area": outline(at, low, high),
        "1 line the network on the left": ([p.change], [pieces_of(nets[p.replica])]),
    }


@cache
def changed(seed, share):
    """Five tents stacked: 2 r(z) - 4 r(z - 1/2) of the one below."""
    first = (np.ones((1, 2)), np.array([[0.0, -0.5]]))
    again = (np.array([[2.0, 2.0], [-4.0, -4.0]]), np.array([[0.0, -0.5]]))
    rng = np.random.default_rng(seed)
    return [
        tuple(part * (1 + share * rng.standard_normal(part.shape)) for part in layer)
        for layer in (first, *[again] * 4, (np.array([[2.0], [-4.0]]), np.zeros((1, 1))))
    ]


def pieces_of(net):
    return len(bends_of(net, np.array([[0.0], [1.0]]))) + 1


def accuracy_by_depth(p):
    found, depths = {"0 line": level(50)}, np.arange(1, 7)
    recipes = ("Adam, rate 0.01", "Adam, rate 0.003", "SGD, rate 0.1", "SGD, rate 1")
    for k, recipe in enumerate(recipes):
        rows = [100 * np.array(RESULTS[recipe][str(d)][p.epochs]["test"]) for d in depths]
        low, middle, high = quartiles(rows)
        shown = p.training in ("all four", recipe)
        found[f"0 line {recipe}"] = (depths, middle) if shown else None
        if shown:
            name = "0 area" + (f" #{k + 1}" if k and p.training == "all four" else "")
            found[name] = outline(depths, low, high)
    return found


def quartiles(rows):
    return np.transpose([quantiles(map(float, row), method="inclusive") for row in rows])


TRUTH = {
    lesson.AccuracyByDepth: accuracy_by_depth,
    lesson.Bends: bends,
    lesson.Disturbed: disturbed,
    lesson.HiddenLayer: hidden_layer,
    lesson.PiecesByDepth: pieces_by_depth,
    lesson.Strip: strip,
    lesson.Tents: tents,
}
