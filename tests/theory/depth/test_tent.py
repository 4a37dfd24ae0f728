"""Folding networks against the tent map itself and the closed forms of their counts."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons_lib.theory.depth.pieces import pieces
from lessons_lib.theory.depth.tent import (
    folding_network,
    parameters,
    tent,
    tents,
    wide_tents,
    widths_for,
)

X = np.linspace(0, 1, 1025)


def outputs(net):
    return net.predict(X[:, None])[0, :, 0]


def count(net):
    return int(pieces(net, [0.0], [1.0]).count[0])


def test_the_tent_is_1_less_its_distance_from_the_middle_doubled():
    np.testing.assert_array_equal(tent(X), 1 - np.abs(2 * X - 1))


def test_stacked_tents_are_a_triangle_wave_of_period_2_to_the_minus_l_plus_1():
    for times in range(1, 8):
        phase = X * 2 ** (times - 1) % 1
        np.testing.assert_allclose(tents(X, times), 1 - np.abs(2 * phase - 1), atol=1e-12)


@pytest.mark.parametrize("layers", range(1, 11))
def test_layers_of_two_units_are_the_stacked_tents_to_the_last_bit(layers):
    net = folding_network((2,) * layers)
    np.testing.assert_array_equal(outputs(net), tents(X, layers))
    assert count(net) == 2**layers and net.n_parameters == 6 * layers + 1


@pytest.mark.parametrize("times", range(1, 9))
def test_one_layer_with_as_many_units_as_pieces_is_the_same_function(times):
    net = wide_tents(times, 2**times)
    np.testing.assert_allclose(outputs(net), tents(X, times), atol=1e-10)
    assert count(net) == 2**times


def test_a_narrower_layer_follows_as_many_pieces_as_it_has_units():
    for units in range(1, 17):
        net, until = wide_tents(4, units), units / 16
        assert count(net) == units
        inside = until >= X
        np.testing.assert_allclose(outputs(net)[inside], tents(X, 4)[inside], atol=1e-10)


def test_one_unit_less_than_pieces_cannot_make_the_tents():
    # All bends are inside and alternate; a unit to the left of its bend adds minus its change
    # of slope there: the first slope is a sum of some of +-2^(L+1), never 2^L.
    for times in (1, 2, 3):
        changes = [2 ** (times + 1) * (-1) ** (k + 1) for k in range(2**times - 1)]
        sums = {0}
        for change in changes:
            sums |= {s - change for s in sums}
        assert 2**times not in sums


@given(st.lists(st.integers(1, 7), min_size=1, max_size=4))
def test_folds_multiply(folds):
    assert count(folding_network(folds)) == np.prod(folds)


def test_a_fold_of_three_goes_up_and_down_between_0_and_1():
    net = folding_network((3,))
    third = Fraction(1, 3)
    at = np.array([[0.0], [float(third)], [float(2 * third)], [1.0]])
    np.testing.assert_allclose(net.predict(at)[0, :, 0], [0, 1, 0, 1], atol=1e-15)


def test_parameters_are_those_that_the_network_has():
    assert parameters((2, 5, 3, 1)) == 2 * 5 + 5 + 5 * 3 + 3 + 3 + 1


@given(st.integers(60, 2000), st.integers(1, 6))
def test_equal_budgets_are_used_up_to_less_than_one_more_unit(budget, depth):
    widths = widths_for(budget, depth)
    assert len(widths) == depth and max(widths) - min(widths) <= 1
    assert sorted(widths, reverse=True) == list(widths)  # the first layers are the wider ones
    assert parameters((2, *widths, 1)) <= budget
    k = widths.index(min(widths))
    assert parameters((2, *widths[:k], widths[k] + 1, *widths[k + 1 :], 1)) > budget


def test_senseless_sizes_are_refused_in_words():
    with pytest.raises(ValueError, match="units of each layer"):
        folding_network(())
    with pytest.raises(ValueError, match="units of each layer"):
        folding_network((2, 0))
    for units in (0, 9):
        with pytest.raises(ValueError, match="1 to 8"):
            wide_tents(3, units)
    with pytest.raises(ValueError, match="at least 27 parameters"):
        widths_for(10, 12)
