"""Solutions of the exercises of lesson 01."""

from __future__ import annotations

from lessons_lib.explorable.solution import Solution
from lessons_lib.lessons.universal_approximation import check


def bump() -> Solution:
    """A step up at 0.3, minus a step up at 0.6."""
    return Solution(
        """Subtract a second step, which begins at 0.6. The steepness multiplies the distance from
the place of the step.

```python
from lessons_lib.activations import sigmoid


def bump(x):
    return sigmoid(100 * (x - 0.3)) - sigmoid(100 * (x - 0.6))
```""",
        check.bump,
    )


def smallest_n() -> Solution:
    """Twenty-three, an odd number, so that a point stands on the top of the bell."""
    return Solution(
        "`my_n = 23`. The top of the bell lies at *x* = ½. With an odd *N* one of the squares"
        " stands on the top. With an even *N* the top lies half way between two squares, its"
        " value is not used, and there the error is largest. So 20 units leave an error of 0.076,"
        " 21 leave 0.051, 22 leave 0.064, and 23 leave 0.045.",
        check.smallest_n,
    )


def cubes() -> Solution:
    """Four, one for each coefficient of a cubic polynomial."""
    return Solution(
        "`my_cubes = 4`. Each unit gives $(w x + b)^3$, a polynomial of degree 3, and a sum of"
        " such polynomials has degree 3 again. It has four coefficients: those of $x^3$, $x^2$,"
        " $x$ and the constant. In the same way, units of any degree *d* only make polynomials of"
        " degree *d*, however many they are.",
        check.cubes,
    )
