"""The quiz, answered as a reader does: by its buttons."""

import pytest

from lessons_lib.explorable.quiz import Answer, Question, Quiz
from tests.explorable.explorables import Leaky

QUESTIONS = [
    Question(
        "How much is <2> + 2?",
        {"a": Answer("3", "one too few."), "b": Answer("4", "so it is.")},
        "b",
        "lesson 01",
        Leaky,
    ),
    Question("And 1 + 1?", {"a": Answer("2", "yes."), "b": Answer("11", "no.")}, "a", "02", Leaky),
]


@pytest.fixture
def quiz():
    it = Quiz(QUESTIONS)
    it._repr_mimebundle_()
    return it


def press(quiz, name):
    quiz.buttons[name].click()


def said(quiz):
    return quiz._status.value


def test_a_wrong_answer_gets_its_own_words_and_may_be_tried_again(quiz):
    quiz._choices.value = "a"
    press(quiz, "Check")
    assert "Not yet: one too few." in said(quiz) and 'role="status"' in said(quiz)
    quiz._choices.value = "b"
    press(quiz, "Check")
    assert "Right: so it is." in said(quiz)
    assert quiz.summary == ("1 of 2 answered, 0 at the first try. To look at again: lesson 01.")


def test_right_at_once_counts_as_such(quiz):
    quiz._choices.value = "b"
    press(quiz, "Check")
    assert quiz.summary == "1 of 2 answered, 1 at the first try."


def test_check_without_a_choice_says_so(quiz):
    press(quiz, "Check")
    assert "Choose an answer first." in said(quiz)
    assert quiz.tries == [[], []]


def test_next_and_back_stay_between_the_ends(quiz):
    press(quiz, "Back")
    assert quiz.here == 0
    press(quiz, "Next")
    press(quiz, "Next")
    assert quiz.here == 1 and "Question 2 of 2" in quiz._head.value
    assert quiz._choices.value is None and said(quiz).endswith("></div>")


def test_show_me_brings_the_live_picture_and_the_next_question_takes_it_away(quiz):
    press(quiz, "Show me")
    (box,) = quiz._place.children
    assert "lessons-explorable" in box._dom_classes
    press(quiz, "Next")
    assert quiz._place.children == ()


def test_what_is_written_is_not_taken_for_markup(quiz):
    assert "How much is &lt;2&gt; + 2?" in quiz._head.value


def test_an_error_in_a_picture_is_said_in_its_place(quiz):
    def broken():
        raise RuntimeError("no picture")

    quiz.questions[0] = QUESTIONS[0]._replace(picture=broken)
    press(quiz, "Show me")
    assert "RuntimeError: no picture" in said(quiz)


def test_a_page_without_a_kernel_holds_every_question_and_folded_answer():
    page = Quiz(QUESTIONS)._repr_mimebundle_()["text/markdown"]
    for question in QUESTIONS:
        assert question.text in page and question.answers[question.right].words in page
    assert page.count("<details>") == 2


def test_an_unknown_answer_is_refused():
    with pytest.raises(ValueError, match="choose one of a, b"):
        Quiz(QUESTIONS).answer("c")
