"""Central differences against known derivatives."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.optimize

from lessons_lib.gradcheck import central_difference, gradient, gradient_error

Z = np.linspace(-3, 3, 61)


def test_central_difference_of_a_sine_is_the_cosine():
    np.testing.assert_allclose(central_difference(np.sin, Z), np.cos(Z), atol=1e-9)


def test_gradient_agrees_with_scipys():
    at = np.array([-1.2, 1.0, 0.5])
    wanted = scipy.optimize.rosen_der(at)
    np.testing.assert_allclose(gradient(scipy.optimize.rosen, at), wanted, rtol=1e-7)


def test_gradient_leaves_its_argument_alone():
    at = np.array([1.0, 2.0])
    gradient(lambda x: float(x @ x), at)
    np.testing.assert_array_equal(at, [1.0, 2.0])


def test_a_wrong_derivative_is_found():
    assert gradient_error(np.sin, np.cos, Z) < 1e-8
    assert gradient_error(np.sin, np.sin, Z) == pytest.approx(np.max(np.abs(np.sin(Z) - np.cos(Z))))
