"""The cut through a bowl in its most curved direction, and the steps of a path on it."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

Array = NDArray[Any]
REACH = 5.5
ACROSS = np.linspace(-REACH, REACH, 221)


class Cut:
    """E above its least against the distance across the valley, and where each step lands."""

    def __init__(self, axes: Axes) -> None:
        self.axes = axes
        axes.set(xlabel="distance across the valley", ylabel="E above the least")
        axes.set(title="across the valley", xlim=ACROSS[[0, -1]])
        axes.locator_params(axis="y", nbins=5)
        (self.bowl,) = axes.plot([], [], "-", color="C0", lw=1.5, label="cut through the bowl")
        (self.ahead,) = axes.plot([], [], "-", color="C1", lw=0.8, alpha=0.5, label="_ahead")
        (self.path,) = axes.plot([], [], "o-", color="C1", lw=1.2, ms=5, label="path across")
        (self.here,) = axes.plot([], [], "D", color="C3", markersize=11, label="here, across")
        (self.begun,) = axes.plot([], [], "s", color="C2", markersize=12, label="start, across")

    def show(self, across: Array, curvature: float, done: int) -> None:
        """Draw the cut of this curvature, and the steps (k,) by their distances across."""
        places = np.stack([across, curvature * across**2 / 2], 1)
        self.bowl.set_data(ACROSS, curvature * ACROSS**2 / 2)
        self.ahead.set_data(*places.T)
        self.path.set_data(*places[: done + 1].T)
        self.begun.set_data(*places[:1].T)
        inside = abs(across[done]) <= REACH
        self.here.set_data(*(places[done, :, None] if inside else np.empty((2, 0))))
        top = curvature * REACH**2 / 2
        self.axes.set_ylim(-0.05 * top, 1.02 * top)
