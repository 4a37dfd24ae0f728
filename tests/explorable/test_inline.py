"""Sentences of a panel as HTML."""

import xml.etree.ElementTree as ET

import pytest

from lessons_lib.explorable.inline import inline, plain


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a < b & c", "a &lt; b &amp; c"),
        ("an *outlier* pulls", "an <em>outlier</em> pulls"),
        ("**He's** rule", "<strong>He's</strong> rule"),
        ("`x < 1`", "<code>x &lt; 1</code>"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("<script>", "&lt;script&gt;"),
    ],
)
def test_only_what_is_marked_becomes_an_element(text, html):
    assert inline(text) == html


def test_a_formula_stands_in_the_text():
    found = ET.fromstring(f"<p>{inline('at $z/5.5$ it')}</p>")
    (formula,) = found
    assert formula.attrib == {"display": "inline"} and "".join(found.itertext()) == "at z/5.5 it"
    assert [number.text for number in formula.iter("mn")] == ["5.5"]


def test_a_console_shows_the_sentence_without_marks():
    assert plain("**He's** rule keeps *z*, 2 * 3 as well") == "He's rule keeps z, 2 * 3 as well"
    assert plain("at *x* = 1 and *y* = 2") == "at x = 1 and y = 2"
