"""The kernel as a source, driven as the page drives it: by messages."""

import json
import sys
from types import SimpleNamespace

import numpy as np
import pytest

from lessons_lib.explorable.quiz import Quiz
from lessons_lib.faces.widget import VIEW
from tests.explorable.explorables import Counter, Heights, Leaky
from tests.faces.readers import Reader


def test_the_spec_is_json_and_holds_what_a_face_is_built_from():
    spec = Leaky().page.spec
    assert json.loads(json.dumps(spec)) == spec
    assert spec["title"] == "Value of a leaky unit." and spec["size"] == [800, 450]
    assert spec["scenes"] == list(Leaky.scenes)
    assert [c["label"] for c in spec["controls"]] == [
        "negative slope",
        "convention",
        "units",
        "rate",
        "grid",
        "target f(x)",
    ]
    assert spec["actions"] == [{"name": "double", "label": "Double it"}]
    assert not spec["plays"] and Counter().page.spec["plays"]


def test_the_box_is_a_widget_of_the_class_that_instructors_look_for():
    import ipywidgets as w

    box = Leaky().page.box
    assert "lessons-explorable" in box._dom_classes
    assert w.HBox([box]).children == (box,)


@pytest.mark.parametrize("shown", [Leaky, lambda: Quiz([])], ids=["picture", "panel"])
def test_colab_is_told_where_to_load_widgets_from(shown, monkeypatch):
    """In the metadata of an execute_result it looks for it, and adds it to no other message."""
    colab = SimpleNamespace(
        enable_custom_widget_manager=lambda: None,
        _widgets=SimpleNamespace(_installed_url="manager.js"),
    )
    monkeypatch.setitem(sys.modules, "google.colab.output", colab)
    _, metadata = shown()._repr_mimebundle_()
    assert metadata[VIEW] == {"colab": {"custom_widget_manager": {"url": "manager.js"}}}


def test_a_request_is_answered_by_its_number_with_frame_and_picture():
    leaky = Leaky()
    reader = Reader(leaky)
    answer = reader.put(negative_slope=0.75)
    assert answer["id"] == 0 and json.loads(json.dumps(answer["frame"]))
    assert answer["frame"]["readout"] == leaky.readout == "The slope below zero is 0.75."
    np.testing.assert_array_equal(reader.picture, leaky.painter.paint()[..., :3])


def test_one_request_is_one_message():
    reader = Reader(Leaky())
    reader.ask("scene", name="No leak")
    assert len(reader.sent) == len(reader.images) == 1


def test_a_change_from_code_comes_without_a_number():
    leaky = Leaky()
    reader = Reader(leaky)
    leaky.set(negative_slope=0.9, units=5)
    assert [m["id"] for m in reader.sent] == [None]
    assert reader.frame["values"]["units"] == 5


@pytest.mark.parametrize(("formula", "words"), [("bad", "try x**2"), ("broken", "KeyError")])
def test_an_error_is_told_with_the_values_that_caused_it(formula, words):
    reader = Reader(Leaky(negative_slope=0.35))
    told = reader.put(formula=formula)["error"]
    assert words in told and f"formula='{formula}'" in told and "negative_slope=0.35" in told


def test_an_unforeseen_error_says_where_it_happened():
    assert "(explorables.py, line " in Reader(Leaky()).put(formula="broken")["error"]


def test_a_request_that_is_none_is_told_too():
    assert "is not possible" in Reader(Leaky()).ask("jump")["error"]
    assert "error" in Reader(Heights()).ask("drag", control="nothing", index=0, path=[[0, 0]])


def test_an_error_from_code_is_raised_there():
    leaky = Leaky()
    reader = Reader(leaky)
    with pytest.raises(ValueError, match="bad is not"):
        leaky.formula = "bad"
    assert not reader.sent


def test_a_run_is_pulled_and_an_interrupt_is_told():
    class Interrupted(Counter):
        def begin(self):
            yield 1
            raise KeyboardInterrupt

    reader = Reader(Interrupted())
    reader.ask("play")
    assert "KeyboardInterrupt" in reader.pull()["error"]
    assert not reader.explorable.playing


def test_a_frame_ahead_is_marked_and_changes_nothing():
    leaky = Leaky()
    reader = Reader(leaky)
    answer = reader.ask("ahead", values={"units": 9})
    assert answer["ahead"] and answer["frame"]["values"]["units"] == 9 and leaky.units == 3


def test_pages_of_two_explorables_do_not_meet():
    one, other = Leaky(), Leaky()
    Reader(one).put(negative_slope=0.9)
    assert other.negative_slope == 0.2
