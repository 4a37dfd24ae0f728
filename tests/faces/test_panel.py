"""A panel's widget, driven as the page drives it: by messages."""

import pytest

from lessons_lib.explorable.panel import Panel
from tests.explorable.explorables import Leaky


class Words(Panel):
    """The least that a panel is."""

    def data(self):
        return {"kind": "words", "say": ["one", "two"]}

    def static(self):
        return "one, two"

    def picture(self, number):
        return (Leaky, broken)[number]()


def broken():
    raise RuntimeError("no picture")


@pytest.fixture
def panel():
    it = Words()
    it.sent = []
    it.page.send = it.sent.append
    return it


def ask(panel, number):
    panel.page._handle_custom_msg({"id": "7", "request": {"number": number}}, [])
    return panel.sent[-1]


def test_the_bundle_holds_the_words_and_a_view_of_the_box(panel):
    bundle, _ = panel._repr_mimebundle_()
    view = "application/vnd.jupyter.widget-view+json"
    assert [*bundle] == ["text/plain", "text/markdown", view]
    assert bundle["text/markdown"] == "one, two"
    assert bundle[view]["model_id"] == panel.page.box.model_id


def test_the_widget_carries_the_data_and_how_far_the_reader_has_come(panel):
    assert panel.page.data == panel.data()
    assert panel.page.state == {} and {"data", "state"} <= set(panel.page.keys)


def test_the_box_is_a_widget_of_the_class_that_instructors_look_for(panel):
    assert "lessons-panel" in panel.page.box._dom_classes
    assert panel.page.box.children == (panel.page,)


def test_a_picture_that_is_asked_for_stands_below_alive_until_it_is_taken_away(panel):
    assert ask(panel, 0) == {"id": "7"}
    words, picture = panel.page.box.children
    assert words is panel.page and "lessons-explorable" in picture._dom_classes
    assert ask(panel, None) == {"id": "7"}
    assert panel.page.box.children == (panel.page,)


def test_a_picture_that_cannot_be_made_is_told(panel):
    assert ask(panel, 1) == {"id": "7", "error": "RuntimeError: no picture"}
