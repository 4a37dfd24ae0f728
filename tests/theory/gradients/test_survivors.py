"""Replicas that diverge do not hold up the others: compared with each trained alone."""

from __future__ import annotations

import numpy as np
import pytest

from lessons_lib.datasets import moons
from lessons_lib.mlp import MLP
from lessons_lib.theory.gradients.survivors import descending, pick, surviving
from lessons_lib.training import Diverged, training

DATA = moons(60)


def _stack(seeds, *, wild=()):
    net = MLP((2, 6, 6, 1), "relu", seeds=seeds, init="he")
    for weights in net.weights:
        for r in wild:
            weights[r] *= 1e60
    return net


def _alone(seed, epochs):
    net = _stack([seed])
    for epoch in range(epochs):
        list(training(net, DATA.X, DATA.y, epochs=1, batch_size=20, learning_rate=0.1, seed=epoch))
    return net


@pytest.mark.parametrize("wild", [(), (1,), (0, 3)])
def test_the_others_train_as_if_alone(wild):
    net = _stack(range(4), wild=wild)
    before = net.weights[0].copy()
    *_, rows = surviving(net, DATA.X, DATA.y, epochs=5, learning_rate=0.1)
    assert list(rows) == [r for r in range(4) if r not in wild]
    for r in rows:
        np.testing.assert_allclose(net.weights[1][r], _alone(r, 5).weights[1][0], rtol=1e-9)
    for r in wild:
        np.testing.assert_array_equal(net.weights[0][r], before[r])


def test_plain_training_stops_them_all():
    with pytest.raises(Diverged):
        list(training(_stack(range(4), wild=(1,)), DATA.X, DATA.y, epochs=5))


def test_when_all_have_diverged_their_weights_stay_as_they_were():
    net = _stack(range(3), wild=(0, 1, 2))
    before = net.theta.copy()
    ends = list(surviving(net, DATA.X, DATA.y, epochs=3, learning_rate=0.1))
    assert [len(rows) for rows in ends] == [0, 0, 0]
    np.testing.assert_array_equal(net.theta, before)


def test_a_picked_replica_gives_the_same_logits():
    net = _stack(range(4))
    np.testing.assert_allclose(pick(net, [2, 0]).logits(DATA.X), net.logits(DATA.X)[[2, 0]])


def test_descending_with_adam_is_training_with_adam():
    ours, theirs = _stack(range(3)), _stack(range(3))
    given = {"epochs": 4, "learning_rate": 0.01, "optimiser": "adam"}
    assert len(list(descending(ours, DATA.X, DATA.y, **given))) == 4
    list(training(theirs, DATA.X, DATA.y, batch_size=20, **given))
    np.testing.assert_array_equal(ours.theta, theirs.theta)


def test_descending_plainly_is_surviving():
    ours, theirs = _stack(range(3)), _stack(range(3))
    given = {"epochs": 2, "learning_rate": 0.1}
    list(descending(ours, DATA.X, DATA.y, optimiser="sgd", **given))
    list(surviving(theirs, DATA.X, DATA.y, **given))
    np.testing.assert_array_equal(ours.theta, theirs.theta)
