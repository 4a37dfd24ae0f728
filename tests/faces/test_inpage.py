"""The source that a Python in the page is, driven as the page drives it."""

import json

import numpy as np
import pytest

from lessons_lib.explorable.quiz import Answer, Question, Quiz
from lessons_lib.faces.inpage import Door
from tests.explorable.explorables import Leaky

CELLS = {
    "leaks": [
        ["import", "from tests.explorable.explorables import Leaky", False],
        ["picture", "leaky = Leaky(negative_slope=0.4)\nleaky", False],
        ["ask", "leaky.negative_slope", True],
        ["panel", "from tests.faces.test_inpage import quiz\nquiz()", False],
        ["words", "from lessons_lib.exercises import Feedback\nFeedback(True, 'so')", True],
    ]
}


def quiz():
    answers = {"a": Answer("yes", "it is so"), "b": Answer("no", "look again")}
    return Quiz([Question("Is it?", answers, "a", "a lesson", Leaky)])


@pytest.fixture
def door():
    return Door(CELLS)


def cell(door, ident, code=None):
    head, body = door.answer({"op": "cell", "lesson": "leaks", "id": ident, "code": code})
    assert json.loads(json.dumps(head)) == head and not len(body)
    return head


def test_a_cell_that_shows_a_picture_gives_what_its_face_is_built_from(door):
    head = cell(door, "picture")
    assert head["place"] == {"kind": "picture", "key": "leaks/picture", "spec": Leaky().page.spec}
    assert head["text"].startswith("Leaky(negative_slope=0.4") and head["error"] == ""


def test_a_request_gives_a_frame_and_its_pixels(door):
    key = cell(door, "picture")["place"]["key"]
    request = {"op": "set", "values": {"negative_slope": 0.75}}
    head, body = door.answer({"op": "ask", "key": key, "request": request})
    leaky = Leaky(negative_slope=0.75)
    assert head["frame"]["readout"] == leaky.readout
    pixels = np.frombuffer(body, np.uint8).reshape(head["height"], head["width"], 4)
    np.testing.assert_array_equal(pixels, leaky.painter.paint())
    assert cell(door, "ask")["text"] == "0.75"  # it is the picture that the cells know


def test_an_error_of_a_picture_is_told_with_its_values(door):
    key = cell(door, "picture")["place"]["key"]
    request = {"op": "set", "values": {"formula": "bad"}}
    head, body = door.answer({"op": "ask", "key": key, "request": request})
    assert "formula='bad'" in head["error"] and body == b""


def test_a_panel_gives_its_data_and_brings_its_picture(door):
    place = cell(door, "panel")["place"]
    assert place["kind"] == "panel" and place["data"] == quiz().data()
    head, _ = door.answer({"op": "show", "key": place["key"], "number": 0})
    key = head["place"]["key"]
    assert door.answer({"op": "ask", "key": key, "request": {"op": "act", "name": "double"}})[1]


def test_feedback_comes_as_html_too(door):
    assert cell(door, "words")["html"].startswith('<div role="status"')


def test_what_cannot_be_answered_is_told(door):
    for request in ({"op": "jump"}, {"op": "cell", "lesson": "none", "id": "x"}, {}):
        assert "KeyError" in door.answer(request)[0]["error"]


def test_it_needs_no_widgets():
    import subprocess
    import sys

    code = "import sys, lessons_lib.faces.inpage; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert not {"ipywidgets", "anywidget", "IPython"} & set(loaded.stdout.split())
