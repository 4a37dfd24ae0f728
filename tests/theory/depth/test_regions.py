"""Regions of a network by hand, and colours that tell neighbours apart."""

from __future__ import annotations

import numpy as np
import pytest

from lessons_lib.mlp import MLP
from lessons_lib.theory.depth.regions import coloured, regions


def test_two_units_that_switch_at_the_axes_make_four_regions():
    net = MLP((2, 2, 1), "relu", seeds=range(2))
    net.weights[0][1] = np.eye(2)
    quadrants = np.array([(1, 1), (2, 3), (-1, 1), (-1, -1), (1, -1), (-5, -2)], float)
    numbers, count = regions(net, 1, quadrants)
    assert count == 4
    assert numbers[0] == numbers[1] and numbers[3] == numbers[5]
    assert len(set(numbers)) == 4


def test_a_second_layer_divides_only_where_its_own_units_switch():
    net = MLP((2, 1, 1, 1), "relu", seeds=(0,))
    net.weights[0][0, :, 0], net.weights[1][...], net.biases[1][...] = (1, 0), 1.0, -1.0
    at = np.array([(-1.0, 0.0), (0.5, 0.0), (2.0, 0.0), (3.0, 7.0)])
    numbers, count = regions(net, 0, at)
    assert count == 3 and numbers[2] == numbers[3]


@pytest.mark.parametrize("seed", range(5))
def test_neighbours_differ_and_a_region_has_one_colour(seed):
    sites = np.random.default_rng(seed).random((60, 2))
    grid = np.stack(np.meshgrid(*[np.linspace(0, 1, 64)] * 2), -1)[..., None, :]
    cells = ((grid - sites) ** 2).sum(-1).argmin(-1)
    colours = coloured(cells, 8)
    for a, b in ((np.s_[1:], np.s_[:-1]), (np.s_[:, 1:], np.s_[:, :-1])):
        np.testing.assert_array_equal(cells[a] == cells[b], colours[a] == colours[b])
    assert all(len(np.unique(colours[cells == k])) == 1 for k in np.unique(cells))
    assert set(np.unique(colours)) <= set(range(8))


def test_with_too_few_colours_it_still_colours_everything():
    assert set(coloured(np.arange(9).reshape(3, 3), 1).ravel()) == {0}
