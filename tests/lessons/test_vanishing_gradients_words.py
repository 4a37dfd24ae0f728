"""Lesson 06: what its pictures say in words, and their norms at every decade, recomputed."""

from __future__ import annotations

import re

import numpy as np
import pytest
from scipy.special import expit

from lessons_lib.lessons import vanishing_gradients as lesson
from lessons_lib.lessons.vanishing_gradients.experiment import HARD, NEVER, Recipe, path
from lessons_lib.lessons.vanishing_gradients.results import DEPTHS
from tests.lessons.recorded import states
from tests.lessons.truth import backpropagation as ours
from tests.lessons.truth import drawn, vanishing_gradients
from tests.pictures import numbers

STEP = 1e-30  # of a complex step: its square is nothing
every_scene_by_hand = pytest.mark.parametrize("scene", lesson.ByHand.scenes)


def error(x, w, v, targets, pushed=(0, 0, 0, 0)):
    """½ Σ(t - s)² of the 2-2-2 network with sums pushed: both hidden units', both outputs'."""
    hidden = 1 / (1 + np.exp(-(x @ w + pushed[:2])))
    return sum((targets - 1 / (1 + np.exp(-(hidden @ v + pushed[2:])))) ** 2) / 2


def by_complex_steps(f, at):
    """All partial derivatives of f, in the shape of `at`."""
    found = [f(at + 1j * STEP * unit.reshape(at.shape)).imag for unit in np.eye(at.size)]
    return np.array(found).reshape(at.shape) / STEP


def by_hand(scene):
    """The last step of a scene; its inputs, weights and targets; its gradients."""
    picture = lesson.ByHand()
    picture.show_scene(scene)
    picture.at = 12
    x, t = np.array([picture.x1, picture.x2]), np.array([picture.target1, picture.target2])
    w = picture.scale * np.array([[1, -0.5], [0.5, 1.5]])
    v = picture.scale * np.array([[2, -1], [-1, 1.5]])
    to_w = by_complex_steps(lambda w: error(x, w, v, t), w)
    to_v = by_complex_steps(lambda v: error(x, w, v, t), v)
    return picture, (x, w, v, t), (to_w, to_v)


def said(text):
    """All numbers in a text, in order."""
    return [float(n) for n in re.findall(r"(?<![\w₁])[-+]?\d+\.?\d*(?:e[-+]\d+)?", text)]


def agree(written, values):
    """Four decimals are written, and three digits of what is below a thousandth."""
    values = np.ravel(values)
    gaps = np.abs(np.ravel(written) - values)
    assert (gaps <= np.where(np.abs(values) >= 1e-3, 5.1e-5, 5.1e-3 * np.abs(values))).all()


@every_scene_by_hand
def test_the_numbers_on_the_lines_are_weights_and_their_steps_down_the_error(scene):
    picture, (_, w, v, _), gradients = by_hand(scene)
    weights = np.concatenate([w.ravel(), v.ravel()])
    changes = -picture.rate * np.concatenate([g.ravel() for g in gradients])
    written = [said(text.get_text()) for text in picture.edges]
    np.testing.assert_allclose([n[0] for n in written], weights)
    agree([n[1] for n in written], changes)
    assert [np.sign(n[1]) for n in written] == np.sign(changes).tolist()
    names = [text.get_text()[:3] for text in picture.edges]
    assert names == ["w₁₁", "w₁₂", "w₂₁", "w₂₂", "v₁₁", "v₁₂", "v₂₁", "v₂₂"]


@every_scene_by_hand
def test_the_deltas_at_the_units_are_derivatives_in_their_sums(scene):
    picture, given, _ = by_hand(scene)
    deltas = by_complex_steps(lambda pushed: error(*given, pushed), np.zeros(4))
    written = [said(text.get_text()) for text in picture.slopes]
    assert written[:2] == [[], []]
    agree([n[-1] for n in written[2:]], deltas)


@every_scene_by_hand
def test_both_products_are_of_the_factors_above_them(scene):
    picture, _, (to_w, to_v) = by_hand(scene)
    last, first = (
        [float(texts[-1].get_text()) for texts in product.texts] for product in picture.products
    )
    assert last[-1] == pytest.approx(-picture.rate * to_v[0, 0], rel=0.05)
    assert np.prod(last[:-1]) == pytest.approx(last[-1], rel=0.05)
    assert first[-1] == pytest.approx(-picture.rate * to_w[0, 0], rel=0.05)
    rate, delta1, v11, delta2, v12, slope, x1, _ = first
    paths = [delta1 * v11, delta2 * v12]
    rounded = 0.05 * max(abs(p) for p in paths) * abs(rate * slope * x1)
    assert rate * sum(paths) * slope * x1 == pytest.approx(first[-1], abs=rounded)


@every_scene_by_hand
def test_each_step_says_the_numbers_of_the_formulas(scene):
    picture, (x, w, v, t), (to_w, to_v) = by_hand(scene)
    z = [sum(x * w[:, j]) for j in (0, 1)]
    h = expit(z)
    u = [sum(h * v[:, p]) for p in (0, 1)]
    s = expit(u)
    delta = -(t - s) * s * expit(-np.array(u))
    after = error(x, w - picture.rate * to_w, v - picture.rate * to_v, t)
    back, slope = v[0] * delta, h[0] * expit(-z[0])
    expected = {
        1: z,
        2: h,
        3: u,
        4: s,
        5: [error(x, w, v, t), -(t - s)[0], -(t - s)[1]],
        6: delta,
        7: [-picture.rate * delta[0] * h[0]],
        8: [delta[0], v[0, 0], back[0]],
        9: [back[1], sum(back)],
        10: [slope, sum(back) * slope],
        11: [-picture.rate * to_w[0, 0]],
        12: [error(x, w, v, t), after],
    }
    for at, values in expected.items():
        picture.at = at
        written = said(re.sub(r"h₁\(1 - h₁\)|-\(t.*? - s.\)", "", words_of(picture)))
        agree(written[-len(values) :], values)


def words_of(picture):
    """What is said, without the number of the step."""
    return picture.readout.split(". ", 1)[1]


def test_norms_on_a_logarithmic_axis_are_right_at_every_decade():
    for kind in (lesson.GradientFlow, lesson.LearningSpeed):
        for _, picture in states(kind):
            truth = vanishing_gradients.TRUTH[kind](picture)
            for name, artist in drawn(picture).items():
                if artist.axes.get_yscale() == "log":
                    values = truth[name]
                    right = values[1] if isinstance(values, tuple) else values[:, 1]
                    shown = numbers(artist)[:, 1]
                    np.testing.assert_allclose(np.log10(shown), np.log10(right), atol=1e-3)


def test_the_flow_is_told_in_medians_and_quartiles_over_the_replicas():
    for _, picture in states(lesson.GradientFlow):
        deltas, bounds = vanishing_gradients.flow(picture)
        low, middle, high = ours.quartiles(deltas[0])
        last, bound = ours.quartiles(deltas[-1])[1], ours.quartiles(bounds[0])[1]
        assert (
            f"The norm of δ is {last:.2g} at the output and {middle:.2g} at layer 1 (medians of 32"
            f" networks; quartiles at layer 1 {low:.2g} to {high:.2g}). The bound there is"
            f" {bound:.2g}." in picture.readout
        )


def test_the_share_of_saturated_units_and_the_mean_slope_are_medians_over_the_replicas():
    for _, picture in states(lesson.Saturation):
        z = vanishing_gradients.pre_activations(picture)
        beyond = abs(z) > vanishing_gradients.threshold(picture.activation)
        low, middle, high = ours.quartiles(beyond.sum((1, 2)) / 512)
        slope = ours.quartiles(ours.PHI[picture.activation][1](z).sum((1, 2)) / 512)[1]
        assert picture.readout.startswith(f"{middle:.0%} of the pre-activations are saturated")
        assert f"(quartiles {low:.0%} to {high:.0%} over 32 networks)" in picture.readout
        assert picture.readout.endswith(f"The mean slope is {slope:.3f}.")
        assert (
            picture.bottom.get_title(loc="left")
            == f"{middle:.0%} saturated, mean slope {slope:.3f}"
        )


def test_the_share_of_saturated_units_in_a_stack_is_counted():
    for _, picture in states(lesson.GradientFlow):
        layers, X, _ = vanishing_gradients.stack(picture)
        _, z = ours.forward(layers, picture.activation, X)
        beyond = abs(np.stack(z[:-1])) > vanishing_gradients.threshold(picture.activation)
        assert f"{beyond.mean():.0%} of the pre-activations are saturated" in picture.readout
        assert picture.right.get_title(loc="left") == f"slopes ({beyond.mean():.0%} saturated)"


def test_the_trainers_words_are_medians_over_its_networks():
    for _, picture in states(lesson.Trainer):
        net, losses = vanishing_gradients.run(picture)
        right = ours.accuracies(net, picture.activation, picture.data_set)
        low, middle, high = ours.quartiles(right)
        assert f"after {len(losses)} epochs of {picture.optimiser}" in picture.readout
        assert f"accuracy is {middle:.0%} (quartiles {low:.0%} to {high:.0%})" in picture.readout
        assert f"{(right >= 0.95).sum()} of 32 networks have reached 95%" in picture.readout


def test_the_speeds_said_are_the_last_ones_drawn():
    for _, picture in states(lesson.LearningSpeed):
        truth = vanishing_gradients.learning_speed(picture)
        *hidden, output = [v[1][-1] for k, v in truth.items() if k.startswith("1 line")]
        listed = ", ".join(f"{speed:.1g}" for speed in hidden)
        assert f"by {listed} and the output layer by {output:.1g}" in picture.readout


def test_a_network_of_our_own_learns_the_spirals_as_far():
    net, *_ = ours.trained(HARD, 1, "sigmoid", "glorot", 1.0, 200)
    right = ours.accuracies(net, "sigmoid", HARD)
    found = path(1, Recipe(), 200, 200)
    np.testing.assert_allclose(found[-1], right, atol=2.5 / 200)


def test_the_stored_runs_are_told_in_medians():
    for _, picture in states(lesson.Depths):
        runs = [vanishing_gradients.run_of(picture, n, picture.optimiser) for n in DEPTHS]
        at = picture.epoch // 25
        middles = ", ".join(f"{middle[at]:.0%}" for _, middle, *_ in runs)
        solved = ", ".join(f"{solved[at]:.0f}" for *_, solved in runs)
        assert f"4 hidden layers is {middles}. Of 32 networks, {solved} have" in picture.readout
        firsts = [np.flatnonzero(count > 16) for *_, count in runs]
        said = [str(25 * f[0]) if f.size else "none up to 2500" for f in firsts]
        assert picture.readout.endswith(f"than half of them there: {', '.join(said)}.")


def test_both_ways_to_step_are_told_in_medians():
    for _, picture in states(lesson.CauseTested):
        plain, equal = (
            vanishing_gradients.losses_of(picture, how) for how in (NEVER, picture.shared)
        )
        left = [np.flatnonzero(middle < 0.65) for _, middle, *_ in (plain, equal)]
        then = [f"epoch {10 * e[0]}" if e.size else "no epoch up to 400" for e in left]
        begins = 1 if picture.shared == "every epoch" else 101
        assert (
            f"first below 0.65 at {then[0]} with plain steps, and at {then[1]} with equal shares"
            f" from epoch {begins} on. In the first 10 epochs layer 1 gets {plain[3][0]:.2g} of"
        ) in picture.readout


def test_what_comes_back_to_hidden_unit_1_stands_above_it():
    picture = lesson.ByHand(at=8)
    picture.painter.paint()
    first = picture.slopes[2].get_text()
    picture.at = 9
    both = picture.slopes[2].get_text()
    assert said(first)[-1] == -0.1067 and said(both)[-3:] == [-0.1067, -0.129, -0.2357]
