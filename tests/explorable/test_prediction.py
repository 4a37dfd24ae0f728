"""What a prediction tells its face, and a page that has none."""

import json

import pytest

from lessons_lib.explorable.prediction import Choose, Option
from tests.explorable.predictions import ALL, CHOICE


@pytest.mark.parametrize("prediction", ALL, ids=lambda each: each.asks)
def test_the_data_are_json_and_name_the_input(prediction):
    data = prediction.data()
    assert json.loads(json.dumps(data)) == data
    assert data["kind"] == "prediction" and data["asks"] == prediction.asks and data["veils"]


@pytest.mark.parametrize("prediction", ALL, ids=lambda each: each.asks)
def test_a_page_without_scripts_has_the_question_and_the_folded_answer(prediction):
    page = prediction.static()
    question, answer = page.split("<details>")
    assert prediction.question in question and prediction.why not in question
    assert prediction.answer() in answer and prediction.why in answer


@pytest.mark.parametrize("prediction", ALL, ids=lambda each: each.asks)
def test_the_words_that_nbval_compares_do_not_tell_the_answer(prediction):
    assert repr(prediction).startswith("Predict: ") and "*" not in repr(prediction)
    assert prediction.why not in repr(prediction)


@pytest.mark.parametrize("prediction", ALL, ids=lambda each: each.asks)
def test_every_wrong_answer_stands_for_a_misconception(prediction):
    found = prediction.misconceptions()
    assert found and all(wrong and belief for wrong, belief in found)


def test_each_answer_has_words_of_its_own():
    assert CHOICE.said("a") == "✗ Not so. 3 is 2 and 1 more."
    assert CHOICE.said("b") == "✓ Right. so it is."
    said = [option["said"] for option in CHOICE.data()["options"]]
    assert said == ["✗ Not so. 3 is 2 and 1 more.", "✓ Right. so it is."]


def test_options_out_of_order_or_without_the_right_one_are_refused():
    with pytest.raises(ValueError, match="right 'c': choose one of a, b"):
        Choose("?", CHOICE.options, right="c", why="")
    with pytest.raises(ValueError, match="call them a, b, c"):
        Choose("?", {"b": Option("", ""), "a": Option("", "")}, right="a", why="")
