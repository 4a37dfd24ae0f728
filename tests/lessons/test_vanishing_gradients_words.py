"""Lesson 06: what its pictures say in words, and their norms at every decade, recomputed."""

from __future__ import annotations

import re

import numpy as np
import pytest
from scipy.special import expit

from lessons_lib.lessons import vanishing_gradients as lesson
from lessons_lib.lessons.vanishing_gradients.experiment import HARD, RECIPES, accuracies
from tests.lessons.recorded import states
from tests.lessons.truth import backpropagation as ours
from tests.lessons.truth import drawn, vanishing_gradients
from tests.pictures import numbers

STEP = 1e-30  # of a complex step: its square is nothing
every_scene_by_hand = pytest.mark.parametrize("scene", lesson.ByHand.scenes)


def error(x, w, v, target, pushed=(0, 0, 0)):
    """½(t - s)² of the 2-2-1 network with sums pushed: at both hidden units and at the output."""
    hidden = 1 / (1 + np.exp(-(x @ w + pushed[:2])))
    return (target - 1 / (1 + np.exp(-(hidden @ v + pushed[2])))) ** 2 / 2


def by_complex_steps(f, at):
    """All partial derivatives of f, in the shape of `at`."""
    found = [f(at + 1j * STEP * unit.reshape(at.shape)).imag for unit in np.eye(at.size)]
    return np.array(found).reshape(at.shape) / STEP


def by_hand(scene):
    """The last step of a scene; its inputs, weights and target; its gradients."""
    picture = lesson.ByHand()
    picture.show_scene(scene)
    picture.at = 11
    x = np.array([picture.x1, picture.x2])
    w, v = picture.scale * np.array([[1, -0.5], [0.5, 1.5]]), picture.scale * np.array([2.0, -1])
    to_w = by_complex_steps(lambda w: error(x, w, v, picture.target), w)
    to_v = by_complex_steps(lambda v: error(x, w, v, picture.target), v)
    return picture, (x, w, v, picture.target), (to_w, to_v)


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
    weights = np.concatenate([w.ravel(), v])
    changes = -picture.rate * np.concatenate([gradients[0].ravel(), gradients[1]])
    written = [said(text.get_text()) for text in picture.edges]
    np.testing.assert_allclose([n[0] for n in written], weights)
    agree([n[1] for n in written], changes)
    assert [np.sign(n[1]) for n in written] == np.sign(changes).tolist()
    names = [text.get_text()[:3] for text in picture.edges]
    assert names == ["w₁₁", "w₁₂", "w₂₁", "w₂₂", "v₁ ", "v₂ "]


@every_scene_by_hand
def test_the_deltas_at_the_units_are_derivatives_in_their_sums(scene):
    picture, given, _ = by_hand(scene)
    deltas = by_complex_steps(lambda pushed: error(*given, pushed), np.zeros(3))
    written = [said(text.get_text()) for text in picture.above]
    assert written[:2] == [[], []]
    agree(written[2:], deltas)


@every_scene_by_hand
def test_both_products_are_of_the_factors_above_them(scene):
    picture, _, (to_w, to_v) = by_hand(scene)
    results = -picture.rate * to_v[0], -picture.rate * to_w[0, 0]
    for product, result in zip(picture.products, results, strict=True):
        *factors, written = [float(texts[-1].get_text()) for texts in product.texts]
        assert written == pytest.approx(result, rel=0.05)
        assert np.prod(factors) == pytest.approx(result, rel=0.05)


@every_scene_by_hand
def test_each_step_says_the_numbers_of_the_formulas(scene):
    picture, (x, w, v, t), (to_w, to_v) = by_hand(scene)
    net = [sum(x * w[:, j]) for j in (0, 1)]
    hidden = expit(net)
    top = hidden @ v
    s = expit(top)
    slope, delta = s * expit(-top), -(t - s) * s * expit(-top)
    after = error(x, w - picture.rate * to_w, v - picture.rate * to_v, t)
    expected = {
        1: net,
        2: hidden,
        3: [top],
        4: [s, t],
        5: [(t - s) ** 2 / 2, -(t - s)],
        6: [slope, delta],
        7: [-picture.rate * delta * hidden[0]],
        8: [delta, v[0], delta * v[0]],
        9: [hidden[0] * expit(-net[0]), delta * v[0] * hidden[0] * expit(-net[0])],
        10: [-picture.rate * to_w[0, 0]],
        11: [error(x, w, v, t), after],
    }
    for at, values in expected.items():
        picture.at = at
        written = said(picture.readout.split(". ", 1)[1].replace("s(1 - s)", ""))
        agree(written[-len(values) :], values)


def test_norms_on_a_logarithmic_axis_are_right_at_every_decade():
    for kind in (lesson.GradientFlow, lesson.Trainer):
        for _, picture in states(kind):
            truth = vanishing_gradients.TRUTH[kind](picture)
            for name, artist in drawn(picture).items():
                if artist.axes.get_yscale() == "log":
                    shown, (_, right) = numbers(artist)[:, 1], truth[name]
                    np.testing.assert_allclose(np.log10(shown), np.log10(right), atol=1e-3)


def test_the_flow_is_told_in_medians_and_quartiles_over_the_replicas():
    for _, picture in states(lesson.GradientFlow):
        deltas, _, bounds = vanishing_gradients.flow(picture)
        low, middle, high = ours.quartiles(deltas[0])
        last, bound = ours.quartiles(deltas[-1])[1], ours.quartiles(bounds[0])[1]
        assert (
            f"over 32 replicas: {last:.2g} at the output, {middle:.2g} at layer 1 (quartiles"
            f" {low:.2g} to {high:.2g}); the bound there is {bound:.2g}." in picture.readout
        )


def test_what_underflows_is_told_in_both_precisions():
    for _, picture in states(lesson.GradientFlow):
        for precision in ("float64", "float32"):
            picture.precision = precision
            first = vanishing_gradients.flow(picture)[0][0]
            lost = (first == 0).sum() if picture.activation != "relu" else 0
            told = f"In {precision} δ at layer 1 underflows to exactly 0 in {lost} of 32."
            assert (told in picture.readout) == (lost > 0)


def test_the_share_of_saturated_units_and_the_mean_slope_are_medians_over_the_replicas():
    for _, picture in states(lesson.Saturation):
        z = vanishing_gradients.pre_activations(picture)
        beyond = abs(z) > vanishing_gradients.threshold(picture.activation)
        low, middle, high = ours.quartiles(beyond.sum((1, 2)) / 512)
        slope = ours.quartiles(ours.PHI[picture.activation][1](z).sum((1, 2)) / 512)[1]
        assert picture.readout.startswith(f"{middle:.0%} of the pre-activations are saturated")
        assert f"(quartiles {low:.0%} to {high:.0%} over 32 replicas)" in picture.readout
        assert picture.readout.endswith(f"The mean φ' is {slope:.3f}.")


def test_the_trainers_words_are_medians_over_its_networks():
    for _, picture in states(lesson.Trainer):
        (net, losses), data = vanishing_gradients.run(picture), ours.DATA[picture.data_set]
        right = ours.accuracies(net, picture.activation, picture.data_set)
        low, middle, high = ours.quartiles(right)
        _, gradients, _ = ours.backward(net, picture.activation, data.X, data.y)
        first, *_, last = ours.quartiles(ours.norms(gradients))[1]
        assert f"after {len(losses)} epochs" in picture.readout
        assert f"accuracy {middle:.2f} (quartiles {low:.2f} to {high:.2f})" in picture.readout
        assert f"{(right >= 0.95).sum()} of 32 reach 95%" in picture.readout
        assert f"{first:.1g} in the first layer, {last:.1g} in the last." in picture.readout


def test_a_network_of_our_own_learns_the_spirals_as_far():
    recipe = RECIPES["short: η = 0.5, 200 epochs"]
    net, _ = ours.trained(HARD, 1, "sigmoid", "glorot", 0.5, 200)
    right = ours.accuracies(net, "sigmoid", HARD)
    np.testing.assert_allclose(accuracies(1, recipe), right, atol=2.5 / 200)


def test_the_depths_said_are_medians():
    picture = lesson.Depths()
    picture.step(2)
    middles = [ours.quartiles(found)[1] for found in picture.progress[next(iter(RECIPES))]]
    assert picture.readout.endswith(f": {', '.join(f'{m:.0%}' for m in middles)}.")
