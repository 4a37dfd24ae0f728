"""A picture of the reader's own table: read once, told in its call, kept by its scenes."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from lessons_lib.explorable import Choice, OwnData, Slider

FRAME = pd.DataFrame({"a": [1.0, 2, 4], "b": [3.0, 5, 6], "c": ["u", "v", "u"]})


class Mean(OwnData):
    """A mean."""

    instead = ("data_set",)
    kind = "number"
    inputs = 1
    data_set = Choice("small", options=("small", "large"))
    factor = Slider(1.0, min=0.0, max=4.0)
    scenes = {"Half": {"factor": 0.5}, "Large": {"data_set": "large"}}

    def draw(self, figure):
        (self.dots,) = figure.add_subplot().plot([], [], "o", label="dots")

    def update(self):
        x = self.own.X[:, 0] if self.own else np.arange({"small": 3, "large": 30}[self.data_set])
        self.dots.set_data(x, self.factor * x)
        return f"{len(x)} points, mean {self.factor * x.mean():.2f}"


def test_without_a_table_the_picture_is_as_ever():
    assert repr(Mean()) == "Mean(data_set='small', factor=1.0)"
    assert Mean().hidden() == () and list(Mean().scenes) == ["Half", "Large"]


def test_a_table_takes_the_place_of_the_data_and_of_what_chooses_among_them():
    picture = Mean(data=FRAME, target="b", x="a")
    assert picture.readout == "3 points, mean 2.33"
    assert picture.hidden() == ("data_set",) and list(picture.scenes) == ["Half"]
    picture.show_scene("Half")
    assert picture.readout == "3 points, mean 1.17"
    assert list(Mean.scenes) == ["Half", "Large"]


def test_the_page_offers_the_scenes_that_are_left():
    picture = Mean(data=FRAME, target="b", x="a")
    assert picture.page.spec["scenes"] == ["Half"]
    assert picture.as_frame().hidden == ("data_set",)


def test_the_printed_call_names_the_file_and_rebuilds_the_picture(tmp_path):
    path = tmp_path / "table.csv"
    FRAME.to_csv(path, index=False)
    picture = Mean(data=str(path), target="b", x="a", factor=2.0)
    assert repr(picture) == f"Mean(data={str(path)!r}, target='b', x='a', factor=2.0)"
    assert eval(repr(picture)).readout == picture.readout == "3 points, mean 4.67"


def test_the_printed_call_of_a_frame_says_where_to_give_it_again():
    picture = Mean(data=FRAME, target="b", x="a")
    assert repr(picture).startswith("Mean(data=..., target='b', x='a', factor=")
    with pytest.raises(ValueError, match=r"data = \.\.\. stands for a table of your own"):
        eval(repr(picture))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"data": FRAME, "target": "b"}, "the input 'c' holds text"),
        ({"data": FRAME[["a", "b"]].assign(d=[1, 2, 4]), "target": "b"}, "Mean takes one input: c"),
        ({"data": FRAME, "target": "c", "x": "a"}, "the target 'c' holds text"),
        ({"data": FRAME}, "say which column is the target"),
        ({"target": "b"}, "target = 'b' and x = None name columns of a table of your own: give"),
        ({"data": FRAME[:2], "target": "b", "x": "a"}, "2 rows, and at least 3"),
    ],
)
def test_what_does_not_fit_is_said_in_a_sentence(arguments, words):
    with pytest.raises(ValueError) as caught:
        Mean(**arguments)
    assert words in str(caught.value)
