"""Steps shared out among layers, against sums written out in Python."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest

from lessons_lib.datasets import spirals
from lessons_lib.mlp import MLP
from lessons_lib.theory.gradients.equal_shares import EqualShares, parts, share_out
from lessons_lib.training import train

DATA = spirals(40)
HOW = {"epochs": 3, "batch_size": 20, "learning_rate": 0.5}


def network() -> MLP:
    return MLP((2, 4, 3, 1), "sigmoid", seeds=[1, 2])


def length(arrays) -> float:
    return sqrt(sum(float(x) ** 2 for a in arrays for x in a.ravel()))


def test_all_layers_get_one_length_and_the_whole_keeps_its_own():
    net = network()
    net.backward(*DATA[:2])
    before = [g.copy() for g in net.layer_gradients]
    share_out(net.layer_gradients)
    for r in (0, 1):
        each = [length([g[r]]) for g in net.layer_gradients]
        assert each == pytest.approx([each[0]] * 3)
        assert length(g[r] for g in net.layer_gradients) == pytest.approx(
            length(g[r] for g in before)
        )
        for old, new in zip(before, net.layer_gradients, strict=True):
            ratio = new[r] / old[r]
            assert np.ptp(ratio) < 1e-9 * ratio.max() and ratio.min() > 0


def test_a_layer_without_a_gradient_stays_where_it_is():
    layers = [np.zeros((1, 2, 2)), np.ones((1, 3, 1))]
    share_out(layers)
    assert not layers[0].any() and np.isfinite(layers[1]).all()


def test_the_squares_of_the_parts_add_up_to_one():
    net = network()
    net.backward(*DATA[:2])
    assert (parts(net.layer_gradients) ** 2).sum(0) == pytest.approx([1, 1])


def test_without_steps_to_share_it_is_plain_gradient_descent():
    one, other = network(), network()
    train(one, *DATA[:2], **HOW)
    train(other, *DATA[:2], optimiser=EqualShares(other, range(0)), **HOW)
    assert np.array_equal(one.theta, other.theta)


@pytest.mark.parametrize(("steps", "equal"), [(range(1), 1), (range(4, 6), 2), (range(99), 6)])
def test_the_chosen_steps_are_shared_out(steps, equal):
    net, before = network(), []
    seen: list[np.ndarray] = []
    move = EqualShares(net, steps, lambda layers: before.append([a.copy() for a in net.layers]))
    train(net, *DATA[:2], optimiser=move, **HOW)
    after = [*before[1:], [a.copy() for a in net.layers]]
    for old, new in zip(before, after, strict=True):
        seen.append(np.array([length([b - a]) for a, b in zip(old, new, strict=True)]))
    same = [np.ptp(lengths) < 1e-6 * lengths.max() for lengths in seen]
    # Over both replicas together the layers move equally far only where each is shared out.
    assert sum(same) == equal and all(same[k] for k in range(6) if k in steps)
