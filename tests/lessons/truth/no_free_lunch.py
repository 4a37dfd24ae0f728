"""Lesson 05, by enumeration: 256 targets in loops, learners written again, Student's t by SciPy."""

from __future__ import annotations

import json
from functools import lru_cache
from itertools import combinations
from pathlib import Path

import numpy as np
from scipy import stats
from scipy.special import expit
from sklearn.tree import DecisionTreeClassifier

import lessons_lib.lessons.no_free_lunch as lesson

CORNERS = [(a, b, c) for a in (0, 1) for b in (0, 1) for c in (0, 1)]
TARGETS = [[t // 2**c % 2 for c in range(8)] for t in range(256)]
APART = np.array([[sum(map(int.__ne__, p, q)) for p in CORNERS] for q in CORNERS])
NEIGHBOURS = [(p, q) for p, q in combinations(range(8), 2) if APART[p, q] == 1]
CUT = np.array([sum(t[p] != t[q] for p, q in NEIGHBOURS) for t in TARGETS])
BY_CUT_EDGES = sorted(range(256), key=lambda t: (CUT[t], t))
DATA = ("iris", "wine", "breast cancer", "digits")
REAL = json.loads(Path(lesson.__file__).with_name("real.json").read_text("utf-8"))


def always_one(training, labels):
    return [1] * 8


def majority(training, labels):
    return [int(labels.count(1) > labels.count(0))] * 8


def nearest_neighbour(training, labels):
    """The majority of the labels of the nearest examples, 0 in a tie."""
    said = []
    for corner in range(8):
        least = min(APART[corner, c] for c in training)
        near = [y for c, y in zip(training, labels, strict=True) if APART[corner, c] == least]
        said.append(int(near.count(1) > near.count(0)))
    return said


def perceptron(training, labels):
    """Rosenblatt's rule from w = 0, 50 times over the examples."""
    X = np.c_[CORNERS, np.ones(8, int)]
    w = np.zeros(4, int)
    for c, label in 50 * list(zip(training, labels, strict=True)):
        w += X[c] * (label - int(X[c] @ w > 0))
    return (X @ w > 0).astype(int)


def tree(training, labels):
    fitted = DecisionTreeClassifier(random_state=0).fit(np.array(CORNERS)[list(training)], labels)
    return fitted.predict(CORNERS)


def networks(training, labellings):
    """3-8-1 with tanh from Glorot's weights of seed 0: 300 steps of rate 1/2, all at once."""
    rng, n = np.random.default_rng(0), len(labellings)
    V = np.tile(rng.uniform(-1, 1, (3, 8)) * np.sqrt(6 / 11), (n, 1, 1))
    w = np.tile(rng.uniform(-1, 1, 8) * np.sqrt(6 / 9), (n, 1))
    c, b, X, y = np.zeros((n, 8)), np.zeros(n), 2.0 * np.array(CORNERS) - 1, np.array(labellings)

    def forward(x):
        h = np.tanh(np.einsum("ei,nij->nej", x, V) + c[:, None])
        return h, np.einsum("nej,nj->ne", h, w) + b[:, None]

    x = X[list(training)]
    for _ in range(300):
        h, z = forward(x)
        to_z = (expit(z) - y) / len(x) / 2
        to_h = np.einsum("ne,nj,nej->nej", to_z, w, 1 - h * h)
        w = w - np.einsum("ne,nej->nj", to_z, h)
        b = b - to_z.sum(1)
        V = V - np.einsum("ei,nej->nij", x, to_h)
        c = c - to_h.sum(1)
    return (forward(X)[1] > 0).astype(int)


def misses(training, labels):
    """Leave-one-out: how often the nearest of the others has the wrong label, and the right one."""
    wrong = 0
    for i in range(len(training) if len(training) > 1 else 0):
        others = [training[j] for j in range(len(training)) if j != i]
        said = nearest_neighbour(others, labels[:i] + labels[i + 1 :])
        wrong += said[training[i]] != labels[i]
    return wrong, (len(training) - wrong if len(training) > 1 else 0)


def opposite(training, labels):
    near = nearest_neighbour(training, labels)
    return [labels[training.index(c)] if c in training else 1 - near[c] for c in range(8)]


def cross_validation(training, labels):
    near, far = misses(training, labels)
    return (nearest_neighbour if near <= far else opposite)(training, labels)


def anti_cross_validation(training, labels):
    near, far = misses(training, labels)
    return (opposite if near <= far else nearest_neighbour)(training, labels)


ONE_BY_ONE = {
    "nearest neighbour": nearest_neighbour,
    "majority": majority,
    "perceptron": perceptron,
    "tree": tree,
    "always 1": always_one,
    "cross-validation": cross_validation,
    "anti-cross-validation": anti_cross_validation,
}
NAMES = (
    *("nearest neighbour", "majority", "perceptron", "tree", "MLP", "always 1"),
    *("cross-validation", "anti-cross-validation"),
)


@lru_cache
def answers(name, training):
    """What the learner says at the 8 corners, for each of the 256 targets."""
    seen = [[t[c] for c in training] for t in TARGETS]
    known = sorted(map(list, set(map(tuple, seen))))
    if name == "MLP":
        said = networks(training, known)
    else:
        said = [ONE_BY_ONE[name](training, labels) for labels in known]
    return np.array([said[known.index(labels)] for labels in seen])


def wrong(name, training, inside=False):
    """Wrong answers off the training set, or on it, for each of the 256 targets."""
    asked = [c for c in range(8) if (c in training) == inside]
    return (answers(name, training) != TARGETS)[:, asked].sum(1)


def ticked(p):
    return tuple(c for c in range(8) if getattr(p, f"c{c:03b}"))


def corner(c):
    """Where it is drawn: the last bit goes right, the middle one up, the first to the back."""
    back, up, right = CORNERS[c]
    return [right + 0.45 * back, up + 0.38 * back]


def edges():
    """The 12 edges with gaps: those to the right, then those up, then those to the back."""
    ordered = sorted(NEIGHBOURS, key=lambda pair: (pair[1] - pair[0], pair[0]))
    gap = [np.nan, np.nan]
    return np.array([place for p, q in ordered for place in (corner(p), corner(q), gap)])


def cube(training, wrong=(), axes=0):
    left = [c for c in range(8) if c not in training and c not in wrong]
    return {
        f"{axes} line": edges(),
        f"{axes} line training corners": np.array([corner(c) for c in training]),
        f"{axes} line wrong answers": np.array([corner(c) for c in wrong]) if wrong else None,
        f"{axes} line corners to predict": np.array([corner(c) for c in left]) if left else None,
    }


RULES = {
    "at least two ones": [int(sum(c) >= 2) for c in CORNERS],
    "the third bit": [c[2] for c in CORNERS],
    "the first bit": [c[0] for c in CORNERS],
    "labels alternate": [sum(c) % 2 for c in CORNERS],
}


def around():
    """A frame just inside the axes' limits."""
    left, right, low, high = -0.27, 1.82, -0.37, 1.77
    return np.array([(left, low), (right, low), (right, high), (left, high), (left, low)])


def learners(p):
    labels, training = RULES[p.target], ticked(p)
    shown = {}
    for i, name in enumerate(NAMES):
        said = answers(name, training)[TARGETS.index(labels)]
        shown |= cube(
            training, [c for c in range(8) if c not in training and said[c] != labels[c]], axes=i
        )
        shown[f"{i} line explained"] = around() if name == p.learner else None
    return shown


FRONT, BACK = (0, 1, 2, 3), (4, 5, 6, 7)


def agreeing(p):
    """The targets that agree with the front face, by cut edges, and where the answers fail."""
    seen = [int(getattr(p, f"s{c:03b}")) for c in FRONT]
    said = [int(getattr(p, f"a{c:03b}")) for c in BACK]
    weighed = isinstance(p, lesson.Weighed)
    left = [t for t in BY_CUT_EDGES if TARGETS[t][:4] == seen]
    if not weighed:
        left.sort(key=lambda t: TARGETS[t][4:])
    likely = np.array([0.5 ** ((p.smoothness if weighed else 0) * CUT[t]) for t in left])
    ends = np.r_[0, np.cumsum(likely / likely.sum())]
    cells = {True: [], False: []}
    for row, c in enumerate(BACK):
        for a, b, t in zip(ends, ends[1:], left, strict=False):
            low = 3 - row
            box = [(a, low), (b, low), (b, low + 1), (a, low + 1), (a, low)]
            cells[TARGETS[t][c] == said[row]] += box
    return {
        **cube(FRONT),
        "1 area your answer is right": np.array(cells[True]),
        "1 area your answer is wrong": np.array(cells[False]),
    }


def _outline(left, right, height):
    return [(left, 0), (right, 0), (right, height), (left, height), (left, 0)]


def all_targets(p):
    """Wolpert's theorem: both means are half of the corners left, whoever learns."""
    training, left = ticked(p), 8 - len(ticked(p))
    counts = [
        np.array([
            place
            for k in range(left + 1)
            for place in _outline(k + side, k + side + 0.4, (wrong(n, training) == k).sum())
        ])
        for n, side in ((p.first, -0.4), (p.second, 0))
    ]  # fmt: skip
    highest = max((wrong(p.first, training) == k).sum() for k in range(left + 1))
    half = np.array([[left / 2, highest + 16]])  # a little above the bars
    return {
        **cube(training),
        "1 area one": counts[0],
        "1 area other": counts[1],
        "1 line": half,
        "1 line #2": half,
    }


def lead(p):
    """By how many answers the first learner is better, for each target."""
    training = ticked(p)
    return wrong(p.second, training) - wrong(p.first, training)


def squares(p):
    """Where each target's square is: a column for each number of cut edges, four abreast."""
    places, filled = {}, {}
    for t in range(256):
        if better := int(np.sign(lead(p)[t])):
            column = sorted(set(CUT.tolist())).index(CUT[t])
            row, abreast = divmod(filled.setdefault((column, better), 0), 4)
            filled[column, better] += 1
            places[t] = (column - 0.3 + 0.2 * abreast, better * (row + 0.5))
    return places


def marked(p):
    """The target whose square is nearest to the hand, and that on which the errors change."""
    places, (spot,) = squares(p), p.spot
    here = min(places, key=lambda t: np.hypot(places[t][0] - spot[0], places[t][1] - spot[1]))
    one, other = (answers(name, ticked(p))[here] for name in (p.first, p.second))
    flipped = [
        1 - label if c not in ticked(p) and one[c] != other[c] else label
        for c, label in enumerate(TARGETS[here])
    ]
    return here, TARGETS.index(flipped)


def who_wins(p):
    places = squares(p)
    here, there = marked(p)
    sides = {1: [], -1: []}
    for better, sign in ((1, 1), (-1, -1)):
        for edges in sorted(set(CUT.tolist())):
            for t, (x, y) in places.items():
                if CUT[t] == edges and np.sign(lead(p)[t]) == sign:
                    low, high = y - 0.5, y + 0.5
                    left, right = x - 0.1, x + 0.1
                    sides[better] += [(left, low), (right, low), (right, high), (left, high)]
                    sides[better] += [(left, low)]
    return {
        **cube(ticked(p)),
        **cube(ticked(p), axes=1),
        "3 area first": np.array(sides[1]),
        "3 area second": np.array(sides[-1]),
        "3 line": (np.array([0, 1]), np.zeros(2)),
        "3 line #2": np.array([places[here], places[there]]),
        "3 line marked": np.array([places[here]]),
        "3 line partner": np.array([places[there]]),
    }


def held_out(p):
    """SciPy's binomial probabilities; a bar for each number of wrong answers."""
    n, e = int(p.examples), p.true_error
    near, far = [], []
    for k in range(n + 1):
        chance = stats.binom.pmf(k, n, e)
        low, high = (k - 0.4) / n, (k + 0.4) / n
        bar = [(low, 0), (high, 0), (high, chance), (low, chance), (low, 0)]
        (near if abs(k - n * e) < 0.05 * n + 1e-6 else far).extend(bar)
    return {
        "0 area near": np.array(near),
        "0 area far": np.array(far),
        "0 line": (np.full(2, e), np.array([0, 1])),
    }


def weights(smoothness):
    """Each cut edge makes a target 2^-smoothness times as likely, (256,)."""
    weight = 0.5 ** (smoothness * CUT)
    return weight / weight.sum()


def mean_error(name, training, smoothness):
    return weights(smoothness) @ wrong(name, training) / (8 - len(training))


def drawn(smoothness):
    """Six targets by inversion: the first, by cut edges, up to which lies so much weight."""
    likely = weights(smoothness)
    up_to = np.cumsum([likely[t] for t in BY_CUT_EDGES])
    return [BY_CUT_EDGES[(up_to < u).sum()] for u in np.random.default_rng(0).uniform(size=6)]


def with_prior(p):
    training, grid = ticked(p), np.arange(-3, 3.01, 0.125)
    shifts = [np.array([2.25 * column, 2.15 * row]) for row in (2, 1, 0) for column in (0, 1)]
    labels = [
        (TARGETS[target][c], corner(c) + shift)
        for target, shift in zip(drawn(p.smoothness), shifts, strict=True)
        for c in range(8)
    ]
    curves = {n: [mean_error(n, training, s) for s in grid] for n in NAMES}
    pair = {"first": p.first, "second": p.second}
    others = [
        (np.r_[grid, np.nan], np.r_[curves[n], np.nan]) for n in NAMES if n not in pair.values()
    ]
    now = {
        f"0 line {side} now": np.array([
            [p.smoothness, mean_error(name, training, p.smoothness)]
        ])
        for side, name in pair.items()
    }  # fmt: skip
    return {
        "1 line": np.concatenate([edges() + shift for shift in shifts]),
        "1 line drawn 0": np.array([place for label, place in labels if label == 0]),
        "1 line drawn 1": np.array([place for label, place in labels if label == 1]),
        "0 line": (np.full(2, p.smoothness), np.array([0, 1])),
        "0 line others": tuple(map(np.concatenate, zip(*others, strict=True))),
        "0 line least possible": (grid, np.array([least(training, s) for s in grid])),
        **{f"0 line {side}": (grid, np.array(curves[name])) for side, name in pair.items()},
        **now,
    }


def least(training, smoothness):
    """Of each labelling seen and each corner left, the weight of the less likely label."""
    likely, left = weights(smoothness), [c for c in range(8) if c not in training]
    seen = [tuple(t[c] for c in training) for t in TARGETS]
    total = 0.0
    for labels in set(seen):
        for c in left:
            shares = [0.0, 0.0]
            for t in range(256):
                shares[TARGETS[t][c]] += likely[t] * (seen[t] == labels)
            total += min(shares)
    return total / len(left)


FOLDS = {"5 folds, 20 times": 5, "10 folds, 10 times": 10}
LEARNERS = tuple(next(iter(REAL["5 folds, 20 times"].values())))


def difference(p, data):
    """Mean and interval of the folds' differences, in per cent; tests are 1/(k - 1) of training."""
    errors = REAL[p.plan][data]
    gap = 100 * np.subtract(errors[p.first], errors[p.second])
    scale = gap.std(ddof=1) * np.sqrt(1 / len(gap) + 1 / (FOLDS[p.plan] - 1))
    level = 0.95 if p.level == "95 % for each" else 1 - 0.05 / (15 * 4)
    return gap.mean(), np.array(stats.t.interval(level, len(gap) - 1, gap.mean(), scale))


def real_data(p):
    between = (np.tile([0, 1, np.nan], 3), np.repeat([0.5, 1.5, 2.5], 3))
    shown = {"0 line": between, "1 line": between}
    shown["1 line #2"] = (np.zeros(2), np.array([0, 1]))
    for row, data in enumerate(DATA):
        mean, ends = difference(p, data)
        shown[f"1 line {data}"] = np.array([[mean, row]])
        shown[f"1 line {data} interval"] = (ends, np.full(2, row))
    places = {
        name: [
            (100 * np.mean(REAL[p.plan][data][name]), row + 0.66 * (i / 5 - 0.5))
            for row, data in enumerate(DATA)
        ]
        for i, name in enumerate(LEARNERS)
    }
    shown |= {f"0 line {name}": np.array(place) for name, place in places.items()}
    shown["0 line chosen"] = np.array(places[p.first] + places[p.second])
    return shown


TRUTH = {
    lesson.Agreeing: agreeing,
    lesson.AllTargets: all_targets,
    lesson.HeldOut: held_out,
    lesson.Learners: learners,
    lesson.RealData: real_data,
    lesson.Weighed: agreeing,
    lesson.WhoWins: who_wins,
    lesson.WithPrior: with_prior,
}
