import json
import math
import re
import warnings
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons_lib.explorable import Choice, Explorable, Points, Slider, Text, Toggle
from tests.explorable.explorables import Leaky


def named(control, name="value"):
    """A control outside any explorable."""
    control.__set_name__(object, name)
    return control


def test_a_value_out_of_range_raises_naming_the_range_and_keeps_the_old_value():
    leaky = Leaky()
    with pytest.raises(ValueError, match=r"negative_slope = 3 .*a number from 0 to 1\."):
        leaky.negative_slope = 3
    assert leaky.negative_slope == 0.2


BEYOND = [math.nan, math.inf, -math.inf, -0.01, 1.01, 10**400, 10**5000]
NO_NUMBERS = ["much", "0.5", b"1", None, True, np.True_, 0.5j, Decimal("0.5"), int, lambda: 1]
SEVERAL = [[1], (0.5,), {1}, np.array([0.5]), np.eye(2), np.ma.masked, np.datetime64("2020")]


@pytest.mark.parametrize(
    "value", [*BEYOND, *NO_NUMBERS, *SEVERAL], ids=lambda value: type(value).__name__
)
def test_a_slider_refuses_what_is_not_a_number_in_range(value):
    with pytest.raises(ValueError, match=r"a number from 0 to 1"):
        Leaky(negative_slope=value)


@pytest.mark.parametrize("value", [2.5, 0, 10, "many"])
def test_a_whole_slider_asks_for_a_whole_number(value):
    with pytest.raises(ValueError, match=r"a whole number from 1 to 9"):
        Leaky(units=value)


@pytest.mark.parametrize(
    "value", [np.float64(0.5), np.float32(0.5), np.float16(0.5), Fraction(1, 2), 0.5]
)
def test_every_real_number_in_range_is_kept_as_a_float(value):
    leaky = Leaky(negative_slope=value)
    assert leaky.negative_slope == 0.5 and type(leaky.negative_slope) is float


@pytest.mark.parametrize("value", [np.int8(4), np.uint64(4), np.float32(4), Fraction(8, 2), 4.0])
def test_every_whole_number_in_range_is_kept_as_an_int(value):
    assert Leaky(units=value).units == 4 and type(Leaky(units=value).units) is int


def test_a_whole_slider_gives_an_int_also_when_the_page_sends_a_float():
    leaky = Leaky(units=4.0)
    assert leaky.units == 4
    assert isinstance(leaky.units, int)


def test_a_choice_names_its_options():
    with pytest.raises(ValueError, match=re.escape("choose one of 'a*x', 'x/a'.")):
        Leaky(convention="ax")


def test_a_choice_suggests_what_was_probably_meant():
    convention = named(Choice("Leaky ReLU", options=("Leaky ReLU", "ELU")))
    with pytest.raises(ValueError, match=r"\(did you mean 'Leaky ReLU'\?\): choose one of"):
        convention.check("leaky_relu")


@pytest.mark.parametrize("value", ["yes", "True", None, 1, 0, 1.0, [], [True], np.array([True])])
def test_a_toggle_refuses_anything_but_true_and_false(value):
    with pytest.raises(ValueError, match="grid = .* is not possible: choose True or False"):
        Leaky(grid=value)


def test_a_toggle_takes_numpys_true_as_pythons():
    assert Leaky(grid=np.bool_(False)).grid is False


@pytest.mark.parametrize("value", [3, None, True, b"x", ["x"], np.array("x"), math.nan])
def test_a_text_refuses_what_is_not_text(value):
    with pytest.raises(ValueError, match="formula = .* is not possible: choose a text in quotes"):
        Leaky(formula=value)


ANYTHING = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.complex_numbers(),
        st.text(max_size=5),
        st.binary(max_size=3),
        st.sampled_from([10**400, np.float32(2), np.int64(2), np.True_, np.ma.masked, np.eye(2)]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.tuples(inner, inner),
        st.dictionaries(st.text(max_size=2), inner, max_size=2),
    ),
    max_leaves=5,
)
KINDS = [
    Slider(0.5, min=0, max=1),
    Slider(5, min=0, max=9, step=1),
    Slider(0.1, min=0.01, max=1, log=True),
    Choice("relu", options=("relu", "elu")),
    Toggle(False),
    Text("x"),
    Points([(0.5, 0.5)]),
    Points([(0.0, 0.5), (1.0, 0.5)], move="y", count=(1, 3)),
]


@pytest.mark.parametrize("control", KINDS, ids=lambda c: type(c).__name__)
@given(value=ANYTHING)
def test_any_value_is_kept_or_refused_in_one_sentence_that_names_the_control(control, value):
    named(control, "dial")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            kept = control.check(value)
        except ValueError as error:
            assert re.fullmatch(
                r"dial = .+ is not possible( \(did you mean .+\?\))?: choose .+\.", str(error)
            )
            assert len(str(error)) < 300
        else:
            assert control.check(kept) == kept
            assert eval(repr(kept)) == kept


def test_a_text_is_kept_as_typed():
    typed = "  sin( x' \"\\ é "
    assert Leaky(formula=typed).formula == typed


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("negative_slop", "negative_slope"),
        ("unit", "units"),
        ("rat", "rate"),
        ("Rate", "rate"),
        ("negativeSlope", "negative_slope"),
    ],
)
def test_an_unknown_control_suggests_the_nearest(name, meant):
    with pytest.raises(TypeError, match=f"no control '{name}'; did you mean '{meant}'"):
        Leaky(**{name: 1})


def test_an_unknown_control_that_resembles_none_lists_them_all():
    with pytest.raises(TypeError, match="its controls: negative_slope, convention, units"):
        Leaky(qqq=1)


def test_a_default_out_of_range_is_found_when_the_class_is_made():
    # Python 3.11 wraps what __set_name__ raises.
    with pytest.raises((ValueError, RuntimeError)) as caught:

        class Wrong(Explorable):
            slope = Slider(2.0, min=0.0, max=1.0)

    words = f"{caught.value} {caught.value.__cause__}"
    assert "slope" in words


def test_the_label_is_the_name_in_words_unless_given():
    assert Leaky.controls["negative_slope"].label == "negative slope"
    assert Leaky.controls["formula"].label == "target f(x)"


@given(
    low=st.floats(-1e3, 1e3),
    width=st.floats(1e-3, 1e3),
    steps=st.integers(0, 100),
    log=st.just(0),
)
def test_every_position_of_a_slider_is_accepted(low, width, steps, log):
    """The page computes min + k step in binary; its rounding must not be refused."""
    slider = named(Slider(low, min=low, max=low + width))
    position = min(low + steps * slider.step, low + width)
    assert slider.check(position) == pytest.approx(position, abs=1e-6 * width + 1e-9 * abs(low))


@given(st.floats(1e-6, 1e6), st.floats(1.01, 1e6))
def test_both_ends_of_a_logarithmic_slider_are_accepted(low, ratio):
    slider = named(Slider(low, min=low, max=low * ratio, log=True))
    for end in (slider.min, slider.max):
        # What the page may send at the ends: a power, a rounding away from the end.
        value = slider.check(10 ** math.log10(end))
        assert slider.min <= value <= slider.max


@given(st.floats(0, 1))
def test_checking_twice_changes_nothing(value):
    slider = named(Slider(0.5, min=0.0, max=1.0))
    assert slider.check(slider.check(value)) == slider.check(value)


@pytest.mark.parametrize(
    ("control", "kind"),
    [
        (Slider(0.5, min=0, max=1), "slider"),
        (Choice("a", options=("a", "b")), "choice"),
        (Toggle(False), "toggle"),
        (Text("x"), "text"),
        (Points([(0.5, 0.5)]), "points"),
    ],
)
def test_each_control_says_in_json_by_which_input_it_is_shown(control, kind):
    spec = named(control).spec()
    assert spec["kind"] == kind and json.loads(json.dumps(spec)) == spec


@pytest.mark.parametrize(("step", "shown"), [(0.5, 1), (0.05, 2), (0.001, 3), (0.00001, 5)])
def test_a_slider_shows_the_digits_that_its_step_changes(step, shown):
    assert named(Slider(0.0, min=0.0, max=1.0, step=step)).spec()["digits"] == shown
