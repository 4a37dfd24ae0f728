"""Pictures of one explorable, small: what differs from the first, as WebP.

Colours are told in 32 steps a channel, at most 4 of 255 away, which no eye tells apart in a
drawing; then most pixels of two pictures are equal, and equal ones are left transparent.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

STEPS = 31
QUALITY = 85  # of the lossy form, which is taken where it is smaller: photographs, heat maps
LIGHT = 8_000  # bytes below which the lossy form is not tried

Pixels = NDArray[np.uint8]


def coarse(pixels: Pixels) -> Pixels:
    """The pixels, (height, width, 4), in fewer colours."""
    steps = np.round(pixels[..., :3] * (STEPS / 255))
    found = np.full_like(pixels, 255)
    found[..., :3] = np.round(steps * (255 / STEPS))
    return found


def difference(pixels: Pixels, first: Pixels) -> Pixels:
    """The pixels where they differ from the first picture, transparent elsewhere."""
    same = (pixels == first).all(axis=-1)
    return np.where(same[..., None], np.uint8(0), pixels)


def webp(pixels: Pixels) -> bytes:
    """The smaller of a lossless and a lossy WebP; transparency is kept exactly."""
    lossless = _written(pixels, lossless=True, method=2, quality=50)
    if len(lossless) < LIGHT:
        return lossless
    lossy = _written(pixels, quality=QUALITY, alpha_quality=100, method=2)
    return min(lossless, lossy, key=len)


def _written(pixels: Pixels, **how: Any) -> bytes:
    file = BytesIO()
    Image.fromarray(pixels).save(file, "WEBP", **how)
    return file.getvalue()
