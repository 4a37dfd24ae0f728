"""A notebook as a chapter: its cells, each with what kind of thing it shows."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import nbformat


@dataclass(frozen=True)
class Cell:
    """One cell of a notebook. `kind` is text, picture, panel, exercise or code.

    `number` counts the pictures of one class in their chapter from 1; 0 for any other cell.
    """

    id: str
    kind: str
    source: str
    outputs: tuple[Mapping[str, Any], ...] = ()
    name: str = ""
    number: int = 0

    def shown(self, mime: str) -> str | None:
        """What the cell's value looks like in one mime type; None if it has no such form."""
        found = [o["data"][mime] for o in self.outputs if mime in o.get("data", {})]
        return found[0] if found else None

    @property
    def metadata(self) -> Mapping[str, Any]:
        """What is told about the cell's picture: alt text, width and height."""
        metadata = [o["metadata"] for o in self.outputs if "image/png" in o.get("data", {})]
        return metadata[0]["image/png"] if metadata else {}

    @property
    def call(self) -> str:
        """The expression that the cell shows."""
        return ast.unparse(ast.parse(self.source).body[-1])


@dataclass(frozen=True)
class Chapter:
    """An executed notebook, read."""

    path: Path

    @property
    def stem(self) -> str:
        """The notebook's name without its ending, and the chapter's."""
        return self.path.stem

    @property
    def lesson(self) -> str:
        """The name of the lesson's package."""
        return self.stem.partition("_")[2]

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """All cells in their order."""
        seen: Counter[str] = Counter()
        notebook: Any = nbformat.read(self.path, as_version=4)
        return tuple(_read(cell, seen) for cell in notebook.cells)

    @property
    def title(self) -> str:
        """What the notebook's first heading says."""
        return self.cells[0].source.splitlines()[0].lstrip("# ")

    @property
    def outcome(self) -> str:
        """The sentence that says what a reader can do afterwards."""
        return self.cells[0].source.split("\n\n")[1]

    def record(self, cell: Cell) -> str:
        """The folder of a picture's record, from the site's root."""
        return f"_records/{self.lesson}/{cell.name}-{cell.number}/"

    def of_kind(self, *kinds: str) -> Iterator[Cell]:
        """The cells of some kinds."""
        return (cell for cell in self.cells if cell.kind in kinds)


def chapters(notebooks: Path) -> list[Chapter]:
    """All chapters, in the order of their numbers."""
    return [Chapter(path) for path in sorted(notebooks.glob("[0-9][0-9]_*.ipynb"))]


def _read(cell: Any, seen: Counter[str]) -> Cell:
    if cell.cell_type != "code":
        return Cell(cell.id, "text", cell.source)
    outputs = tuple(cell.outputs)
    kind = _kind(outputs, cell.metadata.get("tags", ()))
    if kind != "picture":
        return Cell(cell.id, kind, cell.source, outputs)
    name = Cell(cell.id, kind, cell.source, outputs).shown("text/plain") or ""
    name = name.partition("(")[0]
    seen[name] += 1
    return Cell(cell.id, kind, cell.source, outputs, name, seen[name])


def _kind(outputs: tuple[Any, ...], tags: Any) -> str:
    shown: dict[str, str] = {}
    for output in outputs:
        shown |= output.get("data", {})
    if "image/png" in shown:
        return "picture"
    # A panel's text is its repr; what is only Markdown has that as its text too.
    words = shown.get("text/markdown", "").strip()
    if words and shown["text/plain"].strip() != words:
        return "panel"
    return "exercise" if "exercise" in tags else "code"
