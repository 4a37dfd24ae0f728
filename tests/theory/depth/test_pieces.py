"""Pieces of ReLU networks on a line against rational arithmetic, the network itself, sampling."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib.activations import ReLU
from lessons_lib.mlp import MLP
from lessons_lib.theory.depth.pieces import pieces
from lessons_lib.theory.depth.tent import folding_network

START, END = [-1.0, 0.3], [1.0, -0.2]


def random_networks(sizes, replicas, *, bias=0.3):
    net = MLP(sizes, "relu", seeds=range(replicas), init="he")
    rng = np.random.default_rng(0)
    for b in net.biases:
        b[...] = bias * rng.standard_normal(b.shape)
    return net


def exact_knots(net, replica):
    """Knots (x, y) of the first output on [0, 1], collinear ones left out, all rational."""

    def interpolated(knots, x):
        for (a, p), (b, q) in pairwise(knots):
            if a <= x <= b:
                return p + (q - p) * (x - a) / (b - a)
        raise AssertionError

    units = [[(Fraction(0), Fraction(0)), (Fraction(1), Fraction(1))]]
    for layer, (W, b) in enumerate(zip(net.weights, net.biases, strict=True)):
        xs = sorted({x for knots in units for x, _ in knots})
        inputs = [[interpolated(knots, x) for x in xs] for knots in units]
        summed = []
        for j in range(W.shape[2]):
            w = [Fraction(float(v)) for v in W[replica, :, j]]
            c = Fraction(float(b[replica, 0, j]))
            ys = [
                sum(wi * row[k] for wi, row in zip(w, inputs, strict=True)) + c
                for k in range(len(xs))
            ]
            summed.append(list(zip(xs, ys, strict=True)))
        if layer < len(net.weights) - 1:
            summed = [rectified(knots) for knots in summed]
        units = summed
    return straightened(units[0])


def rectified(knots):
    found = [knots[0]]
    for (a, p), (b, q) in pairwise(knots):
        if p * q < 0:
            found.append((a + (b - a) * p / (p - q), Fraction(0)))
        found.append((b, q))
    return [(x, max(y, Fraction(0))) for x, y in found]


def straightened(knots):
    found = list(knots[:1])
    for here, after in pairwise(knots[1:]):
        slope = (here[1] - found[-1][1]) / (here[0] - found[-1][0])
        if (after[1] - here[1]) / (after[0] - here[0]) != slope:
            found.append(here)
    return [*found, knots[-1]]


@settings(max_examples=40)
@given(st.lists(st.integers(1, 6), min_size=1, max_size=3), st.integers(0, 1000))
def test_count_and_places_are_those_of_rational_arithmetic(widths, seed):
    net = MLP((1, *widths, 1), "relu", seeds=(0, 1, 2))
    rng = np.random.default_rng(seed)
    # Quarters: many units switch at the same place, at a knot, or at an end.
    net.theta[...] = rng.integers(-6, 7, net.theta.shape) / 4
    found = pieces(net, [0.0], [1.0])
    for r in range(3):
        knots = exact_knots(net, r)
        assert found.count[r] == len(knots) - 1
        np.testing.assert_allclose(
            found.t[r][found.bends[r]], [float(x) for x, _ in knots[1:-1]], atol=1e-12
        )


@pytest.mark.parametrize("widths", [(30,), (12, 12), (8, 8, 8, 8)])
def test_between_the_knots_the_network_is_the_straight_line_that_joins_them(widths):
    net = random_networks((2, *widths, 1), 8)
    found = pieces(net, START, END)
    t = np.linspace(0, 1, 3001)
    X = np.array(START) + t[:, None] * (np.array(END) - START)
    logits = net.logits(X)[..., 0]
    for r in range(8):
        np.testing.assert_allclose(np.interp(t, found.t[r], found.value[r]), logits[r], atol=1e-9)
        bent = np.r_[True, found.bends[r][1:-1], True]
        only = np.interp(t, found.t[r][bent], found.value[r][bent])
        np.testing.assert_allclose(only, logits[r], atol=1e-9)


def test_one_hidden_layer_has_at_most_a_piece_more_than_units():
    found = pieces(random_networks((2, 40, 1), 64), START, END)
    assert found.count.max() <= 41


def test_a_linear_network_has_one_piece():
    found = pieces(MLP((2, 1), seeds=(0, 1)), START, END)
    assert found.count.tolist() == [1, 1]


def test_a_unit_without_effect_on_the_output_makes_no_bend():
    net = folding_network((2,))
    assert pieces(net, [0.0], [1.0]).count[0] == 2
    net.weights[-1][0, 1, 0] = 0.0
    found = pieces(net, [0.0], [1.0])
    assert found.count[0] == 1 and 0.5 in found.t[0]


def test_a_bend_within_rounding_of_the_end_is_none_and_the_end_stays_exact():
    # The second layer switches at 1 - 5e-13, which counts as 1; the last replica at 0.9995.
    net = MLP((1, 1, 1, 1), "relu", seeds=(0, 1, 2))
    for weights, w in zip(net.weights, (1.0, 1000.0, 1.0), strict=True):
        weights[...] = w
    net.biases[0][...], net.biases[1][:, 0, 0] = -0.999, (5e-10 - 1, 5e-10 - 1, -0.5)
    found = pieces(net, [0.0], [1.0])
    assert found.count.tolist() == [1, 1, 2]
    assert (found.t[:, -1] == 1).all()
    gaps = np.diff(found.t)
    assert ((gaps == 0) | (gaps > 1e-12)).all()


def test_a_replica_has_the_same_pieces_alone_and_in_a_stack():
    stack = MLP((2, 9, 9, 1), "relu", seeds=range(6), init="he")
    together = pieces(stack, START, END)
    for r in range(6):
        alone = pieces(MLP((2, 9, 9, 1), "relu", seeds=(r,), init="he"), START, END)
        assert alone.count[0] == together.count[r]


def test_without_biases_a_line_through_0_bends_only_there():
    net = MLP((2, 20, 20, 1), "relu", seeds=range(16), init="he")
    found = pieces(net, [-1.0, -0.5], [1.0, 0.5])
    assert found.count.max() <= 2
    assert np.allclose(found.t[found.bends], 0.5)


def test_other_units_than_relu_are_refused():
    class Own(ReLU):
        pass

    for activation in ("tanh", ["relu", "leaky_relu"], [Own(), "relu"]):
        net = MLP((1, 2, 2, 1), activation)
        with pytest.raises(ValueError, match="relu"):
            pieces(net, [0.0], [1.0])
