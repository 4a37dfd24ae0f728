"""Lesson 07: what its pictures say in words, longer runs, and every decade, recomputed."""

from __future__ import annotations

import numpy as np
import pytest

from lessons_lib.lessons import relu as lesson
from lessons_lib.lessons.relu.cost import NAMES
from lessons_lib.lessons.relu.race import Lap
from tests.lessons.recorded import states
from tests.lessons.truth import drawn, relu, untrue
from tests.lessons.truth.backpropagation import quartiles
from tests.lessons.truth.rectifiers import accuracy, arrival, middle_of
from tests.pictures import numbers


def test_what_is_drawn_on_logarithmic_axes_is_right_at_every_decade():
    for kind in (lesson.DeepScale, lesson.Derivatives):
        for _, picture in states(kind):
            truth = relu.TRUTH[kind](picture)
            for name, artist in drawn(picture).items():
                if artist.axes.get_yscale() == "log":
                    shown, right = numbers(artist), truth[name]
                    right = right[1] if isinstance(right, tuple) else right[:, 1]
                    np.testing.assert_allclose(np.log10(shown[:, 1]), np.log10(right), atol=1e-3)


CENSUSES = {
    "a leak that comes later": {"bias": -1.5, "learning_rate": 0.3, "leak": 0.3, "leak_from": 5},
    "networks that diverge": {"learning_rate": 3.0, "leak": 0.3, "network": 7},
    "Adam": {"bias": -1.0, "learning_rate": 0.02, "optimiser": "adam"},
}


def censuses():
    yield from (picture for _, picture in states(lesson.Census))
    for controls in CENSUSES.values():
        picture = lesson.Census(**controls)
        picture.step(9)
        assert not list(untrue(picture, relu.census))
        yield picture


def test_the_census_counts_dead_and_always_active_units():
    for picture in censuses():
        layers, bends, dead = relu.seen(picture)
        active = relu.answers(layers, bends, relu.MOONS.X)[picture.network].sum(1)
        a, b, c = (active == 0).sum(1)
        start, now = (quartiles(shares.mean(0))[1] for shares in (dead[0], dead[-1]))
        right = quartiles(accuracy(layers, bends, relu.MOONS))[1]
        done = len(dead) - 1
        told = (
            f"After {done} epoch{'s' * (done != 1)} network {picture.network} has {a}, {b} and {c}"
            f" dead units in its three layers of 12; {(active == 200).sum()} of its units are"
            f" active for every example. Medians of 32 networks: {start:.0%} of the units are"
            f" dead before training and {now:.0%} now, and {right:.0%} of the examples are"
            " classified right."
        )
        words = picture.readout.removeprefix("Stored run (Play trains anew). ")
        lost = relu.stored(picture, "diverged")
        if lost is None and picture.progress is not None and picture.optimiser == "sgd":
            lost = (~relu.epochs_of(picture)[-1][2]).sum()
        told += f" {lost} of the networks diverged." if lost else ""
        assert words == told


def test_measured_times_are_drawn_and_told_in_multiples_of_relus():
    picture = lesson.Cost()
    picture.measured = np.random.default_rng(0).uniform(1e-5, 9e-5, (13, 2))
    for which in ("all", "sigmoid, tanh, ReLU"):
        picture.set(activations=which)
        picture.refresh()
        assert not list(untrue(picture, relu.cost))
        names = [label.get_text() for label in picture.figure.axes[0].get_yticklabels()]
        total = dict(zip(NAMES, picture.measured.sum(1), strict=True))
        words = [f"{n} {total[n] / total['relu']:.1f}" for n in names if n != "ReLU"]
        assert picture.readout.endswith(f": {', '.join(words)}.")
    assert names == ["sigmoid", "tanh", "ReLU", "matrix products"]


@pytest.mark.parametrize("activation", ["relu", "leaky_relu", "tanh", "sigmoid"])
def test_signals_of_every_activation_are_what_the_mathematics_says(activation):
    picture = lesson.DeepScale(activation=activation, depth=7, width=5, scale=1.3)
    assert not list(untrue(picture, relu.deep_scale))


def test_the_signals_told_are_medians_and_the_lost_examples_are_counted():
    for _, picture in states(lesson.DeepScale):
        *rows, gone = relu.signals(picture)
        signal, delta, weight = (quartiles(values)[1] for values in rows)
        told = (
            f"the activation goes from {signal[0]:.2g} to {signal[-1]:.2g}. From the output back"
            f" to layer 1 delta goes from {delta[-1]:.2g} to {delta[0]:.2g}, and the gradient of"
            f" the weights from {weight[-1]:.2g} to {weight[0]:.2g}."
        )
        assert told in picture.readout
        expected = 1 - (1 - 0.5**picture.width) ** picture.depth
        lost = (
            f" For {gone.mean():.0%} of the examples all activations of the last layer are exactly"
            f" 0 ({expected:.0%} expected); in {gone.all(1).sum()} networks this holds for every"
            " example."
        )
        assert picture.readout.endswith(lost) == bool(gone.any())


def test_the_networks_at_95_per_cent_are_counted_scale_by_scale():
    picture = lesson.DeepTraining(depth=6, learning_rate=0.5)
    picture.step(44)
    truth = relu.deep_training(picture)
    assert not list(untrue(picture, relu.deep_training))
    found = truth["0 line one network"][1].reshape(5, 32)
    reached = [(row > 0.9499).sum() for row in found]
    counts = [f"{s:g}: {n}" for s, n in zip(relu.SCALES, reached, strict=True)]
    assert "right after 8 epochs" in picture.readout
    assert f"in multiples of He's: {', '.join(counts)}." in picture.readout
    written = [text.get_text() for text in picture.figure.axes[0].texts]
    lost = relu.diverged(picture, 43 % 5)
    assert written == [
        f"{n} of 32\nat 95 %" + (f"\n{gone} diverged" if gone else "")
        for n, gone in zip(reached, lost, strict=True)
    ]
    parts = [f"{n} from {s:g}" for s, n in zip(relu.SCALES, lost, strict=True) if n]
    assert picture.readout.endswith(f"Diverged, and stopped there: {', '.join(parts)}.")
    assert sum(reached) > 0 < sum(lost)


def test_each_derivative_is_told_and_its_product():
    for _, picture in states(lesson.Derivatives):
        factors = [(name, relu.factor(name, picture)) for name in relu.DERIVATIVES]
        said = [f"{n} {f:.3g}, product {f**picture.layers:.2g}" for n, f in factors]
        assert "; ".join(said).replace("relu", "ReLU") in picture.readout


@pytest.mark.parametrize("epochs", [60, 100])
def test_arrivals_are_first_epochs_at_95_per_cent_and_medians_are_between(monkeypatch, epochs):
    rng = np.random.default_rng(0)
    paths = rng.choice(
        [0.5, 0.9, 0.945, 0.95, 1.0], (4, epochs + 1, 32), p=[0.3, 0.3, 0.35, 0.04, 0.01]
    )
    for row, arriving in zip(paths, (10, 18, 25, 32), strict=True):
        row[:, arriving:] = 0.6
    monkeypatch.setattr(lesson.Race, "begin", lambda self: iter([Lap(list(paths))]))
    picture = lesson.Race()
    picture.step()
    assert not list(untrue(picture, lambda p: relu.race(p, paths)))
    said = [told(name, arrival(path)) for name, path in zip(relu.RUNNERS, paths, strict=True)]
    assert f"95 % on the circles within {epochs} epochs" in picture.readout
    assert picture.readout.endswith(f"hidden layers: {'; '.join(said)}.")


def told(name, found):
    low, middle, high = (f"{v:.0f}" for v in middle_of(found))
    share = f"{name}: {np.isfinite(found).sum()} of 32"
    late = "or later" if high == "inf" else f"to {high}"
    return share if middle == "inf" else f"{share}, median epoch {middle} ({low} {late})"
