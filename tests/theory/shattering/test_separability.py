"""Radon partitions, exactly: each is one, and together they decide like linear programmes."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib.theory.shattering.separability import as_points, integers, line_between, partitions
from tests.theory.shattering.programmes import parted

coordinate = st.integers(-3, 3).map(lambda k: k / 10)
POINTS = st.lists(st.tuples(coordinate, coordinate), min_size=1, max_size=6)


def exactly(values):
    return [Fraction(repr(float(v))) for v in np.ravel(values)]


def in_hull(point, others):
    """Whether a place lies in the hull of at most three points, in exact arithmetic."""
    x, y = point
    (ax, ay), *rest = others
    if not rest:
        return (x, y) == (ax, ay)
    if len(rest) == 1:
        ((bx, by),) = rest
        cross = (bx - ax) * (y - ay) - (by - ay) * (x - ax)
        along = (x - ax) * (bx - ax) + (y - ay) * (by - ay)
        return cross == 0 and 0 <= along <= (bx - ax) ** 2 + (by - ay) ** 2
    (bx, by), (cx, cy) = rest
    turns = [
        (qx - px) * (y - py) - (qy - py) * (x - px)
        for (px, py), (qx, qy) in (
            ((ax, ay), (bx, by)),
            ((bx, by), (cx, cy)),
            ((cx, cy), (ax, ay)),
        )
    ]
    return all(t >= 0 for t in turns) or all(t <= 0 for t in turns)


def crossing(one, other):
    """The Radon point of two segments or of a point and what holds it, as Fractions."""
    if len(one) == 1:
        return one[0]
    if len(other) == 1:
        return other[0]
    (ax, ay), (bx, by) = one
    (cx, cy), (dx, dy) = other
    share = ((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx)) / (
        (bx - ax) * (dy - cy) - (by - ay) * (dx - cx)
    )
    return (ax + share * (bx - ax), ay + share * (by - ay))


@given(POINTS)
def test_every_partition_is_one_where_both_hulls_hold_its_point(points):
    exact = [tuple(exactly(p)) for p in points]
    for one, other, point, _ in partitions(points):
        assert not set(one) & set(other) and one and other
        first, second = [exact[i] for i in one], [exact[i] for i in other]
        place = crossing(first, second)
        assert in_hull(place, first) and in_hull(place, second)
        np.testing.assert_allclose(point, [float(v) for v in place], atol=1e-12)


@settings(max_examples=25)
@given(POINTS)
def test_the_partitions_decide_like_linear_programming(points):
    found = partitions(points)
    for labels in product([False, True], repeat=len(points)):
        plus = {i for i, label in enumerate(labels) if label}
        minus = set(range(len(points))) - plus
        if not plus or not minus:
            continue
        refused = any(
            (set(one) <= plus and set(other) <= minus) or (set(one) <= minus and set(other) <= plus)
            for one, other, _, _ in found
        )
        assert refused != parted(points, labels)


@given(POINTS)
def test_the_lift_says_which_side_is_higher_on_the_paraboloid(points):
    for one, other, point, lift in partitions(points):
        heights = []
        for members in (one, other):
            xy = np.array(points)[list(members)]
            system = np.vstack([xy.T, np.ones(len(members))])
            weights = np.linalg.lstsq(system, np.append(point, 1.0), rcond=None)[0]
            heights.append(weights @ (xy**2).sum(1))
        gap = heights[0] - heights[1]
        assert np.sign(round(gap, 9)) == lift


def test_a_third_on_the_line_is_on_it_and_a_hair_beside_is_not():
    # 0.1 + 0.2 == 0.3 as decimals, though not as floats.
    assert len(partitions([(0.1, 0.1), (0.2, 0.2), (0.3, 0.3)])) == 1
    assert partitions([(0.1, 0.1), (0.2, 0.2 + 1e-15), (0.3, 0.3)]) == []


def test_coincident_points_meet_at_once():
    ((one, other, point, lift),) = partitions([(0.5, 0.25), (0.5, 0.25)])
    assert (one, other, point, lift) == ((0,), (1,), (0.5, 0.25), 0)


@pytest.mark.parametrize("along", [(0.25, 0.0), (0.0, 0.25), (0.25, 0.25), (-0.25, 0.25)])
def test_of_three_on_a_line_the_middle_one_meets_the_other_two(along):
    middle, step = np.array([0.5, 0.5]), np.array(along)
    ((one, other, point, _),) = partitions([middle - step, middle, middle + step])
    assert {one, other} == {(0, 2), (1,)} and point == pytest.approx((0.5, 0.5))


def test_the_square_meets_in_its_middle():
    ((one, other, point, lift),) = partitions([(0, 0), (1, 0), (0, 1), (1, 1)])
    assert {one, other} == {(0, 3), (1, 2)} and point == (0.5, 0.5)
    assert lift == 0  # its corners are on one circle


def test_decimals_become_whole_numbers_in_the_same_ratios():
    assert integers([0.1, 0.25, -2.0]) == [2, 5, -40]


@pytest.mark.parametrize("points", [[1.0, 2.0], [(1, 2, 3)], [(np.nan, 1)]])
def test_what_is_no_list_of_points_is_refused_in_words(points):
    with pytest.raises(ValueError, match="finite pairs"):
        as_points(points)


@given(st.integers(0, 10_000), st.integers(1, 4), st.integers(1, 4))
def test_the_line_between_is_the_widest_strip(seed, many, few):
    rng = np.random.default_rng(seed)
    plus, minus = rng.uniform(0, 1, (many, 2)), rng.uniform((1.3, 0), (2.3, 1), (few, 2))
    w, b = line_between(plus, minus)
    margins = np.concatenate([plus @ w + b, -(minus @ w + b)]) / np.linalg.norm(w)
    assert (margins > 0).all()
    # No direction has a wider gap between the two sets, on a fine fan of them.
    turn = np.linspace(0, 2 * np.pi, 721)
    fan = np.stack([np.cos(turn), np.sin(turn)])
    gaps = (plus @ fan).min(0) - (minus @ fan).max(0)
    assert 2 * margins.min() >= gaps.max() - 1e-9
