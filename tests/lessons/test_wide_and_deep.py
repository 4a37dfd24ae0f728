"""Lesson 03: the numbers that its text claims, from the functions that its pictures use."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
import pytest
from scipy import stats
from sklearn.linear_model import LogisticRegression

from lessons_lib.datasets import digits
from lessons_lib.lessons import wide_and_deep as lesson
from lessons_lib.lessons.wide_and_deep import (
    check,
    digit_units,
    experiment,
    learning,
    parameters,
    purchases,
    watched,
    weights,
    worlds,
)
from lessons_lib.mlp import MLP
from lessons_lib.theory.depth.purchases import (
    LARGE,
    SMALL,
    accuracy,
    crossed,
    deep,
    logits_of,
    one_of_each,
    wide,
    world,
)
from tests.lessons.truth import untrue
from tests.lessons.truth import wide_and_deep as truth
from tests.lessons.truth.relu_networks import hidden

# (c) purchases


def right(model, group, seen, exceptions):
    return round(100 * purchases.share(model, group, seen, exceptions)[0])


def other(model, group, seen=0.7, exceptions=0.1):
    """Mean share in per cent of right answers with another training."""
    return 100 * np.mean(
        experiment.stored()["other trainings"][f"{seen} {exceptions}"][model][group]
    )


def test_deep_is_right_on_similar_pairs_and_all_guess_on_unlike_ones():
    models = ("wide", "wide + types", "factorised", "deep")
    assert [right(m, "similar", 0.7, 0.0) for m in models] == [70, 100, 100, 99]
    for model in worlds.MODELS:
        assert purchases.share(model, "seen", 0.7, 0.0)[0] > 0.99
        mean, low, high = purchases.share(model, "unlike", 0.7, 0.0)
        assert 0.35 < low < mean < high < 0.65


def test_with_few_pairs_only_who_is_told_the_types_generalises():
    assert right("wide + types", "similar", 0.1, 0.0) == 98
    others = [right(m, "similar", 0.1, 0.0) for m in worlds.MODELS if m != "wide + types"]
    assert (min(others), max(others)) == (58, 63)
    seen = [(world(s, seen=0.1, exceptions=0.0).group == 0).sum() for s in range(worlds.WORLDS)]
    assert round(np.mean(seen)) == 107 and round(np.mean(seen) / 36) == 3


def test_without_the_table_wide_is_as_good_on_similar_pairs():
    assert round(other("films alone", "similar", 0.7, 0.0)) == 71
    from_scikit_learn = []
    for seed in range(4):
        known = world(seed, seen=0.7, exceptions=0.0)
        (pairs, labels), (similar, truth) = known.pairs(0), known.pairs(1)
        sums = LogisticRegression(C=1e4, max_iter=2000).fit(one_of_each(pairs), labels)
        from_scikit_learn.append(sums.score(one_of_each(similar), truth))
    ours = experiment.stored()["other trainings"]["0.7 0.0"]["films alone"]["similar"][:4]
    np.testing.assert_allclose(ours, from_scikit_learn, atol=0.05)


def test_no_sum_gives_the_answers_of_two_types_bought_and_two_asked_about():
    rule = weights.inside().world
    first = [int(np.flatnonzero(rule.types == t)[0]) for t in range(6)]
    other_film = [int(np.flatnonzero(rule.types == t)[1]) for t in range(6)]
    answers = [[int(rule.also[first[i], other_film[j]]) for j in (1, 2)] for i in (2, 3)]
    assert answers == [[0, 1], [1, 0]]
    assert all((rule.group[np.ix_(rule.types == i, rule.types == j)] == 0).any()
               for i in (2, 3) for j in (1, 2))  # fmt: skip
    X, y = one_of_each(np.array([[0, 1], [0, 2], [3, 1], [3, 2]])), [0, 1, 1, 0]
    fit = LogisticRegression(C=1e6).fit(X, y)
    assert fit.score(X, y) < 1


def test_with_few_pairs_deep_is_a_little_behind_wide():
    assert purchases.gain(0.1, 0.0).side == -1


def test_other_trainings_generalise_as_much():
    assert round(other("deep, SGD", "similar", 0.7, 0.0), 1) == 98.8
    assert round(other("deep, 600 epochs", "similar", 0.7, 0.0), 1) == 99.1
    assert round(other("factorised, 600 epochs", "similar", 0.7, 0.0)) == 100
    for model in worlds.OTHERS:
        assert other(model, "similar", 0.1, 0.0) < 65


def test_wide_and_deep_together_remember_exceptions_that_small_deep_forgets():
    models = ("wide", "deep", "larger deep", "wide and deep")
    assert [right(m, purchases.ODD, 0.7, 0.1) for m in models] == [100, 80, 100, 100]
    assert [right(m, "similar", 0.7, 0.1) for m in models] == [65, 75, 75, 75]
    assert purchases.gain(0.7, 0.1, "wide and deep", "deep").side == 0


def test_how_many_exceptions_deep_remembers_depends_on_its_training():
    small = [other(m, "exceptions") for m in ("deep, SGD", "deep, 600 epochs")]
    assert [round(v) for v in small] == [67, 87]
    assert round(other("larger deep, SGD", "exceptions"), 1) == 99.7
    similar = [other(m, "similar") for m in ("deep, SGD", "deep, 600 epochs", "larger deep, SGD")]
    assert (round(min(similar)), round(max(similar))) == (74, 77)


def test_without_the_exceptions_seen_deep_is_nearly_as_good_as_can_be():
    assert round(other("deep, exceptions left out", "similar")) == 89
    assert right("wide + types", "similar", 0.7, 0.1) == 89


def test_the_models_have_as_many_parameters_as_the_text_says():
    known = world(0)
    nets = wide(known, epochs=0), deep(known, SMALL._replace(epochs=0))
    larger = deep(known, LARGE._replace(epochs=0))
    assert [net.theta.size for net in (*nets, larger)] == [1369, 280, 905]


@pytest.mark.slow
def test_the_wide_model_is_trained_long_enough():
    for seed in range(2):
        known = world(seed, seen=0.7, exceptions=0.0)
        short, long = (
            accuracy(logits_of(wide(known, epochs=epochs), crossed), known)["similar"]
            for epochs in (300, 3000)
        )
        assert abs(short - long) < 0.03


def test_without_exceptions_there_is_no_share_of_them():
    assert np.isnan(purchases.share("deep", "exceptions", 0.7, 0.0)[0])


def test_stored_accuracies_are_what_the_code_gives_today():
    stored = experiment.stored()["purchases"]["0.3 0.1"]
    again = worlds.measured(worlds.MODELS, 0.3, 0.1, worlds=2)
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
    assert "was never seen, but similar ones were" in words
    assert "adds 0.87 (film 1), -1.89 (film 7), 0.00 (the pair) and 2.21 (b)" in words
    assert "the logit is 1.19, so it says yes" in words
    assert "so it says no. The truth is no." in words


def test_in_order_of_types_equal_types_lie_side_by_side():
    picture = lesson.Weights(order=weights.ORDERS[1])
    types = weights.inside().world.types[picture.films]
    assert (np.diff(types) >= 0).all()


def test_the_scene_marks_the_largest_weight():
    picture = lesson.Weights()
    picture.show_scene("The pair with the largest weight")
    table = weights.inside().crossed
    assert np.unravel_index(table.argmax(), table.shape) == (28, 23)
    assert "film 28. Do they also buy film 23? This pair was seen" in picture.readout


# (d) units


def test_silencing_no_unit_changes_nothing_and_silencing_one_does():
    data, net = digits(), watched.restored()
    whole = digit_units.right_without(net, -1, 0)
    np.testing.assert_array_equal(whole, net.logits(data.X)[0].argmax(-1) == data.y)
    net.weights[1][0, 15, :] = 0.0
    silenced = net.logits(data.X)[0].argmax(-1) == data.y
    np.testing.assert_array_equal(digit_units.right_without(watched.restored(), 15, 0), silenced)


def test_unit_16_of_the_digits_responds_to_nearly_everything():
    words = lesson.DigitUnits().readout
    assert "20 of the digit 3." in words and "It responds to 98 % of all images" in words
    assert "98 % of all images, and 10 % of these show the digit 3" in words
    assert "0 % of the images of the digit 3 are told right instead of 99 %" in words
    assert "and 97 % of the others instead of 99 %" in words
    response, y = digit_units.digit_responses(0)[:, 15], digits().y
    assert (response[y == 3] > 0).all() and round(100 * (y[response > 0] == 3).mean()) == 10
    assert len(y) == 1797 and (y[digit_units.strongest(0, 15)] == 3).all()


def test_unit_1_of_the_digits_looks_like_a_detector_of_ones_and_is_none():
    assert "20 of the digit 1." in lesson.DigitUnits(unit=1).readout
    above, y = digit_units.digit_responses(0)[:, 0] > 0, digits().y
    assert [round(100 * above[y == k].mean()) for k in (1, 3)] == [43, 96]
    picture = lesson.DigitUnits(unit=1)
    picture.png()
    shown = [text.get_text() for text in picture.shares]
    assert shown == [f"{100 * above[y == k].mean():.0f} %" for k in range(10)]


def test_most_units_respond_to_more_than_half_of_all_images():
    shares = [(digit_units.digit_responses(seed) > 0).mean(0) for seed in (0, 1)]
    assert (np.concatenate(shares) > 0.5).sum() == 25 and np.size(shares) == 32


def test_unit_14_of_the_digits_is_dead():
    dead = [u for u in range(1, 17) if digit_units.NONE in lesson.DigitUnits(unit=u).readout]
    assert dead == [14]


def test_stored_weights_solve_their_task():
    said = watched.restored().logits(digits().X).argmax(-1)
    assert (said == digits().y).mean(1).min() > 0.98


def test_stored_weights_are_what_training_gives_today():
    said = [net.logits(digits().X).argmax(-1) for net in (watched.trained(), watched.restored())]
    assert (said[0] == said[1]).mean() > 0.99
    for model, kept in zip(watched.models().values(), watched.restored_models(), strict=True):
        assert np.corrcoef(model.theta, kept.theta)[0, 1] > 0.95


@pytest.mark.slow
def test_the_deep_model_finds_the_types_in_other_shops_too():
    found = []
    for seed in (1, 2, 3, 4):
        known = world(seed, seen=0.7, exceptions=0.0)
        numbers_of = watched.film_numbers(deep(known))
        gaps = np.linalg.norm(numbers_of[:, None] - numbers_of[None], axis=-1)
        np.fill_diagonal(gaps, np.inf)
        found.append((known.types[gaps.argmin(1)] == known.types).sum())
    assert min(found) >= 35


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


def test_deep_is_ahead_of_shallow_on_no_task_with_20_examples():
    for budget in experiment.BUDGETS:
        for data in experiment.SAMPLES:
            assert (
                learning.difference(data, 20, "deep", "shallow", how=learning.Trained(budget)).side
                >= 0
            )


def test_on_spirals_deep_leads_from_50_examples_on_and_not_before():
    def errors(n, budget):
        models = ("shallow", "deep")
        found = (learning.errors("spirals", m, n, how=learning.Trained(budget)) for m in models)
        return [round(100 * v.mean(), 1) for v in found]

    assert errors(20, "SGD") == [28.2, 28.6] and errors(20, "Adam") == [27.0, 33.9]
    assert errors(100, "SGD") == [14.0, 2.1]
    gap = learning.difference("spirals", 20, "deep", "shallow", how=learning.Trained("Adam"))
    assert [round(100 * v, 1) for v in gap] == [6.9, 3.5, 10.3]
    assert learning.difference("spirals", 20, "deep", "shallow").side == 0
    for budget in experiment.BUDGETS:
        for n in experiment.SAMPLES["spirals"][1:]:
            assert (
                learning.difference(
                    "spirals", n, "deep", "shallow", how=learning.Trained(budget)
                ).side
                == -1
            )
            assert learning.errors("spirals", "linear", n, "training").mean() > 0.3


def test_with_50_digits_deep_is_behind_linear_under_both_optimisers():
    gaps = {
        b: learning.difference("digits", 50, how=learning.Trained(b)) for b in experiment.BUDGETS
    }
    assert [round(100 * v, 1) for v in gaps["Adam"]] == [5.0, 3.0, 7.1]
    assert [round(100 * v, 1) for v in gaps["SGD"]] == [5.8, 4.3, 7.3]


def test_with_three_times_the_epochs_linear_and_deep_are_not_told_apart_at_800_digits():
    longer = {m: np.array(rows["test"]) for m, rows in experiment.stored()["longer"].items()}
    assert [round(100 * v.mean(), 1) for v in longer.values()] == [4.6, 4.0, 4.4]
    assert learning.mean_interval(longer["deep"] - longer["linear"]).side == 0


WIDE_SGD, WIDE_ADAM = (learning.Trained(b, "128 units") for b in ("SGD", "Adam"))


def test_wider_layers_make_deep_better_with_few_digits():
    def error(how):
        return round(100 * learning.errors("digits", "deep", 50, how=how).mean(), 1)

    assert [error(how) for how in (learning.Trained(), WIDE_SGD)] == [24.6, 19.4]
    assert [error(how) for how in (learning.Trained("Adam"), WIDE_ADAM)] == [23.2, 20.2]
    assert learning.difference("digits", 50, how=WIDE_SGD).side == 0


def test_with_adam_wide_deep_is_still_behind_linear_with_50_digits():
    mean, low, _ = learning.difference("digits", 50, how=WIDE_ADAM)
    assert round(100 * mean, 1) == 2.1 and low > 0


def wider_less_narrow(data, n, budget):
    one, other = (
        learning.errors(data, "deep", n, how=learning.Trained(budget, width))
        for width in ("128 units", "32 units")
    )
    return learning.mean_interval(one - other)


def test_wider_deep_networks_are_better_at_digits_and_worse_in_one_place():
    sides = {
        (budget, data): [wider_less_narrow(data, n, budget).side for n in sizes]
        for budget in experiment.BUDGETS
        for data, sizes in experiment.SAMPLES.items()
    }
    assert sides["SGD", "digits"] == [-1] * 6 and sides["Adam", "digits"] == [0] + [-1] * 5
    assert sides["SGD", "spirals"] == [1] + [0] * 5 and sides["Adam", "spirals"] == [0] * 6
    worse = wider_less_narrow("spirals", 20, "SGD")
    assert [round(100 * v, 1) for v in worse] == [3.7, 1.4, 6.0]
    assert max(sides["SGD", "breast cancer"] + sides["Adam", "breast cancer"]) == 0
    for how in (WIDE_SGD, WIDE_ADAM):
        for n in experiment.SAMPLES["breast cancer"]:
            assert not learning.difference("breast cancer", n, "deep", "shallow", how=how).side


def test_at_equal_width_shallow_is_ahead_with_50_digits():
    def gap(n, how):
        return [round(100 * v, 1) for v in learning.difference("digits", n, "deep", "shallow",
                                                               how=how)]  # fmt: skip

    assert gap(50, learning.PLAIN) == [5.6, 4.4, 6.7] and gap(50, WIDE_SGD) == [1.1, 0.3, 1.9]
    adam = gap(50, learning.Trained("Adam")), gap(50, WIDE_ADAM)
    assert adam == ([3.4, 1.6, 5.1], [2.2, 1.2, 3.2])
    for budget, told in (("SGD", (19.0, 18.3)), ("Adam", (19.8, 18.0))):
        for width, error in zip(learning.WIDTHS, told, strict=True):
            how = learning.Trained(budget, width)
            found = learning.errors("digits", "shallow", 50, how=how).mean()
            assert round(100 * found, 1) == error
    assert gap(800, WIDE_SGD) == [-0.4, -0.6, -0.2]
    assert learning.difference("digits", 800, "deep", "shallow", how=WIDE_ADAM).side == 0


def test_the_exercise_on_the_first_lead_says_what_the_picture_says():
    sides = [learning.difference("digits", n).side for n in experiment.SAMPLES["digits"]]
    assert sides == [1, 1, 1, 1, -1, -1]
    assert experiment.SAMPLES["digits"][sides.index(-1)] == check.first_lead.right


def test_the_narrow_deep_network_is_behind_the_wide_shallow_one_with_more_parameters():
    for how, wide_how in ((learning.PLAIN, WIDE_SGD), (learning.Trained("Adam"), WIDE_ADAM)):
        deep_one = learning.errors("digits", "deep", 50, how=how)
        gap = learning.mean_interval(deep_one - learning.errors("digits", "shallow", 50,
                                                                how=wide_how))  # fmt: skip
        assert gap.side == 1


def test_wider_networks_have_as_many_parameters_as_the_text_says():
    for data, (inputs, outputs) in parameters.ENDS.items():
        X, y, *_ = experiment.sample(data, 20, 0)
        assert X.shape[1] == inputs and (outputs == 10) == (y.max() > 1)
        for network in parameters.NETWORKS:
            hidden = parameters.BOTH[network.width][network.model]
            net = MLP((inputs, *hidden, outputs))
            assert net.theta.size == parameters.parameters(data, network)
    told = [parameters.parameters("digits", n) for n in parameters.NETWORKS]
    assert told == [650, 2410, 9610, 4522, 42634]


def test_wider_networks_fit_every_image_too():
    for budget in experiment.BUDGETS:
        for n in experiment.SAMPLES["digits"]:
            how = learning.Trained(budget, "128 units")
            assert learning.errors("digits", "deep", n, "training", how=how).mean() < 0.0005


def test_stored_errors_of_wider_networks_are_what_the_code_gives_today():
    shape = experiment.WIDER["deep"]
    again = experiment.learning("digits", 50, shape, experiment.BUDGETS["SGD"], draws=1)
    stored = experiment.stored()["wider"]["SGD"]["digits"]["deep"]["50"]
    np.testing.assert_allclose(again["test"], stored["test"][:1], atol=0.03)


def test_every_training_is_shown_as_many_examples():
    for budget in experiment.BUDGETS.values():
        assert {n * budget.epochs(n) for n in experiment.SAMPLES["digits"]} == {48_000}


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
        shape = experiment.SHAPES[model]
        again = experiment.learning(data, 50, shape, experiment.BUDGETS["SGD"], draws=2)
        stored = experiment.stored()["learning"]["SGD"][data][model]["50"]
        np.testing.assert_allclose(again["test"], stored["test"][:2], atol=0.03)


def test_a_number_of_examples_that_there_are_not_becomes_the_most():
    assert (
        "Breast cancer, 400" in lesson.LearningCurves(task="breast cancer", examples="800").readout
    )


# exercises


def test_right_answers_are_right():
    assert check.unseen_weight(0).right and check.first_lead(400).right
    assert check.black_box("c").right and check.descriptions([2, -3, -1, 5]).right


@pytest.mark.parametrize(
    ("answer", "words"),
    [(0.5, "probability"), (1, "value of the feature"), (-1, "never occurred"), (-3, "refused"),
     (2, "gradient"), ("none", "expected a number")],
)  # fmt: skip
def test_a_wrong_weight_is_told_what_is_wrong(answer, words):
    feedback = check.unseen_weight(answer)
    assert not feedback.right and words in feedback.words


@pytest.mark.parametrize(
    ("answer", "words"),
    [([1, 1, -1, 1], "for D bought and B asked about, you multiply 1 by -1. The product says no"),
     ([0, 1, 1, 1], "is 0, which is no answer"),
     ([1, -1, 1, 1], "for C bought and B asked about, you multiply 1 by 1. The product says yes"),
     ([1, -1, -1], "four numbers")],
)  # fmt: skip
def test_wrong_descriptions_are_told_which_pair_fails(answer, words):
    feedback = check.descriptions(answer)
    assert not feedback.right and words in feedback.words


@pytest.mark.parametrize("letter", "abd")
def test_each_wrong_choice_gets_its_own_words(letter):
    assert f"({letter})" in check.black_box(letter).words and not check.black_box(letter).right
    assert "choose one of" in check.black_box("x").words


# ---- readouts and what no scene shows, against the lines that the artists are held to


OFF_SCENES = {
    "DigitUnits": {"unit": 12, "seed": 1},
    "LearningCurves": {
        "task": "breast cancer",
        "examples": "800",
        "budget": "Adam",
    },
    "Parameters": {"task": "spirals", "examples": "800", "budget": "Adam"},
    "Purchases": {"seen": "30 %", "exceptions": "10 %", "models": "who memorises"},
    "Shop": {"seen": "30 %", "order": "as listed in the shop"},
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
@pytest.mark.parametrize("models", truth.COMPARED)
def test_purchases_readout_is_means_and_scipys_paired_interval(seen, exceptions, models):
    rows = truth.RESULTS["purchases"][f"{int(seen[:-2]) / 100} {int(exceptions[:-2]) / 100}"]
    shown = truth.COMPARED[models]
    similar = {m: np.array(rows[m]["similar"]) for m in rows}
    interval = stats.ttest_rel(similar["deep"], similar["wide"]).confidence_interval()
    picture = lesson.Purchases(seen=seen, exceptions=exceptions, models=models)
    told = picture.readout.split("never seen: ")[1]
    gap = [abs((similar["deep"] - similar["wide"]).mean()), *interval]
    odd = [np.mean(rows[m]["exceptions"]) for m in shown] if exceptions != "0 %" else []
    expected = [f"{100 * similar[m].mean():.0f}" for m in shown]
    expected += [f"{100 * v:.1f}" for v in gap] + [f"{100 * v:.0f}" for v in odd]
    assert [f"{v:g}" for v in numbers(told) if v != 95] == [f"{float(v):g}" for v in expected]


def test_weights_readout_says_what_both_models_and_the_world_say():
    types, seen = truth.seen_pairs()
    rng = np.random.default_rng(0)
    rng.permutation(36)
    table, held_out = rng.integers(2, size=(6, 6)), rng.permutation(6)
    wide, layers = np.array(truth.STORED["wide"]), split(truth.STORED["deep"], (72, 3, 12, 1))
    picture, words = lesson.Weights(), ("no", "yes")
    for i, j in np.argwhere(np.ones((36, 36)))[::7]:
        e, f = layers[0][0][i], layers[0][0][36 + j]
        units = np.clip((e + f + layers[0][1]) @ layers[1][0] + layers[1][1], 0, None)
        logit = units @ layers[2][0] + layers[2][1]
        a, c, w, b = wide[[i, 36 + j, 72 + 36 * i + j, -1]]
        kind = "was seen" if seen[i, j] else "was never seen, but similar ones were"
        kind = "is unlike all that were seen" if held_out[types[i]] == types[j] else kind
        kind = "is one film twice" if i == j else kind
        picture.pair = [(j, i)]
        assert picture.readout.startswith(
            f"A customer bought film {i}. Do they also buy film {j}? This pair {kind}. Wide adds"
            f" {a:.2f} (film {i}), {c:.2f} (film {j}), {w:.2f} (the pair) and {b:.2f} (b): the"
            f" logit is {a + c + w + b:z.2f}, so it says {words[int(a + c + w + b > 0)]}."
        )
        assert picture.readout.endswith(
            f"so it says {words[int(logit[0] > 0)]}. The truth is"
            f" {words[table[types[i], types[j]]]}."
        )


def split(flat, sizes):
    """Layers (W, b) of one network from its flat vector."""
    layers, flat = [], np.array(flat)
    for n, m in pairwise(sizes):
        both, flat = flat[: (n + 1) * m].reshape(n + 1, m), flat[(n + 1) * m :]
        layers.append((both[:-1], both[-1]))
    return layers


@pytest.mark.parametrize(("unit", "seed"), [(1, 0), (9, 0), (5, 1)])
def test_digit_units_readout_counts_the_twenty_and_what_silencing_does(unit, seed):
    data, layers = digits(), truth.network(seed)
    response = hidden(layers, data.X)[:, unit - 1]
    top = data.y[np.argsort(-response, kind="stable")[:20]].tolist()
    told = lesson.DigitUnits(unit=unit, seed=seed).readout
    counts = {int(k): int(n) for n, k in re.findall(r"(\d+) of the digit (\d)", told)}
    assert counts == {k: top.count(k) for k in set(top)}
    (W, b), (V, d) = layers
    a = np.clip(data.X @ W + b, 0, None)
    silent = np.where(np.arange(16) == unit - 1, 0, a)
    digit = max(sorted(counts), key=counts.get)
    part = (data.y[response > 0] == digit).mean()
    right = [((h @ V + d).argmax(1) == data.y) for h in (silent, a)]
    shares = [part, *(r[of].mean() for of in (data.y == digit, data.y != digit) for r in right)]
    one, *rest = [f"{100 * v:.0f}" for v in shares]
    assert f"to {100 * (response > 0).mean():.0f} % of all images" in told
    assert re.findall(r"(\d+) %", told)[1:] == [one, *rest]


@pytest.mark.parametrize("budget", experiment.BUDGETS)
@pytest.mark.parametrize(("data", "sizes"), [("digits", (4522, 42634)), ("spirals", (2241, 33537))])
def test_parameters_readout_is_scipys_paired_intervals(budget, data, sizes):
    kept = [truth.RESULTS[name][budget][data] for name in ("learning", "wider")]
    narrow, wide = (np.array(rows["deep"]["20"]["test"]) for rows in kept)
    shallow = np.array(kept[1]["shallow"]["20"]["test"])
    words = lesson.Parameters(task=data, examples="20", budget=budget).readout
    for size in sizes:
        assert (f"{size:_}".replace("_", " ") if size > 9999 else str(size)) in words
    for other, told in ((narrow, words.split("then ")[1]), (shallow, words.split("deep is ")[1])):
        interval = stats.ttest_rel(wide, other).confidence_interval()
        low, high = (f"{100 * v:z.1f}" for v in interval)
        gap, side = (wide - other).mean(), "above" if interval.low > 0 else "below"
        apart = f"{100 * abs(gap):.1f} percentage points {side}"
        assert told.startswith(apart if interval.low * interval.high > 0 else "not told apart")
        assert re.search(r"\((.*?) to (.*?)\)", told).groups() == (low, high)


@pytest.mark.parametrize("data", experiment.SAMPLES)
def test_learning_curves_readout_is_means_and_scipys_paired_interval(data):
    told = lesson.LearningCurves(task=data, examples="100").readout
    rows = {model: sizes["100"] for model, sizes in truth.RESULTS["learning"]["SGD"][data].items()}
    assert "480 epochs of SGD" in told
    expected = [100 * np.mean(rows[m][part]) for m in rows for part in ("test", "training")]
    for other in ("linear", "shallow"):
        gap = np.subtract(rows["deep"]["test"], rows[other]["test"])
        interval = stats.ttest_1samp(gap, 0).confidence_interval()
        apart = int(interval.low * interval.high > 0)
        expected += [abs(100 * gap.mean())] * apart + [100 * v for v in interval]
    told = numbers(told.split("error): ")[1].split(" In brackets")[0])
    np.testing.assert_allclose(told, expected, atol=0.0501)


@pytest.mark.parametrize("budget", experiment.BUDGETS)
def test_with_800_digits_three_layers_have_caught_up_with_one(budget):
    for width in learning.WIDTHS:
        how = learning.Trained(budget, width)
        assert learning.difference("digits", 800, "deep", "shallow", how=how).side <= 0
