"""Norms of gradients layer by layer, and the product bound, against NumPy and mpmath."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons_lib.activations import ACTIVATIONS, LeakyReLU, relu, sigmoid, tanh
from lessons_lib.mlp import MLP
from lessons_lib.theory.gradients.gradient_flow import (
    attenuation,
    flow,
    frobenius,
    saturated,
    scaled,
    spectral,
    steepest,
)

X = np.random.default_rng(0).normal(size=(12, 5))
Y = (X[:, 0] > 0).astype(float)


def _net(depth=4, width=5, activation="sigmoid", **options):
    return MLP((5, *(width,) * depth, 1), activation, seeds=range(3), **options)


@pytest.mark.parametrize(("phi", "most"), [(sigmoid, 0.25), (tanh, 1.0), (relu, 1.0)])
def test_the_largest_slopes_are_a_quarter_one_and_one(phi, most):
    assert steepest(phi) == pytest.approx(most, abs=1e-12)


def test_the_norms_are_those_of_the_networks_own_gradients():
    net = _net()
    found, gradients = flow(net, X, Y), net.backward(X, Y)
    for k in range(5):
        wanted = np.linalg.norm(gradients.deltas[k], axis=(1, 2))
        np.testing.assert_allclose(found.deltas[k], wanted, rtol=1e-12)
        wanted = np.linalg.norm(gradients.weights[k], axis=(1, 2))
        np.testing.assert_allclose(found.weights[k], wanted, rtol=1e-12)


@given(
    depth=st.integers(1, 12),
    width=st.integers(1, 9),
    activation=st.sampled_from(["sigmoid", "tanh", "relu"]),
    deviation=st.floats(0.01, 20),
)
def test_no_gradient_is_above_its_bound(depth, width, activation, deviation):
    found = flow(_net(depth, width, activation, init=deviation), X, Y)
    assert (found.deltas <= found.bounds * (1 + 1e-9)).all()


def test_the_bound_holds_for_each_example_alone_in_the_euclidean_norm():
    net = _net(6, init=3.0)
    rows = [np.linalg.norm(delta, axis=-1) for delta in net.backward(X, Y).deltas]
    for row, factor in zip(rows, attenuation(net), strict=True):
        assert (row <= rows[-1] * factor[:, None] * (1 + 1e-9)).all()


def test_with_one_unit_to_a_layer_the_bound_is_the_product_of_the_absolute_weights():
    net = MLP((5, 1, 1, 1, 1), "sigmoid", seeds=range(3), init=1.5)
    product = np.prod([np.abs(w[:, 0, 0]) / 4 for w in net.weights[1:]], axis=0)
    np.testing.assert_allclose(attenuation(net)[0], product)


def test_the_bound_is_reached_by_linear_layers():
    net = MLP((5, 1, 1, 1), "identity", seeds=range(3), init=1.5)
    found = flow(net, X, Y)
    np.testing.assert_allclose(found.deltas, found.bounds)


def test_a_network_without_hidden_layers_has_one_layer_and_a_bound_that_is_reached():
    found = flow(MLP((5, 1)), X, Y)
    np.testing.assert_allclose(found.deltas, found.bounds)
    assert found.deltas.shape == (1, 1)


def test_the_spectral_norm_is_the_largest_singular_value():
    weights = np.random.default_rng(1).normal(size=(4, 6, 3))
    np.testing.assert_allclose(spectral(weights), np.linalg.norm(weights, 2, axis=(1, 2)))


def test_norms_of_tiny_numbers_do_not_underflow():
    tiny = np.full((1, 3, 3), 1e-300)
    assert frobenius(tiny)[0] == pytest.approx(float(mpmath.mpf("3e-300")), rel=1e-12, abs=0)
    assert frobenius(tiny.astype(np.float32))[0] == 0


def test_norms_of_zeros_and_of_infinities_are_zero_and_infinite():
    assert frobenius(np.zeros((1, 2, 2)))[0] == 0
    assert np.isinf(frobenius(np.array([[[np.inf, 1.0]]]))[0])


def test_the_norm_of_tiny_and_huge_numbers_together_is_that_of_the_huge_ones():
    assert frobenius(np.array([[[1e-300, 3e200], [-4e200, 0.0]]]))[0] == pytest.approx(5e200)


@pytest.mark.parametrize("name", ["sigmoid", "tanh"])
def test_a_unit_saturates_where_its_slope_falls_below_a_tenth_of_the_largest(name):
    # sigma' = 1 / (4 cosh^2(z/2)) and tanh' = 1 / cosh^2 z.
    edge = float(mpmath.acosh(mpmath.sqrt(10))) * (2 if name == "sigmoid" else 1)
    assert edge == pytest.approx(3.64 if name == "sigmoid" else 1.82, abs=5e-3)
    inside, outside = saturated(ACTIVATIONS[name], [edge - 1e-6, -edge - 1e-6])
    assert outside and not inside


def test_a_slope_that_is_steep_and_negative_is_not_saturated():
    # GELU' is largest at the root of 2 = z^2, and least at minus that.
    steep = float(mpmath.ncdf(mpmath.sqrt(2)) + mpmath.sqrt(2) * mpmath.npdf(mpmath.sqrt(2)))
    assert steepest(ACTIVATIONS["gelu"]) == pytest.approx(steep, abs=1e-5)
    assert 1 - steep < -0.1 * steep
    found = saturated(ACTIVATIONS["gelu"], [-np.sqrt(2), -0.75, -4.0, 0.0])
    np.testing.assert_array_equal(found, [False, True, True, False])
    assert steepest(LeakyReLU(-3.0)) == 3.0


def test_scaling_multiplies_the_weights_alone():
    net, same = _net(), _net()
    for got, was in zip(scaled(net, 3.0).weights, same.weights, strict=True):
        np.testing.assert_array_equal(got, 3 * was)
    assert not any(b.any() for b in net.biases)


def test_an_overflow_in_float32_is_infinite_or_nan_and_never_a_warning():
    net = scaled(_net(30, 5, "relu", init="he", dtype=np.float32), 100.0)
    assert not np.isfinite(flow(net, X, Y).deltas[0]).all()
