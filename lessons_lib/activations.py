r"""Activations: each with its value, its derivative, and its parameter.

All are callable on an array of any shape (a float is fine; integers and booleans become
float64, float32 stays float32) and have `derivative(z)`, which takes the *pre-activation* z.
Nothing overflows, warns or gives nan for any finite input. At +inf and -inf value and
derivative are their limits; a nan stays nan in both. An array with masked entries is refused.
"""

from __future__ import annotations

import math
import sys
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib._arrays import as_floats
from lessons_lib._softmax import softmax as softmax
from lessons_lib._words import meant, told

Array = NDArray[Any]
FAR = 40.0  # where e^(-z^2/2) is 0 in every dtype


class Activation(ABC):
    """A nonlinearity applied to every pre-activation; `doubles` if it doubles the width."""

    doubles = False

    @abstractmethod
    def __call__(self, z: ArrayLike) -> Array:
        """phi(z) at the pre-activation z."""

    @abstractmethod
    def derivative(self, z: ArrayLike) -> Array:
        """d phi / d z at the pre-activation z."""


def _slopes(z: Array, above: Any, below: Any) -> Array:
    """`above` where z > 0, `below` elsewhere, and nan where z is."""
    return np.where(np.isnan(z), z, np.where(z > 0, above, below)).astype(z.dtype)


def _times(slopes: Array, z: Array) -> Array:
    """Slopes times z, where a slope of 0 gives 0 at infinite z too."""
    limits = np.finfo(z.dtype)
    with np.errstate(over="ignore"):
        return slopes * np.where(slopes == 0, np.clip(z, limits.min, limits.max), z)


def _parameter(name: str, value: Any) -> None:
    """Refuse what is no finite number; the slopes that a network learns come as an array."""
    real = isinstance(value, Real) and not isinstance(value, bool)
    if not isinstance(value, np.ndarray) and not (real and abs(value) <= sys.float_info.max):
        raise ValueError(f"{name} = {told(value)}: give a finite number.")


@dataclass(frozen=True)
class Sigmoid(Activation):
    r"""Squashes the line into (0, 1).

    .. math:: \sigma(z) = \frac{1}{1 + e^{-z}}, \qquad \sigma'(z) = \sigma(z)\,\sigma(-z) \le 1/4

    Shapes: any -> same. Source: the lecture, "Rectified Linear Unit".
    """

    def __call__(self, z: ArrayLike) -> Array:
        z = as_floats(z)
        # exp of a negative number only: exp(-z) overflows for large negative z.
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, small) / (1 + small)

    def derivative(self, z: ArrayLike) -> Array:
        # sigma(z) sigma(-z); s (1 - s) would be 0 from z = 37 on.
        small = np.exp(-np.abs(as_floats(z)))
        return small / (1 + small) ** 2


@dataclass(frozen=True)
class Tanh(Activation):
    r"""Squashes the line into (-1, 1).

    .. math:: \tanh z = 2\sigma(2z) - 1, \qquad \tanh' z = 4\,\sigma'(2z) \le 1

    Shapes: any -> same. Source: the lecture, "Rectified Linear Unit".
    """

    def __call__(self, z: ArrayLike) -> Array:
        return np.tanh(as_floats(z))

    def derivative(self, z: ArrayLike) -> Array:
        # 1 - tanh^2 would be 0 from z = 19 on.
        small = np.exp(-2 * np.minimum(np.abs(as_floats(z)), 1e4))
        return 4 * small / (1 + small) ** 2


@dataclass(frozen=True)
class Identity(Activation):
    """f(z) = z; a network of these alone is one linear map."""

    def __call__(self, z: ArrayLike) -> Array:
        return as_floats(z).copy()

    def derivative(self, z: ArrayLike) -> Array:
        return _slopes(as_floats(z), 1, 1)


@dataclass(frozen=True)
class ReLU(Activation):
    r"""Rectified linear unit: passes what is positive.

    .. math:: f(z) = z \;(z > 0), \qquad 0 \;(z \le 0)

    The derivative at the kink is chosen to be 0. Shapes: any -> same.
    Source: Nair and Hinton (2010); the lecture, "ReLU".
    """

    def __call__(self, z: ArrayLike) -> Array:
        return np.maximum(as_floats(z), 0)

    def derivative(self, z: ArrayLike) -> Array:
        return _slopes(as_floats(z), 1, 0)


@dataclass(frozen=True)
class LeakyReLU(Activation):
    r"""Multiplies what is negative by a small slope, so that its gradient is never 0.

    .. math:: f(z) = z \;(z > 0), \qquad a z \;(z \le 0)

    a = `negative_slope` (PyTorch, TensorFlow). Xu et al. (2015) and the slides divide
    instead: see `from_divisor`. The derivative at the kink is a. Shapes: any -> same.
    Source: Maas, Hannun, Ng (2013).
    """

    negative_slope: float = 0.01

    def __post_init__(self) -> None:
        _parameter("negative_slope", self.negative_slope)

    @classmethod
    def from_divisor(cls, a: float) -> LeakyReLU:
        """The x/a convention: `from_divisor(5.5)` has negative_slope 1/5.5."""
        _parameter("a", a)
        if a == 0:
            raise ValueError("a = 0: the negative part is divided by a; choose any other number.")
        return cls(1 / a)

    def __call__(self, z: ArrayLike) -> Array:
        z = as_floats(z)
        # Not max(a z, z), which is wrong outside 0 <= a <= 1.
        return _times(_slopes(z, 1, self.negative_slope), z)

    def derivative(self, z: ArrayLike) -> Array:
        return _slopes(as_floats(z), 1, self.negative_slope)


@dataclass(frozen=True)
class PReLU(Activation):
    r"""Leaky ReLU whose slope is learned, starting from `init`; one slope for each layer.

    Outside a network it is the leaky unit with slope `init`. Shapes: any -> same.
    Source: He, Zhang, Ren, Sun (2015), arXiv:1502.01852.
    """

    init: float = 0.25

    def __post_init__(self) -> None:
        _parameter("init", self.init)

    def __call__(self, z: ArrayLike) -> Array:
        return LeakyReLU(self.init)(z)

    def derivative(self, z: ArrayLike) -> Array:
        return LeakyReLU(self.init).derivative(z)

    def slope_derivative(self, z: ArrayLike) -> Array:
        """d f / d a = min(z, 0)."""
        return np.minimum(as_floats(z), 0)


@dataclass(frozen=True)
class RReLU(Activation):
    r"""Leaky ReLU with a random slope for every negative value in training.

    The slope is drawn from U(lower, upper) when a generator is given (training), and is
    its mean (lower + upper)/2 = 0.229 otherwise (test), as in PyTorch. Xu et al. (2015,
    arXiv:1505.00853) draw the *divisor* from U(3, 8) and divide by its mean 5.5 at test.
    That is not the same: their slopes are 0.196 in the mean, ln(8/3)/5, and 1/5.5 = 0.182 at
    test. The derivative at the kink is the slope below it. Shapes: any -> same.
    """

    lower: float = 1 / 8
    upper: float = 1 / 3

    def __post_init__(self) -> None:
        _parameter("lower", self.lower)
        _parameter("upper", self.upper)
        if not self.lower <= self.upper:
            raise ValueError(
                f"lower = {self.lower:g} and upper = {self.upper:g}: the slopes are drawn"
                " between them, so lower must not be the larger."
            )

    @property
    def mean_slope(self) -> float:
        return (self.lower + self.upper) / 2

    def draw(self, z: ArrayLike, rng: np.random.Generator) -> Array:
        """One slope for each value: 1 where z > 0, U(lower, upper) elsewhere."""
        z = as_floats(z)
        return _slopes(z, 1, rng.uniform(self.lower, self.upper, z.shape))

    def __call__(self, z: ArrayLike, rng: np.random.Generator | None = None) -> Array:
        if rng is None:
            return LeakyReLU(self.mean_slope)(z)
        return _times(self.draw(z, rng), as_floats(z))

    def derivative(self, z: ArrayLike) -> Array:
        return LeakyReLU(self.mean_slope).derivative(z)


@dataclass(frozen=True)
class CReLU(Activation):
    r"""Concatenated ReLU: keeps both half-waves, and doubles the width.

    .. math:: f(z) = (\max(z, 0), \max(-z, 0)), \qquad f' = (1_{z>0}, -1_{z<0})

    Both derivatives at the kink are chosen to be 0.
    Shapes: (..., n) -> (..., 2n); a single number counts as n = 1.
    Source: Shang, Sohn, Almeida, Lee (2016), arXiv:1603.05201.
    """

    doubles = True

    def __call__(self, z: ArrayLike) -> Array:
        z = np.atleast_1d(as_floats(z))
        return np.concatenate([np.maximum(z, 0), np.maximum(-z, 0)], axis=-1)

    def derivative(self, z: ArrayLike) -> Array:
        z = np.atleast_1d(as_floats(z))
        return np.concatenate([_slopes(z, 1, 0), _slopes(-z, -1, 0)], axis=-1)


@dataclass(frozen=True)
class ELU(Activation):
    r"""Linear above zero, saturating smoothly to -alpha below.

    .. math:: f(z) = z \;(z > 0), \qquad \alpha (e^z - 1) \;(z \le 0)

    The derivative at 0 is alpha, which makes a kink unless alpha is 1.
    Shapes: any -> same. Negative outputs pull the mean activation towards zero.
    Source: Clevert, Unterthiner, Hochreiter (2015), arXiv:1511.07289.
    """

    alpha: float = 1.0

    def __post_init__(self) -> None:
        _parameter("alpha", self.alpha)

    def __call__(self, z: ArrayLike) -> Array:
        z = as_floats(z)
        # expm1 keeps the digits that exp(z) - 1 loses near zero.
        return np.where(z > 0, z, (self.alpha * np.expm1(np.minimum(z, 0))).astype(z.dtype))

    def derivative(self, z: ArrayLike) -> Array:
        z = as_floats(z)
        return np.where(z > 0, 1, self.alpha * np.exp(np.minimum(z, 0))).astype(z.dtype)


@dataclass(frozen=True)
class GELU(Activation):
    r"""Gaussian error linear unit: z times the probability that a standard normal is below z.

    .. math:: f(z) = z\,\Phi(z), \qquad f'(z) = \Phi(z) + z\,\varphi(z), \qquad
        \Phi(z) = \tfrac12 \big(1 + \mathrm{erf}(z / \sqrt2)\big),
        \quad \varphi(z) = e^{-z^2/2} / \sqrt{2\pi}

    With approximate="tanh", :math:`\Phi(z) \approx \tfrac12 (1 + \tanh u) = \sigma(2u)`, where
    :math:`u = \sqrt{2/\pi}\,(z + 0.044715\, z^3)`; it differs by less than 0.0005. PyTorch has
    the same two, and the same default. Smooth and not monotonic: the least value is -0.170, at
    z = -0.752. Shapes: any -> same. Source: Hendrycks and Gimpel (2016), arXiv:1606.08415.
    """

    approximate: str = "none"

    def __post_init__(self) -> None:
        known = ("none", "tanh")
        if not isinstance(self.approximate, str) or self.approximate not in known:
            raise ValueError(
                f"approximate = {told(self.approximate)}{meant(self.approximate, known)}:"
                " choose 'none' or 'tanh'."
            )

    def __call__(self, z: ArrayLike) -> Array:
        z = as_floats(z)
        return _times(self._gate(z), z)

    def derivative(self, z: ArrayLike) -> Array:
        z = as_floats(z)
        near = np.clip(z, -FAR, FAR)
        return self._gate(z) + near * self._gate_slope(near)

    def _gate(self, z: Array) -> Array:
        return _normal(z) if self.approximate == "none" else sigmoid(_twice_u(z))

    def _gate_slope(self, z: Array) -> Array:
        if self.approximate == "none":
            return np.exp(-z * z / 2) / math.sqrt(2 * math.pi)
        steepness = 2 * math.sqrt(2 / math.pi) * (1 + 3 * 0.044715 * z * z)
        return sigmoid.derivative(_twice_u(z)) * steepness


def _normal(z: Array) -> Array:
    """The standard normal's distribution function, whose digits 1 + erf would lose below 0."""
    from scipy.special import ndtr

    exact = z if z.dtype == np.float32 else z.astype(np.float64, copy=False)
    return np.asarray(ndtr(exact), z.dtype)


def _twice_u(z: Array) -> Array:
    """2u of GELU's approximation; beyond FAR its sigmoid is 0 or 1."""
    z = np.clip(z, -FAR, FAR)
    return 2 * math.sqrt(2 / math.pi) * z * (1 + 0.044715 * z * z)


@dataclass(frozen=True)
class SiLU(Activation):
    r"""Sigmoid linear unit, also called Swish: z times its own sigmoid.

    .. math:: f(z) = z\,\sigma(z), \qquad f'(z) = \sigma(z) + z\,\sigma(z)\,\sigma(-z)

    Smooth and not monotonic: the least value is -0.278, at z = -1.278. Shapes: any -> same.
    Sources: Elfwing, Uchibe, Doya (2018), arXiv:1702.03118, who named it SiLU; Ramachandran,
    Zoph, Le (2017), arXiv:1710.05941, who found it again by search, as Swish.
    """

    def __call__(self, z: ArrayLike) -> Array:
        z = as_floats(z)
        return _times(sigmoid(z), z)

    def derivative(self, z: ArrayLike) -> Array:
        z = as_floats(z)
        return sigmoid(z) + _times(sigmoid.derivative(z), z)


@dataclass(frozen=True)
class Softplus(Activation):
    r"""ReLU with its kink rounded off; its derivative is the sigmoid.

    .. math:: f(z) = \ln(1 + e^z) = \max(z, 0) + \ln(1 + e^{-|z|}), \qquad f'(z) = \sigma(z)

    Always positive; 0.693 = ln 2 above ReLU at z = 0. PyTorch gives z itself from z = 20 on,
    which differs by less than 3e-9. Shapes: any -> same. Sources: Dugas, Bengio, Bélisle,
    Nadeau, Garcia (2001); Glorot, Bordes, Bengio (2011), who compare it with ReLU.
    """

    def __call__(self, z: ArrayLike) -> Array:
        z = as_floats(z)
        # log1p keeps the digits of a small e^-|z|, which can not overflow.
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def derivative(self, z: ArrayLike) -> Array:
        return sigmoid(z)


sigmoid, tanh, relu, identity = Sigmoid(), Tanh(), ReLU(), Identity()

ACTIVATIONS: Mapping[str, Activation] = {
    "sigmoid": sigmoid,
    "tanh": tanh,
    "relu": relu,
    "identity": identity,
    "leaky_relu": LeakyReLU(),
    "prelu": PReLU(),
    "rrelu": RReLU(),
    "crelu": CReLU(),
    "elu": ELU(),
    "gelu": GELU(),
    "silu": SiLU(),
    "softplus": Softplus(),
}
