"""The logistic loss from probabilities: where it breaks, and how PyTorch mends it."""

from __future__ import annotations

import numpy as np

from lessons_lib.losses import logistic_loss
from lessons_lib.theory.likelihood.naive_losses import (
    FROM_PROBABILITIES,
    logarithm_held,
    textbook,
)

ONE, WRONG, RIGHT = np.array([1.0]), np.array([-1000.0]), np.array([1000.0])


def test_the_textbook_formula_is_infinite_if_surely_wrong_and_nan_if_surely_right():
    assert textbook(WRONG, ONE)[0] == np.inf and np.isnan(textbook(RIGHT, ONE)[0])
    assert logistic_loss(WRONG, ONE)[0] == 1000 and logistic_loss(RIGHT, ONE)[0] == 0


def test_all_formulas_agree_at_small_logits():
    z, t = np.linspace(-10, 10, 41), np.tile([0.0, 1.0], 21)[:41]
    for f in (textbook, logarithm_held):
        np.testing.assert_allclose(f(z, t), logistic_loss(z, t), rtol=1e-9)


def test_a_held_logarithm_stops_at_100():
    assert logarithm_held(WRONG, ONE)[0] == 100


def test_each_formula_stands_under_the_name_of_its_source():
    found = {name: float(f(WRONG, ONE)[0]) for name, f in FROM_PROBABILITIES.items()}
    assert found == {"textbook": np.inf, "PyTorch's BCELoss": 100.0}
