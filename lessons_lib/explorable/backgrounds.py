"""What lies behind the moving artists: paper, ticks, grids. Drawn once for each look, then kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Any

from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator

KEPT = 4  # of some megabytes each


class Backgrounds:
    """`kept` for the looks that were needed last."""

    def __init__(self) -> None:
        self.kept: OrderedDict[Hashable, Any] = OrderedDict()

    def behind(self, canvas: Any) -> Any:
        """The canvas's region behind what moves; all that moves is animated."""
        present = look(canvas.figure)
        if present not in self.kept:
            canvas.draw()
            self.kept[present] = canvas.copy_from_bbox(canvas.figure.bbox)
        self.kept.move_to_end(present)
        while len(self.kept) > KEPT:
            self.kept.popitem(last=False)
        return self.kept[present]


def look(figure: Figure) -> Hashable:
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
        for axes in figure.axes
    )


def _ticks(axis: Axis) -> Hashable:
    """What an axis shows; fixed ticks by their places and words, others by who finds them."""
    locator, formatter = axis.get_major_locator(), axis.get_major_formatter()
    found: Hashable = (locator, formatter)
    if type(locator) is FixedLocator:
        places = locator.tick_values(0, 0)
        found = (*places, *formatter.format_ticks(list(places)))
    return axis.get_label_text(), axis.get_scale(), found
