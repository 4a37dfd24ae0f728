"""The corners of bars and bands, as Matplotlib goes round them: from the lower left, and back."""

from __future__ import annotations

from typing import Any

import numpy as np


def box(left: float, right: float, low: float, high: float) -> Any:
    """Corners (5, 2) of a rectangle."""
    return np.array([[left, low], [right, low], [right, high], [left, high], [left, low]])


def bars(heights: Any, width: float = 0.8, aside: float = 0.0) -> list[Any]:
    """Bars that stand on 0 at the whole numbers, their middles `aside` of them."""
    return [
        box(k + aside - width / 2, k + aside + width / 2, 0, height)
        for k, height in enumerate(heights)
    ]


def lying(starts: Any, ends: Any, width: float = 0.8) -> list[Any]:
    """Bars that lie at the whole numbers."""
    pairs = enumerate(zip(starts, ends, strict=True))
    return [box(start, end, k - width / 2, k + width / 2) for k, (start, end) in pairs]
