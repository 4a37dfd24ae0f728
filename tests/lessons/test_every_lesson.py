"""What holds for every picture of every lesson."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import lessons_lib.lessons
from lessons_lib.explorable import Explorable

HOME = Path(lessons_lib.lessons.__file__).parent
# Trained for minutes rather than seconds; its own tests look into it.
SLOW = {("universal_approximation", "ErrorAgainstN")}
# Words in place of numbers, or none before Play; their own tests ask for more.
IN_WORDS = {"put_it_together", "choosing_activations"}


def pictures(*, without: Any = ()) -> list[Any]:
    """Every picture as (the lesson's module, its class)."""
    found = []
    for path in sorted(HOME.glob("*/__init__.py")):
        lesson = import_module(f"lessons_lib.lessons.{path.parent.name}")
        for name in lesson.__all__:
            kind = getattr(lesson, name)
            known = isinstance(kind, type) and issubclass(kind, Explorable)
            if known and (path.parent.name, name) not in SLOW and path.parent.name not in without:
                found.append(pytest.param(lesson, kind, id=f"{path.parent.name}-{name}"))
    return found


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
