"""Lesson 09: the numbers that its text claims, from the functions that its pictures use."""

from __future__ import annotations

from functools import cache
from statistics import median

import nbformat
import numpy as np
import pytest
import scipy.special
from sklearn.metrics import confusion_matrix, roc_auc_score

from lessons_lib.lessons import choosing_activations as lesson
from lessons_lib.lessons import relu
from lessons_lib.lessons.choosing_activations import tumours
from lessons_lib.lessons.choosing_activations.collapse import (
    GRID,
    STARTS,
    closest_layer,
    network,
    product,
)
from lessons_lib.lessons.choosing_activations.hidden import INPUTS, NAMES, arriving
from lessons_lib.lessons.choosing_activations.hidden import networks as hidden_networks
from lessons_lib.lessons.choosing_activations.outputs import (
    TARGETS,
    WAYS,
    X,
    distances,
    finished,
    root_mean_square,
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


@pytest.mark.parametrize("depth", [1, 4, 8])
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
    shown = shown.replace("-", "−")
    assert picture.figure.axes[2].get_title("left").endswith(shown)
    assert "the product of its 4 weight matrices" in picture.readout


def test_the_closest_layer_is_numpys_least_squares_by_the_normal_equations():
    deep = network("tanh", 2, 3).predict(POINTS)[0]
    A = np.c_[POINTS, np.ones(len(POINTS))]
    np.testing.assert_allclose(
        np.vstack(closest_layer(POINTS, deep)), np.linalg.solve(A.T @ A, A.T @ deep), atol=1e-10
    )


def test_with_a_bend_no_single_layer_does_the_same():
    for activation in STARTS.keys() - {"identity"}:
        picture = lesson.Collapse(activation=activation)
        _, deep, single = (
            np.concatenate([line.get_xydata() for line in axes.lines])
            for axes in picture.figure.axes
        )
        apart = np.mean(np.hypot(*(deep - single).T))
        assert f" puts the points {apart:.2f} from their places" in picture.readout


def test_the_parameters_are_those_of_the_layers():
    parameters = sum(n * m + m for n, m in [(2, 16), *[(16, 16)] * 3, (16, 2)])
    assert f", {parameters} parameters." in lesson.Collapse(depth=4, activation="tanh").readout


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
    assert f"{shares.pop('sigmoid'):.6f}" == "0.000018"
    assert f"{min(shares.values()):.2f} {max(shares.values()):.1f}" == "0.25 1.9"
    assert arrives("sigmoid").max() < 0.35**9 < 1e-4


@pytest.mark.parametrize("name", ["sigmoid", "relu", "gelu"])
def test_in_wide_layers_too_the_sigmoid_alone_loses_it(name):
    rng, depth, width = np.random.default_rng(1), 10, 100
    X = rng.standard_normal((32, width))
    net = MLP((width, *[width] * depth, 1), name, "logistic", seeds=range(4), init="he")
    first, *_, last, _ = net.backward(X, (X[:, 0] > 0).astype(float)).deltas
    ratios = np.linalg.norm(first, axis=(1, 2)) / np.linalg.norm(last, axis=(1, 2))
    assert np.median(ratios) < 1e-4 if name == "sigmoid" else np.median(ratios) > 0.25


def test_half_of_the_units_of_relu_are_on_and_hes_weights_make_up_for_it():
    pre = np.array(hidden_networks("relu", 10, 1.0).forward(INPUTS).pre_activations[:10])
    assert np.mean(pre > 0) == pytest.approx(0.5, abs=0.03)
    assert f"{np.median(arrives('relu', scale=0.5)):.4f}" == "0.0013"


def test_at_twenty_layers_silu_loses_more_than_relu():
    assert np.median(arrives("silu", 20)) < 0.01 < 0.3 < np.median(arrives("relu", 20))


def test_tanh_is_flat_at_five():
    assert 1 / np.cosh(5) ** 2 < 0.0002


def test_the_times_are_those_that_lesson_07_recorded():
    words = relu.Cost(activations="all").readout
    assert words.startswith("256 examples in a layer of 64 units; recorded once")
    for told in ("sigmoid 1.7", "tanh 1.5", "leaky_relu 2.0", "silu 3.9", "gelu 8.7"):
        assert f" {told}," in words
    assert "matrix products 3.2." in words


# ---- an output for a number


@cache
def fitted(output, way="gradient descent, rate 0.05"):
    given = finished(output, way).predict(X[:, None])[..., 0]
    errors = root_mean_square(given - TARGETS)
    return float(np.median(errors)), int((given == 0).all(-1).sum())


ADAM = "Adam, rate 0.01"


def test_only_a_linear_output_reaches_the_targets():
    shares = {o: np.mean(distances(o) > 0) for o in ("linear", "sigmoid", "tanh", "relu")}
    assert shares["linear"] == 0 and shares["sigmoid"] > 0.8
    assert shares["relu"] == pytest.approx(0.5, abs=0.02)
    assert round(TARGETS.min()) == -2 and TARGETS.max() == pytest.approx(2.2, 0.05)


def test_no_sigmoid_comes_below_the_bound_and_training_comes_near():
    bound = float(root_mean_square(distances("sigmoid")))
    assert f"{bound:.3f}" == "1.101"
    for way in WAYS:
        assert bound < fitted("sigmoid", way)[0] < bound + 0.02


def test_a_linear_output_fits_by_either_way_of_training():
    assert f"{fitted('linear')[0]:.3f}" == "0.209"
    assert fitted("linear", ADAM)[0] < 0.209


def test_some_relu_outputs_stay_dead_by_either_way_of_training():
    assert fitted("relu")[1] == 7 and fitted("relu", ADAM)[1] > 0


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


@pytest.mark.parametrize("logit", [-1.0, 0.0, 2.2])
def test_the_threshold_counts_mistakes_as_scikit_learn_does(logit):
    z, y = tumours.held_out_logits()
    (_, missed), (alarms, _) = confusion_matrix(y, z > logit)
    words = lesson.Threshold(logit=logit).readout
    assert f": {missed} of the 212 malignant" in words and f" {alarms} of the 357 benign" in words
    assert f"p > {scipy.special.expit(logit):.3f}:" in words


@pytest.mark.parametrize("logit", [-4.0, 0.0, 2.2])
def test_the_mistakes_that_are_drawn_are_those_that_are_counted(logit):
    picture = lesson.Threshold(logit=logit)
    left, right = picture.figure.axes
    (missed,), (alarms,) = (
        line.get_ydata() for k in ("missed", "false alarms") for line in named(right, f"{k} here")
    )
    for label, count in (("missed here", missed), ("false alarms here", alarms)):
        (drawn,) = named(left, label)
        assert len(drawn.get_xdata()) == count
    assert left.get_title("left") == f"569 tumours: {missed} missed, {alarms} false alarms"


def named(axes, label):
    return [line for line in axes.lines if line.get_label() == label]


def test_the_numbers_of_the_text_on_thresholds():
    z, y = tumours.held_out_logits()
    missed, alarms = tumours.mistakes(z, y, np.array([0.0, 2.2]))
    assert list(missed) == [6, 3] and list(alarms) == [3, 38]


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


@pytest.mark.parametrize("logit", [0.0, 2.0, 5.0])
def test_a_sigmoid_gate_leaves_its_power_of_the_memory(logit):
    keep = scipy.special.expit(logit)
    words = lesson.ForgetGate(logit=logit).readout
    assert words.startswith(f"The gate is {keep:.3f}: after 40 steps {keep**40:.2g} of the memory")
    if logit:
        half = float(words.split("half is left after ")[1].split(" ")[0])
        assert keep**half == pytest.approx(0.5, rel=0.01)


def test_relu_and_tanh_are_no_gates():
    assert "to 1.5e+03 times its size" in lesson.ForgetGate(gate="relu", logit=1.2).readout
    assert "changes its sign" in lesson.ForgetGate(gate="tanh", logit=-1.5).readout
    assert f"{1.2**40:.0f}" == "1470" and f"{0.5**40:.0e}" == "9e-13"


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
