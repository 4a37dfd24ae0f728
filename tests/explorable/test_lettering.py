"""Remembered text against matplotlib's own, to the pixel."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from lessons_lib.explorable.lettering import KNOWN, Canvas, bitmap

FIGURE = Figure(figsize=(3.0, 2.0))
TEXT = FIGURE.text(0, 0, "")
OURS, THEIRS = Canvas(FIGURE), FigureCanvasAgg(FIGURE)
MATHS = ("$10^{-3}$", "$\\frac{x_1}{2}$ \u2212 1", "\u03c3(z)")
WORDS = ("AV 0.25", "slope", *MATHS, "two\nlines", "")


def pixels(canvas):
    FIGURE.set_canvas(canvas)
    canvas.draw()
    return np.array(canvas.buffer_rgba())


@given(
    st.sampled_from(WORDS),
    st.floats(-0.1, 1.1),
    st.floats(-0.1, 1.1),
    st.sampled_from([0.0, 30.0, 90.0]),
    st.sampled_from(["left", "center", "right"]),
    st.sampled_from([("normal", 12, 1.0), ("bold", 9.5, 0.4)]),
)
@settings(deadline=None, max_examples=150)
def test_text_is_matplotlibs_to_the_pixel(words, x, y, angle, align, form):
    weight, size, alpha = form
    TEXT.set(text=words, x=x, y=y, rotation=angle, ha=align, weight=weight, size=size, alpha=alpha)
    np.testing.assert_array_equal(pixels(OURS), pixels(THEIRS))


def test_the_font_features_and_hard_edges_are_matplotlibs_too():
    TEXT.set(text="office 1/2", x=0.1, y=0.5, rotation=0, ha="left", alpha=1)
    for change in ({"antialiased": False}, {"antialiased": True, "fontfeatures": ["-liga"]}):
        if all(hasattr(TEXT, f"set_{name}") for name in change):
            TEXT.set(**change)
            np.testing.assert_array_equal(pixels(OURS), pixels(THEIRS))
    TEXT.set_antialiased(True)


@pytest.mark.skipif(not KNOWN, reason="this matplotlib draws text in another way")
def test_a_letter_is_drawn_once():
    TEXT.set(text="again and again", x=0.1, y=0.5, size=12)
    pixels(OURS)
    before = bitmap.cache_info()
    pixels(OURS)
    after = bitmap.cache_info()
    assert after.misses == before.misses and after.hits > before.hits
