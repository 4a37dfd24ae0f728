"""What several pictures of this lesson share."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes

from lessons_lib.theory.approximation.one_layer import Function, Worst, sup_norm_error

MARGIN = (-0.03, 1.03)  # of the x axis: a mark at 0 or 1 is not hidden by the frame


class ErrorMark:
    """A bar between two curves where they lie furthest apart: the sup norm, located."""

    def __init__(self, axes: Axes) -> None:
        (self.bar,) = axes.plot(
            [],
            [],
            marker="_",
            linestyle="-",
            color="C1",
            linewidth=3,
            markersize=14,
            markeredgewidth=2.4,
            zorder=3,
            label="largest error",
        )

    def show(self, ours: Function, target: Function) -> Worst:
        """Find the largest error of `ours`, mark it, and return it."""
        worst = sup_norm_error(ours, target)
        place = np.array([worst.x])
        self.bar.set_data([worst.x, worst.x], [target(place)[0], ours(place)[0]])
        return worst

    def hide(self) -> None:
        """Mark nothing."""
        self.bar.set_data([], [])


def box(axes: Axes) -> dict[str, Any]:
    """Behind words that stand on lines: the colour of the page."""
    return {"facecolor": axes.get_facecolor(), "edgecolor": "none", "pad": 1.5}


def said(error: float) -> str:
    """An error in words: three digits, and no zero that is not one."""
    return f"{error:.3f}" if error >= 5e-4 else "below 0.0005"
