"""Training against scikit-learn, and what a student sees when it goes wrong."""

from __future__ import annotations

import re
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from sklearn.neural_network import MLPClassifier

from lessons_lib._buffers import Buffers, Losses
from lessons_lib.activations import ACTIVATIONS, LeakyReLU, RReLU
from lessons_lib.datasets import Dataset, circles, digits, moons
from lessons_lib.losses import LOSSES
from lessons_lib.mlp import MLP
from lessons_lib.optimisers import OPTIMISERS
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


@pytest.mark.parametrize("optimiser", OPTIMISERS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_a_replica_trains_as_it_would_alone(activation, optimiser):
    stack = MLP((2, 6, 5, 1), activation, seeds=range(5))
    solo = MLP((2, 6, 5, 1), activation, seeds=(3,))
    options = dict(epochs=20, learning_rate=0.1 if optimiser == "sgd" else 0.01)
    ours = train(stack, X, Y, optimiser=optimiser, **options).loss[:, 3]
    alone = train(solo, X, Y, optimiser=optimiser, **options).loss[:, 0]
    np.testing.assert_allclose(ours, alone, rtol=1e-9)


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


def test_rrelu_trains_with_slopes_drawn_for_each_seed_and_others_do_not():
    def losses(activation, seed, seeds=(0,)):
        return train(MLP((2, 6, 1), activation, seeds=seeds), X, Y, epochs=3, seed=seed).loss

    # In the given order the epochs' losses would be those of the mean slope without noise.
    noisy, mean = losses("rrelu", None), losses(LeakyReLU(RReLU().mean_slope), None)
    assert not np.allclose(noisy, mean, rtol=1e-4)
    np.testing.assert_array_equal(noisy, losses("rrelu", None))
    assert not np.allclose(losses(RReLU(0.2, 0.2), 0), losses(RReLU(0.1, 0.3), 0), rtol=1e-4)


def test_rrelu_without_a_range_trains_as_the_leaky_unit_of_that_slope():
    nets = [MLP((2, 6, 1), phi, seeds=range(2)) for phi in (RReLU(0.2, 0.2), LeakyReLU(0.2))]
    random, fixed = (train(net, X, Y, epochs=5).loss for net in nets)
    np.testing.assert_allclose(random, fixed)


def test_the_learning_rate_may_follow_the_epoch():
    asked = []
    net = MLP((2, 4, 1))
    train(net, X, Y, epochs=5, learning_rate=lambda epoch: asked.append(epoch) or 0.1)
    assert asked == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(("optimiser", "rate"), [("sgd", 50.0), ("momentum", 5.0), ("adam", 1e80)])
def test_divergence_says_where_and_what_to_lower_and_keeps_the_last_finite_weights(optimiser, rate):
    net = MLP((2, 8, 1), "relu", "squared_error", seeds=range(2))
    words = re.escape(f": lower learning_rate (now {rate:g})")
    with pytest.raises(Diverged, match=rf"epoch \d+{words}"):
        list(training(net, X, Y * 1.0, learning_rate=rate, optimiser=optimiser, epochs=200))
    assert np.isfinite(net.theta).all() and np.isfinite(net.predict(X)).all()


def test_a_loss_that_overflows_in_one_replica_is_a_divergence_though_all_weights_are_finite():
    net = MLP((2, 1), loss="squared_error", seeds=range(3))
    net.weights[0][1] = 1e160
    before = net.theta.copy()
    with pytest.raises(Diverged, match="epoch 1"):
        list(training(net, X, Y * 1.0, learning_rate=1e-9, epochs=2))
    np.testing.assert_array_equal(net.theta, before)


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
        (dict(seed=-1), "seed = -1.*at least 0"),
        (dict(learning_rate=0), "learning_rate = 0"),
        (dict(learning_rate=-0.1), "above 0"),
        (dict(learning_rate=float("nan")), "above 0"),
        (dict(learning_rate="fast"), "a number above 0"),
        (dict(optimiser="adma"), r"optimiser = 'adma' is not known \(did you mean 'adam'\?\)"),
        (dict(optimiser=None), "optimiser = None is not known: choose one of sgd, momentum, adam"),
    ],
)
def test_bad_options_are_refused_before_training_begins(options, sentence):
    net = MLP((2, 3, 1))
    with pytest.raises(ValueError, match=sentence):
        training(net, X, Y, **options)


@pytest.mark.parametrize(
    ("y", "sentence"),
    [
        (np.zeros(7), r"y has shape \(7,\).*\(120, 1\)"),
        (np.full(120, 2.0), "y holds 2"),
        (np.r_[np.zeros(119), 2.0], "y holds 2"),
        (np.r_[np.zeros(119), -1.0], "y holds -1"),
        (np.full(120, np.inf), "inf at index"),
    ],
)
def test_bad_targets_get_one_clear_sentence(y, sentence):
    with pytest.raises(ValueError, match=sentence):
        training(MLP((2, 3, 1)), X, y)


def test_rows_that_are_no_distribution_are_refused_before_training_begins():
    net, rows = MLP((2, 3, 3), loss="softmax_cross_entropy"), np.full((120, 3), 1 / 3)
    training(net, X, rows)
    for wrong in (0.9 * rows, np.r_[rows[1:], [[0.5, 0.5, 0.5]]]):
        with pytest.raises(ValueError, match="sum"):
            training(net, X, wrong)


def test_a_label_out_of_range_is_named():
    with pytest.raises(ValueError, match="label 3.*from 0 to 2"):
        training(MLP((2, 3, 3), loss="softmax_cross_entropy"), X, np.full(120, 3))


def test_an_interruption_amid_an_epoch_leaves_a_finite_network(monkeypatch):
    net, steps = MLP((2, 4, 1)), iter(range(10))

    def interrupted(self: Buffers, *batch: object) -> None:
        if next(steps) == 7:
            net.theta[0] = np.nan
            raise KeyboardInterrupt
        backward(self, *batch)

    backward = Buffers.backward
    monkeypatch.setattr(Buffers, "backward", interrupted)
    history = train(net, X, Y, epochs=5)  # of 4 batches each
    assert history.loss.shape == (1, 1) and history.stopped == "interrupted"
    assert np.isfinite(net.predict(X)).all()


def test_a_rate_that_becomes_wrong_on_the_way_is_refused():
    with pytest.raises(ValueError, match="learning_rate = -1"):
        train(MLP((2, 4, 1)), X, Y, learning_rate=lambda epoch: 3 - 2 * epoch)


def test_one_example_and_one_class_can_be_trained_on():
    net = MLP((2, 4, 1))
    history = train(net, X[:1], [1.0], batch_size=1, epochs=50)
    assert history.loss[-1, 0] < history.loss[0, 0]
    assert np.isfinite(train(net, X, np.ones(120)).loss).all()


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("batch_size", [None, 7, 120])
@pytest.mark.parametrize("at_a_time", [Losses.ENOUGH, 100, 1])
def test_the_recorded_loss_is_the_mean_over_the_batches_before_their_steps(
    loss, batch_size, at_a_time, monkeypatch
):
    monkeypatch.setattr(Losses, "ENOUGH", at_a_time)
    y = Y.astype(float)[:, None] if loss != "softmax_cross_entropy" else np.eye(2)[Y]
    net, again = (MLP((2, 5, y.shape[1]), "tanh", loss, seeds=range(3)) for _ in range(2))
    recorded = train(net, X, y, epochs=1, batch_size=batch_size, seed=None).loss[0]
    wanted, size = np.zeros(3), batch_size or 120
    for start in range(0, 120, size):
        x, t = X[start : start + size], y[start : start + size]
        wanted += again.losses(x, t) * len(x) / 120
        again.backward(x, t)
        again.theta -= 0.1 * again.gradient
    np.testing.assert_allclose(recorded, wanted, rtol=1e-12)
    np.testing.assert_allclose(net.theta, again.theta, rtol=1e-9, atol=1e-15)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_training_in_float32_stays_in_float32(activation):
    net = MLP((2, 4, 3, 1), activation, dtype=np.float32, seeds=range(2))
    history = train(net, X, Y, epochs=20)
    assert net.theta.dtype == np.float32 and np.isfinite(history.loss).all()


def test_nothing_but_underflow_warns():
    for activation in ACTIVATIONS:
        net = MLP((2, 6, 1), activation, init=5.0, seeds=range(3))
        with np.errstate(all="raise", under="ignore"):
            train(net, X, Y, epochs=3, learning_rate=0.01)
            assert np.isfinite(net.predict(X)).all()


def _peak(replicas: int, sizes: tuple[int, ...], data: Dataset) -> tuple[int, int]:
    """Peak memory of a training, and what parameters, gradients and batch buffers need."""
    loss = "logistic" if sizes[-1] == 1 else "softmax_cross_entropy"
    tracemalloc.start()
    net = MLP(sizes, loss=loss, seeds=range(replicas))
    train(net, data.X, data.y, epochs=1)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    arrays = Buffers(net, 32)
    kept = [*arrays.pre_activations, *arrays.inputs, *arrays.slopes, net.theta, net.gradient]
    return peak, sum(array.nbytes for array in kept)


@pytest.mark.parametrize(("sizes", "data"), [((2, 8, 8, 1), moons()), ((64, 64, 10), digits())])
def test_a_stack_takes_at_most_one_and_a_half_times_the_memory_it_needs(sizes, data):
    # The data are the same for all, so one network's share is taken off both.
    (many, needed), (one, for_one) = _peak(64, sizes, data), _peak(1, sizes, data)
    assert many - one <= 1.5 * (needed - for_one)


@settings(max_examples=100)
@given(
    X=hnp.arrays(
        st.sampled_from([np.float64, np.float32, np.int64]),
        hnp.array_shapes(min_dims=1, max_dims=2, min_side=0, max_side=5),
        elements=st.integers(-3, 3),
    ),
    y=hnp.arrays(
        np.float64,
        hnp.array_shapes(min_dims=1, max_dims=2, min_side=0, max_side=5),
        elements=st.sampled_from([0.0, 1.0, 0.5, 2.0, np.nan, np.inf, 1e300]),
    ),
    loss=st.sampled_from(list(LOSSES)),
    options=st.fixed_dictionaries(
        {},
        optional={
            "epochs": st.one_of(st.integers(-1, 3), st.text(max_size=2), st.floats()),
            "batch_size": st.one_of(st.none(), st.integers(-1, 6), st.floats()),
            "learning_rate": st.one_of(st.floats(), st.text(max_size=2), st.integers(-1, 2)),
            "seed": st.one_of(st.none(), st.integers(-1, 3), st.floats()),
            "optimiser": st.one_of(st.sampled_from([*OPTIMISERS]), st.none(), st.text(max_size=2)),
        },
    ),
)
def test_whatever_is_given_there_is_a_history_or_a_sentence(X, y, loss, options):
    net = MLP((X.shape[-1] or 1, 3, 1 + (loss == "softmax_cross_entropy")), "relu", loss)
    try:
        history = train(net, X, y, **{"epochs": 2, "batch_size": 1} | options)
    except ValueError as error:
        assert str(error).endswith(".")
    else:
        assert np.isfinite(history.loss).all()
        assert len(history.loss) == options.get("epochs", 2) or "diverged" in history.stopped
    assert np.isfinite(net.theta).all()
