"""Lesson 00: its exercise, and the way from each slide to its picture."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import nbformat
import pytest

from lessons_lib.lessons.start_here import check

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


@pytest.mark.parametrize(
    ("bias", "words"),
    [
        (30, "sign"),
        (0.75, "not the place"),
        (-0.75, "40, is missing"),
        (-20, "right"),
        (-31, "to the right of 0.75"),
        (-10, "to the left of 0.75"),
        (-50, "outside the interval"),
    ],
)
def test_a_wrong_bias_is_told_what_is_wrong(bias, words):
    feedback = check.switch_at(bias)
    assert not feedback.right and words in feedback.words


def test_the_right_bias_is_right():
    assert check.switch_at(-30).right


def slides():
    """The rows of the table from slides to pictures: (the lesson's number, picture, scene)."""
    book = nbformat.read(NOTEBOOKS / "00_start_here.ipynb", as_version=4)
    text = "\n".join(c.source for c in book.cells).partition("From the slides to the pictures")[2]
    rows = re.findall(r"\| \[(\d\d)\]\((.*?)\) \| `(\w+)`(?:: (.*?))? \|$", text, re.MULTILINE)
    assert len(rows) == len(re.findall(r"^\| [^s|]", text, re.MULTILINE))
    return rows


@pytest.mark.parametrize(("number", "file", "picture", "scene"), slides())
def test_each_slide_leads_to_a_picture_that_its_lesson_shows(number, file, picture, scene):
    path = NOTEBOOKS / file
    assert path.name.startswith(number) and path.exists()
    lesson = import_module(f"lessons_lib.lessons.{path.stem[3:]}")
    assert picture in lesson.__all__ and f"{picture}(" in path.read_text(encoding="utf-8")
    assert not scene or scene in getattr(lesson, picture).scenes


def test_every_lesson_has_a_slide():
    numbers = {path.name[:2] for path in NOTEBOOKS.glob("*.ipynb")}
    assert {row[0] for row in slides()} == numbers - {"00"}
