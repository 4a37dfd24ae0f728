"""A witness labels the points as asked: for every class, set and labelling that is reached."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib.theory.shattering.classes import CLASSES, decide, labels_of
from lessons_lib.theory.shattering.thin_discs import thin_disc
from lessons_lib.theory.shattering.witnesses import witness

# As on the picture: thousandths, in the unit square.
coordinate = st.integers(0, 1000).map(lambda k: k / 1000)
coarse = st.integers(0, 4).map(lambda k: k / 4)
POINTS = st.one_of(
    st.lists(st.tuples(coordinate, coordinate), min_size=1, max_size=5),
    st.lists(st.tuples(coarse, coarse), min_size=1, max_size=5),
)


@settings(max_examples=60)
@given(POINTS)
@pytest.mark.parametrize("name", list(CLASSES))
def test_a_witness_labels_the_points_as_asked(name, points):
    places = np.array(points)
    for labels, no in zip(labels_of(len(points)), decide(name, points), strict=True):
        if no is None:
            np.testing.assert_array_equal(witness(name, points, labels)(places) > 0, labels)


@pytest.mark.parametrize(
    "points",
    [
        [(0.995, 0.0), (0.995, 0.001), (0.996, 0.446)],  # a gap of two millionths
        [(0.5, 0.5), (0.501, 0.5), (0.502, 0.5)],  # in a row
        [(0.9, 0.5), (0.5, 0.9), (0.1, 0.5), (0.5, 0.1), (0.5, 0.5)],  # on one circle
        [(0.648, 0.258), (0.646, 0.257), (0.649, 0.259), (0.649, 0.256), (0.648, 0.259)],
    ],
)
def test_a_disc_finds_its_way_through_the_narrowest_gap(points):
    places = np.array(points)
    for labels, no in zip(labels_of(len(points)), decide("discs", points), strict=True):
        if no is None and labels.any() and not labels.all():
            level = thin_disc(places[labels], places[~labels])
            np.testing.assert_array_equal(level(places) > 0, labels)


def test_a_rectangle_witness_is_a_rectangle():
    points = [(0.2, 0.2), (0.6, 0.7), (0.9, 0.9)]
    side = np.linspace(0, 1, 101)
    grid = np.stack(np.meshgrid(side, side), -1)
    found = witness("rectangles", points, [True, True, False])(grid) > 0
    rows, columns = found.any(1), found.any(0)
    np.testing.assert_array_equal(found, rows[:, None] & columns)


def test_a_disc_witness_is_a_disc():
    points = [(0.5, 0.5), (0.2, 0.5), (0.8, 0.5), (0.5, 0.9), (0.5, 0.1)]
    side = np.linspace(-0.5, 1.5, 401)
    grid = np.stack(np.meshgrid(side, side), -1)
    found = witness("discs", points, [True, *[False] * 4])(grid) > 0
    centre = grid[found].mean(0)
    far = np.sqrt(((grid - centre) ** 2).sum(-1))
    assert far[found].max() < far[~found].min() + 0.01


def test_the_empty_and_the_full_labelling_need_no_search():
    grid = np.zeros((2, 3, 2))
    for name in CLASSES:
        none, all_of_it = (
            witness(name, [(0.5, 0.5)], [label])(grid) > 0 for label in (False, True)
        )
        assert none.shape == (2, 3) == all_of_it.shape
        assert not none.any() and all_of_it.all()


def test_a_polygon_witness_holds_the_hull_and_a_thin_edge_around_it():
    points = [(0.2, 0.2), (0.8, 0.2), (0.5, 0.8), (0.9, 0.9)]
    inside = witness("convex polygons", points, [True, True, True, False])
    assert (inside(np.array([(0.5, 0.4), (0.5, 0.21), (0.5, 0.79)])) > 0).all()
    # Below the lower edge, nearer and farther than the room that it leaves.
    sides = inside(np.array([[(0.5, 0.151), (0.5, 0.149)]])) > 0
    np.testing.assert_array_equal(sides, [[True, False]])


def test_a_polygon_witness_of_points_in_a_row_is_a_thin_rectangle():
    points = [(0.3, 0.3), (0.5, 0.5), (0.6, 0.6), (0.1, 0.9)]
    inside = witness("convex polygons", points, [True, True, True, False])
    u, v = np.array([1, 1]) / np.sqrt(2), np.array([1, -1]) / np.sqrt(2)
    for far, wanted in ((0.049, True), (0.051, False)):
        ends = [np.array([0.6, 0.6]) + far * u, np.array([0.5, 0.5]) + far * v]
        assert ((inside(np.array(ends)) > 0) == wanted).all()


def test_a_box_leaves_half_the_way_to_the_nearest_minus_and_at_most_five_hundredths():
    near = witness("rectangles", [(0.2, 0.2), (0.6, 0.6), (0.62, 0.4)], [True, True, False])
    np.testing.assert_array_equal(near(np.array([(0.609, 0.4), (0.611, 0.4)])) > 0, [True, False])
    far = witness("rectangles", [(0.2, 0.2), (0.6, 0.6), (0.9, 0.4)], [True, True, False])
    np.testing.assert_array_equal(far(np.array([(0.649, 0.4), (0.651, 0.4)])) > 0, [True, False])


def test_a_disc_witness_stands_in_the_middle_of_the_widest_ring():
    # Of all discs around the + the centre has the largest gap of squares, 0 to 0.04.
    centre = np.array([0.2, 0.8])
    cross = 0.2 * np.array([(1, 0), (-1, 0), (0, 1), (0, -1)])
    inside = witness("discs", [centre, *(centre + cross)], [True, *[False] * 4])
    turn = np.linspace(0, 2 * np.pi, 32)
    circle = np.stack([np.cos(turn), np.sin(turn)], -1)
    edge = np.sqrt(0.02)
    assert (inside(centre + 0.99 * edge * circle) > 0).all()
    assert (inside(centre + 1.01 * edge * circle) < 0).all()


def test_outside_its_edge_no_place_belongs_to_a_polygon():
    corners = np.array([(0.2, 0.2), (0.8, 0.2), (0.8, 0.8), (0.2, 0.8)])
    inside = witness("convex polygons", [*corners, (0.95, 0.5)], [True] * 4 + [False])
    side = np.linspace(0, 1, 51)
    grid = np.stack(np.meshgrid(side, side), -1)
    outwards = np.abs(grid - 0.5).max(-1) - 0.3
    np.testing.assert_array_equal(inside(grid[outwards < 0.049]) > 0, True)
    np.testing.assert_array_equal(inside(grid[outwards > 0.051]) < 0, True)
