"""Pixels as a PNG, written out.

Plain zlib at level 1 is about twice as fast as Pillow's fastest PNG, and this runs at every
movement of a slider.
"""

from __future__ import annotations

import struct
import zlib

import numpy as np
from numpy.typing import NDArray


def png(pixels: NDArray[np.uint8], level: int = 1) -> bytes:
    """Encode RGBA pixels (height, width, 4) as an opaque PNG."""
    height, width, _ = pixels.shape
    rows = np.zeros((height, 1 + 3 * width), np.uint8)  # each row begins with filter 0
    for colour in range(3):  # five times as fast as copying [..., :3]
        rows[:, 1 + colour :: 3] = pixels[..., colour]

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(rows.data, level)
    signature = b"\x89PNG\r\n\x1a\n"
    return signature + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
