"""Lesson 09: the numbers that its text claims, from the functions that its pictures use."""

from __future__ import annotations

from functools import cache
from statistics import median

import nbformat
import numpy as np
import pytest
import scipy.special
from scipy.optimize import minimize_scalar
from scipy.stats import binomtest
from sklearn.metrics import confusion_matrix, log_loss, roc_auc_score

from lessons_lib.activations import ACTIVATIONS
from lessons_lib.lessons import choosing_activations as lesson
from lessons_lib.lessons import relu, relu_variants
from lessons_lib.lessons.choosing_activations import tumours
from lessons_lib.lessons.choosing_activations.binary import NONE_MISSED
from lessons_lib.lessons.choosing_activations.collapse import (
    GRID,
    STARTS,
    closest_layer,
    network,
    product,
    spread,
)
from lessons_lib.lessons.choosing_activations.gate import plain_unit
from lessons_lib.lessons.choosing_activations.hidden import (
    INPUTS,
    NAMES,
    WITHOUT_ROOT_TWO,
    arriving,
    expected,
    slope,
)
from lessons_lib.lessons.choosing_activations.hidden import networks as hidden_networks
from lessons_lib.lessons.choosing_activations.outputs import (
    WAYS,
    X,
    distances,
    networks,
    root_mean_square,
    targets,
)
from lessons_lib.lessons.choosing_activations.plane_tasks import TASKS
from lessons_lib.lessons.choosing_activations.regions import LAYERS, right
from lessons_lib.lessons.choosing_activations.regions import networks as plane_networks
from lessons_lib.lessons.choosing_activations.temperature import naive_softmax
from lessons_lib.mlp import MLP
from lessons_lib.theory.likelihood.output_choice import MATCHING, misfit
from lessons_lib.training import train
from tests.lessons.test_exercises import NOTEBOOKS

POINTS = GRID.reshape(-1, 2)
EACH = "sigmoid for each label"


@pytest.mark.parametrize("name", lesson.__all__)
def test_every_scene_of_every_picture_has_a_readout(name):
    picture = getattr(lesson, name)()
    for scene in picture.scenes:
        picture.show_scene(scene)
        assert len(picture.readout) > 30 and picture.readout.endswith("."), scene


# ---- hidden layers


@pytest.mark.parametrize("depth", [1, 4, 12])
def test_a_deep_linear_network_is_one_matrix_to_rounding(depth):
    net = network("identity", depth, seed=1)
    matrix, bias = product(net)
    given = net.predict(POINTS)[0]
    np.testing.assert_allclose(given, POINTS @ matrix + bias, rtol=1e-9, atol=1e-12)
    for mine, one in zip(closest_layer(POINTS, given), (matrix, bias), strict=True):
        np.testing.assert_allclose(mine, one, rtol=1e-9, atol=1e-12)
    assert "to rounding" in lesson.Collapse(depth=depth).readout


def test_the_picture_shows_the_product_of_the_weight_matrices():
    picture = lesson.Collapse(depth=3, seed=5)
    matrix, _ = product(network("identity", 3, seed=5))
    (first, second), (third, fourth) = matrix
    shown = f"W has rows ({first:.2f}, {second:.2f})\nand ({third:.2f}, {fourth:.2f})"
    assert picture.figure.axes[2].get_title("left").endswith(shown)
    assert "the product of all 4 weight matrices" in picture.readout


def missed(activation, depth, seed):
    """What the closest single layer misses of the image's width, and that width."""
    deep = network(activation, depth, seed).predict(POINTS)[0]
    matrix, bias = closest_layer(POINTS, deep)
    missed = spread(deep - POINTS @ matrix - bias)
    return missed / spread(deep), spread(deep) / spread(POINTS)


def test_with_a_bend_no_single_layer_does_the_same():
    for activation in STARTS.keys() - {"identity"}:
        assert "closest single layer puts a point" in lesson.Collapse(activation=activation).readout
    found = [missed("relu", 4, seed)[0] for seed in range(21)]
    assert [f"{x:.0%}" for x in (found[0], min(found), max(found))] == ["78%", "42%", "89%"]


def test_the_closest_layer_is_numpys_least_squares_by_the_normal_equations():
    deep = network("tanh", 2, 3).predict(POINTS)[0]
    A = np.c_[POINTS, np.ones(len(POINTS))]
    np.testing.assert_allclose(
        np.vstack(closest_layer(POINTS, deep)), np.linalg.solve(A.T @ A, A.T @ deep), atol=1e-10
    )


def test_no_layer_comes_close_to_twelve_of_tanh_either():
    found = [missed("tanh", 12, seed)[0] for seed in range(21)]
    assert [f"{x:.0%}" for x in (found[0], min(found), max(found))] == ["48%", "37%", "78%"]


def test_parameters_and_widths_are_those_of_the_drawn_grids():
    picture = lesson.Collapse(depth=4, activation="tanh")
    words = picture.readout
    before, after, single = (
        np.concatenate([line.get_xydata() for line in axes.lines]) for axes in picture.figure.axes
    )
    parameters = sum(n * m + m for n, m in [(2, 16), *[(16, 16)] * 3, (16, 2)])
    width = np.linalg.norm(after) / np.linalg.norm(before)
    gap = np.linalg.norm(after - single) / np.linalg.norm(after)
    assert f", {parameters} parameters:" in words and f" {width:.2g} times as wide" in words
    assert words.split("puts a point ")[1].startswith(f"{gap:.0%} as far from its place")


def test_the_panels_of_collapse_share_one_scale():
    for scene in lesson.Collapse.scenes:
        picture = lesson.Collapse()
        picture.show_scene(scene)
        limits = {axes.get_xlim() + axes.get_ylim() for axes in picture.figure.axes}
        assert len(limits) == 1


def arrives(name, depth=10, scale=1.0):
    return arriving(hidden_networks(name, depth, scale))


def test_only_the_sigmoid_loses_the_gradient_at_hes_weights():
    shares = {name: float(np.median(arrives(name))) for name in NAMES}
    assert shares["sigmoid"] == pytest.approx(2e-5, rel=0.2)
    assert shares["sigmoid"] ** (1 / 9) == pytest.approx(0.3, abs=0.01)
    others = [share for name, share in shares.items() if name != "sigmoid"]
    assert f"{min(others):.2f} {max(others):.1f}" == "0.12 1.9"
    assert f"{shares['relu']:.2f} {shares['tanh']:.2f}" == "0.69 0.94"
    dots = np.concatenate([arrives(name) for name in NAMES if name != "sigmoid"])
    assert f"{dots.min():.3f} {dots.max():.1f}" == "0.020 5.9"


def test_with_twenty_layers_the_others_drift_apart_too():
    named = ("softplus", "silu", "elu")
    found = " ".join(f"{np.median(arrives(name, 20)):.2g}" for name in named)
    assert found == "0.019 0.0086 3.5"


def test_hes_factor_makes_up_for_slopes_of_seven_tenths():
    def steep(name):
        sizes = (16, *[16] * 10, 1)
        net = MLP(sizes, name, "logistic", seeds=range(32), init="he")
        z = np.array(net.forward(INPUTS).pre_activations[:9])
        return float(np.sqrt(np.mean(ACTIVATIONS[name].derivative(z) ** 2)))

    found = " ".join(f"{steep(name):.2f}" for name in ("sigmoid", "tanh", "relu"))
    assert found == "0.22 0.72 0.71"
    for name in NAMES:
        assert slope(hidden_networks(name, 10, 1.0)) == pytest.approx(steep(name))
    assert f"{np.median(arrives('relu', 10, WITHOUT_ROOT_TWO)):.2f}" == "0.03"
    assert f"{0.71**9:.2f} {0.31**9:.5f}" == "0.05 0.00003"


def test_half_and_twice_of_hes_weights_spoil_it_for_relu_too():
    assert np.median(arrives("relu", 10, 0.5)) < 0.01
    assert f"{np.median(arrives('relu', 10, 2.0)):.0f}" == "366"


def test_the_rule_of_slopes_and_weights_holds_within_a_factor_of_2():
    for name in NAMES:
        found = expected(slope(hidden_networks(name, 10, 1.0)), 10, 1.0) / np.median(arrives(name))
        assert 0.5 < found < 2, name


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu", "silu"])
def test_the_rule_holds_in_wide_layers_too(name):
    rng, depth, width = np.random.default_rng(1), 10, 100
    X = rng.standard_normal((32, width))
    net = MLP((width, *[width] * depth, 1), name, "logistic", seeds=range(4), init="he")
    first, *_, last, _ = net.backward(X, (X[:, 0] > 0).astype(float)).deltas
    ratios = np.linalg.norm(first, axis=(1, 2)) / np.linalg.norm(last, axis=(1, 2))
    z = np.array(net.forward(X).pre_activations[: depth - 1])
    steep = np.sqrt((ACTIVATIONS[name].derivative(z) ** 2).mean())
    assert 0.5 < (np.sqrt(2) * steep) ** (depth - 1) / np.median(ratios) < 2


def test_the_slopes_of_relu_stay_and_those_of_tanh_fall_as_weights_grow():
    def steep(name):
        scales = (WITHOUT_ROOT_TWO, 2.0)
        return [f"{slope(hidden_networks(name, 10, scale)):.2f}" for scale in scales]

    assert steep("relu") == ["0.71", "0.71"] and steep("tanh") == ["0.88", "0.47"]


def test_what_is_said_of_lessons_07_and_08_stands_there():
    told = relu.Race().readout
    assert "tanh, 3: 32 of 32, median epoch 37" in told
    assert "ReLU, 3: 32 of 32, median epoch 17" in told
    lower = relu_variants.Digits().readout.split("lower: ")[1].split(";")[0]
    assert lower == "CReLU, CReLU (25 units)"


def test_the_times_are_those_that_lesson_07_recorded():
    words = relu.Cost(activations="all").readout
    assert words.startswith("256 examples in a layer of 64 units; recorded once")
    for told in ("sigmoid 1.7", "tanh 1.5", "leaky_relu 2.0", "silu 3.9", "gelu 8.7"):
        assert f" {told}," in words
    assert "matrix products 3.2." in words


# ---- an output for a number


@cache
def fitted(task, output, way="gradient descent, rate 0.05", rate=None):
    net, options = networks(output), dict(WAYS[way])
    if rate:
        options["learning_rate"] = rate
    train(net, X[:, None], targets(task), epochs=400, batch_size=20, **options)
    given = net.predict(X[:, None])[..., 0]
    errors = root_mean_square(given - targets(task))
    return float(np.median(errors)), int((given == 0).all(-1).sum())


LARGE, UNIT, ADAM = "negative and large", "between 0 and 1", "Adam, rate 0.01"


def test_only_a_linear_output_reaches_negative_and_large_targets():
    shares = {o: np.mean(distances(LARGE, o) > 0) for o in ("linear", "sigmoid", "tanh", "relu")}
    assert shares["linear"] == 0 and all(shares[o] > 0.4 for o in ("sigmoid", "tanh", "relu"))
    assert round(targets(LARGE).min()) == -2 and targets(LARGE).max() == pytest.approx(2.2, 0.05)


def test_no_sigmoid_comes_below_the_bound_and_training_comes_near():
    bound = float(root_mean_square(distances(LARGE, "sigmoid")))
    assert f"{bound:.3f}" == "1.101"
    assert f"{fitted(LARGE, 'sigmoid')[0]:.3f}" == "1.119"
    assert f"{fitted(LARGE, 'sigmoid', ADAM)[0]:.3f}" == "1.115"


def test_a_linear_output_fits_by_either_way_of_training():
    assert f"{fitted(LARGE, 'linear')[0]:.3f}" == "0.209"
    assert f"{fitted(LARGE, 'linear', ADAM)[0]:.3f}" == "0.172"


def test_some_relu_outputs_stay_dead_by_either_way_of_training():
    assert (fitted(LARGE, "relu")[1], fitted(LARGE, "relu", ADAM)[1]) == (7, 4)


def test_a_sigmoid_output_is_slow_with_squared_error_unless_adam_trains_it():
    assert f"{fitted(UNIT, 'sigmoid')[0]:.3f} {fitted(UNIT, 'linear')[0]:.3f}" == "0.142 0.034"
    assert f"{fitted(UNIT, 'sigmoid', ADAM)[0]:.3f}" == "0.032"
    assert f"{fitted(UNIT, 'linear', ADAM)[0]:.3f}" == "0.033"
    assert f"{fitted(UNIT, 'sigmoid', rate=2.0)[0]:.3f}" == "0.039"
    assert fitted(UNIT, "linear", rate=0.5)[0] > 1e6


@pytest.mark.parametrize("output", ["sigmoid", "relu"])
def test_what_is_out_of_reach_and_the_error_are_those_of_the_drawn_points(output):
    picture = lesson.Outputs(output=output)
    picture.step(3)
    points, *curves = (line.get_ydata() for line in picture.figure.axes[0].lines)
    low, high = {"sigmoid": (0, 1), "relu": (0, np.inf)}[output]
    beyond = [max(low - y, y - high, 0) for y in points]
    error = median(np.sqrt(np.mean((points - curve) ** 2)) for curve in curves)
    assert picture.readout.startswith(f"{sum(b > 0 for b in beyond) / 80:.0%} of the targets")
    assert f"networks after 3 epochs: {error:.3f}." in picture.readout
    assert f"below {np.sqrt(np.mean(np.square(beyond))):.3f}." in picture.readout


def test_flat_networks_are_counted_in_the_readout():
    picture = lesson.Outputs(output="relu")
    assert picture.readout.endswith(" 7 of them give 0 everywhere.")


@pytest.mark.parametrize("kind", [lesson.Outputs, lesson.Regions])
def test_before_play_a_picture_shows_the_end_of_its_run(kind):
    played, waiting = kind(), kind()
    played.step(400)
    assert played.readout == waiting.readout


# ---- two classes


def test_held_out_tumours_are_told_apart():
    logits, y = tumours.held_out_logits()
    assert len(logits) == 569 and roc_auc_score(y, logits) > 0.99


def counted(words):
    """(missed, alarms) of each half, from the readout."""
    halves = words.split(" half: ")[1:]
    return [(int(h.split(" of ")[0]), int(h.split("missed, ")[1].split(" of ")[0])) for h in halves]


@pytest.mark.parametrize("logit", [-1.0, 0.0, 2.2])
def test_the_threshold_counts_mistakes_as_scikit_learn_does(logit):
    z, y = tumours.held_out_logits()
    half = tumours.first_half(3)
    words = lesson.Threshold(logit=logit, split=3).readout
    for mask, found in zip((half, ~half), counted(words), strict=True):
        (_, missed), (alarms, _) = confusion_matrix(y[mask], z[mask] > logit)
        assert found == (missed, alarms)
    assert f"p > {scipy.special.expit(logit):.3f}." in words


def test_the_halves_hold_half_of_each_class_and_all_tumours():
    _, y = tumours.held_out_logits()
    for split in range(3):
        half = tumours.first_half(split)
        assert [sum(y[half] == k) for k in (0, 1)] == [106, 178] and len(half) == 569


def test_the_numbers_of_the_text_on_thresholds():
    def together(**at):
        return tuple(np.sum(counted(lesson.Threshold(**at).readout), axis=0))

    assert together() == (6, 3)
    assert together(logit=2.2) == (3, 38)
    assert counted(lesson.Threshold(chosen=NONE_MISSED).readout)[1][0] == 2
    assert "z > 2.41," in lesson.Threshold(chosen=NONE_MISSED).readout
    other = lesson.Threshold(chosen=NONE_MISSED, split=1).readout
    assert "z > 4.67," in other and counted(other)[1] == (0, 74)


def test_the_second_half_misses_one_just_when_it_holds_the_largest_malignant_logit():
    z, y = tumours.held_out_logits()
    worst = int(np.flatnonzero(y == 0)[np.argmax(z[y == 0])])
    missed = tumours.missed_in_the_other_half()
    assert [bool(m) for m in missed] == [not tumours.first_half(s)[worst] for s in range(1000)]
    assert (missed > 0).sum() == 479
    assert binomtest(479, 1000, 0.5).pvalue > 0.05


def test_no_malignant_tumour_is_missed_where_the_threshold_was_chosen():
    z, y = tumours.held_out_logits()
    for split in range(20):
        half = tumours.first_half(split)
        at = tumours.lowest_without_miss(z[half], y[half])
        assert tumours.mistakes(z[half], y[half], at).missed == 0
        assert tumours.mistakes(z[half], y[half], at - 1e-9).missed == 1


def told(**at):
    """Log loss and the worst tumour's, from the readout."""
    words = lesson.Calibration(**at).readout
    return [float(words.split(s)[1].split(" ")[0]) for s in ("log loss ", "costs ")]


def test_the_log_loss_rises_whichever_way_the_logits_are_scaled_far():
    assert [told(factor=f) for f in (1.0, 4.0)] == [[0.0765, 4.7], [0.1157, 18.7]]
    assert told(factor=0.25)[0] == 0.2726
    for factor in (0.25, 1.0, 4.0):
        assert "98.4% right" in lesson.Calibration(factor=factor).readout
    z, y = tumours.held_out_logits()
    size = tumours.groups(scipy.special.expit(4 * z), y).size
    assert size[0] + size[-1] == 557


def test_the_middle_groups_look_too_cautious():
    z, y = tumours.held_out_logits()
    mean, benign, size = tumours.groups(scipy.special.expit(z), y)
    assert (size[1:5] <= 15).all()
    assert ((benign / size > mean) == (mean > 0.5))[1:5].all()


def factor_of_least_loss(z, y):
    """By scikit-learn's log loss and SciPy's minimiser."""

    def loss(log_factor):
        p = scipy.special.expit(np.exp(log_factor) * z)
        return log_loss(y, np.clip(p, 1e-300, 1 - 1e-16))

    return float(np.exp(minimize_scalar(loss, bounds=(-2, 2), method="bounded").x))


@pytest.mark.parametrize(
    ("trained", "said", "size"),
    [
        (tumours.GRADIENT_DESCENT, "1.4 (95 % interval 1.1 to 2.5)", "5.3"),
        (tumours.LONGER, "0.59 (95 % interval 0.45 to 0.94)", "12.8"),
        (tumours.ADAM, "0.37 (95 % interval 0.28 to 0.71)", "20.8"),
    ],
)
def test_the_best_factor_depends_on_the_training(trained, said, size):
    z, y = tumours.held_out_logits(trained)
    assert said in lesson.Calibration(trained=trained).readout
    # Half a step of the picture's factors is 3 %, and what is said is rounded.
    assert factor_of_least_loss(z, y) == pytest.approx(float(said.split(" ")[0]), rel=0.045)
    rng = np.random.default_rng(5)
    again = [factor_of_least_loss(z[i], y[i]) for i in rng.integers(0, 569, (200, 569))]
    assert np.mean((np.array(again) > 1) == (said[0] == "1")) > 0.95
    assert f"{np.median(abs(z)):.1f}" == size


@pytest.mark.parametrize("cut", [1, 2])
def test_other_parts_are_cautious_and_sure_after_the_same_trainings(cut, monkeypatch):
    generator = np.random.default_rng
    monkeypatch.setattr(np.random, "default_rng", lambda seed=None: generator(seed or cut))
    few = factor_of_least_loss(*tumours.held_out_logits.__wrapped__(tumours.GRADIENT_DESCENT))
    many = factor_of_least_loss(*tumours.held_out_logits.__wrapped__(tumours.ADAM))
    assert many < 0.8 < 1.2 < few


def test_single_networks_miss_six_to_thirteen():
    data = tumours.breast_cancer()
    order, logits = np.random.default_rng(0).permutation(569), np.empty((16, 569))
    for fold in range(5):
        test = order[fold::5]
        rest = np.setdiff1d(order, test)
        net = MLP((30, 8, 1), "relu", "logistic", seeds=range(16))
        train(net, data.X[rest], data.y[rest], epochs=25, learning_rate=0.05)
        logits[:, test] = net.logits(data.X[test])[..., 0]
    missed = (logits[:, data.y == 0] > 0).sum(1)
    assert (missed.min(), missed.max()) == (6, 13)


# ---- several classes, several labels


@cache
def scores(task, layers, epochs=300, rate=0.2, optimiser="sgd"):
    data = TASKS[task]()
    net = plane_networks(data, LAYERS[layers])
    options = {"epochs": epochs, "batch_size": 20, "learning_rate": rate, "optimiser": optimiser}
    train(net, data.X, data.y, **options)
    return right(net.predict(data.X), data)


def test_softmax_without_a_hidden_layer_stays_at_81_or_82_per_cent():
    for options in ((), (3000,), (300, 0.02, "adam")):
        found = scores("three classes: softmax", "none: the logits are linear", *options)
        assert {f"{x:.0%}" for x in found} <= {"81%", "82%"}


def test_a_hidden_layer_gets_nearly_all_points_right():
    for options in ((), (300, 0.02, "adam")):
        assert scores("three classes: softmax", "8 tanh units", *options).min() > 0.98


@pytest.mark.parametrize(
    ("task", "straight", "bent"),
    [("two classes: sigmoid", "88%", "94%"), ("three labels: three sigmoids", "31%", "84%")],
)
def test_of_the_other_tasks_the_hidden_layer_gets_more_right(task, straight, bent):
    found = [np.median(scores(task, layers)) for layers in LAYERS]
    assert [f"{x:.0%}" for x in found] == [straight, bent]


def test_adam_finds_the_bend_of_two_classes_later():
    task, layers = "two classes: sigmoid", "8 tanh units"
    budgets = ((1500,), (300, 0.02, "adam"), (1500, 0.02, "adam"))
    found = [np.median(scores(task, layers, *budget)) for budget in budgets]
    assert [f"{x:.0%}" for x in found] == ["98%", "88%", "98%"]


def test_the_regions_of_three_labels_overlap_and_leave_room_for_none():
    picture = lesson.Regions(task="three labels: three sigmoids")
    assert picture.readout.endswith("labels that fit: A, B, C.")
    picture.set(at=((-1.0, 1.0),))
    assert picture.readout.endswith("labels that fit: none.")


@pytest.mark.parametrize("scene", lesson.Regions.scenes)
def test_boundaries_lie_where_two_probabilities_tie(scene):
    picture = lesson.Regions()
    picture.show_scene(scene)
    picture.step(30)
    net, _ = picture.progress
    several = scene == "Three labels"
    contours = [c for c in picture.figure.axes[0].collections if hasattr(c, "levels")]
    assert contours
    for contour in contours:
        points = np.concatenate([path.vertices for path in contour.get_paths()])
        p = net.predict(points)[0]
        p = np.c_[1 - p, p] if p.shape[-1] == 1 else p
        first, second = np.sort(p, -1)[:, :-3:-1].T
        gaps = np.abs([p.T - 0.5]).min(1) if several else [first - second, first - 0.9]
        assert min(np.abs(gap).max() for gap in gaps) < 0.01


@pytest.mark.parametrize("task", ["two classes: sigmoid", "three classes: softmax"])
def test_without_a_hidden_layer_boundaries_are_straight(task):
    picture = lesson.Regions(task=task, hidden_layer="none: the logits are linear")
    picture.step(50)
    net, _ = picture.progress
    W = net.weights[0][0]
    normal = W[:, 0] if W.shape[1] == 1 else W[:, 0] - W[:, 1]
    along = np.array([-normal[1], normal[0]]) / np.linalg.norm(normal)
    z = net.logits(np.array([[0.1, 0.2]]) + np.linspace(-1, 1, 5)[:, None] * along)[0]
    differences = z[:, 0] if z.shape[1] == 1 else z[:, 0] - z[:, 1]
    assert np.ptp(differences) < 1e-12


def test_raising_all_logits_moves_sigmoids_and_not_softmax():
    low, high = (lesson.SigmoidsOrSoftmax(z1=z, z2=z, z3=z).readout for z in (0.0, 3.0))
    assert "sigmoids sum to 1.50" in low and "sigmoids sum to 2.86" in high
    assert "Softmax sums to 1.00" in low and "Softmax sums to 1.00" in high
    assert f"{scipy.special.expit(3):.2f}" == "0.95"


def test_labels_above_one_half_and_all_the_most_probable_are_named():
    def named(*z):
        words = lesson.SigmoidsOrSoftmax(z1=z[0], z2=z[1], z3=z[2]).readout
        return words.split("1/2: ")[1].split(". ")[0], words.split("most probable: ")[1]

    assert named(2.0, -1.0, 2.5) == ("comedy, romance", "romance.")
    assert named(-4.0, -4.0, -4.0) == ("none", "comedy, crime, romance.")
    assert named(3.0, 3.0, -4.0) == ("comedy, crime", "comedy, crime.")


def shown(axes):
    """Heights of the bars."""
    return [bar.get_height() for bar in axes.patches]


@pytest.mark.parametrize("kind", [lesson.SigmoidsOrSoftmax, lesson.Softmax])
def test_the_number_on_a_bar_is_its_height(kind):
    for axes in kind().figure.axes:
        written = [float(text.get_text()) for text in axes.texts]
        np.testing.assert_allclose(written, shown(axes), atol=0.005)
        np.testing.assert_allclose(
            [t.get_position()[1] for t in axes.texts], shown(axes), atol=0.02
        )


# ---- softmax


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
    assert float(first) == pytest.approx(scipy.special.expit(1 / temperature), abs=5e-4)
    assert ("(zA - zB)/T" in words) == (temperature != 1)


def test_the_words_on_softmax_are_scipys_numbers():
    p = scipy.special.softmax(np.array([2.0, 1.0, 0.0, -1.0]) * 1.5 / 2)
    words = lesson.Softmax(temperature=2.0, spread=1.5).readout
    assert words.startswith("Logits 3, 1.5, 0, -1.5 at temperature T = 2:")
    assert f"A has {p[0]:.3f}, sum 1.000." in words
    assert words.endswith(f"{scipy.special.expit(0.75):.3f}.")


# ---- gates


def test_a_gate_keeps_a_share_and_other_activations_do_not():
    keep = scipy.special.expit(3.0)
    assert f"{keep**10:.1%} is left after 10 steps" in lesson.ForgetGate(logit=3.0).readout
    assert "grows" in lesson.ForgetGate(gate="relu", logit=1.2).readout
    assert "sign" in lesson.ForgetGate(gate="tanh", logit=-1.5).readout


def test_half_of_the_memory_is_left_where_the_gate_says():
    words = lesson.ForgetGate(logit=2.0).readout
    half = float(words.split("half after ")[1].split(" steps. ")[0])
    assert words.startswith(f"The gate is {scipy.special.expit(2.0):.3f}:")
    assert scipy.special.expit(2.0) ** half == pytest.approx(0.5, rel=0.01)
    assert (
        f"{1.2**10:.3g} times after 10 steps" in lesson.ForgetGate(gate="relu", logit=1.2).readout
    )


def test_what_a_plain_unit_keeps_depends_on_where_it_starts():
    assert f"{scipy.special.expit(5.0) ** 40:.0%}" == "76%"
    weights = np.arange(2, 31) / 10
    assert max(plain_unit(w, 0.5)[40] for w in weights) == pytest.approx(0.046, abs=5e-4)
    assert f"{plain_unit(1.0, 0.1)[40]:.2f}" == "0.70"
    assert "0.7 through a plain tanh unit" in lesson.ForgetGate(start=0.1).readout


def test_a_half_open_gate_loses_what_an_open_one_keeps():
    assert "9.1e-13 gets back" in lesson.ForgetGate(logit=0.0).readout
    sigmoid = scipy.special.expit
    assert f"{sigmoid(5.0) * sigmoid(-5.0):.4f}" == "0.0066"


@pytest.mark.parametrize("weight", [0.7, 1.0, 1.5])
def test_the_plain_units_gradient_is_the_slope_of_its_last_state(weight):
    def last(h):
        for _ in range(40):
            h = np.tanh(weight * h)
        return h

    slope = (last(0.5 + 1e-5) - last(0.5 - 1e-5)) / 2e-5
    assert plain_unit(weight, 0.5)[40] == pytest.approx(slope, rel=1e-3, abs=1e-9)


# ---- the guide


def rows():
    """Task, output and loss of the notebook's table."""
    book = nbformat.read(NOTEBOOKS["choosing_activations"], as_version=4)
    guide = "\n".join(cell.source for cell in book.cells).partition("## A guide")[2]
    lines = [line for line in guide.splitlines() if line.startswith("|")][2:]
    return [[part.strip() for part in line.split("|")[1:4]] for line in lines]


def test_the_table_is_the_lectures_and_its_pairs_match():
    named = {
        task: (output.replace("a sigmoid for each", EACH), loss) for task, output, loss in rows()
    }
    assert {task: pair for task, pair in named.items() if pair[1]} == {
        "a number": ("linear", "squared error"),
        "two classes": ("sigmoid", "logistic"),
        "several labels": (EACH, "logistic"),
        "several classes": ("softmax", "softmax cross-entropy"),
    }
    for output, loss in named.values():
        assert not loss or (MATCHING[output] == loss and not misfit(output, loss, output, loss))
