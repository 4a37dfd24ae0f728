"""What holds for every picture of every lesson."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import numpy as np
import pytest

from lessons_lib.explorable import Slider
from tests.lessons.recorded import LESSONS, kinds
from tests.lessons.states import somewhere

# Trained for minutes rather than seconds; its own tests look into it.
SLOW = {("universal_approximation", "ErrorAgainstN")}
# Words in place of numbers, or none before Play; their own tests ask for more.
IN_WORDS = {"put_it_together", "choosing_activations"}
STATES = 30  # drawn for each picture; the first is looked at


def pictures(*, without: Any = ()) -> list[Any]:
    """Every picture as (the lesson's module, its class)."""
    return [
        pytest.param(import_module(f"lessons_lib.lessons.{lesson}"), kind)
        for lesson in LESSONS
        if lesson not in without
        for kind in kinds(lesson)
        if (lesson, kind.__name__) not in SLOW
    ]


@pytest.mark.parametrize(("lesson", "kind"), pictures(without=IN_WORDS))
def test_every_scene_has_a_readout_with_numbers(lesson, kind):
    picture = kind()
    for scene in picture.scenes or [None]:
        if scene:
            picture.show_scene(scene)
        assert any(letter.isdigit() for letter in picture.readout), scene


@pytest.mark.parametrize(("lesson", "kind"), pictures())
def test_the_printed_call_rebuilds_the_picture(lesson, kind):
    picture = kind()
    for scene in [None, *list(picture.scenes)[-1:]]:
        if scene:
            picture.show_scene(scene)
        again = eval(repr(picture), vars(lesson))
        assert again.values == picture.values and again.readout == picture.readout


@pytest.mark.parametrize(("lesson", "kind"), pictures())
def test_every_slider_may_go_to_either_end(lesson, kind):
    picture = kind()
    for name, control in kind.controls.items():
        if isinstance(control, Slider):
            for end in (control.min, control.max):
                picture.set(**{name: type(control.default)(end)})
                assert picture.readout


def looked_at(picture: Any) -> tuple[Any, ...]:
    """Everything that a reader gets of it, or why not."""
    try:
        return picture.values, picture.readout, picture.png(), picture.data
    except ValueError as error:
        return picture.values, str(error)


def constructed(kind: Any, values: dict[str, Any]) -> Any:
    """The picture, or the sentence by which its values are refused."""
    try:
        return kind(**values)
    except ValueError as error:
        return str(error)


@pytest.mark.parametrize(("lesson", "kind"), pictures())
def test_a_constructor_ends_where_a_hand_would(lesson, kind):
    """Against the same values set on the default picture, which dependent controls follow."""
    unseen = type(kind.__name__, (kind,), {"refresh": lambda self: None})
    rng, seen = np.random.default_rng(0), False
    for _ in range(STATES):
        chosen = {n: c for n, c in kind.controls.items() if rng.random() < 0.5}
        values = {name: somewhere(control, rng) for name, control in chosen.items()}
        made, moved = constructed(kind, values), unseen()
        try:
            moved.set(**values)
        except ValueError as error:
            assert made == str(error) and moved.values == kind().values
            continue
        assert made.values == moved.values
        assert eval(repr(made), vars(lesson)).values == made.values
        if not seen:
            np.testing.assert_equal(looked_at(made), looked_at(moved))
            seen = True
    for scene, values in kind.scenes.items():
        moved.show_scene(scene)
        assert moved.values == kind(**values).values, scene


def same(one: Any, other: Any) -> bool:
    """Whether two frames look and read alike, whatever scene is marked."""
    plain = [frame._replace(pixels=None, scene=None) for frame in (one, other)]
    return plain[0] == plain[1] and np.array_equal(one.pixels, other.pixels)


@pytest.mark.slow
@pytest.mark.parametrize(("lesson", "kind"), pictures())
def test_whatever_is_asked_ends_in_the_frame_of_its_values(lesson, kind):
    """A frame rendered ahead is the one that comes; scenes and other values leave no trace."""
    rng, picture = np.random.default_rng(0), kind()
    pixels = round(60 * picture.size[0])
    picture.answer({"op": "look", "dark": False, "pixels": pixels})
    sliders = {n: c for n, c in kind.controls.items() if isinstance(c, Slider)}
    for name, control in list(sliders.items())[:2]:
        values = {name: somewhere(control, rng)}
        try:
            ahead = picture.answer({"op": "ahead", "values": values})
        except ValueError:
            continue
        assert same(picture.answer({"op": "set", "values": values}), ahead), name
    before, values = picture.as_frame(), dict(picture.values)
    for scene in list(picture.scenes)[-1:]:
        picture.answer({"op": "scene", "name": scene})
    assert same(picture.answer({"op": "set", "values": values}), before)
