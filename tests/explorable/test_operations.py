"""Requests and frames: what a hand on a page asks for, and what comes back."""

import inspect

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib.explorable import Live
from lessons_lib.explorable.operations import MOST_PIXELS
from tests.explorable.explorables import Counter, Heights, Leaky


def ask(picture, op, **words):
    return picture.answer({"op": op, **words})


def same(one, other):
    """Whether two frames look, read and answer alike."""
    plain = [frame._replace(pixels=None) for frame in (one, other)]
    return plain[0] == plain[1] and np.array_equal(one.pixels, other.pixels)


# ---- the frame


def test_a_frame_is_all_that_the_state_looks_like():
    leaky = Leaky(negative_slope=0.5)
    frame = ask(leaky, "set", values={"units": 4})
    assert frame.values == leaky.values and frame.values["units"] == 4
    assert (frame.readout, frame.alt, frame.code) == (leaky.readout, leaky.alt, repr(leaky))
    np.testing.assert_array_equal(frame.pixels, leaky.painter.paint())
    assert frame.kept and frame.scene is None and not frame.playing


def test_a_frame_is_not_changed_by_what_comes_after():
    leaky = Leaky()
    first = ask(leaky, "set", values={"negative_slope": 0.1})
    before = first.pixels.copy()
    ask(leaky, "set", values={"negative_slope": 0.9})
    np.testing.assert_array_equal(first.pixels, before)


@pytest.mark.parametrize(
    ("name", "value"),
    [("convention", "x/a"), ("units", 7), ("rate", 0.2), ("grid", False), ("formula", "x**2")],
)
def test_every_kind_of_control_is_set(name, value):
    leaky = Leaky()
    assert ask(leaky, "set", values={name: value}).values[name] == value == leaky.values[name]


def test_controls_without_effect_are_hidden():
    class Picky(Leaky):
        def hidden(self):
            return () if self.grid else ("units",)

    picky = Picky()
    assert ask(picky, "set", values={}).hidden == ()
    assert ask(picky, "set", values={"grid": False}).hidden == ("units",)


def test_a_request_is_one_update_and_watchers_are_not_told_what_they_asked_for():
    leaky, told = Leaky(), []
    leaky.watchers.append(lambda: told.append(leaky.readout))
    ask(leaky, "set", values={"negative_slope": 0.9, "units": 5})
    assert told == []
    leaky.negative_slope = 0.4
    assert told == ["The slope below zero is 0.40."]


@pytest.mark.parametrize("op", [None, "sets", "draw", "_ahead", 3])
def test_an_unknown_request_is_refused_in_words(op):
    with pytest.raises(ValueError, match="is not possible.*look, set, scene"):
        Leaky().answer({"op": op})


def test_a_slider_that_answers_with_its_nearest_step_does_not_move_the_value():
    leaky = Leaky(negative_slope=0.1818)
    for shown, kept in ((0.2, 0.1818), (0.25, 0.25), (0.2, 0.2)):
        ask(leaky, "set", values={"negative_slope": shown})
        assert leaky.negative_slope == kept


# ---- what goes wrong


@pytest.mark.parametrize(("formula", "error"), [("bad", ValueError), ("broken", KeyError)])
def test_an_error_of_update_passes_through_and_what_was_typed_stays(formula, error):
    leaky = Leaky()
    with pytest.raises(error):
        ask(leaky, "set", values={"formula": formula})
    assert leaky.formula == formula
    with pytest.raises(error):
        ask(leaky, "set", values={"negative_slope": 0.8})
    assert leaky.negative_slope == 0.8
    assert ask(leaky, "set", values={"formula": "x"}).readout == "The slope below zero is 0.80."


def test_a_refused_value_changes_nothing():
    leaky = Leaky(negative_slope=0.9)
    with pytest.raises(ValueError, match=r"negative_slope = 1.8 is not possible"):
        ask(leaky, "act", name="double")
    assert leaky.negative_slope == 0.9


# ---- pointer and keys


def handle(frame, control, number=0):
    return next(h for h in frame.handles if h[:2] == (control, number))


def test_a_dragged_handle_takes_its_point_along():
    heights = Heights()
    to = heights.painter.to_fraction(1, (0.3, 0.9))
    frame = ask(heights, "drag", control="heights", index=2, path=[(0.1, 0.1), to])
    assert heights.heights[2] == pytest.approx((0.5, 0.9), abs=1e-3)
    moved = handle(frame, "heights", 2)
    assert moved.y == pytest.approx(to[1], abs=1e-3) and "height 0.9 at x 0.5" in moved.words


def test_a_handle_dragged_off_the_picture_stops_at_the_edge():
    heights = Heights()
    ask(heights, "drag", control="places", index=0, path=[(-3.0, 9.0)])
    assert heights.places == ((0.0, 0.0),)


def test_a_stroke_draws_the_points_of_the_axes_it_is_in():
    heights = Heights()
    stroke = [heights.painter.to_fraction(1, xy) for xy in ((0.1, 0.1), (0.9, 0.9))]
    ask(heights, "stroke", path=stroke)
    assert [y for _, y in heights.heights] == pytest.approx([0.1, 0.25, 0.5, 0.75, 0.5], abs=1e-3)
    assert heights.places == Heights().places


def test_a_press_beside_the_axes_moves_nothing():
    heights = Heights()
    ask(heights, "stroke", path=[(0.001, 0.001)])
    assert heights.values == Heights().values


@pytest.mark.parametrize(("far", "moved"), [(False, 0.02), (True, 0.1)])
def test_an_arrow_key_moves_a_point_by_a_fiftieth_with_shift_by_a_tenth(far, moved):
    heights = Heights()
    ask(heights, "nudge", control="heights", index=3, right=0, down=-1, far=far)
    assert heights.heights[3] == pytest.approx((0.75, 0.5 + moved))
    ask(heights, "nudge", control="places", index=0, right=1, down=0, far=far)
    assert heights.places[0] == pytest.approx((0.5 + moved, 0.25))


# ---- the page's look


def test_the_picture_is_drawn_in_the_pixels_of_the_page():
    leaky = Leaky()
    for asked, given_ in ((1000, 1000), (2000, 2000), (10_000, MOST_PIXELS)):
        assert ask(leaky, "look", dark=False, pixels=asked).pixels.shape[1] == given_


def test_dark_and_back_is_the_first_picture_again():
    leaky = Leaky()
    first = ask(leaky, "look", dark=False, pixels=800)
    assert ask(leaky, "look", dark=True, pixels=800).pixels[2, 2, :3].max() < 40
    assert same(ask(leaky, "look", dark=False, pixels=800), first)


# ---- ahead


def test_a_frame_ahead_is_the_frame_that_will_be_and_leaves_the_present_alone():
    leaky = Leaky(units=5)
    ask(leaky, "look", dark=True, pixels=900)
    before = leaky.as_frame()
    ahead = ask(leaky, "ahead", values={"negative_slope": 0.75})
    assert same(leaky.as_frame(), before)
    assert same(ask(leaky, "set", values={"negative_slope": 0.75}), ahead)


def test_watchers_hear_nothing_of_a_frame_ahead():
    leaky, told = Leaky(), []
    leaky.watchers.append(lambda: told.append(1))
    ask(leaky, "ahead", values={"units": 9})
    assert told == []


def test_a_frame_of_a_run_is_not_to_be_kept():
    counter = Counter()
    assert ask(counter, "set", values={"gain": 2.0}).kept
    assert not ask(counter, "step").kept
    assert ask(counter, "reset").kept


# ---- any sequence ends where its values end

FRACTION = st.floats(-0.2, 1.2)
VALUES = {
    "negative_slope": st.floats(0, 1),
    "convention": st.sampled_from(["a*x", "x/a"]),
    "units": st.integers(1, 9),
    "grid": st.booleans(),
}
LEAKY = st.one_of(
    st.builds(lambda v: {"op": "set", "values": v}, st.fixed_dictionaries({}, optional=VALUES)),
    st.builds(lambda n: {"op": "scene", "name": n}, st.sampled_from(list(Leaky.scenes))),
    st.builds(lambda v: {"op": "ahead", "values": v}, st.fixed_dictionaries({}, optional=VALUES)),
    st.builds(
        lambda d, p: {"op": "look", "dark": d, "pixels": p}, st.booleans(), st.integers(300, 900)
    ),
)
HEIGHTS = st.one_of(
    st.builds(
        lambda i, x, y: {"op": "drag", "control": "heights", "index": i, "path": [(x, y)]},
        st.integers(0, 4),
        FRACTION,
        FRACTION,
    ),
    st.builds(
        lambda path: {"op": "stroke", "path": path},
        st.lists(st.tuples(FRACTION, FRACTION), min_size=1, max_size=4),
    ),
    st.builds(
        lambda i, r, d, f: {
            "op": "nudge",
            "control": "heights",
            "index": i,
            "right": r,
            "down": d,
            "far": f,
        },
        st.integers(0, 4),
        st.integers(-1, 1),
        st.integers(-1, 1),
        st.booleans(),
    ),
)


@pytest.mark.parametrize(("kind", "requests"), [(Leaky, LEAKY), (Heights, HEIGHTS)])
@settings(max_examples=15)
@given(data=st.data())
def test_any_sequence_of_requests_ends_as_its_final_values_do(kind, requests, data):
    picture = kind()
    for request in data.draw(st.lists(requests, max_size=6)):
        picture.answer(request)
    ended = picture.as_frame()
    direct = kind(**picture.values)
    painter = picture.painter
    direct.dress(dark=painter.dark, scale=painter.scale)
    assert same(direct.as_frame()._replace(scene=ended.scene), ended)


def test_every_operation_is_one_of_the_documented():
    documented = inspect.getdoc(Live.answer)
    assert all(name in documented for name in Live.operations)
