"""The exercises of lesson 11: right answers pass, and each known mistake gets its words."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import entropy
from sklearn.metrics import log_loss

from lessons_lib.lessons.likelihood_classification import check


def test_scipys_cross_entropy_is_right():
    judged = check.cross_entropy(lambda p, q: entropy(p) + entropy(p, q))
    assert judged.right


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda p, q: (p * np.log(q)).sum(), "the sign is wrong"),
        (lambda p, q: -(q * np.log(p)).sum(), "changed places"),
        (lambda p, q: entropy(p), "this is the entropy of p"),
        (lambda p, q: entropy(p, q), "this is KL"),
        (lambda p, q: -(p * np.log2(q)).sum(), "in bits"),
        (lambda p, q: -(p * np.log(q)).mean(), "the mean over the outcomes"),
        (lambda p, q: -p * np.log(q), "one number; it returned numbers of shape (3,)"),
        (lambda p, q: 1.0, "gives 1; expected 1.372"),
        (lambda p, q: None, "returns nothing"),
        (3, "expected a function"),
    ],
)
def test_each_cross_entropy_mistake_gets_its_words(answer, words):
    judged = check.cross_entropy(answer)
    assert not judged.right and words in judged.words


@pytest.mark.parametrize(
    ("q", "right", "words"),
    [
        ((0.4, 0.4, 0.2), True, "keeps some probability for the third outcome"),
        ((0.5, 0.5, 0.0), False, "Give some of q to the third outcome"),
        ((1.0, 0.0, 0.0), False, "rules out an outcome"),
        ((0.4, 0.4, 0.3), False, "is no distribution"),
        ((0.5, 0.5), False, "expected three numbers"),
        ("abc", False, "expected three numbers"),
    ],
)
def test_the_model_with_one_infinite_divergence_is_judged(q, right, words):
    judged = check.one_way(q)
    assert judged.right == right and words in judged.words


def _textbook(z, t):
    p = 1 / (1 + np.exp(-z))
    return -(t * np.log(p) + (1 - t) * np.log(1 - p))


def test_the_stable_loss_is_right_and_agrees_with_scikit_learn():
    assert check.logistic_loss(lambda z, t: np.logaddexp(0, z) - t * z).right
    z, t = np.array([-0.5, 1.5]), np.array([0, 1])
    assert np.isclose(_textbook(z, t).mean(), log_loss(t, 1 / (1 + np.exp(-z))))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (_textbook, "0 times ln 0 is not a number"),
        (lambda z, t: np.log(1 + np.exp(z)) - t * z, "exp(1000) overflows"),
        (lambda z, t: np.logaddexp(0, -z) - t * -z, "the sign of z"),
        (lambda z, t: (1 / (1 + np.exp(-z)) - t) ** 2, "squared error of the sigmoid"),
        (lambda z, t: t * np.logaddexp(0, -z), "a target of 0 has no loss"),
        (lambda z, t: 1 / (1 + np.exp(-z)) - t, "the gradient"),
        (lambda z, t: -_textbook(z, t), "minus the logarithm"),
        (lambda z, t: np.logaddexp(0, z), "the term t z is missing"),
        (lambda z, t: z, "expected"),
    ],
)
def test_each_logistic_mistake_gets_its_words(answer, words):
    judged = check.logistic_loss(answer)
    assert not judged.right and words in judged.words


@pytest.mark.parametrize("letter", "abcd")
def test_every_choice_of_a_loss_has_its_words(letter):
    assert check.which_loss(letter).right == (letter == "b")
