"""The formulas of `activations` and `losses`, written into arrays that already exist.

Training calls these thousands of times a second; a test holds each to its formula. Arrays are
(..., units, n): an example is a column. Some overflow to inf where the result is then exactly
0, so they run under `np.errstate`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lessons_lib import activations as act
from lessons_lib import losses
from lessons_lib._output import Output

Array = NDArray[Any]
Response = Callable[[Any, Array, Array, Array], None]
Delta = Callable[[Array, Array, Array], None]

# A plain 0 or 1 would be made into an array at every call.
ZERO, ONE = np.zeros((), np.float32), np.ones((), np.float32)
LARGEST = {np.dtype(t): np.finfo(t).max for t in (np.float32, np.float64)}


def response(phi: act.Activation) -> Response:
    """What writes value = phi(z) and slope = phi'(z), called with phi, z, value, slope."""
    return RESPONSES.get(type(phi), _by_formula)


def leak(a: Any, z: Array, value: Array, slope: Array) -> None:
    """A leaky unit whose negative slope a is a number or an array that broadcasts to z."""
    # Not np.where, which is slow: a + (1 - a) [z > 0], where (1 - a) + a rounds to 1.
    np.greater(z, ZERO, out=slope)
    slope *= 1 - a
    slope += a
    np.multiply(z, slope, out=value)


def leak_at_random(phi: act.RReLU, noise: Any, a: Array, *arrays: Array) -> None:
    """A slope for each value, each replica's drawn from its own generator in `noise`."""
    for rng, slopes in zip(noise, a.reshape(len(noise), -1), strict=True):
        rng.random(out=slopes, dtype=slopes.dtype)
    a *= phi.upper - phi.lower
    a += phi.lower
    leak(a, *arrays)


def propagate(upstream: Any, slope: Array, delta: Array) -> None:
    """delta = (W delta_above) phi'(z), where `upstream` writes the product."""
    upstream(delta)
    np.multiply(delta, slope, out=delta)


def propagate_learning(
    gradient: Array, z: Array, upstream: Any, slope: Array, delta: Array
) -> None:
    """The same, and the gradient of a learned slope, the sum of (W delta_above) min(z, 0)."""
    upstream(delta)
    np.sum(delta * np.minimum(z, ZERO), axis=(-2, -1), keepdims=True, out=gradient)
    np.multiply(delta, slope, out=delta)


def propagate_doubled(upstream: Any, slope: Array, delta: Array) -> None:
    """CReLU: z feeds both halves, so it collects from both."""
    both = np.multiply(upstream(), slope)
    half = delta.shape[-2]
    np.add(both[..., :half, :], both[..., half:, :], out=delta)


def output_delta(output: Output) -> Delta:
    """What writes d loss / d z, called with z, target and out."""
    fast = DELTAS.get(type(output.loss)) if output.matched else None
    return fast or partial(_delta_by_formula, output.gradient)


def loss_sums(output: Output) -> Callable[[Array, Array], Array]:
    """What gives the summed loss of each replica from z (replicas, outputs, n) and target."""
    softmax = type(output.loss) is losses.SoftmaxCrossEntropy and output.matched
    return _softmax_sums if softmax else partial(_sums_by_formula, output.losses)


def _by_formula(phi: Any, z: Array, value: Array, slope: Array) -> None:
    rows = z.swapaxes(-1, -2)
    value[...], slope[...] = (f(rows).swapaxes(-1, -2) for f in (phi, phi.derivative))


def _sigmoid(phi: Any, z: Array, value: Array, slope: Array) -> None:
    # With E = exp(-z): sigma(z) = 1 / (1 + E) and sigma'(z) = E sigma(z)^2, for finite E.
    np.exp(np.negative(z, out=slope), out=slope)
    np.minimum(slope, LARGEST[z.dtype], out=slope)
    np.reciprocal(np.add(slope, ONE, out=value), out=value)
    slope *= value
    slope *= value


def _tanh(phi: Any, z: Array, value: Array, slope: Array) -> None:
    # tanh'(z) = 1 / cosh^2 z.
    np.tanh(z, out=value)
    np.cosh(z, out=slope)
    np.square(slope, out=slope)
    np.reciprocal(slope, out=slope)


def _relu(phi: Any, z: Array, value: Array, slope: Array) -> None:
    np.greater(z, ZERO, out=slope)
    np.multiply(z, slope, out=value)


def _identity(phi: Any, z: Array, value: Array, slope: Array) -> None:
    np.copyto(value, z)
    slope.fill(1)


def _leaky_relu(phi: act.LeakyReLU, z: Array, value: Array, slope: Array) -> None:
    leak(phi.negative_slope, z, value, slope)


def _rrelu(phi: act.RReLU, z: Array, value: Array, slope: Array) -> None:
    leak(phi.mean_slope, z, value, slope)


def _crelu(phi: Any, z: Array, value: Array, slope: Array) -> None:
    half = z.shape[-2]
    np.copyto(value[..., :half, :], z)
    np.negative(z, out=value[..., half:, :])
    np.greater(value, ZERO, out=slope)
    np.multiply(value, slope, out=value)
    np.negative(slope[..., half:, :], out=slope[..., half:, :])


def _elu(phi: act.ELU, z: Array, value: Array, slope: Array) -> None:
    np.minimum(z, ZERO, out=slope)
    np.expm1(slope, out=value)
    np.exp(slope, out=slope)
    if phi.alpha != 1:
        value *= phi.alpha
        np.multiply(slope, phi.alpha, out=slope, where=z <= 0)
    value += np.maximum(z, ZERO)


def _gelu(phi: act.GELU, z: Array, value: Array, slope: Array) -> None:
    if phi.approximate != "none":
        return _by_formula(phi, z, value, slope)
    from scipy.special import ndtr

    # Phi + z e^(-z^2/2) / sqrt(2 pi)
    np.exp(np.multiply(np.square(z, out=slope), -0.5, out=slope), out=slope)
    slope *= z
    slope *= 1 / math.sqrt(2 * math.pi)
    slope += ndtr(z, out=value)
    value *= z


def _silu(phi: Any, z: Array, value: Array, slope: Array) -> None:
    # sigma + (z sigma) (1 - sigma), with sigma = 0 where exp(-z) overflows.
    np.exp(np.negative(z, out=slope), out=slope)
    np.reciprocal(np.add(slope, ONE, out=slope), out=slope)
    np.multiply(z, slope, out=value)
    slope += value * (ONE - slope)


def _softplus(phi: Any, z: Array, value: Array, slope: Array) -> None:
    np.exp(np.negative(np.abs(z, out=value), out=value), out=value)
    np.log1p(value, out=value)
    value += np.maximum(z, ZERO)
    np.exp(np.negative(z, out=slope), out=slope)
    np.reciprocal(np.add(slope, ONE, out=slope), out=slope)


def _delta_by_formula(gradient: Any, z: Array, target: Array, out: Array) -> None:
    out[...] = gradient(z.swapaxes(-1, -2), target.T).swapaxes(-1, -2)


def _logistic_delta(z: Array, target: Array, out: Array) -> None:
    np.exp(np.negative(z, out=out), out=out)
    np.reciprocal(np.add(out, ONE, out=out), out=out)
    out -= target


def _softmax_delta(z: Array, target: Array, out: Array) -> None:
    np.subtract(z, z.max(-2, keepdims=True), out=out)
    np.exp(out, out=out)
    out /= out.sum(-2, keepdims=True)
    out -= target


def _sums_by_formula(example_losses: Any, z: Array, target: Array) -> Array:
    return np.asarray(example_losses(z.swapaxes(-1, -2), target.T).sum(-1))


def _softmax_sums(z: Array, target: Array) -> Array:
    # -ln softmax(z)_c = ln(sum_j exp(z_j - max)) - (z_c - max), and a target sums to 1.
    shifted = z - z.max(-2, keepdims=True)
    chosen = shifted.reshape(len(z), -1) @ target.ravel()
    np.exp(shifted, out=shifted)
    return np.log(shifted.sum(-2)).sum(-1) - chosen


def _squared_delta(z: Array, target: Array, out: Array) -> None:
    np.subtract(z, target, out=out)
    out *= 2


def _absolute_delta(z: Array, target: Array, out: Array) -> None:
    np.subtract(z, target, out=out)
    np.sign(out, out=out)


RESPONSES: dict[type, Response] = {
    act.Sigmoid: _sigmoid,
    act.Tanh: _tanh,
    act.ReLU: _relu,
    act.Identity: _identity,
    act.LeakyReLU: _leaky_relu,
    act.RReLU: _rrelu,
    act.CReLU: _crelu,
    act.ELU: _elu,
    act.GELU: _gelu,
    act.SiLU: _silu,
    act.Softplus: _softplus,
}

DELTAS: dict[type, Delta] = {
    losses.LogisticLoss: _logistic_delta,
    losses.SoftmaxCrossEntropy: _softmax_delta,
    losses.SquaredError: _squared_delta,
    losses.AbsoluteError: _absolute_delta,
}
