"""The page, driven as the front end drives it: by states and messages to its widgets."""

import io
import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from lessons_lib.explorable import Explorable, Slider
from lessons_lib.explorable.explorable import PEN
from lessons_lib.explorable.page import MOST_PIXELS, Page
from tests.explorable.explorables import Counter, Heights, Leaky


def shown(explorable):
    """Show it as a cell does; return its page."""
    explorable._repr_mimebundle_()
    return explorable._page


def send(widget, **state):
    """What arrives when the page changes a widget."""
    widget.set_state(state)


def tell(page, **content):
    """A message of the stage's script."""
    page.stage._handle_custom_msg(content, [])


def picture(page):
    return np.asarray(Image.open(io.BytesIO(page.stage.frame)).convert("RGB"))


def buttons(page):
    return {
        child.description: child
        for row in page.box.children[:-1]
        for child in row.children
        if hasattr(child, "click")
    }


def press(page, label):
    buttons(page)[label].click()


# ---- what the page shows


def test_the_page_shows_scenes_then_controls_then_the_stage():
    page = shown(Leaky())
    scenes, controls, stage = page.box.children
    assert [b.description for b in scenes.children] == list(Leaky.scenes)
    assert [c.description for c in controls.children] == [
        "negative slope",
        "convention",
        "units",
        "rate",
        "grid",
        "target f(x)",
        "Double it",
    ]
    assert stage is page.stage


def test_the_stage_gets_picture_readout_and_alternative_text():
    leaky = Leaky(negative_slope=0.5)
    stage = shown(leaky).stage
    assert stage.readout == leaky.readout
    assert stage.alt == leaky.alt
    assert stage.title == leaky.title
    pixels = leaky.painter.paint()[..., :3]
    np.testing.assert_array_equal(picture(leaky._page), pixels)


def test_a_slider_on_the_page_moves_value_picture_and_words():
    leaky = Leaky()
    page = shown(leaky)
    before, serial = picture(page), page.stage.serial
    send(page.widgets["negative_slope"], value=0.75)
    assert leaky.negative_slope == 0.75
    assert page.stage.readout == "The slope below zero is 0.75."
    assert page.stage.alt.endswith(page.stage.readout)
    assert (picture(page) != before).any()
    assert page.stage.serial == serial + 1


@pytest.mark.parametrize(
    ("name", "value"),
    [("convention", "x/a"), ("units", 7), ("rate", 0.2), ("grid", False), ("formula", "x**2")],
)
def test_every_kind_of_control_changes_from_the_page_and_from_code(name, value):
    leaky = Leaky()
    widget = shown(leaky).widgets[name]
    default = widget.value
    widget.value = value
    assert leaky.values[name] == value
    setattr(leaky, name, Leaky.controls[name].default)
    assert widget.value == default


def test_one_change_is_one_frame():
    leaky = Leaky()
    page = shown(leaky)
    serial = page.stage.serial
    leaky.set(negative_slope=0.9, units=5, grid=False)
    leaky.show_scene("No leak")
    press(page, "Double it")  # twice nothing
    assert page.stage.serial == serial + 2


@settings(max_examples=10)
@given(st.floats(0, 1))
def test_the_rounding_of_a_slider_is_not_sent_back_to_it(value):
    leaky = Leaky()
    page = shown(leaky)
    send(page.widgets["negative_slope"], value=value)
    assert page.widgets["negative_slope"].value == value


def test_a_slider_that_moves_while_a_frame_is_drawn_does_not_jump_back():
    """The page's thread has the new value in the widget and waits for the pen."""
    leaky = Leaky()
    page = shown(leaky)
    slider, seen = page.widgets["negative_slope"], []
    with PEN:
        moving = threading.Thread(target=lambda: send(slider, value=0.9))
        moving.start()
        while slider.value != 0.9:
            pass
        slider.observe(lambda change: seen.append(change["new"]), "value")
        leaky.refresh()
    moving.join()
    assert seen in ([], [0.9])
    assert slider.value == leaky.negative_slope == 0.9


def test_controls_without_effect_are_hidden():
    class Picky(Leaky):
        def hidden(self):
            return () if self.grid else ("units",)

    picky = Picky()
    page = shown(picky)
    assert page.widgets["units"].layout.display is None
    picky.grid = False
    assert page.widgets["units"].layout.display == "none"


# ---- what goes wrong


@pytest.mark.parametrize(("formula", "words"), [("bad", "try x**2"), ("broken", "KeyError")])
def test_an_error_is_shown_in_place_of_the_readout_with_the_values_that_caused_it(formula, words):
    leaky = Leaky(negative_slope=0.35)
    page = shown(leaky)
    send(page.widgets["formula"], value=formula)
    assert words in page.stage.error
    assert f"formula='{formula}'" in page.stage.error
    assert "negative_slope=0.35" in page.stage.error


def test_an_unforeseen_error_says_where_it_happened():
    page = shown(Leaky())
    send(page.widgets["formula"], value="broken")
    assert "(explorables.py, line " in page.stage.error


def test_what_was_typed_stays_after_an_error():
    leaky = Leaky()
    page = shown(leaky)
    send(page.widgets["formula"], value="bad")
    send(page.widgets["negative_slope"], value=0.8)
    assert page.widgets["formula"].value == leaky.formula == "bad"
    assert page.widgets["negative_slope"].value == leaky.negative_slope == 0.8
    assert "bad is not a formula" in page.stage.error


def test_the_page_recovers_from_an_error():
    page = shown(Leaky())
    send(page.widgets["formula"], value="bad")
    send(page.widgets["formula"], value="x")
    assert not page.stage.error
    assert page.stage.readout == "The slope below zero is 0.20."


def test_a_button_that_fails_says_why():
    leaky = Leaky(negative_slope=0.9)
    page = shown(leaky)
    press(page, "Double it")
    assert "negative_slope = 1.8 is not possible: choose a number from 0 to 1." in page.stage.error
    assert leaky.negative_slope == 0.9


def test_an_error_from_code_is_raised_there():
    leaky = Leaky()
    page = shown(leaky)
    with pytest.raises(ValueError, match="bad is not"):
        leaky.formula = "bad"
    assert not page.stage.error


# ---- pointer and keys


def handle(page, control, index=0):
    return next(h for h in page.stage.handles if h[:2] == [control, index])


def test_a_dragged_handle_takes_its_point_along():
    heights = Heights()
    page = shown(heights)
    to = heights.painter.to_fraction(1, (0.3, 0.9))
    send(page.stage, pointer={"control": "heights", "index": 2, "path": [to]})
    assert heights.heights[2] == pytest.approx((0.5, 0.9), abs=1e-3)
    assert handle(page, "heights", 2)[3] == pytest.approx(to[1], abs=1e-3)
    assert "height 0.9 at x 0.5" in handle(page, "heights", 2)[4]


def test_a_handle_dragged_off_the_picture_stops_at_the_edge():
    heights = Heights()
    page = shown(heights)
    send(page.stage, pointer={"control": "places", "index": 0, "path": [(-3.0, 9.0)]})
    assert heights.places == ((0.0, 0.0),)
    assert not page.stage.error


def test_a_stroke_draws_the_points_of_the_axes_it_is_in():
    heights = Heights()
    page = shown(heights)
    stroke = [heights.painter.to_fraction(1, xy) for xy in ((0.1, 0.1), (0.9, 0.9))]
    send(page.stage, pointer={"control": "", "index": -1, "path": stroke})
    assert [y for _, y in heights.heights] == pytest.approx([0.1, 0.25, 0.5, 0.75, 0.5], abs=1e-3)
    assert heights.places == Heights().places


def test_a_press_beside_the_axes_moves_nothing():
    heights = Heights()
    page = shown(heights)
    send(page.stage, pointer={"control": "", "index": -1, "path": [(0.001, 0.001)]})
    assert heights.values == Heights().values
    assert not page.stage.error


@pytest.mark.parametrize(("far", "moved"), [(False, 0.02), (True, 0.1)])
def test_an_arrow_key_moves_a_point_by_a_fiftieth_with_shift_by_a_tenth(far, moved):
    heights = Heights()
    page = shown(heights)
    tell(page, nudge=["heights", 3, 0, -1, far])
    assert heights.heights[3] == pytest.approx((0.75, 0.5 + moved))
    tell(page, nudge=["places", 0, 1, 0, far])
    assert heights.places[0] == pytest.approx((0.5 + moved, 0.25))


def test_keys_step_through_the_scenes_and_stop_at_the_ends():
    leaky = Leaky()
    page = shown(leaky)
    tell(page, key="next")
    assert leaky.scene == "A leak of 1/10"
    tell(page, key="next")
    tell(page, key="next")
    assert leaky.scene == "No leak"
    tell(page, key="previous")
    tell(page, key="previous")
    assert leaky.scene == "A leak of 1/10"
    assert leaky.negative_slope == 0.1


def test_a_digit_shows_that_scene_and_a_digit_too_high_nothing():
    leaky = Leaky()
    page = shown(leaky)
    tell(page, key=1)
    assert leaky.scene == "No leak"
    tell(page, key=7)
    assert leaky.scene == "No leak"
    assert not page.stage.error


def test_the_button_of_the_scene_is_marked():
    page = shown(Leaky())
    press(page, "No leak")
    marked = [b.description for b in page.scenes if "mod-active" in b._dom_classes]
    assert marked == ["No leak"]


def test_the_play_key_does_nothing_on_what_does_not_play():
    page = shown(Leaky())
    tell(page, key="play")
    assert not page.stage.error


# ---- the page's look


def test_the_picture_is_drawn_in_the_pixels_of_the_page():
    page = shown(Leaky())
    send(page.stage, outlook={"pixels": 1000, "dark": False})
    assert picture(page).shape[1] == 1000
    send(page.stage, outlook={"pixels": 2000, "dark": False})
    assert picture(page).shape[1] == 2000


def test_a_huge_page_gets_a_picture_of_sensible_size():
    page = shown(Leaky())
    send(page.stage, outlook={"pixels": 10_000, "dark": False})
    assert picture(page).shape[1] == MOST_PIXELS


def test_dark_and_back_is_the_first_picture_again():
    page = shown(Leaky())
    first = picture(page)
    send(page.stage, outlook={"pixels": 800, "dark": True})
    assert picture(page)[2, 2].max() < 40
    send(page.stage, outlook={"pixels": 800, "dark": False})
    np.testing.assert_array_equal(picture(page), first)


def test_an_unchanged_look_draws_nothing():
    page = shown(Leaky())
    serial = page.stage.serial
    send(page.stage, outlook={"pixels": 800, "dark": False})
    assert page.stage.serial == serial


# ---- play, step and reset as buttons


def test_a_live_page_has_play_step_and_reset():
    counter = Counter()
    page = shown(counter)
    assert list(buttons(page)) == ["Play", "Step", "Reset"]
    press(page, "Step")
    press(page, "Step")
    assert page.stage.readout.startswith("2 steps done")
    press(page, "Reset")
    assert page.stage.readout.startswith("0 steps done")


def test_play_without_an_event_loop_says_what_to_do_instead():
    page = shown(Counter())
    press(page, "Play")
    assert "use step(n) instead" in page.stage.error
    assert buttons(page)["Play"]


def test_a_page_without_controls_has_the_picture_alone():
    class Bare(Leaky):
        negative_slope = convention = units = rate = grid = formula = None
        double = None
        scenes = {}

        def update(self):
            return "Nothing moves."

    assert len(shown(Bare()).box.children) == 1


def test_pages_of_two_explorables_do_not_meet():
    one, other = Leaky(), Leaky()
    first, _ = shown(one), shown(other)
    send(first.widgets["negative_slope"], value=0.9)
    assert other.negative_slope == 0.2


def test_a_page_can_be_made_for_any_slider():
    class Wide(Explorable):
        """Wide."""

        a = Slider(2 / 3, min=1 / 3, max=2 / 3)
        b = Slider(0.3, min=1e-7, max=0.3, log=True)

        def draw(self, figure):
            figure.add_subplot()

        def update(self):
            return "Done."

    page = Page(Wide())
    for widget in page.widgets.values():
        send(widget, value=widget.value)
    assert not page.stage.error


def test_a_slider_that_answers_with_its_nearest_step_does_not_move_the_value():
    leaky = Leaky(negative_slope=0.1818)
    page = shown(leaky)
    page.widgets["negative_slope"].value = 0.2  # noUiSlider rounds 0.1818 to its step of 0.05
    assert leaky.negative_slope == 0.1818
    page.widgets["negative_slope"].value = 0.25
    assert leaky.negative_slope == 0.25
    page.widgets["negative_slope"].value = 0.2
    assert leaky.negative_slope == 0.2
