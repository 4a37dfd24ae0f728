"""A chapter as one text in MyST Markdown, in which code cells are blocks of HTML."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import escape
from typing import Any

from lessons_lib.publish.site.chapter import Cell, Chapter
from lessons_lib.publish.site.html import OUTPUT, code, picture

FOLDED = re.compile(r"<details><summary>(.*?)</summary>(.*?)</details>", re.DOTALL)
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
# Their code would tell nobody anything; a prediction veils the place that follows it directly.
WITHOUT_CODE = ("prediction", "solution")
FENCE = "`" * 12


def markdown(
    chapter: Chapter,
    *,
    image: Callable[[Cell], str],
    data: Callable[[Cell], dict[str, Any]],
    links: str = "",
) -> str:
    """The text. `image` gives the address of a cell's picture, `data` the data of its panel;
    `links`, a piece of HTML, stands below the first cell.
    """

    def written(cell: Cell) -> str:
        if cell.kind == "text":
            return prose(cell.source)
        if cell.kind == "picture":
            return raw(picture(chapter, cell, image(cell)) + code(chapter, cell))
        if cell.kind == "panel":
            return panel(chapter, cell, data(cell))
        return showing(raw(code(chapter, cell)), cell.shown("text/markdown"))

    first, *others = map(written, chapter.cells)
    return "\n\n".join([first, raw(links), *others]) + "\n"


def prose(source: str) -> str:
    """Markdown inside <details> is read as Markdown only after an empty line."""
    return FOLDED.sub(r"<details><summary>\1</summary>\n\n\2\n\n</details>", source)


def panel(chapter: Chapter, cell: Cell, data: dict[str, Any]) -> str:
    """The place of a panel: its data for the page, its words for a page without scripts."""
    kind = data["kind"]
    start = f'<div class="lessons-panel-place" data-cell="{cell.id}"'
    start += f' data-kind="{kind}" data-lesson="{chapter.lesson}" data-code="{escape(cell.call)}">'
    inside = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    start += f'<script type="application/json">{inside}</script>'
    words = without_headings(prose(cell.shown("text/markdown") or ""))
    after = "" if kind in WITHOUT_CODE else code(chapter, cell)
    return f"{raw(start)}\n\n{words}\n\n{raw(f'</div>{after}')}\n\n"


def without_headings(words: str) -> str:
    """A heading within an element would begin a section there; it is made bold instead."""
    return HEADING.sub(r"**\1**", words)


def showing(html: str, words: str | None) -> str:
    """The cell with the Markdown that it shows in the place of its text."""
    if words is None:
        return html
    before = html.partition(OUTPUT)[0]
    return f"{before}{OUTPUT}\n{FENCE}\n\n{without_headings(words)}\n\n{raw('</div></div>')}"


def raw(html: str) -> str:
    """HTML that Markdown leaves alone, empty lines and all."""
    return f"{FENCE}{{raw}} html\n{html}\n{FENCE}"
