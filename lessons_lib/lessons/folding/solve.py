"""Solutions of the exercises of lesson 02."""

from __future__ import annotations

from lessons_lib.explorable.solution import Solution
from lessons_lib.lessons.folding import check


def fold() -> Solution:
    """The fold as two ReLU units."""
    return Solution(
        "`return 2 * relu(x) - 4 * relu(x - 0.5)`\n\nThe first unit gives the slope 2. From 1/2 on"
        " the slope has to be -2, so the second unit has to contribute -4. The check compares"
        " values only, so another formula for the same function is right as well.",
        check.fold,
    )


def wide_enough() -> Solution:
    """One layer for what six layers do."""
    return Solution(
        "`my_units = 64`\n\nThe function has 2 · 2 · 2 · 2 · 2 · 2 = 64 pieces. One unit gives the"
        " first slope, and 63 units make the bends between the pieces.",
        check.wide_enough,
    )


def unfitted() -> Solution:
    """What a low accuracy says."""
    return Solution(
        '`my_conclusion = "c"`\n\nThe network is right on only 66 % of its own *training* points,'
        " so it has not been fitted, and it does not overfit either. What other weights of the same"
        " layer could do is another question, and Adam has answered it.",
        check.unfitted,
    )
