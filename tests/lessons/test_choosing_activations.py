"""Lesson 08: the numbers that its text claims, from the functions that its pictures use."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.special
from sklearn.calibration import calibration_curve
from sklearn.metrics import roc_auc_score

from lessons_lib.lessons import choosing_activations as lesson
from lessons_lib.lessons.choosing_activations import check
from lessons_lib.lessons.choosing_activations.binary import calibration, held_out_logits
from lessons_lib.lessons.choosing_activations.collapse import network, product
from lessons_lib.lessons.choosing_activations.guide import LOSSES, OUTPUTS, TASKS, judge
from lessons_lib.lessons.choosing_activations.labels import trained_digits, trained_labels
from lessons_lib.lessons.choosing_activations.outputs import REACH, targets, unreachable
from lessons_lib.lessons.choosing_activations.temperature import naive_softmax


@pytest.mark.parametrize("name", lesson.__all__)
def test_every_scene_of_every_picture_has_a_readout(name):
    picture = getattr(lesson, name)()
    for scene in picture.scenes:
        picture.show_scene(scene)
        assert len(picture.readout) > 30 and picture.readout.endswith("."), scene


@pytest.mark.parametrize("depth", [1, 4, 12])
def test_a_deep_linear_network_is_one_matrix_to_rounding(depth):
    net = network("identity", depth, seed=1)
    matrix, bias = product(net)
    X = np.random.default_rng(0).normal(size=(50, 2))
    np.testing.assert_allclose(net.predict(X)[0], X @ matrix + bias, rtol=1e-9, atol=1e-12)
    assert "equal to rounding" in lesson.Collapse(depth=depth).readout


def test_with_a_bend_no_matrix_does_the_same():
    for activation in ("relu", "tanh", "leaky_relu"):
        assert "relative difference" in lesson.Collapse(activation=activation).readout


def test_only_a_linear_output_reaches_negative_and_large_targets():
    shares = {output: unreachable("negative and large", output) for output in REACH}
    assert shares["identity"] == 0 and all(shares[o] > 0.4 for o in ("sigmoid", "tanh", "relu"))


def test_a_sigmoid_output_goes_flat_where_it_cannot_follow():
    picture = lesson.Outputs()
    picture.step(400)
    net, _ = picture.progress
    given = np.median(net.predict(np.linspace(-1, 1, 80)[:, None])[..., 0], axis=0)
    y = targets("negative and large")
    assert given[y > 1.5].min() > 0.9 and given[y < -1.5].max() < 0.1


def _error(output, task="negative and large"):
    picture = lesson.Outputs(output=output, task=task)
    picture.step(400)
    return float(picture.readout.split("error is ")[1].rstrip("."))


def test_the_linear_output_fits_and_the_sigmoid_only_what_it_can_reach():
    assert _error("identity") < 0.35 < 0.9 < _error("sigmoid")
    assert _error("sigmoid", "between 0 and 1") < 0.2


def test_some_relu_outputs_stay_dead():
    picture = lesson.Outputs(output="relu")
    picture.step(400)
    net, _ = picture.progress
    flat = (net.predict(np.linspace(-1, 1, 80)[:, None])[..., 0] == 0).all(-1)
    assert 0 < flat.sum() < 16


def test_held_out_tumours_are_told_apart():
    logits, y = held_out_logits()
    assert len(logits) == 569 and roc_auc_score(y, logits) > 0.99


def test_a_higher_threshold_misses_fewer_malignant_tumours():
    def missed(threshold):
        return int(lesson.Threshold(threshold=threshold).readout.split(": ")[1].split(" of")[0])

    assert missed(0.9) < missed(0.5) < missed(0.02)


def test_calibration_groups_are_scikit_learns():
    logits, y = held_out_logits()
    p = scipy.special.expit(logits)
    share, mean = calibration_curve(y, p, n_bins=6)
    ours = calibration(p, y)
    np.testing.assert_allclose(ours[0], mean)
    np.testing.assert_allclose(ours[1], share)


def test_raising_all_logits_moves_sigmoids_and_not_softmax():
    low, high = (lesson.SigmoidsOrSoftmax(z1=z, z2=z, z3=z).readout for z in (0.0, 3.0))
    assert "Sigmoids sum to 1.50" in low and "Sigmoids sum to 2.86" in high
    assert "Softmax sums to 1.00" in low and "Softmax sums to 1.00" in high


def test_trained_digits_sum_to_one_and_topics_to_nothing_in_particular():
    net, X, y = trained_digits()
    np.testing.assert_allclose(net.predict(X)[0].sum(-1), 1)
    assert (net.predict(X)[0].argmax(-1) == y).mean() > 0.9
    net, X, y = trained_labels()
    p = net.predict(X)[0]
    assert np.ptp(p.sum(-1)) > 1 and ((p > 0.5) == y).mean() > 0.7


def test_the_document_of_the_text_has_several_topics():
    _, _, y = trained_labels()
    assert y[8].sum() > 1


def test_the_formula_as_it_stands_overflows_and_ours_does_not():
    assert np.isnan(naive_softmax(np.array([1000.0, 999.0]))).any()
    assert "not a number" in lesson.Softmax(shift=1000, naive=True).readout
    plain = lesson.Softmax().readout.split(": ")[1]
    assert lesson.Softmax(shift=1000).readout.split(": ")[1] == plain


@pytest.mark.parametrize("temperature", [0.1, 1.0, 20.0])
def test_two_classes_are_the_sigmoid_of_the_difference(temperature):
    words = lesson.Softmax(temperature=temperature).readout
    first = words.split("alone A has ")[1].split(" ")[0]
    assert words.rstrip(".").endswith(first)


def test_a_gate_keeps_a_share_and_other_activations_do_not():
    keep = scipy.special.expit(3.0)
    assert f"{keep**10:.1%} is left after 10 steps" in lesson.ForgetGate(logit=3.0).readout
    assert "grows" in lesson.ForgetGate(gate="relu", logit=1.2).readout
    assert "sign" in lesson.ForgetGate(gate="tanh", logit=-1.5).readout


@pytest.mark.parametrize("task", TASKS)
def test_the_guide_accepts_one_pair_for_each_task_and_explains_every_other(task):
    accepted = []
    for output in OUTPUTS:
        for loss in LOSSES:
            fits, reason = judge(task, output, loss)
            assert len(reason) > 20
            accepted += [(output, loss)] * fits
    assert accepted == [(TASKS[task].output, TASKS[task].loss)]


def _softmax(z):
    return scipy.special.softmax(z, axis=-1)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda z: np.exp(z) / np.exp(z).sum(-1, keepdims=True), "exp(1000) overflows"),
        (scipy.special.expit, "sigmoid for each"),
        (lambda z: z / z.sum(-1, keepdims=True), "take exponentials"),
        (lambda z: np.exp(z - z.max(-1, keepdims=True)), "not divided"),
        (lambda z: scipy.special.log_softmax(z, -1), "logarithm"),
        (np.exp, "not divided"),
        (lambda z: np.exp(z - z.max()) / np.exp(z - z.max()).sum(-1, keepdims=True), "each row"),
        (lambda z: np.exp(z - z.max()) / np.exp(z - z.max()).sum(), "rows"),
        (lambda z: None, "returns nothing"),
        (lambda z: z.nothing, "AttributeError"),
    ],
)
@pytest.mark.filterwarnings("ignore")
def test_a_wrong_softmax_is_told_what_is_wrong(answer, words):
    feedback = check.softmax(answer)
    assert not feedback.right and words in feedback.words


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda a, b: b @ a, "order"),
        (lambda a, b: a * b, "element by element"),
        (lambda a, b: a + b, "adds"),
        (lambda a, b: (a @ b).T, "transpose"),
    ],
)
def test_a_wrong_product_is_told_what_is_wrong(answer, words):
    feedback = check.collapsed(answer)
    assert not feedback.right and words in feedback.words


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (0.9, "probability"),
        (np.log(0.9), "ln p"),
        (-np.log(9), "sign"),
        (0.7109, "inverse"),
        (np.log10(9), "take ln"),
    ],
)
def test_a_wrong_logit_is_told_what_is_wrong(answer, words):
    feedback = check.threshold_logit(answer)
    assert not feedback.right and words in feedback.words


def test_right_answers_are_right():
    assert check.softmax(_softmax).right
    assert check.collapsed(np.matmul).right
    assert check.threshold_logit(scipy.special.logit(0.9)).right
    assert check.many_labels("c").right


@pytest.mark.parametrize("answer", ["a", "b", "d"])
def test_a_wrong_choice_gets_its_own_words(answer):
    assert f"({answer})" in check.many_labels(answer).words
