"""The folded strip, against the tent map and what paper does."""

from __future__ import annotations

import numpy as np
import pytest

from lessons_lib.theory.depth.strip import folded, meeting
from lessons_lib.theory.depth.tent import tents

X = np.linspace(0.0, 1.0, 4097)[1::2]  # no crease among them, at any fold
D = 0.05


@pytest.mark.parametrize("folds", [0, 1, 2, 5])
def test_whole_folds_are_the_tent_map_and_each_layer_is_one_of_its_pieces(folds):
    place, height = folded(X, folds)
    np.testing.assert_allclose(place, tents(X, folds), atol=1e-12)
    piece = np.floor(X * 2**folds).astype(int)
    layers = [np.unique(np.round(height[piece == k] / D, 9)) for k in range(2**folds)]
    assert sorted(float(layer[0]) for layer in layers) == list(range(2**folds))
    assert all(len(layer) == 1 for layer in layers)


def test_two_folds_stack_the_four_pieces_as_paper_does():
    # Right over left, twice: from the table up 1, 4, 3, 2.
    heights = folded([0.1, 0.4, 0.6, 0.9], 2)[1] / D
    np.testing.assert_allclose(heights, [0, 3, 2, 1], atol=1e-12)


@pytest.mark.parametrize("folds", [0.1, 0.25, 1.4, 2.3])
def test_while_it_turns_no_piece_changes_its_length(folds):
    place, height = folded(X, folds)
    piece = np.floor(X * 2 ** np.ceil(folds))
    steps = np.hypot(np.diff(place), np.diff(height))[np.diff(piece) == 0]
    np.testing.assert_allclose(steps, 2 ** int(folds) * (X[1] - X[0]), rtol=1e-9)


@pytest.mark.parametrize("whole", [0, 1, 2])
def test_a_fold_goes_on_without_a_jump(whole):
    for at in (whole, whole + 0.5, whole + 1):
        before, after = folded(X, max(at - 1e-9, 0)), folded(X, at + 1e-9)
        np.testing.assert_allclose(before, after, atol=1e-6)


def test_half_way_the_right_half_lies_on_the_left_and_is_not_yet_drawn_out():
    place, _ = folded(X, 0.5)
    np.testing.assert_allclose(place, np.minimum(X, 1 - X), atol=1e-12)


@pytest.mark.parametrize("folds", [0, 1, 3])
def test_the_points_that_meet_are_all_that_the_tent_map_takes_there(folds):
    x = meeting(0.3, folds)
    assert len(x) == 2**folds and (np.diff(x) > 0).all()
    np.testing.assert_allclose(tents(x, folds), 0.3, atol=1e-12)
