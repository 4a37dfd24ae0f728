"""Training against scikit-learn, and what a student sees when it goes wrong."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.neural_network import MLPClassifier

from lessons_lib.activations import ACTIVATIONS
from lessons_lib.datasets import circles, moons
from lessons_lib.mlp import MLP
from lessons_lib.training import Diverged, train, training

DATA = moons(120, seed=0)
X, Y = DATA.X, DATA.y


@pytest.mark.parametrize(
    ("ours", "theirs"), [("relu", "relu"), ("sigmoid", "logistic"), ("tanh", "tanh")]
)
@pytest.mark.parametrize("classes", [2, 3])
def test_loss_curve_equals_scikit_learns_from_the_same_weights(ours, theirs, classes):
    y = Y if classes == 2 else np.arange(len(X)) % 3
    outputs, loss = (1, "logistic") if classes == 2 else (3, "softmax_cross_entropy")
    net = MLP((2, 8, 6, outputs), ours, loss)
    model = MLPClassifier(
        (8, 6),
        activation=theirs,
        solver="sgd",
        momentum=0,
        alpha=0,
        batch_size=32,
        learning_rate_init=0.1,
        shuffle=False,
        warm_start=True,
        max_iter=1,
        random_state=0,
    )
    with pytest.warns(match="Maximum iterations"):
        model.fit(X, y)
    for k in range(3):
        net.weights[k][0], net.biases[k][0, 0] = model.coefs_[k], model.intercepts_[k]
    before = len(model.loss_curve_)
    model.set_params(max_iter=50, n_iter_no_change=10**6, tol=0)
    with pytest.warns(match="Maximum iterations"):
        model.fit(X, y)
    history = train(net, X, y, epochs=50, batch_size=32, learning_rate=0.1, seed=None)
    np.testing.assert_allclose(history.loss[:, 0], model.loss_curve_[before:], rtol=1e-9)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_a_replica_trains_as_it_would_alone(activation):
    stack = MLP((2, 6, 5, 1), activation, seeds=range(5))
    solo = MLP((2, 6, 5, 1), activation, seeds=(3,))
    ours = train(stack, X, Y, epochs=20).loss[:, 3]
    np.testing.assert_allclose(ours, train(solo, X, Y, epochs=20).loss[:, 0], rtol=1e-9)


def test_the_generator_and_the_function_do_the_same():
    a, b = MLP((2, 4, 1), seeds=range(3)), MLP((2, 4, 1), seeds=range(3))
    steps = list(training(a, X, Y, epochs=7))
    history = train(b, X, Y, epochs=7)
    assert [step.epoch for step in steps] == list(range(1, 8))
    np.testing.assert_array_equal([step.loss for step in steps], history.loss)
    assert history.loss.shape == (7, 3)
    np.testing.assert_array_equal(a.theta, b.theta)


def test_most_replicas_learn_an_easy_set():
    easy = circles(seed=0)
    net = MLP((2, 8, 1), "tanh", seeds=range(32))
    train(net, easy.X, easy.y, epochs=150, learning_rate=0.3)
    accuracy = ((net.predict(easy.X)[..., 0] > 0.5) == easy.y).mean(-1)
    assert np.median(accuracy) > 0.97


def test_prelu_learns_its_slope():
    net = MLP((2, 6, 1), "prelu", seeds=range(8))
    train(net, X, Y, epochs=60)
    assert (np.abs(net.slopes[0][0] - 0.25) > 0.01).mean() > 0.8


def test_the_learning_rate_may_follow_the_epoch():
    asked = []
    net = MLP((2, 4, 1))
    train(net, X, Y, epochs=5, learning_rate=lambda epoch: asked.append(epoch) or 0.1)
    assert asked == [1, 2, 3, 4, 5]


def test_divergence_says_where_and_what_to_lower_and_keeps_the_last_finite_weights():
    net = MLP((2, 8, 1), "relu", "squared_error", seeds=range(2))
    with pytest.raises(Diverged, match=r"epoch \d+: lower learning_rate \(now 50\)"):
        list(training(net, X, Y * 1.0, learning_rate=50.0, epochs=200))
    assert np.isfinite(net.theta).all() and np.isfinite(net.predict(X)).all()


def test_a_diverged_training_returns_its_history_and_says_why():
    net = MLP((2, 8, 1), "relu", "squared_error")
    history = train(net, X, Y * 1.0, learning_rate=50.0, epochs=200)
    assert "diverged" in history.stopped and np.isfinite(history.loss).all()


def test_an_interrupted_training_keeps_what_it_has_learnt(monkeypatch):
    net = MLP((2, 4, 1))
    before = net.theta.copy()

    def interrupt(epoch: int) -> float:
        if epoch == 4:
            raise KeyboardInterrupt
        return 0.1

    history = train(net, X, Y, learning_rate=interrupt)
    assert history.loss.shape == (3, 1) and history.stopped
    assert np.isfinite(net.theta).all() and not np.array_equal(before, net.theta)


def test_a_closed_generator_leaves_a_usable_network():
    net = MLP((2, 4, 1))
    run = training(net, X, Y)
    next(run)
    run.close()
    assert np.isfinite(net.predict(X)).all()
    assert len(train(net, X, Y, epochs=3).losses) == 3


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (dict(batch_size=0), "batch_size = 0.*at least 1"),
        (dict(batch_size=1000), "1000 is larger than the 120 examples"),
        (dict(epochs=-1), "epochs = -1"),
        (dict(epochs=2.5), "whole number"),
        (dict(learning_rate=0), "learning_rate = 0"),
        (dict(learning_rate=-0.1), "above 0"),
        (dict(learning_rate=float("nan")), "above 0"),
        (dict(learning_rate="fast"), "a number above 0"),
    ],
)
def test_bad_options_are_refused_before_training_begins(options, sentence):
    net = MLP((2, 3, 1))
    with pytest.raises(ValueError, match=sentence):
        training(net, X, Y, **options)


@pytest.mark.parametrize(
    ("y", "sentence"),
    [
        (np.zeros(7), r"y has shape \(7, 1\).*\(120, 1\)"),
        (np.full(120, 2.0), "y holds 2"),
        (np.full(120, np.inf), "inf at index"),
    ],
)
def test_bad_targets_get_one_clear_sentence(y, sentence):
    with pytest.raises(ValueError, match=sentence):
        training(MLP((2, 3, 1)), X, y)


def test_a_label_out_of_range_is_named():
    with pytest.raises(ValueError, match="label 3.*from 0 to 2"):
        training(MLP((2, 3, 3), loss="softmax_cross_entropy"), X, np.full(120, 3))
