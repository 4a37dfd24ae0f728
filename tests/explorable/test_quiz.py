"""What a quiz tells its face, and a page that has none."""

import json

import pytest

from lessons_lib.explorable.quiz import Quiz
from tests.explorable.explorables import QUESTIONS, Leaky


def test_the_data_are_json_and_hold_each_answer_with_what_is_said_of_it():
    data = Quiz(QUESTIONS).data()
    assert json.loads(json.dumps(data)) == data and data["kind"] == "quiz"
    first, second = data["questions"]
    assert (first["text"], first["lesson"]) == ("How much is <2> + 2?", "lesson 01")
    assert first["answers"] == [
        {"text": "3", "said": "✗ Not yet: one too few.", "right": False},
        {"text": "4", "said": "✓ Right: so it is.", "right": True},
    ]
    assert [answer["right"] for answer in second["answers"]] == [True, False]


def test_a_question_knows_its_picture():
    assert isinstance(Quiz(QUESTIONS).picture(1), Leaky)


def test_a_page_without_scripts_holds_every_question_and_folded_answer():
    page = Quiz(QUESTIONS)._repr_mimebundle_()[0]["text/markdown"]
    for question in QUESTIONS:
        assert question.text in page and question.answers[question.right].words in page
    assert page.count("<details>") == 2


def test_an_unknown_answer_is_refused():
    with pytest.raises(ValueError, match="choose one of a, b"):
        QUESTIONS[0].said("c")
