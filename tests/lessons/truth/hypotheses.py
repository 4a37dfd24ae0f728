"""For lesson 04: which labellings each class reaches, and what lies inside where it does.

Decided by linear programmes, boxes, triangles and trial, and drawn by scikit-learn's support
vectors, rings and distances: no lists of Radon partitions. `level(xy)` of a hypothesis is
positive inside and negative outside.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from itertools import combinations, pairwise

import numpy as np
from scipy.linalg import null_space
from scipy.optimize import linprog
from scipy.spatial import ConvexHull, QhullError
from scipy.spatial.distance import cdist
from sklearn.svm import SVC

from lessons_lib.theory.shattering.labelling_nets import Recipe, fit

DIMENSION = {"thresholds": 1, "intervals": 2, "lines": 3, "rectangles": 4, "discs": 3}
NETWORK = "network of 3 units"
CENTRES = np.array([(x, y) for y in np.linspace(-0.5, 1.5, 41) for x in np.linspace(-0.5, 1.5, 41)])


@lru_cache(maxsize=64)
def levels(name, points):
    """For every labelling, bit i being point i, a level; None where there is no hypothesis."""
    if name == NETWORK:
        return networks(points)
    p = np.array(points)
    labels = every_labelling(len(p))
    return [level(name, p, plus) if reaches(name, p, plus) else None for plus in labels]


def every_labelling(n):
    return [np.array([code >> i & 1 for i in range(n)], bool) for code in range(2**n)]


def reaches(name, p, plus):
    """Whether the class has a hypothesis with these points (n, 2) inside and no others."""
    if plus.all() or not plus.any():
        return True
    if name == "convex polygons":
        whole = np.round(1000 * p)  # exact: all coordinates have at most three places
        return not in_hull(whole[~plus], whole[plus]).any()
    if name in ("lines", "discs"):
        return separable(p, plus, (p**2).sum(1) * (name == "discs"))
    if name == "thresholds":
        return p[plus, 0].min() > p[~plus, 0].max()
    axes = slice(0, 1 if name == "intervals" else 2)
    low, high = p[plus, axes].min(0), p[plus, axes].max(0)
    return not ((p[~plus, axes] >= low) & (p[~plus, axes] <= high)).all(1).any()


def separable(p, plus, height):
    """A linear programme: the widest e with w.x + b - height >= e on +, <= -e on -."""
    sign = np.where(plus, 1.0, -1.0)
    rows = np.column_stack([-sign[:, None] * p, -sign, np.ones(len(p))])
    free = (None, None)
    found = linprog([0, 0, 0, -1], rows, -sign * height, bounds=[free, free, free, (0, 1)])
    return found.status == 0 and found.x[3] > 1e-6


def in_hull(xy, p):
    """Whether places (..., 2) lie in a triangle, on a segment or at one of p (n, 2)."""
    inside = (xy[..., None, :] == p).all(-1).any(-1)
    for a, b in combinations(p, 2):
        inside |= (turn(a, b, xy) == 0) & (((xy - a) * (xy - b)).sum(-1) <= 0)
    for a, b, c in combinations(p, 3):
        turns = np.array([turn(a, b, xy), turn(b, c, xy), turn(c, a, xy)])
        inside |= bool(turn(a, b, c)) & ((turns >= 0).all(0) | (turns <= 0).all(0))
    return inside


def turn(a, b, c):
    return (b[0] - a[0]) * (c[..., 1] - a[1]) - (b[1] - a[1]) * (c[..., 0] - a[0])


def level(name, p, plus):
    if plus.all() or not plus.any():
        return lambda xy: np.where(plus[0], 1.0, -1.0) + 0 * xy[..., 0]
    inside, outside = p[plus], p[~plus]
    if name == "thresholds":
        return lambda xy: xy[..., 0] - (inside[:, 0].min() + outside[:, 0].max()) / 2
    if name == "lines":
        return widest_strip(p, plus)
    if name == "discs":
        return widest_ring(inside, outside)
    if name == "convex polygons":
        return roomy_hull(inside, outside)
    return roomy_box(inside, outside, 1 if name == "intervals" else 2)


def widest_strip(p, plus):
    svm = SVC(kernel="linear", C=1e9, tol=1e-9).fit(p, plus)
    return lambda xy: (xy @ svm.coef_[0] + svm.intercept_[0]) / np.linalg.norm(svm.coef_)


def widest_ring(inside, outside):
    far = cdist(CENTRES, inside, "sqeuclidean").max(1)
    near = cdist(CENTRES, outside, "sqeuclidean").min(1)
    best = np.argmax(near - far)
    square = (near[best] + far[best]) / 2
    return lambda xy: square - ((xy - CENTRES[best]) ** 2).sum(-1)


def roomy_hull(inside, outside):
    """Half of the way to the nearest point outside, at most 0.05, beyond the hull's edges."""
    try:
        *normals, reach = ConvexHull(inside).equations.T
        sides = np.transpose(normals), -reach
    except QhullError:  # fewer than three points, or all in a row
        far = inside[np.argmax(np.linalg.norm(inside - inside[0], axis=1))] - inside[0]
        u = far / (np.linalg.norm(far) or 1.0) if far.any() else np.array([1.0, 0.0])
        normals = np.array([u, -u, (-u[1], u[0]), (u[1], -u[0])])
        sides = normals, (inside @ normals.T).max(0)
    beyond = (outside @ sides[0].T - sides[1]).max(1)
    room = min(0.05, beyond.min() / 2)
    return lambda xy: room - (xy @ sides[0].T - sides[1]).max(-1)


def roomy_box(inside, outside, axes):
    low, high = inside[:, :axes].min(0), inside[:, :axes].max(0)
    beyond = [max(*(low - q), *(q - high)) for q in outside[:, :axes]]
    room = min(0.05, min(beyond) / 2)
    return lambda xy: np.minimum(xy[..., :axes] - low, high - xy[..., :axes]).min(-1) + room


def wave(x, plus):
    """The first w of a period with sin(w x) > 0 on + and < 0 on -, between two crossings of 0."""
    x = [Fraction(str(value)) for value in x]
    places = sorted({m / value for value in x for m in range(2 * period_of(x, value) + 1)})
    for left, right in pairwise(places):
        w = float((left + right) / 2) * np.pi
        if ((np.sin(w * np.array(x, float)) > 0) == plus).all():
            return w
    return None


def period_of(x, value):
    """How often sin(w value) goes up and down until all of x begin anew."""
    shared = np.gcd.reduce([int(v * 10**6) for v in x])
    return int(value * 10**6) // shared


def networks(points):
    """Four starts for each labelling, trained; run and judged here."""
    p, n = 4 * np.array(points) - 2, len(points)
    labels = np.repeat(every_labelling(n), 4, 0)
    net, _ = fit((2, 3, 1), p, labels, seeds=list(range(4)) * 2**n, recipe=Recipe(1500), margin=2.0)
    runs = [
        (lambda xy, V=V, c=c, w=w, b=b: (np.tanh((4 * xy - 2) @ V + c) @ w + b)[..., 0])
        for V, w, c, b in zip(*net.weights, *net.biases, strict=True)
    ]
    right = [((run(np.array(points)) > 0) == y).all() for run, y in zip(runs, labels, strict=True)]
    return [
        max(
            (runs[k] for k in range(4 * code, 4 * code + 4) if right[k]),
            key=lambda run: np.abs(run(np.array(points))).min(),
            default=None,
        )
        for code in range(2**n)
    ]


def refusal(name, p, plus):
    """The fewest + and - that refuse the labelling, and the place that both claim.

    Weights that sum to 0, and with which the points sum to 0, are positive on one set and
    negative on the other: their means are one place (Radon).
    """
    for size in (2, 3, 4):
        for members in combinations(range(len(p)), size):
            weights = null_space(np.vstack([np.ones(size), p[list(members)].T]), rcond=1e-9)
            if weights.shape[1] != 1 or np.abs(weights).min() < 1e-9:
                continue
            share = weights[:, 0] * np.sign(weights[0, 0]) * (1 if plus[members[0]] else -1)
            if (plus[list(members)] == (share > 0)).all() and forbids(
                name, p[list(members)], share
            ):
                ahead = share > 0
                place = share[ahead] @ p[list(members)][ahead] / share[ahead].sum()
                return [m for m in members if plus[m]], [m for m in members if not plus[m]], place
    return None


def forbids(name, p, share):
    if name == "convex polygons":
        return (share < 0).sum() == 1
    return name == "lines" or share @ (p**2).sum(1) >= -1e-12
