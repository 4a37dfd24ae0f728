"""The cells of one notebook, run in a Python that is no Jupyter.

A cell finds the names that it needs where a reader finds them: in the nearest cell above that
leaves them, which is run first if it has not been. So any cell may be the first that is run, and
a picture looks the same however a reader came to it.
"""

from __future__ import annotations

import ast
import contextlib
import io
import linecache
import traceback
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from lessons_lib.faces.names import bound, needed


class Cell(NamedTuple):
    """A code cell as it is published."""

    ident: str
    code: str
    exercise: bool = False


class Outcome(NamedTuple):
    """What a cell printed, the value of its last line, and its error in words, or ""."""

    printed: str
    value: Any
    error: str = ""

    @property
    def text(self) -> str:
        """What it printed and, below, the words of its value."""
        return self.printed + ("" if self.value is None else words(self.value))


def words(value: Any) -> str:
    """A value as a notebook stores it: its call and its readout, if it is a picture."""
    readout = getattr(value, "readout", None)
    return f"{value!r}\n{readout}" if isinstance(readout, str) else repr(value)


class Session:
    """A notebook's code cells, and the names that each of them has left."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self.cells = list(cells)
        self.left: dict[str, dict[str, Any]] = {}

    def number(self, ident: str) -> int:
        """Where the cell stands."""
        return [cell.ident for cell in self.cells].index(ident)

    def run(self, ident: str, code: str | None = None) -> Outcome:
        """Run a cell, with `code` in place of the published one if it is given."""
        number = self.number(ident)
        code = self.cells[number].code if code is None else code
        names: dict[str, Any] = {"__name__": "__main__"}
        with contextlib.suppress(SyntaxError):  # it is told when the cell is compiled
            names |= self.above(number, needed(code))
        outcome = run(code, f"<cell {ident}>", names)
        self.left[ident] = {name: names[name] for name in bound(code) if name in names}
        return outcome

    def above(self, number: int, wanted: set[str]) -> dict[str, Any]:
        """The wanted names, each from the nearest cell above that leaves it."""
        found: dict[str, Any] = {}
        for cell in reversed(self.cells[:number]):
            if here := wanted & self._leaves(cell):
                if not here <= self.left.get(cell.ident, {}).keys():
                    self.run(cell.ident)
                left = self.left[cell.ident]
                found |= {name: left[name] for name in here if name in left}
                wanted = wanted - here
        return found

    def _leaves(self, cell: Cell) -> set[str]:
        return bound(cell.code) | self.left.get(cell.ident, {}).keys()


def run(code: str, name: str, names: dict[str, Any]) -> Outcome:
    """Run code in a namespace; the last line's value, as a notebook shows it."""
    linecache.cache[name] = len(code), None, code.splitlines(True), name  # for tracebacks
    printed, value = io.StringIO(), None
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        try:
            for tree in _parts(ast.parse(code, name)):
                if isinstance(tree, ast.Expression):
                    value = eval(compile(tree, name, "eval"), names)
                else:
                    exec(compile(tree, name, "exec"), names)
        except BaseException as error:
            return Outcome(printed.getvalue(), None, told(error, name))
    return Outcome(printed.getvalue(), value)


def _parts(tree: ast.Module) -> Iterator[ast.Module | ast.Expression]:
    """All but the last line, and the last if it is an expression."""
    last = tree.body[-1:]
    ends = bool(last) and isinstance(last[0], ast.Expr)
    yield ast.Module(tree.body[: len(tree.body) - ends], [])
    if ends:
        yield ast.Expression(last[0].value)  # type: ignore[attr-defined]


def told(error: BaseException, name: str) -> str:
    """An error in one line, with the line of the cell where it happened."""
    if isinstance(error, SyntaxError):
        return f"SyntaxError: {error.msg} (line {error.lineno})"
    words = "".join(traceback.format_exception_only(error)).strip()
    lines = [f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename == name]
    return f"{words} (line {lines[-1]})" if lines else words
