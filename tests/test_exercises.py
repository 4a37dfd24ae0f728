"""What a student is told: right answers, plausible wrong ones, and broken code."""

from __future__ import annotations

import re

import numpy as np
import pytest

from lessons_lib.exercises import check_choice, check_function, check_number

X = np.linspace(0, 1, 11)


def _square(answer):
    return check_function(answer, lambda x: x**2, {"this is the cube.": lambda x: x**3}, X)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda x: x**3, "this is the cube"),
        (lambda x: None, "returns nothing"),
        (lambda x: x / y, "NameError"),  # noqa: F821
        (lambda x: "four", "should return numbers"),
        (lambda x: np.zeros(3), r"shape \(3,\)"),
        (lambda x: x + 2, "at 0.5 your function gives 2.5; expected 0.25"),
        (lambda x: np.full_like(x, np.nan), "gives nan"),
        (4, "expected a function"),
    ],
)
def test_a_wrong_function_is_told_what_is_wrong(answer, words):
    feedback = _square(answer)
    assert not feedback.right
    assert re.search(words, feedback.words)


def test_a_right_function_is_right_and_a_constant_is_broadcast():
    assert _square(lambda x: x * x).right
    assert check_function(lambda x: 1.0, lambda x: np.ones_like(x), {}, X).right


def test_the_place_of_the_largest_difference_is_named():
    feedback = _square(lambda x: np.where(x > 0.85, x**2 + (x > 0.95), x**2))
    assert "at 1 your function gives 2; expected 1" in feedback.words


@pytest.mark.parametrize(
    ("answer", "right", "words"),
    [
        (5, True, "five"),
        (4, False, "even"),
        (7, False, "7 is too large"),
        (3, False, "3 is too small"),
        ("x", False, "expected a number"),
        (None, False, "expected a number"),
    ],
)
def test_a_number_is_judged_with_words(answer, right, words):
    even = (lambda n: n % 2 == 0, "that is even.")
    feedback = check_number(answer, 5, [even], well_done="five it is.")
    assert feedback.right is right and words in feedback.words


def test_every_choice_has_its_own_words():
    words = {"a": "no: too many.", "b": "just so."}
    assert check_choice(" B ", "b", words).right
    assert check_choice("a", "b", words).words == "no: too many."
    assert "choose one of a, b" in check_choice("c", "b", words).words


def test_feedback_reads_well_as_text_and_escapes_markup():
    feedback = check_choice("<b>", "b", {"a": "", "b": ""})
    assert repr(feedback).startswith("Not yet: ")
    assert "<b>" not in feedback._repr_html_() and "role=" in feedback._repr_html_()


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda v: v.mean(), "divided by n"),
        (lambda v: v.max(), "your function gives 3; expected 6."),
        (lambda v: 2 * v, "should return one number; it returned shape (3,)"),
        (lambda v: None, "returns nothing"),
    ],
)
def test_a_function_of_one_number_is_compared_as_one(answer, words):
    values = np.array([1.0, 2.0, 3.0])
    judged = check_function(answer, np.sum, {"this is divided by n.": np.mean}, values)
    assert not judged.right and words in judged.words
    assert check_function(lambda v: v @ np.ones(3), np.sum, {}, values).right
