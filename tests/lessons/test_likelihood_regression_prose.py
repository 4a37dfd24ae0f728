"""Lesson 10: the numbers of its text, computed anew and looked up in the notebook."""

from __future__ import annotations

from functools import cache
from itertools import islice
from pathlib import Path

import nbformat
import numpy as np
import pytest
from scipy import stats
from sklearn.datasets import load_linnerud

from lessons_lib.datasets import noisy_line
from lessons_lib.lessons import likelihood_regression as lesson
from lessons_lib.lessons.likelihood_regression import predict
from lessons_lib.mlp import MLP
from lessons_lib.theory.likelihood.bowl import descent
from lessons_lib.training import train
from tests.lessons.truth import regression_lines as lines

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "10_likelihood_regression.ipynb"
RATES = np.arange(1, 20) / 20  # of the bound
START = (3.0, 1.0)
OTHERS = ((-1, 2), (2, -3), (0, -4), (3.5, 2.5), (-2, -2))


@cache
def text():
    """All that stands between the code cells."""
    cells = nbformat.read(NOTEBOOK, 4).cells
    return "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


def bowl(mean):
    """Points whose x have this mean."""
    return lines.descent_points(lesson.Descent(mean=mean))


def settled(mean, momentum, tolerance, *, rate=0.5, start=START):
    """From which step on E stays within the tolerance of its least value, at a rate in 2/c."""
    x, y = bowl(mean)
    eta = rate * 2 / lines.curvatures(x)[1]
    found = descent(start, x, y, learning_rate=eta, momentum=momentum)
    off = np.array(list(islice(found, 1500))) - lines.best_line(x, y)
    gaps = np.einsum("ki,ij,kj->k", off, lines.hessian(x), off) / 2
    return int(np.flatnonzero(gaps >= tolerance)[-1]) + 1


@pytest.mark.parametrize(("mean", "name"), [("1", "rounder bowl"), ("3", "narrow valley")])
def test_the_table_of_momentum_is_what_descent_does(mean, name):
    momenta = (0.0, 0.3, 0.9)
    half = [settled(mean, m, 1e-6) for m in momenta]
    best = [min(settled(mean, m, 1e-6, rate=r * (1 + m)) for r in RATES) for m in momenta]
    assert f"| {name}, half of $2/c$ | {' | '.join(map(str, half))} |" in text()
    assert f"| {name}, best | {' | '.join(map(str, best))} |" in text()


def test_the_factor_along_the_valley_is_the_one_said():
    flat, steep = lines.curvatures(bowl("1")[0])
    assert f"$1 - {1 / steep:.3f} \\cdot {flat:.3f} = {1 - flat / steep:.3f}$" in text()


def test_on_the_rounder_bowl_plain_descent_is_ready_and_momentum_is_not():
    assert 50 < settled("1", 0.0, 1e-9) < 70 and "after some sixty steps" in text()
    assert settled("1", 0.9, 1e-9) > 120 and "momentum is not after 120" in text()


@pytest.mark.parametrize("tolerance", [0.01, 1e-6])
@pytest.mark.parametrize("start", [START, *OTHERS])
def test_from_other_starts_the_order_is_the_same(tolerance, start):
    for mean in "13":
        plain, momentum = (settled(mean, m, tolerance, start=start) for m in (0.0, 0.9))
        assert (momentum < plain) == (mean == "3")


def test_the_hessian_of_the_text_has_the_curvatures_said():
    x, _ = bowl("1")
    np.testing.assert_allclose(lines.hessian(x), [[4, 2], [2, 2]], atol=1e-9)
    assert lines.curvatures(x) == pytest.approx([0.76, 5.24], abs=5e-3)
    assert "$c = 5.24$ is called" in text() and "a smaller one: 0.76" in text()


def test_the_curvatures_differ_by_the_factor_that_is_said():
    flat, steep = lines.curvatures(bowl("3")[0])
    assert f"*Narrow valley* the ratio is {steep / flat:.0f}," in text()


def test_the_trained_network_is_the_line_of_the_normal_equations():
    x, y = lesson.Line().points
    net = MLP((1, 1), loss="squared_error", seeds=[0])
    train(net, x[:, None], y, epochs=10, batch_size=None, learning_rate=0.3)
    found = [net.weights[0].item(), net.biases[0].item()]
    assert np.round(found, 3) == pytest.approx(np.round(lines.best_line(x, y), 3))


@pytest.mark.parametrize(("rate", "converges"), [(0.60, True), (0.63, False)])
def test_the_network_keeps_to_the_bound(rate, converges):
    x, y = lesson.Line().points
    net = MLP((1, 1), loss="squared_error", seeds=[0])
    history = train(net, x[:, None], y, epochs=400, batch_size=None, learning_rate=rate)
    assert (history.loss[-1] < 0.6) if converges else (history.loss[-1] > 1e6)
    assert f"{rate:.2f} it {'con' if converges else 'di'}verges" in text()


@cache
def slopes_off(n, noise):
    """How far off the slope 0.8 is in 200 sets of n points: squared, then absolute error."""
    rng = np.random.default_rng(0)
    x = rng.uniform(-2, 2, (200, n))
    draw, scale = (rng.laplace, 0.5**1.5) if noise == "Laplace" else (rng.normal, 0.5)
    y = 0.8 * x + draw(0, scale, x.shape)
    squared = [lines.best_line(*points)[0] for points in zip(x, y, strict=True)]
    return abs(np.array([squared, lines.least_absolute(x, y)[:, 0]]) - 0.8)


@pytest.mark.parametrize("n", [10, 30, 100])
def test_the_table_of_data_sets_has_paired_intervals(n):
    cells = []
    for noise in ("Laplace", "Gaussian"):
        squared, absolute = slopes_off(n, noise)
        apart = squared - absolute
        ends = stats.t.interval(0.95, 199, apart.mean(), stats.sem(apart))
        cells.append(f"{apart.mean():.3f} ({ends[0]:.3f} to {ends[1]:.3f})")
        decided = (apart.mean() > 0) == (noise == "Laplace") and ends[0] * ends[1] > 0
        assert decided or (n, noise) == (10, "Laplace")
    assert f"| {n} | {' | '.join(cells)} |".replace("-", "−") in text()


def test_the_typical_density_of_the_product():
    logs = lesson.Underflow().log_densities
    asked = predict.product()
    assert f"a typical density is {np.exp(logs.mean()):.2f}." in asked.question
    assert f"of {0.36} is {np.log10(0.36):.2f},".replace("-", "−") in asked.why
    assert logs.sum() / np.log(10) == pytest.approx(-90, abs=1) and "to about −90" in asked.why


def test_the_residuals_of_the_question_lie_where_it_says():
    x, y = lesson.Line().points
    rest = y - np.polyval(lines.best_line(x, y), x)
    assert np.abs(rest).max() == pytest.approx(1.2, abs=0.05) and rest.max() > 1.1
    assert "between −1.2 and 1.2." in predict.noise_level().question


def test_the_area_drawn_is_one_over_x():
    asked = predict.area()
    np.testing.assert_allclose(asked.truth, 1 / np.array(asked.at), rtol=1e-6)


def test_the_truth_behind_the_generated_points_is_told():
    """y = 0.8 x + 0.3 plus noise of deviation 0.4, standardised over all 2000 points."""
    raw = noisy_line(2000, noise=0.4)
    x, y = raw.X[:, 0], raw.y
    slope, intercept = 0.8 * x.std() / y.std(), (0.8 * x.mean() + 0.3 - y.mean()) / y.std()
    told = f"the line {slope:.2f} x + {intercept:.2f}, and $s = {0.4 / y.std():.2f}$"
    assert told in text() and f"the true $s$ is {0.4 / y.std():.2f})" in text()


def test_the_men_of_the_table_are_told_in_their_units():
    men = load_linnerud().target
    found = stats.linregress(men[:, 1], men[:, 0])
    words = f"weight = {found.slope:.2f} · waist − {-found.intercept:.0f}"
    assert words in text()
    assert np.sort(stats.zscore(men[:, 1]))[-2:] == pytest.approx([0.83, 3.4], abs=0.05)


@pytest.mark.parametrize(
    ("picture", "scene", "words"),
    [
        ("Line", "A first line", ["0.74 x − 0.16"]),
        ("Underflow", "float32 is lost", ["107", "205.3", "89.2", "6.6e-90"]),
        ("Underflow", "float64 is lost too", ["752"]),
        ("Constants", "The mean", ["0.738"]),
        ("NoiseLevel", "More noise than there is", ["0.774", "0.832"]),
        ("Descent", "Zigzag", ["0.76", "5.24", "0.382"]),
        ("Descent", "Narrow valley", ["0.076"]),
        ("Descent", "Narrow valley, momentum 0.9", ["0.00018"]),
        ("Outlier", "Far below", ["0.78", "0.53", "0.81", "0.055", "0.068", "0.060", "0.079"]),
    ],
)
def test_the_numbers_beside_a_picture_are_those_of_its_readout(picture, scene, words):
    shown = getattr(lesson, picture)()
    shown.show_scene(scene)
    for each in words:
        assert each in shown.readout and each in text()
