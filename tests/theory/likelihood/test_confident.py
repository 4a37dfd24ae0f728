"""One unit that begins confidently wrong."""

from __future__ import annotations

import numpy as np
from scipy.differentiate import derivative
from scipy.special import expit

from lessons_lib.theory.likelihood.confident import errors, logistic_gradient, squared_gradient


def test_both_gradients_are_derivatives_of_their_losses():
    z = np.linspace(-6, 6, 13)
    squared = derivative(lambda z: (expit(z) - 1) ** 2 / 2, z).df
    np.testing.assert_allclose(squared_gradient(z, np.ones(13)), squared, atol=1e-8)
    logistic = derivative(lambda z: -np.log(expit(z)), z).df
    np.testing.assert_allclose(logistic_gradient(z, np.ones(13)), logistic, atol=1e-8)


def test_from_confidently_wrong_only_the_logistic_loss_learns():
    squared, logistic = (np.median(errors(f, 12.0)[-1]) for f in ("squared error", "logistic loss"))
    assert squared > 0.9 and logistic < 0.1


def test_from_undecided_both_learn():
    assert all(np.median(errors(f, 0.0)[-1]) < 0.1 for f in ("squared error", "logistic loss"))
