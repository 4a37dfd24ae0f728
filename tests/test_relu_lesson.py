"""Lesson 06: the numbers that its text claims, from the functions that its pictures use."""

from __future__ import annotations

import numpy as np
import pytest

from lessons_lib.datasets import circles
from lessons_lib.lessons import relu as lesson
from lessons_lib.lessons.relu import check
from lessons_lib.lessons.relu.bend import median_network, places
from lessons_lib.lessons.relu.cost import seconds
from lessons_lib.lessons.relu.dying import DATA, live
from lessons_lib.lessons.relu.race import accuracy, epochs_to_goal, run
from lessons_lib.lessons.relu.scale import signals
from lessons_lib.theory.dead_units import dead_share


@pytest.mark.parametrize("name", lesson.__all__)
def test_every_scene_of_every_picture_has_a_readout_with_numbers(name):
    picture = getattr(lesson, name)()
    for scene in picture.scenes or [None]:
        if scene:
            picture.show_scene(scene)
        assert any(letter.isdigit() for letter in picture.readout), scene


@pytest.mark.parametrize("name", lesson.__all__)
def test_the_printed_call_rebuilds_the_picture(name):
    picture = getattr(lesson, name)()
    again = eval(repr(picture), vars(lesson))
    assert again.values == picture.values and again.readout == picture.readout


def test_ten_sigmoids_let_a_millionth_through_and_ten_relus_all():
    words = lesson.Derivatives(z=0.0, layers=10).readout
    assert f"sigmoid 0.25 ({0.25**10:.2g})" in words and 0.25**10 < 1.1e-6
    assert "ReLU 1 (1)" in lesson.Derivatives(z=4.0).readout
    assert "ReLU 0 (0)" in lesson.Derivatives(z=-1.0).readout


@pytest.fixture(scope="module")
def laps():
    return {
        start: list(run(circles(200), 0.1, start))[-1]
        for start in ("Glorot's", "large (deviation 2)")
    }


def test_relu_networks_get_there_within_twenty_epochs_and_sigmoid_ones_do_not(laps):
    sigmoid, three, four = (epochs_to_goal(path) for path in laps["Glorot's"].accuracy)
    assert not np.isfinite(sigmoid).any()
    assert np.isfinite(three).all() and np.isfinite(four).all()
    assert np.quantile(three, 0.75) < 21 and np.quantile(four, 0.75) < 21


def test_a_better_start_lets_many_sigmoid_networks_get_there_later(laps):
    sigmoid, three, _ = (epochs_to_goal(path) for path in laps["large (deviation 2)"].accuracy)
    assert np.isfinite(sigmoid).sum() > 16
    assert np.median(sigmoid) > 2 * np.median(three)


def test_half_of_hes_scale_halves_the_signal_in_every_layer():
    he, half = (signals("relu", 20, scale)[0] for scale in (1.0, 0.5))
    np.testing.assert_allclose(half, he * 0.5 ** np.arange(1, 21)[:, None], rtol=1e-9)
    assert 1e-8 < np.median(half[-1]) < 1e-6


def test_he_keeps_the_mean_square_in_wide_layers():
    # He et al. (2015), eq. 10: the expected mean square does not change.
    forward, _ = signals("relu", 20, 1.0)
    assert 0.2 < np.median(forward[-1]) < 1.2
    assert np.median(signals("relu", 20, 1.5)[0][-1]) > 100


def _end(**settings):
    *_, last = live(**settings)
    return np.median(dead_share(last.net, DATA.X)), np.median(accuracy(last.net, DATA)), last


def test_with_biases_far_down_units_stay_dead_and_the_network_guesses():
    dead, right, _ = _end(leak=0.0, bias=-1.5, rate=0.3)
    assert dead > 0.9 and right == pytest.approx(0.5, abs=0.02)


def test_a_leak_revives_about_half_and_the_network_learns():
    start = next(live(0.3, -1.5, 0.3))
    before = np.median(dead_share(start.net, DATA.X))
    dead, right, _ = _end(leak=0.3, bias=-1.5, rate=0.3)
    assert before > 0.8 and 0.35 < dead < 0.65 and right > 0.85


def test_a_large_rate_kills_about_half_and_a_leak_does_not_make_it_right():
    dead, _, _ = _end(leak=0.0, bias=0.0, rate=2.0)
    assert 0.35 < dead < 0.75
    assert _end(leak=0.1, bias=0.0, rate=2.0)[2].diverged


def test_the_cost_is_measured_when_asked_and_relu_is_cheaper_than_sigmoid_and_tanh():
    picture = lesson.Cost(numbers=20_000)
    assert picture.readout.startswith("Press Measure")
    picture.measure()
    assert picture.readout.startswith("Times ReLU's")
    assert seconds(20_000).shape == (9,)


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


def test_right_answers_are_right():
    assert check.relu_gradient(lambda u, z: u * (z > 0)).right
    assert check.count_dead(lambda z: (z.max(axis=0) <= 0).sum()).right
    assert check.he_deviation(0.2).right
    assert check.why_dead_stays_dead("b").right


@pytest.mark.parametrize("answer", ["a", "c", "d"])
def test_a_wrong_reason_gets_its_own_words(answer):
    assert f"({answer})" in check.why_dead_stays_dead(answer).words
