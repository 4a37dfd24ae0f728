"""Lesson 08: what its pictures say in words, and settings beside the scenes, recomputed."""

from __future__ import annotations

import re
from itertools import product

import numpy as np
import pytest
from scipy import optimize

from lessons_lib.lessons import relu_variants as lesson
from lessons_lib.lessons.relu_variants.family import DIVIDE, DIVISORS, MULTIPLY
from lessons_lib.lessons.relu_variants.family import LOOKS as LOOKS_OF_CURVES
from lessons_lib.lessons.relu_variants.ours import IMAGES, PLANS, WEIGHTS
from tests.lessons.recorded import states
from tests.lessons.truth import drawn, untrue
from tests.lessons.truth import relu_variants as truth
from tests.lessons.truth.backpropagation import quartiles

BESIDE = [
    (lesson.Family, {"rrelu": DIVISORS, "shown": "RReLU", "at": 1.3}),
    (lesson.Family, {"at": 0.5, "alpha": 0.4, "shown": "leaky and ELU"}),
    (lesson.Family, {"a": 0.05, "convention": MULTIPLY, "shown": "leaky and ELU"}),
    (lesson.BothHalves, {"shift": 0.4, "waves": 5}),
    (lesson.MeanActivation, {"depth": 3, "scale": 1.2, "alpha": 0.3}),
    (lesson.Paper, {"data_set": "CIFAR-100", "order": "training"}),
    (lesson.SlopesLearn, {"data_set": "xor", "init": -0.5, "plan": "SGD, rate 0.02"}),
    (lesson.SlopesLearn, {"data_set": "circles", "plan": "Adam, rate 0.01"}),
]


@pytest.mark.parametrize(("kind", "controls"), BESIDE)
def test_beside_the_scenes_too_the_artists_are_what_the_mathematics_says(kind, controls):
    picture = kind(**controls)
    if hasattr(picture, "step"):
        picture.step(25)
    assert not list(untrue(picture, truth.TRUTH[kind]))


def test_the_share_that_relu_passes_on_is_that_of_a_sine_above_minus_its_bias():
    for _, picture in states(lesson.BothHalves):
        share = np.arccos(np.clip(-picture.shift, -1, 1)) / np.pi
        told = re.search(r"above 0 for (\d+) % of the values", picture.readout)
        assert abs(int(told[1]) - 100 * share) < 1


def sign(picture, name):
    """-1, 0 or 1, by the end of SciPy's interval that lies nearer to 0."""
    _, low, high = truth.compared(picture, name)
    return int(np.sign(low)) if low * high > 0 else 0


LOOKS = {-1: ("lower", "C2", "<"), 1: ("higher", "C1", ">"), 0: ("not told apart", "C5", "o")}
SETTINGS = [
    {"covers": covers, "plan": plan, "together": together}
    for covers, plan, together in product((WEIGHTS, IMAGES), PLANS, (False, True))
]


@pytest.mark.parametrize("setting", SETTINGS)
def test_what_is_told_apart_is_what_a_paired_t_test_tells_apart(setting):
    for reference, part in product(("ReLU", "CReLU", "Softplus"), truth.PARTS):
        picture = lesson.Digits(reference=reference, part=part, **setting)
        assert not list(untrue(picture, truth.digits))
        others = [name for name in truth.NAMES if name != reference]
        sides = {name: sign(picture, name) for name in others}
        for name, side in sides.items():
            dot = drawn(picture)[f"0 line {name}"]
            assert (dot.get_color(), dot.get_marker()) == LOOKS[side][1:]
        told = [
            f"{words}: {', '.join(name for name in others if sides[name] == side)}"
            for side, (words, *_) in LOOKS.items()
            if side in sides.values()
        ]
        assert picture.readout == (
            f"{part.capitalize()} error compared with {reference}"
            f" ({truth.error(picture, reference).mean():.2f} %): {'; '.join(told)}."
        )
        entries = [text.get_text() for text in picture.figure.axes[0].get_legend().get_texts()]
        legend = {-1: "lower error", 1: "higher error", 0: "not told apart"}
        assert entries == [legend[side] for side in LOOKS if side in sides.values()]


def test_the_rows_of_the_digits_bear_the_errors():
    for _, picture in states(lesson.Digits):
        rows = [label.get_text() for label in picture.figure.axes[0].get_yticklabels()]
        titles = {n: n for n in truth.NAMES} | {
            picture.reference: f"{picture.reference} (reference)"
        }
        assert rows == [
            f"{titles[n]}: {truth.error(picture, n).mean():.2f} %" for n in truth.by_error(picture)
        ]


def test_the_family_tells_its_slopes_and_what_stands_at_the_marked_z():
    for _, picture in states(lesson.Family):
        below = 1 / picture.a if picture.convention == DIVIDE else picture.a
        slopes, at_test = truth.draws(picture)
        shown = truth.units(picture)
        words = {
            "leaky": f"gives z/{1 / below:.4g}, which is {below:.4g}*z; in PyTorch",
            "ELU": f"ELU approaches -{picture.alpha:g}.",
            "RReLU at test": f"from {min(slopes):.3f} to {max(slopes):.3f}, with mean"
            f" {sum(slopes) / 40:.4f}; at test its slope is always {at_test:.4f}.",
            "GELU": "lowest value of GELU is -0.170, at z = -0.75.",
            "SiLU": "lowest value of SiLU is -0.278, at z = -1.28.",
            "softplus": f"at z = 0 it is {np.log(2):.3f}.",
        }
        for name, told in words.items():
            assert (told in picture.readout) == (name in shown)
        assert ("its slope is only 1" in picture.readout) == ("leaky" in shown and below > 1)
        told = re.search(r"Value and derivative at z = (\S+): (.*)\.$", picture.readout)
        assert float(told[1]) == picture.at
        z = np.array([picture.at])
        for each, (name, unit) in zip(told[2].split("; "), shown.items(), strict=True):
            value, slope = (float(f(z)[0]) for f in unit)
            assert each == f"{name} {value + 0:.3g} and {slope + 0:.3g}"


def test_the_lowest_values_of_gelu_and_silu_are_where_a_minimiser_finds_them():
    for name, (at, least) in {"GELU": (-0.75, -0.170), "SiLU": (-1.28, -0.278)}.items():
        found = optimize.minimize_scalar(truth.SMOOTH[name][0], bounds=(-4, 0), method="bounded")
        assert (round(found.x, 2), round(found.fun, 3)) == (at, least)


def test_the_familys_legend_names_the_curves_that_are_drawn_and_no_others():
    for _, picture in states(lesson.Family):
        legend = picture.figure.axes[0].get_legend()
        entries = {text.get_text() for text in legend.get_texts()}
        cloud = {"RReLU draws"} if "RReLU at test" in truth.units(picture) else set()
        assert entries == {*truth.units(picture), "read at z"} | cloud


def test_no_two_curves_of_the_family_share_colour_and_dashes_or_marker():
    looks = list(LOOKS_OF_CURVES.values())
    assert len({look[:2] for look in looks}) == len({look[2] for look in looks}) == len(looks)
    assert list(LOOKS_OF_CURVES) == ["ReLU", "leaky", "RReLU at test", "ELU", *truth.SMOOTH]


def test_the_means_told_are_those_of_the_last_layer():
    for _, picture in states(lesson.MeanActivation):
        shown = truth.mean_activation(picture)
        relu, leaky, elu = (
            f"{shown[f'0 line {name}'][1][-1]:.2f} for {name}"
            for name in ("ReLU", "leaky 0.18", "ELU")
        )
        assert f"In layer {picture.depth} " in picture.readout
        assert f"is {relu}, {leaky} and {elu} (medians" in picture.readout


def test_the_papers_bars_bear_the_names_and_numbers_of_the_tables():
    for _, picture in states(lesson.Paper):
        table = truth.PUBLISHED[picture.data_set]
        by = [sorted(table, key=lambda name: table[name][part]) for part in (0, 1)]
        names, axes = by[picture.order == "test"], picture.figure.axes
        assert [label.get_text() for label in axes[0].get_yticklabels()] == names
        for part in (0, 1):
            texts = [text.get_text().strip() for text in axes[part].texts]
            best = by[part][0]
            assert texts == [
                f"{100 * table[name][part]:.2f}{'  lowest' if name == best else ''}"
                for name in names
            ]
        trained, tested = by[0][0], by[1][0]
        assert picture.readout == (
            f"On {picture.data_set} {trained} has the lowest training error"
            f" ({100 * table[trained][0]:.2f} %) and {tested} the lowest test error"
            f" ({100 * table[tested][1]:.2f} %). In the test {trained} is number"
            f" {1 + by[1].index(trained)} of 5."
        )


def test_the_titles_of_the_slopes_tell_their_ranges():
    for _, picture in states(lesson.SlopesLearn):
        path, _ = truth.learned(picture)
        for k, axes in enumerate(picture.figure.axes):
            low, high = min(path[-1][k]), max(path[-1][k])
            assert axes.get_title(loc="left") == f"layer {k + 1}: {low:.1f} to {high:.1f}"


def test_the_losses_told_are_medians_of_the_stored_ones():
    for _, picture in states(lesson.FixedSlopes):
        shown = truth.fixed_slopes(picture)
        slopes, middle = shown["0 line slope fixed"]
        of = dict(zip(slopes, middle, strict=True))
        assert picture.readout == (
            f"The median loss is {of[-1]:.3f} for -1, {of[0]:.3f} for 0, {of[2]:.3f} for 2, and"
            f" highest for 1, where it is {max(middle):.3f}. With learned slopes it is"
            f" {shown['0 line slopes learned, median'][1][0]:.3f}."
        )
        assert of[1] == max(middle)


def test_the_slopes_told_are_medians_and_so_is_the_loss():
    for _, picture in states(lesson.SlopesLearn):
        path, losses = truth.learned(picture)
        if losses:
            told = (f"{slope:.2f}" for slope in quartiles(path[-1])[1])
            a, b, c = (words.replace("-0.00", "0.00") for words in told)
            loss = quartiles(losses[-1])[1]
            assert f"After {len(losses)} epochs" in picture.readout
            begun = picture.readout.startswith("Stored run (Play trains anew). After 150 epochs")
            assert begun == (picture.progress is None)
            ends = [f"{min(row):.1f} to {max(row):.1f}" for row in path[-1]]
            assert (
                f"2 and 3 are {a}, {b} and {c}; all began at {picture.init:g}. In the single"
                f" networks they range from {ends[0]}, {ends[1]} and {ends[2]}. The median loss is"
                f" {loss:.3f}."
            ) in picture.readout
