"""A frame: all that one state of an explorable looks like."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray


class Handle(NamedTuple):
    """A point that can be dragged: its control and its number there, its place as fractions of
    the picture from the top left, and words for it."""

    control: str
    number: int
    x: float
    y: float
    words: str


class Frame(NamedTuple):
    """What a face shows of a state; a face that has it needs no more.

    `pixels` is (height, width, 4), RGBA; `code` is the call that rebuilds the state. `kept` says
    whether the state is told by its values and its look alone, so that a frame kept for them is
    right whenever they come again.
    """

    values: dict[str, Any]
    hidden: tuple[str, ...]
    pixels: NDArray[np.uint8]
    readout: str
    alt: str
    handles: tuple[Handle, ...]
    scene: str | None
    code: str
    kept: bool
    playable: bool = False
    playing: bool = False
