"""Lesson 08: the numbers that its text claims, from the functions that its pictures use."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from lessons_lib.lessons import relu_variants as lesson
from lessons_lib.lessons.relu_variants import check, experiment
from lessons_lib.lessons.relu_variants.family import DIVIDE, DIVISORS, MULTIPLY, rrelu_slopes
from lessons_lib.lessons.relu_variants.ours import cell, difference, rank_by, verdict


def test_the_two_conventions_meet_at_5_5_and_0_1818():
    divided = lesson.Family(a=5.5, convention=DIVIDE, show_elu=False)
    multiplied = lesson.Family(a=0.1818, convention=MULTIPLY, show_elu=False)
    np.testing.assert_allclose(divided.data["leaky"], multiplied.data["leaky"], atol=1e-4)
    assert "0.1818*x" in divided.readout


def test_multiplying_by_the_divisor_is_steeper_below_zero_than_above():
    trap = lesson.Family(a=5.5, convention=MULTIPLY)
    z, y = trap.data["leaky"].T
    np.testing.assert_allclose(y[z < 0], 5.5 * z[z < 0])


def test_the_place_where_two_variants_differ_most_is_marked():
    picture = lesson.Family(a=1.0, show_elu=False)
    bar = picture.data["differ most"]
    np.testing.assert_allclose(bar, [[-4, 0], [-4, -4]])


def test_rrelu_at_test_uses_the_mean_slope_or_the_mean_divisor():
    drawn, at_test = rrelu_slopes("slope from U(1/8, 1/3) (PyTorch)", 100_000)
    assert at_test == pytest.approx(stats.uniform(1 / 8, 5 / 24).mean())
    assert drawn.mean() == pytest.approx(at_test, abs=1e-3)
    drawn, at_test = rrelu_slopes(DIVISORS, 100_000)
    # E[1/a] for a ~ U(3, 8) is ln(8/3)/5 = 0.196, not 1/5.5.
    assert at_test == 1 / 5.5 and drawn.mean() == pytest.approx(np.log(8 / 3) / 5, abs=1e-3)


def test_the_slopes_of_three_layers_part():
    picture = lesson.SlopesLearn()
    picture.step(150)
    path, _ = picture.progress
    first, _, last = np.median(path[-1], axis=-1)
    assert path.shape == (151, 3, 32) and first < 0.25 < last


def test_crelu_loses_nothing_where_relu_dies():
    picture = lesson.BothHalves(shift=-1.5)
    assert "keeps 0%" in picture.readout and "largest difference 0." in picture.readout


def test_elu_lies_most_evenly_around_zero_and_less_so_with_large_weights():
    def numbers(scale):
        words = lesson.MeanActivation(scale=scale).readout.split(": ")[1].rstrip(".").split(", ")
        return [float(word.split(" ")[-1]) for word in words]

    small, usual, large = numbers(0.7), numbers(1.0), numbers(1.3)
    for relu, leaky, elu in (small, usual):
        assert abs(elu) < leaky < relu
    assert small[2] < 0.1 < usual[2] < large[2]


def test_stored_results_are_what_the_code_gives_today():
    stored = experiment.load()
    assert len(stored["compare"]) == 7 * 5 and len(stored["sweep"]) == 7 * 9
    again = experiment.sweep("ELU", 1, 0.15)
    # float32 sums differ in the last digits between computers: a picture more or less.
    np.testing.assert_allclose(again["test"], cell("ELU", 1, 0.15)["test"], atol=2.1 / 360)
    again = experiment.compare("ReLU", 2)
    (row,) = [r for r in stored["compare"] if (r["variant"], r["fold"]) == ("ReLU", 2)]
    assert np.mean(again["test"]) == pytest.approx(np.mean(row["test"]), abs=0.002)
    assert np.mean(again["training"]) == pytest.approx(np.mean(row["training"]), abs=0.002)


def test_folds_part_the_digits_and_never_share_a_picture():
    parts = [experiment.split(fold) for fold in range(5)]
    assert sum(len(test) for *_, test in parts) == 1797
    for X, _, X_test, _ in parts[:1]:
        assert len(X) + len(X_test) == 1797


def test_what_the_text_says_of_the_digits_is_what_the_results_say():
    assert rank_by("training")[0] == "PReLU" and rank_by("test")[0] == "CReLU"
    assert [verdict(n, "ReLU", "test") for n in ("Leaky x/5.5", "RReLU")] == [1, 1]
    assert [verdict(n, "ReLU", "test") for n in ("PReLU", "ELU")] == [0, 0]
    assert verdict("PReLU", "ReLU", "training") == verdict("CReLU", "ReLU", "test") == -1
    assert max(abs(difference(n, "ReLU", "test")[0]) for n in experiment.VARIANTS) < 0.01


def test_deep_and_fast_fails_for_most_variants_and_moderate_rates_for_few():
    def fails(rate):
        found = [cell(name, 4, rate)["test"] for name in experiment.VARIANTS]
        return sum(not errors or np.median(errors) > 0.1 for errors in found)

    assert fails(0.5) == 7 and fails(0.05) == 0


def _leaky(z, a):
    return np.where(z > 0, z, a * z)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda z, a: np.where(z > 0, z, z / a), "divided"),
        (lambda z, a: np.maximum(z, 0), "plain ReLU"),
        (lambda z, a: np.where(z > 0, 1, a), "derivative"),
        (lambda z, a: np.maximum(a * z, z), "wrong branch"),
        (lambda z, a: np.where(z > 0, a * z, z), "exchanged"),
        (lambda z, a: np.where(z > 0, z, -a * z), "sign"),
    ],
)
def test_a_wrong_leaky_relu_is_told_what_is_wrong(answer, words):
    feedback = check.leaky(answer)
    assert not feedback.right and words in feedback.words


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda z, a: np.where(z > 0, z, np.expm1(z)), "ignores alpha"),
        (lambda z, a: np.where(z > 0, 1, a * np.exp(z)), "derivative"),
        (lambda z, a: np.where(z > 0, z, a * np.exp(z)), "- 1 is missing"),
        (lambda z, a: a * np.expm1(z), "above zero too"),
        (lambda z, a: np.where(z > 0, a * z, a * np.expm1(z)), "positive branch"),
        (lambda z, a: np.where(z > 0, z, a * np.expm1(-z)), "sign in the exponent"),
    ],
)
def test_a_wrong_elu_is_told_what_is_wrong(answer, words):
    feedback = check.elu(answer)
    assert not feedback.right and words in feedback.words


def test_right_answers_are_right():
    assert check.leaky(_leaky).right
    assert check.elu(lambda z, a: np.where(z > 0, z, a * (np.exp(z) - 1))).right
    assert check.negative_slope(0.1818).right and check.negative_slope(1 / 5.5).right
    assert check.lowest_training_error("b").right


@pytest.mark.parametrize(
    ("answer", "words"),
    [(5.5, "divisor"), (-0.18, "positive"), (0.01, "default"), (0.818, "lacks to 1"), (3, "large")],
)
def test_a_wrong_slope_is_told_what_is_wrong(answer, words):
    feedback = check.negative_slope(answer)
    assert not feedback.right and words in feedback.words


@pytest.mark.parametrize("answer", ["a", "c", "d"])
def test_a_wrong_reading_gets_its_own_words(answer):
    assert f"({answer})" in check.lowest_training_error(answer).words
