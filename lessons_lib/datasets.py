"""Small data: toy sets in the plane made from a seed, and real sets that scikit-learn ships.

`n` is the number of points, `noise` the standard deviation of the Gaussian noise added to each
coordinate (to y, in the one-dimensional sets). The same seed gives the same data, always.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lessons_lib import _check

Array = NDArray[Any]


class Dataset(NamedTuple):
    """Inputs X (n, features), targets y (n,), and what the columns are called."""

    X: Array
    y: Array
    features: tuple[str, ...]
    classes: tuple[str, ...] = ()


def spirals(n: int = 400, noise: float = 0.08, turns: float = 1.5, seed: int = 0) -> Dataset:
    """Two arms of a spiral wound round each other: hard for a small network.

    The noise is half of `noise`, since the arms lie close together.
    """
    if not turns > 0:
        raise ValueError(f"turns = {turns!r}: give a number above 0, such as 1.5.")
    rng = _generator(n, noise, seed)
    y = np.arange(n) % 2
    angle = turns * 2 * np.pi * np.sqrt(rng.uniform(0.02, 1, n))
    radius = angle / (turns * 2 * np.pi)
    arm = angle + np.pi * y
    return _plane(radius[:, None] * np.stack([np.cos(arm), np.sin(arm)], 1), y, noise / 2, rng)


def circles(n: int = 400, noise: float = 0.08, seed: int = 0) -> Dataset:
    """A disc inside a ring: easy for one hidden layer."""
    rng = _generator(n, noise, seed)
    y = np.arange(n) % 2
    radius = np.where(y == 1, 0.45 * np.sqrt(rng.uniform(0, 1, n)), rng.uniform(0.7, 1, n))
    angle = rng.uniform(0, 2 * np.pi, n)
    return _plane(radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], 1), y, noise, rng)


def moons(n: int = 400, noise: float = 0.1, seed: int = 0) -> Dataset:
    """Two interleaved half-circles."""
    rng = _generator(n, noise, seed)
    y = np.arange(n) % 2
    angle = rng.uniform(0, np.pi, n)
    upper = np.stack([np.cos(angle) - 0.5, np.sin(angle) - 0.25], 1)
    return _plane(np.where(y[:, None] == 1, -upper, upper) / 1.5, y, noise, rng)


def xor(n: int = 400, noise: float = 0.05, seed: int = 0) -> Dataset:
    """Four quadrants, labelled by whether the two signs differ: no line separates them.

    The noise comes after the label, so that points near an axis may lie on the wrong side.
    """
    rng = _generator(n, noise, seed)
    X = rng.uniform(-1, 1, (n, 2))
    return _plane(X, (X[:, 0] * X[:, 1] < 0).astype(int), noise, rng)


def noisy_line(n: int = 40, noise: float = 0.3, seed: int = 0) -> Dataset:
    """y = 0.8 x + 0.3 plus Gaussian noise of standard deviation `noise`; x in [-1, 1]."""
    return _curve(lambda x: 0.8 * x + 0.3, n, noise, seed)


def noisy_wave(n: int = 80, noise: float = 0.15, seed: int = 0) -> Dataset:
    """y = sin(pi x) plus Gaussian noise of standard deviation `noise`; x in [-1, 1]."""
    return _curve(lambda x: np.sin(np.pi * x), n, noise, seed)


def digits() -> Dataset:
    """1797 pictures of 8 x 8 pixels in 10 classes, scaled to [0, 1] (scikit-learn)."""
    from sklearn.datasets import load_digits

    found = load_digits()
    return Dataset(
        found.data / 16, found.target, tuple(found.feature_names), tuple(map(str, range(10)))
    )


def breast_cancer() -> Dataset:
    """569 tumours, 30 measurements, standardised; class 1 is benign (scikit-learn)."""
    from sklearn.datasets import load_breast_cancer

    found = load_breast_cancer()
    return Dataset(
        _standard(found.data),
        found.target,
        tuple(found.feature_names),
        tuple(map(str, found.target_names)),
    )


def diabetes() -> Dataset:
    """442 patients, 10 measurements, standardised; y is the progression after a year."""
    from sklearn.datasets import load_diabetes

    found = load_diabetes()
    return Dataset(_standard(found.data), found.target, tuple(found.feature_names))


PLANE: Mapping[str, Callable[..., Dataset]] = {
    "circles": circles,
    "moons": moons,
    "xor": xor,
    "spirals": spirals,
}


def _generator(n: int, noise: float, seed: int) -> np.random.Generator:
    """The source of all draws, once what they depend on is found sensible."""
    _check.whole(n, "n", 2)
    if not (isinstance(noise, int | float | np.number) and 0 <= noise < np.inf):
        raise ValueError(f"noise = {noise!r}: give a standard deviation of at least 0.")
    return np.random.default_rng(_check.whole(seed, "seed", 0))


def _plane(X: Array, y: Array, noise: float, rng: np.random.Generator) -> Dataset:
    return Dataset(X + noise * rng.standard_normal(X.shape), y, ("x1", "x2"), ("0", "1"))


def _curve(f: Callable[[Array], Array], n: int, noise: float, seed: int) -> Dataset:
    rng = _generator(n, noise, seed)
    x = np.sort(rng.uniform(-1, 1, n))
    return Dataset(x[:, None], f(x) + noise * rng.standard_normal(n), ("x",))


def _standard(X: Array) -> Array:
    """Each column with mean 0 and standard deviation 1."""
    return (X - X.mean(0)) / X.std(0)
