"""Densities of noise, and products of them, against SciPy and exact logarithms."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from lessons_lib.theory.likelihood.noise import NOISE, likeliest_s, product

ORACLE = {
    "Gaussian": stats.norm,
    "Laplace": lambda scale=1.0: stats.laplace(scale=scale / np.sqrt(2)),
}
# Not farther: SciPy's Laplace takes the logarithm of a density, which itself underflows.
RESIDUALS = st.lists(st.floats(-5, 5), min_size=1, max_size=8)


@pytest.mark.parametrize("name", NOISE)
@given(residuals=RESIDUALS, s=st.floats(0.05, 100))
def test_log_densities_are_scipys(name, residuals, s):
    ours = NOISE[name](np.array(residuals), s)
    np.testing.assert_allclose(
        ours, ORACLE[name](scale=s).logpdf(residuals), rtol=1e-12, atol=1e-12
    )


def test_far_out_the_laplace_log_density_is_still_finite():
    s = 0.125 * np.sqrt(2)
    assert NOISE["Laplace"](94.0, s) == pytest.approx(-752 - np.log(0.25))


@pytest.mark.parametrize("name", NOISE)
def test_s_is_the_standard_deviation(name):
    assert ORACLE[name](scale=0.7).std() == pytest.approx(0.7)


@given(residuals=RESIDUALS.filter(any))
def test_the_likeliest_s_is_scipys(residuals):
    assert likeliest_s(residuals) == pytest.approx(stats.norm.fit(residuals, floc=0)[1])


@pytest.mark.parametrize("name", NOISE)
def test_the_standard_density_is_the_default(name):
    assert NOISE[name](0.7) == pytest.approx(ORACLE[name]().logpdf(0.7))


@pytest.mark.parametrize("name", NOISE)
def test_a_log_density_keeps_the_shape(name):
    assert NOISE[name](np.zeros((2, 3)), 0.5).shape == (2, 3)


@pytest.mark.parametrize(
    ("dtype", "lost_at"),
    # Halving: 2^-149 and 2^-1074 are the smallest; half of that is rounded to even, which is 0.
    [(np.float32, 150), (np.float64, 1075)],
)
def test_halving_is_lost_after_the_smallest_subnormal(dtype, lost_at):
    found = product(np.full(1200, 0.5), dtype)
    assert found.lost_at == lost_at
    assert found.so_far[lost_at - 2] == np.finfo(dtype).smallest_subnormal


@pytest.mark.parametrize(("dtype", "lost_at"), [(np.float32, 128), (np.float64, 1024)])
def test_doubling_becomes_infinite_at_the_exponents_end(dtype, lost_at):
    found = product(np.full(1100, 2.0), dtype)
    assert found.lost_at == lost_at and np.isinf(found.so_far[lost_at - 1])


def test_a_product_that_holds_is_not_lost():
    factors = np.array([0.5, 0.25, 3.0])
    found = product(factors)
    assert found.lost_at is None
    np.testing.assert_array_equal(found.so_far, np.cumprod(factors))


def test_what_comes_after_the_overflow_does_not_warn():
    assert product([1e300, 1e300, 0.0]).lost_at == 2


def test_a_factor_too_small_for_float32_is_lost_at_once():
    assert product([1e-50, 1.0], np.float32).lost_at == 1
