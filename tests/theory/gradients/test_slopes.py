"""Products of derivatives against integrals over the normal distribution and simulation."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.integrate
import scipy.stats

from lessons_lib.activations import ELU, LeakyReLU, relu, sigmoid, tanh
from lessons_lib.mlp import MLP
from lessons_lib.theory.gradients.slopes import (
    all_off,
    mean_square_slope,
    root_mean_square,
    same_everywhere,
)


@pytest.mark.parametrize("sd", [0.3, 1.0, 4.0])
@pytest.mark.parametrize("phi", [sigmoid, tanh, relu, LeakyReLU(0.1), ELU()])
def test_the_mean_square_slope_is_scipys_integral(phi, sd):
    def integrand(u):
        return float(phi.derivative(sd * u)) ** 2 * scipy.stats.norm.pdf(u)

    wanted = scipy.integrate.quad(integrand, -8, 0)[0] + scipy.integrate.quad(integrand, 0, 8)[0]
    assert mean_square_slope(phi, sd) == pytest.approx(wanted, rel=1e-5)


def test_half_of_relus_slopes_are_one():
    assert mean_square_slope(relu, 1.0) == pytest.approx(0.5, rel=1e-12)


def test_a_product_of_independent_slopes_has_that_root_mean_square():
    z = np.random.default_rng(0).standard_normal((200_000, 3))
    for phi in (sigmoid, tanh, relu):
        found = np.sqrt((phi.derivative(z).prod(1) ** 2).mean())
        assert float(root_mean_square(phi, 1.0, 3)) == pytest.approx(found, rel=0.02)


def test_ten_equal_slopes_multiply():
    np.testing.assert_allclose(same_everywhere(sigmoid, 0.0, [1, 10]), [0.25, 0.25**10])
    np.testing.assert_array_equal(same_everywhere(relu, 4.0, [1, 30]), [1, 1])


def test_signals_die_in_narrow_networks_as_often_as_the_formula_says():
    # 2000 networks with zero biases, one example each: the count is binomial.
    width, depth, seeds = 3, 6, 2000
    net = MLP((width, *[width] * depth, 1), "relu", seeds=range(seeds), init="he")
    layers = net.forward(np.ones((1, width))).activations[:-1]
    found = np.array([(a == 0).all((-2, -1)).mean() for a in layers])
    np.testing.assert_allclose(found, all_off(width, np.arange(1, depth + 1)), atol=0.035)


def test_a_wide_layer_almost_never_goes_off_at_once():
    assert float(all_off(60, 1)) == pytest.approx(2.0**-60, rel=1e-12)
