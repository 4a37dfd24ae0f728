"""Lesson 07: the numbers that its text claims, from the functions that its pictures use."""

from __future__ import annotations

import numpy as np
import pytest

from lessons_lib.datasets import circles
from lessons_lib.lessons import relu as lesson
from lessons_lib.lessons.relu import check
from lessons_lib.lessons.relu.bend import between, median_network, places
from lessons_lib.lessons.relu.census import tiles
from lessons_lib.lessons.relu.cost import seconds
from lessons_lib.lessons.relu.deep import GOAL, SCALES
from lessons_lib.lessons.relu.deep import run as run_deep
from lessons_lib.lessons.relu.dying import DATA, live
from lessons_lib.lessons.relu.race import NAMES, run
from lessons_lib.lessons.relu.scale import signals
from lessons_lib.theory.gradients.racing import epochs_to, median
from lessons_lib.theory.gradients.slopes import all_off


def test_ten_sigmoids_let_a_millionth_through_and_ten_relus_all():
    words = lesson.Derivatives(z=0.0, layers=10).readout
    assert f"sigmoid 0.25 ({0.25**10:.2g})" in words and 0.25**10 < 1.1e-6
    assert "ReLU 1 (1)" in lesson.Derivatives(z=4.0).readout
    assert "ReLU 0 (0)" in lesson.Derivatives(z=-1.0).readout


def _race(start, rate):
    *_, last = run(circles(200), rate, start)
    return dict(zip(NAMES, (epochs_to(GOAL, path) for path in last.accuracy), strict=True))


def test_relu_and_tanh_get_there_and_no_sigmoid_at_any_rate():
    found = _race("Glorot's", 0.1)
    assert not np.isfinite(found["sigmoid 3"]).any()
    assert median(found["relu 3"]).high < median(found["tanh 3"]).low
    assert 10 < median(found["relu 3"]).middle < 20 and 30 < median(found["tanh 3"]).middle < 50
    # A fourth layer makes no difference: the intervals overlap.
    assert median(found["relu 4"]).low <= median(found["relu 3"]).high
    assert median(found["relu 3"]).low <= median(found["relu 4"]).high
    for rate in (0.5, 2.0, 5.0):
        assert not np.isfinite(_race("Glorot's", rate)["sigmoid 3"]).any(), rate


def test_from_hes_weights_tanh_is_as_fast_as_relu():
    found = _race("He's", 0.1)
    assert median(found["tanh 3"]).middle < 1.5 * median(found["relu 3"]).middle


def test_large_weights_reverse_the_roles():
    found = {name: np.isfinite(when).sum() for name, when in _race("deviation 2", 0.5).items()}
    assert found["sigmoid 3"] >= 30 and found["relu 3"] < 12 and found["relu 4"] <= 3


def test_half_of_hes_scale_halves_the_signal_in_every_layer():
    he, half = (signals("relu", 20, scale).forward for scale in (1.0, 0.5))
    np.testing.assert_allclose(half, he * 0.5 ** np.arange(1, 21)[:, None], rtol=1e-9)
    assert 1e-8 < np.median(half[-1]) < 1e-6


def test_he_keeps_the_mean_square_in_wide_layers():
    # He et al. (2015), eq. 10: the expected mean square does not change.
    assert 0.2 < np.median(signals("relu", 20, 1.0).forward[-1]) < 1.2
    assert np.median(signals("relu", 20, 1.5).forward[-1]) > 100


def test_as_many_examples_die_in_narrow_layers_as_the_formula_expects():
    # Lu et al. (2019), arXiv:1903.06733.
    gone = signals("relu", 20, 1.0, width=3).gone
    assert gone.mean() > 0.9
    assert gone.mean() == pytest.approx(float(all_off(3, 20)), abs=3 * gone.std() / np.sqrt(32))


def _learned(depth, width, rate):
    *_, last = run_deep(depth, width, rate)
    assert last.epochs == 60
    return dict(zip(SCALES, (last.accuracy >= GOAL).sum(1), strict=True))


def test_deep_relu_networks_learn_from_hes_scale_and_from_no_other():
    found = _learned(20, 16, 0.02)
    assert found[0.5] == found[1.5] == 0 and found[1.0] >= 25
    assert max(_learned(20, 4, 0.02).values()) <= 8
    assert 6 <= _learned(20, 16, 0.1)[1.0] <= 26


def _end(**settings):
    *_, last = live(**settings)
    return np.median(last.dead[-1].mean(0)), last.right, last


def test_with_biases_far_down_units_stay_dead_and_the_network_guesses():
    dead, right, _ = _end(bias=-1.5, rate=0.3)
    assert dead > 0.9 and right == pytest.approx(0.5, abs=0.02)


def test_a_leak_revives_a_third_of_the_dead_and_the_network_learns():
    dead, right, last = _end(bias=-1.5, rate=0.3, leak=0.3, leak_from=30)
    before = np.median(last.dead[30].mean(0))
    assert before > 0.9 and 0.2 < 1 - dead / before < 0.5 and right > 0.85


def test_a_large_rate_kills_about_half_most_in_the_last_layer_and_a_leak_is_no_cure():
    dead, _, last = _end(bias=0.0, rate=2.0)
    layers = np.median(last.dead[-1], axis=-1)
    assert 0.35 < dead < 0.7 and layers.argmax() == 2
    leaky_dead, _, leaky = _end(bias=0.0, rate=2.0, leak=0.1)
    assert leaky_dead < dead and leaky.diverged > 8


def test_tiles_keep_each_map_beside_its_neighbour_with_a_gap():
    maps = np.arange(2 * 3 * 41 * 41).reshape(2, 3, 41, 41) % 2
    picture = tiles(np.array([[0, 1, 2], [2, 1, 0]]), maps)
    assert picture.shape == (2 * 44, 3 * 44) and set(picture[41:44].ravel()) == {0}
    np.testing.assert_array_equal(picture[44:85, :41], 5 + maps[1, 0])


def test_the_cost_is_measured_when_asked():
    picture = lesson.Cost(numbers=20_000)
    assert picture.readout.startswith("Press Measure")
    picture.measure()
    assert picture.readout.startswith("Value and derivative, in multiples of ReLU's")
    assert seconds(20_000, rounds=3).shape == (9, 2)


def test_half_way_between_two_planes_each_point_is_in_the_middle():
    net, replica, _ = median_network("circles", "relu")
    X = circles(20).X
    ends = [places(net, replica, X, stage) for stage in (1, 2)]
    np.testing.assert_allclose(between(net, replica, X, 1.5), sum(ends) / 2)
    np.testing.assert_array_equal(between(net, replica, X, 2.0), ends[1])


@pytest.mark.parametrize("data_set", ["circles", "moons"])
def test_after_four_layers_a_line_parts_the_classes(data_set):
    net, replica, right = median_network(data_set, "relu")
    assert right > 0.95
    data = circles(200) if data_set == "circles" else DATA
    seen = places(net, replica, data.X, 2)
    logits = seen @ net.weights[-1][replica] + net.biases[-1][replica]
    np.testing.assert_allclose(logits[:, 0], net.logits(data.X)[replica, :, 0])


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda u, z: u * np.maximum(z, 0), "value of ReLU"),
        (lambda u, z: np.maximum(u, 0), "clips upstream"),
        (lambda u, z: (z > 0) * 1.0, "derivative alone"),
        (lambda u, z: u * (z >= 0), "at z = 0"),
        (lambda u, z: u * (z < 0), "other way round"),
        (lambda u, z: u, "everywhere"),
    ],
)
def test_a_wrong_gradient_is_told_what_is_wrong(answer, words):
    feedback = check.relu_gradient(answer)
    assert not feedback.right and words in feedback.words


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda z: (z <= 0).sum(), "all examples"),
        (lambda z: (z <= 0).all(axis=1).sum(), "rows"),
        (lambda z: (z <= 0).any(axis=0).sum(), "use all"),
        (lambda z: (z > 0).any(axis=0).sum(), "still live"),
        (lambda z: (z < 0).all(axis=0).sum(), "exactly 0"),
    ],
)
def test_a_wrong_count_is_told_what_is_wrong(answer, words):
    feedback = check.count_dead(answer)
    assert not feedback.right and words in feedback.words


@pytest.mark.parametrize(
    ("answer", "words"),
    [(0.04, "variance"), (0.1414, "linear layer"), (10, "divide by n"), (-0.2, "positive")],
)
def test_a_wrong_deviation_is_told_what_is_wrong(answer, words):
    feedback = check.he_deviation(answer)
    assert not feedback.right and words in feedback.words


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (1 - (7 / 8) ** 20, "share that is lost"),
        (7 / 8, "one layer"),
        (0.5**20, "one of three is enough"),
        ((1 / 8) ** 20, "if at least one is on"),
        (7, "in percent"),
        (-1, "between 0 and 1"),
    ],
)
def test_a_wrong_share_is_told_what_is_wrong(answer, words):
    feedback = check.surviving_share(answer)
    assert not feedback.right and words in feedback.words


def test_right_answers_are_right():
    assert check.surviving_share((7 / 8) ** 20).right
    assert check.relu_gradient(lambda u, z: u * (z > 0)).right
    assert check.count_dead(lambda z: (z.max(axis=0) <= 0).sum()).right
    assert check.he_deviation(0.2).right
    assert check.why_dead_stays_dead("b").right


@pytest.mark.parametrize("answer", ["a", "c", "d"])
def test_a_wrong_reason_gets_its_own_words(answer):
    assert f"({answer})" in check.why_dead_stays_dead(answer).words
