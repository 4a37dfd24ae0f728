"""Code cells as HTML: pictures, exercises and other code, with what the notebook shows of them."""

from __future__ import annotations

from html import escape
from typing import Any

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from lessons_lib.publish.site.chapter import Cell, Chapter

OUTPUT = '<div class="lessons-output">'


def tag(name: str, content: str, **attributes: Any) -> str:
    """One element; `_` in an attribute's name is `-`, and `class_` is `class`."""
    pairs = ((key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items())
    written = "".join(f' {key}="{escape(str(value))}"' for key, value in pairs)
    return f"<{name}{written}>{content}</{name}>"


def picture(chapter: Chapter, cell: Cell, source: str) -> str:
    """The place of a picture, holding the picture and the words of its first state."""
    about = cell.metadata
    width, height = about["width"], about["height"]
    image = f'<img src="{source}" alt="{escape(about["alt"])}" width="{width}" height="{height}"'
    words = (cell.shown("text/plain") or "").partition("\n")[2]
    inside = f'{image} loading="lazy" decoding="async">' + tag("p", escape(words), class_="readout")
    return tag(
        "div",
        inside,
        class_="lessons-place",
        data_cell=cell.id,
        data_lesson=chapter.lesson,
        data_code=cell.call,
        data_name=cell.name,
        data_record=chapter.record(cell),
    )


def code(chapter: Chapter, cell: Cell) -> str:
    """The cell's code, open or folded, with a place for what it shows."""
    exercise = cell.kind == "exercise"
    body = highlight(cell.source, PythonLexer(), HtmlFormatter(wrapcode=True)).strip()
    if not exercise:
        opened = " open" if cell.kind == "code" and cell.outputs else ""
        body = f"<details{opened}><summary>{_called(cell)}</summary>{body}</details>"
    return tag(
        "div",
        f"{body}{OUTPUT}{_output(cell)}</div>",
        class_="lessons-cell",
        data_cell=cell.id,
        data_lesson=chapter.lesson,
        data_exercise=str(exercise).lower(),
    )


def _called(cell: Cell) -> str:
    return {"picture": "Code of this picture", "panel": "Code of this panel"}.get(cell.kind, "Code")


def _output(cell: Cell) -> str:
    """What a code cell shows beside pictures and panels, which have places of their own."""
    elsewhere = cell.kind in ("picture", "panel") or cell.shown("text/markdown")
    return "" if elsewhere else "".join(map(_one, cell.outputs))


def _one(output: Any) -> str:
    if output["output_type"] == "stream":
        return tag("pre", escape(output["text"]))
    data = output.get("data", {})
    if "text/html" in data:
        return str(data["text/html"])
    if "text/plain" in data:
        return tag("pre", escape(data["text/plain"]))
    raise ValueError(f"an output of type {output['output_type']} has no place in a chapter.")
