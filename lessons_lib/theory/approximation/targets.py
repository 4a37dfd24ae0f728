"""Functions to be approximated on [0, 1] and on the unit square."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib.theory.approximation.formulas import parse_formula

Array = NDArray[np.float64]
Function = Callable[[Any], Any]


@dataclass(frozen=True)
class Target:
    """A continuous function of x in [0, 1] with its formula."""

    formula: str

    @cached_property
    def function(self) -> Callable[[ArrayLike], Array]:
        """The formula, parsed."""
        return parse_formula(self.formula)

    def __call__(self, x: ArrayLike) -> Array:
        return self.function(x)


TARGETS: Mapping[str, Target] = {
    "wave": Target("0.8*sin(2*pi*x)"),
    "Nielsen's": Target("0.2 + 0.4*x^2 + 0.3*x*sin(15*x) + 0.05*cos(50*x)"),
    "kink": Target("1 - 3*abs(x - 0.4)"),
    "cliff": Target("0.8*tanh(40*(x - 0.6))"),
    "chirp": Target("0.8*sin(20*x^2)"),
    "Runge's": Target("1/(1 + 25*(2*x - 1)^2)"),
}


def from_points(points: Sequence[tuple[float, float]]) -> Callable[[ArrayLike], Array]:
    """The continuous function that joins (x, y) points by straight lines; constant beyond."""
    if len(points) < 2:
        raise ValueError(f"a drawn curve needs at least two points, not {len(points)}.")
    if not np.isfinite(np.array(points, float)).all():
        raise ValueError("the points of a drawn curve must be finite numbers (x, y).")
    x, y = np.array(sorted(points), float).T
    if np.any(np.diff(x) == 0):
        raise ValueError("two points of a drawn curve have the same x: move one aside.")
    return lambda at: np.interp(np.asarray(at, float), x, y)


def hill(x: ArrayLike, y: ArrayLike) -> Array:
    """A round hill beside a hollow on the unit square."""
    x, y = np.asarray(x, float), np.asarray(y, float)
    up = np.exp(-((x - 0.35) ** 2 + (y - 0.6) ** 2) / 0.04)
    down = np.exp(-((x - 0.75) ** 2 + (y - 0.3) ** 2) / 0.02)
    return np.asarray(0.9 * up - 0.6 * down)


def waves(x: ArrayLike, y: ArrayLike) -> Array:
    """Crossed waves."""
    x, y = np.asarray(x, float), np.asarray(y, float)
    return np.asarray(0.8 * np.sin(2 * np.pi * x) * np.cos(np.pi * y))


def saddle(x: ArrayLike, y: ArrayLike) -> Array:
    """A saddle: x y, centred."""
    x, y = np.asarray(x, float), np.asarray(y, float)
    return np.asarray(3.2 * (x - 0.5) * (y - 0.5))


SURFACES: Mapping[str, Callable[[ArrayLike, ArrayLike], Array]] = {
    "hill": hill,
    "waves": waves,
    "saddle": saddle,
}
