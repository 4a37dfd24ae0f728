import base64
import io
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure
from PIL import Image

from lessons_lib.explorable import Explorable, Slider
from lessons_lib.explorable.controlled import PEN
from lessons_lib.explorable.painter import style
from tests.explorable.explorables import Heights, Leaky, Z

states = st.fixed_dictionaries(
    {
        "negative_slope": st.floats(0, 1),
        "convention": st.sampled_from(["a*x", "x/a"]),
        "units": st.integers(1, 9),
        "rate": st.floats(1e-4, 0.3),
        "grid": st.booleans(),
        "formula": st.text(max_size=20),
    }
)
grid = st.tuples(st.floats(0, 1), st.floats(0, 1))


class Counted(Leaky):
    """Counts its updates."""

    updates = 0

    def update(self):
        self.updates += 1
        return super().update()


@given(states)
def test_the_repr_is_the_call_that_rebuilds_the_state(values):
    leaky = Leaky(**values)
    again = eval(repr(leaky), {"Leaky": Leaky})
    assert again.values == leaky.values
    assert repr(again) == repr(leaky)


@given(
    st.lists(grid, min_size=1, max_size=4),
    st.lists(st.floats(0, 1), min_size=5, max_size=5),
)
def test_the_repr_rebuilds_points_too(places, heights):
    shown = Heights(places=places, heights=[(i / 4, y) for i, y in enumerate(heights)])
    assert eval(repr(shown), {"Heights": Heights}).values == shown.values


def test_the_repr_reads_as_one_would_write_it():
    assert repr(Leaky(negative_slope=0.5)) == (
        "Leaky(negative_slope=0.5, convention='a*x', units=3, rate=0.01, grid=True, formula='x')"
    )


def test_the_mime_bundle_holds_the_widget_the_picture_and_the_words():
    leaky = Leaky()
    data, metadata = leaky._repr_mimebundle_()
    assert set(data) == {
        "text/plain",
        "image/png",
        "application/vnd.jupyter.widget-view+json",
    }
    assert data["text/plain"] == f"{leaky!r}\n{leaky.readout}"
    assert data["application/vnd.jupyter.widget-view+json"]["model_id"]
    picture = Image.open(io.BytesIO(base64.b64decode(data["image/png"])))
    assert picture.size == (800, 450)
    assert metadata["image/png"] == {"width": 800, "height": 450, "alt": leaky.alt}


def test_showing_the_same_explorable_twice_shows_the_same_widget():
    leaky, kind = Leaky(), "application/vnd.jupyter.widget-view+json"
    assert leaky._repr_mimebundle_()[0][kind] == leaky._repr_mimebundle_()[0][kind]


def test_setting_an_attribute_moves_picture_and_readout():
    leaky = Leaky()
    before = leaky.png()
    leaky.negative_slope = 0.6
    assert leaky.readout == "The slope below zero is 0.60."
    assert leaky.data["f(z)"][0] == pytest.approx([-4.0, -2.4])
    assert leaky.png() != before


def test_set_changes_all_or_nothing():
    leaky = Leaky()
    with pytest.raises(ValueError, match="a whole number from 1 to 9"):
        leaky.set(negative_slope=0.9, units=99)
    assert leaky.values == Leaky().values


def test_several_controls_set_at_once_update_once():
    shown = Counted()
    shown.readout  # noqa: B018
    shown.set(negative_slope=0.9, units=5, grid=False)
    assert shown.updates == 2


def test_setting_the_present_value_updates_nothing():
    shown = Counted()
    shown.readout  # noqa: B018
    shown.negative_slope = shown.negative_slope
    assert shown.updates == 1


def test_nothing_is_drawn_before_it_is_looked_at():
    shown = Counted()
    assert repr(shown)
    assert shown.updates == 0


def test_a_scene_sets_its_values_and_the_defaults_of_all_others():
    leaky = Leaky(grid=False, rate=0.1)
    leaky.show_scene("No leak")
    assert leaky.values == Leaky(negative_slope=0.0, units=9).values


def test_a_scene_is_drawn_once():
    shown = Counted()
    shown.readout  # noqa: B018
    shown.show_scene("No leak")
    assert shown.updates == 2


def test_an_unknown_scene_is_refused_naming_the_scenes():
    with pytest.raises(ValueError, match="its scenes: 'A leak of 1/10'; 'No leak'"):
        Leaky().show_scene("Leak")
    with pytest.raises(ValueError, match="'no leak' .did you mean 'No leak'"):
        Leaky().show_scene("no leak")
    for wrong in (None, 1, ["No leak"]):
        with pytest.raises(ValueError, match="has no scene"):
            Leaky().show_scene(wrong)


def test_a_scene_with_an_unknown_control_is_found_when_the_class_is_made():
    with pytest.raises(TypeError, match="scene 'S'.*did you mean 'slope'"):

        class Wrong(Explorable):
            slope = Slider(0.5, min=0.0, max=1.0)
            scenes = {"S": {"slop": 0.5}}


def test_a_scene_out_of_range_is_found_when_the_class_is_made():
    with pytest.raises(ValueError, match="a number from 0 to 1"):

        class Wrong(Explorable):
            slope = Slider(0.5, min=0.0, max=1.0)
            scenes = {"S": {"slope": 5}}


@pytest.mark.parametrize("name", ["negative_slop", "Negative_Slope", "unit"])
def test_a_mistyped_attribute_is_refused_before_and_after_the_figure_is_drawn(name):
    leaky = Leaky()
    for _ in range(2):
        with pytest.raises(AttributeError, match=f"no control '{name}'; did you mean"):
            setattr(leaky, name, 0.3)
        leaky.readout  # noqa: B018


def test_draw_and_update_may_name_their_artists_like_a_control():
    class Alike(Leaky):
        def draw(self, figure):
            super().draw(figure)
            self.unit = self.curve

        def update(self):
            self.rates = 1
            return super().update()

    alike = Alike()
    alike.dress(dark=True, scale=1.0)
    assert alike.unit is alike.curve and alike.rates == 1


def test_an_ordinary_attribute_may_still_be_set():
    leaky = Leaky()
    leaky.readout  # noqa: B018
    leaky.note = "mine"
    assert leaky.note == "mine"


class Linked(Explorable):
    """Parts of a whole: the rest follows the whole, and the whole may not be less than a part."""

    whole = Slider(8, min=0, max=20, step=1)
    part = Slider(3, min=0, max=20, step=1)
    rest = Slider(5, min=0, max=20, step=1)
    scenes = {"Ten": {"whole": 10}, "All of it": {"part": 8}}

    def changed(self, names):
        self.told = (*getattr(self, "told", ()), sorted(names))
        if self.part > self.whole:
            raise ValueError(f"part = {self.part} is more than whole = {self.whole}.")
        self.values["rest"] = self.whole - self.part

    def draw(self, figure):
        figure.add_subplot()

    def update(self):
        return f"{self.part} and {self.rest} are {self.whole}."


numbers = st.dictionaries(st.sampled_from(["whole", "part", "rest"]), st.integers(0, 20))


def outcome(make):
    try:
        return make().values
    except ValueError as error:
        return str(error)


def moved(values):
    linked = Linked()
    linked.set(**values)
    return linked


@given(numbers)
def test_a_constructor_ends_where_a_change_of_the_default_ends(values):
    assert outcome(lambda: Linked(**values)) == outcome(lambda: moved(values))


@given(numbers)
def test_the_repr_rebuilds_what_depends_on_another_control(values):
    try:
        linked = Linked(**values)
    except ValueError:
        return
    assert eval(repr(linked)).values == linked.values


@given(numbers, numbers)
def test_a_change_that_is_refused_changes_nothing(first, second):
    try:
        linked = Linked(**first)
    except ValueError:
        return
    before = dict(linked.values)
    try:
        linked.set(**second)
    except ValueError:
        assert linked.values == before
    assert linked.readout == f"{linked.part} and {linked.whole - linked.part} are {linked.whole}."


@given(numbers, st.sampled_from(list(Linked.scenes)))
def test_a_scene_is_what_the_constructor_makes_of_its_values(values, scene):
    try:
        linked = Linked(**values)
    except ValueError:
        return
    linked.show_scene(scene)
    assert linked.values == Linked(**Linked.scenes[scene]).values
    again = Linked(**values)
    again.show_scene(scene)
    again.show_scene(scene)
    assert again.values == linked.values


def test_only_controls_that_differ_count_as_changed():
    assert Linked(whole=8, part=4).told == (["part"],)
    assert not hasattr(Linked(whole=8, part=3), "told")


def test_what_changed_is_told_the_values_before():
    class Remembering(Linked):
        def changed(self, names):
            super().changed(names)
            self.step = self.whole - self.previous["whole"]

    assert Remembering(whole=10).step == 2
    remembering = Remembering(whole=10)
    remembering.whole = 7
    assert remembering.step == -3


def test_a_picture_that_cannot_be_drawn_is_a_sentence_with_its_values():
    data, metadata = Leaky(formula="bad")._repr_mimebundle_()
    assert data == {"text/plain": f"{Leaky(formula='bad')!r}\nbad is not a formula: try x**2."}
    assert not metadata


def test_an_unforeseen_error_is_not_hidden_from_the_cell():
    with pytest.raises(KeyError):
        Leaky(formula="broken")._repr_mimebundle_()


def test_an_exception_in_update_propagates_in_code_and_the_value_stays():
    leaky = Leaky()
    leaky.readout  # noqa: B018
    with pytest.raises(ValueError, match="bad is not a formula"):
        leaky.formula = "bad"
    assert leaky.formula == "bad"
    with pytest.raises(ValueError, match="bad is not a formula"):
        leaky.readout  # noqa: B018
    leaky.formula = "x"
    assert leaky.readout == "The slope below zero is 0.20."


def test_update_may_set_a_control_without_being_called_again():
    class Settles(Counted):
        def update(self):
            self.units = 9
            return super().update()

    shown = Settles()
    assert shown.readout
    assert shown.units == 9
    assert shown.updates == 1


def test_the_alternative_text_is_the_title_and_the_readout():
    leaky = Leaky()
    assert leaky.alt == "Value of a leaky unit. The slope below zero is 0.20."


def test_the_data_are_the_plotted_arrays():
    leaky = Leaky(negative_slope=0.5)
    np.testing.assert_array_equal(leaky.data["f(z)"][:, 0], Z)
    np.testing.assert_allclose(leaky.data["f(z)"][:, 1], np.maximum(Z, 0) + 0.5 * np.minimum(Z, 0))


def test_the_figure_is_a_matplotlib_figure_outside_pyplot():
    import matplotlib.pyplot as plt

    assert isinstance(Leaky().figure, Figure)
    assert not plt.get_fignums()


def test_a_dressed_figure_keeps_the_state():
    leaky = Leaky(negative_slope=0.7)
    leaky.dress(dark=True, scale=2.0)
    assert leaky.readout == "The slope below zero is 0.70."
    picture = Image.open(io.BytesIO(leaky.png()))
    assert picture.size == (1600, 900)
    assert max(picture.getpixel((2, 2))) < 40


def test_artists_made_in_an_update_wear_the_style_of_the_page():
    class Labelled(Leaky):
        def update(self):
            self.mark = self.figure_axes.text(0, 0, "here")
            return super().update()

        def draw(self, figure):
            super().draw(figure)
            self.figure_axes = figure.axes[0]

    shown = Labelled()
    shown.dress(dark=True, scale=1.0)
    assert shown.mark.get_color() == style(dark=True)["text.color"]


def test_a_control_changed_in_a_subclass_takes_the_place_of_the_old_one():
    class Steeper(Leaky):
        negative_slope = Slider(3.0, min=1.0, max=5.0)
        scenes = {}

    assert list(Steeper.controls) == list(Leaky.controls)
    assert Steeper().negative_slope == 3.0
    assert Leaky().negative_slope == 0.2


def test_instances_do_not_share_their_values():
    one, other = Leaky(), Leaky()
    one.negative_slope = 0.9
    assert other.negative_slope == 0.2


def test_handles_lie_where_their_points_are_drawn():
    shown = Heights()
    for control, _, x, y, words in shown.handles():
        axes = Heights.controls[control].axes
        place = np.round(shown.painter.to_data(axes, (x, y)), 9)
        assert words.endswith(f"{place[1]:.3g}" if control == "places" else f"x {place[0]:.3g}"), (
            words
        )


def test_hidden_points_have_no_handles():
    class Half(Heights):
        def hidden(self):
            return ("places",)

    assert {handle[0] for handle in Half().handles()} == {"heights"}


def test_an_action_is_an_ordinary_method_in_code():
    leaky = Leaky(negative_slope=0.3)
    leaky.double()
    assert leaky.negative_slope == 0.6


def test_the_first_line_of_the_docstring_is_the_title():
    assert Leaky().title == "Value of a leaky unit."
    assert re.fullmatch(r"\S.*\.", Heights().title)


@settings(max_examples=20)
@given(states)
def test_any_state_can_be_drawn_and_read(values):
    if values["formula"] in ("bad", "broken"):
        return
    with PEN:
        assert Leaky(**values).readout
