"""Solutions of the exercises of lesson 10."""

from __future__ import annotations

from lessons_lib.explorable.solution import Solution
from lessons_lib.lessons.likelihood_regression import check


def log_likelihood() -> Solution:
    """The log-likelihood of residuals."""
    return Solution(
        """```python
def log_likelihood(r, s):
    return np.sum(-(r**2) / (2 * s**2) - np.log(s) - np.log(2 * np.pi) / 2)
```""",
        check.log_likelihood,
    )


def likeliest_s() -> Solution:
    """The likeliest noise."""
    return Solution(
        """```python
def likeliest_s(r):
    return np.sqrt(np.mean(r**2))
```""",
        check.likeliest_s,
    )


def least_squares() -> Solution:
    """The normal equations."""
    return Solution(
        """```python
def least_squares(x, y):
    matrix = [[x @ x, x.sum()], [x.sum(), len(x)]]
    return np.linalg.solve(matrix, [x @ y, y.sum()])
```""",
        check.least_squares,
    )


def largest_rate() -> Solution:
    """The largest learning rate."""
    return Solution(
        """```python
rate = 2 / 8
```""",
        check.largest_rate,
    )


def best_constant() -> Solution:
    """The best constant for absolute errors."""
    return Solution(
        """```python
constant = 3
```

This is the **median**, the value in the middle. 100 may be replaced by a million, and the median
stays.""",
        check.best_constant,
    )


def area() -> Solution:
    """The area under a likelihood."""
    return Solution(
        """```python
area = 1 / 4
```""",
        check.area,
    )
