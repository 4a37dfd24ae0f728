r"""Entropy, cross-entropy and the Kullback-Leibler divergence of discrete distributions, in nats.

Shapes: p and q (..., outcomes), each row of sum 1, giving (...).
Source: Kullback and Leibler (1951); Goodfellow, Bengio, Courville (2016), section 3.13.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[Any]


def entropy(p: ArrayLike) -> Array:
    r"""H(p) = -sum p ln p."""
    return cross_entropy(p, p)


def cross_entropy(p: ArrayLike, q: ArrayLike) -> Array:
    r"""H(p, q) = -sum p ln q; infinite where q is 0 and p is not."""
    p, q = _distribution(p), _distribution(q)
    # 0 ln 0 counts as 0: what never happens surprises nobody.
    with np.errstate(divide="ignore"):
        log_q = np.log(np.where(p == 0, 1.0, q))
    return np.asarray(-(p * log_q).sum(-1)) + 0.0


def kl_divergence(p: ArrayLike, q: ArrayLike) -> Array:
    r"""KL(p || q) = sum p ln(p / q): at least 0, and 0 only where p = q."""
    p, q = _distribution(p), _distribution(q)
    with np.errstate(divide="ignore"):
        ratio = np.log(np.where(p == 0, 1.0, p)) - np.log(np.where(p == 0, 1.0, q))
    return np.asarray((p * ratio).sum(-1))


def _distribution(p: ArrayLike) -> Array:
    p = np.asarray(p, float)
    if np.any(p < 0) or np.any(np.abs(p.sum(-1) - 1) > 1e-6):
        raise ValueError(f"{p} is no distribution: give numbers from 0 to 1, of sum 1.")
    return p
