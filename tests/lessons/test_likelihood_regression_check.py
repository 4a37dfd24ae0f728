"""The exercises of lesson 10: right answers pass, and each known mistake gets its words."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from scipy.integrate import quad
from scipy.optimize import minimize_scalar
from scipy.stats import norm

from lessons_lib.lessons.likelihood_regression import check

HALF = np.log(2 * np.pi) / 2


def test_scipys_log_likelihood_is_right():
    assert check.log_likelihood(lambda r, s: norm(0, s).logpdf(r).sum()).right


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda r, s: np.prod(norm(0, s).pdf(r)), "this is the likelihood itself"),
        (lambda r, s: -norm(0, s).logpdf(r).sum(), "opposite sign"),
        (lambda r, s: np.sum(-(r**2) / (2 * s**2)) - np.log(s) - HALF, "added only once"),
        (lambda r, s: norm(0, s).logpdf(r).mean(), "this is the mean"),
        (lambda r, s: np.sum(-(r**2) / (2 * s**2) + np.log(s) - HALF), "the factor 1/s in front"),
        (lambda r, s: np.sum(-(r**2) / s**2 - np.log(s) - HALF), "the ½"),
        (lambda r, s: np.sum(-(r**2) / (2 * s) - np.log(s) - HALF), "s has to be squared"),
        (lambda r, s: np.sum(-(r**2) / (2 * s**2) - np.log(s) - 2 * HALF), "subtract twice"),
        (lambda r, s: np.sum(-(r**2) / (2 * s**2)), "constants"),
        (lambda r, s: norm(0, np.sqrt(s)).logpdf(r).sum(), "you take s for the variance"),
        (lambda r, s: norm.logpdf(r / s).sum() - np.log(s), "−ln s belongs to each"),
        (lambda r, s: norm(0, s).logpdf(r).sum() + (len(r) - 1) * HALF, "−½ ln 2π belongs to each"),
        (lambda r, s: np.sum(-abs(r) / (2 * s**2) - np.log(s) - HALF), "not taken by its size"),
        (lambda r, s: np.sum(-(r**2) / (2 * s**2) - np.log(s)), "the term −½ ln 2π is missing"),
        (lambda r, s: -norm(0, s).logpdf(r).sum() - 2 * len(r) * (np.log(s) + HALF), "first term"),
        (lambda r, s: norm(0, s).logpdf(r), "one number; it returned numbers of shape (4,)"),
        (lambda r, s: 1.0, "expected"),
        (lambda r, s: None, "returns nothing"),
        (0, "expected a function"),
    ],
)
def test_each_mistake_in_the_log_likelihood_gets_its_words(answer, words):
    judged = check.log_likelihood(answer)
    assert not judged.right and words in judged.words


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda x, y: np.linalg.lstsq(np.stack([x, 1 + 0 * x], 1), y)[0], ""),
        (lambda x, y: stats.linregress(x, y)[:2], ""),
        (lambda x, y: np.polyfit(x, y, 1)[::-1], "in the wrong order"),
        (lambda x, y: np.polyfit(y, x, 1), "x as a function of y"),
        (lambda x, y: (x @ y / (x @ x), 0), "through the origin"),
        (lambda x, y: stats.linregress(x, y).slope, "numbers of shape (2,)"),
        (lambda x, y: None, "returns nothing"),
    ],
)
def test_the_line_is_judged(answer, words):
    judged = check.least_squares(answer)
    assert judged.right == (not words) and words in judged.words


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda r: stats.norm.fit(r, floc=0)[1], ""),
        (lambda r: np.linalg.norm(r) / np.sqrt(len(r)), ""),
        (np.var, "np.var subtracts"),
        (lambda r: r @ r, "sum of the squares"),
        (np.std, "subtracts the mean"),
        (lambda r: np.std(r, ddof=2), "n − 2 and subtract"),
        (lambda r: np.linalg.norm(r) / len(r), "before you take the root, and not after"),
        (lambda r: np.abs(r).max(), "the largest residual"),
        (lambda r: (r @ r / (len(r) - 2)) ** 0.5, "n − 2"),
        (lambda r: r, "one number"),
        (3, "expected a function"),
    ],
)
def test_the_likeliest_noise_is_judged(answer, words):
    judged = check.likeliest_s(answer)
    assert judged.right == (not words) and words in judged.words


@pytest.mark.parametrize(
    ("answer", "right", "words"),
    [
        (2 / 8, True, "2/8"),
        (4, False, "the smallest curvature"),
        (1 / 8, False, "at 1/8 the most curved direction arrives in one step"),
        (16, False, "8 times 2"),
        (2 / 8.5, False, "do not add up"),
        (0.5, False, "the smallest curvature itself"),
        (2, False, "1 divided by"),
        (1, False, "diverges"),
        (2 / 17, False, "converges, and at somewhat larger"),
        (0.1176, False, "converges, and at somewhat larger"),
        (-1, False, "positive number"),
    ],
)
def test_the_largest_rate_is_judged(answer, right, words):
    judged = check.largest_rate(answer)
    assert judged.right == right and words in judged.words


def test_the_bound_of_the_rate_is_where_descent_turns_over():
    def after(rate, steps=200):
        place = np.ones(2)
        for _ in range(steps):
            place = place - rate * np.array([0.5, 8.0]) * place
        return np.abs(place).max()

    assert after(0.249) < 1 < after(0.251)


def test_the_best_constant_is_where_scipy_finds_it():
    found = minimize_scalar(
        lambda c: np.abs(np.subtract([1, 2, 3, 4, 100], c)).sum(), bounds=(0, 100)
    )
    assert check.best_constant(round(found.x, 3)).right


@pytest.mark.parametrize(
    ("answer", "words"),
    [(22, "the mean"), (50.5, "the smallest and the largest"), (2.5, "first four")]
    + [(c, "above your constant than below") for c in (-1, 1, 2, 2.9)]
    + [(c, "below your constant than above") for c in (3.1, 4, 7, 100)],
)
def test_each_wrong_constant_gets_its_words(answer, words):
    judged = check.best_constant(answer)
    assert not judged.right and words in judged.words


def test_the_area_over_theta_is_quads():
    found, _ = quad(lambda theta: norm(4 * theta, 0.7).pdf(2), -4, 5, points=[0.5])
    assert check.area(found).right


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (1, "area over y"),
        (4, "you multiply"),
        (0.5, "largest"),
        (norm(0, 0.7).pdf(0), "height of the top"),
        (0.175, "standard deviation"),
        (0.4387, "exponential alone"),
        (0.0625, "not squared"),
        (0, "positive"),
        (0.3, "too large. Over r the area is 1"),
        (0.2, "too small. Over r the area is 1"),
    ],
)
def test_each_wrong_area_gets_its_words(answer, words):
    judged = check.area(answer)
    assert not judged.right and words in judged.words
