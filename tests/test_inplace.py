"""The in-place formulas against those of `activations` and `losses`."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from lessons_lib import _inplace
from lessons_lib._output import Output
from lessons_lib.activations import ACTIVATIONS, ELU, GELU, LeakyReLU, RReLU, Tanh
from lessons_lib.losses import LOSSES, SquaredError
from lessons_lib.mlp import MLP

UNITS = {
    **ACTIVATIONS,
    "leaky, 1.7": LeakyReLU(1.7),
    "elu, 2": ELU(2.0),
    "gelu, tanh": GELU("tanh"),
}
FLOATS = st.sampled_from([np.float32, np.float64])
COLUMNS = FLOATS.flatmap(
    lambda dtype: hnp.arrays(
        dtype,
        st.sampled_from([(3, 4, 5), (2, 3), (1, 2, 1)]),
        elements=st.floats(-80, 80, width=32),
    )
)


def _response(phi, z):
    wide = (*z.shape[:-2], z.shape[-2] * (1 + phi.doubles), z.shape[-1])
    value, slope = np.full(wide, np.nan, z.dtype), np.full(wide, np.nan, z.dtype)
    with np.errstate(all="raise", under="ignore", over="ignore"):
        _inplace.response(phi)(phi, z.copy(), value, slope)
    return value.swapaxes(-1, -2), slope.swapaxes(-1, -2)


@pytest.mark.parametrize("phi", UNITS.values(), ids=UNITS.keys())
@settings(max_examples=50)
@given(z=COLUMNS)
def test_value_and_slope_are_those_of_the_formula(phi, z):
    value, slope = _response(phi, z)
    rows = z.swapaxes(-1, -2)
    # sigmoid and tanh lose only what the dtype cannot hold at full precision.
    close = dict(rtol=40 * np.finfo(z.dtype).eps, atol=4 * np.finfo(z.dtype).tiny)
    np.testing.assert_allclose(value, phi(rows), **close)
    np.testing.assert_allclose(slope, phi.derivative(rows), **close)


@pytest.mark.parametrize("phi", UNITS.values(), ids=UNITS.keys())
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_largest_floats_give_what_the_formula_gives(phi, dtype):
    big = np.finfo(dtype).max
    z = np.array([[big, -big, 0.0, big / 1e4]], dtype)
    if phi == LeakyReLU(1.7):
        z /= 2
    value, slope = _response(phi, z)
    # Where a sigmoid underflows, a subnormal number may be left.
    close = dict(rtol=1e-6, atol=np.finfo(dtype).tiny)
    np.testing.assert_allclose(value, phi(z.T), **close)
    np.testing.assert_allclose(slope, phi.derivative(z.T), **close)


def test_nan_stays_nan_so_that_divergence_is_noticed():
    for phi in UNITS.values():
        assert np.isnan(_response(phi, np.array([[np.nan]]))[0]).all()


def test_rrelu_draws_each_replica_from_its_own_generator():
    phi, z = RReLU(), np.full((2, 3, 50), -1.0)

    def drawn(seeds):
        value, slope, a = (np.empty((len(seeds), 3, 50)) for _ in range(3))
        noise = [np.random.default_rng(seed) for seed in seeds]
        _inplace.leak_at_random(phi, noise, a, z[: len(seeds)], value, slope)
        np.testing.assert_array_equal(value, -slope)
        assert phi.lower <= slope.min() and slope.max() <= phi.upper
        return slope

    np.testing.assert_array_equal(drawn([5, 6])[1:], drawn([6]))


def _target(loss, shape):
    t = np.random.default_rng(0).uniform(0.05, 0.95, shape)
    return t / t.sum(-1, keepdims=True) if loss == "softmax_cross_entropy" else t


@pytest.mark.parametrize("loss", LOSSES)
@settings(max_examples=50)
@given(z=hnp.arrays(np.float64, (2, 3, 5), elements=st.floats(-500, 500)))
def test_deltas_and_loss_sums_are_those_of_the_loss(loss, z):
    net, target = MLP((1, 3), loss=loss, seeds=(0, 1)), _target(loss, (5, 3))
    out, rows = np.full_like(z, np.nan), z.swapaxes(1, 2)
    with np.errstate(over="ignore", under="ignore"):
        _inplace.output_delta(net.output)(z, target.T, out)
    np.testing.assert_allclose(
        out.swapaxes(1, 2), LOSSES[loss].gradient(rows, target), rtol=1e-12, atol=1e-14
    )
    sums = _inplace.loss_sums(net.output)(z, target.T)
    np.testing.assert_allclose(sums, LOSSES[loss](rows, target).sum(-1), rtol=1e-12, atol=1e-12)


def test_an_activation_and_a_loss_of_ones_own_train_by_their_formulas():
    class Own(Tanh):
        pass

    class OwnError(SquaredError):
        pass

    z = np.random.default_rng(0).normal(size=(2, 3, 4))
    for mine, theirs in zip(_response(Own(), z), _response(Tanh(), z), strict=True):
        np.testing.assert_allclose(mine, theirs)
    out, target = np.empty_like(z), _target("squared_error", (4, 3))
    _inplace.output_delta(Output("identity", OwnError()))(z, target.T, out)
    np.testing.assert_allclose(out, 2 * (z - target.T))


@pytest.fixture
def layer():
    """W (replicas, units, units above), the deltas above, and the layer's slopes and z."""
    rng = np.random.default_rng(0)
    return (rng.normal(size=shape) for shape in [(2, 6, 3), (2, 3, 4), (2, 6, 4), (2, 6, 4)])


def _upstream(weights, above):
    """(W delta_above), summed in a plain loop."""
    return np.array([[w @ columns for w in W] for W, columns in zip(weights, above, strict=True)])


def test_a_delta_is_what_comes_from_above_times_the_slope(layer):
    weights, above, slope, _ = layer
    delta = np.full_like(slope, np.nan)
    _inplace.propagate(partial(np.matmul, weights, above), slope, delta)
    np.testing.assert_allclose(delta, _upstream(weights, above) * slope)


def test_a_learned_slope_collects_what_comes_from_above_where_z_is_negative(layer):
    weights, above, slope, z = layer
    delta, gradient = np.full_like(slope, np.nan), np.full((2, 1, 1), np.nan)
    _inplace.propagate_learning(gradient, z, partial(np.matmul, weights, above), slope, delta)
    wanted = _upstream(weights, above)
    np.testing.assert_allclose(delta, wanted * slope)
    slopes = [(u[below] * v[below]).sum() for u, v, below in zip(wanted, z, z < 0, strict=True)]
    np.testing.assert_allclose(gradient.ravel(), slopes)


def test_a_doubled_unit_collects_from_both_of_its_halves(layer):
    weights, above, slope, _ = layer
    delta = np.full((2, 3, 4), np.nan)
    _inplace.propagate_doubled(partial(np.matmul, weights, above), slope, delta)
    both = _upstream(weights, above) * slope
    for unit in range(3):
        np.testing.assert_allclose(delta[:, unit], both[:, unit] + both[:, unit + 3])


@pytest.mark.parametrize("activation", ["sigmoid", "tanh"])
@pytest.mark.parametrize("loss", ["squared_error", "absolute_error"])
def test_an_output_that_does_not_match_its_loss_goes_by_the_chain_rule(activation, loss):
    phi, error = ACTIVATIONS[activation], LOSSES[loss]
    output, target = Output(activation, error), _target(loss, (4, 3))
    z = np.random.default_rng(1).normal(size=(2, 3, 4))
    rows, out = z.swapaxes(1, 2), np.empty_like(z)
    _inplace.output_delta(output)(z, target.T, out)
    wanted = error.gradient(phi(rows), target) * phi.derivative(rows)
    np.testing.assert_allclose(out.swapaxes(1, 2), wanted)
    sums = _inplace.loss_sums(output)(z, target.T)
    np.testing.assert_allclose(sums, error(phi(rows), target).sum(-1))
