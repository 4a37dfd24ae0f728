"""The pictures of descent and of the outlier: their numbers against independent ones."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from sklearn.linear_model import LinearRegression, QuantileRegressor

from lessons_lib.lessons.likelihood_regression import Descent, Outlier
from lessons_lib.lessons.likelihood_regression.descent import FAR, MEANS, STEPS, points
from lessons_lib.lessons.likelihood_regression.outlier import S, penalty, slope_errors
from lessons_lib.theory.intervals import mean_interval
from lessons_lib.theory.likelihood.bowl import mean_squared_error


def path(picture):
    return np.array(list(picture.places()))


def test_the_path_begins_at_the_start_and_has_all_its_steps():
    found = path(Descent(start=[(-1.0, 2.0)]))
    assert found.shape == (STEPS + 1, 2) and tuple(found[0]) == (-1.0, 2.0)


@pytest.mark.parametrize(
    ("scene", "fate"),
    [
        ("Half the bound", "it converges, without zigzag"),
        ("Creeping", "it creeps, without zigzag"),
        ("Zigzag", "it converges, in zigzag"),
        ("Diverging", "it diverges"),
        ("Standardised: straight there", "it converges, without zigzag"),
        ("Narrow valley", "it creeps, without zigzag"),
        ("Narrow valley, momentum 0.9", "it converges, swinging past it"),
        ("Rounder bowl, momentum 0.9", "it converges, swinging past it"),
        ("Mini-batches do not settle", "it does not settle"),
    ],
)
def test_each_scene_does_what_its_name_says(scene, fate):
    picture = Descent()
    picture.show_scene(scene)
    assert fate in picture.readout


@pytest.mark.parametrize(("kind", "bound"), [("plain", 1.0), ("momentum 0.9", 1.9)])
@pytest.mark.parametrize("mean", MEANS)
def test_the_bound_is_where_it_diverges(kind, bound, mean):
    x, y = points(mean)
    ends = []
    for share in (0.95, 1.05):
        found = path(Descent(kind=kind, mean=mean, rate=share * bound))
        errors = mean_squared_error(found, x, y)
        ends.append(errors[-1] / errors[0])
    assert ends[0] < 1 < ends[1]


@pytest.mark.parametrize(
    ("values", "fate"),
    [
        # Along the flat direction 120 steps do not show what the bound knows.
        ({"rate": 1.02, "start": [(1.5131, -2.1449)]}, "above the bound it diverges"),
        ({"rate": 1.0}, "at the bound it bounces for ever"),
        ({"rate": 1.0, "mean": "0: standardised"}, "at the bound it bounces for ever"),
        ({"rate": 1.5, "kind": "momentum 0.9"}, "it converges, in zigzag"),
        ({"rate": 0.02, "kind": "mini-batch of 4", "mean": "3"}, "it still comes down"),
        ({"rate": 0.02, "kind": "momentum 0.5", "mean": "3"}, "it creeps"),
    ],
)
def test_what_the_steps_do_not_show_is_not_said(values, fate):
    assert fate in Descent(**values).readout


@pytest.mark.parametrize("corner", [(-3.5, -5.5), (-3.5, 5.5), (3.5, -5.5), (3.5, 5.5), (0, 5.5)])
def test_the_outliers_marks_stay_on_the_side_picture(corner):
    picture = Outlier(outlier=[corner])
    axes = picture.figure.axes[1]
    for dot in picture.costs.values():
        (x,), (y,) = dot.get_data()
        assert axes.get_xlim()[0] <= x <= axes.get_xlim()[1]
        assert axes.get_ylim()[0] <= y <= axes.get_ylim()[1]


def test_a_path_that_leaves_ends_and_keeps_its_last_place():
    found = path(Descent(rate=1.2))
    assert len(found) < STEPS and np.abs(found[-1]).max() > FAR and np.isfinite(found).all()


def test_play_draws_the_path_step_by_step_and_ends_with_it():
    picture = Descent()
    picture.step(3)
    assert "After 3 steps" in picture.readout
    assert len(picture.data["path"]) == 4
    picture.step(1000)
    assert picture.finished and f"After {STEPS} steps" in picture.readout
    picture.start = [(0.0, 0.0)]
    assert picture.progress is None


def test_standardised_points_have_a_round_bowl():
    x, _ = points("0: standardised")
    assert np.isclose(x.mean(), 0) and np.isclose(x.std(), 1)
    assert "2.00 and c = 2.00" in Descent(mean="0: standardised").readout


def test_the_cost_is_scipys_negative_log_density():
    r = np.linspace(-3, 3, 13)
    for noise, frozen in (
        ("Gaussian", stats.norm(0, S)),
        ("Laplace", stats.laplace(0, S / np.sqrt(2))),
    ):
        np.testing.assert_allclose(penalty(r, noise), frozen.logpdf(0) - frozen.logpdf(r))


@pytest.mark.parametrize("scene", list(Outlier.scenes))
def test_both_lines_are_scikit_learns(scene):
    picture = Outlier()
    picture.show_scene(scene)
    x, y = (np.append(a, b) for a, b in zip(picture.kept, picture.outlier[0], strict=True))
    squares = LinearRegression().fit(x[:, None], y)
    assert f"to {squares.coef_[0]:.2f} x".replace("-", "−") in picture.readout
    # Several lines may share the least absolute error: compare the error.
    absolute = QuantileRegressor(quantile=0.5, alpha=0).fit(x[:, None], y)
    least = np.abs(y - absolute.predict(x[:, None])).sum()
    ends, heights = picture.data["Laplace: absolute error"].T
    slope = (heights[1] - heights[0]) / (ends[1] - ends[0])
    ours = y - (heights[0] + slope * (x - ends[0]))
    assert np.isclose(np.abs(ours).sum(), least)


def test_each_error_is_better_under_its_own_noise():
    for noise, better, worse in (
        ("Gaussian", "Gaussian", "Laplace"),
        ("Laplace", "Laplace", "Gaussian"),
    ):
        errors = slope_errors(noise)
        assert stats.wilcoxon(errors[better], errors[worse], alternative="less").pvalue < 1e-3


def test_squared_error_is_off_by_what_the_theory_of_the_mean_says():
    # sd of the slope is S / sqrt(sum of (x - mean)^2); a normal's mean size is sqrt(2/pi) of it.
    x = np.random.default_rng(0).uniform(-2, 2, (200, 30))
    expected = np.sqrt(2 / np.pi) * S / np.sqrt(((x - x.mean(1, keepdims=True)) ** 2).sum(1))
    _, low, high = mean_interval(slope_errors("Gaussian")["Gaussian"])
    assert low < expected.mean() < high
