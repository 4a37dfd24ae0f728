"""The census of dead units against a network whose units are known."""

from __future__ import annotations

import numpy as np

from lessons_lib.mlp import MLP
from lessons_lib.theory.gradients.dead_units import (
    ALWAYS,
    DEAD,
    SOMETIMES,
    active_share,
    census,
    dead_share,
)

X = np.linspace(-1, 1, 21)[:, None]


def _network() -> MLP:
    net = MLP((1, 3, 2, 1), "relu", seeds=(0, 1))
    net.weights[0][...] = [[[1.0, 1.0, 1.0]]]
    net.biases[0][...] = [[[-5.0, 0.0, 5.0]]]
    # The second layer's units stay on, but for one of the second replica.
    net.weights[1][...], net.biases[1][...] = 1.0, 1.0
    net.weights[1][1, :, 0], net.biases[1][1, 0, 0] = 0.0, -1.0
    return net


def test_a_unit_is_dead_sometimes_active_or_always():
    assert len({DEAD, SOMETIMES, ALWAYS}) == 3
    first, second = census(_network(), X)
    np.testing.assert_array_equal(first, [[DEAD, SOMETIMES, ALWAYS]] * 2)
    np.testing.assert_array_equal(second, [[ALWAYS, ALWAYS], [DEAD, ALWAYS]])
    np.testing.assert_allclose(active_share(_network(), X)[0][0], [0, 10 / 21, 1])
    np.testing.assert_allclose(dead_share(_network(), X), [1 / 5, 2 / 5])


def test_a_dead_unit_gets_no_gradient():
    net = _network()
    gradient = net.backward(X, (X[:, 0] > 0) * 1.0)
    assert (gradient.weights[0][:, :, 0] == 0).all() and (gradient.biases[0][..., 0] == 0).all()
    assert (gradient.weights[0][0, :, 1:] != 0).all()
    assert (gradient.weights[1][1, :, 0] == 0).all() and gradient.biases[1][1, 0, 0] == 0
