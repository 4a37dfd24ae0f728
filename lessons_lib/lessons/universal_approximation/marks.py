"""What several pictures of this lesson share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.axes import Axes

Function = Callable[[Any], Any]


class ErrorMark:
    """A bar between two curves where they lie furthest apart."""

    def __init__(self, axes: Axes) -> None:
        (self.bar,) = axes.plot(
            [], [], "_-", color="C1", linewidth=3, markersize=14, label="largest error"
        )

    def show(self, x: float, ours: Function, target: Function) -> None:
        """Put the bar at `x`, from `target` to `ours`."""
        place = np.array([x])
        self.bar.set_data([x, x], [float(target(place)[0]), float(ours(place)[0])])
