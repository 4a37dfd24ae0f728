"""sign(sin(w x)): the computed w, checked with fifty digits; and all that a period reaches."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, product
from math import floor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mpmath import mp, mpf, pi, sin

from lessons_lib.theory.shattering.sine import halving, reachable, shattering_w


@pytest.fixture(autouse=True)
def _fifty_digits():
    with mp.workdps(50):
        yield


@given(st.lists(st.booleans(), min_size=1, max_size=12))
def test_the_computed_w_gives_every_label(labels):
    turns = round(shattering_w(labels) / np.pi)
    assert shattering_w(labels) == pytest.approx(np.pi * turns)
    for i, label in enumerate(labels, 1):
        assert (sin(pi * turns * mpf(2) ** -i) > 0) == label


@pytest.mark.parametrize("n", [1, 4, 8])
def test_in_floating_point_all_labellings_of_the_halving_points_come_out(n):
    x = halving(n)
    for labels in product([False, True], repeat=n):
        assert tuple(np.sin(shattering_w(labels) * x) > 0) == labels


def test_four_equal_steps_miss_four_labellings():
    # By hand, for "++-+", a = w mod 2 pi: sin a > 0 and sin 2a > 0 leave 0 < a < pi/2, then
    # sin 3a < 0 leaves a > pi/3, where sin 4a < 0. For "-+++" put a = pi + b: the same b.
    # The other two are these for -w.
    found, period = reachable([1, 2, 3, 4])
    assert period == pytest.approx(2 * np.pi)
    assert labellings_by_fractions([1, 2, 3, 4]) == set(found) and len(found) == 12
    missing = {f"{code:04b}"[::-1] for code in set(range(16)) - set(found)}
    assert missing == {"1101", "0010", "0111", "1000"}


def labellings_by_fractions(k):
    """All that sign(sin(pi t k)) reaches: one t between any two changes of sign, exactly."""
    changes = sorted({Fraction(m, abs(j)) for j in k for m in range(2 * abs(j) + 1)})
    middles = [(a + b) / 2 for a, b in pairwise(changes)]
    return {sum((floor(t * j) % 2 == 0) << i for i, j in enumerate(k)) for t in middles}


@given(st.lists(st.integers(-60, 60).filter(bool), min_size=1, max_size=5))
def test_what_is_reached_is_what_exact_fractions_reach(k):
    assert set(reachable(k)[0]) == labellings_by_fractions(k)


@given(st.lists(st.integers(-20, 20).map(lambda k: k / 10), min_size=1, max_size=4))
def test_each_w_gives_its_labelling_and_no_walk_finds_another(x):
    found, period = reachable(x)
    if 0 in x:
        assert (found, period) == ({}, 0.0)  # sin 0 is 0, and that is no label
        return
    for code, w in found.items():
        exact = [sin(mpf(w) * mpf(repr(value))) > 0 for value in x]
        assert exact == [bool(code >> i & 1) for i in range(len(x))]
    w = np.random.default_rng(0).uniform(0, period, 2000)
    seen = (np.sin(np.outer(w, x)) > 0) @ (1 << np.arange(len(x)))
    assert set(seen.tolist()) <= set(found)


def test_numbers_with_too_many_digits_are_refused_in_words():
    with pytest.raises(ValueError, match="round them to thousandths"):
        reachable([0.123456789, 0.987654321])
