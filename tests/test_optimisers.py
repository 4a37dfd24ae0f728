"""Each optimiser against its published formula, PyTorch (where installed) and scikit-learn."""

from __future__ import annotations

import math

import numpy as np
import pytest
from sklearn.neural_network import MLPClassifier

from lessons_lib.datasets import moons
from lessons_lib.mlp import MLP
from lessons_lib.optimisers import OPTIMISERS, SGD, Adam, Momentum, Optimiser, chosen
from lessons_lib.training import train, training

DATA = moons(120, seed=0)
X, Y = DATA.X, DATA.y
GRADIENTS = np.random.default_rng(0).normal(size=(40, 6)) * 10.0 ** np.arange(-6, 6, 2)
RATES = 0.05 / (1 + np.arange(40) // 10)
START = np.linspace(-1, 1, 6)
TRIED = [
    SGD(),
    Momentum(),
    Momentum(0.3),
    Momentum(0),
    Adam(),
    Adam(0.5, 0.9, 1e-3),
    Adam(0.0, 0.0),
]
ALL = pytest.mark.parametrize("optimiser", TRIED, ids=str)


def _sgd(theta, gradients, rates):
    for g, rate in zip(gradients, rates, strict=True):
        theta = theta - rate * g
    return theta


def _momentum(theta, gradients, rates, mu):
    """Algorithm of torch.optim.SGD: b_t = mu b_(t-1) + g_t; theta -= lr b_t."""
    b = 0.0
    for g, rate in zip(gradients, rates, strict=True):
        b = mu * b + g
        theta = theta - rate * b
    return theta


def _adam(theta, gradients, rates, *betas_and_epsilon):
    """Algorithm 1 of Kingma and Ba (2015)."""
    beta1, beta2, epsilon = betas_and_epsilon
    m = v = 0.0
    for t, (g, rate) in enumerate(zip(gradients, rates, strict=True), 1):
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
        theta = theta - rate * m_hat / (math.sqrt(v_hat) + epsilon)
    return theta


def _published(optimiser, theta, gradients, rates):
    """The formula in plain Python numbers, for one weight."""
    if isinstance(optimiser, Adam):
        rest = optimiser.beta1, optimiser.beta2, optimiser.epsilon
        return _adam(theta, gradients, rates, *rest)
    if isinstance(optimiser, Momentum):
        return _momentum(theta, gradients, rates, optimiser.momentum)
    return _sgd(theta, gradients, rates)


def _path(optimiser, dtype=np.float64, gradients=GRADIENTS):
    """The weights after every step, given the gradients one after the other."""
    theta, gradient, path = START.astype(dtype), np.zeros(6, dtype), []
    step = optimiser.begin(theta, gradient)
    for g, rate in zip(gradients, RATES, strict=True):
        gradient[...] = rate * g if optimiser.takes_scaled else g
        step(float(rate))
        path.append(theta.copy())
    return np.array(path)


@ALL
def test_every_step_is_that_of_the_published_formula(optimiser):
    path = _path(optimiser)
    for n in (1, 2, 3, 40):
        wanted = [
            _published(optimiser, float(START[i]), GRADIENTS[:n, i].tolist(), RATES[:n].tolist())
            for i in range(6)
        ]
        np.testing.assert_allclose(path[n - 1], wanted, rtol=1e-12, atol=1e-13)


@ALL
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_every_step_is_pytorchs(optimiser, dtype):
    torch = pytest.importorskip("torch", reason="no PyTorch here: install the bench extra")
    theta = torch.tensor(START.astype(dtype), requires_grad=True)
    if isinstance(optimiser, Adam):
        betas = optimiser.beta1, optimiser.beta2
        theirs = torch.optim.Adam([theta], betas=betas, eps=optimiser.epsilon)
    else:
        theirs = torch.optim.SGD([theta], momentum=getattr(optimiser, "momentum", 0))
    wanted = []
    for g, rate in zip(GRADIENTS.astype(dtype), RATES, strict=True):
        theirs.param_groups[0]["lr"] = float(rate)
        theta.grad = torch.tensor(g)
        theirs.step()
        wanted.append(theta.detach().numpy().copy())
    few = 100 * np.finfo(dtype).eps
    np.testing.assert_allclose(_path(optimiser, dtype), wanted, rtol=few, atol=few)


def _of_scikit_learn(**solver):
    """A training of scikit-learn's, and our network with the weights that it began from."""
    options = dict(alpha=0, batch_size=32, shuffle=False, tol=0, random_state=0) | solver
    still = MLPClassifier((8, 6), max_iter=1, **options | {"learning_rate_init": 1e-300})
    model = MLPClassifier((8, 6), max_iter=30, n_iter_no_change=10**6, **options)
    for each in (still, model):
        with pytest.warns(match="Maximum iterations"):
            each.fit(X, Y)
    net = MLP((2, 8, 6, 1))
    for k in range(3):
        net.weights[k][0], net.biases[k][0, 0] = still.coefs_[k], still.intercepts_[k]
    return net, model.loss_curve_


@pytest.mark.parametrize(
    ("optimiser", "rate", "solver"),
    [
        (Momentum(0.8), 0.05, dict(solver="sgd", momentum=0.8, nesterovs_momentum=False)),
        # scikit-learn adds epsilon before it corrects v: the smaller it is, the less that matters.
        (Adam(0.8, 0.99, 1e-20), 0.01, dict(solver="adam", beta_1=0.8, beta_2=0.99, epsilon=1e-20)),
    ],
    ids=["momentum", "adam"],
)
def test_a_whole_training_equals_scikit_learns_from_the_same_weights(optimiser, rate, solver):
    net, wanted = _of_scikit_learn(learning_rate_init=rate, **solver)
    options = dict(epochs=30, batch_size=32, learning_rate=rate, seed=None)
    history = train(net, X, Y, optimiser=optimiser, **options)
    np.testing.assert_allclose(history.loss[:, 0], wanted, rtol=1e-8)


@pytest.mark.parametrize("name", OPTIMISERS)
def test_a_name_is_the_optimiser_with_its_usual_rates(name):
    usual = {"sgd": SGD(), "momentum": Momentum(0.9), "adam": Adam(0.9, 0.999, 1e-8)}
    nets = [MLP((2, 5, 1), seeds=range(2)) for _ in range(3)]
    for net, optimiser in zip(nets, (name, usual[name], OPTIMISERS[name]), strict=True):
        train(net, X, Y, epochs=3, learning_rate=0.01, optimiser=optimiser)
    np.testing.assert_array_equal(nets[0].theta, nets[1].theta)
    np.testing.assert_array_equal(nets[0].theta, nets[2].theta)


@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_a_step_moves_by_the_gradient_of_the_mean_loss_of_its_batch(optimiser):
    net, again = (MLP((2, 5, 1), "tanh", seeds=range(3)) for _ in range(2))
    train(net, X, Y, epochs=2, batch_size=50, learning_rate=0.02, optimiser=optimiser, seed=None)
    gradients, before = [], again.theta.copy()
    for start in [0, 50, 100] * 2:
        again.backward(X[start : start + 50], Y[start : start + 50])
        gradients.append(again.gradient.copy())
        moved = [
            _published(OPTIMISERS[optimiser], w, [g[i] for g in gradients], [0.02] * len(gradients))
            for i, w in enumerate(before)
        ]
        again.theta[...] = moved
    np.testing.assert_allclose(net.theta, again.theta, rtol=1e-8, atol=1e-12)


@pytest.mark.parametrize("optimiser", ["momentum", "adam"])
def test_a_second_call_begins_without_memory_of_the_first(optimiser):
    def after(*epochs: int) -> np.ndarray:
        net = MLP((2, 5, 1))
        for n in epochs:
            train(net, X, Y, epochs=n, learning_rate=0.01, optimiser=optimiser, seed=None)
        return net.theta

    first = MLP((2, 5, 1))
    first.theta[...] = after(2)
    train(first, X, Y, epochs=2, learning_rate=0.01, optimiser=optimiser, seed=None)
    np.testing.assert_array_equal(after(2, 2), first.theta)
    assert np.abs(after(2, 2) - after(4)).max() > 1e-4


@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_two_trainings_at_once_do_not_share_their_state(optimiser):
    both = [MLP((2, 5, 1), seeds=(s,)) for s in (0, 1)]
    alone = [MLP((2, 5, 1), seeds=(s,)) for s in (0, 1)]
    options = dict(epochs=4, learning_rate=0.01, optimiser=optimiser)
    from_both = [training(net, X, Y, **options) for net in both]
    for _ in range(4):
        for run in from_both:
            next(run)
    for net in alone:
        train(net, X, Y, **options)
    for ours, wanted in zip(both, alone, strict=True):
        np.testing.assert_array_equal(ours.theta, wanted.theta)


@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_float32_stays_float32_and_a_weight_without_gradient_stays_where_it_is(optimiser):
    path = _path(OPTIMISERS[optimiser], np.float32, GRADIENTS * [1, 1, 1, 0, 1, 1])
    assert path.dtype == np.float32 and np.isfinite(path).all()
    np.testing.assert_array_equal(path[:, 3], np.float32(START[3]))


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: Momentum(1), "momentum = 1: give a number of at least 0 and below 1"),
        (lambda: Momentum(-0.1), "momentum = -0.1"),
        (lambda: Momentum("0.9"), "momentum = '0.9'"),
        (lambda: Momentum(True), "momentum = True"),
        (lambda: Adam(beta1=math.nan), "beta1 = nan"),
        (lambda: Adam(beta2=1.0), "beta2 = 1.0"),
        (lambda: Adam(beta2=None), "beta2 = None"),
        (lambda: Adam(epsilon=0), "epsilon = 0: give a number of at least 1e-30"),
        (lambda: Adam(epsilon=-1e-8), "epsilon = -1e-08"),
        (lambda: Adam(epsilon=math.inf), "epsilon = inf"),
        (lambda: Adam(epsilon=10**400), "epsilon = 1000"),
    ],
)
def test_a_rate_that_is_none_is_refused_in_one_sentence(make, sentence):
    with pytest.raises(ValueError, match=f"^{sentence}.*[.]$"):
        make()


def test_an_unknown_name_is_answered_with_the_nearest_and_all_of_them():
    sentence = r"optimiser = 'adma' is not known \(did you mean 'adam'\?\): choose one of sgd,"
    with pytest.raises(ValueError, match=f"^{sentence} momentum, adam.$"):
        chosen("adma")
    with pytest.raises(ValueError, match="^optimiser = .*Adam.* is not known"):
        chosen(Adam)


def test_an_optimiser_of_ones_own_is_welcome():
    class Signs(Optimiser):
        def begin(self, theta, gradient):
            def step(rate):
                theta[...] -= rate * np.sign(gradient)

            return step

    net = MLP((2, 5, 1))
    before = net.theta.copy()
    train(net, X, Y, epochs=1, batch_size=None, learning_rate=0.25, optimiser=Signs())
    moved = np.abs(net.theta - before)
    np.testing.assert_allclose(moved[moved > 0], 0.25)
