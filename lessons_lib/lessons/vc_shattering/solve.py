"""Solutions of the exercises of lesson 04."""

from __future__ import annotations

from lessons_lib.explorable.solution import Solution
from lessons_lib.lessons.vc_shattering import check


def intervals() -> Solution:
    """The pairs of a first and a last +, and the labelling without any +."""
    return Solution(
        """The + points stand side by side, so a labelling is known from its first + and its last +.
The first can be any of the *n* points, and the last is the same point or one to its right: these
are *n* + (*n* − 1) + … + 1 = *n*(*n* + 1)/2 pairs. One labelling more has no + at all.

```python
def intervals(n):
    return n * (n + 1) // 2 + 1
```""",
        check.intervals,
    )


def dimension_of_lines() -> Solution:
    """Three: one shattered set is enough, and no set of four is shattered."""
    return Solution(
        '`my_reading = "b"`. The definition asks for the largest *n* for which *some* set of *n*'
        " points is shattered. A triangle is such a set of three, and three points in a row do not"
        " change that. If lines never produce more than 14 of the 16 labellings of four points, no"
        " set of four is shattered.",
        check.dimension_of_lines,
    )


def shattered_by_rectangles() -> Solution:
    """A diamond, in which each point is the outermost one on a side of its own."""
    return Solution(
        """Let each point be alone the outermost one on one side. Then no rectangle around the
others has to contain it. A diamond is such a set: its points lie at the top, on the left, on the
right and at the bottom.

```python
my_points = [(0.5, 0.9), (0.1, 0.5), (0.9, 0.5), (0.5, 0.1)]
```""",
        check.shattered_by_rectangles,
    )


def cover() -> Solution:
    """The same sum with one term more, because a range leaves out its end."""
    return Solution(
        """The sum runs from *k* = 0 to *k* = *d*. In Python `range(d)` ends at *d* − 1, so it has
to be `range(d + 1)`.

```python
from math import comb


def cover(n, d):
    return 2 * sum(comb(n - 1, k) for k in range(d + 1))
```""",
        check.cover,
    )


def width() -> Solution:
    """The square root of the bound, with the bracket closed in the right place."""
    return Solution(
        """In the formula *d* multiplies the whole bracket, the 1 included.

```python
def width(d, n, delta):
    return np.sqrt((d * (np.log(2 * n / d) + 1) + np.log(4 / delta)) / n)
```""",
        check.width,
    )


def sine() -> Solution:
    """Thirteen pi, from the points 2 and 3, which are labelled −."""
    return Solution(
        """The sum runs over the points labelled −. In + − − + these are the points 2 and 3, so the
bracket is $1 + 2^2 + 2^3 = 13$.

```python
my_w = np.pi * (1 + 2**2 + 2**3)
```""",
        check.sine,
    )
