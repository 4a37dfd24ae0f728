"""What lies behind the moving artists: paper, ticks, grids.

It is put together from the pieces that single axes make, each drawn once for each look and then
kept; so a change in one axes leaves the others alone.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Sequence
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator
from numpy.typing import NDArray

KEPT = 4  # looks of each piece; of all pieces together some megabytes each
Pixels = NDArray[np.uint8]
Group = tuple[Axes, ...]  # in the order in which they are drawn


class Piece(NamedTuple):
    """The pixels that some axes touch: a rectangle, its first row and column, one past its last."""

    first: tuple[int, int]
    last: tuple[int, int]
    pixels: Pixels

    @property
    def place(self) -> tuple[slice, slice]:
        """The rectangle in the picture."""
        return slice(self.first[0], self.last[0]), slice(self.first[1], self.last[1])


class Backgrounds:
    """`kept` for each group of axes: a piece for each of the looks that were needed last.

    An axes is a group of its own until it is seen to touch another one.
    """

    def __init__(self) -> None:
        self.kept: dict[Group, OrderedDict[Hashable, Piece]] = {}
        self._number: dict[Axes, int] = {}
        self._paper: Pixels | None = None
        self._seen: Hashable = None
        self._behind: Pixels | None = None

    def restore(self, canvas: Any) -> None:
        """Put onto the canvas what is behind what moves; all that moves is animated."""
        present = look(canvas.figure.axes)
        if self._behind is None or present != self._seen:
            self._behind, self._seen = self._made(canvas), present
        np.asarray(canvas.buffer_rgba())[:] = self._behind

    def _made(self, canvas: Any) -> Pixels:
        paper = self._blank(canvas)
        pieces = {g: self._piece(canvas, g, paper) for g in self._groups(canvas.figure)}
        for one, other in combinations(pieces, 2):
            if overlap(pieces[one], pieces[other]):
                self._join(one, other)
                return self._made(canvas)
        made = paper.copy()
        for piece in pieces.values():
            made[piece.place] = piece.pixels
        return made

    def _groups(self, figure: Figure) -> list[Group]:
        groups: dict[int, Group] = {}
        for axes in sorted(figure.axes, key=Axes.get_zorder):
            number = self._number.setdefault(axes, len(self._number))
            groups[number] = (*groups.get(number, ()), axes)
        return list(groups.values())

    def _join(self, one: Group, other: Group) -> None:
        del self.kept[one], self.kept[other]
        self._number |= dict.fromkeys(other, self._number[one[0]])

    def _blank(self, canvas: Any) -> Pixels:
        if self._paper is None:
            canvas.get_renderer().clear()
            canvas.figure.patch.draw(canvas.get_renderer())
            self._paper = np.array(canvas.buffer_rgba())
        return self._paper

    def _piece(self, canvas: Any, group: Group, paper: Pixels) -> Piece:
        kept, present = self.kept.setdefault(group, OrderedDict()), look(group)
        if present not in kept:
            kept[present] = drawn(canvas, group, paper)
        kept.move_to_end(present)
        while len(kept) > KEPT:
            kept.popitem(last=False)
        return kept[present]


def drawn(canvas: Any, group: Group, paper: Pixels) -> Piece:
    """What a group of axes draws on empty paper, with all of the paper that it covers."""
    pixels = np.asarray(canvas.buffer_rgba())
    pixels[:] = paper
    for axes in group:
        axes.draw(canvas.get_renderer())
    height = len(pixels)
    changed = pixels.view(np.uint32)[..., 0] != paper.view(np.uint32)[..., 0]
    for axes in filter(Axes.get_visible, group):
        left, bottom, right, top = (round(side) for side in axes.bbox.extents)
        changed[max(height - top, 0) : height - bottom, max(left, 0) : right] = True
    rows, columns = (np.flatnonzero(changed.any(axis=axis)) for axis in (1, 0))
    if not len(rows):
        return Piece((0, 0), (0, 0), pixels[:0, :0].copy())
    piece = Piece((rows[0], columns[0]), (rows[-1] + 1, columns[-1] + 1), pixels)
    return piece._replace(pixels=pixels[piece.place].copy())


def overlap(one: Piece, other: Piece) -> bool:
    """Whether two pieces share a pixel."""
    ends = zip(one.first, other.first, one.last, other.last, strict=True)
    return all(max(a, b) < min(c, d) for a, b, c, d in ends)


def look(group: Sequence[Axes]) -> Hashable:
    """What the background shows; if this changes another one is needed."""
    return tuple(
        (
            axes.get_visible(),
            axes.axison,
            axes.get_facecolor(),
            axes.get_position().bounds,
            *axes.viewLim.extents,
            *(_ticks(axis) for axis in (axes.xaxis, axes.yaxis)),
        )
        for axes in group
    )


def _ticks(axis: Axis) -> Hashable:
    """What an axis shows; fixed ticks by their places and words, others by who finds them."""
    locator, formatter = axis.get_major_locator(), axis.get_major_formatter()
    found: Hashable = (locator, formatter)
    if type(locator) is FixedLocator:
        places = locator.tick_values(0, 0)
        found = (*places, *formatter.format_ticks(list(places)))
    return axis.get_label_text(), axis.get_scale(), found
