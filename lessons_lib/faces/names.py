"""Which names a piece of Python takes from before it, and which it leaves."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from symtable import SymbolTable, symtable


def needed(code: str) -> set[str]:
    """Names that the code reads before it binds them itself; those of functions count as well.

    Raises SyntaxError if it is no Python.
    """
    found: set[str] = set()
    known: set[str] = set()
    for statement in ast.parse(code).body:
        table = _table(statement)
        binds = _bound(table)
        reads = set(_read(table))
        # x = x + 1 and x += 1 read the old x; for x in ..: print(x) reads its own.
        if isinstance(statement, ast.AugAssign):
            reads |= binds
        elif not isinstance(statement, ast.Assign):
            reads -= binds
        found |= reads - known
        known |= binds
    return found


def bound(code: str) -> set[str]:
    """Names that the code leaves behind; none if it is no Python."""
    try:
        return _bound(symtable(code, "<cell>", "exec"))
    except SyntaxError:
        return set()


def _table(statement: ast.stmt) -> SymbolTable:
    return symtable(ast.unparse(statement), "<cell>", "exec")


def _bound(table: SymbolTable) -> set[str]:
    return {s.get_name() for s in table.get_symbols() if s.is_assigned() or s.is_imported()}


def _read(table: SymbolTable) -> Iterator[str]:
    """What a scope and those in it read from outside all functions."""
    top = table.get_type() == "module"
    for symbol in table.get_symbols():
        if symbol.is_referenced() and (top or symbol.is_global()):
            yield symbol.get_name()
    for child in table.get_children():
        yield from _read(child)
