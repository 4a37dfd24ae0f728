"""Lesson 06: the numbers that its text claims, from the functions that its pictures use."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from lessons_lib.activations import sigmoid
from lessons_lib.lessons import vanishing_gradients as lesson
from lessons_lib.lessons.vanishing_gradients import check
from lessons_lib.lessons.vanishing_gradients.experiment import (
    DATA,
    EASY,
    HARD,
    RECIPES,
    WIDE,
    Recipe,
    accuracies,
    networks,
    ratio_at_the_start,
    trained,
)
from lessons_lib.theory.gradients.gradient_flow import saturated
from lessons_lib.theory.gradients.racing import accuracy

SHORT, LONGER, LARGER = RECIPES.values()


@cache
def found(layers: int, recipe: Recipe):
    return accuracies(layers, recipe)


def wrong(layers: int, recipe: Recipe) -> float:
    return 200 * (1 - np.median(found(layers, recipe)))


def test_the_picture_by_hand_has_the_numbers_of_the_text():
    n = lesson.ByHand().numbers()
    assert n.delta == pytest.approx(-0.0534, abs=5e-5)
    assert n.deltas_hidden[0] == pytest.approx(-0.0185, abs=5e-5)
    given = (n.dE_ds, n.ds_dnet, n.s_hidden[1])
    assert given == pytest.approx((-0.2704, 0.1973, 0.5622), abs=5e-5)


def test_every_step_by_hand_says_something_else():
    assert len({lesson.ByHand(at=at).readout for at in range(12)}) == 12


def test_one_step_lowers_the_error():
    before, after = lesson.ByHand(at=11).readout.split("from ")[1].rstrip(".").split(" to ")
    assert float(after) < float(before)


@pytest.mark.parametrize(("scale", "share"), [(1, "0%"), (10, "69%"), (30, "90%")])
def test_the_share_of_saturated_sigmoids_grows_with_the_weights(scale, share):
    assert lesson.Saturation(scale=scale).readout.startswith(share)


def test_tanh_saturates_sooner():
    assert lesson.Saturation(activation="tanh").readout.startswith("7%")


def test_ten_sigmoid_layers_pass_less_than_a_millionth():
    flow = lesson.GradientFlow().measure()
    share = np.median(flow.deltas[0] / flow.deltas[-1])
    assert share == pytest.approx(3e-7, rel=0.2)
    assert share ** (1 / 10) == pytest.approx(0.22, abs=0.01)
    assert np.median(flow.bounds[0] / flow.bounds[-1]) ** (1 / 10) == pytest.approx(0.42, abs=0.02)


def test_the_bound_rises_and_the_gradient_falls_when_the_weights_saturate_the_units():
    plain, large = lesson.GradientFlow().measure(), lesson.GradientFlow(scale=100).measure()
    assert 1e15 < np.median(large.bounds[0]) < 1e16
    assert np.median(large.deltas[0]) < np.median(plain.deltas[0]) / 1e6


@pytest.mark.parametrize("scene", lesson.GradientFlow.scenes)
def test_the_drawn_gradient_is_below_the_drawn_bound(scene):
    picture = lesson.GradientFlow()
    picture.show_scene(scene)
    middle, bound = (picture.data[k][:, 1] for k in ("δ: in pre-activations", "bound on δ"))
    drawn = middle > picture.left.get_ylim()[0]
    assert (middle <= bound * (1 + 1e-5))[drawn].all()


def test_a_tenth_of_glorots_weights_underflows_in_float32_alone():
    picture = lesson.GradientFlow(scale=0.1, depth=30)
    assert "In float32 δ at layer 1 underflows to exactly 0 in 32 of 32" in picture.readout
    assert "float64 does not underflow" in picture.readout
    share = picture.measure().deltas
    assert np.median(share[0] / share[-1]) ** (1 / 30) == pytest.approx(0.022, abs=2e-3)


def test_single_units_with_huge_weights_underflow_in_float64():
    picture = lesson.GradientFlow()
    picture.show_scene("Underflow in float64")
    assert "In float64 δ at layer 1 underflows" in picture.readout


def test_a_layer_with_no_unit_on_is_not_called_underflow():
    picture = lesson.GradientFlow()
    picture.show_scene("ReLU with He")
    assert "no unit of some layer is on" in picture.readout
    assert "underflows to" not in picture.readout


def test_one_hidden_layer_solves_the_easy_set():
    for state in trained(networks(1, "glorot"), DATA[EASY], 0.5):
        if state.epochs == 200:
            break
    assert (accuracy(state.net, DATA[EASY]) >= 0.95).sum() >= 31


@pytest.mark.parametrize("layers", [1, 2, 3, 4])
def test_after_a_short_training_no_depth_gets_beyond_seventy_per_cent(layers):
    assert found(layers, SHORT).max() <= 0.70


def test_after_a_short_training_ten_of_the_four_layer_networks_still_answer_the_same_everywhere():
    assert (found(4, SHORT) == 0.5).sum() == pytest.approx(10, abs=1)


def test_after_a_longer_training_a_second_layer_helps_and_a_third_and_fourth_harm():
    points = [wrong(layers, LONGER) for layers in (1, 2, 3, 4)]
    assert points == pytest.approx([28, 22, 39, 64], abs=2)


def test_with_larger_initial_weights_depth_helps():
    points = [wrong(layers, LARGER) for layers in (1, 2, 3, 4)]
    assert points == pytest.approx([11, 1, 0, 0], abs=2)
    assert (found(4, LONGER) >= 0.95).sum() == 0
    assert 20 <= (found(4, LARGER) >= 0.95).sum() < 32


def test_the_two_longer_recipes_differ_in_the_initial_weights_alone():
    assert LONGER._replace(init=WIDE) == LARGER


def test_four_layers_begin_with_a_first_gradient_of_three_thousandths_of_the_last():
    assert ratio_at_the_start(4, "glorot") == pytest.approx(0.003, abs=2e-4)
    assert ratio_at_the_start(4, WIDE) > 20 * ratio_at_the_start(4, "glorot")


def test_at_glorots_weights_not_one_unit_in_a_hundred_is_saturated():
    net = networks(4, "glorot")
    layers = net.forward(DATA[HARD].X).pre_activations[:-1]
    for phi, z in zip(net.hidden_activations, layers, strict=True):
        assert saturated(phi, z).mean() < 0.01


def test_the_learning_rate_may_change_while_it_trains():
    trainer = lesson.Trainer()
    trainer.step(3)
    trainer.learning_rate = 2.0
    trainer.step(3)
    assert trainer.progress.epochs == 6
    trainer.layers = 2
    assert trainer.progress is None


N = lesson.ByHand().numbers()


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (-N.dE_ds, "only -η"),
        (N.delta * N.s_hidden[1], "the sign"),
        (-N.dE_ds * N.s_hidden[1], "s(1 - s) of the output"),
        (-N.delta, "-δ alone: the last"),
        (N.delta, "two things"),
        (-N.delta * N.s_hidden[0], "change of v₁"),
        (-N.ds_dnet * N.s_hidden[1], "-(t - s) is missing"),
        (-N.dE_ds * N.slopes_hidden[1] * N.s_hidden[1], "at the hidden unit"),
        (-N.dE_ds * sigmoid.derivative(N.s) * N.s_hidden[1], "not σ'(s)"),
        (-N.delta * N.net_hidden[1], "net stands"),
        (7, "too large"),
    ],
)
def test_a_wrong_product_is_told_which_factor_is_wrong(answer, words):
    feedback = check.change_of_v2(float(answer))
    assert not feedback.right and words in feedback.words


def test_the_right_product_is_right():
    assert check.change_of_v2(-1 * -0.2704 * 0.1973 * 0.5622).right


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda d, v, s: d * v, "slope of the hidden sigmoid is missing"),
        (lambda d, v, s: d * s * (1 - s), "weight is missing"),
        (lambda d, v, s: -d * v * s * (1 - s), "sign is turned"),
        (lambda d, v, s: d * v * sigmoid.derivative(s), "taken at s"),
        (lambda d, v, s: d * v * s, "(1 - s) is missing"),
        (lambda d, v, s: d * v * (1 - s), "factor s is missing"),
        (lambda d, v, s: d * v * v * (1 - v), "at the weight"),
        (lambda d, v, s: d / v * s * (1 - s), "divides nothing"),
    ],
)
def test_a_wrong_delta_is_told_what_is_wrong(answer, words):
    feedback = check.delta_hidden(answer)
    assert not feedback.right and words in feedback.words


def test_the_right_delta_is_right():
    assert check.delta_hidden(lambda d, v, s: d * v * s * (1 - s)).right


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (4, "1/256"),
        (10, "(1/2)"),
        (250, "multiply"),
        (7, "fewer"),
        (2.5, "whole"),
        (2, "still above 1/1000"),
    ],
)
def test_a_wrong_number_of_layers_is_told_why(answer, words):
    feedback = check.layers_below_a_thousandth(answer)
    assert not feedback.right and words in feedback.words


def test_five_layers_are_right():
    assert check.layers_below_a_thousandth(5).right and 4**-5 < 1 / 1000 < 4**-4


@pytest.mark.parametrize(
    ("answer", "words"), [(0.1, "go up"), (1, "go up"), (10, "go down"), (99, "from 0.01 to 10")]
)
def test_a_poor_deviation_is_told_which_way_to_go(answer, words):
    feedback = check.best_deviation(answer)
    assert not feedback.right and words in feedback.words


def test_a_good_deviation_is_right():
    assert check.best_deviation(4).right


@pytest.mark.parametrize("answer", ["a", "b", "d"])
def test_a_wrong_reason_gets_its_own_words(answer):
    feedback = check.why_depth_failed(answer)
    assert not feedback.right and f"({answer})" in feedback.words


def test_the_right_reason_is_right():
    assert check.why_depth_failed("c").right
