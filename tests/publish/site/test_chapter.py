from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from lessons_lib.publish.site.chapter import Chapter, chapters

NOTEBOOKS = Path(__file__).parents[3] / "notebooks"
CHAPTERS = chapters(NOTEBOOKS)
each_chapter = pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.stem)


def test_every_notebook_is_a_chapter():
    assert [chapter.path for chapter in CHAPTERS] == sorted(NOTEBOOKS.glob("*.ipynb"))


@each_chapter
def test_a_chapter_holds_every_cell_in_its_order(chapter):
    written = json.loads(chapter.path.read_text("utf-8"))["cells"]
    assert [(cell.id, cell.source) for cell in chapter.cells] == [
        (cell["id"], "".join(cell["source"])) for cell in written
    ]


@each_chapter
def test_a_cell_is_an_exercise_exactly_if_it_is_tagged_so(chapter):
    written = json.loads(chapter.path.read_text("utf-8"))["cells"]
    tagged = [cell["id"] for cell in written if "exercise" in cell["metadata"].get("tags", ())]
    assert [cell.id for cell in chapter.of_kind("exercise")] == tagged


@each_chapter
def test_every_picture_has_words_for_those_who_do_not_see_it(chapter):
    for cell in chapter.of_kind("picture"):
        assert len(cell.metadata["alt"]) > 20
        assert cell.metadata["width"] > 0 and cell.metadata["height"] > 0


@each_chapter
def test_no_two_pictures_share_a_record(chapter):
    folders = Counter(chapter.record(cell) for cell in chapter.of_kind("picture"))
    assert not folders or set(folders.values()) == {1}


def notebook(tmp_path: Path, *cells: dict) -> Chapter:
    path = tmp_path / "01_some_lesson.ipynb"
    whole = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": list(cells)}
    path.write_text(json.dumps(whole), "utf-8")
    return Chapter(path)


def code(ident: str, source: str, data: dict, **metadata: object) -> dict:
    output = {"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": 1}
    return {
        "id": ident,
        "cell_type": "code",
        "source": source,
        "metadata": metadata,
        "execution_count": 1,
        "outputs": [output],
    }


def test_pictures_of_one_class_are_counted_and_of_another_counted_apart(tmp_path):
    cells = [
        code(str(n), f"lesson.{name}()", {"image/png": "", "text/plain": f"{name}(a=1)\nwords"})
        for n, name in enumerate(("Line", "Bump", "Line"))
    ]
    chapter = notebook(tmp_path, *cells)
    assert [(c.name, c.number) for c in chapter.cells] == [("Line", 1), ("Bump", 1), ("Line", 2)]
    assert chapter.record(chapter.cells[2]) == "_records/some_lesson/Line-2/"


def test_what_is_only_markdown_is_no_panel(tmp_path):
    report = {"text/markdown": "### Mine\n", "text/plain": "### Mine"}
    quiz = {"text/markdown": "**1.** Why?", "text/plain": "Quiz of 1 question."}
    chapter = notebook(tmp_path, code("a", "report", report), code("b", "quiz", quiz))
    assert [cell.kind for cell in chapter.cells] == ["code", "panel"]


def test_the_call_of_a_cell_is_its_last_expression(tmp_path):
    chapter = notebook(tmp_path, code("a", "row = Row()\nrow.show(3)\nrow", {"text/plain": "1"}))
    assert chapter.cells[0].call == "row"
