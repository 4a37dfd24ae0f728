"""Numbers, points and curves as predictions."""

import pytest

from lessons_lib.explorable.drawn import Axis, Curve, shape
from tests.explorable.predictions import CURVE, NUMBER, POINT


@pytest.mark.parametrize(
    ("shares", "name"),
    [
        ([0.1, 0.5, 0.9], "rises"),
        ([0.9, 0.5, 0.1], "falls"),
        ([0.5, 0.52, 0.46], "flat"),
        ([0.1, 0.9, 0.2], "peaks"),
        ([0.9, 0.1, 0.8], "dips"),
        ([0.1, 0.55, 0.5], "rises"),
    ],
)
def test_a_curve_is_told_by_what_it_does(shares, name):
    assert shape(shares) == name


def test_a_share_of_a_logarithmic_axis_counts_factors():
    axis = Axis(label="", name="", low=1e-4, high=1, ticks=[], log=True)
    assert [axis.share(x) for x in (1e-4, 1e-2, 1, 7)] == pytest.approx([0, 0.5, 1, 1])


@pytest.mark.parametrize(("low", "high", "log"), [(1, 1, False), (2, 1, False), (0, 1, True)])
def test_an_axis_without_room_is_refused(low, high, log):
    with pytest.raises(ValueError, match="it needs low < high, above 0"):
        Axis(label="", name="", low=low, high=high, ticks=[], log=log)


def curve(**changes):
    given = {"at": CURVE.at, "truth": CURVE.truth, "shapes": CURVE.shapes} | changes
    return Curve("?", x=CURVE.x, y=CURVE.y, why="", **given)


def test_a_curve_has_words_for_every_shape_but_its_own():
    assert CURVE.right == "falls"
    with pytest.raises(ValueError, match="the curve falls; give words for rises, flat, peaks, dip"):
        curve(shapes={"rises": CURVE.shapes["rises"]})
    with pytest.raises(ValueError, match="the curve falls"):
        curve(shapes={**CURVE.shapes, "falls": CURVE.shapes["flat"]})


def test_a_curve_of_nothing_is_refused():
    with pytest.raises(ValueError, match="1 places and 2 values"):
        curve(at=[1], truth=[1, 2])
    with pytest.raises(ValueError, match="finite"):
        curve(at=[1, 2, 3], truth=[1, 2, float("nan")])


def test_the_answers_are_written_out():
    assert CURVE.answer() == "It falls, from 0.64 to 0.04."
    assert NUMBER.answer() == "0.001." and POINT.answer() == "At 1 and -1."
