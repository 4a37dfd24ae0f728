"""The pictures of lesson 04: what they count, mark and say."""

from __future__ import annotations

import json
import re
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from lessons_lib.lessons.vc_shattering import Depth, Growth, Labellings, Wave
from lessons_lib.lessons.vc_shattering.answers import NAMES, NETWORK, answers
from lessons_lib.lessons.vc_shattering.depth import difference, shares
from lessons_lib.lessons.vc_shattering.experiment import (
    CONDITIONS,
    COUNTS,
    LABELLINGS,
    OTHER_N,
    OTHER_SETS,
    OTHERS,
    RESULTS,
    SETS,
    SHAPES,
    STARTS,
    STEPS,
    share_reached,
)
from lessons_lib.mlp import MLP
from lessons_lib.theory.shattering.best_lines import line_gaps
from lessons_lib.theory.shattering.classes import count
from lessons_lib.theory.shattering.growth import cover, sauer
from lessons_lib.theory.shattering.sine import reachable
from lessons_lib.training import train
from tests.lessons.truth import untrue
from tests.lessons.truth.hypotheses import every_labelling, levels, refusal
from tests.lessons.truth.vc_shattering import labellings

CIRCLE = ((0.9, 0.5), (0.3, 0.85), (0.1, 0.4), (0.7, 0.1))


def test_the_buttons_take_the_last_point_away_and_put_it_back():
    picture = Labellings(points=CIRCLE[:3])
    picture.remove()
    assert picture.points == CIRCLE[:2]
    picture.add()
    assert picture.points[:2] == CIRCLE[:2] and picture.points[2] not in CIRCLE[:2]
    picture.remove()
    assert picture.points == CIRCLE[:2]


@pytest.mark.parametrize("name", NAMES)
def test_every_answer_labels_the_points_or_says_why_not(name):
    for code, answer in enumerate(answers(name, CIRCLE)):
        labels = [bool(code >> i & 1) for i in range(4)]
        if answer.level is not None:
            assert (answer.level(np.array(CIRCLE)) > 0).tolist() == labels
        elif name != NETWORK:
            assert answer.certificate is not None
    reached = sum(answer.level is not None for answer in answers(name, CIRCLE))
    assert name == NETWORK or count(name, CIRCLE) == reached


def test_the_count_in_the_readout_is_covers():
    picture = Labellings()
    for n in (3, 4, 5, 6):
        assert f"lines: {cover(n)} of {2**n} labellings" in picture.readout
        if n < 6:
            picture.add()


def test_a_seventh_point_and_none_are_refused_in_words():
    picture = Labellings(points=[(0.5, 0.5)])
    with pytest.raises(ValueError, match="one point has to stay"):
        picture.remove()
    for _ in range(5):
        picture.add()
    with pytest.raises(ValueError, match="6 points are the most"):
        picture.add()


def test_a_dragged_point_changes_the_count():
    picture = Labellings(points=[(0.2, 0.2), (0.5, 0.5), (0.8, 0.8)])
    assert "6 of 8" in picture.readout
    picture.points = [(0.2, 0.2), (0.5, 0.501), (0.8, 0.8)]
    assert "8 of 8" in picture.readout


def test_each_tile_is_one_labelling_and_its_middle_marks_it():
    picture = Labellings(points=CIRCLE)
    marked = set()
    for row in range(4):
        for column in range(4):
            picture.tile = [((column + 0.5) / 4, 1 - (row + 0.5) / 4)]
            marked.add(picture.labelling)
            told = "".join("+" if picture.labelling >> i & 1 else "−" for i in range(4))
            assert f"The marked labelling {told} is" in picture.readout
    assert marked == set(range(16))


def test_the_shaded_side_is_that_of_the_plus_points():
    picture = Labellings(points=CIRCLE, tile=[(0.88, 0.94)])
    shade = picture.data["inside"]
    labels = [bool(picture.labelling >> i & 1) for i in range(4)]
    side = len(shade)
    for (x, y), label in zip(CIRCLE, labels, strict=True):
        assert (shade[int((1 - y) * side), int(x * side)] > 0) == label


@pytest.mark.parametrize("name", NAMES)
def test_every_small_tile_shades_the_side_of_its_own_plus_points(name):
    picture = Labellings(hypotheses=name, points=CIRCLE)
    tiles, side = picture.data["tiles"], len(picture.data["tiles"]) // 4
    for code in range(16):
        row, column = divmod(code, 4)
        tile = tiles[row * side :, column * side :][:side, :side]
        if tile.any():
            shown = [tile[int((1 - y) * side), int(x * side)] > 0 for x, y in CIRCLE]
            assert shown == [bool(code >> i & 1) for i in range(4)]


def test_the_wave_at_equal_steps_reaches_12_of_16_labellings():
    assert len(reachable([1, 2, 3, 4])[0]) == 12


@pytest.mark.parametrize(
    ("name", "points", "labelling", "words"),
    [
        ("thresholds", ((0.2, 0.5), (0.7, 0.5)), 1, "every threshold that gives + to point 1 also"
         " gives + to point 2."),
        ("intervals", ((0.2, 0.5), (0.7, 0.5), (0.4, 0.1)), 3, "every interval that contains points"
         " 1 and 2 also contains point 3."),
        ("rectangles", ((0.2, 0.2), (0.7, 0.9), (0.4, 0.4)), 3, "every rectangle that contains"
         " points 1 and 2 also contains point 3."),
    ],
)  # fmt: skip
def test_a_refusal_names_who_is_caught(name, points, labelling, words):
    columns = int(np.ceil(2 ** (len(points) / 2)))
    row, column = divmod(labelling, columns)
    tile = ((column + 0.5) / columns, 1 - (row + 0.5) / columns)
    assert words in Labellings(hypotheses=name, points=points, tile=[tile]).readout


def test_discs_refuse_two_against_two_by_the_products_of_chords():
    points = [(0.1, 0.5), (0.9, 0.5), (0.5, 0.3), (0.5, 0.6)]
    picture = Labellings(hypotheses="discs", points=points, tile=[(0.88, 0.94)])
    assert "++−− is impossible: the segment between the + points 1 and 2 crosses" in picture.readout
    assert "have the product 0.160, those of the − segment 0.020." in picture.readout


@pytest.mark.parametrize("name", NAMES)
def test_every_point_bears_its_number_and_no_more(name):
    for n in (2, 4):
        picture = Labellings(hypotheses=name, points=CIRCLE[:n])
        texts = picture.figure.axes[0].texts
        told = [(t.get_text(), t.get_position()) for t in texts if t.get_visible()]
        assert told == [(str(i + 1), point) for i, point in enumerate(CIRCLE[:n])]


def test_a_networks_points_lie_clear_of_its_edge():
    for answer in answers(NETWORK, ((0.2, 0.2), (0.8, 0.2), (0.2, 0.8), (0.8, 0.8))):
        assert np.abs(answer.level(np.array([(0.2, 0.2), (0.8, 0.8)]))).min() > 1


def test_three_units_find_xor():
    picture = Labellings()
    picture.show_scene("A small network on XOR")
    assert "16 of 16" in picture.readout


def test_growth_stands_between_the_counted_sets_and_sauers_bound():
    for name, vc in (("lines", 3), ("rectangles", 4), ("intervals", 2)):
        picture = Growth(hypotheses=name, n=6)
        counted = [int(reached) for _, reached in picture.data["counted, best set"]]
        assert counted[:vc] == [2**n for n in range(1, vc + 1)]
        assert all(found <= sauer(n, vc) for n, found in enumerate(counted, 1))
    assert "Cover's count is 32" in Growth(n=6).readout


def test_the_wave_says_which_equal_steps_are_impossible():
    picture = Wave()
    picture.show_scene("Equal steps, impossible")
    assert picture.solution() is None
    assert "No w gives ++-+ at x = 1 to 4" in picture.readout
    picture.show_scene("Equal steps, reached")
    assert "gives all 4 labels +-+-." in picture.readout


def test_the_wave_goes_through_all_its_points():
    picture = Wave(labels="+--+-++-")
    plus, minus = picture.data["+"], picture.data["−"]
    assert (plus[:, 1] > 0).all() and (minus[:, 1] < 0).all() and len(plus) == 4


@pytest.mark.parametrize("labels", ["", "+0-", "+" * 9])
def test_labels_of_another_kind_are_refused_in_words(labels):
    with pytest.raises(ValueError, match="write 1 to 8 signs"):
        Wave(labels=labels).signs  # noqa: B018


# ---- depth


def test_the_stored_shares_are_what_the_code_gives_today():
    # Another CPU may round differently and lose or find a labelling: two of 32 are allowed.
    for starts, shape, n in (
        (1, "3 hidden layers of 3", 22),
        (8, "2 hidden layers of 4", 14),
        (1, "1 hidden layer of 9", 38),
    ):
        again = share_reached(SHAPES[shape], n, starts=starts, sets=1)
        assert abs(again[0] - shares(shape, n, starts)[0]) <= 2 / LABELLINGS


def test_the_file_states_its_conditions():
    stored = json.loads(RESULTS.read_text(encoding="utf-8"))
    assert stored["conditions"] == CONDITIONS
    for number in (SETS, LABELLINGS, STEPS):
        assert str(number) in CONDITIONS


def test_every_shape_has_37_weights_and_biases():
    for hidden in SHAPES.values():
        sizes = (2, *hidden, 1)
        assert sum((before + 1) * after for before, after in pairwise(sizes)) == 37


def test_every_stored_share_is_of_32_labellings_of_20_sets():
    for starts in STARTS:
        for shape in SHAPES:
            for n in COUNTS:
                found = shares(shape, n, starts)
                assert found.shape == (SETS,)
                np.testing.assert_array_equal(found * LABELLINGS, np.round(found * LABELLINGS))


def test_more_starts_reach_no_less():
    # The first start of the eight has another seed, so that only the mean must not fall.
    for shape in SHAPES:
        for n in COUNTS:
            assert shares(shape, n, 8).mean() >= shares(shape, n, 1).mean() - 0.01


def test_the_shares_are_those_of_the_notebooks_text():
    told = {
        (n, starts): shares("3 hidden layers of 3", n, starts).mean()
        for n in (22, 38)
        for starts in STARTS
    }
    assert round(told[22, 1], 3) == 0.438 and round(told[22, 8], 2) == 0.94
    assert round(shares("1 hidden layer of 9", 22, 1).mean(), 3) == 0.973


def test_with_as_many_parameters_one_layer_reaches_more():
    for starts in STARTS:
        for n in COUNTS[2:]:
            _, _, high = difference("3 hidden layers of 3", "1 hidden layer of 9", n, starts)
            assert high < 0
    assert "Three layers minus one layer" in Depth().readout


# ---- readouts, against SciPy, linear programmes and trial


@pytest.mark.parametrize("scene", Labellings.scenes)
def test_the_readout_counts_what_linear_programmes_and_trial_reach(scene):
    picture = Labellings()
    picture.show_scene(scene)
    found = levels(picture.hypotheses, picture.points)
    reached = sum(level is not None for level in found)
    whole = "shattered" if reached == len(found) else "not shattered"
    assert f"{reached} of {len(found)} labellings are reached, so the set is {whole}." in (
        picture.readout
    )
    marked = "impossible" if found[picture.labelling] is None else "reached"
    assert f" is {marked}: " in picture.readout


def test_the_readout_names_the_points_of_radons_partition():
    named = 0
    for scene in Labellings.scenes:
        picture = Labellings()
        picture.show_scene(scene)
        if " is impossible: " in picture.readout:
            points, labels = np.array(picture.points), every_labelling(len(picture.points))
            one, other, _ = refusal(picture.hypotheses, points, labels[picture.labelling])
            why = picture.readout.split(" is impossible: ")[1]
            assert sorted(int(i) - 1 for i in re.findall(r"\d", why)) == sorted([*one, *other])
            named += 1
    assert named == 4


@pytest.mark.parametrize("name", ["lines", "discs", "convex polygons"])
def test_hulls_meet_where_radon_says_also_without_symmetry(name):
    for last in ((0.4, 0.6), (0.75, 0.8)):
        picture = Labellings(hypotheses=name, points=[(0.9, 0.5), (0.3, 0.85), (0.1, 0.1), last])
        for tile in ((0.12, 0.38), (0.88, 0.62), (0.62, 0.62), (0.88, 0.38)):
            picture.tile = [tile]
            assert not list(untrue(picture, labellings))


def test_growths_readout_says_what_its_curves_show():
    for name in Growth.controls["hypotheses"].options:
        for n in (1, 5, 9):
            picture = Growth(hypotheses=name, n=n)
            numbers = [int(v) for v in re.findall(r"\d+", picture.readout.split(": ", 1)[1])]
            bound = picture.data["Sauer's bound"]
            assert numbers[:2] == [picture.data["counted, best set"][n - 1, 1], 2**n]
            assert not len(bound) if len(numbers) == 2 else numbers[3] == bound[n - 1, 1]


@pytest.mark.parametrize("labels", ["+-+-", "-", "+--+-++-", "--------"])
@pytest.mark.parametrize("points", Wave.controls["x"].options)
def test_the_w_in_the_readout_gives_the_labels_or_none_on_a_fine_grid_does(labels, points):
    n, plus = len(labels), np.array([sign == "+" for sign in labels])
    x = 0.5 ** np.arange(1, n + 1) if points.startswith("halving") else np.arange(1, n + 1)
    told = re.search(r"w = ([\d.]+) π", Wave(labels=labels, x=points).readout)
    tried = [np.pi * float(told[1])] if told else np.linspace(0, 2 * np.pi, 20_001)
    right = ((np.sin(np.outer(tried, x)) > 0) == plus).all(1)
    assert right.any() == bool(told)


@pytest.mark.parametrize("scene", Depth.scenes)
def test_depths_readout_is_the_mean_and_students_interval_by_scipy(scene):
    picture = Depth()
    picture.show_scene(scene)
    rows = [np.array(json.loads(RESULTS.read_text("utf-8"))["shares"][picture.starts][shape]
                     [picture.n]) for shape in SHAPES]  # fmt: skip
    gap = rows[2] - rows[0]
    low, high = stats.ttest_1samp(gap, 0).confidence_interval()
    told = ", ".join(f"{s}: {100 * row.mean():.1f} %" for s, row in zip(SHAPES, rows, strict=True))
    assert f"labellings reached: {told}." in picture.readout
    assert picture.readout.endswith(
        f"{100 * gap.mean():.1f} percentage points,"
        f" 95 % interval {100 * low:.1f} to {100 * high:.1f}."
    )


# ---- numbers of the text


def test_the_bound_is_that_of_the_text():
    def bound(d, n):
        return np.sqrt((d * (np.log(2 * n / d) + 1) + np.log(4 / 0.05)) / n)

    told = {100: 0.447, 1000: 0.164, 10_000: 0.058}
    assert all(round(bound(3, n), 3) == width for n, width in told.items())
    assert round(3 * (np.log(66.7) + 1) + np.log(80), 1) == 20.0
    assert bound(3, 490) > bound(3, 100) / 2 > bound(3, 500)


def test_the_steps_to_the_bound_have_the_numbers_of_the_text():
    one = np.exp(-2 * 100 * 0.2**2)
    assert round(one, 4) == 0.0003 and round(100 * one, 2) == 0.03
    for d in range(1, 6):
        for n in range(d, 60):
            logarithm = d * (np.log(2 * n / d) + 1)
            assert np.log(sauer(2 * n, d)) <= d * np.log(2 * np.e * n / d) + 1e-12
            np.testing.assert_allclose(d * np.log(2 * np.e * n / d), logarithm)


def test_a_collection_shatters_as_many_subsets_as_it_has_labellings():
    rng = np.random.default_rng(0)
    subsets = [s for size in range(5) for s in combinations(range(4), size)]
    for size in rng.integers(1, 17, 100):
        labellings = {tuple(row) for row in rng.integers(0, 2, (size, 4)).tolist()}
        seen = [len({tuple(row[i] for i in s) for row in labellings}) for s in subsets]
        full = sum(2 ** len(s) == found for s, found in zip(subsets, seen, strict=True))
        assert full >= len(labellings)


def test_covers_count_adds_up_as_the_text_says():
    for n in range(1, 9):
        assert sauer(n, 1) == n + 1 and sauer(n, 2) == n * (n + 1) // 2 + 1
        for d in range(1, 4):
            assert cover(n + 1, d) == cover(n, d) + cover(n, d - 1)


def test_a_line_would_separate_the_diagonals_that_two_discs_separate():
    x, m, k = np.random.default_rng(0).normal(size=(3, 50, 2))
    gap = ((x - m) ** 2).sum(1) - ((x - k) ** 2).sum(1)
    np.testing.assert_allclose(gap, 2 * (x * (k - m)).sum(1) + (m**2 - k**2).sum(1))


@pytest.mark.parametrize(("optimiser", "rate", "found"), [("adam", 0.03, 14), ("sgd", 0.3, 16)])
def test_how_many_of_16_starts_find_xor_depends_on_the_optimiser(optimiser, rate, found):
    X, y = 4 * np.array([(0.2, 0.2), (0.8, 0.2), (0.2, 0.8), (0.8, 0.8)]) - 2, [0, 1, 1, 0]
    net = MLP((2, 3, 1), activation="tanh", loss="logistic", seeds=range(16))
    train(net, X, y, epochs=300, batch_size=None, optimiser=optimiser, learning_rate=rate)
    assert ((net.predict(X)[..., 0] > 0.5) == y).all(1).sum() == found


def test_a_point_dragged_into_the_triangle_leaves_two_tiles_without_colour():
    picture = Labellings()
    picture.show_scene("Lines, XOR")
    picture.points = [*picture.points[:3], (0.4, 0.4)]
    assert "14 of 16" in picture.readout and picture.labelling == 6
    picture.tile = [(0.12, 0.38)]
    assert "−−−+ is impossible: the + point 4 lies in the triangle" in picture.readout


def test_where_all_labels_are_alike_the_readout_does_not_speak_of_a_side():
    one = Labellings(points=[(0.2, 0.4)], tile=[(0.2, 0.9)])
    assert one.readout.endswith("− is reached: all that is shown is −.")


def test_eight_labels_change_their_sign_149_times():
    assert "changes sign 149 times" in Wave(labels="+--+-++-").readout


def test_the_gap_of_lines_is_that_of_the_text():
    gaps = line_gaps(n=100, sets=40)
    assert round(gaps.mean(), 2) == 0.03 and round(gaps.max(), 2) == 0.08


def test_other_recipes_keep_the_order_of_the_depths():
    for told in OTHERS:
        means = [others_stored()[told][shape] for shape in SHAPES]
        assert all(len(row) == OTHER_SETS for row in means)
        one, two, three = map(np.mean, means)
        assert one > two > three


def test_the_shares_of_other_recipes_are_what_the_code_gives_today():
    told = "ReLU, Adam"
    again = share_reached(SHAPES["2 hidden layers of 4"], OTHER_N, sets=1, recipe=OTHERS[told])
    assert abs(again[0] - others_stored()[told]["2 hidden layers of 4"][0]) <= 2 / LABELLINGS


def others_stored():
    return json.loads(RESULTS.read_text("utf-8"))["others"]


def test_the_table_of_recipes_in_the_text_has_the_stored_means():
    text = Path("notebooks/04_vc_shattering.ipynb").read_text("utf-8")
    rows = [[shares(shape, 22, 1)[:OTHER_SETS] for shape in SHAPES]]
    rows += [[others_stored()[told][shape] for shape in SHAPES] for told in OTHERS]
    for row in rows:
        assert " | ".join(f"{100 * np.mean(found):.0f} %" for found in row) in text
