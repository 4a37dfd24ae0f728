"""Lesson 04, against linear programmes, support vectors, trial of every labelling, and SciPy."""

from __future__ import annotations

import json
from functools import lru_cache
from itertools import combinations
from pathlib import Path

import numpy as np
from scipy import stats
from scipy.spatial.distance import cdist
from scipy.special import comb

from lessons_lib.lessons import vc_shattering as lesson
from tests.lessons.truth.hypotheses import (
    DIMENSION,
    NETWORK,
    every_labelling,
    levels,
    reaches,
    refusal,
    wave,
)

SHARES = json.loads(Path(lesson.__file__).with_name("depth.json").read_text("utf-8"))["shares"]
GAP = (np.nan, np.nan)
SQUARE = np.array([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)])
RADON = ("lines", "discs", "convex polygons")


def student(values):
    """Mean and 95 % interval, as a column (mean, low, high)."""
    half = stats.t.ppf(0.975, len(values) - 1) * stats.sem(values)
    return np.mean(values) + np.array([0, -half, half])


def upright(x):
    return np.full(2, x), np.array([0, 1])


def depth(p):
    counts, found = np.array([6, 14, 22, 30, 38]), {}
    for k, (shape, bars) in enumerate(
        zip(
            ("1 hidden layer of 9", "2 hidden layers of 4", "3 hidden layers of 3"),
            ("", " #2", " #3"),
            strict=True,
        )
    ):
        row = SHARES[p.starts][shape]
        mean, low, high = 100 * np.transpose([student(row[str(n)]) for n in counts])
        x = counts + (k - 1) * 0.3
        found[f"0 line {shape}"] = (x, mean)
        found[f"0 lines{bars}"] = (np.repeat(x, 2), np.column_stack([low, high]).ravel())
    return found | {"0 line points in the readout": upright(int(p.n))}


def growth(p):
    n, vc = np.arange(1, 10), DIMENSION.get(p.hypotheses)
    counted = np.array([most(p.hypotheses, k) for k in range(1, 10)], float)
    sauer = None if vc is None else (n, sum(comb(n, k) for k in range(vc + 1)))
    cover = 2 * sum(comb(n - 1, k) for k in range(3))
    return {
        "0 line all, 2^n": (n, 2.0**n),
        "0 line Sauer's bound": sauer,
        "0 line Cover's count": (n, cover) if p.hypotheses == "lines" else None,
        "0 line counted, best set": (n, counted),
        "0 line at n": (np.array([p.n]), counted[[p.n - 1]]),
    }


@lru_cache
def most(name, n):
    """What the best set reaches: closed forms for points of which no three are in a row."""
    if name == "rectangles":
        turn = 2 * np.pi * (np.arange(n) + 0.1) / n
        circle = np.stack([np.cos(turn), np.sin(turn)], 1).round(3)
        sets = np.random.default_rng(n).uniform(size=(12, n, 2)).round(3)
        return max(count(name, points) for points in [*sets, circle])
    return {
        "thresholds": n + 1,
        "intervals": n * (n + 1) // 2 + 1,
        "lines": n * n - n + 2,
        "discs": sum(comb(n, k, exact=True) for k in range(4)),
        "convex polygons": 2**n,
    }[name]


def count(name, points):
    return sum(reaches(name, np.array(points), plus) for plus in every_labelling(len(points)))


def waves(p):
    plus = np.array([sign == "+" for sign in p.labels])
    n, halved = len(plus), p.x.startswith("halving")
    x = 0.5 ** np.arange(1, n + 1) if halved else np.arange(1.0, n + 1)
    low, high = (0.7 * x[-1], 0.65) if halved else (0.6, n + 0.4)
    places = np.geomspace(low, high, 6000) if halved else np.linspace(low, high, 6000)
    w = odd_multiple(x, plus) if halved else wave(range(1, n + 1), plus)
    heights = np.where(plus, 0.5, -0.5) if w is None else np.sin(w * x)
    found = {"0 line": (np.array([0, 1]), np.zeros(2)), "0 patch too dense to draw": None}
    if halved:
        # Half a turn, pi / w, takes a 200th of the logarithmic axis at this x.
        end = 200 * np.pi / (w * np.log(high / low))
        places = places[places <= end]
        if end < high:
            found["0 patch too dense to draw"] = np.array(
                [(end, -1), (high, -1), (high, 1), (end, 1), (end, -1)]
            )
    found |= {
        "0 line wave": None if w is None else (places, np.sin(w * places)),
        "0 line +": (x[plus], heights[plus]) if plus.any() else None,
        "0 line −": (x[~plus], heights[~plus]) if not plus.all() else None,
    }
    if w is None:
        return found
    k = min(p.look, n) - 1
    near, one = np.linspace(-3 * np.pi, 3 * np.pi, 400) / w + x[k], (x[[k]], heights[[k]])
    return found | {
        "1 line": (np.array([0, 1]), np.zeros(2)),
        "1 line wave enlarged": (near, np.sin(w * near)),
        "1 line + enlarged": one if plus[k] else None,
        "1 line − enlarged": None if plus[k] else one,
    }


def odd_multiple(x, plus):
    """The only w = pi, 3 pi, 5 pi, ... below 2^(n + 1) pi with these signs, by trial."""
    tried = np.pi * np.arange(1, 2 ** (len(x) + 1), 2)
    (found,) = tried[((np.sin(np.outer(tried, x)) > 0) == plus).all(1)]
    return found


def labellings(p):
    found, points = levels(p.hypotheses, p.points), np.array(p.points)
    n, labels = len(points), every_labelling(len(points))
    columns = min(k for k in range(1, 9) if k * k >= 2**n)
    ((x, y),) = p.tile
    row, column = (min(int(v * columns), columns - 1) for v in (1 - y, x))
    at = min(row * columns + column, 2**n - 1)
    corners = np.array([(k % columns, columns - 1 - k // columns) for k in range(2**n)]) / columns
    unknown = [k for k in range(2**n) if found[k] is None and p.hypotheses == NETWORK]
    tiles = [(corners[k], 1 / columns, found[k], labels[k]) for k in range(2**n)]
    proofs, places, plus, minus = marks(p.hypotheses, points, [(np.zeros(2), 1, *tiles[at][2:])])
    small = marks(p.hypotheses, points, tiles)
    return {
        "0 image inside": shade(found[at], p.data["inside"]),
        "0 line edge": edges([(np.zeros(2), 1, *tiles[at][2:])], p.data["edge"]),
        "0 line proof": proofs,
        "0 line ring": places,
        "0 line +": plus,
        "0 line −": minus,
        "1 image tiles": mosaic(found, columns, p.data["tiles"]),
        "1 line": np.concatenate([[*(c + SQUARE / columns), GAP] for c in corners]),
        "1 line marked": corners[at] + SQUARE / columns,
        "1 line edge in tiles": edges(tiles, p.data["edge in tiles"]),
        "1 line proof in tiles": small[0],
        "1 line ring in tiles": small[1],
        "1 line + in tiles": small[2],
        "1 line − in tiles": small[3],
        "1 line not found": corners[unknown] + np.array([0.5, 0.82]) / columns if unknown else None,
    }


def edges(tiles, shown):
    """What is drawn, if the level changes its sign there, and at all places where it must."""
    for corner, side, level, _ in tiles:
        own = (shown[((shown > corner) & (shown < corner + side)).all(1)] - corner) / side
        if level is None:
            assert not len(own)
            continue
        turn = np.linspace(0, 2 * np.pi, 16)
        around = own + 0.03 * np.column_stack([np.cos(turn), np.sin(turn)])[:, None]
        assert (np.ptp(np.sign(level(around)), axis=0) > 0).all()
        at = np.stack(np.meshgrid(*[np.linspace(0.02, 0.98, 13)] * 2), -1)
        for one, two in ((at[1:], at[:-1]), (at[:, 1:], at[:, :-1])):
            middles = (one + two)[level(one) * level(two) < 0] / 2
            assert not len(middles) or (cdist(middles, own).min(1) < 0.08).all()
    return shown if len(shown) else None


def marks(name, points, tiles):
    """Of all tiles (corner, side, level, which are +): proofs, where, + and -."""
    proofs, places, plus, minus = [], [], [], []
    for corner, side, level, labels in tiles:
        plus += [corner + side * q for q in points[labels]]
        minus += [corner + side * q for q in points[~labels]]
        if level is None and name in RADON:
            one, other, place = refusal(name, points, labels)
            places.append(corner + side * place)
            for i, j in [*combinations(one, 2), *combinations(other, 2)]:
                proofs += [corner + side * points[i], corner + side * points[j], GAP]
    return [np.array(rows) if rows else None for rows in (proofs, places, plus, minus)]


def shade(level, shown):
    """1 inside, -1 outside, 0 where nothing is; the highest row first, as images are drawn."""
    if level is None:
        return np.zeros_like(shown)
    side = len(shown)
    middles = (np.arange(side) + 0.5) / side
    value = level(np.stack(np.meshgrid(middles, middles[::-1]), -1))
    # A pixel whose middle is on the edge, but for rounding, may be on either side.
    return np.where(np.abs(value) < 1e-7, shown, np.sign(value))


def mosaic(found, columns, shown):
    wanted, side = np.zeros_like(shown), shown.shape[1] // columns
    for k, level in enumerate(found):
        tile = np.s_[k // columns * side :, k % columns * side :]
        wanted[tile][:side, :side] = shade(level, shown[tile][:side, :side])
    return wanted


TRUTH = {
    lesson.Depth: depth,
    lesson.Growth: growth,
    lesson.Labellings: labellings,
    lesson.Wave: waves,
}
