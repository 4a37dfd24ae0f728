"""Predictions on axes: a number, a point that is placed, a curve that is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite, log10
from typing import Any, NamedTuple

from lessons_lib.explorable.inline import inline
from lessons_lib.explorable.prediction import Prediction

NEAR = 0.12  # share of an axis within which a guess counts as right
FLAT = 0.1  # share of an axis within which a curve counts as flat
SLACK = 0.06  # share of an axis that a rising curve may fall on its way
SHAPES = {
    "rises": "rises",
    "falls": "falls",
    "flat": "stays about the same",
    "peaks": "rises and then falls",
    "dips": "falls and then rises",
}


class Belief(NamedTuple):
    """What is said to those who answer so, and the misconception behind it."""

    words: str
    misconception: str


@dataclass(frozen=True, kw_only=True)
class Axis:
    """One axis: what it measures, with its unit in brackets, its two ends, and the places that
    are labelled. `name` is how a sentence calls it ("the error"); a logarithmic axis ends in
    positive numbers."""

    label: str
    name: str
    low: float
    high: float
    ticks: Sequence[float]
    log: bool = False

    def __post_init__(self) -> None:
        if not self.low < self.high or (self.log and self.low <= 0):
            raise ValueError(f"axis from {self.low} to {self.high}: it needs low < high, above 0.")

    def share(self, value: float) -> float:
        """How far along the axis a value lies: 0 at its low end, 1 at its high end."""
        low, high, here = self.low, self.high, min(max(value, self.low), self.high)
        if self.log:
            low, high, here = log10(low), log10(high), log10(here)
        return (here - low) / (high - low)

    def data(self) -> dict[str, Any]:
        return {
            "label": self.label,
            "name": self.name,
            "low": self.low,
            "high": self.high,
            "log": self.log,
            "ticks": [float(tick) for tick in self.ticks],
        }


def shape(shares: Sequence[float]) -> str:
    """What a curve does, from its heights as shares of the axis."""
    first, last, top, bottom = shares[0], shares[-1], max(shares), min(shares)
    if top - bottom <= FLAT:
        return "flat"
    over, under = top - max(first, last), min(first, last) - bottom
    if max(over, under) > SLACK:
        return "peaks" if over >= under else "dips"
    return "rises" if last > first else "falls"


class Curve(Prediction):
    """A curve drawn over the given places `at` of the horizontal axis; `truth` are the values
    there. Each `shapes` names a shape (see `SHAPES`) that the curve has not, and what is said
    to those who draw it."""

    asks = "curve"

    def __init__(
        self,
        question: str,
        *,
        x: Axis,
        y: Axis,
        at: Sequence[float],
        truth: Sequence[float],
        shapes: Mapping[str, Belief],
        why: str,
        veils: bool = True,
    ) -> None:
        super().__init__(question, why=why, veils=veils)
        self.x, self.y, self.at, self.truth = x, y, _plain(at), _plain(truth)
        if len(self.at) != len(self.truth) or len(self.at) < 3:
            raise ValueError(
                f"{len(self.at)} places and {len(self.truth)} values: give at least three of each."
            )
        self.right = shape([y.share(value) for value in self.truth])
        missing = set(SHAPES) - {self.right} - set(shapes)
        if missing or self.right in shapes:
            raise ValueError(
                f"shapes {', '.join(shapes)}: the curve {SHAPES[self.right]}; give words for "
                f"{', '.join(name for name in SHAPES if name != self.right)}."
            )
        self.shapes = dict(shapes)

    def details(self) -> dict[str, Any]:
        return {
            "x": self.x.data(),
            "y": self.y.data(),
            "at": self.at,
            "truth": self.truth,
            "near": NEAR,
            "right": self.right,
            "shapes": {name: inline(belief.words) for name, belief in self.shapes.items()},
        }

    def listed(self) -> str:
        return f"Draw {self.y.label} against {self.x.label}."

    def answer(self) -> str:
        first, last, low, high = (
            _told(value)
            for value in (self.truth[0], self.truth[-1], min(self.truth), max(self.truth))
        )
        return {
            "rises": f"It rises, from {first} to {last}.",
            "falls": f"It falls, from {first} to {last}.",
            "flat": f"It stays about the same, between {low} and {high}.",
            "peaks": f"It rises, from {first} to {high}, and then falls to {last}.",
            "dips": f"It falls, from {first} to {low}, and then rises to {last}.",
        }[self.right]

    def misconceptions(self) -> list[tuple[str, str]]:
        return [(f"it {SHAPES[n]}", belief.misconception) for n, belief in self.shapes.items()]


class Place(Prediction):
    """A point placed on two axes; `mistakes` are places that some would choose instead."""

    asks = "point"

    def __init__(
        self,
        question: str,
        *,
        x: Axis,
        y: Axis,
        truth: tuple[float, float],
        mistakes: Mapping[tuple[float, float], Belief],
        why: str,
        veils: bool = True,
    ) -> None:
        super().__init__(question, why=why, veils=veils)
        self.x, self.y, self.truth, self.mistakes = x, y, tuple(_plain(truth)), dict(mistakes)

    def details(self) -> dict[str, Any]:
        return {
            "x": self.x.data(),
            "y": self.y.data(),
            "truth": list(self.truth),
            "near": NEAR,
            "mistakes": [
                {"at": list(at), "said": inline(belief.words)}
                for at, belief in self.mistakes.items()
            ],
        }

    def listed(self) -> str:
        return f"Place a point: {self.x.label} and {self.y.label}."

    def answer(self) -> str:
        x, y = self.truth
        return f"At {x:.3g} and {y:.3g}."

    def misconceptions(self) -> list[tuple[str, str]]:
        return [(f"at {x:.3g} and {y:.3g}", b.misconception) for (x, y), b in self.mistakes.items()]


class Number(Prediction):
    """A number. Within `near` of the truth it is right; `near` is a difference or, where
    `factor` is set, a factor. `mistakes` are numbers that some would say instead."""

    asks = "number"

    def __init__(
        self,
        question: str,
        truth: float,
        *,
        near: float,
        mistakes: Mapping[float, Belief],
        why: str,
        factor: bool = False,
        unit: str = "",
        veils: bool = True,
    ) -> None:
        super().__init__(question, why=why, veils=veils)
        self.truth, self.near, self.factor, self.unit = float(truth), near, factor, unit
        self.mistakes = dict(mistakes)

    def details(self) -> dict[str, Any]:
        return {
            "truth": self.truth,
            "near": self.near,
            "factor": self.factor,
            "unit": self.unit,
            "mistakes": [
                {"at": float(at), "said": inline(belief.words)}
                for at, belief in self.mistakes.items()
            ],
        }

    def listed(self) -> str:
        return f"Say a number{f' ({self.unit})' if self.unit else ''}."

    def answer(self) -> str:
        return f"{self.truth:.3g}{f' {self.unit}' if self.unit else ''}."

    def misconceptions(self) -> list[tuple[str, str]]:
        return [(f"{at:g}", belief.misconception) for at, belief in self.mistakes.items()]


def _told(value: float) -> str:
    """Two digits, or all that stand before the point: 0.032, 9.5, 119."""
    return f"{value:.0f}" if 99.5 <= abs(value) < 1e5 else f"{value:.2g}"


def _plain(values: Sequence[float]) -> list[float]:
    found = [float(value) for value in values]
    if not all(map(isfinite, found)):
        raise ValueError(f"values {found}: every one must be a finite number.")
    return found
