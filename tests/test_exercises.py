"""What a student is told: right answers, plausible wrong ones, and broken code."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from lessons_lib._running import Failed
from lessons_lib.exercises import (
    ChoiceExercise,
    Feedback,
    FunctionExercise,
    NumberExercise,
    judged,
)

X = np.linspace(0, 1, 11)
square = FunctionExercise(
    asks="The square.",
    right=lambda x: x**2,
    mistakes={"this is the cube.": lambda x: x**3, "this is no number.": lambda x: x * np.nan},
    probes=[(X,), (np.array([[2.0, 3.0], [-1.0, 0.5]]),)],
)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda x: x**3, "this is the cube"),
        (lambda x: x * np.nan, "this is no number"),
        (lambda x: None, "returns nothing"),
        (lambda x: x / y, "NameError"),  # noqa: F821
        (lambda x: "four", "expected numbers"),
        (
            lambda x: np.zeros(3),
            "for x of shape (11,) your function should return numbers of shape (11,);"
            " it returned numbers of shape (3,)",
        ),
        (lambda x: x.sum(), "numbers of shape (11,); it returned one number"),
        (lambda x: x + 2, "at x = 0.5 your function gives 2.5; expected 0.25"),
        (lambda x: np.full_like(x, np.inf), "at x = 0 your function gives inf"),
        (lambda x: np.where(x < 3, x**3, np.inf), "this is the cube"),
        (lambda x: np.where(x < 3, x**2, np.nan), "at x = 3 your function gives nan"),
        (lambda x: np.where(x < 2, x**2, 0), "at x = 3 your function gives 0; expected 9"),
        (4, "expected a function, got 4"),
    ],
)
def test_a_wrong_function_is_told_what_is_wrong(answer, words):
    feedback = square(answer)
    assert not feedback.right and words in feedback.words


def in_place(x):
    x *= x
    return x


@pytest.mark.parametrize("answer", [lambda x: x * x, in_place, lambda x: (x**2).tolist()])
def test_a_right_function_is_right_however_it_is_written(answer):
    assert square(answer).right


def test_what_a_function_does_to_its_input_helps_no_later_answer():
    def zeroed(x):
        x[...] = 0
        return 0

    for _ in range(2):
        assert not square(zeroed).right
        assert square(in_place).right
    np.testing.assert_array_equal(square.probes[0][0], X)


def test_one_number_is_not_many():
    ones = FunctionExercise(asks="One.", right=np.ones_like, mistakes={}, probes=[(X,)])
    assert ones(lambda x: x**0).right and not ones(lambda x: 1.0).right


def test_a_single_number_may_come_in_any_shape():
    assert total(lambda v, s: np.array([[v.sum() * s]])).right


@pytest.mark.parametrize("wrong", [[1.0], np.array([1.0]), [[1.0]]])
def test_a_wrong_single_number_may_come_in_any_shape_too(wrong):
    assert "your function gives 1; expected 12" in total(lambda v, s: wrong).words


def test_of_several_mistakes_one_sentence_tells():
    either = {"too high.": (lambda x: x + 1, lambda x: x + 2)}
    exact = FunctionExercise(asks="x.", right=lambda x: x, mistakes=either, probes=[(X,)])
    assert exact(lambda x: 2 + x).words == exact(lambda x: 1 + x).words == "too high."


def test_the_student_cannot_find_the_right_values_by_looking_around():
    seen = []

    def spy(x):
        frame = sys._getframe()
        while frame := frame.f_back:
            seen.extend(frame.f_locals)
        return x

    square(spy)
    assert "probe" not in seen and "wanted" not in seen


def test_the_probes_cannot_be_changed():
    with pytest.raises(ValueError, match="read-only"):
        square.probes[0][0][0] = 7


def test_of_what_is_printed_only_the_first_call_is_heard(capsys):
    square(lambda x: print("here") or x)
    assert capsys.readouterr().out == "here\n"


def test_numbers_that_differ_late_are_shown_with_more_digits():
    words = square(lambda x: x**2 + 1e-5 * (x == 1)).words
    assert words == "at x = 1 your function gives 1.00001; expected 1."


def test_the_place_of_the_largest_difference_is_named():
    feedback = square(lambda x: np.where(x == 1, 2, x**2))
    assert "at x = 1 your function gives 2; expected 1" in feedback.words


total = FunctionExercise(
    asks="The sum of v times s.",
    right=lambda v, s: np.sum(v) * s,
    mistakes={"this is divided by n.": lambda v, s: np.mean(v) * s},
    probes=[(np.array([1.0, 2.0, 3.0]), 2.0)],
)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda v, s: v.mean() * s, "divided by n"),
        (lambda v, s: v.max(), "for v = (1, 2, 3), s = 2 your function gives 3; expected 12"),
        (lambda v, s: 2 * v, "should return one number; it returned numbers of shape (3,)"),
    ],
)
def test_a_function_of_one_number_is_compared_as_one(answer, words):
    judgement = total(answer)
    assert not judgement.right and words in judgement.words
    assert total(lambda v, s: s * v @ np.ones(3)).right


def test_functions_of_numbers_are_told_their_arguments():
    power = FunctionExercise(asks="b^n.", right=lambda b, n: b**n, mistakes={}, probes=[(2, 3)])
    assert power(lambda b, n: b * n).words == ("at b = 2, n = 3 your function gives 6; expected 8.")


five = NumberExercise(
    asks="Five and a bit.",
    right=5.04,
    mistakes={"that is four.": 4},
    rules=[(lambda n: n % 2 == 0, "that is even.")],
    well_done="so it is.",
    tolerance=1e-3,
)


@pytest.mark.parametrize(
    ("answer", "right", "words"),
    [
        (5.0401, True, "so it is"),
        (4, False, "that is four"),
        (6, False, "that is even"),
        (7, False, "7 is too large"),
        (3, False, "3 is too small"),
        (5, False, "5 is rounded too far"),
        ("x", False, "expected a number"),
        (None, False, "expected a number"),
        (np.nan, False, "not a finite number"),
    ],
)
def test_a_number_is_judged_with_words(answer, right, words):
    feedback = five(answer)
    assert feedback.right is right and words in feedback.words


choice = ChoiceExercise(asks="a or b?", right="b", words={"a": "no: too many.", "b": "just so."})


@pytest.mark.parametrize("answer", ["b", " B ", "(b)", "b.", "(B) "])
def test_a_choice_may_be_written_as_it_stands_in_the_text(answer):
    assert choice(answer) == Feedback(True, "just so.")


def test_every_choice_has_its_own_words():
    assert choice("a").words == "no: too many."


@pytest.mark.parametrize("answer", ["c", "ab", "", None, 1, ["a"], {"a"}])
def test_what_is_no_choice_is_told_the_choices(answer):
    assert 'choose one of "a", "b"; got' in choice(answer).words


def test_an_answer_that_fails_within_a_check_is_judged():
    @judged(str)
    def check(answer):
        raise Failed(f"{answer} will not do.")

    assert check(3) == Feedback(False, "3 will not do.")


def test_feedback_reads_well_as_text_and_escapes_markup():
    feedback = choice("<b>")
    assert repr(feedback).startswith("Not yet: ")
    assert "<b>" not in feedback._repr_html_() and "role=" in feedback._repr_html_()
