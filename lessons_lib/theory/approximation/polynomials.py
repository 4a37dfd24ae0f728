"""Why polynomial units fail: how close a polynomial can come to f, with a certificate."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.polynomial import Chebyshev

from lessons_lib.theory.approximation.one_layer import Array, Function


class BestPolynomial(NamedTuple):
    """The polynomial closest to f in the sup norm, and the proof that none comes closer.

    `error` is its largest distance from f over the points that were tried. `weights` (one
    for each of `places`, in absolute value 1 in all) give sum(weights * p(places)) = 0 for
    *every* polynomial p of that degree, and sum(weights * f(places)) = error: so each such
    p is at least `error` from f at one of the places, however many units it is made of.
    """

    error: float
    polynomial: Chebyshev
    places: Array
    weights: Array


def best_polynomial(target: Function, degree: int, points: int = 401) -> BestPolynomial:
    """The best uniform approximation of f on [0, 1] by polynomials of degree <= `degree`.

    A linear programme (SciPy's HiGHS) over `points` equally spaced points; its dual is the
    certificate. Its places, where the error alternates between +error and -error, are
    usually degree + 2 (Chebyshev's equioscillation). Adding points could only raise `error`.
    """
    from scipy.optimize import linprog

    x = np.linspace(0.0, 1.0, points)
    f = np.asarray(target(x), float)
    basis = np.polynomial.chebyshev.chebvander(2 * x - 1, degree)
    # Minimise t subject to -t <= p(x) - f(x) <= t.
    t = np.ones((points, 1))
    solved = linprog(
        np.r_[np.zeros(degree + 1), 1.0],
        A_ub=np.block([[basis, -t], [-basis, -t]]),
        b_ub=np.r_[f, -f],
        bounds=(None, None),
    )
    above, below = np.split(solved.ineqlin.marginals, 2)
    weights = above - below
    at = np.abs(weights) > 1e-9
    best = Chebyshev(solved.x[:-1], domain=[0.0, 1.0])
    return BestPolynomial(max(float(solved.fun), 0.0), best, x[at], weights[at])
