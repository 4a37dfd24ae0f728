"""Lesson 07: what its pictures say in words, longer runs, and every decade, recomputed."""

from __future__ import annotations

import numpy as np
import pytest

from lessons_lib.lessons import relu as lesson
from lessons_lib.lessons.relu.race import Lap
from tests.lessons.recorded import states
from tests.lessons.truth import drawn, relu, untrue
from tests.lessons.truth.backpropagation import quartiles
from tests.lessons.truth.rectifiers import accuracy, arrival, bent, middle_of
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


def test_the_accuracy_said_of_the_bent_plane_is_that_of_the_network_of_median_loss():
    names = {0: "the data as they are", 1: "after two layers", 2: "after four layers"}
    for stage, activation in ((0, "relu"), (0.5, "relu"), (1, "tanh"), (2, "tanh")):
        picture = lesson.Bend(stage=stage, activation=activation, data_set="spirals")
        right = bent("spirals", activation)[2]
        where = names.get(stage, "on the way")
        assert not list(untrue(picture, relu.bend))
        assert picture.readout.startswith(f"Spirals, {where}; the network of median loss of 32, ")
        assert f" {right:.0%} right on its training set." in picture.readout


CENSUSES = {
    "a leak that comes later": {"bias": -1.5, "learning_rate": 0.3, "leak": 0.3, "leak_from": 5},
    "networks that diverge": {"learning_rate": 3.0, "leak": 0.3, "network": 7},
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
        path = relu.epochs_of(picture)
        layers, bends, alive = path[-1]
        active = relu.answers(layers, bends, relu.MOONS.X)[picture.network].sum(1)
        a, b, c = (active == 0).sum(1)
        start, now = (
            quartiles(relu.dead_shares(*known[:2], relu.MOONS.X).mean(1))[1]
            for known in (path[0], path[-1])
        )
        right = quartiles(accuracy(layers, bends, relu.MOONS))[1]
        told = (
            f"After {len(path) - 1} epochs network {picture.network} has {a}, {b} and {c} dead"
            f" units in its layers of 12, and {(active == 200).sum()} always active. Median of 32:"
            f" {start:.0%} dead at the start, {now:.0%} now; {right:.0%} of the examples right."
        )
        diverged = f" {(~alive).sum()} diverged." if (~alive).any() else ""
        assert picture.readout == told + diverged


def test_measured_times_are_drawn_and_told_in_multiples_of_relus():
    picture = lesson.Cost()
    names = [label.get_text() for label in picture.figure.axes[0].get_yticklabels()]
    picture.measured = np.random.default_rng(0).uniform(1e-5, 9e-5, (9, 2))
    picture.refresh()
    assert not list(untrue(picture, relu.cost))
    total = dict(zip(names, picture.measured.sum(1), strict=True))
    words = [f"{n} {total[n] / total['relu']:.1f}" for n in names if n != "relu"]
    assert picture.readout.endswith(f": {', '.join(words)}.")


@pytest.mark.parametrize("activation", ["relu", "leaky_relu", "tanh", "sigmoid"])
def test_signals_of_every_activation_are_what_the_mathematics_says(activation):
    picture = lesson.DeepScale(activation=activation, depth=7, width=5, scale=1.3)
    assert not list(untrue(picture, relu.deep_scale))


def test_the_signals_told_are_medians_and_the_lost_examples_are_counted():
    for _, picture in states(lesson.DeepScale):
        forward, backward, gone = relu.signals(picture)
        signal, gradient = quartiles(forward)[1], quartiles(backward)[1]
        assert f"the signal goes from {signal[0]:.2g} to {signal[-1]:.2g};" in picture.readout
        assert f"the gradient is {gradient[0]:.2g} in the first layer" in picture.readout
        assert f"and {gradient[-1]:.2g} in the last." in picture.readout
        expected = 1 - (1 - 0.5**picture.width) ** picture.depth
        lost = (
            f" {gone.mean():.0%} of the examples end as exact zeros ({expected:.0%} expected),"
            f" all of them in {gone.all(1).sum()} of the networks."
        )
        assert picture.readout.endswith(lost) == bool(gone.any())


def test_the_networks_at_95_per_cent_are_counted_scale_by_scale():
    picture = lesson.DeepTraining(depth=2, learning_rate=0.5)
    picture.step(43)
    truth = relu.deep_training(picture)
    assert not list(untrue(picture, relu.deep_training))
    found = truth["0 line one network"][1].reshape(5, 32)
    counts = [f"{s:g}: {(row > 0.9499).sum()}" for s, row in zip(relu.SCALES, found, strict=True)]
    assert picture.readout.endswith(
        f" at 95 % after 8 epochs, by times He's scale: {', '.join(counts)}."
    )
    assert (found > 0.9499).any()


def test_each_derivative_is_told_and_its_product():
    for _, picture in states(lesson.Derivatives):
        factors = [(name, relu.factor(name, picture)) for name in relu.DERIVATIVES]
        said = [f"{n} {f:.3g} ({f**picture.layers:.2g})" for n, f in factors]
        assert ", ".join(said).replace("relu", "ReLU") in picture.readout


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
    assert picture.readout.endswith(f"within {epochs} epochs on circles: {'; '.join(said)}.")


def told(name, found):
    low, middle, high = (f"{v:.0f}" for v in middle_of(found))
    share = f"{name}: {np.isfinite(found).sum()} of 32"
    late = "never" if high == "inf" else high
    return share if middle == "inf" else f"{share}, median epoch {middle} ({low} to {late})"
