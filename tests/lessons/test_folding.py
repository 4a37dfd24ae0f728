"""Lesson 02: the numbers that its text claims, from the functions that its pictures use."""

from __future__ import annotations

import re

import numpy as np
import pytest

from lessons_lib.activations import relu
from lessons_lib.lessons import folding as lesson
from lessons_lib.lessons.folding import (
    check,
    depths,
    disturbed,
    experiment,
    layer,
    lines,
)
from lessons_lib.mlp import MLP
from lessons_lib.theory.depth.pieces import pieces, switches
from lessons_lib.theory.depth.tent import folding_network, parameters, tents, widths_for
from lessons_lib.theory.gradients.racing import accuracy
from lessons_lib.training import training
from tests.lessons.truth import folding as truth
from tests.lessons.truth import untrue
from tests.lessons.truth.relu_networks import bends_of, regions

ADAM, SGD, FAST_SGD = "Adam, rate 0.01", "SGD, rate 0.1", "SGD, rate 1"
SLOW_ADAM, SHORTER = "Adam, rate 0.003", "Adam, rate 0.01, shorter spirals"


def medians(kind, recipe=None, epochs=1600):
    """Over 32 networks, for each depth: untrained, or trained by a recipe."""
    found = (
        depths.learnt(recipe, kind, d, epochs) if recipe else depths.at_random(kind, d)
        for d in experiment.DEPTHS
    )
    return [float(np.median(values)) for values in found]


def percent(recipe, epochs, kind="test"):
    return [round(100 * share, 1) for share in medians(kind, recipe, epochs)]


# (a) the stacked tent


def test_sixteen_units_in_eight_layers_make_256_pieces_and_sixteen_in_one_layer_16():
    picture = lesson.Tents(layers=8, units=16)
    assert "16 units in 8 layers (49 parameters) make 256 straight pieces" in picture.readout
    assert "(49 parameters) make 16" in picture.readout and "needs 256 units" in picture.readout


def test_more_units_than_the_tents_need_are_not_used():
    words = lesson.Tents(layers=1, units=200).readout
    assert "2 units in one layer" in words and "Of N = 200 only these are drawn." in words


@pytest.mark.parametrize(("layers", "units"), [(6, 1), (6, 40), (8, 16), (8, 200), (8, 256)])
def test_of_many_pieces_the_graph_shows_thirty_two_where_one_layer_stops(layers, units):
    picture = lesson.Tents(layers=layers, units=units)
    words = picture.readout
    start, end = picture.graph.get_xlim()
    assert (end - start) * 2**layers == 32
    assert start <= units / 2**layers <= end
    assert f"32 of the pieces, from x = {start:.3g} to {end:.3g}" in words


def test_the_drawn_network_has_two_units_a_layer_and_the_dots_those_that_are_lacking():
    data = lesson.Tents(layers=5, units=10).data
    assert len(data["deep units"]) == 10
    assert (len(data["wide units"]), len(data["lacking units"])) == (10, 22)


# (b) random and trained networks


def test_the_networks_compared_have_nearly_equal_parameters():
    counts = [parameters((2, *widths_for(experiment.BUDGET, d), 1)) for d in experiment.DEPTHS]
    assert max(counts) == experiment.BUDGET and min(counts) > 0.97 * max(counts)
    assert experiment.REPLICAS >= 32


def test_random_networks_have_fewer_pieces_with_depth():
    assert medians("pieces") == [147, 44, 47.5, 47, 61, 54.5]


def test_no_network_random_or_trained_has_more_than_155_pieces():
    trainings = (experiment.RECIPES | experiment.SHORTER).keys()
    random = [depths.at_random("pieces", d).max() for d in experiment.DEPTHS]
    trained = [depths.learnt(r, "pieces", d).max() for r in trainings for d in experiment.DEPTHS]
    assert max(random) == 151 and max(trained) == 155


def test_on_a_line_further_out_one_layer_still_has_more_pieces():
    words = [lesson.Bends(depth=d, line=lines.OUTSIDE).readout for d in (1, 6)]
    assert "Median of 32: 87 pieces" in words[0] and "Median of 32: 32.5 pieces" in words[1]


def test_with_adam_all_networks_of_one_to_three_layers_fit():
    assert [depths.fitted(ADAM, d).sum() for d in experiment.DEPTHS] == [32, 32, 32, 31, 27, 22]


# why the layers do not multiply


def switch_medians(depth, recipe=None):
    found = depths.learnt(recipe, "switches", depth) if recipe else None
    found = depths.at_random("switches", depth) if found is None else found
    return np.median(found, axis=0)


def test_units_of_random_networks_switch_about_once_in_every_layer():
    for d in experiment.DEPTHS:
        assert np.all(np.abs(switch_medians(d) - 1) < 0.25)
    assert switch_medians(6)[-1] == 0.95


def test_training_makes_later_layers_switch_more_often_but_far_from_folding():
    trained = switch_medians(6, ADAM)
    assert np.all(np.diff(trained) > 0) and round(trained[-1], 1) == 2.6
    assert [round(switch_medians(6, r)[-1], 1) for r in (SLOW_ADAM, SGD)] == [2.8, 2.5]
    # Built by folding: each of ten units but the first switches once on each piece.
    built = switches(folding_network((10,) * 3), [0.0], [1.0])[0]
    np.testing.assert_allclose(built, 0.9 * 10.0 ** np.arange(3))


@pytest.mark.parametrize("depth", [1, 3, 6])
def test_the_output_has_at_most_a_piece_more_than_its_units_have_switches(depth):
    units = np.array(widths_for(experiment.BUDGET, depth))
    for pieces_, each in (
        (depths.at_random("pieces", depth), depths.at_random("switches", depth)),
        (depths.learnt(ADAM, "pieces", depth), depths.learnt(ADAM, "switches", depth)),
    ):
        assert np.all(pieces_ <= 1.1 + each @ units)


@pytest.mark.parametrize("layers", [1, 3, 8])
def test_unit_2_of_layer_k_of_the_tents_switches_two_to_the_power_of_k_less_one_times(layers):
    # Unit 1 is on from the edge, so the average of the two is half of it.
    found = 2 * switches(folding_network((2,) * layers), [0.0], [1.0])
    np.testing.assert_array_equal(found, [2.0 ** np.arange(layers)])


def test_disturbed_folds_lose_pieces_the_more_the_larger_the_change():
    medians_ = np.median(disturbed.counts(), axis=1)
    told = dict(zip(disturbed.CHANGES, medians_, strict=True))
    assert [told[c] for c in (0, 10, 50)] == [32, 21, 7]
    assert np.all(np.diff(medians_) <= 0)


@pytest.mark.parametrize("layers", [3, 8])
def test_other_numbers_of_folds_and_other_factors_lose_pieces_as_well(layers):
    def left(change):
        counts = []
        for seed in range(40):
            net, rng = folding_network((2,) * layers), np.random.default_rng(1000 + seed)
            for part in (*net.weights, *net.biases):
                part[...] *= rng.uniform(1 - change, 1 + change, part.shape)
            counts.append(pieces(net, [0.0], [1.0]).count[0])
        return np.median(counts)

    assert left(0.0) == 2**layers > left(0.2) > left(0.5)


def test_a_piece_is_doubled_if_it_reaches_across_the_crease_and_not_otherwise():
    for top in (0.4, 0.45, 0.55, 0.8, 1.0):
        net = folding_network((2, 2))
        net.weights[1][...] *= top  # a tent of this height
        found = pieces(net, [0.0], [1.0])
        assert found.count[0] == (4 if top > 0.5 else 2)


def test_disturbed_readout_has_what_is_drawn():
    picture = lesson.Disturbed(change=20, replica=7)
    data = picture.data
    told = numbers(picture.readout)
    assert told[1] == 20 and told[3] == data["the network on the left"][0, 1]
    assert told[-2:] == [data["median"][4, 1], 32]
    assert "Network 7 has" in picture.readout


def test_trained_networks_have_no_more_pieces_with_depth_and_change_sign_a_few_times():
    assert medians("pieces", ADAM) == [119, 49, 63, 81, 88, 93.5]
    # Along the line the nearest of many points without noise changes its class eight times.
    clean, t = experiment.spirals(20000, turns=2.5, noise=0.0), np.linspace(0, 1, 2001)[:, None]
    line = experiment.LINE[0] + t * (experiment.LINE[1] - experiment.LINE[0])
    nearest = [((clean.X - place) ** 2).sum(1).argmin() for place in line]
    assert (np.diff(clean.y[nearest]) != 0).sum() == 8


def test_with_random_biases_one_layer_still_has_most_pieces_and_fewer_than_without():
    counts = []
    for depth in experiment.DEPTHS:
        net = experiment.spiral_network(depth)
        rng = np.random.default_rng(0)
        for b in net.biases:
            b[...] = 0.5 * rng.standard_normal(b.shape)
        counts.append(float(np.median(pieces(net, *experiment.LINE).count)))
    assert counts[0] > 2 * max(counts[1:])
    assert all(c < r for c, r in zip(counts, medians("pieces"), strict=True))


def test_pieces_are_one_or_two_for_each_unit_but_folding_gives_a_million():
    units = np.array([sum(widths_for(601, d)) for d in experiment.DEPTHS])
    for recipe in (None, ADAM):
        shares = np.array(medians("pieces", recipe)) / units
        assert min(shares) > 0.78 and max(shares) < 1.65
    assert depths.possible(6) == 10**6 and depths.possible(3) == 3840


def test_every_depth_learns_the_spirals_with_adam_and_one_layer_last():
    assert percent(ADAM, 400) == [99.4, 99.8, 99.8, 99.5, 99.6, 99.0]
    assert percent(ADAM, 100) == [70.3, 99.1, 99.6, 99.4, 99.5, 98.4]
    assert percent("Adam, rate 0.003", 400) == [60.3, 99.2, 99.8, 99.7, 99.2, 98.6]
    assert percent("Adam, rate 0.003", 1600)[0] == 97.5


@pytest.mark.slow
def test_begun_with_glorots_weights_six_layers_are_behind_one_layer_after_as_many_epochs():
    data, fresh = (experiment.RECIPES[ADAM].spirals(n, k) for n, k in ((400, 0), (1000, 1)))
    right = []
    for sizes in ((2, 150, 1), (2, *[10] * 6, 1)):
        net = MLP(sizes, "relu", seeds=range(16), init="glorot", dtype=np.float32)
        for _ in training(net, data.X, data.y, epochs=400, learning_rate=0.01, optimiser="adam"):
            pass
        right.append(np.median(accuracy(net, fresh)))
    assert right[0] > 0.93 > 0.91 > right[1]


def test_with_sgd_the_order_of_the_depths_depends_on_the_rate():
    assert percent(SGD, 400) == [58.2, 81.3, 99.5, 98.6, 89.8, 78.6]
    assert percent(SGD, 400, "training")[0] == 65.9 and percent(SGD, 1600)[0] == 63.2
    assert percent(FAST_SGD, 400)[0] == 90.8 and percent(FAST_SGD, 1600)[0] == 98.6
    assert max(percent(FAST_SGD, 400)[1:]) < 60
    assert [min(percent(FAST_SGD, 400)[2:]), max(percent(FAST_SGD, 400)[2:])] == [50, 50]
    one = [percent(SGD, n)[0] for n in experiment.EPOCHS]
    assert (min(one), max(one)) == (52, 63.5)
    assert set(medians("pieces", FAST_SGD)[1:]) == {1}
    broken = [(depths.learnt(FAST_SGD, "pieces", d) == 1).sum() for d in experiment.DEPTHS]
    assert broken == [0, 22, 31, 32, 32, 30]


def flat_and_off(rate):
    """After 60 epochs of SGD: one piece on the line; a layer that is off at every point."""
    net, data = experiment.spiral_network(6), experiment.RECIPES[FAST_SGD].spirals()
    for _ in training(net, data.X, data.y, epochs=60, learning_rate=rate):
        pass
    a, off = np.broadcast_to(data.X, (32, *data.X.shape)), np.zeros(32, bool)
    for W, b in zip(net.weights[:-1], net.biases[:-1], strict=True):
        a = np.maximum(a @ W + b, 0)
        off |= (a == 0).all((1, 2))
    return pieces(net, *experiment.LINE).count == 1, off


def test_a_network_that_large_steps_have_flattened_has_a_layer_that_is_off_at_every_point():
    flat, off = flat_and_off(1.0)
    assert off[flat].all() and 22 < flat.sum() < 30
    assert not np.any(flat_and_off(0.1))


def test_stored_counts_are_what_the_code_gives_today():
    net = experiment.spiral_network(3)
    assert experiment.stored()["random"]["3"] == experiment.counted(net) | experiment.switched(net)
    recipe, epochs = experiment.RECIPES[ADAM], (25, 50, 100)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(experiment, "EPOCHS", epochs)
        again = experiment.trained(recipe, 3, replicas=8)
    for n in epochs:
        now, then = again[str(n)], experiment.stored()[ADAM]["3"][str(n)]
        # In single precision other processors end elsewhere; the spread does not.
        assert abs(np.median(now["pieces"]) - np.median(then["pieces"])) < 12
        assert abs(np.median(now["test"]) - np.median(then["test"])) < 0.08


def test_the_live_picture_counts_what_the_stored_results_say_before_training():
    words = lesson.Bends(depth=6).readout
    assert "Median of 32: 54.5 pieces." in words


def test_training_moves_the_curve_and_changing_the_depth_begins_again():
    picture = lesson.Bends(depth=2)
    before = picture.data["logit"]
    picture.step(3)
    assert "after 12 epochs" in picture.readout
    assert not np.array_equal(before, picture.data["logit"])
    picture.replica = 5
    assert "after 12 epochs" in picture.readout
    picture.depth = 3
    assert "at random" in picture.readout


def test_marked_bends_are_where_the_logit_bends_and_it_is_straight_between():
    picture = lesson.Bends(depth=3)
    logit, bends = picture.data["logit"], picture.data["bends"]
    assert np.isin(bends[:, 0], logit[:, 0]).all()
    knots = np.vstack([logit[:1], bends, logit[-1:]])
    straight = np.interp(logit[:, 0], knots[:, 0], knots[:, 1])
    np.testing.assert_allclose(straight, logit[:, 1], atol=1e-9)


@pytest.mark.parametrize("depth", [1, 3, 6])
@pytest.mark.parametrize("steps", [0, 20])
def test_a_region_has_one_colour_and_its_neighbours_have_others(depth, steps):
    picture = lesson.Bends(depth=depth, replica=1)
    picture.step(steps)
    kinds = regions([(W[1], b[1]) for W, b in truth.stack(picture)])
    image = picture.data["regions"]
    for a, b in ((np.s_[:, :-1], np.s_[:, 1:]), (np.s_[:-1], np.s_[1:])):
        np.testing.assert_array_equal(kinds[a] == kinds[b], image[a] == image[b])
    for kind in np.unique(kinds):
        assert len(np.unique(image[kinds == kind])) == 1


def test_the_line_is_dragged_with_the_pointer():
    picture = lesson.Bends()
    path = [picture.painter.to_fraction(0, (0.5, -0.5))]
    picture.answer({"op": "drag", "control": "line", "index": 1, "path": path})
    assert picture.line[1] == pytest.approx((0.5, -0.5), abs=0.01)


def test_right_answers_are_right():
    assert check.fold(lambda x: 2 * relu(x) - 4 * relu(x - 0.5)).right
    assert check.wide_enough(64).right and check.unfitted("c").right


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda x: 2 * relu(x), "a second unit"),
        (lambda x: 2 * relu(x) - 2 * relu(x - 0.5), "level"),
        (lambda x: 2 * relu(x) + 4 * relu(x - 0.5), "sign"),
        (lambda x: relu(x) - 2 * relu(x - 0.5), "half"),
        (lambda x: 2 * relu(x) - 4 * relu(x + 0.5), "switches at -1/2"),
        (lambda x: 2 * relu(x) - relu(4 * x - 0.5), "bends at 1/8"),
        (lambda x: 2 * relu(x) - 4 * relu(0.5 - x), "to the left of 1/2"),
        (lambda x: 2 * relu(x) - 3 * relu(x - 0.5), "2 - 3 = -1"),
        (lambda x: -2 * relu(x) + 4 * relu(x - 0.5), "upside down"),
        (lambda x: 4 * relu(x) - 8 * relu(x - 0.5), "2 high"),
        (lambda x: 2 * relu(x) - 4 * relu(x - 0.25), "switches at 1/4"),
        (lambda x: 2 * relu(x) - 4 * relu(2 * x - 0.5), "2x = 0.5"),
        (lambda x: 3 * relu(x), "at x = 1 your function gives 3"),
        (lambda x: None, "returns nothing"),
        (7, "expected a function"),
    ],
)
def test_a_wrong_fold_is_told_what_is_wrong(answer, words):
    feedback = check.fold(answer)
    assert not feedback.right and words in feedback.words


@pytest.mark.parametrize(
    ("answer", "words"),
    [(12, "six layers of two"), (6, "number of layers"), (32, "for five folds"), (36, "doubles"),
     (63, "for free"), (65, "one more than"), (128, "seven folds"), (127, "127 bends"),
     (62, "adds pieces"), (24, "twice the units"), (256, "eight layers"),
     (16, "four folds"), (7, "six units"), (37, "number of parameters"), (50, "small")],
)  # fmt: skip
def test_a_wrong_width_is_told_what_is_wrong(answer, words):
    feedback = check.wide_enough(answer)
    assert not feedback.right and words in feedback.words


OFF_SCENES = {
    "AccuracyByDepth": {"training": "SGD, rate 1", "epochs": "50"},
    "Bends": {"depth": 2, "replica": 7, "line": [(0.3, -0.9), (-0.5, 0.8)]},
    "Disturbed": {"change": 35, "replica": 13},
    "HiddenLayer": {"reads": layer.READS[1], "w1": -1.4, "b1": 0.85, "v1": -3.0, "w2": 0.7},
    "PiecesByDepth": {"depth": 2, "recipe": "Adam, rate 0.003"},
    "Strip": {"folds": 2.7, "place": 0.65},
    "Tents": {"layers": 5, "units": 32},
}


@pytest.mark.parametrize("name", lesson.__all__)
def test_artists_are_true_of_settings_that_no_scene_has(name):
    kind = getattr(lesson, name)
    assert not list(untrue(kind(**OFF_SCENES[name]), truth.TRUTH[kind]))


def test_built_by_folding_is_exact_at_every_depth():
    # They reach a million: there a difference of one is lost.
    exact = [150, 22 * 22, 16 * 16 * 15, 13**4, 12 * 11**4, 10**6]
    folded = lesson.PiecesByDepth().data["built by folding"][:, 1]
    np.testing.assert_array_equal(folded, exact)
    for d in experiment.DEPTHS:
        told = numbers(lesson.PiecesByDepth(depth=d).readout.replace(",", ""))
        assert told[-1] == exact[d - 1]


def test_tents_readout_counts_pieces_and_parameters():
    for layers, n in ((1, 1), (3, 4), (5, 32), (8, 255)):
        need = 2**layers
        told = numbers(lesson.Tents(layers=layers, units=n).readout.split(" The graph")[0])
        assert told == [
            2 * layers, layers, 6 * layers + 1, need, n, 3 * n + 1, n, need, 3 * need + 1
        ]  # fmt: skip


def numbers(words):
    """All numbers in a readout; points and commas after them belong to the sentence."""
    return [float(v) for v in re.findall(r"-?\d+(?:\.\d+)?", words)]


@pytest.mark.parametrize("steps", [0, 2])
@pytest.mark.parametrize("depth", [1, 3, 6])
def test_bends_readout_counts_by_the_chain_rule(depth, steps):
    picture = lesson.Bends(depth=depth, replica=3)
    picture.step(steps)
    stack, ends = truth.stack(picture), np.array(picture.line)
    nets = [[(W[r], b[r]) for W, b in stack] for r in range(32)]
    counts = [pieces_of(net, ends) for net in nets]
    assert picture.readout.endswith(
        f"network 3 has {counts[3]} straight pieces on the line."
        f" Median of 32: {np.median(counts):g} pieces."
    )


def pieces_of(net, ends):
    return len(bends_of(net, ends)) + 1


@pytest.mark.parametrize("depth", experiment.DEPTHS)
def test_depths_readout_has_the_medians_that_are_drawn(depth):
    for recipe in (ADAM, SGD):
        picture = lesson.PiecesByDepth(depth=depth, recipe=recipe)
        drawn = [picture.data[name][depth - 1, 1] for name in ("random", "trained")]
        told = numbers(picture.readout.split("on the line: ")[1])
        assert told[:2] == drawn
        assert told[4] == depths.fitted(recipe, depth).sum()


def test_one_piece_is_told_as_one():
    picture = lesson.Bends(recipe=FAST_SGD, depth=6)
    picture.step(15)
    picture.replica = int(np.flatnonzero(picture.found().count == 1)[0])
    assert " 1 straight piece on the line" in picture.readout


def test_accuracy_readout_has_the_medians_that_are_drawn():
    picture = lesson.AccuracyByDepth(epochs="200")
    for recipe in experiment.RECIPES:
        told = numbers(picture.readout.split(f"{recipe}: ")[1].split(";")[0])
        np.testing.assert_allclose(told, picture.data[recipe][:, 1], atol=0.051)


def test_one_training_is_named_and_shown_alone():
    picture = lesson.AccuracyByDepth(training=SGD)
    assert SGD in picture.readout and FAST_SGD not in picture.readout.replace(SGD, "")
    named = [text.get_text() for text in picture.names.get_texts() if text.get_visible()]
    shown = [r for r in experiment.RECIPES if picture.spreads[r].line.get_visible()]
    assert named == shown == [SGD]


# the strip and the layer, in words


@pytest.mark.parametrize("folds", [1, 2, 3])
def test_the_strips_readout_names_the_points_that_the_tent_map_takes_to_one_place(folds):
    words = lesson.Strip(folds=float(folds), place=0.35).readout
    assert f"has {2**folds} straight pieces" in words
    told = np.array(numbers(words.split("x = ")[1]))
    assert len(told) == 2**folds
    np.testing.assert_allclose(tents(told, folds), 0.35, atol=2e-3)


def test_the_strip_says_what_a_fold_under_way_does():
    assert "turns over" in lesson.Strip(folds=1.2).readout
    assert "drawn out" in lesson.Strip(folds=1.8).readout
    assert "lies flat" in lesson.Strip(folds=0.0).readout


def test_the_layers_readout_says_where_units_switch_and_the_output_bends():
    words = lesson.HiddenLayer(reads=layer.READS[1], v2=-4.0).readout
    assert words == (
        "Unit 1 switches where g(x) = 0, unit 2 switches where g(x) = 0.5. The output has 4"
        " straight pieces. It bends at x = 0.25, 0.5, 0.75."
    )
    assert "unit 2 never switches" in lesson.HiddenLayer(w2=0.0).readout
