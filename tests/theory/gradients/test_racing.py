"""Epochs to a goal by hand, and the median's interval against SciPy's."""

from __future__ import annotations

import statistics

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import accuracy_score

from lessons_lib.datasets import moons
from lessons_lib.mlp import MLP
from lessons_lib.theory.gradients.racing import accuracy, epochs_to, median


def test_accuracy_is_scikit_learns_for_each_replica():
    net, data = MLP((2, 4, 1), seeds=(0, 1, 2)), moons(50)
    wanted = [accuracy_score(data.y, p > 0.5) for p in net.predict(data.X)[..., 0]]
    np.testing.assert_allclose(accuracy(net, data), wanted)


def test_the_first_epoch_at_the_goal_counts_even_if_it_is_lost_again():
    path = [[0.5, 0.96, 0.1], [0.95, 0.2, 0.2], [0.4, 0.97, 0.3], [0.99, 0.1, 0.4]]
    np.testing.assert_array_equal(epochs_to(0.95, path), [1, 0, np.inf])


@given(st.lists(st.integers(0, 50), min_size=6, max_size=60))
def test_the_interval_is_scipys_quantile_test(values):
    wanted = scipy.stats.quantile_test(values, p=0.5).confidence_interval(0.95)
    found = median(values)
    assert (found.low, found.high) == (wanted.low, wanted.high)
    assert found.middle == statistics.median_low(values)


def test_of_32_values_the_tenth_from_either_end():
    assert median(np.arange(1, 33)) == (10, 16, 23)


def test_those_that_never_arrive_count_as_late():
    found = median([*range(1, 20), *[np.inf] * 13])
    assert found.middle == 16 and found.high == np.inf


def test_five_values_are_too_few():
    with pytest.raises(ValueError, match="at least 6"):
        median(range(5))
