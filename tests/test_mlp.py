"""The network against central differences, scikit-learn and itself one replica at a time."""

from __future__ import annotations

import copy
import pickle
from itertools import count, repeat

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.neural_network import MLPClassifier, MLPRegressor

from lessons_lib.activations import ACTIVATIONS, ELU, LeakyReLU, PReLU
from lessons_lib.gradcheck import gradient
from lessons_lib.losses import LOSSES
from lessons_lib.mlp import MLP
from lessons_lib.training import train

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


def test_a_learned_slope_begins_where_its_unit_says():
    net = MLP((2, 3, 4, 1), ["prelu", PReLU(0.6)], seeds=range(2))
    assert [slope.ravel().tolist() for slope, _ in net.slopes] == [[0.25] * 2, [0.6] * 2]


def test_the_output_deltas_are_the_prediction_less_the_target_over_n():
    net, y = MLP((2, 4, 3), loss="softmax_cross_entropy", seeds=range(2)), np.arange(9) % 3
    deltas = net.backward(X, y).deltas
    assert [delta.shape for delta in deltas] == [(2, 9, 4), (2, 9, 3)]
    np.testing.assert_allclose(deltas[-1], (net.predict(X) - np.eye(3)[y]) / 9)


def test_no_gradient_is_there_before_the_first_pass_back():
    assert not MLP((2, 3, 1), "prelu").gradient.any()


def test_a_network_says_its_sizes_its_replicas_and_how_many_parameters_each_has():
    said = repr(MLP((2, 3, 1), seeds=range(4)))
    assert said == "MLP((2, 3, 1), replicas=4, parameters=13 each)"


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
    # 240 000 weights each: their means are 0 within 5 standard errors.
    assert abs(glorot.mean()) < 5 * glorot.std() / 490 and abs(he.mean()) < 5 * he.std() / 490
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
        (dict(sizes={2, 3}), r"sizes = \{2, 3\} has no order: .* in their order"),
        (dict(sizes=frozenset({2, 3})), "has no order"),
        (dict(sizes={2: 3, 1: 0}), "has no order"),
        (dict(sizes={2: 3, 1: 0}.keys()), "has no order"),
        (dict(sizes="231"), "sizes = '231' is not a list"),
        (dict(sizes=b"\x02\x03\x01"), "is not a list"),
        (dict(sizes=np.array(3)), "is not a list"),
        (dict(sizes=3), "sizes = 3 is not a list"),
        (dict(sizes=None), "sizes = None is not a list"),
        (dict(sizes=[2, True, 1]), r"sizes = \(2, True, 1\)"),
        (dict(sizes=np.ma.array([2, 3, 1], mask=[0, 1, 0])), "masked"),
        (dict(sizes=count(2)), r"sizes = count\(2\) has more than 100000 entries"),
        (dict(sizes=(10**400, 1)), "make more than 1e.08 weights in 1 replica"),
        (dict(sizes=(1000, 1000, 1), seeds=range(1000)), "weights in 1000 replicas"),
        (dict(activation="rellu"), "activation = 'rellu'.*did you mean 'relu'.*sigmoid, tanh"),
        (dict(loss="logistik"), "loss = 'logistik'.*did you mean 'logistic'"),
        (dict(activation="Relu"), "did you mean 'relu'"),
        (dict(activation="Leaky-ReLU"), "did you mean 'leaky_relu'"),
        (dict(activation={"relu"}), r"activation = \{'relu'\} has no order"),
        (dict(activation={"relu": 1}), "has no order"),
        (dict(activation=["relu", {"tanh"}]), r"activation = \{'tanh'\} is not known"),
        (dict(activation=repeat("relu")), "has more than 100000 entries"),
        (dict(sizes=(2, 1), activation="rellu"), "did you mean 'relu'"),
        (dict(loss="Squared Error"), "did you mean 'squared_error'"),
        (dict(loss={"logistic"}), r"loss = \{'logistic'\} is not known"),
        (dict(init="xavier"), "'glorot', 'he' or a standard deviation"),
        (dict(init="Glorot"), "init = 'Glorot' .did you mean 'glorot'"),
        (dict(init=1e300), "at most 1e.06"),
        (dict(init=10**400), "at most 1e.06"),
        (dict(init=True), "init = True"),
        (dict(init=-1.0), "at least 0"),
        (dict(init=float("nan")), "at least 0"),
        (dict(seeds=()), r"seeds = \(\).*range\(8\)"),
        (dict(seeds=(-1,)), "at least 0"),
        (dict(seeds={1, 2}), r"seeds = \{1, 2\} has no order: .* in order"),
        (dict(seeds={1: 2}), "has no order"),
        (dict(seeds="12"), "seeds = '12' is not a list"),
        (dict(seeds=count()), r"seeds = count\(0\) has more than 100000 entries"),
        (dict(seeds=range(10**12)), "has more than 100000 entries"),
        (dict(seeds=(0, -1)), "at least 0"),
        (dict(seeds=(0, 1.5)), "whole number"),
        (dict(dtype=int), "float64 or numpy.float32"),
        (dict(activation=["relu"]), "1 entries for 2 hidden layers"),
        (dict(output="softmax"), "not possible with this loss"),
        (dict(output="Leaky ReLU"), "did you mean 'leaky_relu'"),
        (dict(output=np.array(["relu", "tanh"])), "not possible with this loss"),
    ],
)
def test_bad_arguments_get_one_clear_sentence(arguments, sentence):
    with pytest.raises(ValueError, match=sentence):
        MLP(**{"sizes": (2, 3, 3, 1)} | arguments)


@pytest.mark.parametrize("make", [list, tuple, np.array, iter])
def test_sizes_seeds_and_activations_may_be_any_sequence(make):
    net = MLP(make([2, 3, 4, 1]), make(["relu", "tanh"]), seeds=make([5, 3]))
    assert net.sizes == (2, 3, 4, 1) and net.seeds == (5, 3)
    assert net.hidden_activations == [ACTIVATIONS["relu"], ACTIVATIONS["tanh"]]


def test_a_number_beyond_float32_is_told_as_it_was_given():
    with pytest.raises(ValueError, match=r"X holds 1e\+300 at index \(0, 1\): .* below 3.4e\+38"):
        MLP((2, 3, 1), dtype=np.float32).predict([[0.0, 1e300]])


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        (np.zeros((3, 5)), r"shape \(3, 5\).*\(n, 2\)"),
        (np.zeros(3), r"shape \(3,\)"),
        (np.array([[0.0, np.nan]]), r"^X .*nan at index \(0, 1\)"),
        (np.array([[0.0, 0.0], [1.0, np.inf], [np.nan, 0.0]]), r"^X .*inf at index \(1, 1\)"),
        (np.zeros((0, 2)), "empty"),
        ([["a", "b"]], "numbers only"),
        ([["1", "2"]], "numbers only"),
    ],
)
def test_bad_input_gets_one_clear_sentence(bad, sentence):
    with pytest.raises(ValueError, match=sentence):
        MLP((2, 3, 1)).predict(bad)


def test_an_activation_object_with_another_slope_is_used():
    net = MLP((2, 3, 1), LeakyReLU(0.5), "squared_error")
    passed = net.forward(X)
    np.testing.assert_allclose(passed.activations[0], LeakyReLU(0.5)(passed.pre_activations[0]))


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda net: pickle.loads(pickle.dumps(net))])
def test_a_copied_network_predicts_the_same_and_trains_on_its_own(copied):
    net = MLP((2, 4, 1), "prelu", seeds=range(3))
    train(net, X, np.arange(9) % 2, epochs=2, batch_size=4)
    again = copied(net)
    np.testing.assert_array_equal(again.predict(X), net.predict(X))
    before = net.theta.copy()
    history = train(again, X, np.arange(9) % 2, epochs=20, batch_size=4)
    assert history.loss[-1].mean() < history.loss[0].mean()
    np.testing.assert_array_equal(net.theta, before)
    assert all(np.shares_memory(part, again.theta) for part in (*again.weights, *again.biases))


@ALL
def test_float32_gives_the_same_as_float64_to_its_precision(activation):
    nets = [MLP((2, 6, 5, 1), activation, seeds=(1,), dtype=t) for t in (np.float32, np.float64)]
    single, double = (net.backward(X, np.arange(9) % 2).weights for net in nets)
    for a, b in zip(single, double, strict=True):
        assert a.dtype == np.float32
        np.testing.assert_allclose(a, b, rtol=1e-3, atol=1e-6)


def test_sigmoid_gradients_of_twenty_layers_are_tiny_and_not_zero():
    net = MLP((2, *[8] * 20, 1), "sigmoid", init=0.01)
    first = net.backward(X, np.arange(9) % 2).weights[0]
    # Each layer multiplies by at most 1/4 times weights of about 0.01 times sqrt(8).
    assert 0 < np.abs(first).max() < (0.25 * 0.03 * 4) ** 19


def test_learned_slopes_have_the_gradient_of_he_et_al():
    net = MLP((2, 3, 1), "prelu", "squared_error")
    y = np.zeros((9, 1))
    passed = net.forward(X)
    upstream = 2 * passed.activations[1] @ net.weights[1].swapaxes(1, 2)
    wanted = (upstream * np.minimum(passed.pre_activations[0], 0)).sum() / len(X)
    net.backward(X, y)
    assert net.slopes[0][1].item() == pytest.approx(wanted, rel=1e-12)


BAD = st.one_of(
    st.none(), st.text(max_size=3), st.booleans(), st.floats(), st.integers(-3, 40), st.just([])
)


@settings(max_examples=150)
@given(
    sizes=st.one_of(BAD, st.lists(st.integers(-1, 4), max_size=4), st.lists(BAD, max_size=3)),
    activation=st.one_of(st.sampled_from(list(ACTIVATIONS)), BAD, st.lists(BAD, max_size=2)),
    loss=st.one_of(st.sampled_from(list(LOSSES)), BAD),
    rest=st.fixed_dictionaries(
        {},
        optional={
            "seeds": st.one_of(st.lists(st.integers(-1, 5), max_size=3), BAD),
            "init": st.one_of(st.sampled_from(["glorot", "he"]), BAD),
            "output": st.one_of(st.sampled_from([*ACTIVATIONS, "softmax"]), BAD),
            "dtype": st.sampled_from([np.float32, np.float64, int, "text", object]),
        },
    ),
)
def test_whatever_is_given_there_is_a_network_or_a_sentence(sizes, activation, loss, rest):
    try:
        net = MLP(sizes, activation, loss, **rest)
    except ValueError as error:
        assert str(error).endswith(".") and len(str(error)) > 20
    else:
        assert np.isfinite(net.predict(np.ones((2, net.sizes[0])))).all()
