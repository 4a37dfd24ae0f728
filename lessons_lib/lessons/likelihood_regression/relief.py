"""A surface over slope and intercept, seen from above and aside, and places on it."""

from __future__ import annotations

from typing import Any, NamedTuple

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.colors import LinearSegmentedColormap
from numpy.typing import ArrayLike, NDArray

Array = NDArray[Any]
TURN, TILT, HEIGHT = np.radians(28), np.radians(22), 1.25
FLOOR = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]])


def projected(across: ArrayLike, along: ArrayLike, height: ArrayLike) -> Array:
    """Places of the box [-1, 1] x [-1, 1] x [0, 1] on the page, (..., 2), seen from far away."""
    right, back = _turned(across, along)
    up = np.sin(TILT) * back + HEIGHT * np.cos(TILT) * np.asarray(height)
    return np.stack([right, up], -1)


def _turned(across: ArrayLike, along: ArrayLike) -> tuple[Array, Array]:
    """To the right, and away from the eye."""
    a, b = np.asarray(across, float), np.asarray(along, float)
    return np.cos(TURN) * a - np.sin(TURN) * b, np.sin(TURN) * a + np.cos(TURN) * b


def facets(heights: Array) -> tuple[Array, Array]:
    """The facets of a surface (m, m) on the page, ((m - 1)^2, 4, 2), the farthest first, and
    their heights."""
    at = np.linspace(-1, 1, len(heights))
    corners = projected(at[None, :], at[:, None], heights)
    sides = (np.s_[:-1, :-1], np.s_[:-1, 1:], np.s_[1:, 1:], np.s_[1:, :-1])
    each = np.stack([corners[side] for side in sides], -2).reshape(-1, 4, 2)
    middle = np.mean([heights[side] for side in sides], 0).ravel()
    centre = (at[1:] + at[:-1]) / 2
    order = np.argsort(-_turned(centre[None, :], centre[:, None])[1].ravel(), kind="stable")
    return each[order], middle[order]


class Range(NamedTuple):
    """What a direction of the floor measures, and its ends."""

    name: str
    low: float
    high: float

    def share(self, value: float) -> float:
        """Where a value lies, from -1 to 1."""
        return 2 * (value - self.low) / (self.high - self.low) - 1


class Relief:
    """A surface on its floor, the best place on it, and a place with its height."""

    def __init__(self, axes: Axes, name: str, colour: str, ranges: tuple[Range, Range]) -> None:
        self.axes, self.name, self.ranges = axes, name, ranges
        axes.set(xlim=(-1.9, 1.4), ylim=(-1.05, 1.75))
        axes.set_axis_off()
        ink, paper = (mpl.rcParams[key] for key in ("text.color", "figure.facecolor"))
        self.shades = LinearSegmentedColormap.from_list(name, [paper, colour])
        floor = projected(FLOOR[:, 0], FLOOR[:, 1], 0)
        axes.plot(*floor.T, "-", color="C5", lw=1, zorder=0.5, label="_floor")
        scale = projected([-1, -1], [1, 1], [0, 1])
        axes.plot(*scale.T, "-_", color="C5", lw=1, ms=9, label="_scale of heights")
        look: dict[str, Any] = {"ha": "right", "va": "bottom", "fontsize": "small"}
        self.ends = [axes.text(x - 0.06, y + 0.08, "", **look) for x, y in scale]
        self.surface = PolyCollection([], edgecolors=colour, linewidths=0.4, label=f"_{name}")
        axes.add_collection(self.surface, autolim=False)
        (self.stem,) = axes.plot([], [], "-", color=ink, lw=1.2, label="_stem")
        (self.best,) = axes.plot([], [], "*", color=ink, markersize=15, label=f"best {name}")
        (self.here,) = axes.plot([], [], "o", color="C1", mec=ink, ms=10, label=f"your {name}")
        self._label_floor()

    def _label_floor(self) -> None:
        """The names of both directions and their ends, along the two nearest edges."""
        across, along = self.ranges
        self._write(0.0, -1.6, across.name, projected(1, 0, 0))
        self._write(-1.75, -0.1, along.name, projected(0, -1, 0))
        for end, at in (("low", -0.82), ("high", 0.88)):
            self._write(at, -1.24, _told(getattr(across, end)), projected(1, 0, 0))
            self._write(-1.25, at, _told(getattr(along, end)), projected(0, -1, 0))

    def _write(self, across: float, along: float, words: str, step: Array) -> None:
        """Words on the floor, in the direction of a step on the page, (2,)."""
        x, y = projected(across, along, 0)
        turn = float(np.degrees(np.arctan2(step[1], step[0])))
        look: dict[str, Any] = {"ha": "center", "va": "center", "rotation_mode": "anchor"}
        look["fontsize"] = "small"
        self.axes.text(x, y, words, rotation=turn, **look)

    def show_surface(self, heights: Array, best: Array) -> None:
        """Draw heights (m, m) over the second and the first range; best (2,) is marked."""
        self.low, self.high = float(heights.min()), float(heights.max())
        corners, middle = facets((heights - self.low) / (self.high - self.low))
        self.surface.set_verts(list(corners))
        self.surface.set_facecolor(list(self.shades(0.15 + 0.85 * middle)))
        self.peak = best
        for words, end in zip(self.ends, (self.low, self.high), strict=True):
            words.set_text(_told(end, 0))

    def show(self, theta: Array, value: float, best: float) -> None:
        """Mark a place of this value, and the best one."""
        place, peak = (self._on(*at) for at in ((theta, value), (self.peak, best)))
        foot = self._on(theta, self.low)
        self.here.set_data(*place[:, None])
        self.stem.set_data(*np.stack([foot, place], 1))
        self.best.set_data(*peak[:, None])
        self.axes.set_title(f"{self.name}: {_told(value, 2)}")

    def _on(self, theta: Array, value: float) -> Array:
        across, along = (each.share(t) for each, t in zip(self.ranges, theta, strict=True))
        return projected(across, along, (value - self.low) / (self.high - self.low))


def _told(value: float, digits: int = 1) -> str:
    return f"{value:.{digits}f}".replace("-", "−")
