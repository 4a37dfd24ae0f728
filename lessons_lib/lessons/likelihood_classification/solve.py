"""Solutions of the exercises of lesson 11."""

from __future__ import annotations

from lessons_lib.explorable.solution import Solution
from lessons_lib.lessons.likelihood_classification import check


def cross_entropy() -> Solution:
    """The cross-entropy of two distributions."""
    return Solution(
        """```python
def cross_entropy(p, q):
    return -(p * np.log(q)).sum()
```

Where p contains a 0, the outcome has to be left out, because NumPy takes 0 times ln 0 for nan and
not for 0: put `p, q = p[p > 0], q[p > 0]` before the last line.""",
        check.cross_entropy,
    )


def one_way() -> Solution:
    """A model whose divergence is finite in one direction."""
    return Solution(
        """```python
q = (0.4, 0.4, 0.2)
```

Any q serves that gives something to each of the three outcomes.""",
        check.one_way,
    )


def logistic_loss() -> Solution:
    """The logistic loss from logits."""
    return Solution(
        """```python
def logistic_loss(z, t):
    return np.logaddexp(0, (1 - 2 * t) * z)
```

The loss is ln(1 + exp(z)) for t = 0, and ln(1 + exp(−z)) for t = 1, and the factor 1 − 2t is 1 or
−1. The form `np.logaddexp(0, z) - t * z` passes too, but in it a very small loss is lost as the
difference of two large numbers.""",
        check.logistic_loss,
    )


def which_loss() -> Solution:
    """The loss of a counted target."""
    return Solution(
        """```python
my_loss = "b"
```

−ln P(t | m) is m − t ln m + ln t! With m = e^z this is e^z − tz + ln t!, and the last term does
not contain z, so it can be dropped.""",
        check.which_loss,
    )
