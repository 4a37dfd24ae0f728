"""Our PNG against Pillow as an independent reader."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from lessons_lib.explorable.painter import Painter
from lessons_lib.explorable.png import png
from tests.explorable.test_painter import curves, surface


@pytest.mark.parametrize("draw", [curves, surface])
def test_the_png_holds_the_very_pixels(draw):
    pixels = Painter(draw, (4.0, 3.0)).paint()
    for level in (1, 9):
        picture = Image.open(io.BytesIO(png(pixels, level)))
        np.testing.assert_array_equal(np.asarray(picture.convert("RGB")), pixels[..., :3])


@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 2**32 - 1))
def test_any_picture_survives_the_png(width, height, seed):
    pixels = np.random.default_rng(seed).integers(0, 256, (height, width, 4), np.uint8)
    picture = Image.open(io.BytesIO(png(pixels)))
    picture.load()  # checks every chunk's sum
    np.testing.assert_array_equal(np.asarray(picture.convert("RGB")), pixels[..., :3])
