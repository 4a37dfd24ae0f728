"""How fast are all labellings of six points decided? Ratios against SciPy's HiGHS, in one run.

    python benchmarks/shattering.py

The peer solves one linear programme for each of the 64 labellings by lines. Both take turns
over seven random sets; a figure is a ratio of medians of CPU time. "with witnesses" also
makes the 64 hypotheses that the picture draws.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
from scipy.optimize import linprog

from lessons_lib.lessons.vc_shattering.answers import answers
from lessons_lib.theory.shattering.classes import CLASSES, decide, labels_of

N, SETS = 6, 7
Points = np.ndarray
ALL = labels_of(N)


def by_highs(points: Points) -> list[bool]:
    """Whether a line gives each labelling: w.x + b of at least 1 and at most -1."""
    lifted, free = np.c_[points, np.ones(N)], [(None, None)] * 3
    signs = np.where(ALL, 1, -1)[:, :, None]
    return [
        linprog(np.zeros(3), -rows, -np.ones(N), bounds=free).status == 0 for rows in signs * lifted
    ]


def seconds(work: Callable[[Points], object], points: Points) -> float:
    """CPU time of one call."""
    began = time.process_time()
    work(points)
    return time.process_time() - began


def main() -> None:
    """Print the table."""
    sets = np.random.default_rng(0).uniform(size=(SETS, N, 2)).round(3)
    for points in sets:
        ours = [no is None for no in decide("lines", points)]
        assert ours == by_highs(points), "the two do not agree"
    highs = np.median([seconds(by_highs, points) for points in sets])
    print(f"64 linear programmes: {1e3 * highs:.0f} ms\n")
    print("| class | decided, times faster | with witnesses |\n|---|---|---|")
    for name in CLASSES:
        works = (
            lambda points, name=name: [decide(name, points) for _ in range(20)],
            lambda points, name=name: answers.__wrapped__(name, tuple(map(tuple, points.tolist()))),
        )
        each, drawn = (np.median([seconds(work, points) for points in sets]) for work in works)
        print(f"| {name} | {highs / (each / 20):.0f}x | {highs / drawn:.1f}x |")


if __name__ == "__main__":
    main()
