"""Small pictures side by side as one image, each with its name, and a frame for one of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.text import Text

from lessons_lib.theory.depth.tent import Array


def montage(tiles: Array, columns: int) -> Array:
    """Tiles (n, height, width) side by side in one picture, with gaps of nan."""
    gaps = np.pad(tiles, ((0, 0), (1, 1), (1, 1)), constant_values=np.nan)
    rows = [np.hstack(list(gaps[k : k + columns])) for k in range(0, len(gaps), columns)]
    return np.vstack(rows)


def numbered(axes: Axes, names: Sequence[str], columns: int, size: int) -> list[Text]:
    """A name in the upper left corner of each tile."""
    step = size + 2
    corners = [(k % columns * step + 1, k // columns * step + 1) for k in range(len(names))]
    paper: dict[str, Any] = {"facecolor": "k", "edgecolor": "none", "pad": 1.5}
    look: dict[str, Any] = {"color": "w", "fontsize": 10, "ha": "left", "va": "top"}
    return [
        axes.text(x, y, name, bbox=paper, **look)
        for (x, y), name in zip(corners, names, strict=True)
    ]


def frame(axes: Axes) -> Line2D:
    """A frame that marks one tile."""
    (line,) = axes.plot([], [], color="C2", linestyle="-", linewidth=3.5, label="_frame")
    return line


def framed(tile: int, columns: int, size: int) -> tuple[Array, Array]:
    """Corners of that frame, in pixels of the montage."""
    row, column = divmod(tile, columns)
    step = size + 2
    return (
        np.array([0, 1, 1, 0, 0]) * step + column * step - 0.5,
        np.array([0, 0, 1, 1, 0]) * step + row * step - 0.5,
    )


def outlined(x: float, y: float, width: int = 1) -> tuple[Array, Array]:
    """The edge of `width` pixels side by side, the first of them at (x, y)."""
    return (
        np.array([0, 1, 1, 0, 0]) * width + x - 0.5,
        np.array([0, 0, 1, 1, 0]) + y - 0.5,
    )
