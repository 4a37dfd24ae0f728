"""Lesson 01: the numbers that its text claims, from the functions that its pictures use."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import expit

from lessons_lib.activations import sigmoid
from lessons_lib.lessons import universal_approximation as lesson
from lessons_lib.lessons.universal_approximation import check, fitting, predict
from lessons_lib.lessons.universal_approximation.experiment import MEASURED, SIZES, stored
from lessons_lib.lessons.universal_approximation.fitting import errors, fitted, search
from lessons_lib.lessons.universal_approximation.rates import slope
from lessons_lib.theory.approximation.one_layer import random_hidden, sup_norm_error
from lessons_lib.theory.approximation.targets import SURFACES, TARGETS
from lessons_lib.theory.approximation.towers import random_ridges, sup_norm_on_square

ALL = pytest.mark.parametrize("name", lesson.__all__)


def test_a_unit_switches_at_minus_bias_over_weight():
    unit = lesson.OneUnit(weight=40, bias=-10)
    assert "x = -b/w = 0.25" in unit.readout
    curve = unit.data["output of the unit"]
    assert np.interp(0.25, *curve.T) == pytest.approx(0.5, abs=1e-3)


def test_a_weight_of_zero_is_said_in_words():
    assert "ignores its input" in lesson.OneUnit(weight=0).readout


def test_twice_as_many_bumps_about_halve_the_largest_error():
    picture = lesson.CurveByHand(steepness=500)
    found = []
    for bumps in (6, 12, 24):
        picture.bumps = bumps
        picture.solve()
        found.append(float(picture.readout.split("error ")[1].split(" ")[0]))
    assert found[1] / found[0] == pytest.approx(0.5, abs=0.1)
    assert found[2] / found[1] == pytest.approx(0.5, abs=0.1)


def test_changing_the_number_of_bumps_carries_the_drawn_heights_over():
    picture = lesson.CurveByHand()
    picture.solve()
    picture.bumps = 16
    assert len(picture.heights) == 16
    assert max(y for _, y in picture.heights) > 0.7


def test_as_many_dots_are_drawn_as_the_words_say_also_from_the_constructor():
    picture = lesson.CurveByHand(bumps=12)
    assert len(picture.data["heights"]) == len(picture.handles()) == 12
    assert picture.readout.startswith("12 bumps, 24 sigmoid units")
    np.testing.assert_allclose(picture.data["heights"][:, 0], (np.arange(12) + 0.5) / 12, atol=1e-4)


def test_heights_given_with_their_bumps_are_kept():
    given = [((i + 0.5) / 5, 0.1 * i) for i in range(5)]
    picture = lesson.CurveByHand(bumps=5, heights=given)
    assert picture.heights == tuple(given)
    picture = lesson.CurveByHand()
    picture.set(bumps=5, heights=given)
    assert picture.heights == tuple(given)


def test_a_dot_stands_on_the_bump_whose_height_it_gives():
    picture = lesson.CurveByHand(bumps=2, heights=[(0.1, 0.5), (0.2, 1.0)])
    assert picture.heights == ((0.25, 0.5), (0.75, 1.0))


@pytest.mark.parametrize("values", [{}, {"bumps": 8}, {"bumps": 5}])
def test_heights_for_another_number_of_bumps_are_refused_in_words(values):
    picture = lesson.CurveByHand()
    for act in (lambda **v: lesson.CurveByHand(**v), picture.set):
        with pytest.raises(
            ValueError, match="heights has 3 points for . bumps: .* bumps=3 as well"
        ):
            act(heights=[(0.1, 0.5), (0.5, 0.5), (0.9, 0.5)], **values)
    assert picture.values == lesson.CurveByHand().values


def test_a_scene_with_other_bumps_may_be_shown_from_any_drawing_and_again():
    picture = lesson.CurveByHand(bumps=3)
    picture.solve()
    for _ in range(2):
        picture.show_scene("Twenty-four bumps")
        assert picture.values == lesson.CurveByHand(**picture.scenes["Twenty-four bumps"]).values
        assert len(picture.heights) == len(picture.data["heights"]) == 24


def test_twelve_soft_steps_lie_inside_a_tenth():
    assert search(TARGETS["wave"], 0.1, "sigmoid", "constructed").units <= 12
    picture = lesson.Theorem(units=12, eps=0.1)
    assert ", inside ε" in picture.readout


def test_the_band_is_f_plus_and_minus_eps_and_the_mark_is_the_sup_norm():
    picture = lesson.Theorem(units=5)
    ours, target = picture.data["network F"], picture.data["target f"]
    error = np.abs(ours[:, 1] - target[:, 1]).max()
    bar = picture.data["largest error"]
    assert np.ptp(bar[:, 1]) == pytest.approx(error, rel=1e-3)


def test_the_button_finds_the_smallest_n_and_says_so():
    picture = lesson.Theorem(eps=0.05)
    picture.find()
    assert picture.units == 13 and "smallest N inside ε = 0.05 is 13" in picture.readout
    picture.units = 12
    assert ", not inside" in picture.readout and "smallest" not in picture.readout


@pytest.mark.parametrize("activation", ["square", "cube"])
def test_no_number_of_polynomial_units_follows_the_wave(activation):
    found = search(TARGETS["wave"], 0.05, activation, "random features")
    assert found.units is None and "No N is enough" in found.words


def test_from_three_parabola_units_on_nothing_moves():
    three = np.median(errors(TARGETS["wave"], 3, "square", "random features"))
    hundred = np.median(errors(TARGETS["wave"], 100, "square", "random features"))
    assert three == pytest.approx(hundred, rel=1e-6)


def test_a_typed_and_a_drawn_target_are_followed():
    typed = lesson.Theorem(target="a formula", formula="x^2", units=60, way="random features")
    assert ", inside" in typed.readout and "formula" not in typed.hidden()
    drawn = lesson.Theorem(target="drawn by hand", units=60)
    assert ", inside" in drawn.readout and len(drawn.handles()) == 13


def test_a_bad_formula_is_a_sentence():
    with pytest.raises(ValueError, match="did you mean sin"):
        lesson.Theorem(target="a formula", formula="sine(x)").readout  # noqa: B018


def test_a_cubic_serves_where_the_band_is_wide():
    assert search(TARGETS["wave"], 0.2, "cube", "random features").units is not None


def test_training_moves_the_network_towards_the_wave():
    picture = lesson.Theorem(way="trained", activation="tanh", units=12)
    before = float(picture.readout.split("error ")[1].split(" ")[0])
    picture.step(200)
    assert "trained for 1990 epochs" in picture.readout
    assert float(picture.readout.split("error ")[1].split(" ")[0]) < before / 2


def test_constructed_steps_fall_like_one_over_n_and_relu_like_one_over_its_square():
    sizes = np.array([8.0, 16, 32, 64])
    for activation, power in (("sigmoid", -1), ("relu", -2)):
        found = [errors(TARGETS["wave"], int(n), activation, "constructed")[0] for n in sizes]
        assert slope(sizes, np.array(found)) == pytest.approx(power, abs=0.2)


def test_at_equal_n_random_features_beat_construction_beats_training():
    least, middle, most = (
        np.median(errors(TARGETS["wave"], 16, "sigmoid", way))
        for way in ("random features", "constructed", "trained")
    )
    assert least < middle / 10 and middle < most


@pytest.mark.parametrize("way", MEASURED)
@pytest.mark.parametrize(
    ("target", "activation", "units"), [("wave", "sigmoid", 8), ("kink", "relu", 4)]
)
def test_the_recorded_errors_are_measured_again(target, activation, units, way):
    recorded = stored()[target][activation][way][SIZES.index(units)]
    found = np.quantile(errors(TARGETS[target], units, activation, way), (0.25, 0.5, 0.75))
    np.testing.assert_allclose(found, recorded, rtol=0.02)


def medians(way, target="wave", activation="sigmoid"):
    return dict(zip(SIZES, (q[1] for q in stored()[target][activation][way]), strict=True))


def test_what_the_text_says_of_the_four_ways():
    built, random, plain, adam = map(medians, MEASURED)
    assert random[8] == pytest.approx(0.025, abs=5e-4)
    assert random[16] == pytest.approx(0.0002, abs=1e-5) and random[32] < 1e-5
    assert all(0.01 < way[n] < 0.07 for way in (plain, adam) for n in (8, 16, 32, 64))
    assert plain[64] == pytest.approx(0.055, abs=5e-4)
    assert min(adam, key=adam.get) == 8 and adam[8] == pytest.approx(0.012, abs=5e-4)
    assert adam[64] == pytest.approx(0.03, abs=5e-4)
    assert built[64] == pytest.approx(built[8] / 8, rel=0.3)
    relu = {way: medians(way, activation="relu")[64] for way in MEASURED}
    assert relu["constructed"] == pytest.approx(0.001, abs=5e-5)
    assert relu["random features"] / relu["constructed"] == pytest.approx(12, abs=0.5)


@pytest.mark.slow
def test_another_rate_reverses_the_order_of_adams_networks(monkeypatch):
    monkeypatch.setattr(fitting, "ADAM_RATE", 0.003)
    found = [np.median(errors(TARGETS["wave"], n, "sigmoid", fitting.ADAM)) for n in (8, 64)]
    assert found == pytest.approx([0.064, 0.015], abs=1e-3)


def test_every_target_and_activation_is_recorded():
    for target in TARGETS:
        for activation in lesson.ErrorAgainstN.activation.options:
            found = stored()[target][activation]
            assert list(found) == list(MEASURED) and all(len(q) == 6 for q in found.values())


@pytest.mark.parametrize(("bumps", "error"), [(6, 0.4), (12, 0.207), (24, 0.104)])
def test_bumps_err_as_much_as_the_text_says(bumps, error):
    picture = lesson.CurveByHand(bumps=bumps)
    picture.solve()
    assert f"largest error {error:.3f}" in picture.readout


def test_a_construction_is_a_weighted_mean_in_which_the_nearest_points_count_most():
    x, points = np.linspace(0, 1, 501), np.linspace(0, 1, 12)
    steps = expit(44 * np.subtract.outer(x, (points[1:] + points[:-1]) / 2))
    bumps = -np.diff(np.pad(steps, ((0, 0), (1, 1)), constant_values=((0, 0), (1, 0))))
    assert bumps.min() >= 0 and bumps.sum(1) == pytest.approx(1)
    near = np.abs(np.subtract.outer(x, points)) < 1.5 / 11
    assert (bumps * near).sum(1).min() > 0.9
    ours = fitted(TARGETS["wave"], 12, "sigmoid", "constructed")
    np.testing.assert_allclose(bumps @ TARGETS["wave"](points), ours(x), atol=1e-12)


@pytest.mark.parametrize(("units", "error"), [(5, 0.594), (40, 0.15), (200, 0.002)])
def test_ridges_err_as_much_as_the_text_says(units, error):
    assert f"largest error {error:.3f}" in lesson.Surface(units=units).readout


def test_the_button_finds_the_numbers_of_units_that_the_text_names():
    found = [search(TARGETS["wave"], e, "sigmoid", "constructed").units for e in (0.1, 0.05, 0.03)]
    assert found == [8, 13, 22]


def test_the_bell_is_out_of_reach_of_parabolas_as_far_as_the_text_says():
    bell = TARGETS["Runge's"]
    found = {n: np.median(errors(bell, n, "square", "random features")) for n in (2, 3, 10, 100)}
    assert found[2] > 0.8 and found[3] == pytest.approx(0.492, abs=5e-4)
    assert found[10] == pytest.approx(found[3]) and found[100] == pytest.approx(found[3])
    assert "comes closer than 0.323" in search(bell, 0.1, "square", "random features").words


def test_fifteen_draws_of_ridges_stay_below_four_thousandths():
    hill = SURFACES["hill"]
    found = [
        sup_norm_on_square(random_ridges(hill, 200, seed=seed), hill).error for seed in range(15)
    ]
    assert found[0] == pytest.approx(0.002, abs=5e-4) and max(found) < 0.004


def test_forty_ridges_err_most_where_the_circle_stands():
    picture = lesson.Surface()
    error = np.abs(picture.figure.axes[2].images[0].get_array())
    row, column = np.unravel_index(error.argmax(), error.shape)
    assert f"largest error {error.max():.3f}" in picture.readout
    np.testing.assert_allclose(
        picture.data["largest error"][0], [column / 280, row / 280], atol=0.01
    )


def test_a_tower_stands_where_both_walls_do_and_nowhere_else():
    picture = lesson.OneTower(corners=((0.7, 0.6), (0.4, 0.2)))
    walls, tower = (axes.images[0].get_array() for axes in picture.figure.axes[:2])
    at = {"crossing": (112, 154), "wall": (112, 28), "other wall": (28, 154), "free": (28, 28)}
    assert [round(float(walls[i]), 2) for i in at.values()] == [2, 1, 1, 0]
    assert [round(float(tower[i]), 2) for i in at.values()] == [1, 0, 0, 0]
    assert "the sum of the walls is 2.00" in picture.readout


def test_a_rate_is_read_from_three_sizes_at_least():
    assert "constructed 0.0097 (falling" in lesson.ErrorAgainstN().readout
    assert "random features below 1e-05;" in lesson.ErrorAgainstN().readout


def test_networks_agree_inside_and_differ_outside():
    picture = lesson.OutsideTheBox()
    curves = np.array([picture.data[f"seed {s}"][:, 1] for s in range(15)])
    x = picture.data["seed 0"][:, 0]
    spread = np.ptp(curves, axis=0)
    assert spread[(x >= 0) & (x <= 1)].max() < 1e-2 and spread[np.isclose(x, 1.5)][0] > 1
    assert "outside, 15 of 15 miss" in picture.readout


def _step(x, at):
    return sigmoid(100 * (x - at))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda x: _step(x, 0.3), "one step up"),
        (lambda x: _step(x, 0.3) + _step(x, 0.6), "added"),
        (lambda x: _step(x, 0.6) - _step(x, 0.3), "dent"),
        (lambda x: _step(x, -0.3) - _step(x, -0.6), "bias"),
        (lambda x: sigmoid(100 * x - 0.3) - sigmoid(100 * x - 0.6), "multiplies x only"),
        (lambda x: sigmoid(x - 0.3) - sigmoid(x - 0.6), "steepness is 1"),
        (lambda x: 100 * (_step(x, 0.3) - _step(x, 0.6)), "100 high"),
        (lambda x: 0 * x, "0 everywhere"),
        (lambda x: ((x > 0.3) & (x < 0.6)) * 1.0, "jumps from 0 to 1"),
        (lambda x: _step(x, 0.3) + sigmoid(-100 * (x - 0.6)), "stands on 1"),
        (lambda x: -_step(x, 0.6), "only the step down"),
        (lambda x: 1 - _step(x, 0.6), "nothing steps up"),
        (lambda x: sigmoid(10 * (x - 0.3)) - sigmoid(10 * (x - 0.6)), "10 instead of 100"),
        (lambda x: sigmoid(50 * (x - 0.3)) - sigmoid(50 * (x - 0.6)), "50 instead of 100"),
        (lambda x: np.tanh(100 * (x - 0.3)) - np.tanh(100 * (x - 0.6)), "tanh goes from -1"),
        (lambda x: 0.8 * (_step(x, 0.3) - _step(x, 0.6)), "height is 0.8"),
        (lambda x: 0.5 * _step(x, 0.3), "your function gives 0.5; expected 0"),
    ],
)
def test_a_wrong_bump_is_told_what_is_wrong(answer, words):
    feedback = check.bump(answer)
    assert not feedback.right and words in feedback.words


def test_a_right_bump_is_right():
    assert check.bump(lambda x: _step(x, 0.3) - _step(x, 0.6)).right


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (3, "3 units leave a largest error of"),
        (22, "22 units leave a largest error of"),
        (40, "smaller number of units does as well"),
        (4000, "far more than needed"),
        (2.5, "whole number"),
        ("many", "expected a number"),
    ],
)
def test_a_wrong_n_is_told_what_is_wrong(answer, words):
    feedback = check.smallest_n(answer)
    assert not feedback.right and words in feedback.words


def test_an_even_number_of_units_misses_the_top_of_the_bell():
    bell, found = TARGETS["Runge's"], {}
    for n in (20, 21, 22, 24):
        found[n] = sup_norm_error(fitting.fitted(bell, n, "sigmoid", "constructed"), bell)
    assert all(found[n].x == 0.5 for n in (20, 22, 24)) and found[21].x != 0.5
    assert [round(found[n].error, 3) for n in (20, 21, 22)] == [0.076, 0.051, 0.064]


def test_the_right_n_is_right():
    assert check.smallest_n(23).right


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (1, "1 cube unit leaves a largest error of 0.802"),
        (3, "4 units leave 0.159, so the picture still changes"),
        (5, "fewer units leave the same"),
        (100, "fewer units leave the same"),
        (1000, "far more than needed"),
        (0, "whole number"),
        ("c", "expected a number"),
    ],
)
def test_a_wrong_number_of_cubes_is_told_what_is_wrong(answer, words):
    feedback = check.cubes(answer)
    assert not feedback.right and words in feedback.words


def test_four_cube_units_do_what_a_hundred_do():
    wave = TARGETS["wave"]
    found = [np.median(errors(wave, n, "cube", "random features")) for n in (3, 4, 100)]
    assert found[0] > 2 * found[1] and found[1] == pytest.approx(found[2], rel=1e-6)
    feedback = check.cubes(4)
    assert feedback.right and "4 cube units leave 0.159, and so do 100." in feedback.words


@pytest.mark.slow
def test_four_times_as_many_epochs_bring_gradient_descent_a_little_closer(monkeypatch):
    monkeypatch.setattr(fitting, "EPOCHS", 8000)
    assert np.median(errors(TARGETS["wave"], 64, "sigmoid", "trained")) == pytest.approx(
        0.035, abs=1e-3
    )


def by_lbfgs(units, seed):
    """The largest error of a network trained by SciPy, from the same hidden weights."""
    x, f = np.linspace(0, 1, 129), TARGETS["wave"]
    v = np.random.default_rng(seed).normal(0, units**-0.5, units)

    def loss(theta):
        w, b, v = theta[:-1].reshape(3, units)
        hidden = expit(np.outer(x, w) + b)
        error = hidden @ v + theta[-1] - f(x)
        delta = np.outer(error, v) * hidden * (1 - hidden)
        gradient = np.r_[x @ delta, delta.sum(0), hidden.T @ error, error.sum()]
        return error @ error / 2, gradient

    start = np.r_[(*random_hidden(units, seed=seed), v, 0)]
    options = {"maxiter": 2000, "maxfun": 10**6}
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options=options).x
    w, b, v = found[:-1].reshape(3, units)
    return sup_norm_error(lambda at: expit(np.outer(at, w) + b) @ v + found[-1], f).error


@pytest.mark.slow
def test_a_better_optimiser_brings_training_below_the_construction():
    found = np.median([by_lbfgs(64, seed) for seed in range(15)])
    assert found == pytest.approx(0.0017, abs=3e-4)


@pytest.mark.parametrize(("weight", "bias", "ends"), [(100, -40, (0.36, 0.44)), (8, -8, (0.5, 1))])
def test_what_is_shaded_is_where_z_lies_between_minus_four_and_four(weight, bias, ends):
    picture = lesson.OneUnit(weight=weight, bias=bias)
    assert "switches" in picture.readout and picture.rise.get_visible()
    low, width = picture.rise.get_x(), picture.rise.get_width()
    assert (low, low + width) == pytest.approx(ends)
    assert expit(weight * low + bias) == pytest.approx(expit(-4))


def test_nothing_is_shaded_for_a_unit_without_a_switch():
    for values in ({"weight": 0}, {"activation": "relu"}, {"weight": 1, "bias": 60}):
        picture = lesson.OneUnit(**values)
        assert picture.readout and not picture.rise.get_visible()


def test_soft_edges_bring_twelve_bumps_closer_away_from_the_ends():
    soft, sharp = lesson.CurveByHand(), lesson.CurveByHand(bumps=12)
    soft.show_scene("Soft shoulders")
    sharp.solve()
    found = []
    for picture in (soft, sharp):
        x, given = picture.data["sum of bumps F"].T
        error = np.abs(given - picture.data["target f"][:, 1])
        found.append(error[(x > 1 / 12) & (x < 11 / 12)].max())
    assert found[0] < found[1] / 2 and found[0] < 0.05


def test_the_button_brings_the_readers_error_down_to_the_line():
    picture = lesson.CurveByHand()
    above = picture.data["your heights"][0, 1]
    picture.solve()
    line = dict(picture.data["every height set"])
    assert above > 0.7 and picture.data["your heights"][0, 1] == pytest.approx(line[8])
    assert [round(line[n], 3) for n in (12, 24)] == [0.207, 0.104]


def test_the_picture_says_whether_the_network_is_inside():
    picture = lesson.Theorem()
    assert "0.176" in picture.readout
    assert picture.told.get_text() == "largest error 0.176: not inside ε = 0.1"
    picture.set(units=12)
    assert "0.052" in picture.readout and "0.052: inside" in picture.told.get_text()


def test_the_errors_of_the_largest_networks_stand_beside_their_lines():
    picture = lesson.ErrorAgainstN()
    assert "0.0097" in picture.readout
    ends = sorted(picture.ends, key=lambda text: text.get_position()[1])
    assert [t.get_text() for t in ends] == ["↓ below 10⁻⁵", "0.0097", "0.03", "0.055"]
    picture.step()
    picture.show_scene("ReLU, a kink")
    assert picture.readout and {"0.029", "0.0096"} <= {t.get_text() for t in picture.ends}


def test_the_circle_bears_its_error():
    picture = lesson.Surface()
    assert "0.150" in picture.readout
    assert picture.figure.axes[2].get_title(loc="left") == "F - f, largest: 0.150"


def test_the_predictions_ask_what_the_pictures_show():
    assert f"x = -b/w = {predict.switch().truth:g}," in lesson.OneUnit(weight=16).readout
    bumps = lesson.CurveByHand(bumps=24)
    bumps.solve()
    assert f"largest error {predict.twice().truth:.3f} " in bumps.readout
    assert "is 0.21. How large" in predict.twice().question
    drawn = lesson.ErrorAgainstN().data["gradient descent"][:, 1]
    np.testing.assert_allclose(predict.trained().truth, drawn)
    assert drawn[0] == pytest.approx(0.3, abs=0.05) and min(drawn[2:]) > max(drawn[2:]) / 1.5


def test_the_networks_outside_disagree_with_the_wave_and_with_each_other():
    picture = lesson.OutsideTheBox()
    at = np.array([np.interp(1.5, *picture.data[f"seed {s}"].T) for s in range(15)])
    assert np.quantile(at, 0.75) - np.quantile(at, 0.25) > 1 and (np.abs(at) > 0.5).sum() > 10
