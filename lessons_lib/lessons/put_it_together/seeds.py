"""The score of each seed: a dot, or a triangle at the edge if it lies beyond.

The axes are close to sensible scores, and show all scores while half of the seeds or more are
beyond.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

Array = NDArray[Any]
Edges = tuple[float, float]


class Seeds:
    """One marker for each seed between two scores, `near`, or between those of `whole`."""

    def __init__(self, axes: Axes, n: int, near: Edges, whole: Edges) -> None:
        self.axes, self.n, self.near, self.whole = axes, n, near, whole
        axes.set(xlim=(-1, n), ylim=near, xticks=range(0, n, 5))
        look: dict[str, Any] = {"color": "C0", "clip_on": False, "linestyle": "", "zorder": 3}
        (self.dots,) = axes.plot([], [], marker="o", alpha=0.6, label="seeds", **look)
        self.beyond = [
            axes.plot([], [], marker=mark, label=name, **look)[0]
            for mark, name in (("v", "below the edge"), ("^", "above the edge"))
        ]

        for artist in (self.dots, *self.beyond):
            artist.set_in_layout(False)  # unclipped and empty, it would lie at the corner

    def show(self, scores: Array) -> None:
        """Show the score of each seed, (n,); nan shows nothing."""
        low, high = edges = self._edges(scores)
        self.axes.set_ylim(edges)
        outside = scores < low, scores > high
        seeds = np.arange(self.n)
        self.dots.set_data(seeds, np.where(outside[0] | outside[1], np.nan, scores))
        for artist, out, edge in zip(self.beyond, outside, edges, strict=True):
            artist.set_data(seeds[out], np.full(out.sum(), edge))
        told = " (triangle: beyond the edge)" if np.any(outside) else ""
        self.axes.set_xlabel(f"seed{told}")

    def _edges(self, scores: Array) -> Edges:
        """`near`, unless the median lies beyond; that of nan does not."""
        low, high = self.near
        middle = np.median(scores)
        return self.whole if middle < low or middle > high else self.near
