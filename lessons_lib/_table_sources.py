"""Named columns from a CSV file, a data frame, a structured array or a dict.

pandas is not needed: a frame is whatever has `columns` and gives one by its name.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Mapping
from numbers import Real
from pathlib import Path
from typing import Any, NamedTuple

from lessons_lib._arrays import in_order
from lessons_lib._words import meant, told

MISSING = {"", "na", "n/a", "nan", "null", "none", "?"}
MOST_ROWS = 1_000_000


class Table(NamedTuple):
    """Columns of one length; a cell is a number, a text, True or False, or None if missing."""

    source: str
    columns: dict[str, tuple[Any, ...]]
    counted: str = ", counted from 1"

    def row(self, number: int) -> str:
        """A row in words, so that its reader finds it."""
        return f"row {number}{self.counted}"

    def refuse(self, words: str) -> ValueError:
        """The one way in which a table is refused."""
        return ValueError(f"{self.source}: {words}")


def columns_of(data: Any) -> Table:
    """The columns of `data`, all of one length; ValueError in one sentence if it is no table."""
    if isinstance(data, str | os.PathLike):
        found = _from_file(data)
    elif data is ...:
        raise ValueError("data = ... stands for a table of your own: give it again in its place.")
    elif (names := _names(data)) is not None:
        found = _named(names, data)
    else:
        raise ValueError(
            f"data = {told(data)} is no table: give the path of a CSV file, a DataFrame, or a dict"
            " of columns such as {'x': [1, 2, 3], 'y': [2, 4, 5]}."
        )
    if not found.columns:
        raise found.refuse("the table has no columns.")
    return found


def number(cell: Any, decimal: str = ".") -> float | None:
    """A text as the number it spells, else None."""
    try:
        return float(cell.replace(decimal, "."))
    except ValueError:
        return None


def _names(data: Any) -> list[Any] | None:
    """What the columns of a dict, a structured array or a frame are called; None if they are
    not."""
    if isinstance(data, Mapping):
        return list(data)
    if isinstance(data, type) or not hasattr(data, "__getitem__"):
        return None
    dtype = getattr(data, "dtype", None)
    for holder, attribute in ((dtype, "names"), (data, "column_names"), (data, "columns")):
        if isinstance(names := getattr(holder, attribute, None), Iterable):
            return list(names)
    return None


def _named(keys: list[Any], data: Any) -> Table:
    empty = Table("data", {})
    _no_twins(empty, [str(key) for key in keys])
    columns = {}
    for key in keys:
        try:
            columns[str(key)] = _cells(data[key])
        except TypeError as why:
            raise empty.refuse(
                f"the column {str(key)!r}, {told(data[key])}, {why}: give one value for each row,"
                f" in at most {MOST_ROWS} rows."
            ) from None
    lengths = {name: len(column) for name, column in columns.items()}
    if len(set(lengths.values())) > 1:
        told_lengths = ", ".join(f"{name!r} {n}" for name, n in lengths.items())
        raise empty.refuse(f"the columns differ in length: {told_lengths} rows.")
    return Table("data", columns)


def _cells(values: Any) -> tuple[Any, ...]:
    plain = values.to_numpy() if hasattr(values, "to_numpy") else values
    cells = in_order(plain, MOST_ROWS)
    if len(cells) > MOST_ROWS:
        raise TypeError("has no end, or is too long")
    return tuple(None if _absent(cell) else cell for cell in cells)


def _absent(cell: Any) -> bool:
    """None, nan, NaT, pandas' NA, or an entry under a mask."""
    if cell is None or type(cell).__name__ in ("NAType", "NaTType", "MaskedConstant"):
        return True
    return isinstance(cell, Real) and cell != cell


def _from_file(given: str | os.PathLike[str]) -> Table:
    path = Path(given)
    file = Table(told(path.name or str(path)), {}, " below the first line")
    text = _text(path, file)
    delimiter = max(",;\t", key=text.lstrip().partition("\n")[0].count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        rows = [row for row in lines if any(map(str.strip, row))]
    except csv.Error as why:
        raise file.refuse(f"it cannot be read as CSV ({why}).") from None
    if not rows:
        raise file.refuse("the file is empty.")
    names, body = [name.strip() for name in rows[0]], rows[1:]
    _check_header(file, names, body)
    # Where a comma does not part the columns, it is the decimal sign.
    decimal = "." if delimiter == "," else ","
    cells = zip(*body, strict=True) if body else [()] * len(names)
    columns = {name: _parsed(column, decimal) for name, column in zip(names, cells, strict=True)}
    if names[0] == "" and columns[""] == tuple(range(len(body))):
        del columns[""]  # the row numbers that pandas writes
    return file._replace(columns=columns)


def _text(path: Path, file: Table) -> str:
    try:
        text = path.expanduser().read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        near = [each.name for each in path.parent.iterdir()] if path.parent.is_dir() else []
        folder = path.parent.resolve()
        raise file.refuse(f"there is no such file{meant(path.name, near)} in {folder}.") from None
    except IsADirectoryError:
        raise file.refuse("this is a folder: give the path of a CSV file.") from None
    except UnicodeDecodeError:
        text = "\0"
    except (OSError, ValueError) as why:
        raise file.refuse(f"it cannot be opened ({getattr(why, 'strerror', why)}).") from None
    if "\0" in text:
        raise file.refuse("this is not text in UTF-8: save a spreadsheet as CSV (UTF-8) first.")
    return text


def _check_header(file: Table, names: list[str], body: list[list[str]]) -> None:
    if all(number(name) is not None for name in names):
        raise file.refuse("its first line holds numbers: it has to name the columns.")
    _no_twins(file, names)
    for i, row in enumerate(body, 1):
        if len(row) != len(names):
            raise file.refuse(
                f"{file.row(i)} has {len(row)} values, where the first names {len(names)} columns."
            )


def _no_twins(table: Table, names: list[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise table.refuse(f"{names.count(name)} columns are named {name!r}: rename them.")


def _parsed(cells: tuple[str, ...], decimal: str) -> tuple[Any, ...]:
    """Numbers if all cells are, True and False if all are, else texts; None where missing."""
    texts = [None if cell.strip().casefold() in MISSING else cell.strip() for cell in cells]
    known = [text for text in texts if text is not None]
    if all(number(text, decimal) is not None for text in known):
        return tuple(None if text is None else number(text, decimal) for text in texts)
    if {text.casefold() for text in known} <= {"true", "false"}:
        return tuple(None if text is None else text.casefold() == "true" for text in texts)
    return tuple(texts)
