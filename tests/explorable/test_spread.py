"""The median line and its band, against NumPy's median and percentiles."""

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Spread

ROWS = np.random.default_rng(0).normal(size=(6, 32))


def test_the_line_is_the_median_and_the_band_the_middle_half():
    spread = Spread(Figure().add_subplot(), "loss", colour="C0")
    medians = spread.show(range(6), ROWS)
    np.testing.assert_allclose(medians, np.median(ROWS, axis=1))
    np.testing.assert_array_equal(spread.line.get_ydata(), medians)
    corners = spread.band.get_paths()[0].vertices
    for k, row in enumerate(ROWS):
        heights = corners[corners[:, 0] == k, 1]
        assert np.isclose(heights.min(), np.percentile(row, 25))
        assert np.isclose(heights.max(), np.percentile(row, 75))


def test_line_and_band_have_one_colour_and_the_line_its_look():
    spread = Spread(Figure().add_subplot(), "loss", colour="#0072b2", linestyle="--")
    assert spread.line.get_color() == "#0072b2" and spread.line.get_linestyle() == "--"
    np.testing.assert_allclose(spread.band.get_facecolor()[0], (0, 0x72 / 255, 0xB2 / 255, 0.2))
    assert spread.line.get_label() == "loss"
