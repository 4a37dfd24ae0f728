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

from lessons_lib.lessons import likelihood_regression as lesson
from lessons_lib.mlp import MLP
from lessons_lib.theory.likelihood.bowl import descent
from lessons_lib.training import train
from tests.lessons.truth import likelihood_regression as truth
from tests.lessons.truth import regression_lines as lines

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "10_likelihood_regression.ipynb"
RATES = np.arange(1, 20) / 20  # of 2/c
START = (3.0, 1.0)
CORNERS = ((-2, -4), (4, 3), (-2, 3), (4, -4))


@cache
def text():
    """All that stands between the code cells."""
    cells = nbformat.read(NOTEBOOK, 4).cells
    return "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


def bowl(mean):
    """Points whose x have this mean."""
    return lines.descent_points(lesson.Descent(mean=mean))


def gaps(mean, momentum, rate, *, start=START, steps=120):
    """How far E is above its least value after each step, the rate counted in 2/c."""
    x, y = bowl(mean)
    eta = rate * 2 / lines.curvatures(x)[1]
    found = descent(start, x, y, learning_rate=eta, momentum=momentum)
    off = np.array(list(islice(found, steps + 1))) - lines.best_line(x, y)
    return np.einsum("ki,ij,kj->k", off, lines.hessian(x), off) / 2


def settled(mean, momentum):
    """The step from which E stays within 0.01 of its least value, at half of 2/c."""
    far = np.flatnonzero(gaps(mean, momentum, 0.5) >= 0.01)
    return f"{far[-1] + 1}" if far[-1] < 120 else "not in 120"


def per_step(mean, momentum):
    """The largest eigenvalue, in size, of a step on the distance and the last step."""
    flat, steep = lines.curvatures(bowl(mean)[0])
    sizes = []
    for curvature in (flat, steep):
        pull = curvature / steep
        step = np.array([[1 - pull, momentum], [-pull, momentum]])
        sizes.append(np.abs(np.linalg.eigvals(step)).max())
    return f"× {max(sizes):.3f}"


def test_the_table_of_momentum_is_what_descent_does():
    for mean, name in (("1", "rounder bowl"), ("3", "narrow valley")):
        columns = [0.0, 0.5, 0.9]
        first = " | ".join(settled(mean, momentum) for momentum in columns)
        second = " | ".join(per_step(mean, momentum) for momentum in columns)
        assert f"| {name} (mean of $x$ is {mean}): from step | {first} |" in text()
        assert f"| distance after a step, in the long run | {second} |" in text()


def wins(mean, steps, start=START):
    """At how many of the rates momentum 0.9 ends nearer than plain descent."""
    ends = [[gaps(mean, m, rate, start=start)[steps] for rate in RATES] for m in (0.9, 0.0)]
    return int(np.less(*ends).sum())


def test_how_often_momentum_is_nearer_is_counted():
    assert [wins(mean, steps) for steps in (60, 120) for mean in "13"] == [0, 10, 2, 19]
    assert (
        "at none of them on the rounder bowl and at 10 in the valley; after 120 steps, at 2 and"
        in (text())
    )


def test_from_other_starts_the_count_after_many_steps_is_alike():
    for start in CORNERS:
        assert wins("1", 120, start) <= 3 and wins("3", 120, start) == 19


def test_the_curvatures_differ_by_the_factor_that_is_said():
    ratios = [np.divide(*lines.curvatures(bowl(mean)[0])[::-1]) for mean in "13"]
    assert ratios == pytest.approx([6.9, 119], abs=0.05)
    assert "differ by a factor of 119" in text()


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


def test_what_the_outlier_costs_before_and_after_the_line_moves():
    kept, given = truth.with_outlier(lesson.Outlier())
    costs = [
        truth.cost("Gaussian", given[1] - np.polyval(lines.best_line(*points), given[0]))
        for points in (kept, given)
    ]
    before, after = costs[0][-1], costs[1][-1]
    others = costs[1][:-1].sum() - costs[0][:-1].sum()
    assert f"would cost {before:.1f} nats" in text() and f"down to {after:.1f}." in text()
    assert (
        f"saves {before - after:.1f} nats, and costs the other points only {others:.1f}" in text()
    )


@cache
def slopes_off(n, noise):
    """How far off the slope 0.8 is in 200 sets of n points: squared, then absolute error."""
    rng = np.random.default_rng(0)
    x = rng.uniform(-2, 2, (200, n))
    draw, scale = (rng.laplace, 0.5**1.5) if noise == "Laplace" else (rng.normal, 0.5)
    y = 0.8 * x + draw(0, scale, x.shape)
    squared = [lines.best_line(*points)[0] for points in zip(x, y, strict=True)]
    return abs(np.array([squared, lines.least_absolute(x, y)[:, 0]]) - 0.8)


def test_with_more_points_each_loss_is_better_under_its_own_noise_and_with_few_it_need_not():
    laplace, gaussian = (slopes_off(100, noise) for noise in ("Laplace", "Gaussian"))
    better, worse = (f"{each.mean():.3f}" for each in laplace[::-1])
    assert f"{better} against {worse} and" in text()
    assert stats.wilcoxon(*laplace).pvalue < 0.05
    better, worse = (f"{each.mean():.3f}" for each in gaussian)
    assert f"and {better} against {worse}." in text()
    assert stats.wilcoxon(*gaussian).pvalue < 0.05
    few = slopes_off(10, "Laplace")
    assert f"({few[1].mean():.3f} and {few[0].mean():.3f})" in text()
    assert stats.wilcoxon(*few).pvalue > 0.2


def test_the_typical_density_of_the_product():
    logs = lesson.Underflow().log_densities
    assert f"is about {np.exp(logs.mean()):.2f}," in text()
    assert round(100 * np.log10(0.36)) == -44 and "about 10⁻⁴⁴" in text()


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
        ("Underflow", "float32 is lost", ["107", "205.3"]),
        ("Underflow", "float64 is lost too", ["752"]),
        ("Constants", "The mean", ["0.738", "39.05", "3.25", "0.0512", "0.615"]),
        ("NoiseLevel", "More noise than there is", ["14.63", "13.96", "0.774", "0.832", "0.833"]),
        ("Descent", "Half the bound", ["0.76", "5.24", "0.382"]),
        ("Outlier", "Far below", ["0.78", "0.53", "0.81", "29.9", "13.0", "0.055", "0.068"]),
        ("Outlier", "Gaussian data sets", ["0.060", "0.079"]),
        ("NotDensity", "Three points", ["0.12", "2.72", "2.50"]),
    ],
)
def test_the_numbers_beside_a_picture_are_those_of_its_readout(picture, scene, words):
    shown = getattr(lesson, picture)()
    shown.show_scene(scene)
    for each in words:
        assert each in shown.readout and each in text()
