"""The middle of many replicas: a median line and the band of the middle half."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike, NDArray


class Spread:
    """A line at the median and a band from quartile to quartile, both empty until `show`."""

    def __init__(self, axes: Axes, label: str, *, colour: str, **look: Any) -> None:
        (self.line,) = axes.plot([], [], color=colour, label=label, **look)
        self.band = axes.fill_between([0, 1], 0, 0, color=colour, alpha=0.2, linewidth=0)

    def show(self, x: ArrayLike, rows: ArrayLike) -> NDArray[Any]:
        """Show `rows` (points, replicas) at x (points,); return the medians."""
        low, middle, high = np.quantile(np.asarray(rows), (0.25, 0.5, 0.75), axis=1)
        self.line.set_data(x, middle)
        self.band.set_data(x, low, high)
        return np.asarray(middle)
