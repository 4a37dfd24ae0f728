"""Lesson 08: what its pictures say in words, and settings beside the scenes, recomputed."""

from __future__ import annotations

import re
from itertools import product

import numpy as np
import pytest
from scipy import stats

from lessons_lib.lessons import relu_variants as lesson
from lessons_lib.lessons.relu_variants.family import DIVIDE, DIVISORS, MULTIPLY
from tests.lessons.recorded import states
from tests.lessons.truth import drawn, untrue
from tests.lessons.truth import relu_variants as truth
from tests.lessons.truth.backpropagation import quartiles
from tests.pictures import numbers

BESIDE = [
    (lesson.Family, {"rrelu": DIVISORS, "show_rrelu": True, "alpha": 2.3}),
    (lesson.Family, {"a": 0.05, "convention": MULTIPLY, "show_rrelu": True, "show_elu": False}),
    (lesson.BothHalves, {"shift": 0.4, "waves": 5}),
    (lesson.MeanActivation, {"depth": 3, "scale": 1.2, "alpha": 0.3}),
    (lesson.Paper, {"data_set": "CIFAR-100", "order": "training"}),
    (lesson.SlopesLearn, {"data_set": "xor", "init": -0.5, "learning_rate": 0.3}),
]


@pytest.mark.parametrize(("kind", "controls"), BESIDE)
def test_beside_the_scenes_too_the_artists_are_what_the_mathematics_says(kind, controls):
    picture = kind(**controls)
    if hasattr(picture, "step"):
        picture.step(25)
    assert not list(untrue(picture, truth.TRUTH[kind]))


def test_the_energy_that_relu_keeps_is_that_of_the_positive_part():
    for _, picture in states(lesson.BothHalves):
        z, up = (numbers(drawn(picture)[name])[:, 1] for name in ("0 line z", "1 line ReLU(z)"))
        assert f"keeps {up @ up / (z @ z):.0%} of" in picture.readout


def test_what_is_told_apart_is_what_a_paired_t_test_tells_apart():
    errors, _ = truth.stored()
    signs = {"lower": "C2", "higher": "C1", "not told apart": "C5"}
    for reference, part in product(truth.NAMES, ("test", "training")):
        picture, said = lesson.Digits(reference=reference, part=part), {word: [] for word in signs}
        other = errors[reference, part]
        assert not list(untrue(picture, truth.digits))
        for name in truth.NAMES:
            one = errors[name, part]
            apart = name != reference and stats.ttest_rel(one, other).pvalue < 0.05
            word = (
                ("higher" if one.mean() > other.mean() else "lower") if apart else "not told apart"
            )
            said[word].append(name)
            for line in (name, f"{name} interval"):
                assert drawn(picture)[f"0 line {line}"].get_color() == signs[word]
        said["not told apart"].remove(reference)
        told = [f"{word}: {', '.join(names)}" for word, names in said.items() if names]
        assert picture.readout == (
            f"{part.capitalize()} error against {reference} ({100 * other.mean():.2f} %),"
            f" 24 seeds: {'; '.join(told)}."
        )


def test_the_family_tells_its_slopes_and_the_largest_gap():
    for _, picture in states(lesson.Family):
        below = 1 / picture.a if picture.convention == DIVIDE else picture.a
        slopes, at_test = truth.draws(picture)
        words = {
            picture.show_leaky: f"below zero x/{1 / below:.4g} = {below:.4g}*x",
            picture.show_elu: f"ELU levels off at -{picture.alpha:g}.",
        }
        assert all((told in picture.readout) == shown for shown, told in words.items())
        cloud = (
            f"40 slopes from {min(slopes):.3f} to {max(slopes):.3f} in training,"
            f" {at_test:.4f} at test (their mean is {sum(slopes) / 40:.4f})."
        )
        assert (cloud in picture.readout) == picture.show_rrelu
        (z, _), ends = truth.family(picture)["0 line differ most"]
        pair = re.search(r"(\w+) and (\w+) differ most: by (\S+) at z = (\S+)\.$", picture.readout)
        curves = [numbers(drawn(picture)[f"0 line {name}"]) for name in pair.groups()[:2]]
        assert pair[3] == f"{abs(ends[1] - ends[0]):.3g}" and pair[4] == f"{z:.2f}"
        at = curves[0][:, 0] == z
        np.testing.assert_allclose(sorted(c[at, 1][0] for c in curves), sorted(ends))


def test_the_means_told_are_those_of_the_last_layer():
    for _, picture in states(lesson.MeanActivation):
        shown = truth.mean_activation(picture)
        told = [
            f"{name} {shown[f'0 line {name}'][1][-1]:.2f}" for name in ("ReLU", "leaky 0.18", "ELU")
        ]
        assert picture.readout.endswith(f"in layer {picture.depth}: {', '.join(told)}.")


def test_the_papers_bars_bear_the_names_and_numbers_of_the_tables():
    for _, picture in states(lesson.Paper):
        table = truth.PUBLISHED[picture.data_set]
        by = [sorted(table, key=lambda name: table[name][part]) for part in (0, 1)]
        names, axes = by[picture.order == "test"], picture.figure.axes
        assert [label.get_text() for label in axes[0].get_yticklabels()] == names
        for part in (0, 1):
            texts = [text.get_text().strip() for text in axes[part].texts]
            assert texts == [f"{table[name][part]:.2%}" for name in names]
        trained, tested = by[0][0], by[1][0]
        assert picture.readout == (
            f"{picture.data_set}: lowest training error {trained} ({table[trained][0]:.2%}),"
            f" lowest test error {tested} ({table[tested][1]:.2%}); {trained} is number"
            f" {1 + by[1].index(trained)} of 5 in the test."
        )


def test_the_slopes_told_are_medians_and_so_is_the_loss():
    for _, picture in states(lesson.SlopesLearn):
        path, losses = truth.learned(picture)
        if losses:
            told = ", ".join(f"{slope:.2f}" for slope in quartiles(path[-1])[1])
            loss = quartiles(losses[-1])[1]
            assert f"After {len(losses)} epochs" in picture.readout
            assert (
                f"1 to 3 are {told} (from {picture.init:g}); median loss {loss:.3f}."
                in picture.readout
            )


def test_the_sweeps_best_cell_and_those_that_diverged_are_told():
    for _, picture in states(lesson.Sweep):
        cells = truth.stored()[1]
        values = {key: truth.value(picture, cells[key]) for key in cells}
        best = min((v, key) for key, v in values.items() if v == v)
        (name, depth, rate), unit = best[1], "% test error" if "test" in picture.show else "epochs"
        size = f"{best[0]:.2f}" if "test" in picture.show else str(best[0])
        lost = [
            f"{n} at {r:g}, {d} layers" for (n, d, r), cell in cells.items() if not cell["test"]
        ]
        assert picture.readout == (
            f"Best: {name}, {depth} layers, rate {rate:g}, {size} {unit}."
            f" Diverged: {'; '.join(lost)}."
        )
