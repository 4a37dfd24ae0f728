"""Lesson 09: what its exercises say of right and wrong answers."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.special

from lessons_lib.lessons.choosing_activations import check


def _softmax(z):
    return scipy.special.softmax(z, axis=-1)


def _shifted(by):
    """A softmax that subtracts what it should not."""
    return lambda z: np.exp(z - by(z)) / np.exp(z - by(z)).sum(-1, keepdims=True)


TOO_LARGE = (
    np.max,
    lambda z: 700,
    lambda z: np.abs(z).max(-1, keepdims=True),
    lambda z: np.maximum(z.max(-1, keepdims=True), 0),
)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda z: np.exp(z) / np.exp(z).sum(-1, keepdims=True), "exp(1000) overflows"),
        (lambda z: np.exp2(z) / np.exp2(z).sum(-1, keepdims=True), "powers of 2"),
        (lambda z: _softmax(z / 1000), "divide the logits"),
        (lambda z: _softmax(z / z.max(-1, keepdims=True)), "divide the logits"),
        (
            lambda z: np.nan_to_num(np.exp(z) / np.exp(z).sum(-1, keepdims=True)),
            "hides the overflow",
        ),
        (scipy.special.expit, "sigmoid for each"),
        (lambda z: z / z.sum(-1, keepdims=True), "exponentials first"),
        (lambda z: np.exp(z - z.max(-1, keepdims=True)), "divide them by their sum"),
        (lambda z: scipy.special.log_softmax(z, -1), "logarithm"),
        (np.exp, "exponential alone"),
        *((_shifted(by), "too large for a row") for by in TOO_LARGE),
        (lambda z: np.full(z.shape, 0.5), "for z = [[2.0, 1.0, 0.5], [-1.0, 3.0, 1.0]], at index"),
        (lambda z: np.exp(z - z.max()) / np.exp(z - z.max()).sum(), "whole array"),
        (lambda z: None, "returns nothing"),
        (lambda z: z.nothing, "AttributeError"),
    ],
)
@pytest.mark.filterwarnings("ignore")
def test_a_wrong_softmax_is_told_what_is_wrong(answer, words):
    feedback = check.softmax(answer)
    assert not feedback.right and words in feedback.words


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda a, b: b @ a, "order"),
        (lambda a, b: a * b, "element by element"),
        (lambda a, b: a + b, "adds"),
        (lambda a, b: (a @ b).T, "transpose"),
        (lambda a, b: a @ b / 2, "half of the product"),
        (lambda a, b: -a @ b, "sign is wrong"),
        (lambda a, b: np.linalg.inv(a @ b), "inverse"),
        (lambda a, b: np.maximum(a @ b, 0), "ReLU"),
        (lambda a, b: 3 * a @ b, "at index"),
    ],
)
def test_a_wrong_product_is_told_what_is_wrong(answer, words):
    feedback = check.collapsed(answer)
    assert not feedback.right and words in feedback.words


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (0.9, "probability"),
        (np.log(0.9), "ln p"),
        (-np.log(9), "sign"),
        (0.7109, "inverse"),
        (np.log10(9), "take ln"),
    ],
)
def test_a_wrong_logit_is_told_what_is_wrong(answer, words):
    feedback = check.threshold_logit(answer)
    assert not feedback.right and words in feedback.words


def test_right_answers_are_right():
    assert check.softmax(_softmax).right
    assert check.collapsed(np.matmul).right
    assert check.threshold_logit(scipy.special.logit(0.9)).right
    assert check.many_labels("c").right


@pytest.mark.parametrize("answer", ["a", "b", "d"])
def test_a_wrong_choice_gets_its_own_words(answer):
    assert f"({answer})" in check.many_labels(answer).words
