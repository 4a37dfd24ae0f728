"""The two sides of a hypothesis as pixels, and its edge as a line."""

from __future__ import annotations

from typing import Any

import matplotlib as mpl
import numpy as np
from contourpy import LineType, contour_generator
from matplotlib.colors import LinearSegmentedColormap, to_rgb
from numpy.typing import NDArray

from lessons_lib.theory.shattering.thin_discs import Level

Array = NDArray[Any]


def shade(level: Level | None, side: int) -> Array:
    """1 inside, -1 outside, 0 where there is no hypothesis; (side, side), the top row first."""
    if level is None:
        return np.zeros((side, side))
    return np.where(level(_places((np.arange(side) + 0.5) / side)) > 0, 1.0, -1.0)[::-1]


def edge(level: Level | None, cells: int) -> Array:
    """Where the level is 0 in the unit square, (k, 2) with gaps; straight within each cell."""
    if level is None:
        return np.empty((0, 2))
    at = np.linspace(0, 1, cells + 1)
    lines = contour_generator(at, at, level(_places(at)), line_type=LineType.ChunkCombinedNan)
    points: Any = lines.lines(0.0)[0][0]
    return np.empty((0, 2)) if points is None else np.concatenate([points, [(np.nan, np.nan)]])


def _places(at: Array) -> Array:
    return np.stack(np.meshgrid(at, at), -1)


def tints() -> LinearSegmentedColormap:
    """The colours of −, of neither and of +: those of the marks, mixed with the paper."""
    paper, plus, minus = (
        np.array(to_rgb(name)) for name in (mpl.rcParams["figure.facecolor"], "C0", "C1")
    )
    sides = [0.35 * minus + 0.65 * paper, paper, 0.35 * plus + 0.65 * paper]
    return LinearSegmentedColormap.from_list("sides", sides)
