"""Lesson 05: the numbers that its text claims, from the functions that its pictures use."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import partial

import numpy as np
import pytest

from lessons_lib.lessons import no_free_lunch as lesson
from lessons_lib.lessons.no_free_lunch import check, cube, experiment, prior, real
from lessons_lib.mlp import MLP
from lessons_lib.theory.free_lunch import learners
from lessons_lib.theory.free_lunch.cube import (
    CORNERS,
    CUT,
    TARGETS,
    errors,
    least_error,
    mean_error,
)
from lessons_lib.theory.free_lunch.learners import LEARNERS, networks
from lessons_lib.theory.intervals import mean_interval
from lessons_lib.training import train, training
from tests.lessons.recorded import states
from tests.lessons.truth import no_free_lunch as counted

FRONT, SEVEN = (0, 1, 2, 3), (0, 1, 2, 3, 4, 5, 6)


def _minority(X, y):
    return np.full(8, int(2 * y.sum() <= len(y)))


def _remembered(answers, X, y):
    answers[X @ [4, 2, 1]] = y
    return answers


@pytest.fixture(autouse=True)
def nobody_has_entered_a_learner(monkeypatch):
    monkeypatch.setattr(cube, "_yours", [])
    monkeypatch.setattr(cube, "_refused", [])


@pytest.mark.parametrize("name", ["AllTargets", "WhoWins", "WithPrior"])
@pytest.mark.parametrize("ticked", ["", " ".join(cube.NAMES)])
def test_no_corner_and_every_corner_are_answered_in_words(name, ticked):
    picture = getattr(lesson, name)(**cube.corners_ticked(ticked))
    assert "nothing" in picture.readout


def _heights(bars):
    return [int(path.vertices[:, 1].max()) for path in bars.get_paths()]


def test_two_learners_are_wrong_equally_often_and_their_bars_are_equal():
    picture = lesson.AllTargets()
    assert "both are wrong on 512 of 1024 answers: 1/2, exactly" in picture.readout
    one, other = map(_heights, picture.counts)
    assert one == other == [16, 64, 96, 64, 16]
    assert [t.get_text() for t in picture.numbers][:6] == ["16", "64", "96", "64", "16", ""]


def test_on_the_training_set_a_network_is_never_wrong_and_always_one_half_the_time():
    words = lesson.AllTargets(first="MLP", second="always 1").readout
    assert "MLP is wrong 0 times and always 1 512 times, of 1024" in words


def test_ticking_a_corner_adds_it_to_the_training_set():
    picture = lesson.AllTargets(c111=True)
    assert picture.training == (0, 1, 2, 3, 7)
    assert [1.45, 1.38] in picture.data["training corners"].tolist()
    assert "384 of 768" in picture.readout


def test_a_learner_of_your_own_can_be_entered_and_ties_too():
    assert lesson.yours(_minority) == "yours"
    assert "512 of 1024" in lesson.AllTargets(first="majority", second="yours").readout
    assert "yours" in lesson.WithPrior().readout


def test_without_a_learner_of_your_own_you_are_told_to_write_one():
    with pytest.raises(ValueError, match="write one"):
        lesson.AllTargets(second="yours").readout  # noqa: B018


@pytest.mark.parametrize(
    ("learner", "words"),
    [
        (lambda X, y: np.full(8, 0.5), "0 or 1"),
        (lambda X, y: np.ones(3), "0 or 1"),
        (lambda X, y: 1, "0 or 1"),
        (lambda X, y: None, "0 or 1"),
        (lambda X, y: 1 / 0, "stopped with ZeroDivisionError"),
        (lambda X, y: np.ones(8) / (7 - len(y)), "0 or 1"),
        (None, "TypeError"),
        ("minority", "TypeError"),
    ],
)
def test_a_learner_that_cannot_be_used_is_refused_in_words_and_spoils_nothing(learner, words):
    lesson.yours(_minority)
    picture = lesson.AllTargets(second=lesson.yours(learner))
    with pytest.raises(ValueError, match=f"cannot be shown: .*{words}"):
        picture.readout  # noqa: B018
    assert "All 8 learners" in lesson.WithPrior(smoothness=0.0).readout


def test_a_learner_that_changes_its_examples_changes_them_for_nobody():
    def spoiler(X, y):
        answers = learners.nearest_neighbour(X, y)
        X *= 0
        y *= 0
        return answers

    lesson.yours(spoiler)
    picture = lesson.AllTargets(second="yours")
    assert picture.wrong("yours").tolist() == picture.wrong("nearest neighbour").tolist()


def test_a_press_marks_the_nearest_square_and_its_partner():
    picture = lesson.WhoWins()
    places = counted.squares(picture)
    for target in (5, 85, 171):
        place = picture.painter.to_fraction(3, places[target])
        picture.answer({"op": "stroke", "path": [place]})
        assert picture.target == target
        assert picture.data["marked"].tolist() == [pytest.approx(places[target])]
    before = picture.data["marked"][0, 1]
    picture.answer({"op": "nudge", "control": "spot", "index": 0, "down": -1, "far": True})
    assert picture.data["marked"][0, 1] > before


def test_each_win_is_paid_for():
    picture = lesson.WhoWins()
    assert "fewer wrong answers on 88 targets, majority on 88; 80 are ties" in picture.readout
    assert picture.margin().sum() == 0
    heights = [len(squares.get_paths()) for squares in picture.squares]
    assert heights == [88, 88]


def test_nearest_neighbour_leads_at_4_and_5_cut_edges_and_majority_at_3_and_from_7_on():
    picture = lesson.WhoWins()
    margin = picture.margin()
    leads = {k: np.sign(margin[k == CUT]).sum() for k in np.unique(CUT).tolist()}
    assert leads == {0: 0, 3: -8, 4: 12, 5: 32, 6: 0, 7: -12, 8: -10, 9: -12, 12: -2}
    wins = {k: [int((margin[k == CUT] * s > 0).sum()) for s in (1, -1)] for k in (3, 4, 5, 7, 8)}
    assert wins == {3: [0, 8], 4: [16, 4], 5: [32, 0], 7: [12, 24], 8: [2, 12]}
    assert np.abs(margin).max() == 2
    for target in np.flatnonzero(CUT == 3):  # constant except at one corner
        assert TARGETS[target].sum() in (1, 7)
    assert not margin[(CUT == 3) & np.isin(TARGETS[:, :4].sum(1), (0, 4))].any()


def test_every_column_is_counted_above_below_and_at_its_foot():
    picture = lesson.WhoWins()
    margin = picture.margin()
    assert picture.readout
    for i, edges in enumerate(np.unique(CUT)):
        leads = margin[edges == CUT]
        told = [texts[i].get_text() for texts in (*picture.counts, picture.ties)]
        counts = [(leads > 0).sum(), (leads < 0).sum()]
        assert told == [*(str(n) if n else "" for n in counts), str((leads == 0).sum())]
        assert picture.axes.get_xticklabels()[i].get_text() == str(edges)
    named = [text.get_text() for text in picture.legend.get_texts()]
    assert named[:2] == ["nearest neighbour has fewer: 88", "majority has fewer: 88"]


def test_smooth_targets_favour_nearest_neighbour_and_rough_ones_majority():
    margin = lesson.WhoWins().margin()
    wins, losses = (
        [int((margin[side] * s > 0).sum()) for side in (CUT < 6, CUT > 6)] for s in (1, -1)
    )
    assert wins == [48, 14] and losses == [12, 50]


def test_the_lines_under_the_cubes_are_the_labels_and_answers_on_the_marked_targets():
    picture = lesson.WhoWins()
    here, there = picture.target, picture.partner(picture.target)
    assert picture.readout
    assert (here, there) == (44, 236) and list(CUT[[here, there]]) == [7, 5]
    rows = [row.split()[-4:] for row in picture.table.get_text().split("\n")]
    assert rows[0] == ["100", "101", "110", "111"]
    assert rows[1] == [str(label) for label in TARGETS[here, 4:]]
    assert rows[2] == [str(label) for label in TARGETS[there, 4:]]
    assert rows[3:] == [["0", "0", "1", "1"], ["0", "0", "0", "0"]]


def test_the_same_learner_twice_leaves_no_target_to_mark():
    picture = lesson.WhoWins(second="nearest neighbour")
    assert "256 are ties. So there is no target to mark." in picture.readout
    assert picture.target is None and picture.table.get_text() == ""
    picture.flip()
    assert picture.spot == lesson.WhoWins().spot


def test_the_tie_breaks_one_way_for_smooth_and_the_other_for_rough_targets():
    picture = lesson.WithPrior()
    smooth, rough = (picture.mean("nearest neighbour", s) for s in (1, -1))
    assert (round(float(smooth), 3), round(float(rough), 3)) == (0.289, 0.711)
    assert rough == 1 - smooth and picture.mean("always 1", -1) == Fraction(1, 2)
    assert min(picture.mean(name, 1) for name in LEARNERS) == smooth
    assert {picture.mean(name, 0) for name in LEARNERS} == {Fraction(1, 2)}


def test_at_smoothness_zero_the_readout_says_exactly_one_half():
    assert "All 8 learners are wrong on 1/2, exactly" in lesson.WithPrior(smoothness=0.0).readout


def test_targets_drawn_from_the_prior_are_as_smooth_as_it_says():
    for s in (-3.0, 0.0, 3.0):
        weights = np.array([float(prior.prior(s)[edges]) for edges in CUT])
        mean = CUT[prior.drawn(s, 20_000)].mean()
        assert mean == pytest.approx((weights * CUT).sum() / weights.sum(), abs=0.05)


def test_seven_examples_show_the_network_that_labels_alternate():
    def means(learner):
        wrong = errors(learner, SEVEN)
        return [float(mean_error(wrong, 1, s)) for s in (-3.0, -0.5, 1.0)]

    others = [means(LEARNERS[n]) for n in ("nearest neighbour", "majority", "perceptron", "tree")]
    assert round(min(rough for rough, _, _ in others), 2) >= 0.99
    for seed in range(21):
        rough, between, smooth = means(partial(networks, seed=seed))
        assert round(rough, 2) == 0.01 and between > 0.5
        assert smooth > max(smooth for _, _, smooth in others)


def test_from_every_seed_the_network_with_seven_examples_is_wrong_on_a_hundredth():
    for seed in range(21):
        wrong = errors(partial(networks, seed=seed), SEVEN)
        assert round(float(mean_error(wrong, 1, -3.0)), 3) == 0.013
        assert mean_error(wrong, 1) == Fraction(1, 2)


@pytest.mark.parametrize("opposite", [0, 1])
@pytest.mark.parametrize(("optimiser", "rate"), [("sgd", 0.5), ("momentum", 0.1), ("adam", 0.02)])
def test_a_network_that_fits_parity_learns_the_open_corner_only_later(opposite, optimiser, rate):
    X, parity = 2.0 * CORNERS - 1, (CORNERS.sum(1) + opposite) % 2
    net = MLP((3, 8, 1), "tanh", seeds=range(21))
    first, then = np.zeros(21, int), np.zeros(21, int)
    how = {"batch_size": None, "learning_rate": rate, "optimiser": optimiser}
    for progress in training(net, X[:7], parity[:7], epochs=300, **how):
        said = net.logits(X)[..., 0] > 0
        fits = (said[:, :7] == parity[:7]).all(1) & (first == 0)
        first[fits], then[fits] = progress.epoch, said[fits, 7]
    assert first.min() >= 5 and first.max() <= 62
    assert (then != parity[7]).sum() >= 20
    assert (said[:, 7] == parity[7]).sum() >= 19


@pytest.mark.parametrize("opposite", [0, 1])
def test_at_a_lower_rate_the_open_corner_needs_more_steps(opposite):
    X, parity = 2.0 * CORNERS - 1, (CORNERS.sum(1) + opposite) % 2
    right = {}
    for steps in (300, 1500):
        net = MLP((3, 8, 1), "tanh", seeds=range(21))
        train(net, X[:7], parity[:7], epochs=steps, batch_size=None, learning_rate=0.1)
        right[steps] = ((net.logits(X)[:, 7, 0] > 0) == parity[7]).sum()
    assert right[300] < 21 / 2 and right[1500] == 21


def test_with_the_front_face_the_seed_decides_how_the_network_fares():
    wrong = [errors(partial(networks, seed=seed), FRONT) for seed in range(21)]
    found = [round(float(mean_error(one, 4, 1.0)), 3) for one in wrong]
    assert (min(found), max(found), found[0]) == (0.354, 0.531, 0.459)


def test_with_the_front_face_weight_and_bias_of_the_first_bit_keep_their_sum():
    net = MLP((3, 8, 1), "tanh", seeds=[0])
    weights, bias = net.weights[0][0, 0], net.biases[0].ravel()
    before, old = weights + bias, bias.copy()
    labels = np.array([0, 0, 0, 1])
    train(net, 2.0 * CORNERS[:4] - 1, labels, epochs=300, batch_size=None, learning_rate=0.5)
    np.testing.assert_allclose(weights + bias, before, atol=1e-12)
    assert np.abs(bias - old).max() > 0.1


def test_what_cross_validation_pays_in_the_smooth_world_is_what_the_text_says():
    weight = np.array([float(prior.prior(1)[edges]) for edges in CUT])
    weight /= weight.sum()
    said = {n: counted.answers(n, SEVEN)[:, 7] for n in ("cross-validation", "nearest neighbour")}
    opposite = said["cross-validation"] != said["nearest neighbour"]
    assert round(weight[opposite].sum(), 2) == 0.15
    wrong = {n: weight[opposite & (s != TARGETS[:, 7])].sum() for n, s in said.items()}
    shares = {n: round(w / weight[opposite].sum(), 2) for n, w in wrong.items()}
    assert shares == {"cross-validation": 0.74, "nearest neighbour": 0.26}


def test_rough_labels_differ_along_an_edge_and_agree_across_a_face():
    weight = np.array([float(prior.prior(-1)[edges]) for edges in CUT])
    weight /= weight.sum()
    labels = TARGETS.T
    assert round(weight[labels[0] != labels[1]].sum(), 2) == 0.71
    assert round(weight[labels[0] == labels[3]].sum(), 2) == 0.64


def test_six_of_eight_learners_miss_the_first_bit_everywhere():
    picture = lesson.Learners(target="the first bit")
    right = [n for n in LEARNERS if (picture.answers(n) == picture.labels)[4:].all()]
    wrong = [n for n in LEARNERS if (picture.answers(n) != picture.labels)[4:].all()]
    assert right == ["always 1", "anti-cross-validation"] and len(wrong) == 6


@pytest.mark.slow
def test_without_standardising_bayes_and_tree_are_not_told_apart_on_the_digits():
    from sklearn.datasets import load_digits
    from sklearn.model_selection import StratifiedKFold, cross_val_score

    def found(learner):
        plans = (StratifiedKFold(5, shuffle=True, random_state=s) for s in range(20))
        scores = [
            cross_val_score(experiment.LEARNERS[learner](s), *load_digits(return_X_y=True), cv=plan)
            for s, plan in enumerate(plans)
        ]
        return 1 - np.ravel(scores)

    bayes, tree = found("naive Bayes"), found("tree")
    assert bayes.mean() == pytest.approx(0.159, abs=0.002)
    assert tree.mean() == pytest.approx(0.149, abs=0.002)
    assert mean_interval(bayes - tree, overlap=1 / 4).side == 0


def test_stored_results_are_what_the_code_gives_today():
    assert set(real._results()) == set(experiment.PLANS)
    for learner in experiment.LEARNERS:
        again = experiment.errors(learner, "wine", folds=5, repeats=2)
        # A network's float sums may differ in the last digits between computers.
        np.testing.assert_allclose(again, real.fold_errors("wine", learner)[:10], atol=1.1 / 35)
        once = experiment.errors(learner, "iris", folds=10, repeats=1)
        stored = real.fold_errors("iris", learner, "10 folds, 10 times")[:10]
        np.testing.assert_allclose(once, stored, atol=1.1 / 15)


def _sides(first, second, **how):
    return [real.difference(d, first, second, **how).side for d in experiment.DATA]


TEN, ALL = [*experiment.PLANS][1], [*real.LEVELS][1]


def test_what_the_text_says_of_the_real_data_is_what_the_results_say():
    words = lesson.RealData().readout
    assert words.startswith("Test errors of naive Bayes and of tree: iris ")
    assert "wine 2.5 and 8.5 %" in words and "digits 21.5 and 14.8 %" in words
    assert "Naive Bayes is better on wine. Tree is better on digits. Not told" in words
    digits = {name: 100 * real.fold_errors("digits", name).mean() for name in real.NAMES}
    assert (round(min(digits.values()), 1), round(max(digits.values()), 1)) == (2.7, 21.5)
    assert round(digits["smoothed naive Bayes"], 1) == 10.3
    assert [round(digits[n], 1) for n in ("nearest neighbour", "tree")] == [2.7, 14.8]


@pytest.mark.parametrize("plan", experiment.PLANS)
def test_naive_bayes_and_the_tree_change_places_with_5_folds_and_with_10(plan):
    assert _sides("naive Bayes", "tree", plan=plan) == [0, -1, 0, 1]
    assert _sides("smoothed naive Bayes", "tree", plan=plan) == [0, -1, 0, -1]
    assert _sides("naive Bayes", "smoothed naive Bayes", plan=plan) == [0, 0, 0, 1]


def test_for_all_comparisons_together_the_digits_are_told_apart_and_wine_in_10_folds_alone():
    assert real.COMPARISONS == 60
    assert _sides("naive Bayes", "tree", level=ALL) == [0, 0, 0, 1]
    assert _sides("naive Bayes", "tree", plan=TEN, level=ALL) == [0, -1, 0, 1]
    for plan in experiment.PLANS:
        both = {"plan": plan, "level": ALL}
        assert _sides("smoothed naive Bayes", "tree", **both)[3] == -1
        assert _sides("naive Bayes", "smoothed naive Bayes", **both)[3] == 1


def test_the_same_learner_twice_differs_nowhere():
    assert "difference is 0" in lesson.RealData(first="tree", second="tree").readout


def test_right_answers_are_right():
    assert check.targets_left(16).right and check.times_as_likely(4096).right
    assert check.minority(_minority).right and check.what_it_says("c").right


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (256, "all targets"),
        (4, "4 corners"),
        (8, "doubles"),
        (64, "halves"),
        (17, "too large"),
        (32, "2^5"),
        (12, "0000"),
    ],
)
def test_a_wrong_count_is_told_what_is_wrong(answer, words):
    feedback = check.targets_left(answer)
    assert not feedback.right and words in feedback.words


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (12, "12 edges"),
        (24, "factors"),
        (256, "2^8"),
        (1 / 4096, "turn it over"),
        (2, "one edge"),
        (6, "halves"),
        (2048, "11 edges"),
    ],
)
def test_a_wrong_ratio_is_told_what_is_wrong(answer, words):
    feedback = check.times_as_likely(answer)
    assert not feedback.right and words in feedback.words


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda X, y: np.full(8, int(2 * y.sum() > len(y))), "majority itself"),
        (lambda X, y: np.zeros(8), "answers 0 whatever"),
        (lambda X, y: np.ones(8), "answers 1 whatever"),
        (lambda X, y: np.full(8, int(y.sum() < 2)), "fixed number"),
        (lambda X, y: np.full(8, int(2 * y.sum() < len(y))), "ties"),
        (lambda X, y: _remembered(_minority(X, y), X, y), "remembers nothing"),
        (
            lambda X, y: np.full(8, int(y.sum() == 2)),
            "y = (0, 0, 0), at index 0, your function gives 0",
        ),
        (lambda X, y: None, "returns nothing"),
        (lambda X, y: np.ones(3), "should return numbers of shape (8,)"),
        (lambda X, y: 1 / 0, "stopped with"),
        (3, "expected a function"),
    ],
)
def test_a_wrong_minority_is_told_what_is_wrong(answer, words):
    feedback = check.minority(answer)
    assert not feedback.right and words in feedback.words


@pytest.mark.parametrize("answer", ["a", "b", "d"])
def test_a_wrong_reading_gets_its_own_words(answer):
    assert f"({answer})" in check.what_it_says(answer).words


def test_the_corners_are_named_by_their_bits():
    assert [list(map(int, name)) for name in cube.NAMES] == CORNERS.tolist()


def test_the_wrong_answers_said_are_those_counted_in_loops():
    for _, picture in states(lesson.AllTargets):
        training, pair = counted.ticked(picture), (picture.first, picture.second)
        off = [int(counted.wrong(name, training).sum()) for name in pair]
        on = [int(counted.wrong(name, training, inside=True).sum()) for name in pair]
        asked = 256 * (8 - len(training))
        assert f"both are wrong on {off[0]} of {asked} answers: 1/2" in picture.readout
        assert off == [asked / 2] * 2
        assert f"{pair[0]} is wrong {on[0]} times and {pair[1]} {on[1]} times" in picture.readout
        assert f"of {256 * len(training)}." in picture.readout
        named = [t.get_text() for t in picture.legend.get_texts()]
        assert named == [*pair, "mean of each (the same)"]


def test_the_wins_and_mistakes_said_are_those_counted_in_loops():
    for _, picture in states(lesson.WhoWins):
        training, pair = counted.ticked(picture), (picture.first, picture.second)
        one, other = (counted.wrong(name, training) for name in pair)
        fewer = (int((one < other).sum()), int((one > other).sum()))
        assert fewer[0] == fewer[1]
        assert f"fewer wrong answers on {fewer[0]} targets, {pair[1]} on {fewer[1]};" in (
            picture.readout
        )
        assert f"{(one == other).sum()} are ties." in picture.readout
        here, there = counted.marked(picture)
        for place, target in (("on the marked target", here), ("on its partner", there)):
            told = f"{place}: {pair[0]} {one[target]}, {pair[1]} {other[target]}"
            assert told in picture.readout


def test_going_to_the_partner_exchanges_the_errors():
    for _, picture in states(lesson.WhoWins):
        before = picture.target
        partner = picture.partner(before)
        picture.flip()
        assert picture.target == partner
        assert picture.margin()[partner] == -picture.margin()[before]
        picture.flip()
        assert picture.target == before


def _titles(picture):
    return [axes.get_title(loc="left") for axes in picture.figure.axes]


def test_in_the_default_picture_always_one_makes_the_fewest_mistakes():
    picture = lesson.Learners()
    mistakes = dict(title.removesuffix(" wrong").split(": ") for title in _titles(picture))
    assert mistakes["always 1"] == "1" and mistakes["majority"] == "3"
    assert [mistakes[name] for name in ("nearest neighbour", "MLP", "tree")] == ["2"] * 3


def test_the_first_bit_defeats_all_who_trust_the_examples():
    picture = lesson.Learners(target="the first bit")
    trusting = ("nearest neighbour", "majority", "perceptron", "tree", "MLP", "cross-validation")
    assert picture.readout
    for name in trusting:
        assert f"{name}: 4 wrong" in _titles(picture)


def _explained(name, **values):
    return lesson.Learners(learner=name, **values).readout


def test_a_learner_is_explained_by_its_own_numbers():
    seven = cube.SEVEN | {"target": "labels alternate"}
    assert "to 111 is 011, 1 edge away, with the label 1;" in _explained("nearest neighbour")
    nearest = _explained("nearest neighbour", **seven)
    assert "to 111 are 011 and 101 and 110, 1 edge away, with the labels 0 and 0 and 0;" in nearest
    assert "3 zeros and 1 one; so it answers 0" in _explained("majority")
    tie = _explained("majority", target="the third bit")
    assert "2 zeros and 2 ones, a tie, which it breaks by 0; so it answers 0" in tie
    assert "misses 7 and its opposite 0; cross-validation takes the opposite" in _explained(
        "cross-validation", **seven
    )
    assert "answers 1 at every corner, whatever the 4 examples" in _explained("always 1")
    assert "asks nothing and answers 0" in _explained("tree", target="the first bit")
    assert "all weights 0" in _explained("perceptron", target="the first bit")


@pytest.mark.parametrize("target", ["at least two ones", "the third bit"])
def test_the_plane_that_is_told_gives_the_perceptrons_answers(target):
    picture = lesson.Learners(learner="perceptron", target=target)
    told = re.search(r"answers 1 where (.+) is above 0", picture.readout)[1]
    terms = re.sub(r"(\d)x", r"\1*x", told.replace("−", "-"))
    for i, digit in enumerate("₁₂₃"):
        terms = terms.replace(f"x{digit}", f"x[{i}]")
    said = [int(eval(terms, {"x": corner}) > 0) for corner in CORNERS.tolist()]
    assert said == picture.answers("perceptron").tolist()


def test_the_questions_that_are_told_give_the_trees_answers():
    told = _explained("tree").partition(": ")[2].removesuffix(".")
    assert told == (
        "where x₂ = 0 (answer 0), where x₂ = 1 (where x₃ = 0 (answer 0), where x₃ = 1 (answer 1))"
    )
    assert lesson.Learners().answers("tree").tolist() == [x[1] & x[2] for x in CORNERS.tolist()]


def test_the_logits_that_are_told_are_those_of_a_network_trained_alone():
    net = MLP((3, 8, 1), "tanh", seeds=[0])
    X = 2.0 * CORNERS - 1
    train(net, X[:4], np.array([0, 0, 0, 1]), epochs=300, batch_size=None, learning_rate=0.5)
    logits = net.logits(X)[0, :, 0]
    told = ", ".join(f"{logits[c]:.1f} at {c:03b}" for c in range(4, 8)).replace("-", "−")
    assert told in _explained("MLP")


def test_each_answer_is_wrong_on_8_of_the_16_targets_that_agree():
    for answers in range(16):
        given = {f"a{c:03b}": bool(answers >> (c - 4) & 1) for c in range(4, 8)}
        words = lesson.Agreeing(**given).readout
        assert words.count("on 8 at") == 4 and ": 32 of 64" in words


def test_weighed_by_the_prior_the_same_answers_are_wrong_less_often_or_more():
    def told(**values):
        return float(re.search(r": (0\.\d+) on average", lesson.Weighed(**values).readout)[1])

    assert (told(), told(smoothness=-1.0), told(smoothness=0.0)) == (0.337, 0.663, 0.5)
    opposite = lesson.Agreeing.scenes["The opposite"]
    assert told(**opposite, smoothness=-1.0) == 0.337
    assert "0.261 at 100, 0.304 at 101, 0.304 at 110 and 0.478 at 111" in lesson.Weighed().readout


def test_the_targets_that_agree_stand_in_binary_order_or_by_their_cut_edges():
    numbers = lesson.Agreeing().agreeing
    assert TARGETS[numbers][:, 4:].tolist() == [
        [n >> b & 1 for b in (3, 2, 1, 0)] for n in range(16)
    ]
    numbers = lesson.Weighed().agreeing
    assert CUT[numbers][:3].tolist() == [3, 4, 5]
    assert TARGETS[numbers[0]].tolist() == [0, 0, 0, 1, 0, 0, 0, 0]
    assert TARGETS[numbers[1]].tolist() == [0, 0, 0, 1] * 2


def test_nearest_neighbour_and_the_tree_reach_the_least_possible_error():
    picture = lesson.WithPrior()
    for name in ("nearest neighbour", "tree"):
        assert float(picture.mean(name, 1.0)) == pytest.approx(least_error(FRONT, 1.0))
    assert least_error(FRONT, 0.0) == least_error(SEVEN, 0.0) == 0.5


def test_cross_validation_is_good_at_both_ends_and_pays_in_between():
    picture = lesson.WithPrior(**cube.SEVEN)
    chosen, near = (
        {s: round(float(picture.mean(name, s)), 3) for s in (-3, 0, 1, 3)}
        for name in ("cross-validation", "nearest neighbour")
    )
    assert chosen == {-3: 0.003, 0: 0.5, 1: 0.303, 3: 0.003} and near[1] == 0.23
    picture.show_scene("Rough, every other corner")
    told = [f"{n} {e}" for n, e in (("cross-validation", 0.699), ("anti-cross-validation", 0.301))]
    assert all(words in picture.readout for words in told)


def test_with_seven_examples_cross_validation_is_the_worse_one_for_smooth_targets_only():
    picture = lesson.WithPrior(**cube.SEVEN)
    for s in np.arange(-3, 3.1, 0.25):
        gap = picture.mean("cross-validation", s) - picture.mean("nearest neighbour", s)
        assert np.sign(gap) == np.sign(s)


def test_the_legend_tells_the_two_learners_their_errors_and_the_least():
    picture = lesson.WithPrior()
    assert picture.readout
    assert [text.get_text() for text in picture.legend.get_texts()] == [
        "nearest neighbour: 0.289",
        "always 1: 0.500",
        "the other learners",
        "the least possible: 0.289",
    ]
    picture.set(first="MLP")
    assert picture.readout
    assert picture.dots[0][0].get_ydata()[0] == pytest.approx(0.459, abs=5e-4)


def test_in_a_rough_world_each_error_is_the_smooth_one_turned_over_for_nearest_neighbour():
    picture = lesson.WithPrior()
    for s in (0.25, 1.0, 3.0):
        rough, smooth = (picture.mean("nearest neighbour", side * s) for side in (-1, 1))
        assert float(rough) == pytest.approx(1 - float(smooth), abs=1e-12)


def test_the_learner_that_is_explained_is_framed():
    picture = lesson.Learners(learner="tree")
    assert picture.readout
    framed = [name for name, frame in picture.frames.items() if len(frame.get_xdata())]
    assert framed == ["tree"]


@pytest.mark.parametrize(("examples", "share"), [("10", 0.30), ("40", 0.68), ("640", 1.00)])
def test_a_random_sample_tells_the_true_error_the_better_the_larger_it_is(examples, share):
    picture = lesson.HeldOut(examples=examples)
    draws = np.random.default_rng(0).random((4000, int(examples))) < 0.2
    near = np.abs(draws.mean(1) - 0.2) <= 0.05 + 1e-9
    assert near.mean() == pytest.approx(share, abs=0.02)
    assert f"with probability {share:.2f}" in picture.readout


def test_hoeffdings_bound_holds_for_every_true_error():
    for error in np.linspace(0, 1, 21):
        for examples in ("10", "40", "160", "640"):
            picture = lesson.HeldOut(true_error=float(error), examples=examples)
            n = int(examples)
            off = np.abs(np.arange(n + 1) / n - error) > 0.05 + 1e-9
            assert picture.chances()[off].sum() <= 2 * np.exp(-2 * n * 0.05**2)


def test_a_learner_that_tosses_coins_stays_at_one_half():
    for seed in range(5):
        rng = np.random.default_rng(seed)
        coins = learners.for_each(lambda X, y, rng=rng: rng.integers(0, 2, 8))
        assert mean_error(errors(coins, FRONT), 4) == Fraction(1, 2)


def test_a_hedged_answer_breaks_the_tie_under_the_squared_error():
    cost = {answer: np.mean([(answer - label) ** 2 for label in (0, 1)]) for answer in (0, 0.5, 1)}
    assert cost == {0: 0.5, 0.5: 0.25, 1: 0.5}


def test_each_corner_of_the_cube_bears_its_name_and_the_targets_label():
    picture = lesson.WhoWins()  # target number 44
    written = {tuple(t.get_position()): t.get_text() for t in picture.figure.axes[0].texts}
    for c, label in enumerate("00110100"):
        x, y = counted.corner(c)
        assert written[x, y] == label and f"{c:03b}" in written.values()


def test_the_learners_are_ranked_by_the_priors_mean_error():
    for _, picture in states(lesson.WithPrior):
        odds, said = picture.readout.split(" times as probable. ")
        assert float(odds.split()[-1]) == pytest.approx(2**-picture.smoothness, rel=5e-3)
        ranked = re.findall(
            r"(\D[a-zA-Z -]+(?: 1)?) (\d\.\d{3})", said.partition(". The least")[0][20:]
        )
        if picture.smoothness:
            least = counted.least(counted.ticked(picture), picture.smoothness)
            assert f"The least possible is {least:.3f}." in said
        training = counted.ticked(picture)
        means = {n: counted.mean_error(n, training, picture.smoothness) for n in counted.NAMES}
        if picture.smoothness:
            found = {name.strip(", "): float(mean) for name, mean in ranked}
            assert found == pytest.approx(means, abs=5.1e-4)
            assert list(found.values()) == sorted(found.values())
        else:
            assert "All 8 learners are wrong on 1/2, exactly." in said


def test_a_data_sets_colour_and_words_say_whose_interval_excludes_zero():
    for _, picture in states(lesson.RealData):
        of_learner = {
            name: (line.get_color(), line.get_marker()) for name, line in picture.errors.items()
        }
        better = {-1: of_learner[picture.first], 0: ("C5", "o"), 1: of_learner[picture.second]}
        told = dict.fromkeys(counted.DATA, 0)
        for part in picture.readout.lower().split(". ")[1:]:
            sign = {picture.first.lower(): -1, picture.second.lower(): 1}
            side = next((s for n, s in sign.items() if part.startswith(f"{n} is better on")), 0)
            told |= {data: side for data in counted.DATA if data in part}
        for data, dot in zip(counted.DATA, picture.dots, strict=True):
            _, (low, high) = counted.difference(picture, data)
            side = int(low > 0) - int(high < 0)
            assert (dot.get_color(), dot.get_marker()) == better[side] and told[data] == side
            assert (dot.get_markerfacecolor() == dot.get_color()) == bool(side)
            pair = (picture.first, picture.second)
            errors = [100 * np.mean(counted.REAL[picture.plan][data][n]) for n in pair]
            assert f"{data} {errors[0]:.1f} and {errors[1]:.1f} %" in picture.readout
