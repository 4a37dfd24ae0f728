"""The formulas of `activations` and `losses`, written into arrays that already exist.

Training calls these thousands of times a second; a test holds each to its formula. They may
overflow to inf where the result is then exactly 0, so they run under `np.errstate`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lessons_lib import activations as act
from lessons_lib import losses

Array = NDArray[Any]


def respond(phi: act.Activation, z: Array, value: Array, slope: Array) -> None:
    """value = phi(z) and slope = phi'(z)."""
    if fast := RESPONSES.get(type(phi)):
        fast(phi, z, value, slope)
    else:
        value[...], slope[...] = phi(z), phi.derivative(z)


def leak(z: Array, a: Any, value: Array, slope: Array) -> None:
    """A leaky unit whose negative slope is a number or an array that broadcasts to z."""
    np.copyto(slope, a)
    np.copyto(slope, 1, where=z > 0)
    np.multiply(z, slope, out=value)


def output_delta(loss: losses.Loss, z: Array, target: Array, out: Array) -> None:
    """out = d loss / d z, which for logistic and softmax is prediction - target."""
    if fast := DELTAS.get(type(loss)):
        fast(z, target, out)
    else:
        out[...] = loss.gradient(z, target)


def _sigmoid(phi: Any, z: Array, value: Array, slope: Array) -> None:
    # sigma'(z) = sigma(z) sigma(-z).
    _expit_of_minus(np.negative(z, out=value), value)
    _expit_of_minus(z, slope)
    slope *= value


def _expit_of_minus(z: Array, out: Array) -> None:
    np.exp(z, out=out)
    out += 1
    np.reciprocal(out, out=out)


def _tanh(phi: Any, z: Array, value: Array, slope: Array) -> None:
    # tanh'(z) = 1 / cosh^2 z.
    np.tanh(z, out=value)
    np.cosh(z, out=slope)
    np.square(slope, out=slope)
    np.reciprocal(slope, out=slope)


def _relu(phi: Any, z: Array, value: Array, slope: Array) -> None:
    # The value is 0 or positive, and its sign the slope.
    np.maximum(z, z.dtype.type(0), out=value)
    np.sign(value, out=slope)


def _identity(phi: Any, z: Array, value: Array, slope: Array) -> None:
    np.copyto(value, z)
    slope.fill(1)


def _leaky_relu(phi: act.LeakyReLU, z: Array, value: Array, slope: Array) -> None:
    leak(z, phi.negative_slope, value, slope)


def _rrelu(phi: act.RReLU, z: Array, value: Array, slope: Array) -> None:
    leak(z, phi.mean_slope, value, slope)


def _crelu(phi: Any, z: Array, value: Array, slope: Array) -> None:
    width = z.shape[-1]
    np.copyto(value[..., :width], z)
    np.negative(z, out=value[..., width:])
    np.maximum(value, z.dtype.type(0), out=value)
    np.sign(value, out=slope)
    np.negative(slope[..., width:], out=slope[..., width:])


def _elu(phi: act.ELU, z: Array, value: Array, slope: Array) -> None:
    np.minimum(z, z.dtype.type(0), out=slope)
    np.expm1(slope, out=value)
    np.exp(slope, out=slope)
    if phi.alpha != 1:
        value *= phi.alpha
        np.multiply(slope, phi.alpha, out=slope, where=z <= 0)
    value += np.maximum(z, z.dtype.type(0))


def _logistic_delta(z: Array, target: Array, out: Array) -> None:
    _expit_of_minus(np.negative(z, out=out), out)
    out -= target


def _softmax_delta(z: Array, target: Array, out: Array) -> None:
    np.subtract(z, z.max(-1, keepdims=True), out=out)
    np.exp(out, out=out)
    out /= out.sum(-1, keepdims=True)
    out -= target


def _squared_delta(z: Array, target: Array, out: Array) -> None:
    np.subtract(z, target, out=out)
    out *= 2


def _absolute_delta(z: Array, target: Array, out: Array) -> None:
    np.subtract(z, target, out=out)
    np.sign(out, out=out)


RESPONSES: dict[type, Callable[[Any, Array, Array, Array], None]] = {
    act.Sigmoid: _sigmoid,
    act.Tanh: _tanh,
    act.ReLU: _relu,
    act.Identity: _identity,
    act.LeakyReLU: _leaky_relu,
    act.RReLU: _rrelu,
    act.CReLU: _crelu,
    act.ELU: _elu,
}

DELTAS: dict[type, Callable[[Array, Array, Array], None]] = {
    losses.LogisticLoss: _logistic_delta,
    losses.SoftmaxCrossEntropy: _softmax_delta,
    losses.SquaredError: _squared_delta,
    losses.AbsoluteError: _absolute_delta,
}
