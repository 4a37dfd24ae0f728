"""One picture as a page of its own, for a frame in somebody else's."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path

from lessons_lib.publish.site.chapter import Cell, Chapter
from lessons_lib.publish.site.html import picture
from lessons_lib.publish.site.pictures import address

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="../_static/lessons/icon.svg">
<link rel="stylesheet" href="../_static/lessons/face.css">
<link rel="stylesheet" href="../_static/lessons/live.css">
<link rel="stylesheet" href="../_static/lessons/embed.css">
<script type="module" src="../_static/lessons/start.js"></script>
</head>
<body>
<main>
<h1>{title}</h1>
{place}
</main>
<footer><a href="../{chapter}.html" target="_blank" rel="noopener">Lesson {lesson}</a></footer>
</body>
</html>
"""


def embedded(chapters: Iterable[Chapter]) -> dict[str, tuple[Chapter, Cell]]:
    """The cell that shows each kind of picture, by name: as it comes, if some lesson shows that."""
    found: dict[str, tuple[Chapter, Cell]] = {}
    for chapter in chapters:
        for cell in chapter.of_kind("picture"):
            if cell.name not in found or (_bare(cell) and not _bare(found[cell.name][1])):
                found[cell.name] = chapter, cell
    return found


def _bare(cell: Cell) -> bool:
    return cell.call in (f"lesson.{cell.name}()", f"{cell.name}()")


def write(chapters: Iterable[Chapter], site: Path) -> None:
    """Write `embed/<Name>.html` for every kind of picture."""
    (site / "embed").mkdir(exist_ok=True)
    for name, (chapter, cell) in embedded(chapters).items():
        title = cell.metadata["alt"].partition(". ")[0].rstrip(".")
        page = PAGE.format(
            title=escape(title),
            place=picture(chapter, cell, f"../{address(chapter, cell)}"),
            chapter=chapter.stem,
            lesson=escape(f"{chapter.stem[:2]}: {chapter.title}"),
        )
        (site / "embed" / f"{name}.html").write_text(page, "utf-8")
