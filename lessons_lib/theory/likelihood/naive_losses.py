r"""The logistic loss as a textbook writes it, from probabilities, and as PyTorch mends it.

All take logits z and targets t of one shape and compute in z's dtype. Compare
`lessons_lib.losses.logistic_loss`, which never leaves the logits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def plain_sigmoid(z: Array) -> Array:
    """1 / (1 + exp(-z)); the exponential overflows to infinity, and the result is 0."""
    with np.errstate(over="ignore"):
        return np.asarray(1 / (1 + np.exp(-z)))


def textbook(z: Array, t: Array) -> Array:
    """-[t ln p + (1 - t) ln(1 - p)]: infinite if surely wrong, nan if surely right."""
    p = plain_sigmoid(z)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(-(t * np.log(p) + (1 - t) * np.log(1 - p)))


def logarithm_held(z: Array, t: Array) -> Array:
    """Logarithms held at -100 or more, as PyTorch's BCELoss documents."""
    p = plain_sigmoid(z)
    with np.errstate(divide="ignore"):
        log_p, log_q = (np.maximum(np.log(s), np.asarray(-100, z.dtype)) for s in (p, 1 - p))
    return np.asarray(-(t * log_p + (1 - t) * log_q))


FROM_PROBABILITIES: Mapping[str, Callable[[Array, Array], Array]] = {
    "textbook": textbook,
    "PyTorch's BCELoss": logarithm_held,
}
