"""The painter: one Agg figure made once, then only what moves is drawn again.

Everything a lesson puts into an axes (lines, images, collections, patches, texts, titles,
the legend) counts as moving; ticks, their labels and the grid are the background, drawn
once and kept as pixels. A change of limits, scale, ticks or labels is seen and repaints
the background of that axes, so a lesson never has to think about it. The frame is then what
matplotlib would draw in full, pixel for pixel, but for two things that lie in the background:
a grid is below an image, and axes that overlap others must be their `inset_axes`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import matplotlib as mpl
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from numpy.typing import NDArray

from lessons_lib.explorable.backgrounds import Backgrounds
from lessons_lib.explorable.lettering import Canvas

HERE = Path(__file__).parent
DPI = 100


@cache
def style(dark: bool = False) -> Any:
    """The house style as rcParams, for `matplotlib.rc_context`."""
    names = ["lessons", "dark"] if dark else ["lessons"]
    read = [mpl.rc_params_from_file(HERE / f"{name}.mplstyle", False, False) for name in names]
    return {key: value for params in read for key, value in params.items()}


class Stamp(NamedTuple):
    """A drawn legend: where it lies, the pixels that it covered and those that it left."""

    place: tuple[slice, slice]
    covered: NDArray[np.uint8]
    drawn: NDArray[np.uint8]


class Painter:
    """Draws the figure that `draw` fills, in the house style, as RGBA pixels.

    `size` is in units of 100 CSS pixels; `scale` is device pixels per CSS pixel.
    """

    def __init__(
        self,
        draw: Callable[[Figure], object],
        size: tuple[float, float],
        *,
        dark: bool = False,
        scale: float = 1.0,
    ) -> None:
        self.dark, self.scale = dark, scale
        with self.style():
            self.figure = Figure(figsize=size, dpi=DPI * scale)
            self.canvas: Any = Canvas(self.figure)  # untyped in matplotlib
            draw(self.figure)
        self._backgrounds = Backgrounds()
        self._stamps: WeakKeyDictionary[Legend, Stamp] = WeakKeyDictionary()

    @contextmanager
    def style(self) -> Iterator[None]:
        """The house style, for artists made while it lasts.

        As `mpl.rc_context`, which checks and copies every parameter and so takes longer than a
        line takes to draw.
        """
        wanted = style(self.dark)
        before = {key: mpl.rcParams[key] for key in wanted}
        dict.update(mpl.rcParams, wanted)
        try:
            yield
        finally:
            dict.update(mpl.rcParams, before)

    def paint(self) -> NDArray[np.uint8]:
        """Return the pixels of the figure as it stands, shape (height, width, 4)."""
        moving = self._moving()
        with self.style():  # matplotlib looks "C0" up when it draws, not when it is told
            if not self._backgrounds.kept:
                self._solve_layout(moving)
            self._backgrounds.restore(self.canvas)
            renderer = self.canvas.get_renderer()
            for artist in moving:
                if isinstance(artist, Legend):
                    self._draw_legend(artist)
                else:
                    artist.draw(renderer)
        return np.asarray(self.canvas.buffer_rgba())

    def _draw_legend(self, legend: Legend) -> None:
        """Draw a legend, half the work of a simple frame, only if it or what it covers changed."""
        pixels = np.asarray(self.canvas.buffer_rgba())
        stamp = self._stamps.get(legend)
        same = stamp and not any(part.stale for part in legend.findobj())
        if stamp and same and np.array_equal(pixels[stamp.place], stamp.covered):
            pixels[stamp.place] = stamp.drawn
            return
        place = self._pixels_under(legend)
        covered = pixels[place].copy()
        legend.draw(self.canvas.get_renderer())
        for part in legend.findobj():
            part.stale = False  # an empty title is never drawn, and would stay so
        self._stamps[legend] = Stamp(place, covered, pixels[place].copy())

    def _pixels_under(self, legend: Legend) -> tuple[slice, slice]:
        left, bottom, right, top = legend.get_window_extent().padded(2).extents
        height = self.figure.bbox.height
        rows, columns = (height - top, height - bottom), (left, right)
        first, second = (slice(max(int(a), 0), max(int(b) + 1, 0)) for a, b in (rows, columns))
        return first, second

    def _solve_layout(self, moving: list[Artist]) -> None:
        """With everything in place, then kept: axes that shift under the hand are hard to read."""
        for artist in moving:
            artist.set_animated(False)
        self.figure.draw_without_rendering()
        self.figure.set_layout_engine("none")
        for artist in moving:
            artist.set_animated(True)

    def _moving(self) -> list[Artist]:
        """What lies in front of the background, in the order in which matplotlib draws it."""
        found: list[Artist] = []
        for child in sorted(self.figure.get_children(), key=Artist.get_zorder):
            if isinstance(child, Axes):
                found += self._inside(child)
            elif child is not self.figure.patch:
                found.append(child)
        for artist in found:
            # New artists, made in an update, must stay out of the background too.
            artist.set_animated(True)
        return found

    @staticmethod
    def _inside(axes: Axes) -> list[Artist]:
        if not axes.get_visible():
            return []
        fixed = {axes.patch}
        if not (axes.axison and axes.get_frame_on()):
            fixed |= set(axes.spines.values())
        inside = (
            child
            for child in axes.get_children()
            if child not in fixed and not isinstance(child, Axis)
        )
        return sorted(inside, key=Artist.get_zorder)

    def data(self) -> dict[str, NDArray[Any]]:
        """Every plotted array under the label of its artist: lines and points as rows of
        (x, y), images as their values."""
        found: dict[str, NDArray[Any]] = {}
        for axes in self.figure.axes:
            for line in axes.lines:
                found[str(line.get_label())] = np.array(line.get_xydata())
            for image in axes.images:
                found[str(image.get_label())] = np.array(image.get_array())
            for points in axes.collections:
                # A band or a bundle of lines has no places of its own.
                if isinstance(points, PathCollection):
                    found[str(points.get_label())] = np.array(points.get_offsets())
        return {label: array for label, array in found.items() if not label.startswith("_")}

    def _settle(self) -> None:
        """Before the first paint the layout is not solved, and nothing lies where it will."""
        if not self._backgrounds.kept:
            self.paint()

    def settle_as(self, other: Painter) -> None:
        """Take the layout of another painter of the same picture in place of one's own."""
        other._settle()
        for mine, theirs in zip(self.figure.axes, other.figure.axes, strict=True):
            mine.set_position(theirs.get_position())
        for own, other_text in zip(self.figure.texts, other.figure.texts, strict=True):
            own.set_position(other_text.get_position())
        self.figure.set_layout_engine("none")

    def to_data(self, axes: int, fraction: tuple[float, float]) -> tuple[float, float]:
        """Data coordinates of a place given as fractions of the picture from its top left."""
        self._settle()
        width, height = self.figure.bbox.size
        place = (fraction[0] * width, (1 - fraction[1]) * height)
        x, y = self.figure.axes[axes].transData.inverted().transform(place)
        return float(x), float(y)

    def to_fraction(self, axes: int, point: tuple[float, float]) -> tuple[float, float]:
        """The inverse of `to_data`."""
        self._settle()
        x, y = self.figure.axes[axes].transData.transform(point)
        width, height = self.figure.bbox.size
        return float(x / width), float(1 - y / height)

    def inside(self, axes: int, fraction: tuple[float, float]) -> bool:
        """Whether such a place lies in the axes."""
        self._settle()
        box = self.figure.axes[axes].get_position()
        return bool(box.contains(fraction[0], 1 - fraction[1]))
