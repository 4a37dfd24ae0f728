"""Densities of the noise in y = F(x) + noise, and what their products and logarithms become."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[Any]


def gaussian_log_density(residual: ArrayLike, s: ArrayLike = 1.0) -> Array:
    r"""Logarithm of the normal density of a residual, of its shape.

    .. math:: \log N(r; 0, s^2) = -\frac{r^2}{2 s^2} - \log s - \frac12 \log 2\pi

    Source: Goodfellow, Bengio, Courville (2016), Deep Learning, section 5.5.1.
    """
    z = np.asarray(residual) / s
    return -0.5 * z**2 - np.log(s) - 0.5 * np.log(2 * np.pi)


def laplace_log_density(residual: ArrayLike, s: float = 1.0) -> Array:
    r"""Logarithm of the Laplace density of standard deviation s (scale s / sqrt 2) at a residual.

    .. math:: \log p(r) = -\frac{\sqrt2 |r|}{s} - \log \sqrt2 s
    """
    scale = s / np.sqrt(2)
    return -np.abs(np.asarray(residual)) / scale - np.log(2 * scale)


def likeliest_s(residual: ArrayLike) -> float:
    r"""The s at which Gaussian noise makes these residuals (n,) likeliest.

    .. math:: \frac{d\ell}{ds} = \frac{1}{s^3} \sum_i r_i^2 - \frac{n}{s} = 0,
        \qquad s^2 = \frac1n \sum_i r_i^2

    At the best line of two parameters its square is (n - 2)/n of the true variance on average.
    """
    return float(np.sqrt(np.mean(np.square(residual))))


# Log-densities of a residual; both take the standard deviation of the noise.
NOISE: dict[str, Callable[..., Array]] = {
    "Gaussian": gaussian_log_density,
    "Laplace": laplace_log_density,
}


class Product(NamedTuple):
    """A product of densities, factor after factor, in one number format.

    `so_far` is the product after each factor, shape (n,); `lost_at` the number of factors
    after which it is first exactly 0, or infinite; None if it is neither.
    """

    so_far: Array
    lost_at: int | None


def product(densities: ArrayLike, dtype: type = np.float64) -> Product:
    """Multiply densities (n,) one after another in `dtype`, as a naive program does."""
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        so_far = np.multiply.accumulate(np.asarray(densities, dtype))
    lost = (so_far == 0) | np.isinf(so_far)
    return Product(so_far, int(lost.argmax()) + 1 if lost.any() else None)
