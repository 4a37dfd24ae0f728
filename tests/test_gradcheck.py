"""Central differences against known derivatives."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.optimize

from lessons_lib.activations import CReLU, relu
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


def test_central_difference_at_a_kink_is_the_mean_of_both_slopes():
    assert central_difference(relu, 0.0) == pytest.approx(0.5)


def test_the_step_grows_with_z():
    # The third derivative of x^3 is 6, so that the formula's error is h^2.
    z = np.array([1.0, 1e8])
    np.testing.assert_allclose(central_difference(lambda x: x**3, z), 3 * z**2, rtol=1e-9)


@pytest.mark.parametrize(("z", "size"), [(0.0, 1), (0.5, 1), (-1.0, 1), (3.0, 3), (-1e8, 1e8)])
def test_the_step_is_the_cube_root_of_eps_times_z_or_one(z, size):
    places = []
    central_difference(lambda x: places.append(float(x)) or x, z)
    h = np.finfo(float).eps ** (1 / 3) * size
    np.testing.assert_allclose(sorted(places), [z - h, z + h], rtol=1e-15, atol=1e-9 * h)


@pytest.mark.parametrize("z", [0.5, Z + 0.01, Z[:60].reshape(4, 15) + 0.01])
def test_a_function_that_doubles_the_width_can_be_checked(z):
    assert gradient_error(CReLU(), CReLU().derivative, z) < 1e-9


def test_no_numbers_have_no_error():
    assert gradient_error(np.sin, np.cos, []) == 0.0


def test_whole_numbers_are_welcome():
    assert gradient_error(np.sin, np.cos, [0, 1, 2]) < 1e-9


def test_a_derivative_that_would_broadcast_silently_is_refused():
    with pytest.raises(ValueError, match=r"derivative returns shape \(61, 1\).*\(61,\)"):
        gradient_error(np.sin, lambda z: np.cos(z)[:, None], Z)
    with pytest.raises(ValueError, match=r"f returns shape \(\).*\(61,\)"):
        gradient_error(np.sum, np.cos, Z)


def test_a_function_that_returns_nothing_is_refused_in_words():
    with pytest.raises(TypeError, match="None is not an array of real numbers"):
        gradient_error(np.sin, lambda z: None, Z)


def test_nan_in_a_derivative_is_not_hidden():
    assert np.isnan(gradient_error(np.sin, lambda z: np.full_like(z, np.nan), Z))
