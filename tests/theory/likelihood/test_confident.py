"""One unit that begins confidently wrong."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest
from scipy.differentiate import derivative
from scipy.special import expit
from scipy.stats import norm

from lessons_lib.mlp import MLP
from lessons_lib.theory.likelihood.confident import (
    logistic_gradient,
    squared_gradient,
    wrong_answers,
)
from lessons_lib.training import training

BOTH = ("squared error", "logistic loss")


def test_both_gradients_are_derivatives_of_their_losses():
    z = np.linspace(-6, 6, 13)
    squared = derivative(lambda z: (expit(z) - 1) ** 2 / 2, z).df
    np.testing.assert_allclose(squared_gradient(z, np.ones(13)), squared, atol=1e-8)
    logistic = derivative(lambda z: -np.log(expit(z)), z).df
    np.testing.assert_allclose(logistic_gradient(z, np.ones(13)), logistic, atol=1e-8)


def errors(loss, start, steps=400, optimiser="gradient descent"):
    """Shares of wrong answers before each step, (steps + 1, 64)."""
    return np.array(list(islice(wrong_answers(loss, (start,), optimiser), steps + 1)))[:, 0]


def test_from_confidently_wrong_only_the_logistic_loss_learns_within_400_steps():
    squared, logistic = (np.median(errors(f, 12.0)[-1]) for f in BOTH)
    assert squared > 0.9 and logistic < 0.1


@pytest.mark.parametrize("loss", BOTH)
def test_it_begins_wrong_about_all_that_lie_on_their_own_side_of_0(loss):
    # An example of class 1 is N(1, 1/4): it lies on its own side with probability Phi(2).
    begun = errors(loss, 0.5, 0)[0]
    assert begun.shape == (64,)
    assert begun.mean() == pytest.approx(norm.cdf(2), abs=0.01)


def test_starts_side_by_side_go_the_way_of_each_alone():
    both = islice(wrong_answers("squared error", (1.0, 3.0)), 101)
    np.testing.assert_array_equal(np.array(list(both))[:, 1], errors("squared error", 3.0, 100))


@pytest.mark.parametrize(("optimiser", "rate"), [("gradient descent", 0.5), ("Adam", 0.05)])
@pytest.mark.parametrize("loss", BOTH)
def test_it_goes_the_way_of_a_network_of_one_unit(loss, optimiser, rate):
    t = np.repeat([0.0, 1.0], 25)
    x = 2 * t - 1 + np.random.default_rng(0).normal(0, 0.5, (64, 50))
    name, output = ("squared_error", "sigmoid") if loss == "squared error" else ("logistic", None)
    if (loss, optimiser) == ("squared error", "gradient descent"):
        rate = 0.25  # the trainer's squared error has no half, so its gradient is twice as large
    rule = "sgd" if optimiser == "gradient descent" else "adam"
    found = errors(loss, 2.0, 200, optimiser)
    for replica in (0, 63):
        net = MLP((1, 1), loss=name, output=output, seeds=[0])
        net.weights[0][...] = -2.0
        column = x[replica][:, None]
        run = training(
            net, column, t, batch_size=None, learning_rate=rate, seed=None, optimiser=rule
        )
        wrong = [((net.logits(column)[0, :, 0] > 0) != t).mean() for _ in run]
        np.testing.assert_array_equal(found[1:, replica], wrong)


def test_at_the_end_the_logistic_loss_is_wrong_as_rarely_as_the_best_threshold():
    # The best threshold of the two classes is 0.
    assert errors("logistic loss", 4.0)[-1].mean() == pytest.approx(norm.cdf(-2), abs=0.01)


def test_from_undecided_both_learn():
    assert all(np.median(errors(f, 0.0)[-1]) < 0.1 for f in BOTH)
