"""Hypothesis classes on few points: exact counts, against brute force and linear programming."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib.theory.shattering.classes import CLASSES, count, decide, labels_of
from lessons_lib.theory.shattering.growth import cover, sauer
from tests.theory.shattering.programmes import feasible, parted

TRIANGLE = [(0.5, 0.8), (0.2, 0.25), (0.8, 0.3)]
ROW = [(0.2, 0.2), (0.5, 0.5), (0.8, 0.8)]
INNER = [*TRIANGLE, (0.5, 0.45)]
SQUARE = [(0, 0), (1, 0), (0, 1), (1, 1)]
DIAMOND = [(0.5, 0.9), (0.1, 0.5), (0.9, 0.45), (0.5, 0.1)]
RNG = np.random.default_rng(0)
coordinate = st.integers(0, 5).map(lambda k: k / 5)
POINTS = st.lists(st.tuples(coordinate, coordinate), min_size=1, max_size=5)


@pytest.mark.parametrize(
    ("points", "reached"),
    [
        (TRIANGLE, 8),
        (ROW, 6),
        (SQUARE, 14),
        (INNER, 14),
        ([(k / 5, k / 5) for k in range(4)], 8),
        (RNG.uniform(size=(5, 2)).round(3), 22),
        (RNG.uniform(size=(6, 2)).round(3), 32),
    ],
)
def test_lines_reach_what_cover_counted(points, reached):
    assert count("lines", points) == reached


@given(st.integers(1, 7), st.integers(0, 999))
def test_points_in_general_position_have_covers_count(n, seed):
    points = np.random.default_rng(seed).uniform(size=(n, 2))
    assert count("lines", points) == cover(n)


# ---- brute force, class by class


def _thresholds(points, _):
    x = points[:, 0]
    return {tuple(x > t) for t in [x.min() - 1, *x]}


def _intervals(points, _):
    x = points[:, 0]
    return {tuple((x >= a) & (x <= b)) for a in x for b in x} | {(False,) * len(x)}


def _rectangles(points, _):
    x, y = points.T
    boxes = product(x, x, y, y)
    return {tuple((x >= a) & (x <= b) & (y >= c) & (y <= d)) for a, b, c, d in boxes} | {
        (False,) * len(x)
    }


def _discs(points, labels):
    # |x - c|^2 < r^2 inside: linear in (c, r^2 - |c|^2); the weight of -|x|^2 is positive.
    signs = np.where(labels, 1, -1)[:, None]
    lifted = np.c_[-(points**2).sum(1), points, np.ones(len(points))]
    return feasible(signs * lifted, first=(1e-6, None))


def _polygons(points, labels):
    # A minus is outside if a line parts it from all plus.
    plus = points[labels]
    return all(
        not len(plus) or parted(np.vstack([plus, minus]), np.array([True] * len(plus) + [False]))
        for minus in points[~labels]
    )


ENUMERATED = {"thresholds": _thresholds, "intervals": _intervals, "rectangles": _rectangles}
DECIDED = {"lines": parted, "discs": _discs, "convex polygons": _polygons}


@settings(max_examples=20)
@given(POINTS)
@pytest.mark.parametrize("name", list(CLASSES))
def test_every_labelling_is_decided_as_by_brute_force(name, points):
    given_points = np.array(points)
    decided = [no is None for no in decide(name, points)]
    labels = labels_of(len(points))
    if name in ENUMERATED:
        reached = ENUMERATED[name](given_points, None)
        wanted = [tuple(row) in reached for row in labels]
    else:
        wanted = [DECIDED[name](given_points, row) for row in labels]
    assert decided == wanted
    assert count(name, points) == sum(wanted)


# ---- the VC dimension: some set is shattered, and no set of one more is

SHATTERED = {
    "thresholds": [(0.5, 0.5)],
    "intervals": [(0.2, 0.5), (0.7, 0.5)],
    "lines": TRIANGLE,
    "rectangles": DIAMOND,
    "discs": TRIANGLE,
}


@pytest.mark.parametrize("name", list(SHATTERED))
def test_a_set_as_large_as_the_vc_dimension_is_shattered(name):
    points = SHATTERED[name]
    assert len(points) == CLASSES[name].vc
    assert count(name, points) == 2 ** len(points)


@pytest.mark.parametrize("name", list(SHATTERED))
def test_none_of_many_sets_of_one_more_is_shattered(name):
    n = CLASSES[name].vc + 1
    for _ in range(100):
        assert count(name, RNG.uniform(size=(n, 2)).round(3)) < 2**n


@pytest.mark.parametrize("n", [3, 6, 8])
def test_convex_polygons_shatter_any_number_on_a_circle(n):
    turn = 2 * np.pi * np.arange(n) / n
    points = np.round(np.stack([np.cos(turn), np.sin(turn)], 1), 3)
    assert CLASSES["convex polygons"].vc is None
    assert count("convex polygons", points) == 2**n


@settings(max_examples=30)
@given(POINTS)
@pytest.mark.parametrize("name", list(SHATTERED))
def test_no_set_goes_beyond_sauers_bound(name, points):
    assert count(name, points) <= sauer(len(points), CLASSES[name].vc)


# ---- what must not matter


@settings(max_examples=30)
@given(POINTS, st.randoms())
@pytest.mark.parametrize("name", list(CLASSES))
def test_order_scale_and_place_do_not_matter(name, points, random):
    moved = [(round(4 * x - 2, 9), round(4 * y + 8, 9)) for x, y in points]
    random.shuffle(moved)
    assert count(name, moved) == count(name, points)


@settings(max_examples=30)
@given(POINTS)
def test_lines_reach_a_labelling_if_they_reach_its_opposite(points):
    reached = [no is None for no in decide("lines", points)]
    assert reached == reached[::-1]


@given(POINTS)
@pytest.mark.parametrize("name", list(CLASSES))
def test_every_certificate_belongs_to_its_labelling(name, points):
    for labels, no in zip(labels_of(len(points)), decide(name, points), strict=True):
        if no is not None:
            assert labels[list(no.plus)].all() and not labels[list(no.minus)].any()
            assert no.plus and no.minus


@settings(max_examples=30)
@given(POINTS)
@pytest.mark.parametrize("name", list(CLASSES))
def test_of_all_certificates_a_refusal_shows_one_of_the_fewest_points(name, points):
    proofs = CLASSES[name].certificates(np.array(points))
    for labels, no in zip(labels_of(len(points)), decide(name, points), strict=True):
        sizes = [
            len(proof.plus) + len(proof.minus)
            for proof in proofs
            if labels[list(proof.plus)].all() and not labels[list(proof.minus)].any()
        ]
        assert (len(no.plus) + len(no.minus) if no else None) == min(sizes, default=None)


@given(POINTS)
@pytest.mark.parametrize("name", ["thresholds", "intervals", "rectangles"])
def test_along_the_axes_the_place_in_dispute_is_that_of_the_minus(name, points):
    for no in decide(name, points):
        assert no is None or no.point == points[no.minus[0]]


def test_a_hair_beside_the_line_makes_all_the_difference():
    beside = [(0.2, 0.2), (0.5, 0.5 + 1e-12), (0.8, 0.8)]
    assert (count("lines", ROW), count("lines", beside)) == (6, 8)


def test_coincident_points_have_one_label():
    assert count("lines", [(0.5, 0.5)] * 3) == 2
    assert count("rectangles", [(0.5, 0.5)] * 3) == 2


def test_labelling_m_has_bit_i_for_point_i():
    assert labels_of(3)[5].tolist() == [True, False, True]
