"""Networks trained on many labellings at once: what they reach, and that each is alone."""

from __future__ import annotations

import numpy as np

from lessons_lib.gradcheck import gradient
from lessons_lib.losses import logistic_loss
from lessons_lib.mlp import MLP
from lessons_lib.theory.shattering.labelling_nets import Recipe, _backward, fit

RNG = np.random.default_rng(0)
X = RNG.uniform(-1, 1, (5, 2))
LABELS = RNG.random((6, 5)) < 0.5


def test_what_is_reached_is_labelled_right():
    net, reached = fit((2, 3, 1), X, LABELS, seeds=range(6), recipe=Recipe(1500))
    assert reached.any()
    right = (net.predict(X)[..., 0] > 0.5) == LABELS
    np.testing.assert_array_equal(right.all(1), reached)


def test_each_replica_trains_as_if_alone():
    together, _ = fit((2, 3, 1), X, LABELS, seeds=range(6), recipe=Recipe(40))
    alone, _ = fit((2, 3, 1), X, LABELS[4:5], seeds=[4], recipe=Recipe(40))
    for stacked, single in zip(together.weights, alone.weights, strict=True):
        np.testing.assert_allclose(stacked[4], single[0], rtol=1e-9)


def test_each_replica_may_have_points_of_its_own():
    points = np.stack([X, -X, X, -X, X, -X])
    own, _ = fit((2, 3, 1), points, LABELS, seeds=range(6), recipe=Recipe(20))
    shared, _ = fit((2, 3, 1), X, LABELS, seeds=range(6), recipe=Recipe(20))
    np.testing.assert_allclose(own.weights[0][0], shared.weights[0][0])
    assert not np.allclose(own.weights[0][1], shared.weights[0][1])


def test_a_step_is_adams():
    # Kingma and Ba (2015), algorithm 1, by central differences.
    labels, steps = np.array([[True, False, True, False, True]]), 6
    net, reached = fit((2, 2, 1), X, labels, seeds=[3], recipe=Recipe(steps))
    assert not reached.any()
    ours = MLP((2, 2, 1), "tanh", seeds=[3])
    m = v = np.zeros_like(ours.theta)
    for step in range(1, steps + 1):

        def loss(theta):
            ours.theta[...] = theta
            return float(logistic_loss(ours.logits(X)[0, :, 0], labels[0].astype(float)).sum())

        theta = ours.theta.copy()
        g = gradient(loss, theta)
        m, v = 0.9 * m + 0.1 * g, 0.99 * v + 0.01 * g**2
        corrected, spread = m / (1 - 0.9**step), np.sqrt(v / (1 - 0.99**step))
        ours.theta[...] = theta - 0.03 * corrected / spread
    np.testing.assert_allclose(net.theta, ours.theta, rtol=1e-5)


def test_before_the_first_step_nothing_counts_as_reached():
    assert not fit((2, 3, 1), X, LABELS, seeds=range(6), recipe=Recipe(0))[1].any()


def test_one_unit_does_not_find_xor_and_three_do():
    square = np.array([(-1, -1), (1, -1), (-1, 1), (1, 1)])
    xor = np.array([[False, True, True, False]] * 8)
    assert not fit((2, 1, 1), square, xor, seeds=range(8), recipe=Recipe(1500))[1].any()
    assert fit((2, 3, 1), square, xor, seeds=range(8), recipe=Recipe(1500))[1].any()


def test_the_gradients_are_central_differences():
    net = MLP((2, 3, 2, 1), "tanh", seeds=[1])
    found, _ = _backward(net, "tanh", X, LABELS[:1, :, None])
    parts = [*net.weights, *net.biases]
    for part, ours in zip(parts, found, strict=True):
        kept = part.copy()

        def loss(values, part=part):
            part[...] = values
            logits = np.tanh(
                np.tanh(X @ net.weights[0] + net.biases[0]) @ net.weights[1] + net.biases[1]
            )
            logits = logits @ net.weights[2] + net.biases[2]
            return float(logistic_loss(logits[0, :, 0], LABELS[0].astype(float)).sum())

        wanted = gradient(loss, kept)
        part[...] = kept
        np.testing.assert_allclose(ours, wanted, atol=1e-5)
