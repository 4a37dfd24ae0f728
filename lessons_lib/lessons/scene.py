"""A picture of any lesson, in one of its scenes."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from lessons_lib.explorable import Explorable


def picture(lesson: str, name: str, scene: str) -> Callable[[], Explorable]:
    """What makes a lesson's picture with one of its scenes; imported when it is asked for."""

    def make() -> Explorable:
        found: Explorable = getattr(import_module(f"lessons_lib.lessons.{lesson}"), name)()
        found.show_scene(scene)
        return found

    return make
