"""Lesson 08: the numbers that its text claims, from the functions that its pictures use."""

from __future__ import annotations

import re

import numpy as np
import pytest
from scipy import stats

from lessons_lib.activations import ELU, GELU, LeakyReLU, PReLU, SiLU, Softplus
from lessons_lib.datasets import PLANE
from lessons_lib.lessons import relu_variants as lesson
from lessons_lib.lessons.relu_variants import check, experiment, fixed, predict
from lessons_lib.lessons.relu_variants.family import DIVIDE, DIVISORS, MULTIPLY, rrelu_slopes
from lessons_lib.lessons.relu_variants.ours import IMAGES, PLANS
from lessons_lib.mlp import MLP
from lessons_lib.training import train
from tests.lessons.truth import relu_variants as truth


def test_the_two_conventions_meet_at_5_5_and_0_1818():
    divided = lesson.Family(a=5.5, convention=DIVIDE, shown="leaky")
    multiplied = lesson.Family(a=0.1818, convention=MULTIPLY, shown="leaky")
    np.testing.assert_allclose(divided.data["leaky"], multiplied.data["leaky"], atol=1e-4)
    assert "0.1818*z" in divided.readout


def test_multiplying_by_the_divisor_is_steeper_below_zero_and_stays_in_the_picture():
    trap = lesson.Family(a=5.5, convention=MULTIPLY)
    z, y = trap.data["leaky"].T
    np.testing.assert_allclose(y[z < 0], 5.5 * z[z < 0])
    assert trap.figure.axes[0].get_ylim()[0] < y.min()


def test_with_hes_weights_the_mean_square_grows_by_one_plus_the_square_of_the_slope():
    rng = np.random.default_rng(0)
    z = rng.standard_normal((2000, 400))
    for slope in (0.0, 5.5):
        a = np.where(z > 0, z, slope * z)
        after = a @ rng.normal(0, np.sqrt(2 / 400), (400, 4000))
        assert np.mean(after**2) == pytest.approx(1 + slope**2, rel=0.03)


def test_at_minus_4_the_picture_tells_how_little_of_each_derivative_is_left():
    told = lesson.Family(shown="GELU, SiLU, softplus", at=-4).readout
    assert "GELU -0.000127 and -0.000504" in told
    assert "SiLU -0.0719 and -0.0527" in told and "softplus 0.0181 and 0.018." in told
    assert "ELU -0.982 and 0.0183." in lesson.Family(shown="leaky and ELU", at=-4).readout


def test_rrelu_at_test_uses_the_mean_slope_or_the_mean_divisor():
    drawn, at_test = rrelu_slopes("slope from U(1/8, 1/3) (PyTorch)", 100_000)
    assert at_test == pytest.approx(stats.uniform(1 / 8, 5 / 24).mean())
    assert drawn.mean() == pytest.approx(at_test, abs=1e-3)
    drawn, at_test = rrelu_slopes(DIVISORS, 100_000)
    # E[1/a] for a ~ U(3, 8) is ln(8/3)/5 = 0.196, not 1/5.5.
    assert at_test == 1 / 5.5 and drawn.mean() == pytest.approx(np.log(8 / 3) / 5, abs=1e-3)
    assert 1 - at_test / (np.log(8 / 3) / 5) == pytest.approx(0.07, abs=0.005)


def test_only_the_leaky_units_keep_their_slope_far_below_zero():
    told = {GELU(): -0.0005, SiLU(): -0.05, Softplus(): 0.02, ELU(): 0.02}
    for phi, slope in told.items():
        near, far = phi.derivative(np.array([-4.0, -12.0]))
        assert near == pytest.approx(slope, abs=0.005 if abs(slope) > 0.01 else 5e-5)
        assert abs(far) < 0.01 * abs(near)


def trained(data="moons", optimiser="sgd", rate=0.1, epochs=150):
    """The slopes of three layers of 32 networks, (layers, replicas)."""
    points = PLANE[data](200)
    net = MLP((2, 8, 8, 8, 1), PReLU(0.25), seeds=range(32), init="he")
    options = {"epochs": epochs, "learning_rate": rate, "optimiser": optimiser}
    train(net, points.X, points.y, **options)
    return np.array([slot[0].ravel() for slot in net.slopes])


def ends(slopes):
    """The lowest and the highest slope of each layer."""
    return [(row.min(), row.max()) for row in slopes]


def test_in_each_layer_slopes_end_below_0_and_above_1():
    picture = lesson.SlopesLearn()
    picture.step(150)
    path = picture.progress.slopes
    np.testing.assert_allclose(path[-1], trained())
    told = [(-0.2, 1.6), (-0.4, 1.9), (-1.2, 1.5)]
    assert ends(path[-1]) == [pytest.approx(end, abs=0.06) for end in told]


@pytest.mark.parametrize(
    "run", [{"epochs": 600}, {"optimiser": "adam", "rate": 0.01}, {"data": "spirals"}]
)
def test_another_budget_optimiser_or_data_set_parts_the_slopes_too(run):
    assert all(high - low > 0.9 for low, high in ends(trained(**run)))


def test_from_a_line_slopes_part_to_both_sides_of_1():
    from_line = lesson.SlopesLearn(init=1.0)
    from_line.step(150)
    slopes = from_line.progress.slopes[-1]
    assert all((row < 0.9).sum() >= 8 and (row > 1.1).sum() >= 16 for row in slopes)


def test_two_networks_with_slopes_2_and_a_half_give_the_same_outputs():
    rng = np.random.default_rng(0)
    x, inner, outer = rng.normal(size=(50, 3)), rng.normal(size=(3, 8)), rng.normal(size=(8, 2))

    def leaky(z, a):
        return np.where(z > 0, z, a * z)

    one, other = leaky(x @ inner, 2) @ outer, leaky(x @ -inner, 0.5) @ (-2 * outer)
    np.testing.assert_allclose(one, other)


def test_a_stored_run_is_what_playing_gives_and_only_scenes_have_one():
    played, kept = lesson.SlopesLearn(), lesson.SlopesLearn()
    played.step(150)
    assert kept.readout == f"Stored run (Play trains anew). {played.readout}"
    every = played.medians[1].get_ydata()[::5]
    np.testing.assert_allclose(kept.medians[1].get_ydata(), every, atol=1e-4)
    other = lesson.SlopesLearn(init=0.5)
    assert other.readout.startswith("Every slope begins at 0.5.")


def test_stored_losses_are_what_training_gives_today():
    (case, *_), known = fixed.CASES, fixed.stored()
    for name, phi in (("0", LeakyReLU(0.0)), ("learned", PReLU(0.25))):
        np.testing.assert_allclose(fixed.losses(phi, case), known[case][name], atol=2e-3)


def medians(case):
    return {name: np.median(losses) for name, losses in fixed.stored()[case].items()}


def test_on_half_moons_only_slopes_near_1_are_bad_and_learning_gets_as_far_as_relu():
    for case in list(fixed.CASES)[:3]:
        found = medians(case)
        learned = found.pop("learned")
        assert learned == pytest.approx(found["0"], rel=0.1)
        far = [loss for slope, loss in found.items() if not 0.5 < float(slope) < 2]
        assert max(far) < 0.4 * found["1"] and found["1"] > 0.3


def test_on_spirals_sgd_learns_slopes_worse_than_a_fixed_one_and_adam_does_not():
    sgd, adam = (medians(case) for case in list(fixed.CASES)[3:])
    assert sgd["learned"] > 30 * sgd["-1"] and adam["learned"] <= adam["-1"]


def test_crelu_loses_nothing_where_relu_dies():
    picture = lesson.BothHalves(shift=-1.5)
    assert "above 0 for 0 %" in picture.readout and "largest error of 0." in picture.readout


def ratios(scale):
    """Of ReLU, leaky ReLU and ELU in layer 10."""
    words = lesson.MeanActivation(scale=scale).readout.partition(" is ")[2]
    return [float(found) for found in re.findall(r"(\d\.\d\d) for", words)]


def test_elu_lies_most_evenly_around_zero_and_less_so_with_large_weights():
    assert ratios(1.0) == [0.53, 0.43, 0.35]
    assert ratios(0.7) == [0.53, 0.43, 0.06]
    assert ratios(1.3) == [0.53, 0.43, 0.50]
    data = lesson.MeanActivation().data
    relu, leaky, elu = (data[name][:, 1] for name in ("ReLU", "leaky 0.18", "ELU"))
    assert (elu < leaky).all() and (leaky < relu).all()


def test_stored_results_are_what_the_code_gives_today():
    assert len(experiment.load()["compare"]) == 11 * 5 * 3
    # float32 sums differ in the last digits between computers: a picture more or less.
    (again,) = experiment.compare("ReLU", "adam", 2)
    for part in ("test", "training"):
        known = truth.stored()["ReLU", "adam", 40, part][2]
        assert np.mean(again[part]) == pytest.approx(known.mean(), abs=0.002)


def test_folds_part_the_digits_and_never_share_a_picture():
    parts = [experiment.split(fold) for fold in range(5)]
    assert sum(len(test) for *_, test in parts) == 1797
    for X, _, X_test, _ in parts[:1]:
        assert len(X) + len(X_test) == 1797


def test_crelu_costs_1_40_times_the_weights_and_the_narrow_one_no_more_than_relu():
    nets = [experiment.network(name, [0]) for name in ("ReLU", "CReLU", "CReLU (25 units)")]
    weights = [sum(W.size for W in net.weights) for net in nets]
    assert weights[:2] == [3392, 4736] and round(weights[1] / weights[0], 2) == 1.40
    assert [nets[0].n_parameters, nets[2].n_parameters] == [3466, 3410]


SGD, LONG, ADAM = PLANS


def told(side, **controls):
    """The variants whose interval of the difference from ReLU lies on that side of 0."""
    picture = lesson.Digits(**controls)
    return {n for n in experiment.VARIANTS if n != "ReLU" and picture.difference(n).side == side}


def test_what_the_text_says_of_the_digits_over_seeds_is_what_the_results_say():
    both = {"CReLU", "CReLU (25 units)"}
    assert told(-1) == both and told(1) == {"Leaky z/5.5", "RReLU", "SiLU", "Softplus"}
    assert "ELU" in told(0)


def test_three_verdicts_are_the_same_in_all_three_plans():
    lower, higher = (set.intersection(*(told(s, plan=p) for p in PLANS)) for s in (-1, 1))
    assert lower == {"CReLU", "CReLU (25 units)"} and higher == {"Softplus"}
    assert not set.intersection(*(told(0, plan=p) for p in PLANS))


def test_over_folds_few_differences_are_left_and_for_all_ten_together_none():
    assert len(told(0, covers=IMAGES)) == 7
    for plan in PLANS:
        all_ten = {"covers": IMAGES, "together": True, "plan": plan}
        assert not told(-1, **all_ten) | told(1, **all_ten)
    assert predict.apart().truth == 0


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
        (lambda z, a: np.where(z > 0, z, -a * z), "sign below zero"),
    ],
)
def test_a_wrong_leaky_relu_is_told_what_is_wrong(answer, words):
    feedback = check.leaky(answer)
    assert not feedback.right and words in feedback.words


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda z, a: np.where(z > 0, z, np.expm1(z)), "does not use alpha"),
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
    assert check.one_run_each("b").right


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (5.5, "divisor"),
        (-0.18, "positive"),
        (0.01, "default"),
        (0.818, "subtracted from 1"),
        (3, "large"),
    ],
)
def test_a_wrong_slope_is_told_what_is_wrong(answer, words):
    feedback = check.negative_slope(answer)
    assert not feedback.right and words in feedback.words


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (3392, "with ReLU"),
        (6784, "twice"),
        (4810, "biases"),
        (4416, "output layer"),
        (3712, "second hidden layer"),
        (100, "can not lower"),
    ],
)
def test_a_wrong_number_of_weights_is_told_what_is_wrong(answer, words):
    assert check.crelu_weights(4736).right
    feedback = check.crelu_weights(answer)
    assert not feedback.right and words in feedback.words


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda g, z: np.sum(g * z), "all products"),
        (lambda g, z: np.sum(g * (z < 0)), "chain rule"),
        (lambda g, z: np.mean(g * np.minimum(z, 0)), "mean"),
        (lambda g, z: g * np.minimum(z, 0), "one number"),
        (lambda g, z: -np.sum(g * np.minimum(z, 0)), "sign"),
    ],
)
def test_a_wrong_gradient_of_the_slope_is_told_what_is_wrong(answer, words):
    assert check.slope_gradient(lambda g, z: np.sum(np.where(z < 0, g * z, 0))).right
    feedback = check.slope_gradient(answer)
    assert not feedback.right and words in feedback.words


@pytest.mark.parametrize("answer", ["a", "c", "d"])
def test_a_wrong_reading_gets_its_own_words(answer):
    assert f"({answer})" in check.one_run_each(answer).words
