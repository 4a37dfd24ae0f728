"""Formulas for the page, compared with what each browser is to draw."""

import re
import xml.etree.ElementTree as ET

import pytest

from lessons_lib.explorable.mathml import mathml


def inner(formula):
    """The formula's elements, without the frame that all have."""
    whole = mathml(formula)
    frame = re.fullmatch(r'<math display="block"><mrow>(.*)</mrow></math>', whole)
    ET.fromstring(whole.replace("&#x2061;", "\u2061"))  # every element is closed
    return frame[1]


def spoken(formula):
    """The letters and signs in the order in which they are read."""
    return "".join(ET.fromstring(mathml(formula)).itertext()).replace("\u2061", "")


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        (r"\sum_{i=1}^n \ln p(x_i)", "∑i=1nlnp(xi)"),
        (r"\arg\max_\theta L(\theta)", "argmaxθL(θ)"),
        (r"\mathbb E_{x \sim \hat p_\text{data}} x", "𝔼x∼p^datax"),
        (r"-\frac12 \sqrt{2\pi}\, s", "−122πs"),
        (r"P(t \mid p) \neq D(p \,\|\, q)", "P(t|p)≠D(p∥q)"),
        (r"\frac{\partial E}{\partial z_k}, \qquad p = \text{softmax}(z)", "∂E∂zk,p=softmax(z)"),
        (r"\bigl[ |y - \delta| ; \ell \bigr]", "[|y−δ|;ℓ]"),
        (r"12 e^{-z}", "12e−z"),
    ],
)
def test_everything_is_there_in_its_order(formula, words):
    assert spoken(formula) == words


def test_one_digit_or_letter_is_taken_where_no_braces_stand():
    assert inner(r"\frac12") == "<mfrac><mn>1</mn><mn>2</mn></mfrac>"
    assert inner(r"\frac tp") == "<mfrac><mi>t</mi><mi>p</mi></mfrac>"
    assert inner("x^23") == "<msup><mi>x</mi><mn>2</mn></msup><mn>3</mn>"


def test_an_index_comes_before_a_power_however_they_were_written():
    both = "<msubsup><mi>s</mi><mi>i</mi><mn>2</mn></msubsup>"
    assert inner("s_i^2") == inner("s^2_i") == both


def test_limits_stand_under_and_over_a_sum():
    found = inner(r"\prod_{i=1}^n x")
    assert found.startswith("<munderover><mo") and "∏</mo><mrow><mi>i</mi>" in found
    assert inner(r"\max_i x").startswith("<munder><mo")


@pytest.mark.parametrize(
    ("formula", "form"),
    [
        ("-x", "prefix"),
        ("a - b", "infix"),
        ("(-x)", "prefix"),
        ("(a) - b", "infix"),
        ("a = -x", "prefix"),
        (r"a [[- b]]", "infix"),
        (r"\ln [[-x]]", "prefix"),
        (r"\frac12 - b", "infix"),
        (r"\sum_x -x", "prefix"),
    ],
)
def test_a_minus_is_a_sign_where_nothing_stands_before_it_to_take_from(formula, form):
    assert f'<mo form="{form}">−</mo>' in inner(formula)


def test_a_power_of_a_bracket_is_one_of_all_that_is_in_it():
    found = ET.fromstring(mathml("(a + b)^2"))
    base, power = found.find(".//msup")
    assert "".join(base.itertext()) == "(a+b)" and power.text == "2"


def test_a_large_bracket_grows_with_what_it_holds():
    assert inner(r"\Bigl( x \Bigr)").count('stretchy="true"') == 2
    assert inner("(x)").count('stretchy="false"') == 2


def test_changed_terms_are_marked_as_one():
    assert '<mrow class="changed"><mn>2</mn><mi>a</mi></mrow>' in inner("b + [[2a]]")


def test_a_bracket_that_only_half_stands_in_a_mark_is_drawn_all_the_same():
    assert spoken("[[(a]] + b)") == "(a+b)"


def test_a_functions_name_is_set_off_from_letters_but_not_from_its_bracket():
    space = '<mspace width="0.167em"/>'
    assert inner(r"t \ln p").count(space) == 2
    assert inner(r"\ln (p)").count(space) == 0


def test_what_is_unknown_is_refused_with_its_formula():
    with pytest.raises(ValueError, match=r"'a \\\\nonsense': \\nonsense cannot be shown"):
        mathml(r"a \nonsense")
