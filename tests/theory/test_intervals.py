"""The mean's interval, against SciPy's t test and by how often it holds the truth."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from lessons_lib.theory.intervals import Mean, mean_interval

VALUES = arrays(float, st.integers(2, 30), elements=st.floats(-100, 100), unique=True)


@given(VALUES)
def test_the_interval_is_scipys(values):
    wanted = stats.ttest_1samp(values, 0).confidence_interval(0.95)
    np.testing.assert_allclose(
        mean_interval(values), (values.mean(), wanted.low, wanted.high), atol=1e-9
    )


def test_it_holds_the_truth_in_95_of_100_cases():
    samples = np.random.default_rng(0).normal(3.0, 2.0, (4000, 8))
    held = np.mean([low < 3.0 < high for _, low, high in map(mean_interval, samples)])
    assert held == pytest.approx(0.95, abs=0.012)  # 3.5 standard errors


def test_overlapping_training_sets_widen_it_by_nadeau_and_bengios_factor():
    gap = np.random.default_rng(0).normal(size=100)
    plain, wider = mean_interval(gap), mean_interval(gap, overlap=1 / 4)
    assert (wider.high - wider.low) / (plain.high - plain.low) == pytest.approx(
        np.sqrt(1 + 100 / 4)
    )
    assert wider.mean == plain.mean


def test_the_interval_is_students_at_the_level_asked_for():
    gap = np.random.default_rng(0).normal(size=30)
    for level in (0.5, 0.95, 1 - 0.05 / 60):
        expected = stats.t.interval(level, 29, gap.mean(), stats.sem(gap))
        assert mean_interval(gap, level=level)[1:] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("values", "side"), [([1.0, 1.1, 1.2], 1), ([-1.0, 1.1], 0), ([-1.0, -1.01, -1.02], -1)]
)
def test_the_side_is_that_of_the_whole_interval(values, side):
    assert mean_interval(values).side == side


def test_an_interval_that_ends_at_0_holds_it():
    assert Mean(-1.0, -2.0, 0.0).side == 0 == Mean(1.0, 0.0, 2.0).side


def test_one_value_has_no_interval_and_none_has_no_mean():
    assert mean_interval([2.0]).mean == 2.0 and np.isnan(mean_interval([2.0]).low)
    assert np.isnan(mean_interval([])).all() and mean_interval([]).side == 0
