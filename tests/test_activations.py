"""Activations against SciPy, mpmath and central differences."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
import scipy.integrate
import scipy.special
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from lessons_lib.activations import (
    ACTIVATIONS,
    ELU,
    Activation,
    CReLU,
    LeakyReLU,
    PReLU,
    RReLU,
    relu,
    sigmoid,
    softmax,
    tanh,
)
from lessons_lib.gradcheck import central_difference

ALL = pytest.mark.parametrize("phi", ACTIVATIONS.values(), ids=ACTIVATIONS.keys())
GRID = np.linspace(-6, 6, 241) + 1e-3  # off the kink
ANY_ARRAY = hnp.arrays(
    st.sampled_from([np.float32, np.float64]),
    hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4),
    elements={"allow_nan": False, "allow_infinity": False},
)


def test_the_names_of_the_contract_are_all_there_in_its_order():
    names = "sigmoid tanh relu identity leaky_relu prelu rrelu crelu elu"
    assert names.split() == list(ACTIVATIONS)


def test_an_activation_without_a_derivative_cannot_be_made():
    class Half(Activation):
        def __call__(self, z):
            return z / 2

    with pytest.raises(TypeError, match="derivative"):
        Half()


@ALL
@pytest.mark.parametrize("wrong", ["ten", [1 + 2j], None, ["1", "2"]])
def test_what_is_not_a_real_number_is_refused_in_words(phi, wrong):
    for function in (phi, phi.derivative):
        with pytest.raises(TypeError, match="give real numbers only"):
            function(wrong)


@ALL
def test_derivative_agrees_with_central_differences(phi):
    np.testing.assert_allclose(phi.derivative(GRID), central_difference(phi, GRID), atol=1e-9)


@ALL
@given(z=ANY_ARRAY)
def test_any_finite_input_gives_finite_output_without_a_warning(phi, z):
    with np.errstate(all="raise", under="ignore"):
        value, slope = phi(z), phi.derivative(z)
    assert np.isfinite(value).all() and np.isfinite(slope).all()
    assert value.dtype == slope.dtype == z.dtype
    wanted = z.shape if not phi.doubles else (*z.shape[:-1], 2 * (z.shape or (1,))[-1])
    assert value.shape == slope.shape == wanted


@ALL
def test_the_largest_floats_are_no_danger(phi):
    for dtype in (np.float32, np.float64):
        z = np.array([np.finfo(dtype).max, -np.finfo(dtype).max], dtype)
        with np.errstate(all="raise", under="ignore"):
            assert np.isfinite(phi(z)).all() and np.isfinite(phi.derivative(z)).all()


@ALL
def test_floats_and_integers_are_welcome(phi):
    assert phi(2).dtype == np.float64
    np.testing.assert_array_equal(phi(np.array([1, -2])), phi(np.array([1.0, -2.0])))


def test_sigmoid_equals_scipys_expit():
    z = np.linspace(-700, 700, 1401)
    np.testing.assert_allclose(sigmoid(z), scipy.special.expit(z), rtol=1e-15)


def _mp_sigmoid(z):
    return 1 / (1 + mpmath.exp(-z))


def _mp_elu(z):
    return z if z > 0 else mpmath.expm1(z)


def _mp_elu_slope(z):
    return mpmath.mpf(1) if z > 0 else mpmath.exp(z)


EXACT = {
    "sigmoid": (sigmoid, _mp_sigmoid),
    "sigmoid'": (sigmoid.derivative, lambda z: _mp_sigmoid(z) * _mp_sigmoid(-z)),
    "tanh": (tanh, mpmath.tanh),
    "tanh'": (tanh.derivative, lambda z: mpmath.sech(z) ** 2),
    "elu": (ELU(), _mp_elu),
    "elu'": (ELU().derivative, _mp_elu_slope),
}


@pytest.mark.parametrize(("ours", "theirs"), EXACT.values(), ids=EXACT.keys())
@given(z=st.floats(-350, 350) | st.floats(-1e-3, 1e-3) | st.floats(-5e-324, 5e-324))
def test_every_digit_is_that_of_mpmath(ours, theirs, z):
    with mpmath.workdps(40):
        wanted = float(theirs(mpmath.mpf(z)))
    assert float(ours(z)) == pytest.approx(wanted, rel=3e-15, abs=0)


@pytest.mark.parametrize(("ours", "theirs"), EXACT.values(), ids=EXACT.keys())
@given(z=st.floats(-40, 40, width=32))
def test_float32_has_its_own_seven_digits(ours, theirs, z):
    with mpmath.workdps(40):
        wanted = float(theirs(mpmath.mpf(z)))
    assert float(ours(np.float32(z))) == pytest.approx(wanted, rel=1e-6, abs=1e-38)


@pytest.mark.parametrize("z", [-300.0, -40.0, -1.0, 0.0, 1.0, 40.0, 300.0])
def test_sigmoid_derivative_keeps_its_precision_where_it_saturates(z):
    with mpmath.workdps(400):
        s = 1 / (1 + mpmath.exp(-mpmath.mpf(z)))
        wanted = float(s * (1 - s))
    assert float(sigmoid.derivative(z)) == pytest.approx(wanted, rel=1e-14)


@pytest.mark.parametrize("z", [-300.0, -20.0, -0.5, 0.0, 0.5, 20.0, 300.0])
def test_tanh_derivative_keeps_its_precision_where_it_saturates(z):
    with mpmath.workdps(400):
        wanted = float(mpmath.sech(mpmath.mpf(z)) ** 2)
    assert float(tanh.derivative(z)) == pytest.approx(wanted, rel=1e-13)


def test_sigmoid_slope_is_at_most_a_quarter_and_tanh_slope_at_most_one():
    assert sigmoid.derivative(GRID).max() <= sigmoid.derivative(0.0) == 0.25
    assert tanh.derivative(GRID).max() <= tanh.derivative(0.0) == 1.0


def test_relu_derivative_at_the_kink_is_zero():
    assert relu.derivative(0.0) == 0.0
    assert relu.derivative(np.nextafter(0.0, 1.0)) == 1.0


def test_both_leaky_conventions_meet():
    assert LeakyReLU.from_divisor(5.5) == LeakyReLU(negative_slope=1 / 5.5)
    assert float(LeakyReLU.from_divisor(5.5)(-1.0)) == pytest.approx(-0.1818, abs=5e-5)


@pytest.mark.parametrize("slope", [-0.5, 0.0, 0.3, 1.0, 1.7])
def test_leaky_relu_is_right_for_any_slope(slope):
    # max(a z, z) would be wrong for slopes below 0 and above 1.
    np.testing.assert_allclose(LeakyReLU(slope)(np.array([-2.0, 3.0])), [-2 * slope, 3.0])


def test_a_divisor_of_zero_is_refused_in_words():
    with pytest.raises(ValueError, match="a = 0"):
        LeakyReLU.from_divisor(0)


def test_prelu_begins_as_a_leaky_unit_of_a_quarter():
    np.testing.assert_array_equal(PReLU()(GRID), LeakyReLU(0.25)(GRID))
    np.testing.assert_array_equal(PReLU().slope_derivative(GRID), np.minimum(GRID, 0))


def test_rrelu_draws_slopes_in_its_range_in_training_and_uses_the_mean_at_test():
    phi, rng = RReLU(), np.random.default_rng(0)
    drawn = -phi(np.full(20_000, -1.0), rng)
    assert 1 / 8 <= drawn.min() < 0.126 and 0.332 < drawn.max() <= 1 / 3
    # The standard error of the mean is 0.0004.
    assert drawn.mean() == pytest.approx((1 / 8 + 1 / 3) / 2, abs=0.002)
    assert float(phi(-1.0)) == pytest.approx(-(1 / 8 + 1 / 3) / 2)
    assert (phi(np.ones(5), rng) == 1).all()


def test_rrelu_draws_anew_for_every_value_and_only_below_zero():
    z = np.random.default_rng(1).normal(size=(4, 50))
    first, again = (RReLU()(z, np.random.default_rng(seed)) for seed in (0, 0))
    np.testing.assert_array_equal(first, again)
    np.testing.assert_array_equal(first[z > 0], z[z > 0])
    slopes = (first / z)[z < 0]
    assert len(np.unique(slopes)) == slopes.size
    assert RReLU()(z.astype(np.float32), np.random.default_rng(0)).dtype == np.float32


def test_divisors_drawn_from_3_to_8_mean_another_slope_than_their_mean():
    mean, _ = scipy.integrate.quad(lambda a: 1 / a / 5, 3, 8)
    assert mean == pytest.approx(np.log(8 / 3) / 5) == pytest.approx(0.196, abs=5e-4)
    assert RReLU().mean_slope == pytest.approx(0.229, abs=5e-4)


def test_rrelu_with_its_limits_exchanged_is_refused_in_words():
    with pytest.raises(ValueError, match=r"lower = 0\.5 and upper = 0\.1"):
        RReLU(lower=0.5, upper=0.1)
    assert RReLU(lower=0.2, upper=0.2).mean_slope == pytest.approx(0.2)


def test_crelu_keeps_what_relu_throws_away():
    z = np.random.default_rng(0).standard_normal((3, 4))
    positive, negative = np.split(CReLU()(z), 2, axis=-1)
    np.testing.assert_array_equal(positive - negative, z)


def test_elu_keeps_its_digits_near_zero():
    assert float(ELU()(-1e-12)) == pytest.approx(-1e-12, rel=1e-11)
    assert float(ELU(2.0)(-1e3)) == -2.0


@given(
    hnp.arrays(np.float64, (3, 5), elements=st.floats(-700, 700)),
    st.floats(-1e3, 1e3),
)
def test_softmax_equals_scipys_and_ignores_a_constant(logits, constant):
    np.testing.assert_allclose(softmax(logits), scipy.special.softmax(logits, -1), atol=1e-15)
    np.testing.assert_allclose(softmax(logits + constant), softmax(logits), atol=1e-9)


def test_softmax_of_two_classes_is_the_sigmoid_of_the_difference():
    logits = np.random.default_rng(0).normal(0, 5, (50, 2))
    np.testing.assert_allclose(softmax(logits)[:, 1], sigmoid(logits[:, 1] - logits[:, 0]))


def test_softmax_survives_huge_logits():
    big = np.finfo(float).max
    np.testing.assert_array_equal(softmax(np.array([big, -big, 0.0])), [1, 0, 0])
    np.testing.assert_allclose(softmax(np.array([1000.0, -1000.0])), [1, 0])


LARGE = [1e3, 1e300]  # where every activation is near its limit


@ALL
@pytest.mark.parametrize("sign", [1, -1])
def test_at_infinity_value_and_derivative_are_the_limits(phi, sign):
    """Against larger and larger numbers: what settles is the limit, what grows is infinite."""
    with np.errstate(all="raise", under="ignore"):
        for function in (phi, phi.derivative):
            near, far = (np.atleast_1d(function(sign * z)) for z in LARGE)
            limit = np.where(np.abs(far) > 1e100, np.copysign(np.inf, far), far)
            settled = np.isclose(near, far) | np.isinf(limit)
            assert settled.all()
            np.testing.assert_array_equal(np.atleast_1d(function(sign * np.inf)), limit)


@ALL
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_nan_stays_nan_in_value_and_derivative_and_no_other_number_becomes_one(phi, dtype):
    z = np.array([np.nan, 1.0, np.inf, -np.inf], dtype)
    with np.errstate(all="raise", under="ignore"):
        for function in (phi, phi.derivative):
            found = function(z)
            assert found.dtype == dtype
            np.testing.assert_array_equal(np.isnan(found), np.isnan(np.resize(z, found.shape)))


@pytest.mark.parametrize("phi", [LeakyReLU(0.0), PReLU(0.0), RReLU(0.0, 0.0), ELU(0.0)])
def test_a_slope_of_zero_gives_zero_also_at_minus_infinity(phi):
    with np.errstate(all="raise"):
        assert phi(-np.inf) == phi.derivative(-np.inf) == 0.0
        assert phi(np.inf) == np.inf and np.isnan(phi(np.nan))


def test_a_slope_of_zero_that_is_drawn_gives_zero_too():
    with np.errstate(all="raise"):
        found = RReLU(0.0, 0.0)(np.array([-np.inf, np.inf, 2.0]), np.random.default_rng(0))
    np.testing.assert_array_equal(found, [0, np.inf, 2])


@given(hnp.arrays(np.float64, st.integers(1, 5), elements=st.floats(width=16)))
def test_softmax_of_infinite_logits_is_the_limit_of_large_ones(logits):
    """Against SciPy at finite logits, the infinite ones replaced by larger and larger numbers."""
    with np.errstate(all="raise", under="ignore"):
        found = softmax(logits)
    largest = logits.max()
    if np.isnan(largest) or (np.isinf(largest) and (logits == largest).sum() > 1):
        assert np.isnan(found).all()
        return
    for beyond in (1e8, 1e12):
        finite = np.nan_to_num(logits, posinf=beyond, neginf=-beyond)
        np.testing.assert_allclose(found, scipy.special.softmax(finite), atol=1e-15)


def test_softmax_takes_each_row_and_each_axis_on_its_own():
    infinite = np.array([[np.inf, 0.0], [np.inf, np.inf], [-np.inf, 0.0], [1.0, 1.0]])
    wanted = np.array([[1, 0], [np.nan, np.nan], [0, 1], [0.5, 0.5]])
    np.testing.assert_array_equal(softmax(infinite), wanted)
    np.testing.assert_array_equal(softmax(infinite.T, axis=0), wanted.T)
    np.testing.assert_array_equal(softmax(infinite.astype(np.float32)), wanted)


BAD_PARAMETERS = ["0.1", None, True, np.nan, np.inf, 10**400, [0.1], 1j]


@pytest.mark.parametrize("value", BAD_PARAMETERS, ids=lambda value: type(value).__name__)
@pytest.mark.parametrize(
    ("make", "name"),
    [
        (LeakyReLU, "negative_slope"),
        (LeakyReLU.from_divisor, "a"),
        (PReLU, "init"),
        (ELU, "alpha"),
        (RReLU, "lower"),
        (lambda upper: RReLU(0.1, upper), "upper"),
    ],
)
def test_a_parameter_that_is_no_finite_number_is_refused_in_words(make, name, value):
    with pytest.raises(ValueError, match=f"^{name} = .*: give a finite number.$"):
        make(value)
