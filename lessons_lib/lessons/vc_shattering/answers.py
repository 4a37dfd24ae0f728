"""What every class answers to all labellings of a set of points."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lessons_lib.theory.shattering.classes import CLASSES, Certificate, count, decide, labels_of
from lessons_lib.theory.shattering.labelling_nets import fit
from lessons_lib.theory.shattering.sine import reachable
from lessons_lib.theory.shattering.witnesses import Inside, witness

Array = NDArray[Any]
Points = tuple[tuple[float, float], ...]
SINE, NETWORK = "sign(sin(w x))", "network of 3 units"
NAMES = (*CLASSES, SINE, NETWORK)
STARTS, STEPS = 4, 1500
BUDGET = f"{STARTS} starts of at most {STEPS} steps each"


class Answer(NamedTuple):
    """A labelling's hypothesis, or its certificate; neither if it was not found."""

    inside: Inside | None
    certificate: Certificate | None = None


# All of w was tried; there is no place that proves it.
NO_WAVE = Answer(None, Certificate((), (), (0.5, 0.5)))


@lru_cache(maxsize=16)
def answers(name: str, points: Points) -> tuple[Answer, ...]:
    """One answer for each of the 2^n labellings, in order."""
    if name == SINE:
        waves = _waves(points)
        return tuple(
            Answer(waves[code]) if code in waves else NO_WAVE for code in range(2 ** len(points))
        )
    if name == NETWORK:
        return _trained(points)
    codes = labels_of(len(points))
    return tuple(
        Answer(None, no) if no else Answer(witness(name, points, labels))
        for labels, no in zip(codes, decide(name, points), strict=True)
    )


def number_reached(name: str, points: Points) -> int:
    """How many labellings the class reaches, without their hypotheses where that is quick."""
    if name == SINE:
        return len(_waves(points))
    if name == NETWORK:
        return sum(answer.inside is not None for answer in answers(name, points))
    return count(name, points)


def _waves(points: Points) -> dict[int, Inside]:
    found, _ = reachable([round(x, 3) for x, _ in points])
    return {code: _wave(w) for code, w in found.items()}


def _wave(w: float) -> Inside:
    return lambda xy: np.sin(w * xy[..., 0]) > 0


def _trained(points: Points) -> tuple[Answer, ...]:
    labels = labels_of(len(points))
    net, reached = fit(
        (2, 3, 1),
        4 * np.array(points) - 2,
        np.repeat(labels, STARTS, 0),
        seeds=list(range(STARTS)) * len(labels),
        steps=STEPS,
    )

    def inside(replica: int) -> Inside:
        (V, w), (c, b) = ([part[replica] for part in parts] for parts in (net.weights, net.biases))
        return lambda xy: (np.tanh((4 * xy - 2) @ V + c) @ w + b)[..., 0] > 0

    starts = reached.reshape(-1, STARTS)
    return tuple(
        Answer(inside(code * STARTS + int(found.argmax())) if found.any() else None)
        for code, found in enumerate(starts)
    )
