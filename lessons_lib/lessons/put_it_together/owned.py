"""Which tables of a reader's own the workbench takes."""

from __future__ import annotations

from typing import Any

import numpy as np

from lessons_lib.datasets import Dataset
from lessons_lib.tables import read_table

LEAST, MOST = 40, 10_000  # rows
MOST_INPUTS = 500
EACH_CLASS = 8  # rows, so that all three parts get some


def read(data: Any, target: Any, x: Any) -> Dataset:
    """The table; a target of just two different numbers is read as two classes.

    Raises ValueError, in one sentence, for what `read_table` refuses, for too few or too many
    rows, for too many inputs, and for a class that is too rare to be split in three.
    """
    found = read_table(data, target, x, least=LEAST)
    if not found.classes and len(np.unique(found.y)) == 2:
        found = read_table(data, target, x, kind="classes", least=LEAST)
    rows, inputs = found.X.shape
    if rows > MOST:
        raise ValueError(f"the table has {rows} rows: draw at most {MOST} of them at random.")
    if inputs > MOST_INPUTS:
        raise ValueError(f"the table has {inputs} inputs: choose at most {MOST_INPUTS} with x.")
    if found.classes and np.bincount(found.y).min() < EACH_CLASS:
        rare = found.classes[int(np.bincount(found.y).argmin())]
        raise ValueError(
            f"the class {rare!r} has {np.bincount(found.y).min()} rows: each class needs at least"
            f" {EACH_CLASS}, to be learnt from, chosen by and judged by."
        )
    return found
