"""The data of panels (quiz, derivation), which a page shows without any Python."""

from __future__ import annotations

from typing import Any

from lessons_lib.publish.site.chapter import Cell, Chapter
from lessons_lib.publish.site.records import session


def data(chapter: Chapter, cell: Cell) -> dict[str, Any]:
    """What the panel of a cell is led through by, made by the notebook's own cells."""
    outcome = session(chapter).run(cell.id)
    if outcome.error:
        raise RuntimeError(f"{chapter.path.name}, cell {cell.id}: {outcome.error}")
    found: dict[str, Any] = outcome.value.data()
    return found
