"""Lesson 03: the numbers that its text claims, from the functions that its pictures use."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
import pytest
from scipy import stats

from lessons_lib.lessons import wide_and_deep as lesson
from lessons_lib.lessons.wide_and_deep import (
    check,
    digit_units,
    experiment,
    learning,
    purchases,
    units,
    watched,
    weights,
    worlds,
)
from lessons_lib.theory.depth.purchases import accuracy, crossed, wide, world
from tests.lessons.truth import untrue
from tests.lessons.truth import wide_and_deep as truth
from tests.lessons.truth.relu_networks import hidden

# (c) purchases


def test_deep_is_right_on_similar_pairs_and_both_guess_on_unlike_ones():
    at = (0.7, 0.0)
    deep, wide = (purchases.share(m, "similar", *at)[0] for m in ("deep", "wide"))
    assert (round(100 * deep), round(100 * wide)) == (99, 70)
    for model in worlds.MODELS:
        assert purchases.share(model, "seen", *at)[0] > 0.99
        mean, low, high = purchases.share(model, "unlike", *at)
        assert 0.35 < low < mean < high < 0.65
    assert purchases.share("wide + types", "similar", *at)[0] > 0.99


def test_wide_keeps_exceptions_and_the_lead_of_deep_shrinks_with_them():
    assert purchases.share("wide", "exceptions", 0.7, 0.1)[0] == 1.0
    assert round(100 * purchases.share("deep", "exceptions", 0.7, 0.1)[0]) == 67
    assert [round(100 * purchases.gain(0.7, e)[0]) for e in (0.0, 0.1)] == [29, 11]


def test_a_larger_deep_model_keeps_every_exception_and_generalises_as_well():
    for exceptions in worlds.EXCEPTIONS[1:]:
        assert purchases.share("larger deep", "exceptions", 0.7, exceptions)[0] > 0.995
    both = [purchases.share(m, "similar", 0.7, 0.1)[0] for m in ("larger deep", "deep")]
    assert [round(100 * share) for share in both] == [75, 76]
    _, low, high = purchases.gain(0.7, 0.1, "larger deep", "deep")
    assert low < 0 < high
    assert purchases.gain(0.7, 0.1, "larger deep")[1] > 0.07


def test_a_larger_deep_model_does_not_generalise_better_from_few_pairs_either():
    for exceptions in worlds.EXCEPTIONS:
        _, low, high = purchases.gain(0.1, exceptions, "larger deep")
        assert low < 0.005 and high < 0.02


@pytest.mark.slow
def test_the_wide_model_is_trained_long_enough():
    for seed in range(2):
        known = world(seed, seen=0.7, exceptions=0.0)
        short, long = (
            accuracy(wide(known, epochs=epochs), crossed, known)["similar"]
            for epochs in (300, 3000)
        )
        assert abs(short - long) < 0.03


def test_with_few_pairs_deep_does_not_generalise_better():
    for exceptions in worlds.EXCEPTIONS:
        _, low, _ = purchases.gain(0.1, exceptions)
        assert low < 0
    _, _, high = purchases.gain(0.3, 0.2)
    assert high < 0


def test_without_exceptions_that_column_is_empty():
    assert np.isnan(purchases.share("deep", "exceptions", 0.5, 0.0)[0])


def test_stored_accuracies_are_what_the_code_gives_today():
    stored = experiment.stored()["purchases"]["0.5 0.1"]
    again = worlds.measured(0.5, 0.1, worlds=2)
    for model in worlds.MODELS:
        for group, values in again[model].items():
            np.testing.assert_allclose(stored[model][group][:2], values, atol=0.06)


def test_the_deep_model_found_the_types_of_all_36_films():
    seen = weights.inside()
    gaps = np.linalg.norm(seen.vectors[:, None] - seen.vectors[None], axis=-1)
    np.fill_diagonal(gaps, np.inf)
    assert (seen.world.types[gaps.argmin(1)] == seen.world.types).all()


def test_the_weight_of_a_pair_never_seen_is_exactly_0_in_the_picture_too():
    seen = weights.inside()
    assert not seen.crossed[seen.world.group > 0].any()
    words = lesson.Weights().readout
    assert "was never seen, but similar ones were" in words and "weight in wide is 0.0" in words
    assert "Wide says yes, deep says no, and the truth is no" in words


def test_in_order_of_types_equal_types_lie_side_by_side():
    picture = lesson.Weights(order=weights.ORDERS[1])
    types = weights.inside().world.types[picture.films]
    assert (np.diff(types) >= 0).all()


def test_the_scene_marks_the_largest_weight():
    picture = lesson.Weights()
    picture.show_scene("The pair with the largest weight")
    table = weights.inside().crossed
    assert np.unravel_index(table.argmax(), table.shape) == (28, 23)
    assert "film 28: do they also buy film 23? This pair was seen" in picture.readout


# (d) units


def test_a_unit_of_the_first_layer_responds_on_one_side_of_a_line():
    net = watched.restored("spirals")
    for unit in range(units.UNITS):
        w, b = net.weights[0][0, :, unit], net.biases[0][0, 0, unit]
        side = (units.GRID @ w + b > 0).reshape(units.SIDE, units.SIDE)
        map = units.responses("spirals", 0)[0][unit]
        np.testing.assert_array_equal(map > 0, side)


def test_silencing_no_unit_changes_nothing_and_silencing_one_does():
    data, net = watched.data_set("spirals"), watched.restored("spirals")
    whole = units.right_without(net, 0, -1, 0, data.X, data.y)
    assert whole == ((net.logits(data.X)[0, :, 0] > 0) == data.y).mean() > 0.98
    net.weights[1][0, 3, :] = 0.0
    silenced = ((net.logits(data.X)[0, :, 0] > 0) == data.y).mean()
    assert units.right_without(watched.restored("spirals"), 0, 3, 0, data.X, data.y) == silenced


def test_unit_1_of_the_digits_looks_like_a_detector_of_ones_and_is_none():
    words = lesson.DigitUnits().readout
    assert "20 times 1." in words
    assert "47 % of all digits" in words and "80 % goes to others than 1" in words


def test_three_units_of_the_digits_are_dead():
    dead = [u for u in range(1, 17) if units.OFF in lesson.DigitUnits(unit=u).readout]
    weak = (digit_units.digit_responses(0) > 0).mean(0) < 0.01
    assert 14 in dead and weak.sum() == 3


@pytest.mark.parametrize("name", list(watched.DATA))
def test_stored_weights_solve_their_task(name):
    data, net = watched.data_set(name), watched.restored(name)
    logits = net.logits(data.X)
    said = logits.argmax(-1) if logits.shape[-1] > 1 else logits[..., 0] > 0
    assert (said == data.y).mean(1).min() > 0.98


def test_stored_weights_are_what_training_gives_today():
    data = watched.data_set("circles")
    said = [
        net.logits(data.X)[..., 0] > 0
        for net in (watched.trained("circles"), watched.restored("circles"))
    ]
    assert (said[0] == said[1]).mean() > 0.99
    wide, deep = watched.models().values()
    for model, kept in zip((wide, deep), watched.restored_models(), strict=True):
        assert np.corrcoef(model.theta, kept.theta)[0, 1] > 0.95


# (e) learning curves


def test_the_digits_curves_cross():
    def means(n):
        return [round(100 * learning.errors("digits", m, n).mean(), 1) for m in experiment.SHAPES]

    assert means(20) == [38.7, 39.3, 44.9] and means(800) == [5.7, 4.3, 4.5]
    assert learning.difference("digits", 50)[1] > 0 > learning.difference("digits", 800)[2]
    _, low, high = learning.difference("digits", 20, "shallow", "linear")
    assert low < 0 < high


def test_deep_never_catches_up_on_breast_cancer_and_leads_on_spirals_from_the_start():
    for n in experiment.SAMPLES["breast cancer"]:
        assert learning.difference("breast cancer", n)[1] > 0
    for n in experiment.SAMPLES["spirals"]:
        assert learning.difference("spirals", n)[2] < 0


def test_with_adam_and_with_more_steps_only_the_lead_of_deep_at_800_digits_changes():
    gaps = {n: learning.difference("digits", n, budget="Adam") for n in (20, 50, 800)}
    assert gaps[20].side == gaps[50].side == 1
    assert [round(100 * v, 1) for v in gaps[50]] == [5.0, 3.0, 7.1]
    assert round(100 * gaps[800].mean, 1) == -0.6
    for budget, error in (("Adam", 1.3), ("SGD", 3.4)):
        found = learning.errors("digits", "linear", 800, "training", budget=budget)
        assert round(100 * found.mean(), 1) == error
    longer = {m: np.array(rows["test"]) for m, rows in experiment.stored()["longer"].items()}
    assert [round(100 * longer[m].mean(), 1) for m in ("linear", "deep")] == [4.6, 4.4]
    assert learning.mean_interval(longer["deep"] - longer["linear"]).side == 0
    for n in experiment.SAMPLES["breast cancer"]:
        assert learning.difference("breast cancer", n, budget="Adam").side == 1
    for n in experiment.SAMPLES["spirals"]:
        assert learning.difference("spirals", n, budget="Adam").side == -1


def test_with_up_to_a_hundred_digits_all_models_fit_and_deep_errs_most():
    for n in (20, 50, 100):
        tests = []
        for model in experiment.SHAPES:
            assert learning.errors("digits", model, n, "training").mean() < 0.0005
            tests.append(learning.errors("digits", model, n).mean())
        assert max(tests) == tests[-1]


def test_deep_fits_whatever_it_is_given():
    for data, sizes in experiment.SAMPLES.items():
        for n in sizes:
            assert learning.errors(data, "deep", n, "training").mean() < 0.0005


def test_training_and_test_examples_are_others():
    for data in ("digits", "breast cancer"):
        n = experiment.SAMPLES[data][-1]
        X, _, X_test, _ = experiment.sample(data, n, 0)
        whole = {"digits": experiment.digits, "breast cancer": experiment.breast_cancer}[data]()
        assert len(X) + len(X_test) <= len(whole.X)
    assert experiment.sample("spirals", 20, 0)[2].shape == (1000, 2)


def test_stored_errors_are_what_the_code_gives_today():
    for data, model in (("digits", "linear"), ("spirals", "deep"), ("breast cancer", "shallow")):
        again = experiment.learning(data, 50, model, experiment.BUDGETS["SGD"], draws=2)
        stored = experiment.stored()["learning"]["SGD"][data][model]["50"]
        np.testing.assert_allclose(again["test"], stored["test"][:2], atol=0.03)


def test_a_number_of_examples_that_there_are_not_becomes_the_most():
    assert (
        "Breast cancer, 400" in lesson.LearningCurves(task="breast cancer", examples="800").readout
    )


# exercises


def test_right_answers_are_right():
    assert check.unseen_weight(0).right
    assert check.which_model("b").right and check.black_box("d").right


@pytest.mark.parametrize(
    ("answer", "words"),
    [(0.5, "probability"), (1, "value of the feature"), (-1, "never occurred"), (-3, "refused"),
     (2, "gradient"), ("none", "expected a number")],
)  # fmt: skip
def test_a_wrong_weight_is_told_what_is_wrong(answer, words):
    feedback = check.unseen_weight(answer)
    assert not feedback.right and words in feedback.words


@pytest.mark.parametrize(("ask", "answers"), [(check.which_model, "acd"), (check.black_box, "abc")])
def test_each_wrong_choice_gets_its_own_words(ask, answers):
    for letter in answers:
        assert f"({letter})" in ask(letter).words and not ask(letter).right
    assert "choose one of" in ask("x").words


def test_what_the_words_for_fifty_digits_say_is_measured():
    for model in experiment.SHAPES:
        assert learning.errors("digits", model, 50, "training").mean() < 0.0005
    worst = {
        max(experiment.SHAPES, key=lambda m: learning.errors("spirals", m, n).mean())
        for n in experiment.SAMPLES["spirals"]
    }
    assert worst == {"linear"}


def test_with_another_seed_unit_1_is_another_unit():
    assert "20 times 1." not in lesson.DigitUnits(seed=1).readout


def test_other_units_respond_to_ones_too():
    y = watched.data_set("digits").y
    on = (digit_units.digit_responses(0)[y == 1] > 0).mean(0)
    assert (on[1:] > 0.5).sum() >= 5


# ---- readouts and what no scene shows, against the lines that the artists are held to


OFF_SCENES = {
    "DigitUnits": {"unit": 12, "seed": 1},
    "LearningCurves": {"task": "breast cancer", "examples": "800", "budget": "Adam"},
    "PlaneUnits": {"task": "moons", "layer": 1, "unit": 6, "seed": 1},
    "Purchases": {"seen": "90 %", "exceptions": "5 %"},
    "Weights": {"order": weights.ORDERS[1], "pair": [(3.0, 30.0)]},
}


@pytest.mark.parametrize("name", lesson.__all__)
def test_artists_are_true_of_settings_that_no_scene_has(name):
    kind = getattr(lesson, name)
    assert not list(untrue(kind(**OFF_SCENES[name]), truth.TRUTH[kind]))


def numbers(words):
    """All numbers in a readout; points and commas after them belong to the sentence."""
    return [float(v) for v in re.findall(r"-?\d+(?:\.\d+)?", words)]


@pytest.mark.parametrize("seen", ["10 %", "70 %"])
@pytest.mark.parametrize("exceptions", ["0 %", "20 %"])
def test_purchases_readout_is_means_and_scipys_paired_interval(seen, exceptions):
    rows = truth.RESULTS["purchases"][f"{int(seen[:-2]) / 100} {int(exceptions[:-2]) / 100}"]
    similar = [np.array(rows[m]["similar"]) for m in rows]
    interval = stats.ttest_rel(similar[2], similar[0]).confidence_interval()
    told = lesson.Purchases(seen=seen, exceptions=exceptions).readout.split("never seen: ")[1]
    gap = [abs((similar[2] - similar[0]).mean()), *interval]
    expected = [f"{100 * v.mean():.0f}" for v in similar] + [f"{100 * v:.1f}" for v in gap]
    assert [f"{v:g}" for v in numbers(told) if v != 95] == [f"{float(v):g}" for v in expected]


def test_weights_readout_says_what_both_models_and_the_world_say():
    rng = np.random.default_rng(0)
    types = rng.permutation(np.repeat(np.arange(6), 6))
    table, held_out = rng.integers(2, size=(6, 6)), rng.permutation(6)
    _, sold = rng.random((36, 36)), rng.random((36, 36)) < 0.7
    wide, layers = np.array(truth.STORED["wide"]), split(truth.STORED["deep"], (72, 3, 12, 1))
    picture, words = lesson.Weights(), ("no", "yes")
    for i, j in np.argwhere(np.ones((36, 36)))[::7]:
        z = layers[0][0][i] + layers[0][0][36 + j] + layers[0][1]
        logit = np.clip(z @ layers[1][0] + layers[1][1], 0, None) @ layers[2][0] + layers[2][1]
        w = wide[72 + 36 * i + j]
        said = wide[i] + wide[36 + j] + w + wide[-1] > 0, logit[0] > 0
        kind = "was seen" if sold[i, j] else "was never seen, but similar ones were"
        kind = "is unlike all that were seen" if held_out[types[i]] == types[j] else kind
        kind = "is one film twice" if i == j else kind
        picture.pair = [(j, i)]
        assert picture.readout.startswith(
            f"Who bought film {i}: do they also buy film {j}? This pair {kind}. Its weight in"
            f" wide is {w:.1f}. Wide says {words[int(said[0])]}, deep says {words[int(said[1])]},"
            f" and the truth is {words[table[types[i], types[j]]]}."
        )


def split(flat, sizes):
    """Layers (W, b) of one network from its flat vector."""
    layers, flat = [], np.array(flat)
    for n, m in pairwise(sizes):
        both, flat = flat[: (n + 1) * m].reshape(n + 1, m), flat[(n + 1) * m :]
        layers.append((both[:-1], both[-1]))
    return layers


@pytest.mark.parametrize(("task", "layer", "unit"), [("spirals", 2, 1), ("moons", 1, 3)])
def test_plane_units_readout_counts_pixels_points_and_right_answers(task, layer, unit):
    layers, data = truth.network(task, 0), truth.DATA[task]()
    axis, at = np.linspace(-1.3, 1.3, 60), 8 * (layer - 1) + unit - 1
    square = hidden(layers, np.array([(x, y) for y in axis for x in axis]))[:, at] > 0
    on = hidden(layers, data.X)[:, at] > 0
    silent = [(W.copy(), b.copy()) for W, b in layers]
    for part in silent[layer - 1]:
        part[..., unit - 1] = 0.0  # z = 0 gives 0
    right = [
        ((hidden(net, data.X)[:, 8:] @ net[2][0] + net[2][1])[:, 0] > 0) == data.y
        for net in (layers, silent)
    ]
    shares = [square, on[data.y == 0], on[data.y == 1], *right]
    told = numbers(lesson.PlaneUnits(task=task, layer=layer, unit=unit).readout)
    square, zero, one, whole, without = (float(f"{100 * np.mean(v):.0f}") for v in shares)
    assert told == [layer, unit, square, zero, 0, one, 1, whole, without]


@pytest.mark.parametrize(("unit", "seed"), [(1, 0), (9, 0), (5, 1)])
def test_digit_units_readout_counts_the_twenty_and_all(unit, seed):
    data = truth.DATA["digits"]()
    response = hidden(truth.network("digits", seed), data.X)[:, unit - 1]
    top = data.y[np.argsort(-response, kind="stable")[:20]].tolist()
    told = lesson.DigitUnits(unit=unit, seed=seed).readout
    counts = {int(k): int(n) for n, k in re.findall(r"(\d+) times (\d)", told)}
    assert counts == {k: top.count(k) for k in set(top)}
    best = max(counts, key=counts.get)
    others = 100 * response[data.y != best].sum() / response.sum()
    assert told.endswith(
        f"responds to {100 * (response > 0).mean():.0f} % of all digits; of its response"
        f" {others:.0f} % goes to others than {best}."
    )


@pytest.mark.parametrize("data", experiment.SAMPLES)
def test_learning_curves_readout_is_means_and_scipys_paired_interval(data):
    picture = lesson.LearningCurves(task=data, examples="100")
    rows = {model: sizes["100"] for model, sizes in truth.RESULTS["learning"]["SGD"][data].items()}
    means = [100 * np.mean(rows[m][part]) for m in rows for part in ("test", "training")]
    gap = np.subtract(rows["deep"]["test"], rows["linear"]["test"])
    interval = stats.ttest_1samp(gap, 0).confidence_interval()
    expected = [*means, abs(100 * gap.mean()), 95, *(100 * v for v in interval)]
    told = numbers(picture.readout.split("error): ")[1])
    np.testing.assert_allclose(told, expected, atol=0.0501)
