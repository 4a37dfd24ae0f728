"""Cover's count and Sauer's bound, against counting by hand and by brute force."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons_lib.theory.shattering.growth import cover, sauer


@pytest.mark.parametrize(("n", "count"), [(1, 2), (2, 4), (3, 8), (4, 14), (5, 22), (6, 32)])
def test_lines_in_the_plane_reach_covers_count(n, count):
    # Cover (1965), table 1.
    assert cover(n) == count


def test_no_point_has_one_labelling():
    assert cover(0) == 1 == sauer(0, 3)


@given(st.integers(1, 12), st.integers(1, 5))
def test_covers_count_obeys_his_recursion(n, d):
    # A new point doubles those labellings that a hyperplane through it reaches.
    assert cover(n + 1, d) == cover(n, d) + cover(n, d - 1)


@given(st.integers(0, 10), st.integers(0, 10))
def test_sauers_bound_counts_the_small_subsets(n, vc):
    subsets = [s for k in range(min(n, vc) + 1) for s in combinations(range(n), k)]
    assert sauer(n, vc) == len(subsets)


def test_up_to_the_vc_dimension_the_bound_is_all_labellings():
    assert [sauer(n, 3) for n in range(6)] == [1, 2, 4, 8, 15, 26]


@given(st.integers(1, 10), st.integers(1, 4))
def test_covers_count_keeps_to_sauers_bound(n, d):
    assert cover(n, d) <= sauer(n, d + 1)
