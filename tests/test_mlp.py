"""The network against central differences, scikit-learn and itself one replica at a time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.neural_network import MLPClassifier, MLPRegressor

from lessons_lib.activations import ACTIVATIONS, ELU, LeakyReLU
from lessons_lib.gradcheck import gradient
from lessons_lib.losses import LOSSES
from lessons_lib.mlp import MLP

RNG = np.random.default_rng(0)
X = RNG.normal(size=(9, 2))
ALL = pytest.mark.parametrize("activation", ACTIVATIONS)


def _target(loss: str, outputs: int = 3) -> np.ndarray:
    t = np.random.default_rng(1).uniform(0.1, 0.9, (len(X), outputs))
    return t / t.sum(1, keepdims=True) if loss == "softmax_cross_entropy" else t


def _numerical(net: MLP, y: np.ndarray) -> np.ndarray:
    def loss(theta: np.ndarray) -> float:
        net.theta[...] = theta
        return float(net.losses(X, y).sum())

    kept = net.theta.copy()
    found = gradient(loss, kept)
    net.theta[...] = kept
    return found


@ALL
@pytest.mark.parametrize("loss", LOSSES)
def test_gradient_agrees_with_central_differences(activation, loss):
    net = MLP((2, 4, 3, 3), activation, loss, seeds=(1, 2), init=0.8)
    # Away from zero biases: a unit whose inputs are all dead would sit exactly on its kink.
    net.theta += np.random.default_rng(3).normal(0, 0.1, net.theta.size)
    y = _target(loss)
    net.backward(X, y)
    np.testing.assert_allclose(net.gradient, _numerical(net, y), atol=2e-8)


@pytest.mark.parametrize("output", ["sigmoid", "tanh", "relu"])
def test_gradient_through_an_output_that_does_not_match_the_loss(output):
    net = MLP((2, 4, 1), "tanh", "squared_error", output=output, seeds=(0, 3))
    y = _target("squared_error", 1)
    net.backward(X, y)
    np.testing.assert_allclose(net.gradient, _numerical(net, y), atol=1e-8)


@ALL
def test_a_replica_equals_the_network_built_with_its_seed_alone(activation):
    stack = MLP((2, 5, 4, 3), activation, "softmax_cross_entropy", seeds=range(6))
    solo = MLP((2, 5, 4, 3), activation, "softmax_cross_entropy", seeds=(4,))
    np.testing.assert_allclose(stack.predict(X)[4], solo.predict(X)[0], rtol=1e-12)


def _from_scikit_learn(net: MLP, model: object) -> None:
    for k, (w, b) in enumerate(zip(model.coefs_, model.intercepts_, strict=True)):
        net.weights[k][0], net.biases[k][0, 0] = w, b


@pytest.mark.parametrize(
    ("ours", "theirs"), [("relu", "relu"), ("sigmoid", "logistic"), ("tanh", "tanh")]
)
def test_predictions_equal_scikit_learns_with_its_weights(ours, theirs):
    y = np.arange(9) % 3
    model = MLPClassifier((5, 4), activation=theirs, max_iter=3, random_state=0)
    with pytest.warns(match="Maximum iterations"):
        model.fit(X, y)
    net = MLP((2, 5, 4, 3), ours, "softmax_cross_entropy")
    _from_scikit_learn(net, model)
    np.testing.assert_allclose(net.predict(X)[0], model.predict_proba(X), rtol=1e-10)


def test_regression_equals_scikit_learns_with_its_weights():
    model = MLPRegressor(hidden_layer_sizes=(5,), max_iter=3, random_state=0)
    with pytest.warns(match="Maximum iterations"):
        model.fit(X, X[:, 0])
    net = MLP((2, 5, 1), "relu", "squared_error")
    _from_scikit_learn(net, model)
    np.testing.assert_allclose(net.predict(X)[0, :, 0], model.predict(X), rtol=1e-10)


def test_the_shapes_are_those_of_the_contract():
    net = MLP((2, 8, 8, 1), activation="tanh", loss="logistic", seeds=range(64))
    assert [w.shape for w in net.weights] == [(64, 2, 8), (64, 8, 8), (64, 8, 1)]
    assert [b.shape for b in net.biases] == [(64, 1, 8), (64, 1, 8), (64, 1, 1)]
    assert net.predict(X).shape == (64, 9, 1)
    passed = net.forward(X)
    assert [a.shape for a in passed.activations] == [(64, 9, 8), (64, 9, 8), (64, 9, 1)]
    assert net.n_parameters == 2 * 8 + 8 + 8 * 8 + 8 + 8 + 1


def test_all_parameters_are_views_of_one_flat_vector():
    net = MLP((2, 3, 1), "prelu", seeds=range(2))
    net.theta[...] = 7
    views = [*net.weights, *net.biases, net.slopes[0][0]]
    assert all((view == 7).all() for view in views)
    assert sum(view.size for view in views) == net.theta.size


def test_crelu_doubles_the_width_of_the_next_layer():
    net = MLP((2, 5, 1), "crelu")
    assert net.weights[1].shape == (1, 10, 1)


def test_each_layer_may_have_its_own_activation():
    net = MLP((2, 3, 4, 1), ["tanh", ELU(0.5)], "squared_error")
    hidden = net.forward(X)
    np.testing.assert_allclose(hidden.activations[0], np.tanh(hidden.pre_activations[0]))
    np.testing.assert_allclose(hidden.activations[1], ELU(0.5)(hidden.pre_activations[1]))


def test_glorot_and_he_draw_with_the_spread_of_their_papers():
    glorot = MLP((400, 300, 1), seeds=range(2), init="glorot").weights[0]
    he = MLP((400, 300, 1), seeds=range(2), init="he").weights[0]
    assert np.abs(glorot).max() <= np.sqrt(6 / 700)
    assert glorot.var() == pytest.approx(2 / 700, rel=0.02)
    assert he.var() == pytest.approx(2 / 400, rel=0.02)
    assert MLP((400, 300, 1), init=0.5).weights[0].std() == pytest.approx(0.5, rel=0.02)


def test_float32_stays_float32():
    net = MLP((2, 4, 1), "elu", dtype=np.float32)
    net.backward(X, np.zeros(9))
    assert net.predict(X).dtype == net.gradient.dtype == np.float32


@settings(max_examples=25)
@given(st.lists(st.integers(1, 5), min_size=2, max_size=5), st.integers(1, 3))
def test_any_sizes_give_outputs_of_the_right_shape(sizes, replicas):
    net = MLP(sizes, "tanh", "squared_error", seeds=range(replicas))
    assert net.predict(np.zeros((2, sizes[0]))).shape == (replicas, 2, sizes[-1])


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (dict(sizes=(2,)), "sizes = "),
        (dict(sizes=(2, 0, 1)), "at least 1"),
        (dict(sizes=(2, 2.5, 1)), "whole number"),
        (dict(activation="rellu"), "did you mean 'relu'.*sigmoid, tanh"),
        (dict(loss="logistik"), "did you mean 'logistic'"),
        (dict(init="xavier"), "'glorot', 'he' or a standard deviation"),
        (dict(init=-1.0), "at least 0"),
        (dict(init=float("nan")), "at least 0"),
        (dict(seeds=()), r"seeds = \(\).*range\(8\)"),
        (dict(seeds=(-1,)), "at least 0"),
        (dict(dtype=int), "float64 or numpy.float32"),
        (dict(activation=["relu"]), "1 entries for 2 hidden layers"),
        (dict(output="softmax"), "not possible with this loss"),
    ],
)
def test_bad_arguments_get_one_clear_sentence(arguments, sentence):
    with pytest.raises(ValueError, match=sentence):
        MLP(**{"sizes": (2, 3, 3, 1)} | arguments)


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        (np.zeros((3, 5)), r"shape \(3, 5\).*\(n, 2\)"),
        (np.zeros(3), r"shape \(3,\)"),
        (np.array([[0.0, np.nan]]), r"nan at index \(0, 1\)"),
        (np.zeros((0, 2)), "empty"),
        ([["a", "b"]], "numbers only"),
    ],
)
def test_bad_input_gets_one_clear_sentence(bad, sentence):
    with pytest.raises(ValueError, match=sentence):
        MLP((2, 3, 1)).predict(bad)


def test_an_activation_object_with_another_slope_is_used():
    net = MLP((2, 3, 1), LeakyReLU(0.5), "squared_error")
    passed = net.forward(X)
    np.testing.assert_allclose(passed.activations[0], LeakyReLU(0.5)(passed.pre_activations[0]))
