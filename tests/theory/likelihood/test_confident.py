"""One unit that begins confidently wrong."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.differentiate import derivative
from scipy.special import expit
from scipy.stats import norm

from lessons_lib.mlp import MLP
from lessons_lib.theory.likelihood.confident import errors, logistic_gradient, squared_gradient
from lessons_lib.training import training

BOTH = ("squared error", "logistic loss")


def test_both_gradients_are_derivatives_of_their_losses():
    z = np.linspace(-6, 6, 13)
    squared = derivative(lambda z: (expit(z) - 1) ** 2 / 2, z).df
    np.testing.assert_allclose(squared_gradient(z, np.ones(13)), squared, atol=1e-8)
    logistic = derivative(lambda z: -np.log(expit(z)), z).df
    np.testing.assert_allclose(logistic_gradient(z, np.ones(13)), logistic, atol=1e-8)


def test_from_confidently_wrong_only_the_logistic_loss_learns():
    squared, logistic = (np.median(errors(f, 12.0)[-1]) for f in BOTH)
    assert squared > 0.9 and logistic < 0.1


@pytest.mark.parametrize("loss", BOTH)
def test_it_begins_wrong_about_all_that_lie_on_their_own_side_of_0(loss):
    # An example of class 1 is N(1, 1/4): it lies on its own side with probability Phi(2).
    begun = errors(loss, 0.5)[0]
    assert begun.shape == (64,)
    assert begun.mean() == pytest.approx(norm.cdf(2), abs=0.01)


@pytest.mark.parametrize("loss", BOTH)
def test_it_goes_the_way_of_a_network_of_one_unit(loss):
    t = np.repeat([0.0, 1.0], 25)
    x = 2 * t - 1 + np.random.default_rng(0).normal(0, 0.5, (64, 50))
    # The trainer's squared error has no half, so its gradient is twice as large.
    rate, output = (0.25, "sigmoid") if loss == "squared error" else (0.5, None)
    for replica in (0, 63):
        name = "squared_error" if loss == "squared error" else "logistic"
        net = MLP((1, 1), loss=name, output=output, seeds=[0])
        net.weights[0][...] = -2.0
        run = training(net, x[replica][:, None], t, batch_size=None, learning_rate=rate, seed=None)
        wrong = [errors(loss, 2.0)[0, replica]]
        wrong += [((net.logits(x[replica][:, None])[0, :, 0] > 0) != t).mean() for _ in run]
        np.testing.assert_array_equal(errors(loss, 2.0)[: len(wrong), replica], wrong)


def test_at_the_end_the_logistic_loss_is_wrong_as_rarely_as_the_best_threshold():
    # The best threshold of the two classes is 0.
    assert errors("logistic loss", 4.0)[-1].mean() == pytest.approx(norm.cdf(-2), abs=0.01)


def test_from_undecided_both_learn():
    assert all(np.median(errors(f, 0.0)[-1]) < 0.1 for f in BOTH)
