"""Every solution that a lesson offers: shown once, and right."""

from __future__ import annotations

import inspect
import re
from importlib import import_module
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest

from lessons_lib.explorable.solution import Solution

ROOT = Path(__file__).parents[2]
LESSONS = {
    path.stem[3:]: path
    for path in sorted((ROOT / "notebooks").glob("*.ipynb"))
    if (ROOT / "lessons_lib/lessons" / path.stem[3:] / "solve.py").exists()
}
SHOWN = re.compile(r"^solve\.(\w+)\(\)$", re.MULTILINE)
PROGRAM = re.compile(r"```python\n(.*?)\n```", re.DOTALL)
WRITTEN = re.compile(r"<summary>[^<]*olution")


def _functions(lesson: str) -> dict[str, Any]:
    module = import_module(f"lessons_lib.lessons.{lesson}.solve")
    found = inspect.getmembers(module, inspect.isfunction)
    return {name: each for name, each in found if each.__module__ == module.__name__}


EVERY = [(lesson, name) for lesson in LESSONS for name in _functions(lesson)]


@pytest.mark.parametrize(("lesson", "name"), EVERY)
def test_it_can_be_shown_and_belongs_to_an_exercise(lesson: str, name: str) -> None:
    found = _functions(lesson)[name]()
    assert isinstance(found, Solution) and found.exercises and found.data()["text"]


@pytest.mark.parametrize(("lesson", "name"), EVERY)
def test_its_program_is_right(lesson: str, name: str) -> None:
    solution = _functions(lesson)[name]()
    program = PROGRAM.search(solution.text)
    if not program or re.match(r"\s*(return|\w+\s*=>)", program[1]):
        return  # words, or a line to put into the exercise's own function
    names: dict[str, Any] = {"np": np}
    exec(program[1], names)
    *_, last = [value for key, value in names.items() if key not in ("np", "__builtins__")]
    assert solution.exercises[0](last).right


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_notebook_offers_each_of_them_once(lesson: str) -> None:
    book = nbformat.read(LESSONS[lesson], 4)
    shown = [m[1] for c in book.cells if c.cell_type == "code" and (m := SHOWN.match(c.source))]
    assert sorted(shown) == sorted(_functions(lesson))
    assert not any(WRITTEN.search(c.source) for c in book.cells if c.cell_type == "markdown")
