"""Lesson 07: the numbers that its text claims, from what its pictures show."""

from __future__ import annotations

import json

import numpy as np
import pytest
from scipy.stats import mannwhitneyu

from lessons_lib.activations import relu, tanh
from lessons_lib.lessons import relu as lesson
from lessons_lib.lessons.relu import check, deep
from lessons_lib.lessons.relu.census import tiles
from lessons_lib.lessons.relu.cost import FILE, NAMES, seconds
from lessons_lib.lessons.relu.race import GOAL
from lessons_lib.lessons.relu.race import NAMES as RUNNERS
from lessons_lib.lessons.relu.runs import ScenesRecorded, stored
from lessons_lib.lessons.relu.scale import signals
from lessons_lib.mlp import MLP
from lessons_lib.theory.gradients.racing import epochs_to, median
from lessons_lib.theory.gradients.slopes import all_off, mean_square_slope

RECORDED = (lesson.Census, lesson.DeepTraining, lesson.Race)


def at(kind, scene):
    picture = kind()
    picture.show_scene(scene)
    return picture


def end(kind, scene):
    """What the stored run of a scene ended with."""
    return at(kind, scene).shown()[0]


# ---- derivatives


def test_ten_sigmoids_let_a_millionth_through_and_ten_relus_all():
    words = lesson.Derivatives(z=0.0, layers=10).readout
    assert f"sigmoid 0.25, product {0.25**10:.2g}" in words and 0.25**10 < 1.1e-6
    words = lesson.Derivatives().readout
    assert "product 8.6e-08; tanh 0.42, product 0.00017; ReLU 1, product 1." in words
    assert "ReLU 1, product 1." in lesson.Derivatives(z=4.0).readout
    assert "ReLU 0, product 0." in lesson.Derivatives(z=-1.0).readout


def test_relus_factor_is_the_same_at_every_scale_and_tanhs_falls():
    factors = {
        (phi, sd): mean_square_slope(phi, sd) ** 0.5 for phi in (relu, tanh) for sd in (1, 10)
    }
    assert factors[relu, 1] == pytest.approx(0.5**0.5) == pytest.approx(factors[relu, 10])
    assert factors[tanh, 1] == pytest.approx(0.68, abs=0.005)
    assert factors[tanh, 10] == pytest.approx(0.23, abs=0.005)


# ---- the race


def arrivals(scene):
    lap = end(lesson.Race, scene)
    return {n: epochs_to(GOAL, path) for n, path in zip(RUNNERS, lap.accuracy, strict=True)}


def counts(scene):
    return [int(np.isfinite(found).sum()) for found in arrivals(scene).values()]


def test_relu_needs_17_epochs_tanh_37_and_no_sigmoid_arrives_within_100():
    found = arrivals("The slides' race")
    assert counts("The slides' race") == [0, 32, 32, 32]
    assert median(found["tanh, 3"]) == (32, 37, 47)
    assert median(found["ReLU, 3"]) == (13, 17, 19)
    assert median(found["ReLU, 4"]) == (12, 14, 16)


def test_ten_times_as_long_21_sigmoid_networks_arrive():
    assert counts("Ten times as long") == [21, 32, 32, 32]
    found = arrivals("Ten times as long")
    assert [median(found[f"{name}, 3"]).middle for name in ("sigmoid", "tanh", "ReLU")] == [
        826,
        14,
        6,
    ]


def test_with_adam_26_sigmoid_networks_arrive():
    assert counts("With Adam") == [26, 32, 32, 32]
    found = arrivals("With Adam")
    assert (median(found["tanh, 3"]).middle, median(found["ReLU, 3"]).middle) == (9, 2)


def test_from_hes_weights_tanh_and_relu_cannot_be_told_apart():
    found = arrivals("From He's weights")
    assert median(found["tanh, 3"]) == (12, 17, 18)
    assert median(found["ReLU, 3"]) == (11, 12, 19)
    assert mannwhitneyu(found["tanh, 3"], found["ReLU, 3"]).pvalue > 0.2


def test_large_weights_help_the_sigmoid_and_stop_most_relu_networks_of_four_layers():
    assert counts("From large weights") == [25, 32, 31, 13]


def test_a_large_rate_stops_relu_and_not_tanh():
    assert counts("A large rate") == [0, 32, 5, 0]


def test_relu_with_three_layers_has_the_smallest_median_unless_the_rate_is_large():
    first = {}
    for scene in lesson.Race.scenes:
        middles = {name: median(found).middle for name, found in arrivals(scene).items()}
        del middles["ReLU, 4"]
        first[scene] = min(middles, key=middles.__getitem__)
    assert [s for s, name in first.items() if name != "ReLU, 3"] == ["A large rate"]


# ---- deep networks


def test_half_of_hes_scale_halves_the_signal_and_delta_in_every_layer():
    he, half = (signals("relu", 20, scale) for scale in (1.0, 0.5))
    np.testing.assert_allclose(
        half.forward, he.forward * 0.5 ** np.arange(1, 21)[:, None], rtol=1e-9
    )
    assert "goes from 0.49 to 2.7e-07" in lesson.DeepScale(scale=0.5).readout
    assert "delta goes from 0.063 to 2.2e-08" in lesson.DeepScale(scale=0.5).readout


def test_the_gradient_in_the_weights_is_as_small_in_every_layer():
    half = np.median(signals("relu", 20, 0.5).weights, axis=1)
    assert half.max() < 1e-7 and half.min() > 1e-8 and half.max() / half.min() < 6
    he = np.median(signals("relu", 20, 1.0).weights, axis=1)
    assert he.min() > 0.035 and he.max() < 0.1


def test_the_median_network_loses_some_of_its_signal():
    assert "goes from 0.98 to 0.29" in lesson.DeepScale().readout


def test_sigmoids_lose_delta_at_hes_scale_and_relus_do_not():
    assert "delta goes from 0.063 to 0.024" in lesson.DeepScale().readout
    assert "delta goes from 0.064 to 2.7e-12" in lesson.DeepScale(activation="sigmoid").readout


def test_multiplying_all_weights_switches_no_unit():
    X, nets = deep.DATA.X, [deep.start(20, 16, scale) for scale in (1.0, 0.5, 1.5)]
    he, *others = ([z > 0 for z in net.forward(X).pre_activations[:-1]] for net in nets)
    for other in others:
        assert all((one == two).all() for one, two in zip(he, other, strict=True))


def test_he_keeps_the_mean_square_in_wide_layers():
    # He et al. (2015), eq. 10: the expected mean square does not change.
    assert 0.2 < np.median(signals("relu", 20, 1.0).forward[-1]) < 1.2
    assert np.median(signals("relu", 20, 1.5).forward[-1]) > 100


def test_a_network_that_loses_every_example_has_a_gradient_in_its_output_bias_alone():
    net, X = MLP((16, *[3] * 20, 1), "relu", seeds=range(32), init="he"), np.eye(16)
    back = net.backward(X, np.arange(16) % 2)
    lost = (net.forward(X).activations[-2] == 0).all((1, 2))
    parts = [*back.weights, *back.biases[:-1]]
    assert lost.sum() > 20 and not any(part[lost].any() for part in parts)


def test_as_many_examples_die_in_narrow_layers_as_the_formula_expects():
    # Lu et al. (2019), arXiv:1903.06733.
    gone = signals("relu", 20, 1.0, width=3).gone
    assert f"{gone.mean():.0%} {all_off(3, 20):.0%}" == "92% 93%" and (gone == 1).sum() == 28
    assert gone.mean() == pytest.approx(float(all_off(3, 20)), abs=3 * gone.std() / np.sqrt(32))


@pytest.mark.parametrize(
    ("scene", "learned"),
    [
        ("Twenty layers", [0, 5, 31, 29, 0]),
        ("Five times as long", [0, 28, 32, 29, 0]),
        ("With Adam", [4, 32, 32, 32, 25]),
        ("A tenth of the rate", [0, 9, 31, 32, 16]),
        ("Three layers", [32, 32, 32, 32, 32]),
    ],
)
def test_as_many_deep_networks_learn_from_each_scale_as_the_text_says(scene, learned):
    assert list((end(lesson.DeepTraining, scene).accuracy >= GOAL).sum(1)) == learned


def test_most_networks_from_one_and_a_half_times_hes_scale_diverge():
    assert list(end(lesson.DeepTraining, "Twenty layers").diverged) == [0, 0, 0, 2, 29]
    assert list(np.median(signals("relu", 20, 1.5).weights, axis=1) > 100) == [True] * 21
    three, twenty = (at(lesson.DeepTraining, s) for s in ("Three layers", "Five times as long"))
    assert three.values == {**twenty.values, "depth": 3}


# ---- dying units


def deaths(scene):
    """The share of dead units at the end and the accuracy, in per cent; medians of 32."""
    state = end(lesson.Census, scene)
    return round(100 * np.median(state.dead[-1].mean(0))), round(100 * state.right)


def test_as_many_units_die_as_the_text_says():
    assert deaths("Healthy") == (8, 96)
    assert deaths("Biases far down") == (92, 50)
    assert deaths("The dead revived") == (64, 86)
    assert deaths("A small leak") == (92, 50)
    assert deaths("A small leak, and Adam") == (14, 84)
    assert deaths("Too fast") == (56, 53)
    assert deaths("Adam at a large rate") == (40, 97)


def test_nothing_changes_before_the_leak_and_a_third_of_the_dead_come_back():
    dead = np.median(end(lesson.Census, "The dead revived").dead.mean(1), axis=1)
    assert set(dead[:31].round(2)) == {0.92} and 0.25 < 1 - dead[-1] / dead[30] < 0.4


def test_dead_units_of_the_first_layer_stay_dead_and_others_may_come_back():
    falls = (np.diff(end(lesson.Census, "Healthy").dead, axis=0) < -1e-9).any(0).sum(-1)
    assert list(falls) == [0, 18, 25]
    falls = (np.diff(end(lesson.Census, "Too fast").dead, axis=0) < -1e-9).any(0).sum(-1)
    assert falls[0] == 0 < falls[1]


def test_before_the_leak_the_layers_above_the_first_are_all_dead():
    dead = end(lesson.Census, "The dead revived").dead[:31]
    assert (dead[:, 1:] == 1).all((0, 1)).sum() == 30


@pytest.mark.slow
def test_at_a_large_rate_a_large_leak_makes_every_network_diverge():
    *_, last = lesson.Census(learning_rate=2.0, leak=0.3).begin()
    assert last.diverged == 32


def test_a_leak_from_the_start_is_there_at_the_first_point():
    leaky = next(lesson.Census(bias=-1.5, leak=0.3).begin())
    assert leaky.net.hidden_activations[0].negative_slope == 0.3
    later = next(lesson.Census(bias=-1.5, leak=0.3, leak_from=5).begin())
    assert later.net.hidden_activations[0].negative_slope == 0


def test_tiles_keep_each_map_beside_its_neighbour_with_a_gap():
    maps = np.arange(2 * 3 * 41 * 41).reshape(2, 3, 41, 41) % 2
    picture = tiles(np.array([[0, 1, 2], [2, 1, 0]]), maps)
    assert picture.shape == (2 * 44, 3 * 44) and set(picture[41:44].ravel()) == {0}
    np.testing.assert_array_equal(picture[44:85, :41], 5 + maps[1, 0])


# ---- what is stored, and what is shown before Play


@pytest.mark.parametrize("kind", RECORDED)
def test_before_play_every_scene_shows_its_stored_run_and_other_settings_the_start(kind):
    for scene in kind.scenes:
        assert at(kind, scene).readout.startswith("Stored run (Play trains anew). ")
    elsewhere = kind(learning_rate=0.123)
    assert elsewhere.readout.startswith("Before training (press Play). ")
    elsewhere.step()
    assert not elsewhere.readout.startswith(("Stored", "Before"))


@pytest.mark.parametrize(
    ("kind", "scene"),
    [
        (lesson.Census, "Biases far down"),
        (lesson.Census, "A small leak"),
        (lesson.DeepTraining, "Three layers"),
        (lesson.Race, "The slides' race"),
        (lesson.Race, "With Adam"),
    ],
)
def test_a_stored_run_is_what_the_code_gives_today(kind, scene):
    again, known = kind(**kind.scenes[scene]), {}
    *_, last = again.begin()
    for part, array in again.packed(last).items():
        known = stored()[f"{kind.__name__} / {scene} / {part}"]
        assert array.shape == known.shape and array.dtype == known.dtype
        apart = np.abs(array.astype(float) - known)
        # Other computers round differently: now and then an example or a unit falls otherwise.
        assert np.quantile(apart, 0.98) <= 1e-3


def test_only_scenes_are_stored():
    scenes = {f"{kind.__name__} / {scene}" for kind in RECORDED for scene in kind.scenes}
    assert {key.rpartition(" / ")[0] for key in stored()} == scenes
    assert all(issubclass(kind, ScenesRecorded) for kind in RECORDED)


# ---- the cost


def test_the_recorded_times_are_told_until_somebody_measures():
    picture = lesson.Cost()
    assert "recorded once on" in picture.readout
    picture.measure()
    assert "measured now on this computer" in picture.readout
    picture.set(width="16")
    assert "recorded once on" in picture.readout
    assert seconds(16, rounds=3).shape == (len(NAMES), 2)


def test_the_recorded_times_are_in_the_order_of_the_text():
    for width, times in json.loads(FILE.read_text("utf-8"))["times"].items():
        assert set(times) == set(NAMES), "run: python -m lessons_lib.lessons.relu.experiment Cost"
        total = {name: sum(pair) / sum(times["relu"]) for name, pair in times.items()}
        if width == "64":
            assert 1.3 < total["tanh"] < 1.7 < 2.5 < total["matrix products"] < 3.7
            assert 0.15 < times["relu"][0] / times["sigmoid"][0] < 0.25
        if width == "256":
            assert max(total[name] for name in ("sigmoid", "tanh", "relu")) < 2
            assert round(total["matrix products"], 1) == 5.6


# ---- exercises


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda u, z: u * np.maximum(z, 0), "value of ReLU"),
        (lambda u, z: np.maximum(u, 0), "negative gradients"),
        (lambda u, z: (z > 0) * 1.0, "derivative alone"),
        (lambda u, z: u * (z >= 0), "at z = 0"),
        (lambda u, z: u * (z < 0), "where z is positive"),
        (lambda u, z: u, "everywhere"),
        (lambda u, z: u * np.where(z > 0, 1, 0.1), "leaks"),
    ],
)
def test_a_wrong_gradient_is_told_what_is_wrong(answer, words):
    feedback = check.relu_gradient(answer)
    assert not feedback.right and words in feedback.words


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda z: (z <= 0).sum(), "every single zero"),
        (lambda z: (z <= 0).all(axis=1).sum(), "rows"),
        (lambda z: (z <= 0).any(axis=0).sum(), "use all in place"),
        (lambda z: (z > 0).any(axis=0).sum(), "alive"),
        (lambda z: (z < 0).all(axis=0).sum(), "exactly 0"),
    ],
)
def test_a_wrong_count_is_told_what_is_wrong(answer, words):
    feedback = check.count_dead(answer)
    assert not feedback.right and words in feedback.words


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (0.04, "variance"),
        (0.1414, "linear layer"),
        (10, "divide 2 by n"),
        (5, "wrong way round"),
        (-0.2, "positive"),
        (20, "100 times too large"),
    ],
)
def test_a_wrong_deviation_is_told_what_is_wrong(answer, words):
    feedback = check.he_deviation(answer)
    assert not feedback.right and words in feedback.words


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (1 - (3 / 4) ** 10, "examples that are lost"),
        (3 / 4, "passes one layer"),
        (0.5**10, "either of the two"),
        ((1 / 4) ** 10, "if at least one is on"),
        (0.0692, "20 layers of 3 units"),
        (0.5, "one unit is on"),
        (1e-5, "far too small"),
        (5.6, "in percent"),
        (-1, "between 0 and 1"),
        ((3 / 4) ** 9, "no more and no fewer"),
        (1 - 0.5**20, "one layer alone"),
    ],
)
def test_a_wrong_share_is_told_what_is_wrong(answer, words):
    feedback = check.surviving_share(answer)
    assert not feedback.right and words in feedback.words


def test_right_answers_are_right():
    assert check.surviving_share((3 / 4) ** 10).right
    assert check.relu_gradient(lambda u, z: u * (z > 0)).right
    assert check.count_dead(lambda z: (z.max(axis=0) <= 0).sum()).right
    assert check.he_deviation(0.2).right
    assert check.why_dead_stays_dead("b").right


@pytest.mark.parametrize("answer", ["a", "c", "d"])
def test_a_wrong_reason_gets_its_own_words(answer):
    assert f"({answer})" in check.why_dead_stays_dead(answer).words
