"""One hidden layer on [0, 1]: constructed weights, random features, and the sup norm.

The universal approximation theorem (Cybenko 1989; in full Leshno, Lin, Pinkus, Schocken
1993): for continuous f on a compact set and every eps > 0 there is a network with one
hidden layer within eps of f everywhere, if and only if the activation (continuous, say) is
not a polynomial. ReLU serves though it is not bounded. The theorem gives no N, no way to
find the weights, and nothing outside the set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib.activations import Activation, relu, sigmoid, tanh

Array = NDArray[np.float64]
Function = Callable[..., Any]


@dataclass(frozen=True)
class Power(Activation):
    """A polynomial unit z^n, the kind with which no N ever suffices (Leshno et al. 1993).

    A layer of them is a polynomial of degree n, however wide: n + 1 numbers say it all.
    How close such a layer can come at best: `polynomials.best_polynomial`.
    """

    exponent: int

    def __call__(self, z: ArrayLike) -> Array:
        return _power(np.asarray(z, float), self.exponent)

    def derivative(self, z: ArrayLike) -> Array:
        return self.exponent * _power(np.asarray(z, float), self.exponent - 1)


def _power(z: Array, exponent: int) -> Array:
    # Repeated products: NumPy's z**3 calls the general pow and is some ten times slower.
    product = np.ones_like(z)
    for _ in range(exponent):
        product = product * z
    return product


SOFTNESS = 4.0  # steepness of a soft step times the distance to the next step


@dataclass(frozen=True)
class OneHiddenLayer:
    r"""The network of the theorem, for one input.

    .. math:: F(x) = \sum_{i=1}^N v_i\, \phi(w_i x + b_i)

    Shapes: w, b, v are (N,); x is any, F(x) the same. There is no output bias; a constant
    is a unit with w = 0, which counts as one of the N (and needs phi(b) != 0).
    """

    w: Array
    b: Array
    v: Array
    activation: Function

    @property
    def units(self) -> int:
        return len(self.v)

    def hidden(self, x: ArrayLike) -> Array:
        """What each unit contributes, v_i phi(w_i x + b_i): shape (..., N)."""
        return self.v * self._outputs(x)

    def __call__(self, x: ArrayLike) -> Array:
        return np.asarray(self._outputs(x) @ self.v)

    def _outputs(self, x: ArrayLike) -> Array:
        return np.asarray(self.activation(np.asarray(x, float)[..., None] * self.w + self.b))


def bump(left: float, right: float, height: float, steepness: float) -> OneHiddenLayer:
    """Two sigmoid units: a step up at `left`, a step down at `right` (Nielsen, ch. 4)."""
    w = np.array([steepness, steepness])
    b = -steepness * np.array([left, right])
    return OneHiddenLayer(w, b, np.array([height, -height]), sigmoid)


def sum_of_bumps(heights: Sequence[float], steepness: float) -> OneHiddenLayer:
    """Bumps side by side over [0, 1]: two sigmoid units for each height."""
    edges = np.linspace(0.0, 1.0, len(heights) + 1)
    # The outermost edges move out, so that F does not fall to half its height at 0 and 1.
    edges[[0, -1]] = -1.0, 2.0
    places = np.stack([edges[:-1], edges[1:]], -1).ravel()
    v = np.stack([heights, np.negative(heights)], -1).ravel()
    w = np.full(places.shape, float(steepness))
    return OneHiddenLayer(w, -w * places, v.astype(float), sigmoid)


def constructed(target: Function, units: int, activation: str) -> OneHiddenLayer:
    """Weights written down, not searched: one constant unit, and `units - 1` that step.

    For sigmoid and tanh each unit is a soft step from one value of the target to the next,
    of a softness that blurs them into a slope (hard steps miss by half the local rise).
    F(x) is a weighted mean of the target's values near x, so |F - f| <= 1.13 omega(h), where
    h = 1/(units - 1) and omega(h) is the most that f changes over a distance of h. For
    every continuous f, omega(h) goes to 0 with h: the theorem, proved in one dimension.

    For relu each unit bends a straight line, and F joins the target's values at `units`
    equally spaced points: |F - f| <= omega(h), and <= h^2/8 max|f''| for smooth f.
    """
    places = knots(units)
    levels = np.asarray(target(places), float)
    if activation == "relu":
        slopes = np.diff(levels) * (units - 1)
        return _with_constant(
            levels[0], np.ones(units - 1), -places[:-1], np.diff(slopes, prepend=0.0), relu
        )
    if activation not in ("sigmoid", "tanh"):
        raise ValueError(
            f"no construction is known here for {activation!r}: choose sigmoid, tanh or relu,"
            " or another way of fitting."
        )
    middles, rises = (places[:-1] + places[1:]) / 2, np.diff(levels)
    w = np.full(units - 1, SOFTNESS * (units - 1))
    if activation == "sigmoid":
        return _with_constant(levels[0], w, -w * middles, rises, sigmoid)
    # sigmoid(z) = (1 + tanh(z/2)) / 2
    return _with_constant(levels[0] + rises.sum() / 2, w / 2, -w / 2 * middles, rises / 2, tanh)


def knots(units: int) -> Array:
    """Where a construction of `units` units takes the target's values: (units,)."""
    _check_units(units)
    return np.linspace(0.0, 1.0, units) if units > 1 else np.array([0.5])


def _with_constant(c: float, w: Array, b: Array, v: Array, activation: Function) -> OneHiddenLayer:
    """Put a unit with w = 0 and b = 1 in front, which gives the constant c."""
    first = c / float(activation(1.0))
    return OneHiddenLayer(np.r_[0.0, w], np.r_[1.0, b], np.r_[first, v], activation)


def random_hidden(units: int, *, seed: int) -> tuple[Array, Array]:
    """Hidden weights and biases (w, b) at random, each (units,).

    Each unit switches at a place drawn uniformly from [-0.1, 1.1], rising or falling, with
    a steepness |w| drawn log-uniformly from 2 to 8 + 2 `units`: more units, finer features.
    """
    _check_units(units)
    rng = np.random.default_rng(seed)
    place = rng.uniform(-0.1, 1.1, units)
    w = np.exp(rng.uniform(np.log(2), np.log(8 + 2 * units), units)) * rng.choice([-1, 1], units)
    return w, -w * place


def random_features(
    target: Function, units: int, activation: Function, *, seed: int, points: int = 401
) -> OneHiddenLayer:
    """Hidden weights at random (`random_hidden`), output weights by least squares (SciPy).

    Least squares minimises the mean square over `points` points, which is not the sup
    norm. Singular values below 1e-9 of the largest are dropped, so that nearly equal units
    do not get enormous weights of opposite sign; it bounds the error from below by ~1e-8.
    """
    from scipy.linalg import lstsq

    w, b = random_hidden(units, seed=seed)
    x = np.linspace(0.0, 1.0, points)
    features = OneHiddenLayer(w, b, np.ones(units), activation).hidden(x)
    v = lstsq(features, np.asarray(target(x), float), cond=1e-9)[0]
    return OneHiddenLayer(w, b, v, activation)


def _check_units(units: int) -> None:
    if units < 1:
        raise ValueError(f"units = {units}: a network needs at least one unit.")


class Worst(NamedTuple):
    """The sup norm of F - f and the place where it is attained."""

    error: float
    x: float


def sup_norm_error(ours: Function, target: Function, points: int = 2001) -> Worst:
    """max over [0, 1] of |F(x) - f(x)|: a grid, then a finer one around its worst point.

    What lies between the points can still be missed: if |F' - f'| <= L it exceeds what is
    found by at most L / (2 (points - 1)).
    """
    x = np.linspace(0.0, 1.0, points)
    for _ in range(2):
        gap = np.abs(np.asarray(ours(x)) - np.asarray(target(x)))
        # The leftmost of equal peaks: which is larger by rounding differs between computers.
        at = int(np.argmax(gap >= gap.max() * (1 - 1e-9)))
        worst = Worst(float(gap.max()), float(x[at]))
        step = x[1] - x[0]
        x = np.linspace(max(worst.x - step, 0.0), min(worst.x + step, 1.0), 101)
    return worst


def smallest_units(errors: Iterable[tuple[int, float]], eps: float) -> int | None:
    """The first N whose error is below eps in a sequence of (N, error); None if there is none.

    Errors need not fall steadily with N, so nothing is skipped and nothing bisected.
    """
    return next((units for units, error in errors if error < eps), None)
