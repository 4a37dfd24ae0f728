"""Solutions of the exercises of lesson 06."""

from __future__ import annotations

from lessons_lib.explorable.solution import Solution
from lessons_lib.lessons.vanishing_gradients import check


def change_of_v22() -> Solution:
    """The chain rule on one path, and the delta of hidden units."""
    return Solution(
        "`my_change = -1 * 0.5165 * 0.2497 * 0.5622`, and"
        " `return np.sum(delta * v) * h * (1 - h)`.",
        check.change_of_v22,
        check.delta_hidden,
    )


def layers_below_a_thousandth() -> Solution:
    """How many layers, and which deviation."""
    return Solution(
        """`my_layers = 5`, `my_deviation = 4 * 8**-0.5`, and for the last one any value from 3.2 to
8, for instance 4.8. The best deviation cannot be told exactly: the curve is flat at the top and
networks differ much.""",
        check.layers_below_a_thousandth,
        check.deviation_for_quarter,
        check.best_deviation,
    )
