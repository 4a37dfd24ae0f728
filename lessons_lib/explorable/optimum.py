"""Where a function of one or a few parameters is smallest, and whether it is so anywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[Any]
Function = Callable[[Array], float]
FLAT = "it is the same wherever the search begins"
UNDERFLOW = "; where a long product underflows to 0, take fewer points"
BEYOND = 1e100  # a search that has come so far was not stopped by an optimum


class Smallest(NamedTuple):
    """The places where a function is smallest: one; two that are equally good; or none, and why."""

    places: tuple[Array, ...]
    why: str = ""

    @property
    def words(self) -> str:
        """The places, to two decimals, or why there are none."""
        rounded = ([round(float(t), 2) + 0.0 for t in place] for place in self.places)
        told = (f"({', '.join(f'{t:.2f}' for t in place)})" for place in rounded)
        return " and ".join(told) or self.why

    def at_one_place_with(self, other: Smallest) -> bool:
        """Whether both have one place, and the same."""
        if len(self.places) != 1 or len(other.places) != 1:
            return False
        return bool(np.allclose(self.places[0], other.places[0], rtol=1e-3, atol=1e-3))


def smallest(f: Function, size: int, guesses: Sequence[ArrayLike] = ()) -> Smallest:
    """Searched by Nelder and Mead's method from three starts and the guesses, and along rays."""
    starts = [np.full(size, start) for start in (0.0, 1.0, -1.0)]
    starts += [np.asarray(guess, float) for guess in guesses]
    with np.errstate(all="ignore"):
        ends = [_search(f, start) for start in starts]
        heights = np.array([_at(f, place) for place in starts])
        reached = np.array([_at(f, place) for place in ends])
        if np.all(heights == heights[0]) and not np.any(reached < heights):
            return Smallest((), FLAT + (UNDERFLOW if heights[0] == 0 else ""))
        best = int(reached.argmin())
        if _endless(f, starts[0], ends[best]):
            return Smallest((), "it falls however far one goes")
        drop = np.abs(heights[np.isfinite(heights)] - reached[best]).max()
    equal = [ends[k] for k in np.flatnonzero(reached <= reached[best] + 1e-9 * drop)]
    other = [place for place in equal if not np.allclose(place, ends[best], rtol=0.01, atol=0.01)]
    return Smallest((ends[best], *other[:1]))


def _at(f: Function, place: Array) -> float:
    """The value there; infinite where there is none."""
    value = float(f(place))
    return np.inf if np.isnan(value) else value


def _search(f: Function, place: Array) -> Array:
    from scipy.optimize import minimize

    options = {"xatol": 1e-7, "fatol": 1e-14, "maxiter": 2000, "maxfev": 4000}
    # Again from where it stopped: a tiny likelihood grows by so much that its scale changes.
    for _ in range(3):
        scale = abs(float(f(place))) or 1.0
        found = minimize(
            lambda t, s=scale: _at(f, t) / s, place, method="Nelder-Mead", options=options
        )
        place = np.asarray(found.x)
        if not found.success:
            break
    return place


def _endless(f: Function, start: Array, found: Array) -> bool:
    """Whether f falls along some ray that goes far beyond the best place found."""
    if not np.abs(found).max() < BEYOND:
        return True
    doublings = 10 + int(np.log2(1 + np.abs(found).max()))
    rays = [np.array(ray) for ray in product((-1.0, 0.0, 1.0), repeat=start.size) if any(ray)]
    along = ([f(start + 2.0**k * ray) for k in range(doublings)] for ray in rays)
    return any(_falls(heights, _at(f, found)) for heights in along)


def _falls(heights: list[float], best: float) -> bool:
    known = np.array(heights)[: np.append(np.isnan(heights), True).argmax()]
    if len(known) < 6:
        return False
    down = bool(np.all(known[4:] <= known[3:-1])) and known[0] - known[-1] > 1e-6 * abs(known[0])
    return down and bool(known[-1] <= best or known[-1] - best < 1e-9 * abs(known[0]))
