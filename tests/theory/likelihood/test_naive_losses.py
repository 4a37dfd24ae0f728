"""The logistic loss from probabilities: where it breaks, and how scikit-learn mends it."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import log_loss

from lessons_lib.losses import logistic_loss
from lessons_lib.theory.likelihood.naive_losses import (
    FROM_PROBABILITIES,
    logarithm_held,
    plain_sigmoid,
    probability_held,
    textbook,
)

ONE, WRONG, RIGHT = np.array([1.0]), np.array([-1000.0]), np.array([1000.0])


def test_the_textbook_formula_is_infinite_if_surely_wrong_and_nan_if_surely_right():
    assert textbook(WRONG, ONE)[0] == np.inf and np.isnan(textbook(RIGHT, ONE)[0])
    assert logistic_loss(WRONG, ONE)[0] == 1000 and logistic_loss(RIGHT, ONE)[0] == 0


def test_all_formulas_agree_at_small_logits():
    z, t = np.linspace(-10, 10, 41), np.tile([0.0, 1.0], 21)[:41]
    for f in (textbook, logarithm_held, probability_held):
        np.testing.assert_allclose(f(z, t), logistic_loss(z, t), rtol=1e-9)


def test_a_held_logarithm_stops_at_100():
    assert logarithm_held(WRONG, ONE)[0] == 100


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("label", [0, 1])
def test_held_probabilities_are_scikit_learns(dtype, label):
    for z in (WRONG.astype(dtype), RIGHT.astype(dtype)):
        theirs = log_loss([label], plain_sigmoid(z), labels=[0, 1])
        ours = probability_held(z, np.array([label], dtype))[0]
        assert ours == pytest.approx(theirs, rel=1e-5, abs=1e-12)


def test_each_formula_stands_under_the_name_of_its_source():
    found = {name: float(f(WRONG, ONE)[0]) for name, f in FROM_PROBABILITIES.items()}
    assert found == {
        "textbook": np.inf,
        "PyTorch's BCELoss": 100.0,
        "scikit-learn's log_loss": pytest.approx(52 * np.log(2)),
    }
