"""Solutions of the exercises of lesson 05."""

from __future__ import annotations

from lessons_lib.explorable.solution import Solution
from lessons_lib.lessons.no_free_lunch import check


def minority() -> Solution:
    """The learner that bets against the majority."""
    return Solution(
        """```python
def minority(X, y):
    return np.full(8, int(2 * y.sum() <= len(y)))
```""",
        check.minority,
    )
