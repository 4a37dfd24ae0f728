"""The data of panels (quiz, derivation), which a page shows without any Python.

They are made by the notebook's own cells: the one that shows the panel, and before it those that
define the names it uses.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import Any

from lessons_lib.publish.site.chapter import Cell, Chapter


def data(chapter: Chapter, cell: Cell) -> dict[str, Any]:
    """What the panel of a cell is led through by."""
    names: dict[str, Any] = {}
    for each in needed(chapter.cells, cell):
        exec(compile(each.source, each.id, "exec"), names)
    *before, last = ast.parse(cell.source).body
    exec(compile(ast.Module(before, []), cell.id, "exec"), names)
    panel = eval(ast.unparse(last), names)
    found: dict[str, Any] = panel.data()
    return found


def needed(cells: Iterable[Cell], cell: Cell) -> list[Cell]:
    """The earlier cells without which the names of this one mean nothing, in their order."""
    earlier = [each for each in cells if each.kind != "text"]
    earlier = earlier[: earlier.index(cell)]
    found: list[Cell] = []
    missing = used(cell)
    for each in reversed(earlier):
        if defined(each) & missing and each.kind != "exercise":
            found.insert(0, each)
            missing = missing - defined(each) | used(each)
    return found


def used(cell: Cell) -> set[str]:
    """The names that a cell reads."""
    return {
        node.id
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }


def defined(cell: Cell) -> set[str]:
    """The names that a cell gives a value."""
    found = set()
    for node in ast.walk(ast.parse(cell.source)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.alias):
            found.add((node.asname or node.name).partition(".")[0])
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
    return found
