"""The facts of every picture of every lesson in every scene, as they were last looked at.

    python -m tests.lessons.recorded [LESSON ...]

writes `facts/LESSON.json`. A change there is read as a change of the picture would be: the
default in full, and of every other state what differs from it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import lessons_lib.lessons
from lessons_lib.explorable import Explorable
from tests.pictures import Facts, facts

HOME = Path(lessons_lib.lessons.__file__).parent
FOLDER = Path(__file__).with_name("facts")
LESSONS = sorted(path.parent.name for path in HOME.glob("*/__init__.py"))
# Steps of the runs that the notebooks show; done in `make test-all`.
RUNS = {
    "Census": 61,
    "DeepTraining": 12,
    "LearningSpeed": 250,
    "Outputs": 400,
    "Race": 100,
    "Regions": 300,
    "SlopesLearn": 150,
    "Symmetry": 300,
    "Trainer": 200,
    "Workbench": 40,
}
STEPS = 2


def kinds(lesson: str) -> list[type[Explorable]]:
    module = import_module(f"lessons_lib.lessons.{lesson}")
    listed = [getattr(module, name) for name in module.__all__]
    return [k for k in listed if isinstance(k, type) and issubclass(k, Explorable)]


def every_picture() -> Any:
    """Every picture of every lesson, as a parameter of a test."""
    listed = [(lesson, kind) for lesson in LESSONS for kind in kinds(lesson)]
    ids = [f"{lesson}-{kind.__name__}" for lesson, kind in listed]
    return pytest.mark.parametrize(("lesson", "kind"), listed, ids=ids)


def shown(kind: type[Explorable]) -> Any:
    """A picture as a page has it: its layout is settled at the first look, and stays."""
    picture = kind()
    picture.painter.paint()
    return picture


def states(kind: type[Explorable]) -> Iterator[tuple[str, Any]]:
    """One picture led through all its scenes and back, as by hand; a run goes two steps."""
    picture: Any = shown(kind)
    for name in ["default", *picture.scenes]:
        if name in picture.scenes:
            picture.show_scene(name)
        yield name, picture
        if getattr(picture, "playable", False):
            picture.step(STEPS)
            yield f"{name}, after {STEPS} steps", picture


def runs(kind: type[Explorable]) -> Iterator[tuple[str, Any]]:
    """The run that its notebook shows."""
    if steps := RUNS.get(kind.__name__):
        picture: Any = shown(kind)
        picture.step(steps)
        yield f"default, after {steps} steps", picture


def recorded(lesson: str, kind: type[Explorable]) -> dict[str, Facts]:
    """Every state's facts in full."""
    path = FOLDER / f"{lesson}.json"
    known = json.loads(path.read_text("utf-8")).get(kind.__name__, {}) if path.exists() else {}
    default = known.get("default", {})
    return {
        state: {k: v for k, v in {**default, **seen}.items() if v is not None}
        for state, seen in known.items()
    }


def record(lesson: str) -> None:
    """Write the facts of all pictures of a lesson."""
    found = {}
    for kind in kinds(lesson):
        seen = {name: facts(p) for each in (states, runs) for name, p in each(kind)}
        default = seen["default"]
        found[kind.__name__] = {
            name: default if name == "default" else _changes(default, now)
            for name, now in seen.items()
        }
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{lesson}.json").write_text(_written(found) + "\n", encoding="utf-8")


def _changes(default: Facts, now: Facts) -> Facts:
    """What differs; None where nothing is seen any more."""
    return {k: now.get(k) for k in {**default, **now} if now.get(k) != default.get(k)}


def _written(value: Any, depth: int = 0) -> str:
    """JSON with one fact on a line."""
    if not (isinstance(value, dict) and depth < 3):
        return json.dumps(value, ensure_ascii=False)
    pad, end = " " * (depth + 1), " " * depth
    lines = [
        f"{pad}{json.dumps(k, ensure_ascii=False)}: {_written(v, depth + 1)}"
        for k, v in value.items()
    ]
    return "{\n" + ",\n".join(lines) + f"\n{end}}}" if lines else "{}"


if __name__ == "__main__":
    for name in sys.argv[1:] or LESSONS:
        record(name)
        print(name, flush=True)
