"""Why a class cannot reach a labelling: the certificate in words, and as lines."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lessons_lib.lessons.vc_shattering.marks import named
from lessons_lib.theory.shattering.classes import Certificate

Array = NDArray[Any]
GAP = (np.nan, np.nan)
ONE = {
    "thresholds": "threshold",
    "intervals": "interval",
    "lines": "line",
    "rectangles": "rectangle",
    "discs": "disc",
    "convex polygons": "convex polygon",
}
HULLS = ("lines", "discs", "convex polygons")


def why(name: str, points: Array, no: Certificate) -> str:
    """The proof, in a sentence about the points' numbers."""
    if name == "lines":
        return f"{_meet(no)}. No line can have these two sets on different sides"
    if name == "discs" and len(no.minus) == 2:
        return f"{_meet(no)}, and {_chords(points, no)}"
    if name == "thresholds":
        caught = f"also gives + to {named(no.minus)}"
        return f"every threshold that gives + to {named(no.plus)} {caught}"
    return f"every {ONE[name]} that contains {named(no.plus)} also contains {named(no.minus)}"


def _meet(no: Certificate) -> str:
    """How the hulls of a minimal Radon partition meet."""
    few, many = sorted(
        ((no.plus, "+"), (no.minus, "−")), key=lambda members: (len(members[0]), members[1])
    )
    one, other = (named(members, sign) for members, sign in (few, many))
    if len(few[0]) == 2:
        return f"the segment between the {one} crosses the segment between the {other}"
    return {
        1: f"the {one} and the {other} are in one place",
        2: f"the {one} lies between the {other}",
        3: f"the {one} lies in the triangle of the {other}",
    }[len(many[0])]


def _chords(points: Array, no: Certificate) -> str:
    """All chords of a circle through one place have parts of equal product (Euclid)."""
    one, other = (
        np.prod(np.linalg.norm(points[list(members)] - no.point, axis=1))
        for members in (no.plus, no.minus)
    )
    return (
        f"the two parts of the + segment have the product {one:.3f}, those of the − segment"
        f" {other:.3f}. A disc would need the first product to be smaller than the second"
    )


def proof(name: str, points: Array, no: Certificate) -> Array:
    """The lines that show it, (k, 2), with gaps: hulls, or the smallest set around the +."""
    plus = points[list(no.plus)]
    if name in HULLS:
        pairs = [*combinations(no.plus, 2), *combinations(no.minus, 2)]
        return np.reshape([place for i, j in pairs for place in (*points[[i, j]], GAP)], (-1, 2))
    (left, low), (right, high) = plus.min(0), plus.max(0)
    if name == "rectangles":
        corners = [(left, low), (right, low), (right, high), (left, high), (left, low)]
        return np.array([*corners, GAP])
    return np.array([row for x in {left, right} for row in ((x, 0.0), (x, 1.0), GAP)])
