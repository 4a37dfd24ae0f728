"""The line with the fewest errors, found exactly, and what it does on new points."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
NOISE, SIDE = 0.1, 200


def best_line(points: Array, labels: Array) -> tuple[int, Array, float]:
    """Errors, w (2,) and b of a line w.x + b = 0 with the fewest errors on points (n, 2).

    Any line can be moved, without a point changing its side, until it meets two of them. So the
    lines through all pairs are enough, the pair itself counting as right: turned a little, the
    line has both on the sides that are wanted. No three points may be in a row.
    """
    i, j = np.triu_indices(len(points), 1)
    along = points[j] - points[i]
    w = np.column_stack([-along[:, 1], along[:, 0]])
    b = -(w * points[i]).sum(1)
    wrong = (points @ w.T + b > 0) != labels[:, None]
    pairs = np.arange(len(i))
    one = wrong.sum(0) - wrong[i, pairs] - wrong[j, pairs]
    errors = np.stack([one, len(points) - 2 - one])
    turned, best = np.unravel_index(int(errors.argmin()), errors.shape)
    sign = 1 - 2 * turned
    return int(errors[turned, best]), sign * w[best], float(sign * b[best])


def line_gaps(n: int, sets: int) -> Array:
    """Test error less training error of the best line, for `sets` random sets, (sets,).

    n points are uniform in the unit square. The label is + where x + y > 1, and a tenth of the
    labels is turned over. The test error is an average over a grid of 200 x 200 places.
    """
    at = (np.arange(SIDE) + 0.5) / SIDE
    places = np.stack(np.meshgrid(at, at), -1)
    gaps = []
    for seed in range(sets):
        rng = np.random.default_rng(seed)
        points = rng.uniform(size=(n, 2))
        labels = (points.sum(1) > 1) ^ (rng.random(n) < NOISE)
        errors, w, b = best_line(points, labels)
        apart = ((places @ w + b > 0) != (places.sum(-1) > 1)).mean()
        gaps.append(NOISE + (1 - 2 * NOISE) * apart - errors / n)
    return np.array(gaps)
