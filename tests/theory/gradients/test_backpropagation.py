"""The 2-2-2 network: against central differences and against the trainer's own gradients."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons_lib.gradcheck import gradient
from lessons_lib.mlp import MLP
from lessons_lib.theory.gradients.backpropagation import backpropagate

NUMBERS = st.floats(-3, 3)
PAIR = st.tuples(NUMBERS, NUMBERS)
SQUARE = st.tuples(PAIR, PAIR)
TARGETS = st.tuples(st.floats(0, 1), st.floats(0, 1))


@given(x=PAIR, w=SQUARE, v=SQUARE, t=TARGETS)
def test_both_gradients_are_those_of_central_differences(x, w, v, t):
    w, v = np.array(w), np.array(v)
    n = backpropagate(x, w, v, t)
    near = gradient(lambda v: backpropagate(x, w, v, t).error, v)
    far = gradient(lambda w: backpropagate(x, w, v, t).error, w)
    np.testing.assert_allclose(n.dE_dv, near, atol=1e-8)
    np.testing.assert_allclose(n.dE_dw, far, atol=1e-8)


def test_they_are_half_the_trainers_gradients_of_the_squared_error():
    net = MLP((2, 2, 2), "sigmoid", "squared_error", output="sigmoid", seeds=[3])
    found = net.backward([[1.0, 0.5]], [[1.0, 0.0]])
    n = backpropagate((1.0, 0.5), net.weights[0][0], net.weights[1][0], (1.0, 0.0))
    np.testing.assert_allclose(2 * n.dE_dw, found.weights[0][0])
    np.testing.assert_allclose(2 * n.dE_dv, found.weights[1][0])


def test_the_error_is_half_the_sum_of_squares():
    n = backpropagate((0.0, 0.0), np.eye(2), np.zeros((2, 2)), (1.0, 0.0))
    assert n.s.tolist() == [0.5, 0.5] and n.error == 0.25


def test_a_hidden_unit_gets_the_sum_of_its_two_paths():
    w, v = np.array([[1, -0.5], [0.5, 1.5]]), np.array([[2, -1], [-1, 1.5]])
    both = backpropagate((1.0, 0.5), w, v, (1.0, 0.0))
    for path, cut in ((0, v * [1, 0]), (1, v * [0, 1])):
        # The other output no longer hears the hidden units: only this path is left.
        alone = backpropagate((1.0, 0.5), w, cut, (1.0, 0.0))
        assert alone.dE_dh == pytest.approx(both.paths[:, path])
