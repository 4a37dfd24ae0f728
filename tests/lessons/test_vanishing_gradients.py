"""Lesson 06: the numbers that its text claims, from the functions that its pictures use."""

from __future__ import annotations

import numpy as np
import pytest

from lessons_lib.activations import sigmoid
from lessons_lib.lessons import vanishing_gradients as lesson
from lessons_lib.lessons.vanishing_gradients import check
from lessons_lib.lessons.vanishing_gradients.experiment import (
    DATA,
    EASY,
    GLOROT,
    HARD,
    INITS,
    epochs_of,
    networks,
)
from lessons_lib.lessons.vanishing_gradients.flow import batch
from lessons_lib.lessons.vanishing_gradients.passing import (
    share_saturated,
    share_that_arrives,
    stacks,
)
from lessons_lib.theory.gradients.gradient_flow import saturated
from lessons_lib.theory.gradients.racing import accuracy


def test_the_picture_by_hand_has_the_numbers_of_the_text():
    n = lesson.ByHand().numbers()
    assert n.paths[0] == pytest.approx([-0.1067, -0.129], abs=5e-5)
    assert n.dE_dh[0] == pytest.approx(-0.2357, abs=5e-5)
    given = (n.dE_ds[1], n.slopes[1], n.h[1])
    assert given == pytest.approx((0.5165, 0.2497, 0.5622), abs=5e-5)


def test_every_step_by_hand_says_something_else():
    assert len({lesson.ByHand(at=at).readout for at in range(13)}) == 13


def test_one_step_lowers_the_error():
    before, after = lesson.ByHand(at=12).readout.split("from ")[1].rstrip(".").split(" to ")
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
    middle, bound = (picture.data[k][:, 1] for k in ("δ, the gradient in z", "bound on δ"))
    drawn = middle > picture.left.get_ylim()[0]
    assert (middle <= bound * (1 + 1e-5))[drawn].all()


def test_the_deviation_that_passes_most_saturates_most_units():
    found = share_that_arrives(4.8)
    assert found == pytest.approx((0.073, 0.085, 0.106), abs=6e-4)
    assert share_saturated(4.8) == pytest.approx(0.68, abs=5e-3)
    assert share_that_arrives(1.0).middle == pytest.approx(0.0004, abs=5e-5)
    assert share_saturated(1.0) == pytest.approx(0.04, abs=5e-3)


def test_an_eight_wide_stack_of_our_own_passes_the_same_share():
    rng, shares = np.random.default_rng(10), []
    x = np.random.default_rng(0).normal(size=(16, 8))
    for _ in range(1000):
        weights = [*rng.normal(0, 4.8, (10, 8, 8)), rng.normal(0, 4.8, (8, 1))]
        values = [x]
        for w in weights:
            values.append(1 / (1 + np.exp(-values[-1] @ w)))
        delta = values[-1] - (x[:, :1] > 0)
        size = np.linalg.norm(delta)
        for w, h in zip(weights[:0:-1], values[-2:0:-1], strict=True):
            delta = delta @ w.T * h * (1 - h)
        shares.append(np.linalg.norm(delta) / size)
    kept = share_that_arrives(4.8)
    assert kept.low <= np.median(shares) <= kept.high


def layers_of(deviation):
    return np.stack(stacks(deviation).forward(batch(8)[0]).pre_activations[:-1])


def test_twice_the_weights_halve_the_mean_square_slope():
    of_2, of_4 = (np.mean(sigmoid.derivative(layers_of(d)) ** 2) for d in (2.0, 4.0))
    assert of_4 / of_2 == pytest.approx(0.5, abs=0.05)


def share(**values):
    deltas = lesson.GradientFlow(init="chosen deviation", **values).measure().deltas
    return np.median(deltas[0] / deltas[-1])


def test_in_narrow_layers_the_share_falls_again_and_in_wide_ones_not_yet():
    of_1, of_5, of_10 = (share_that_arrives(d).middle for d in (1.0, 4.8, 10.0))
    assert of_5 / of_1 == pytest.approx(200, rel=0.15) and of_10 < of_5 / 5
    assert share(width="32", deviation=10.0) > share(width="32", deviation=4.8)


@pytest.mark.parametrize(("scene", "first"), [("tanh", "0.0072"), ("Thirty", "3.3e-21")])
def test_thirty_layers_of_tanh_lose_far_less_than_sigmoids(scene, first):
    picture = lesson.GradientFlow()
    picture.show_scene(scene)
    assert f"0.13 at the output and {first} at layer 1" in picture.readout


@pytest.mark.parametrize("deviation", [4.8, 6.0])
def test_the_deviations_of_the_text_are_on_the_slider(deviation):
    steps = np.log10(deviation / 0.01) / lesson.GradientFlow.deviation.step
    shown = 0.01 * 10 ** (round(steps) * lesson.GradientFlow.deviation.step)
    assert f"{shown:.2g}" == f"{deviation:.2g}"


def test_wide_layers_of_sigmoids_make_the_gradient_explode():
    words = lesson.GradientFlow(
        depth=30, width="32", init="chosen deviation", deviation=6.0
    ).readout
    assert "0.18 at the output and 3.9e+03 at layer 1" in words and "88% of" in words


def test_no_straight_line_gets_more_than_71_per_cent_of_the_spirals():
    assert best_line(HARD) == pytest.approx(0.71, abs=1e-9)


def test_one_hidden_layer_solves_the_easy_set():
    net = networks(1)
    for _ in epochs_of(net, EASY, "gradient descent", 1.0, 200):
        pass
    assert accuracy(net, DATA[EASY]).min() == pytest.approx(0.98, abs=0.006)


def test_alike_units_never_part_and_nearly_alike_ones_do():
    alike, nearly = lesson.Symmetry(), lesson.Symmetry(start="equal to 1 in 1000")
    for picture in (alike, nearly):
        picture.step(300)
    units = alike.progress.weights[-1]
    assert np.ptp(units, axis=1).max() < 1e-6
    assert "differ by at most 0.000" in alike.readout and "68% of the points" in alike.readout
    parted = [np.ptp(w, axis=1).max() > 1 for w in nearly.progress.weights]
    assert 140 <= parted.index(True) <= 190
    assert "98% of the points right" in nearly.readout


def best_line(data):
    """The largest share of a set that a straight line gets right."""
    X, y, *_ = DATA[data]
    best = 0.0
    for angle in np.linspace(0, np.pi, 721):
        along = X @ (np.cos(angle), np.sin(angle))
        right = (along[:, None] > np.sort(along)) == (y == 1)[:, None]
        best = max(best, right.mean(0).max(), 1 - right.mean(0).min())
    return best


def test_no_straight_line_gets_more_than_72_per_cent_of_the_easy_set():
    assert best_line(EASY) == pytest.approx(0.72, abs=1e-9)


@pytest.fixture(scope="module")
def speeds():
    picture = lesson.LearningSpeed()
    picture.step(250)
    curves = {k: v[:, 1] for k, v in picture.data.items() if k.startswith(("layer", "output"))}
    return np.array(list(curves.values()))


def test_the_first_layer_begins_260_times_slower_than_the_output(speeds):
    assert speeds[-1, 0] / speeds[0, 0] == pytest.approx(260, rel=0.03)
    assert speeds[-1, 39] / speeds[0, 39] > 200


def test_each_layer_is_slower_than_the_one_above_for_a_hundred_epochs(speeds):
    fading = np.delete(speeds[:, :100], 44, axis=1)  # epoch 45 has nearly balanced batches
    assert (fading[1:] > 2 * fading[:-1]).all()


def test_after_170_epochs_the_layers_learn_at_similar_speed(speeds):
    late = speeds[:, 170:]
    assert np.median(late.max(0) / late.min(0)) < 2.5


def test_more_than_a_quarter_answer_the_same_everywhere_after_200_epochs():
    net = networks(4, GLOROT)
    for _ in epochs_of(net, HARD, "gradient descent", 1.0, 200):
        pass
    assert (accuracy(net, DATA[HARD]) == 0.5).sum() == pytest.approx(9, abs=1)


@pytest.mark.parametrize(
    ("scene", "begins"), [("Two hidden layers", 15), ("Four, Glorot's weights times 4", 10)]
)
def test_elsewhere_the_gradient_fades_less_and_not_for_long(scene, begins):
    picture = lesson.LearningSpeed()
    picture.show_scene(scene)
    picture.step(20)
    drawn = [v[:, 1] for k, v in picture.data.items() if k.startswith(("layer", "output"))]
    first, *_, output = [v for v in drawn if len(v)]
    assert output[0] / first[0] == pytest.approx(begins, abs=0.5)
    assert 2 < output[-1] / first[-1] < 3.5


def test_at_glorots_weights_not_one_unit_in_a_hundred_is_saturated():
    net = networks(4, GLOROT)
    layers = net.forward(DATA[HARD].X).pre_activations[:-1]
    for phi, z in zip(net.hidden_activations, layers, strict=True):
        assert saturated(phi, z).mean() < 0.01


def test_the_learning_rate_may_change_while_it_trains():
    trainer = lesson.Trainer()
    trainer.step(3)
    trainer.learning_rate = 2.0
    trainer.step(3)
    assert len(trainer.progress.losses) == 6
    trainer.layers = 2
    assert trainer.progress is None


def test_each_optimiser_begins_with_its_own_rate():
    trainer = lesson.Trainer()
    trainer.optimiser = "Adam"
    assert trainer.learning_rate == 0.02
    assert lesson.Trainer(optimiser="Adam", learning_rate=0.1).learning_rate == 0.1


@pytest.mark.parametrize("init", INITS)
def test_the_networks_begin_with_weights_of_the_named_deviation(init):
    weights = networks(4, init).weights[1]
    expected = {"Glorot": 8**-0.5, "Glorot, times 4": 4 * 8**-0.5}.get(init, 2.0)
    assert weights.std() == pytest.approx(expected, rel=0.03)


N = lesson.ByHand().numbers()
ERROR, DELTA, H = N.dE_ds[1], N.deltas[1], N.h


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (-ERROR, "only -η"),
        (DELTA * H[1], "the sign"),
        (-ERROR * H[1], "slope s₂(1 - s₂) of the output"),
        (-DELTA, "-δ₂ alone"),
        (DELTA, "this is δ₂"),
        (-DELTA * H[0], "change of v₁₂"),
        (-N.deltas[0] * H[1], "change of v₂₁"),
        (-N.slopes[1] * H[1], "-(t₂ - s₂), is missing"),
        (-ERROR * N.slopes_hidden[1] * H[1], "at the hidden unit"),
        (-ERROR * sigmoid.derivative(N.s[1]) * H[1], "not σ'(s₂)"),
        (-DELTA * N.z[1], "sum z₂"),
        (7, "too large"),
    ],
)
def test_a_wrong_product_is_told_which_factor_is_wrong(answer, words):
    feedback = check.change_of_v22(float(answer))
    assert not feedback.right and words in feedback.words


def test_the_right_product_is_right():
    assert check.change_of_v22(-1 * 0.5165 * 0.2497 * 0.5622).right


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda d, v, h: d * v, "both the sum"),
        (lambda d, v, h: d * v * h * (1 - h), "sum over the outputs is missing"),
        (lambda d, v, h: d @ v, "slope of the hidden unit's sigmoid is missing"),
        (lambda d, v, h: sum(d) * h * (1 - h), "weights are missing"),
        (lambda d, v, h: sum(d) * sum(v) * h * (1 - h), "belongs to its own weight"),
        (lambda d, v, h: -(d @ v) * h * (1 - h), "sign is turned"),
        (lambda d, v, h: d @ v * sigmoid.derivative(h), "taken at h"),
        (lambda d, v, h: d @ v * h, "(1 - h) is missing"),
        (lambda d, v, h: d @ v * (1 - h), "factor h is missing"),
        (lambda d, v, h: np.mean(d * v) * h * (1 - h), "a mean divides"),
        (lambda d, v, h: d @ v * (1 - h**2), "belongs to tanh"),
        (lambda d, v, h: d[0] * v[0] * h * (1 - h), "only the path"),
        (lambda d, v, h: d @ v / 4, "only the largest slope"),
    ],
)
def test_a_wrong_delta_is_told_what_is_wrong(answer, words):
    feedback = check.delta_hidden(answer)
    assert not feedback.right and words in feedback.words


def test_the_right_delta_is_right():
    assert check.delta_hidden(lambda d, v, h: d @ v * h * (1 - h)).right


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (8**-0.5, "Glorot's case"),
        (2, "variance"),
        (2**-0.5, "squared"),
        (8**-0.5 / 4, "divides where"),
        (4, "factor by which"),
        (16, "number of units"),
        (8**0.5, "upside down"),
        (4 * 8**0.5, "should divide"),
    ],
)
def test_a_wrong_gain_is_told_what_is_wrong(answer, words):
    feedback = check.deviation_for_quarter(float(answer))
    assert not feedback.right and words in feedback.words


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (4, "1/256"),
        (10, "(1/2)"),
        (250, "multiply"),
        (7, "with fewer"),
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
    ("answer", "words"), [(0.1, "larger"), (3, "larger"), (9, "smaller"), (99, "from 0.01 to 10")]
)
def test_a_poor_deviation_is_told_which_way_to_go(answer, words):
    feedback = check.best_deviation(answer)
    assert not feedback.right and words in feedback.words


@pytest.mark.parametrize("deviation", [3.2, 3.5, 3.9, 4, 4.8, 5.5, 7, 8])
def test_a_good_deviation_is_right(deviation):
    assert check.best_deviation(deviation).right


@pytest.mark.parametrize("answer", ["a", "b", "d"])
def test_a_wrong_reason_gets_its_own_words(answer):
    feedback = check.why_depth_failed(answer)
    assert not feedback.right and f"({answer})" in feedback.words


def test_the_right_reason_is_right():
    assert check.why_depth_failed("c").right
