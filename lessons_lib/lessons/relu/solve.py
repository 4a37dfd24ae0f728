"""Solutions of the exercises of lesson 07."""

from __future__ import annotations

from lessons_lib.explorable.solution import Solution
from lessons_lib.lessons.relu import check


def relu_gradient() -> Solution:
    """The way back through a ReLU."""
    return Solution("`return upstream * (z > 0)`", check.relu_gradient)


def surviving_share() -> Solution:
    """Who gets through, and He's deviation."""
    return Solution(
        "One layer stops an example with probability $(1/2)^2$, so the share is `(3 / 4) ** 10`,"
        " about 0.056. The standard deviation is `(2 / 50) ** 0.5`, which is 0.2.",
        check.surviving_share,
        check.he_deviation,
    )


def count_dead() -> Solution:
    """How many units are dead."""
    return Solution("`return (z <= 0).all(axis=0).sum()`", check.count_dead)
