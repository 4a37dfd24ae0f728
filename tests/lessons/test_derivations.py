"""Every derivation of the lessons: its steps hold, and the false steps planted in it fail."""

from __future__ import annotations

import re
import subprocess
import sys

import numpy as np
import pytest
import sympy as sp
from scipy.special import expit, log_softmax, logsumexp, softmax
from scipy.stats import entropy, laplace, norm
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import log_loss

from lessons_lib.explorable.check import Check
from lessons_lib.gradcheck import gradient as numerical_gradient
from lessons_lib.lessons.likelihood_classification.derive import (
    bernoulli,
    categorical,
    conditional,
    gradient,
    likelihood_to_cross_entropy,
    weighted_squared_error,
)
from lessons_lib.lessons.likelihood_classification.derive.gradients import PAIRS
from lessons_lib.lessons.likelihood_regression.derive import gradient as linear_gradient
from lessons_lib.lessons.likelihood_regression.derive import squared_error
from lessons_lib.losses import logistic_loss, softmax_cross_entropy

RNG = np.random.default_rng(0)
X = RNG.normal(size=12)
Y = X + RNG.normal(0, 0.4, 12)
INPUTS, LABELS = np.array([-1.9, -0.7, -0.3, 0.2, 1.3]), np.array([0, 1, 0, 0, 1])
S = RNG.uniform(0.2, 1.5, 12)
DERIVATIONS = {
    "squared error": squared_error(X, Y, s=0.7),
    "weighted": weighted_squared_error(np.stack([X, Y], 1), S),
    "cross-entropy": likelihood_to_cross_entropy(),
    "conditional": conditional(INPUTS, LABELS),
    "conditional, as shown": conditional(),
    "weighted, as shown": weighted_squared_error(),
    "bernoulli": bernoulli(),
    "categorical": categorical(),
    "gradient, identity": linear_gradient(),
    **{f"gradient, {output}": gradient(output) for output in PAIRS},
}
every = pytest.mark.parametrize("derivation", DERIVATIONS.values(), ids=DERIVATIONS)


@every
def test_every_step_holds(derivation):
    assert [v.words for v in derivation.verdicts if not v.holds] == []


@pytest.mark.parametrize("name", DERIVATIONS)
def test_sympy_proves_every_step_but_those_where_an_optimum_stays(name):
    optima = {
        "squared error": {2, 3, 5, 6, 7},
        "weighted": {2, 3, 4},
        "cross-entropy": {2, 3, 5, 6},
        "conditional": {4, 5, 6},
    }.get(name.partition(", as")[0], set())
    for number, verdict in enumerate(DERIVATIONS[name].verdicts[1:], 2):
        stays = verdict.words.startswith("on these data both are best at (")
        assert stays == (number in optima), verdict.words
        assert stays or verdict.words.startswith("by SymPy, both sides are equal for ")


@every
def test_every_planted_false_step_fails_with_what_is_different(derivation):
    for number, step in enumerate(derivation.steps[1:], 2):
        assert len(step.wrong) == 2, step.plain
        for wrong in step.wrong:
            verdict = derivation.verdict(number, wrong)
            assert not verdict.holds, wrong.plain
            sides = re.search(
                r"(\S+) and (\S+)\.$", verdict.words.replace("no real number", "none")
            )
            moved = re.search(r"the best (moves from|was at) ", verdict.words)
            assert moved or sides[1] != sides[2], verdict.words


# What each formula is worth, its wrong ones after it, written anew in NumPy and SciPy.
R = Y - 0.3 * X + 0.2  # the residuals of the line 0.3 x - 0.2
DENSITY, LOG_DENSITY = norm.pdf(R, scale=0.7), norm.logpdf(R, scale=0.7)
OF_X = np.exp(-(X**2))
SQUARED_ERROR = [
    [(OF_X * DENSITY).prod()],
    [DENSITY.prod(), OF_X.prod(), (DENSITY**OF_X).prod()],
    [LOG_DENSITY.sum(), np.log(DENSITY.sum()), DENSITY.sum()],
    [
        LOG_DENSITY.sum(),
        (-(R**2) / 0.98 + np.log(0.7 * np.sqrt(2 * np.pi))).sum(),
        (-R / 0.7 - np.log(0.7 * np.sqrt(2 * np.pi))).sum(),
    ],
    [-R @ R / 0.98, -(R.sum() ** 2) / 0.98, R @ R / 0.98],
    [-np.mean(R**2), -np.mean(abs(R)), -np.mean((X * R) ** 2)],
    [("min", np.mean(R**2)), ("max", np.mean(R**2)), ("min", np.max(R**2))],
]
WEIGHTS, EACH = 1 / S**2, norm.logpdf(R, scale=S)
WEIGHTED = [
    [np.exp(EACH).prod()],
    [EACH.sum(), (EACH + R**2 * WEIGHTS / 2 - R**2 / S / 2).sum(), EACH.prod()],
    [-WEIGHTS @ R**2 / 2, -R @ R / 2, -(S**2) @ R**2 / 2],
    [("min", WEIGHTS @ R**2), ("max", WEIGHTS @ R**2), ("min", (1 / S) @ R**2)],
]
SEEN = np.array([0, 0, 1, 0, 3, 0, 1, 0, 2, 1])
P_DATA, Q = np.bincount(SEEN) / 10, softmax(0.4 * np.arange(4))
CROSS_ENTROPY = [
    [Q[SEEN].prod()],
    [np.log(Q[SEEN]).sum(), np.log(Q[SEEN]).prod(), np.log(Q[SEEN].sum())],
    [np.log(Q[SEEN]).mean(), -np.log(Q[SEEN]).mean(), Q[SEEN].mean()],
    [P_DATA @ np.log(Q), Q @ np.log(Q), np.log(Q).sum()],
    [-entropy(P_DATA, Q), -entropy(Q, P_DATA), entropy(P_DATA, Q)],
    [P_DATA @ np.log(Q), Q @ np.log(P_DATA), Q @ np.log(Q)],
]
MARGINAL, GIVEN = norm.logpdf(INPUTS), -np.logaddexp(0, -0.4 * INPUTS * (2 * LABELS - 1))
PAIRED = np.exp(MARGINAL.sum() + GIVEN.sum())
CONDITIONAL = [
    [PAIRED],
    [PAIRED, (np.exp(MARGINAL) + np.exp(GIVEN)).prod(), np.exp(GIVEN).prod()],
    [
        PAIRED,
        np.exp(MARGINAL.sum()) * np.exp(GIVEN).sum(),
        np.exp(5 * MARGINAL.sum() + GIVEN.sum()),
    ],
    [np.log(PAIRED), MARGINAL.sum() * GIVEN.sum(), MARGINAL.sum() - GIVEN.sum()],
    [GIVEN.sum(), np.exp(MARGINAL) @ GIVEN, np.exp(GIVEN).sum()],
    [("min", -GIVEN.mean()), ("max", -GIVEN.mean()), ("min", -LABELS @ GIVEN / 5)],
]
P, T, Z = 0.35, 0.8, -0.4
YES, NO = expit(Z), expit(-Z)
LINEAR = [[Z - T], [Z - T, 2 * (Z - T), T - Z], [Z - T, (Z - T) * Z, 0]]
UP, DOWN = np.logaddexp(0, Z), np.logaddexp(0, -Z)
BERNOULLI = [
    [P**T * (1 - P) ** (1 - T)],
    [
        -T * np.log(P) - (1 - T) * np.log(1 - P),
        -T * np.log(P) + (1 - T) * np.log(1 - P),
        -T * np.log(P),
    ],
    [
        -T * np.log(YES) - (1 - T) * np.log(NO),
        -T * np.log(YES) + (1 - T) * np.log(YES),
        -T * np.log(YES) - (1 - T) * np.log(-YES + 0j),
    ],
    [T * DOWN + (1 - T) * UP, T * UP + (1 - T) * DOWN, (1 - 2 * T) * Z],
    [UP - T * Z, UP + T * Z, DOWN - T * Z],
]
PS, TS, ZS = np.array([0.2, 0.3, 0.6]), np.array([0.15, 0.6, 0.25]), np.array([-0.4, 0.9, 0.7])
CLASS = 2  # counted from 0; in the formulas 3
LSE, SOFT = logsumexp(ZS), softmax(ZS)
CATEGORICAL = [
    [(PS**TS).prod()],
    [-TS @ np.log(PS), -PS @ np.log(TS), -TS @ PS],
    [-TS @ log_softmax(ZS), -TS @ (ZS - ZS.sum()), -TS @ ZS / LSE],
    [LSE - TS @ ZS, 3 * LSE - TS @ ZS, LSE + TS @ ZS],
    [
        LSE - ZS[CLASS],
        logsumexp(np.delete(ZS, CLASS)) - ZS[CLASS],
        ZS.max() - ZS[CLASS],
    ],
]
ODDS = YES * (1 - YES)
SIGMOID = [
    [YES - T],
    [YES - T, (-T / YES - (1 - T) / NO) * ODDS, -T / YES + (1 - T) / NO],
    [YES - T, T - YES, 1 - 2 * T],
    [YES - T, (YES - T) / ODDS * (1 - YES**2), (YES - T) / NO],
    [YES - T, (YES - T) * ODDS, T - YES],
]
JACOBIAN = np.diag(SOFT) - np.outer(SOFT, SOFT)
K, SAME = CLASS, np.eye(3)[CLASS]
SOFTMAX = [
    [SOFT[K] - TS[K]],
    [SOFT[K] - TS[K], -TS[K] / SOFT[K] * JACOBIAN[K, K], -(TS * SOFT) @ JACOBIAN[:, K]],
    [SOFT[K] - TS[K], -TS @ (1 - SOFT), -TS @ (SAME + SOFT[K])],
    [SOFT[K] - TS[K], -TS[K] - SOFT[K], -TS[K] + SOFT[K] * TS[K]],
    [SOFT[K] - TS[K], SOFT[K] - 1, SOFT[K] * (1 - TS[K])],
]
NUMBERS = {"theta_1": 0.3, "theta_2": -0.2, "theta": 0.4, "p": P, "t": T, "z": Z}
for name, vector in {"p": PS, "t": TS, "z": ZS}.items():
    NUMBERS |= {f"{name}_{n}": value for n, value in enumerate(vector, 1)}
WORTH = {
    "squared error": SQUARED_ERROR,
    "weighted": WEIGHTED,
    "cross-entropy": CROSS_ENTROPY,
    "conditional": CONDITIONAL,
    "bernoulli": BERNOULLI,
    "categorical": CATEGORICAL,
    "gradient, identity": LINEAR,
    "gradient, sigmoid": SIGMOID,
    "gradient, softmax": SOFTMAX,
}


def test_every_derivation_is_worth_something():
    assert {name for name in DERIVATIONS if not name.endswith("as shown")} == set(WORTH)


def worth(derivation, number, step):
    """What a formula's last side is worth; of an arg max or min its direction and its body."""
    right = derivation.steps[number - 1]
    check = Check(derivation.setting, derivation.steps[: number - 1], right, step)
    case = dict.fromkeys(derivation.setting.each, CLASS + 1)
    meaning, chains = check.meaning(case, on_data=True)
    side = chains[-1][-1]
    direction, body = (side.parts[0], side.parts[2]) if side.kind == "place" else ("", side)
    value = meaning(body)
    value = complex(value.subs({s: NUMBERS[str(s)] for s in value.free_symbols}))
    return (direction, value) if direction else value


@pytest.mark.parametrize("name", WORTH)
def test_every_formula_right_or_wrong_is_worth_what_numpy_says(name):
    derivation = DERIVATIONS[name]
    for number, (step, values) in enumerate(zip(derivation.steps, WORTH[name], strict=True), 1):
        for each, expected in zip((step, *step.wrong), values, strict=True):
            found = worth(derivation, number, each)
            if isinstance(expected, tuple):
                assert found[0] == expected[0], each.plain
                found, expected = found[1], expected[1]
            assert found == pytest.approx(expected, rel=1e-9, abs=1e-12), each.plain


@pytest.mark.parametrize(
    ("name", "heads"),
    [
        ("squared error", [r"J(\theta)", r"L(\theta)"]),
        ("cross-entropy", [r"L(\theta)", r"\ell(\theta)"]),
        ("weighted", [r"L(\theta)", r"\ell(\theta)"]),
        ("bernoulli", [r"P(t \mid p)", "E"]),
        ("categorical", [r"P(t \mid p)", "E"]),
    ],
)
def test_the_first_steps_name_what_they_derive(name, heads):
    named = [step.plain.partition(" = ")[0] for step in DERIVATIONS[name].steps[:2]]
    assert named == heads


N, LOSS, LOSSES = len(X), SQUARED_ERROR, WEIGHTED
# What reasons say in symbols: the words, and both sides of what they say in numbers.
SAID = [
    ("squared error", "1/s has the logarithm −ln s", np.log(1 / 0.7), -np.log(0.7)),
    ("squared error", "−n ln s − (n/2) ln 2π", LOSS[3][0] - LOSS[4][0],
     -N * np.log(0.7) - N / 2 * np.log(2 * np.pi)),
    ("squared error", "Multiplying by the positive number 2s²/n", LOSS[5][0] / LOSS[4][0],
     2 * 0.7**2 / N),
    ("squared error", "Where minus the mean squared error is largest", np.argmax(-(R**2)),
     np.argmin(R**2)),
    ("squared error", "that is Laplace noise", laplace.logpdf(R).sum() - N * laplace.logpdf(0),
     -np.abs(R).sum()),
    ("weighted", "each point has the weight 1/s_i²", LOSSES[3][0][1], WEIGHTS @ R**2),
    ("weighted", "−½E is largest where E is smallest", -2 * LOSSES[2][0], LOSSES[3][0][1]),
    ("weighted", "which is the square of s_i", norm(scale=S).var().sum(), (S**2).sum()),
    ("conditional", "The factor −1/n turns", CONDITIONAL[5][0][1],
     -CONDITIONAL[4][0] / len(LABELS)),
    ("cross-entropy", "H(p, q) = H(p) + KL(p‖q)", -P_DATA @ np.log(Q),
     entropy(P_DATA) + entropy(P_DATA, Q)),
    ("bernoulli", "1 − σ(z) = σ(−z)", 1 - YES, NO),
    ("bernoulli", "ln(1 + e⁻ᶻ) = ln(1 + eᶻ) − z", DOWN, UP - Z),
    ("bernoulli", "for a target of 0 the loss has to be ln(1 + eᶻ)", UP, logistic_loss(Z, 0.0)),
    ("gradient, sigmoid", "ln(1 − p) has the derivative −1/(1 − p)",
     (np.log(1 - P - 1e-6) - np.log(1 - P + 1e-6)) / 2e-6, -1 / (1 - P)),
    ("gradient, sigmoid", "−t(1 − p) + (1 − t)p = p − t", -T * (1 - P) + (1 - T) * P, P - T),
    ("gradient, sigmoid", "The slope of the sigmoid is p(1 − p)",
     (expit(Z + 1e-6) - expit(Z - 1e-6)) / 2e-6, ODDS),
    ("gradient, sigmoid", "1 − p² is the slope of tanh",
     (np.tanh(Z + 1e-6) - np.tanh(Z - 1e-6)) / 2e-6, 1 - np.tanh(Z) ** 2),
    ("gradient, softmax", "for any other class the slope is −p_j p_k", JACOBIAN[0, 2],
     -SOFT[0] * SOFT[2]),
    ("gradient, softmax", "the derivative of the logarithm is 1/p_j",
     (np.log(P + 1e-6) - np.log(P - 1e-6)) / 2e-6, 1 / P),
    ("gradient, softmax", "The targets sum to 1", TS.sum(), 1),
    ("gradient, softmax", "the others have t_k = 0", SAME[K - 1], 0),
    ("gradient, sigmoid", "for t = 0 the first bracket is positive", np.sign(1 / NO), 1),
    ("gradient, identity", "under Gaussian noise of variance 1, without the constant",
     norm.logpdf(0) - norm.logpdf(Z - T), (Z - T) ** 2 / 2),
    ("gradient, identity", "the 2 from the square and the 1/2 cancel",
     ((Z + 1e-6) ** 2 - (Z - 1e-6) ** 2) / 2e-6 / 2, Z),
    ("gradient, identity", "The output is linear, p = z, so dp/dz = 1",
     ((Z + 1e-6) - (Z - 1e-6)) / 2e-6, 1),
    ("bernoulli", "The logarithm of 1/a is −ln a", np.log(1 / P), -np.log(P)),
    ("categorical", "the t's sum to 1", TS.sum(), 1),
    ("categorical", "With one true class c only t_c = 1 remains", SAME[K], 1),
]  # fmt: skip


@pytest.mark.parametrize(("name", "words", "left", "right"), SAID, ids=[s[1] for s in SAID])
def test_what_a_reason_says_in_symbols_is_said_and_true(name, words, left, right):
    steps = DERIVATIONS[name].steps
    reasons = [each.reason for step in steps for each in (step, *step.wrong)]
    assert any(words in reason for reason in reasons)
    assert left == pytest.approx(right, rel=1e-8)


@every
def test_every_formula_is_whole_latex(derivation):
    steps = [*derivation.steps, *(w for step in derivation.steps for w in step.wrong)]
    for step in steps:
        assert step.marked.count("{") == step.marked.count("}"), step.plain
        assert "[[" not in step.marked and "]]" not in step.marked, step.formula
        assert step.reason.endswith((".", "?"))
    assert all("[[" in step.formula for step in derivation.steps[1:])


def test_importing_a_lessons_derivations_does_not_load_sympy():
    lessons = ("likelihood_regression", "likelihood_classification")
    modules = ", ".join(f"lessons_lib.lessons.{lesson}.derive" for lesson in lessons)
    code = f"import sys, {modules}; print('sympy' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"


def test_the_squared_error_is_best_at_scikit_learns_line():
    line = LinearRegression().fit(X[:, None], Y)
    place = f"({line.coef_[0]:.2f}, {line.intercept_:.2f})"
    assert all(place in v.words for v in DERIVATIONS["squared error"].verdicts[4:])


def test_the_weighted_squared_error_is_best_at_scikit_learns_weighted_line():
    line = LinearRegression().fit(X[:, None], Y, sample_weight=1 / S**2)
    place = f"({line.coef_[0]:.2f}, {line.intercept_:.2f})"
    assert all(place in v.words for v in DERIVATIONS["weighted"].verdicts[1:])


def test_the_conditional_likelihood_is_best_at_scikit_learns_logistic_regression():
    model = LogisticRegression(C=np.inf, fit_intercept=False, tol=1e-8)
    place = f"({model.fit(INPUTS[:, None], LABELS).coef_[0, 0]:.2f})"
    assert all(place in v.words for v in DERIVATIONS["conditional"].verdicts[3:])


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
        (lambda: weighted_squared_error([[1, 1], [1, 2]], [1, 1]), "two different x"),
        (lambda: weighted_squared_error([[1, 1], [2, 2]], [1, 0]), "a deviation above 0"),
        (lambda: weighted_squared_error([[1, 1], [2, 2]], [1]), "for each a deviation"),
        (lambda: conditional([1, 2], [1, 2]), "the targets 0 or 1"),
        (lambda: conditional([1, 2], [1, 1]), "not all of them on the same side"),
        (lambda: conditional([1, 2, 3], [1, 0]), "two lists of one length"),
    ],
)
def test_data_that_cannot_be_derived_with_are_refused_in_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()
