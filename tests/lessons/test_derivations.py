"""Every derivation of the lessons: its steps hold, and the false steps planted in it fail."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp
from scipy.special import log_softmax
from scipy.stats import entropy
from sklearn.linear_model import LinearRegression
from sklearn.metrics import log_loss

from lessons_lib.gradcheck import gradient as numerical_gradient
from lessons_lib.lessons.likelihood_classification.derive import (
    bernoulli,
    categorical,
    gradient,
    likelihood_to_cross_entropy,
)
from lessons_lib.lessons.likelihood_classification.derive.gradients import PAIRS
from lessons_lib.lessons.likelihood_regression.derive import gradient as linear_gradient
from lessons_lib.lessons.likelihood_regression.derive import squared_error
from lessons_lib.losses import logistic_loss, softmax_cross_entropy

RNG = np.random.default_rng(0)
X = RNG.normal(size=12)
Y = X + RNG.normal(0, 0.4, 12)
DERIVATIONS = {
    "squared error": squared_error(X, Y),
    "cross-entropy": likelihood_to_cross_entropy(),
    "bernoulli": bernoulli(),
    "categorical": categorical(),
    "gradient, identity": linear_gradient(),
    **{f"gradient, {output}": gradient(output) for output in PAIRS},
}
every = pytest.mark.parametrize("derivation", DERIVATIONS.values(), ids=DERIVATIONS)


@every
def test_every_step_holds(derivation):
    assert [v.words for v in derivation.verdicts if not v.holds] == []


@every
def test_every_planted_false_step_fails_with_what_is_different(derivation):
    for step in derivation.steps[1:]:
        assert len(step.wrong) == 2, step.plain
        for wrong in step.wrong:
            verdict = wrong.verdict()
            assert not verdict.holds, wrong.plain
            assert "stopped" not in verdict.words, wrong.plain
            one, _, other = verdict.words.partition(" and ")
            assert one.split()[-1] != other.rstrip("."), verdict.words


@every
def test_every_formula_is_whole_latex(derivation):
    steps = [*derivation.steps, *(w for step in derivation.steps for w in step.wrong)]
    for step in steps:
        assert step.marked.count("{") == step.marked.count("}"), step.plain
        assert "[[" not in step.marked and step.reason.endswith((".", "?"))


def test_the_squared_error_is_best_at_scikit_learns_line():
    line = LinearRegression().fit(X[:, None], Y)
    place = f"({line.coef_[0]:.2f}, {line.intercept_:.2f})"
    assert all(place in v.words for v in DERIVATIONS["squared error"].verdicts[3:])


def test_the_likeliest_model_has_the_datas_mean():
    # In an exponential family the likeliest theta makes the model's mean the data's.
    seen = [0, 0, 1, 0, 3, 0, 1, 0, 2, 1]
    theta = sp.symbols("theta")
    powers = [sp.exp(theta * k) for k in range(4)]
    mean = sum(k * p for k, p in enumerate(powers)) / sum(powers)
    best = float(sp.nsolve(mean - sp.Rational(sum(seen), len(seen)), theta, 0))
    words = likelihood_to_cross_entropy(seen).verdicts[1].words
    assert words == f"on these data both are best at ({best:.2f})."
    p = np.array([float(q.subs(theta, best)) for q in powers])
    assert entropy([5, 3, 1, 1], p) < entropy([5, 3, 1, 1], p * [1, 1.02, 1.02**2, 1.02**3])


def test_the_derived_losses_are_the_librarys_and_scikit_learns():
    z, t = np.array([-2.0, 0.3, 1.7]), np.array([1.0, 0.0, 1.0])
    derived = np.log(1 + np.exp(z)) - t * z
    np.testing.assert_allclose(derived, logistic_loss(z, t))
    assert np.isclose(derived.mean(), log_loss(t, 1 / (1 + np.exp(-z))))
    derived = np.log(np.exp(z).sum()) - z[1]
    assert np.isclose(derived, softmax_cross_entropy(z[None], [1])[0])
    assert np.isclose(derived, -log_softmax(z)[1])


def test_the_derived_gradients_are_central_differences():
    z, t = np.array([-2.0, 0.3, 1.7]), np.array([0.2, 0.5, 0.3])
    for loss in (logistic_loss, softmax_cross_entropy):
        p = np.exp(z) / np.exp(z).sum() if loss is softmax_cross_entropy else 1 / (1 + np.exp(-z))
        found = numerical_gradient(lambda z, f=loss: f(z[None], t[None]).sum(), z)
        np.testing.assert_allclose(found, p - t, atol=1e-6)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: gradient("tanh"), "choose one of sigmoid, softmax"),
        (lambda: likelihood_to_cross_entropy([1, 1]), "not all of them equal"),
        (lambda: likelihood_to_cross_entropy([1, 7]), "give outcomes 0, 1, 2 or 3"),
        (lambda: squared_error([1, 2], [1, 2, 3]), "two lists of one length"),
        (lambda: squared_error([1, 1], [1, 2]), "two different x"),
    ],
)
def test_data_that_cannot_be_derived_with_are_refused_in_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()
