from itertools import repeat

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons_lib.explorable import Explorable, Points

finite = st.floats(-1e6, 1e6)
places = st.tuples(finite, finite)
ranges = st.tuples(st.floats(-1e3, 1e3), st.floats(1e-2, 1e3)).map(lambda p: (p[0], p[0] + p[1]))


def made(points, **options):
    control = Points(points, **options)
    control.__set_name__(Explorable, "points")
    return control


def row(n=5, **options):
    """Points at x = 0, 1/(n-1), ..., 1, all at height 0.5, that move up and down."""
    return made([(i / (n - 1), 0.5) for i in range(n)], move="y", **options)


@given(x=ranges, y=ranges, to=places, stroke=st.lists(places, min_size=1, max_size=6))
def test_points_stay_in_range_wherever_they_are_pulled(x, y, to, stroke):
    for move in ("x", "y", "xy"):
        control = made([(x[0], y[0]), (x[1], y[1])], x=x, y=y, move=move)
        control.check(control.moved(control.default, 1, to))
        control.check(control.stroked(control.default, stroke))


def test_a_default_given_as_lists_equals_the_value_that_is_set_to_it():
    control = made([[0.25, 0.5], [0.75, 1.0]])
    assert control.default == control.check(control.default) == ((0.25, 0.5), (0.75, 1.0))


@given(to=places)
def test_only_the_named_coordinate_moves(to):
    along = made([(0.5, 0.5)], move="x").moved(((0.5, 0.5),), 0, to)
    up = made([(0.5, 0.5)], move="y").moved(((0.5, 0.5),), 0, to)
    assert along[0][1] == 0.5
    assert up[0][0] == 0.5


def test_a_point_in_a_narrow_range_far_from_zero_can_still_be_placed():
    control = made([(0.0, 1000.0)], x=(0, 1), y=(1000.0, 1001.0))
    assert control.moved(control.default, 0, (0.0, 1000.25))[0][1] == pytest.approx(1000.25)


def test_a_stroke_sets_the_point_it_begins_at_and_every_point_that_it_passes():
    control = row(5)
    after = control.stroked(control.default, [(0.1, 0.1), (0.9, 0.9)])
    assert [y for _, y in after] == pytest.approx([0.1, 0.25, 0.5, 0.75, 0.5])


def test_a_stroke_told_in_parts_ends_where_the_whole_stroke_ends():
    control, stroke = row(9), [(0.05, 0.2), (0.4, 0.9), (0.7, 0.1), (0.95, 0.6)]
    points = control.default
    for length in range(1, 5):
        points = control.stroked(points, stroke[:length])
    assert points == control.stroked(control.default, stroke)


def test_a_press_on_a_curve_moves_the_point_nearest_in_x():
    control = row(5)
    after = control.stroked(control.default, [(0.55, 1.0)])
    assert after[2] == (0.5, 1.0)
    assert after[:2] == control.default[:2]


def test_a_press_on_a_plane_moves_the_nearest_point():
    control = made([(0.0, 0.0), (1.0, 1.0)], move="xy")
    assert control.stroked(control.default, [(0.7, 0.9)]) == ((0.0, 0.0), (0.7, 0.9))


OUTSIDE = [[(2, 0)], [(0, float("nan"))], [(10**400, 0)], [], [(0, 0), (1, 1)], repeat((0, 0))]
NO_PAIRS = [[(1,)], "ab", 3, None, (0.5, 0.5), ["ab"], {(0, 0)}, {(0, 0): 1}, [{0, 1}]]
NO_NUMBERS = [[("x", "y")], [("0", "1")], [(0, True)], [(1j, 0)], np.ma.masked_all((1, 2))]


@pytest.mark.parametrize(
    "bad", [*OUTSIDE, *NO_PAIRS, *NO_NUMBERS, np.zeros(2), np.zeros((1, 3))], ids=repr
)
def test_points_out_of_range_are_refused_naming_the_ranges(bad):
    with pytest.raises(ValueError, match=r"x from 0 to 1 and y from 0 to 1"):
        made([(0.5, 0.5)]).check(bad)


def test_points_may_come_from_an_array_or_a_generator():
    control = row(3)
    wanted = ((0.0, 0.25), (0.5, 0.5), (1.0, 0.75))
    assert control.check(np.array(wanted)) == wanted
    assert control.check((x, y) for x, y in wanted) == wanted


@pytest.mark.parametrize(
    ("control", "value", "words"),
    [
        (row(3), [(0, 1), (1, 1)], "choose 3 pairs .* where x stays 0, 0.5, 1"),
        (row(3), [(0, 1), (0.6, 1), (1, 1)], "where x stays 0, 0.5, 1"),
        (made([(0.5, 0)], move="x"), [(0.5, 0.5)], "choose 1 pair .* where y stays 0"),
        (row(3, count=(2, 4)), [(0, 1)], "choose 2 to 4 pairs"),
        (row(3, count=(2, 4)), [(0, 1)] * 5, "choose 2 to 4 pairs"),
    ],
)
def test_what_a_hand_cannot_change_code_cannot_either(control, value, words):
    with pytest.raises(ValueError, match=words):
        control.check(value)


@pytest.mark.parametrize("many", [2, 3, 4])
def test_where_the_number_of_points_may_change_their_places_may_too(many):
    value = tuple((0.1 * i, 0.5) for i in range(many))
    assert row(3, count=(2, 4)).check(value) == value


def test_words_say_which_point_and_where():
    assert row(3).words(1, (0.5, 0.25)) == "points 2: height 0.25 at x 0.5"
