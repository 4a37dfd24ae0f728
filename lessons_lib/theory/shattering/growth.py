"""How many labellings a class can reach: Cover's count and Sauer's bound."""

from __future__ import annotations

from math import comb


def cover(n: int, d: int = 2) -> int:
    """Labellings of n points in general position in R^d that hyperplanes reach.

    2 sum_{k <= d} C(n - 1, k). Source: Cover (1965).
    """
    return 2 * sum(comb(n - 1, k) for k in range(d + 1)) if n else 1


def sauer(n: int, vc: int) -> int:
    """The most labellings of n points that a class of VC dimension `vc` can reach.

    sum_{k <= vc} C(n, k), which is 2^n up to n = vc. Source: Sauer (1972); Vapnik and
    Chervonenkis (1971) have it as well.
    """
    return sum(comb(n, k) for k in range(vc + 1))
