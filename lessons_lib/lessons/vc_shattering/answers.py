"""What every class answers to all labellings of a set of points."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lessons_lib.theory.shattering.classes import CLASSES, Certificate, decide, labels_of
from lessons_lib.theory.shattering.labelling_nets import Recipe, fit
from lessons_lib.theory.shattering.thin_discs import Level
from lessons_lib.theory.shattering.witnesses import witness

Array = NDArray[Any]
Points = tuple[tuple[float, float], ...]
NETWORK = "network of 3 units"
NAMES = (*CLASSES, NETWORK)
STARTS, STEPS, MARGIN = 4, 1500, 2.0
BUDGET = f"{STARTS} starts of at most {STEPS} steps each"


class Answer(NamedTuple):
    """A labelling's hypothesis, or its certificate; neither if it was not found."""

    level: Level | None
    certificate: Certificate | None = None


@lru_cache(maxsize=16)
def answers(name: str, points: Points) -> tuple[Answer, ...]:
    """One answer for each of the 2^n labellings, in order."""
    if name == NETWORK:
        return _trained(points)
    codes = labels_of(len(points))
    return tuple(
        Answer(None, no) if no else Answer(witness(name, points, labels))
        for labels, no in zip(codes, decide(name, points), strict=True)
    )


def _trained(points: Points) -> tuple[Answer, ...]:
    labels = labels_of(len(points))
    net, reached = fit(
        (2, 3, 1),
        4 * np.array(points) - 2,
        np.repeat(labels, STARTS, 0),
        seeds=list(range(STARTS)) * len(labels),
        recipe=Recipe(STEPS),
        margin=MARGIN,
    )

    def level(replica: int) -> Level:
        (V, w), (c, b) = ([part[replica] for part in parts] for parts in (net.weights, net.biases))
        return lambda xy: (np.tanh((4 * xy - 2) @ V + c) @ w + b)[..., 0]

    def widest(found: Array) -> Level:
        """Of the starts that reached it, the one whose logits keep farthest from 0."""
        return max(map(level, found), key=lambda z: float(np.abs(z(np.array(points))).min()))

    starts = [
        np.flatnonzero(found) + code * STARTS
        for code, found in enumerate(reached.reshape(-1, STARTS))
    ]
    return tuple(Answer(widest(found) if len(found) else None) for found in starts)
