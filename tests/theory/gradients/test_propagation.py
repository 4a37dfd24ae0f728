"""Mean activations against integrals over the normal distribution."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.integrate
import scipy.stats

from lessons_lib.activations import ELU, relu, tanh
from lessons_lib.theory.gradients.propagation import WIDTH, mean_activation


@pytest.mark.parametrize("phi", [relu, ELU(), ELU(2.0), tanh])
def test_the_first_layer_agrees_with_the_integral_over_a_normal(phi):
    # With weights of variance 1/n the pre-activations are close to N(0, 1).
    def moment(power):
        normal = scipy.stats.norm.pdf
        return scipy.integrate.quad(lambda z: float(phi(z)) ** power * normal(z), -12, 12)[0]

    wanted = moment(1) / np.sqrt(moment(2))
    found = np.median(mean_activation(phi, 1, init=1 / np.sqrt(WIDTH), replicas=64))
    assert found == pytest.approx(wanted, abs=0.03)


def test_one_row_for_each_layer_and_one_column_for_each_seed():
    assert mean_activation(relu, 4, replicas=5).shape == (4, 5)


def test_in_every_layer_of_relu_units_the_ratio_is_that_of_half_a_normal():
    # E[max(z, 0)] / sqrt(E[max(z, 0)^2]) = (1 / sqrt(2 pi)) / sqrt(1/2) for z from N(0, 1).
    layers = np.median(mean_activation(relu, 4, replicas=200), axis=1)
    np.testing.assert_allclose(layers, 1 / np.sqrt(np.pi), atol=0.04)
