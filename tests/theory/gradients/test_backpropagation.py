"""The 2-2-1 network: against central differences and against the trainer's own gradients."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lessons_lib.gradcheck import gradient
from lessons_lib.mlp import MLP
from lessons_lib.theory.gradients.backpropagation import backpropagate

NUMBERS = st.floats(-3, 3)
PAIR = st.tuples(NUMBERS, NUMBERS)


@given(x=PAIR, first=PAIR, second=PAIR, v=PAIR, t=st.floats(0, 1))
def test_both_gradients_are_those_of_central_differences(x, first, second, v, t):
    w = np.array([first, second])
    n = backpropagate(x, w, v, t)
    near = gradient(lambda v: backpropagate(x, w, v, t).error, v)
    far = gradient(lambda w: backpropagate(x, w, v, t).error, w)
    np.testing.assert_allclose(n.dE_dv, near, atol=1e-8)
    np.testing.assert_allclose(n.dE_dw, far, atol=1e-8)


def test_they_are_half_the_trainers_gradients_of_the_squared_error():
    net = MLP((2, 2, 1), "sigmoid", "squared_error", output="sigmoid", seeds=[3])
    found = net.backward([[1.0, 0.5]], [1.0])
    n = backpropagate((1.0, 0.5), net.weights[0][0], net.weights[1][0, :, 0], 1.0)
    np.testing.assert_allclose(2 * n.dE_dw, found.weights[0][0])
    np.testing.assert_allclose(2 * n.dE_dv, found.weights[1][0, :, 0])


def test_the_error_is_half_the_square():
    n = backpropagate((0.0, 0.0), np.eye(2), (0.0, 0.0), 1.0)
    assert n.s == 0.5 and n.error == 0.125
