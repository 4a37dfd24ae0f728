"""One hidden layer on [0, 1] against error bounds, SciPy's interpolation and best polynomials."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.interpolate
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

from lessons_lib.activations import relu, sigmoid, tanh
from lessons_lib.theory.approximation.one_layer import (
    OneHiddenLayer,
    Power,
    bump,
    constructed,
    random_features,
    random_hidden,
    smallest_units,
    sum_of_bumps,
    sup_norm_error,
)
from lessons_lib.theory.approximation.targets import TARGETS, from_points

X = np.linspace(0, 1, 20_001)
WAVE = TARGETS["wave"]


def test_the_layer_is_the_formula_of_the_theorem():
    layer = OneHiddenLayer(np.array([1.0, -2.0]), np.array([0.5, 1.0]), np.array([3.0, 4.0]), tanh)
    x = np.array([[0.1, 0.7]])
    wanted = 3 * np.tanh(x + 0.5) + 4 * np.tanh(1 - 2 * x)
    np.testing.assert_allclose(layer(x), wanted)
    assert layer.units == 2 and layer(0.3).shape == ()


def test_a_bump_is_its_height_inside_and_zero_outside():
    f = bump(0.3, 0.6, 0.8, 200)
    np.testing.assert_allclose(f(np.array([0.1, 0.45, 0.9])), [0, 0.8, 0], atol=1e-8)
    assert float(f(0.3)) == pytest.approx(0.4)


def test_side_by_side_bumps_meet_without_a_gap():
    f = sum_of_bumps([1.0] * 5, 100)
    np.testing.assert_allclose(f(X), 1.0, atol=1e-9)
    assert f.units == 10


def test_each_bump_has_its_height_and_the_outer_ones_keep_it_to_the_ends():
    f = sum_of_bumps([3.0, -1.0, 2.0, 5.0], 400)
    places = [0.0, 0.125, 0.375, 0.625, 0.875, 1.0]
    np.testing.assert_allclose(f(np.array(places)), [3, 3, -1, 2, 5, 5], atol=1e-9)
    # A sigmoid is at 1/2 where it steps: there F is the mean of the two heights.
    np.testing.assert_allclose(f(np.array([0.25, 0.5, 0.75])), [1.0, 0.5, 3.5], atol=1e-9)


def test_relu_construction_is_scipys_linear_interpolation():
    knots = np.linspace(0, 1, 9)
    wanted = scipy.interpolate.make_interp_spline(knots, WAVE(knots), k=1)
    layer = constructed(WAVE, 9, "relu")
    np.testing.assert_allclose(layer(X), wanted(X), atol=1e-12)
    assert layer.units == 9


@pytest.mark.parametrize("units", [5, 17, 65])
def test_relu_error_obeys_the_bound_of_linear_interpolation(units):
    h, curvature = 1 / (units - 1), 0.8 * (2 * np.pi) ** 2
    error = sup_norm_error(constructed(WAVE, units, "relu"), WAVE).error
    assert 0.5 * h**2 / 8 * curvature < error <= h**2 / 8 * curvature * (1 + 1e-9)


HEIGHTS = st.lists(st.floats(-1, 1), min_size=2, max_size=12)


@given(HEIGHTS, st.integers(2, 40), st.sampled_from(["sigmoid", "tanh", "relu"]))
def test_every_continuous_target_obeys_the_bound_of_the_docstring(heights, units, activation):
    f = from_points(list(zip(np.linspace(0, 1, len(heights)), heights, strict=True)))
    h = 1 / (units - 1)
    # omega(h) exactly: |f(x) - f(y)| is largest where x or y is a corner, or |x - y| = h.
    places = np.linspace(0, 1, len(heights))
    ends = np.concatenate([places, places - h, places + h, [0, 1 - h]]).clip(0, 1)
    pairs = np.abs(ends[:, None] - ends) <= h + 1e-12
    omega = (np.abs(f(ends)[:, None] - f(ends)) * pairs).max()
    factor = 1.0 if activation == "relu" else 1.13
    assert sup_norm_error(constructed(f, units, activation), f).error <= factor * omega + 1e-9


@pytest.mark.parametrize("activation", ["sigmoid", "tanh"])
@pytest.mark.parametrize("name", TARGETS)
def test_a_construction_of_steps_comes_as_close_as_you_like(activation, name):
    errors = [
        sup_norm_error(constructed(TARGETS[name], n, activation), TARGETS[name]).error
        for n in (50, 200, 800)
    ]
    assert errors[0] > errors[1] > errors[2] and errors[2] < 0.01


def test_sigmoid_and_tanh_constructions_are_one_function():
    a, b = constructed(WAVE, 12, "sigmoid"), constructed(WAVE, 12, "tanh")
    np.testing.assert_allclose(a(X), b(X), atol=1e-12)


@pytest.mark.parametrize("activation", [sigmoid, tanh, relu])
def test_the_construction_has_as_many_units_as_asked_for_and_of_that_kind(activation):
    name = type(activation).__name__.lower()
    for units in (1, 2, 7):
        layer = constructed(WAVE, units, name)
        assert layer.units == units and layer.activation == activation


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu"])
def test_one_unit_is_the_constant_in_the_middle(activation):
    target = TARGETS["cliff"]
    np.testing.assert_allclose(constructed(target, 1, activation)(X), target(0.5), atol=1e-12)


@pytest.mark.parametrize("activation", ["elu", "square"])
def test_what_cannot_be_constructed_says_so(activation):
    with pytest.raises(ValueError, match="choose sigmoid, tanh or relu"):
        constructed(WAVE, 5, activation)


@pytest.mark.parametrize("exponent", [0, 1, 2, 5])
def test_a_power_and_its_slope_are_those_of_numpys_polynomials(exponent):
    z, power = np.linspace(-2, 2, 9), np.polynomial.Polynomial.basis(exponent)
    np.testing.assert_allclose(Power(exponent)(z), power(z))
    np.testing.assert_allclose(Power(exponent).derivative(z), power.deriv()(z))
    assert Power(exponent).derivative([1, 2]).dtype == float


@pytest.mark.parametrize("degree", [2, 3])
def test_polynomial_units_stop_at_the_best_polynomial_of_their_degree(degree):
    x = np.linspace(0, 1, 401)
    best = np.polynomial.Polynomial.fit(x, WAVE(x), degree)
    for units in (10, 100):
        layer = random_features(WAVE, units, Power(degree), seed=1)
        np.testing.assert_allclose(layer(x), best(x), atol=1e-6)


@pytest.mark.parametrize("activation", [sigmoid, tanh, relu])
def test_random_features_come_closer_with_more_units(activation):
    medians = [
        np.median(
            [
                sup_norm_error(random_features(WAVE, n, activation, seed=s), WAVE).error
                for s in range(9)
            ]
        )
        for n in (4, 16, 64)
    ]
    assert medians[0] > 4 * medians[1] > 16 * medians[2]


@pytest.mark.parametrize("units", [0, -3])
def test_no_units_are_refused(units):
    for attempt in (
        lambda: constructed(WAVE, units, "relu"),
        lambda: random_features(WAVE, units, tanh, seed=0),
    ):
        with pytest.raises(ValueError, match="at least one unit"):
            attempt()


def test_random_units_switch_in_or_near_the_box_both_ways():
    w, b = random_hidden(2000, seed=0)
    assert (-b / w).min() >= -0.1 and (-b / w).max() <= 1.1
    assert np.abs(w).min() >= 2 and np.abs(w).max() <= 8 + 2 * 2000
    assert abs(np.sign(w).mean()) < 0.1


def test_random_places_are_uniform_and_random_steepnesses_log_uniform_over_the_stated_range():
    units = [random_hidden(4, seed=seed) for seed in range(3000)]
    w, b = np.transpose(units, (1, 0, 2)).reshape(2, -1)
    place = scipy.stats.uniform(-0.1, 1.2)
    assert scipy.stats.kstest(-b / w, place.cdf).pvalue > 0.01
    assert scipy.stats.kstest(np.abs(w), scipy.stats.loguniform(2, 8 + 2 * 4).cdf).pvalue > 0.01


def test_the_weights_of_random_features_solve_least_squares():
    x = np.linspace(0, 1, 401)
    layer = random_features(WAVE, 6, sigmoid, seed=3)
    features = layer.hidden(x) / layer.v
    np.testing.assert_allclose(features.T @ (layer(x) - WAVE(x)), 0, atol=1e-8)


def test_where_units_are_nearly_equal_the_weights_are_those_of_numpys_pseudo_inverse():
    x = np.linspace(0, 1, 401)
    layer = random_features(WAVE, 100, sigmoid, seed=0)
    wanted = np.linalg.pinv(layer.hidden(x) / layer.v, rcond=1e-9) @ WAVE(x)
    np.testing.assert_allclose(layer.v, wanted, rtol=1e-3, atol=1e-4 * np.abs(wanted).max())


def test_random_features_depend_on_their_seed_only():
    a, b, c = (random_features(WAVE, 8, tanh, seed=s)(X) for s in (1, 1, 2))
    np.testing.assert_array_equal(a, b)
    assert not np.array_equal(a, c)


@given(st.floats(0.001, 0.999), st.floats(0.5, 3))
def test_the_sup_norm_is_found_where_it_is(place, height):
    def spike(x):
        return height * np.exp(-(((x - place) / 0.02) ** 2))

    worst = sup_norm_error(spike, lambda x: 0 * x)
    assert worst.error == pytest.approx(height, rel=1e-4)
    assert worst.x == pytest.approx(place, abs=1e-3)


@pytest.mark.parametrize("name", TARGETS)
def test_the_sup_norm_agrees_with_a_grid_ten_times_finer(name):
    layer = random_features(TARGETS[name], 12, sigmoid, seed=0)
    brute = np.abs(layer(X) - TARGETS[name](X)).max()
    found = sup_norm_error(layer, TARGETS[name]).error
    assert found == pytest.approx(brute, rel=1e-3)


def test_equal_peaks_are_reported_at_the_leftmost():
    for height in (1.0, 1.0 - 1e-13, 1.0 + 1e-13):
        worst = sup_norm_error(lambda x, h=height: np.where(x > 0.5, h, 1) * (2 * x - 1) ** 2, abs0)
        assert worst.x == 0.0 and worst.error == pytest.approx(1)


def abs0(x):
    return 0 * x


def test_what_the_grid_misses_obeys_the_stated_bound():
    # A spike of slope 100 and height 0.1, its top in the middle between two points of the grid.
    spike = from_points([(0.0, 0.0), (0.49925, 0.0), (0.50025, 0.1), (0.50125, 0.0)])
    assert 0.1 - 100 / (2 * 2000) <= sup_norm_error(spike, abs0).error <= 0.1
    # Ten times narrower, it lies between two points of the grid and is not seen.
    narrow = from_points([(0.0, 0.0), (0.50015, 0.0), (0.50025, 0.1), (0.50035, 0.0)])
    assert sup_norm_error(narrow, abs0).error == 0.0


def test_the_smallest_number_of_units_is_the_first_that_fits():
    errors = [(1, 0.9), (2, 0.3), (3, 0.4), (4, 0.1)]
    assert smallest_units(errors, 0.35) == 2
    assert smallest_units(errors, 0.05) is None
    # Below it, not at it.
    assert smallest_units(errors, 0.3) == 4
