"""Solutions of the exercises of lesson 09."""

from __future__ import annotations

from lessons_lib.explorable.solution import Solution
from lessons_lib.lessons.choosing_activations import check


def collapsed() -> Solution:
    """Two linear layers as one."""
    return Solution(
        """The row is multiplied by the first matrix first, and matrix products may be bracketed as
one likes: $(x W_1) W_2 = x (W_1 W_2)$.

```python
def collapsed(W1, W2):
    return W1 @ W2
```""",
        check.collapsed,
    )


def threshold_logit() -> Solution:
    """The logit of nine tenths."""
    return Solution(
        "`np.log(0.9 / 0.1)`, about 2.2: the probability of class 1 is nine times that of class 0,"
        " and the logit is the logarithm of this quotient.",
        check.threshold_logit,
    )


def softmax() -> Solution:
    """A softmax that survives large logits."""
    return Solution(
        """Subtract from each row its largest logit. The probabilities stay the same, and no
exponent is above 0.

```python
def softmax(z):
    powers = np.exp(z - z.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)
```""",
        check.softmax,
    )


def many_labels() -> Solution:
    """Animals in a picture."""
    return Solution(
        'The answer is "c". A cat does not make a dog less probable, so each animal is a question'
        " with the answer yes or no, and gets a sigmoid of its own with the logistic loss.",
        check.many_labels,
    )
