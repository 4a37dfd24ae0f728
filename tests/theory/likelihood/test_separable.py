"""Labels that a threshold separates, and the fits to them."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest
from scipy.special import expit
from scipy.stats import bernoulli
from sklearn.linear_model import LogisticRegression
from sklearn.tree import DecisionTreeClassifier

from lessons_lib.mlp import MLP
from lessons_lib.theory.likelihood.separable import X, fits, labels, separable
from lessons_lib.training import training

T = labels()


def after(steps, t, penalty=0.0):
    return next(islice(fits(t, penalty), steps - 1, None))


def test_the_labels_are_drawn_with_the_sigmoid_of_twice_the_input():
    assert T.shape == (400, 12) and set(np.unique(T)) == {0.0, 1.0}
    spread = np.sqrt(expit(2 * X) * expit(-2 * X) / 400)
    assert (np.abs(T.mean(0) - expit(2 * X)) < 4 * spread).all()


def test_separable_is_what_one_split_of_a_tree_can_part():
    for t, said in zip(T, separable(T), strict=True):
        stump = DecisionTreeClassifier(max_depth=1).fit(X[:, None], t)
        assert said == (stump.score(X[:, None], t) == 1 and 0 < t.sum() < 12)


def test_without_a_penalty_a_fit_goes_the_way_of_a_network_of_one_unit():
    net = MLP((1, 1), loss="logistic")
    net.weights[0][...] = 0.0
    run = training(net, X[:, None], T[0], epochs=50, batch_size=None, learning_rate=1.0, seed=None)
    list(run)
    fit = after(50, T[:1])
    assert fit.weight[0] == pytest.approx(net.weights[0].item())
    assert fit.bias[0] == pytest.approx(net.biases[0].item())


@pytest.mark.parametrize("penalty", [0.01, 0.1])
def test_with_a_penalty_it_arrives_at_scikit_learns_ridge(penalty):
    # scikit-learn's C multiplies the summed loss, ours is a mean over 12.
    theirs = LogisticRegression(C=1 / (12 * penalty), tol=1e-10).fit(X[:, None], T[0])
    fit = after(5000, T[:1], penalty)
    assert fit.weight[0] == pytest.approx(theirs.coef_[0, 0], abs=1e-3)
    assert fit.bias[0] == pytest.approx(theirs.intercept_[0], abs=1e-3)


def test_its_losses_are_surprises_on_these_labels_and_expected_on_new_ones():
    fit = after(7, T[:3])
    for t, w, b, training_loss, fresh in zip(T, *fit, strict=False):
        q = expit(w * X + b)
        assert training_loss == pytest.approx(-bernoulli.logpmf(t, q).mean())
        drawn = np.random.default_rng(1).random((20_000, 12)) < expit(2 * X)
        assert fresh == pytest.approx(-bernoulli.logpmf(drawn, q).mean(), rel=0.01)


def test_separable_weights_grow_without_end_and_others_do_not():
    found = separable(T)
    for kind, grows in ((found, True), (~found, False)):
        early, late = (np.abs(after(n, T[kind][:20]).weight) for n in (500, 5000))
        assert (late > 1.3 * early).all() if grows else np.allclose(early, late, rtol=0.02)
