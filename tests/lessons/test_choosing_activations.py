"""Lesson 09: the numbers that its text claims, from the functions that its pictures use."""

from __future__ import annotations

from statistics import median

import numpy as np
import pytest
import scipy.special
from sklearn.calibration import calibration_curve
from sklearn.metrics import confusion_matrix, roc_auc_score, root_mean_squared_error

from lessons_lib.lessons import choosing_activations as lesson
from lessons_lib.lessons.choosing_activations import check
from lessons_lib.lessons.choosing_activations.binary import calibration, held_out_logits
from lessons_lib.lessons.choosing_activations.collapse import network, product
from lessons_lib.lessons.choosing_activations.guide import LOSSES, OUTPUTS, TASKS, judge
from lessons_lib.lessons.choosing_activations.labels import trained_digits, trained_labels
from lessons_lib.lessons.choosing_activations.outputs import REACH, targets, unreachable
from lessons_lib.lessons.choosing_activations.temperature import naive_softmax

SEVERAL = "documents, several topics"


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


# ---- what the readouts say


def shown(axes):
    """Heights of the bars."""
    return [bar.get_height() for bar in axes.patches]


@pytest.mark.parametrize("depth", [1, 4])
def test_parameters_and_the_difference_are_those_of_the_drawn_grids(depth):
    picture = lesson.Collapse(depth=depth, activation="tanh")
    deep, flat = (
        np.array([line.get_xydata() for line in axes.lines]) for axes in picture.figure.axes
    )
    parameters = sum(n * m + m for n, m in [(2, 6), *[(6, 6)] * (depth - 1), (6, 2)])
    gap = abs(deep - flat).max() / abs(flat).max()
    assert f", {parameters} parameters:" in picture.readout
    assert picture.readout.endswith(f"relative difference {gap:.2f}.")


@pytest.mark.parametrize(("threshold", "scale"), [(0.5, 1.0), (0.9, 1.0), (0.3, 0.25)])
def test_the_threshold_counts_mistakes_as_scikit_learn_does(threshold, scale):
    logits, y = held_out_logits()
    p = scipy.special.expit(scale * logits)
    (_, missed), (alarms, _) = confusion_matrix(y, p > threshold)
    groups = [p // (1 / 6) == k for k in range(6)]
    gaps = [group.sum() * abs(p[group].mean() - y[group].mean()) for group in groups if any(group)]
    words = lesson.Threshold(threshold=threshold, scale=scale).readout
    assert f"z > {scipy.special.logit(threshold):.2f}:" in words
    assert f" {missed} of 212 malignant tumours missed, {alarms} of 357 benign" in words
    assert words.endswith(f"calibration error {sum(gaps) / 569:.3f}.")


def test_labels_above_one_half_and_all_the_most_probable_are_named():
    def named(*z):
        words = lesson.SigmoidsOrSoftmax(z1=z[0], z2=z[1], z3=z[2]).readout
        return words.split("1/2: ")[1].split(". ")[0], words.split("most probable: ")[1]

    assert named(2.0, -1.0, 2.5) == ("comedy, romance", "romance.")
    assert named(-4.0, -4.0, -4.0) == ("none", "comedy, crime, romance.")
    assert named(3.0, 3.0, -4.0) == ("comedy, crime", "comedy, crime.")


@pytest.mark.parametrize("kind", [lesson.SigmoidsOrSoftmax, lesson.Softmax])
def test_the_number_on_a_bar_is_its_height(kind):
    for axes in kind().figure.axes:
        written = [float(text.get_text()) for text in axes.texts]
        np.testing.assert_allclose(written, shown(axes), atol=0.005)
        np.testing.assert_allclose(
            [t.get_position()[1] for t in axes.texts], shown(axes), atol=0.02
        )


def test_the_words_on_softmax_are_scipys_numbers():
    p = _softmax(np.array([2.0, 1.0, 0.0, -1.0]) * 1.5 / 2)
    words = lesson.Softmax(temperature=2.0, spread=1.5).readout
    assert words.startswith("Logits 3, 1.5, 0, -1.5 at temperature 2:")
    assert f"A has {p[0]:.3f}, sum 1.000." in words
    assert words.endswith(f"{scipy.special.expit(0.75):.3f}.")


@pytest.mark.parametrize("output", ["sigmoid", "relu"])
def test_what_is_out_of_reach_and_the_error_are_those_of_the_drawn_points(output):
    picture = lesson.Outputs(output=output)
    picture.step(3)
    points, *curves = (line.get_ydata() for line in picture.figure.axes[0].lines)
    low, high = {"sigmoid": (0, 1), "relu": (0, np.inf)}[output]
    share = sum(not low <= y <= high for y in points) / 80
    error = median(root_mean_squared_error(points, curve) ** 2 for curve in curves) ** 0.5
    assert picture.readout.startswith(f"{share:.0%} of the targets")
    assert picture.readout.endswith(
        f"after 3 epochs the median root mean square error is {error:.2f}."
    )


@pytest.mark.parametrize(("data_set", "example"), [("digits, one class each", 5), (SEVERAL, 2)])
def test_what_is_predicted_and_true_is_what_is_drawn(data_set, example):
    picture = lesson.RealLabels(data_set=data_set, example=example)
    heights, (marks,) = shown(picture.figure.axes[0]), picture.figure.axes[0].lines
    several = data_set == SEVERAL
    said = [k for k, p in enumerate(heights) if (p > 0.5 if several else p == max(heights))]
    true = [int(x) for x in marks.get_xdata()]
    words = [", ".join(map(str, group)) or "none" for group in (said, true)]
    kind = "topics" if several else "class"
    wanted = f"sum to {sum(heights):.2f}; predicted {kind}: {words[0]}; true: {words[1]}."
    assert picture.readout.endswith(wanted)


def test_half_of_the_memory_is_left_where_the_gate_says():
    words = lesson.ForgetGate(logit=2.0).readout
    half = float(words.split("half after ")[1].rstrip("."))
    assert words.startswith(f"The gate is {scipy.special.expit(2.0):.3f}:")
    assert scipy.special.expit(2.0) ** half == pytest.approx(0.5, rel=0.01)
    assert (
        f"{1.2**10:.3g} times after 10 steps" in lesson.ForgetGate(gate="relu", logit=1.2).readout
    )


# The lecture: linear for a number, sigmoid for two classes and for each of several labels,
# softmax for one class of many; each with its likelihood.
LECTURE = {
    "price of a flat": ("linear", "squared error"),
    "spam or not": ("sigmoid", "logistic"),
    "genres of a film": ("sigmoid for each label", "logistic"),
    "which digit": ("softmax", "softmax cross-entropy"),
    "temperature tomorrow": ("linear", "squared error"),
    "which animals are in a picture": ("sigmoid for each label", "logistic"),
}


@pytest.mark.parametrize("task", TASKS)
def test_the_guide_agrees_with_the_lecture(task):
    for output in OUTPUTS:
        for loss in LOSSES:
            picture = lesson.Guide(task=task, output=output, loss=loss)
            fits = (output, loss) == LECTURE[task]
            texts = [text.get_text() for text in picture.figure.axes[0].texts]
            assert {task, loss, "✓ fits" if fits else "✗ does not fit"} <= set(texts)
            assert f"{output} with {loss} {'fits' if fits else 'does not fit'}:" in picture.readout


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
