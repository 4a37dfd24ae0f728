"""Solutions of the exercises of lesson 08."""

from __future__ import annotations

from lessons_lib.explorable.solution import Solution
from lessons_lib.lessons.relu_variants import check


def leaky() -> Solution:
    """The paper's slope, and a leaky ReLU that is right for every slope."""
    return Solution(
        """PyTorch multiplies, so it needs the reciprocal of the divisor: `1 / 5.5`.

```python
def leaky(z, a):
    return np.where(z > 0, z, a * z)
```""",
        check.leaky,
        check.negative_slope,
    )


def slope_gradient() -> Solution:
    """How the loss changes with the slope of a layer."""
    return Solution(
        "`return np.sum(upstream * np.minimum(z, 0))`. Where $z$ is positive, `np.minimum` gives"
        " 0, so that nothing is added there.",
        check.slope_gradient,
    )


def crelu_weights() -> Solution:
    """How many weights two layers of CReLU need."""
    return Solution(
        "The first layer still has 64 inputs: $64 \\cdot 32 = 2048$ weights. Its 32 units have 64"
        " outputs, so the second layer has 2048 weights too, and the output layer"
        " $64 \\cdot 10 = 640$. Together these are 4736, or 1.40 times as many as with ReLU.",
        check.crelu_weights,
    )


def elu() -> Solution:
    """An ELU without an overflow."""
    return Solution(
        """```python
def elu(z, alpha):
    return np.where(z > 0, z, alpha * np.expm1(np.minimum(z, 0)))
```

`np.expm1(z)` is $e^z - 1$ without the digits that the subtraction loses near zero, and \
`np.minimum` avoids an overflow in the branch that is not used.""",
        check.elu,
    )
