"""The best line: against every labelling that lines reach, and against many random lines."""

from __future__ import annotations

import numpy as np

from lessons_lib.theory.shattering.best_lines import NOISE, best_line, line_gaps
from tests.theory.shattering.programmes import parted


def test_no_labelling_that_a_line_reaches_has_fewer_errors():
    rng = np.random.default_rng(0)
    for _ in range(4):
        points, labels = rng.uniform(size=(7, 2)), rng.random(7) < 0.5
        reached = [
            np.array([code >> i & 1 for i in range(7)], bool)
            for code in range(2**7)
            if parted(points, np.array([code >> i & 1 for i in range(7)], bool))
        ]
        errors, w, b = best_line(points, labels)
        assert errors == min((line != labels).sum() for line in reached)
        # The line goes through two points; each of the others is on its side.
        sure = np.abs(points @ w + b) > 1e-12
        assert sure.sum() == 5
        assert ((points @ w + b > 0) != labels)[sure].sum() == errors


def test_the_gap_is_that_of_fresh_points():
    rng = np.random.default_rng(0)
    points = rng.uniform(size=(60, 2))
    labels = (points.sum(1) > 1) ^ (rng.random(60) < NOISE)
    errors, w, b = best_line(points, labels)
    fresh = rng.uniform(size=(200_000, 2))
    told = (fresh.sum(1) > 1) ^ (rng.random(len(fresh)) < NOISE)
    gap = ((fresh @ w + b > 0) != told).mean() - errors / 60
    assert abs(line_gaps(60, 1)[0] - gap) < 0.004
