"""The Python in the page says what Python says elsewhere: every picture, every cell."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from lessons_lib.publish.site.chapter import Chapter, chapters
from tests.site import words

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
CHAPTERS = [pytest.param(each, id=each.stem) for each in chapters(NOTEBOOKS)]
CELLS = """async ([lesson, ids]) => {
  const found = {};
  for (const id of ids) found[id] = await lessonsPython.cell(lesson, id);
  return found;
}"""
TOLERANCE = 0.01  # of the mean brightness, 0 to 255


def start(page: Any) -> None:
    """Start Python, and wait until it is ready."""
    page.set_default_timeout(120_000)
    page.evaluate("lessonsPython.start().catch(() => {})")
    page.wait_for_function("lessonsPython.state !== 'starting'")
    assert page.evaluate("lessonsPython.reason") == ""


def stored(outputs) -> str:
    """The text of a cell's outputs: what was printed, then its value."""
    texts = [o.get("text") or o.get("data", {}).get("text/plain", "") for o in outputs]
    return "".join(texts).strip()


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_cell_gives_its_stored_text(visit, chapter: Chapter):
    page = visit(f"{chapter.stem}.html").page
    start(page)
    cells = [cell for cell in chapter.cells if cell.kind != "text"]
    found = page.evaluate(CELLS, [chapter.lesson, [cell.id for cell in cells]])
    for cell in cells:
        assert found[cell.id]["error"] == "", cell.id
        assert found[cell.id]["text"].strip() == stored(cell.outputs), cell.id


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_picture_says_the_same_words_in_every_state(visit, chapter: Chapter):
    page = visit(f"{chapter.stem}.html").page
    start(page)
    source = Path(words.__file__).read_text(encoding="utf-8")
    code = f"{source}\nimport json\nprint(json.dumps(words({chapter.lesson!r})))"
    first = next(cell for cell in chapter.cells if cell.kind != "text")
    answer = page.evaluate(
        "([lesson, id, code]) => lessonsPython.cell(lesson, id, code)",
        [chapter.lesson, first.id, code],
    )
    assert answer["error"] == ""
    natively, there = words.words(chapter.lesson), json.loads(answer["text"])
    assert {k: said for k, (said, _) in there.items()} == {
        k: said for k, (said, _) in natively.items()
    }
    assert all(abs(there[k][1] - natively[k][1]) < TOLERANCE for k in natively)
