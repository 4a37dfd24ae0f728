"""The instructors' page of misconceptions."""

from lessons_lib.publish.misconceptions import PAGE, asked, page, predictions
from tests.explorable.predictions import CHOICE


def test_the_page_is_what_the_lessons_say():
    assert PAGE.read_text(encoding="utf-8") == page(), "run `make notebooks`"


def test_a_question_is_listed_with_what_its_wrong_answers_stand_for():
    assert asked(CHOICE).splitlines() == [
        "**Is $2 < 3$?**",
        "",
        "Right: (b) Yes.",
        "",
        "| wrong answer | who gives it may believe that |",
        "|---|---|",
        "| No. | larger numbers come first |",
    ]


def test_the_questions_stand_in_the_lesson_s_order():
    first, *_, last = predictions("relu")
    assert "ten layers" in first.question and "takes longest" in last.question
