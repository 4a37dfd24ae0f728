"""Linear programmes by SciPy's HiGHS, the reference for what lines and discs can part."""

from __future__ import annotations

import numpy as np
from scipy.optimize import linprog


def feasible(rows, *, first=(None, None)):
    """Whether there are weights with rows @ weights >= 1; `first` bounds the first of them."""
    free = [first, *[(None, None)] * (rows.shape[1] - 1)]
    return linprog(np.zeros(rows.shape[1]), -rows, -np.ones(len(rows)), bounds=free).status == 0


def parted(points, labels):
    """Whether a line parts the points (n, 2) with label true from the others."""
    signs = np.where(labels, 1, -1)[:, None]
    return feasible(signs * np.c_[points, np.ones(len(points))])
