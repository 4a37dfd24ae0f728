"""A reader's own table as arrays to learn from, or one sentence on what does not fit.

    read_table("dogs.csv", target="weight", x="height")
    read_table(frame, target="species")

A table is the path of a CSV file (its first line names the columns; "," or ";" or a tab parts
them, and beside ";" and the tab a number may be written 3,5), a DataFrame, a structured NumPy
array, or a dict of columns.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from math import inf
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lessons_lib import _check
from lessons_lib._table_sources import Table, columns_of, number
from lessons_lib._words import meant, told
from lessons_lib.datasets import Dataset

Array = NDArray[Any]
KINDS = {"number": "a number", "classes": "one of several classes"}
LARGEST, LEAST_SPREAD = 1e100, 1e-12
MOST_CLASSES, MOST_NAMES = 20, 12


def read_table(
    data: Any,
    target: Any,
    x: Any = None,
    *,
    kind: str | None = None,
    least: int = 3,
) -> Dataset:
    """Inputs X (n, features) and targets y (n,) out of a table, and the columns' names.

    `target` names the column to predict; `x` names one input or several, None takes all other
    columns. With `kind="number"` y holds floats; with "classes" whole numbers from 0, and
    `classes` their names in order; None takes classes if the target holds text or True and
    False, and numbers otherwise. Raises ValueError, in one sentence, for all that does not fit:
    too few rows, no such column, missing values, text among the inputs, a constant column.
    """
    table = columns_of(data)
    wanted = _column(table, target, "target")
    features = _inputs(table, x, wanted)
    _enough(table, wanted, least)
    if kind is None:
        kind = "classes" if _holds_words(table.columns[wanted]) else "number"
    _check.one_of(KINDS, kind, "kind")
    X = np.stack([_numbers(table, name, f"the input {name!r}") for name in features], 1)
    if kind == "number":
        return Dataset(X, _numbers(table, wanted, f"the target {wanted!r}"), features)
    classes, y = _classes(table, wanted)
    return Dataset(X, y, features, classes)


def written(data: Any) -> str:
    """`data` as the call that rebuilds a picture writes it: a path, or "..." for a table."""
    return repr(os.fspath(data)) if isinstance(data, str | os.PathLike) else "..."


def _column(table: Table, name: Any, role: str) -> str:
    names = list(table.columns)
    listed = ", ".join(map(repr, names[:MOST_NAMES]))
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    if name is None:
        raise table.refuse(f"say which column is the {role}, {role} = one of {listed}{more}.")
    if name not in names and not isinstance(name, str):
        name = str(name) if str(name) in names else name  # a frame may count its columns
    if not isinstance(name, str) or name not in names:
        raise table.refuse(
            f"there is no column {told(name)}{meant(name, names)}; its columns: {listed}{more}."
        )
    return name


def _inputs(table: Table, x: Any, target: str) -> tuple[str, ...]:
    if x is None:
        features = tuple(name for name in table.columns if name != target)
        if not features:
            raise table.refuse(f"there is no column beside the target {target!r} to predict it.")
        return features
    given: Sequence[Any] = (
        (x,)
        if isinstance(x, str | int)
        else _check.sequence(x, "x", "name a column, or several in a list")
    )
    features = tuple(_column(table, name, "x") for name in given)
    if not features:
        raise table.refuse("x names no column: name at least one.")
    for name in features:
        if name == target:
            raise table.refuse(f"{name!r} is the target, and cannot be an input as well.")
        if features.count(name) > 1:
            raise table.refuse(f"x names {name!r} more than once.")
    return features


def _enough(table: Table, name: str, least: int) -> None:
    n = len(table.columns[name])
    if n < least:
        raise table.refuse(
            f"the table has {n} row{'s' * (n != 1)}, and at least {least} are needed."
        )


def _complete(table: Table, name: str, what: str) -> tuple[Any, ...]:
    cells = table.columns[name]
    missing = [row for row, cell in enumerate(cells, 1) if cell is None]
    if missing:
        raise table.refuse(
            f"{what} has no value in {len(missing)} of {len(cells)} rows, first in"
            f" {table.row(missing[0])}: fill these in, or leave the rows out."
        )
    return cells


def _numbers(table: Table, name: str, what: str) -> Array:
    """The column (n,) as floats that are finite and not all the same."""
    cells = _complete(table, name, what)
    if found := _no_number(cells):
        row, cell = found
        kind = "text" if isinstance(cell, str) else "something other than numbers"
        raise table.refuse(f"{what} holds {kind} ({told(cell)} in {table.row(row)}): give numbers.")
    for row, cell in enumerate(cells, 1):
        if not abs(cell) <= LARGEST:
            size = "an infinite" if abs(cell) == inf else "too large a"
            raise table.refuse(f"{what} holds {size} number ({told(cell)} in {table.row(row)}).")
    values = np.array(cells, float)
    spread = float(values.max() - values.min())
    if spread <= max(LEAST_SPREAD * float(np.abs(values).max()), 1 / LARGEST):
        raise table.refuse(
            f"{what} is {values[0]:g} in every row: a constant column has nothing to say."
        )
    return values


def _no_number(cells: tuple[Any, ...]) -> tuple[int, Any] | None:
    """Row and cell of the first that is no number; of texts, rather one that spells none."""
    strange = [
        (row, cell) for row, cell in enumerate(cells, 1) if not isinstance(cell, Real | np.bool_)
    ]
    plain = (
        (row, cell) for row, cell in strange if not isinstance(cell, str) or number(cell) is None
    )
    return next(plain, strange[0] if strange else None)


def _holds_words(cells: tuple[Any, ...]) -> bool:
    return any(isinstance(cell, str | bool | np.bool_) for cell in cells)


def _classes(table: Table, name: str) -> tuple[tuple[str, ...], Array]:
    """The classes' names in order, and the class of each row (n,)."""
    what = f"the target {name!r}"
    labels = [_label(cell) for cell in _complete(table, name, what)]
    texts = any(isinstance(label, str) for label in labels)
    order = sorted(set(map(str, labels))) if texts else sorted(set(labels))
    names = [each if isinstance(each, str) else f"{each:.12g}" for each in order]
    y = np.array([order.index(str(label) if texts else label) for label in labels])
    counts = np.bincount(y)
    if len(order) == 1:
        raise table.refuse(f"{what} is {names[0]!r} in every row: two classes are needed.")
    if len(order) > MOST_CLASSES:
        raise table.refuse(
            f"{what} has {len(order)} different values, such as {names[0]!r} and {names[1]!r}:"
            f" as classes there may be at most {MOST_CLASSES}."
        )
    if counts.min() < 2:
        raise table.refuse(
            f"{what} is {names[counts.argmin()]!r} in one row only: each class needs at least two."
        )
    return tuple(names), y


def _label(cell: Any) -> Any:
    """A text, or a number; True and False are texts, so that they are named so."""
    if isinstance(cell, bool | np.bool_):
        return str(bool(cell))
    try:
        return float(cell) if isinstance(cell, Real) else str(cell)
    except OverflowError:
        return told(cell)
