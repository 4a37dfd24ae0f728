"""Activations against SciPy, mpmath and central differences."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
import scipy.integrate
import scipy.optimize
import scipy.special
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from lessons_lib.activations import (
    ACTIVATIONS,
    ELU,
    GELU,
    Activation,
    CReLU,
    LeakyReLU,
    PReLU,
    RReLU,
    SiLU,
    Softplus,
    relu,
    sigmoid,
    softmax,
    tanh,
)
from lessons_lib.gradcheck import central_difference

EACH = {**ACTIVATIONS, "gelu, tanh": GELU(approximate="tanh")}
ALL = pytest.mark.parametrize("phi", EACH.values(), ids=EACH.keys())
GRID = np.linspace(-6, 6, 241) + 1e-3  # off the kink
ANY_ARRAY = hnp.arrays(
    st.sampled_from([np.float32, np.float64]),
    hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4),
    elements={"allow_nan": False, "allow_infinity": False},
)


def test_the_names_of_the_contract_are_all_there_in_its_order():
    names = "sigmoid tanh relu identity leaky_relu prelu rrelu crelu elu gelu silu softplus"
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


def _mp_softplus(z):
    # Of 400 digits, log(1 + e^z) keeps the first 16 down to z = -850.
    with mpmath.workdps(400):
        return mpmath.log(1 + mpmath.exp(z))


EXACT = {
    "sigmoid": (sigmoid, _mp_sigmoid),
    "sigmoid'": (sigmoid.derivative, lambda z: _mp_sigmoid(z) * _mp_sigmoid(-z)),
    "tanh": (tanh, mpmath.tanh),
    "tanh'": (tanh.derivative, lambda z: mpmath.sech(z) ** 2),
    "elu": (ELU(), _mp_elu),
    "elu'": (ELU().derivative, _mp_elu_slope),
    "silu": (SiLU(), lambda z: z * _mp_sigmoid(z)),
    "softplus": (Softplus(), _mp_softplus),
    "softplus'": (Softplus().derivative, _mp_sigmoid),
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


def _mp_normal(z):
    return mpmath.erfc(-z / mpmath.sqrt(2)) / 2


def _mp_density(z):
    return mpmath.exp(-z * z / 2) / mpmath.sqrt(2 * mpmath.pi)


def _mp_cubic(z):
    return mpmath.sqrt(2 / mpmath.pi) * (z + mpmath.mpf("0.044715") * z**3)


def _mp_bend(z):
    """What GELU's approximation has in its derivative beside the step."""
    steepness = mpmath.sqrt(2 / mpmath.pi) * (1 + 3 * mpmath.mpf("0.044715") * z * z)
    return z / 2 * mpmath.sech(_mp_cubic(z)) ** 2 * steepness


# The summands, of which there are two of opposite signs in a derivative, and how many times
# larger than in z a relative error may become in them.
SUMMANDS = {
    "gelu": (GELU(), lambda z: [z * _mp_normal(z)], lambda z: z**2),
    "gelu'": (
        GELU().derivative,
        lambda z: [_mp_normal(z), z * _mp_density(z)],
        lambda z: z**2,
    ),
    "gelu, tanh": (
        GELU("tanh"),
        lambda z: [z * _mp_sigmoid(2 * _mp_cubic(z))],
        lambda z: abs(6 * _mp_cubic(z)),
    ),
    "gelu, tanh'": (
        GELU("tanh").derivative,
        lambda z: [_mp_sigmoid(2 * _mp_cubic(z)), _mp_bend(z)],
        lambda z: abs(6 * _mp_cubic(z)),
    ),
    "silu'": (
        SiLU().derivative,
        lambda z: [_mp_sigmoid(z), z * _mp_sigmoid(z) * _mp_sigmoid(-z)],
        lambda z: 0,
    ),
}


@pytest.mark.parametrize(("ours", "summands", "condition"), SUMMANDS.values(), ids=SUMMANDS.keys())
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@given(z=st.floats(-60, 60, width=32) | st.floats(-1, 1, width=32))
def test_all_digits_that_rounding_leaves_are_those_of_mpmath(ours, summands, condition, dtype, z):
    with mpmath.workdps(40):
        parts = summands(mpmath.mpf(z))
        wanted, size = float(sum(parts)), float(sum(map(abs, parts)))
        rounding = float(np.finfo(dtype).eps * (8 + condition(mpmath.mpf(z))))
    smallest = 100 * float(np.finfo(dtype).smallest_normal)
    assert abs(float(ours(dtype(z))) - wanted) <= rounding * size + smallest


@pytest.mark.parametrize("z", [-37.0, -20.0, -5.0, -1e-3, 0.0, 5.0, 40.0, 1e4])
def test_the_tails_of_gelu_silu_and_softplus_keep_their_digits(z):
    with mpmath.workdps(400):
        x = mpmath.mpf(z)
        wanted = [
            _mp_normal(x) + x * _mp_density(x),
            _mp_sigmoid(x) * (1 + x * _mp_sigmoid(-x)),
            _mp_sigmoid(x),
        ]
    found = [phi.derivative(z) for phi in (GELU(), SiLU(), Softplus())]
    np.testing.assert_allclose(found, np.array(wanted, float), rtol=1e-12)


@pytest.mark.parametrize("phi", [GELU(), GELU("tanh"), SiLU(), Softplus()])
def test_far_to_the_left_nothing_is_left_and_far_to_the_right_the_identity(phi):
    for far in (-1e4, -1e300, -np.inf):
        assert phi(far) == phi.derivative(far) == 0
    for far in (1e4, 1e300, np.inf):
        assert phi(far) == far and phi.derivative(far) == 1


def test_gelu_silu_and_softplus_are_made_of_erf_expit_and_logaddexp():
    z = np.linspace(-30, 30, 601)
    below = (1 + scipy.special.erf(z / np.sqrt(2))) / 2
    np.testing.assert_allclose(GELU()(z), z * below, atol=1e-14)
    np.testing.assert_allclose(SiLU()(z), z * scipy.special.expit(z), rtol=1e-14)
    np.testing.assert_allclose(Softplus()(z), np.logaddexp(0, z), rtol=1e-14)


def test_gelu_and_silu_dip_below_zero_where_their_docstrings_say():
    for phi, least, place in ((GELU(), -0.170, -0.752), (SiLU(), -0.278, -1.278)):
        found = scipy.optimize.minimize_scalar(phi, (-3, -1, 0), tol=1e-10)
        assert found.fun == pytest.approx(least, abs=5e-4)
        assert found.x == pytest.approx(place, abs=5e-4)
        assert phi.derivative(found.x) == pytest.approx(0, abs=1e-6)


def test_gelus_approximation_differs_by_less_than_half_a_thousandth():
    z = np.linspace(-10, 10, 20_001)
    difference = np.abs(GELU()(z) - GELU("tanh")(z))
    assert 4e-4 < difference.max() < 5e-4


@pytest.mark.parametrize("value", ["Tanh", "sigmoid", "", None, True, 1, ["tanh"]])
def test_gelu_refuses_what_is_no_approximation_in_one_sentence(value):
    with pytest.raises(ValueError, match="^approximate = .*: choose 'none' or 'tanh'.$"):
        GELU(value)


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_value_and_derivative_are_pytorchs(dtype):
    torch = pytest.importorskip("torch", reason="no PyTorch here: install the bench extra")
    nn = torch.nn
    theirs = {"gelu": nn.GELU(), "gelu, tanh": nn.GELU("tanh"), "silu": nn.SiLU()}
    theirs |= {"softplus": nn.Softplus(), "elu": nn.ELU(), "leaky_relu": nn.LeakyReLU()}
    for name, unit in theirs.items():
        z = torch.linspace(-30, 30, 1201, dtype=getattr(torch, dtype.__name__), requires_grad=True)
        value = unit(z)
        (slope,) = torch.autograd.grad(value.sum(), z)
        x, few = z.detach().numpy(), 30 * np.finfo(dtype).eps
        # PyTorch's softplus is z itself from 20 on.
        close = {"rtol": few, "atol": 3e-9 if name == "softplus" else few}
        np.testing.assert_allclose(EACH[name](x), value.detach().numpy(), **close)
        np.testing.assert_allclose(EACH[name].derivative(x), slope.numpy(), **close)


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


def test_softmax_of_a_single_number_is_refused_in_words():
    with pytest.raises(ValueError, match="give one logit for each class"):
        softmax(3.0)


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
