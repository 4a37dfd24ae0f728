"""The exercises of lesson 04: right answers pass, and each known mistake gets its words."""

from __future__ import annotations

from itertools import product
from math import comb, e, log, pi, sqrt

import numpy as np
import pytest

from lessons_lib.lessons.vc_shattering import Labellings, Wave, check
from lessons_lib.theory.shattering.sine import reachable


def _intervals_by_trying_all(n):
    """Every pair of ends between the points, and the labels that it gives."""
    ends = [k + 0.5 for k in range(n + 1)]
    x = range(1, n + 1)
    return len({tuple(a < point < b for point in x) for a, b in product(ends, ends)})


def test_the_intervals_counted_one_by_one_are_right():
    assert check.intervals(_intervals_by_trying_all).right


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda n: n * (n + 1) / 2, "without any +"),
        (lambda n: comb(n, 2) + 1, "a single point"),
        (lambda n: comb(n, 2), "Those with one point are missing"),
        (lambda n: n + 1, "thresholds"),
        (lambda n: 2**n, "number of all labellings"),
        (lambda n: n, "number of points"),
        (lambda n: n**2, "both orders"),
        (lambda n: n * (n - 1) + 2, "complements"),
        (lambda n: 3 * n, "expected"),
        (lambda n: None, "returns nothing"),
        (lambda n: n.shape, "AttributeError"),
        (7, "expected a function"),
    ],
)
def test_each_way_to_miscount_intervals_gets_its_words(answer, words):
    judged = check.intervals(answer)
    assert not judged.right and words in judged.words


def _pascal(n, d):
    """Cover's recursion: C(n + 1, d) = C(n, d) + C(n, d - 1)."""
    if n == 1 or d == 0:
        return 2
    return _pascal(n - 1, d) + _pascal(n - 1, d - 1)


def test_covers_own_recursion_and_the_formula_are_right():
    assert check.cover(_pascal).right
    assert check.cover(lambda n, d: 2 * sum(comb(n - 1, k) for k in range(d + 1))).right


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda n, d: sum(comb(n - 1, k) for k in range(d + 1)), "2 in front is missing. Either"),
        (lambda n, d: 2 * sum(comb(n - 1, k) for k in range(d)), "too early"),
        (lambda n, d: sum(comb(n - 1, k) for k in range(d)), "two things are wrong"),
        (lambda n, d: 2 * sum(comb(n - 1, k) for k in range(d + 2)), "a term too many"),
        (lambda n, d: 2 * sum(comb(n - 1, k) for k in range(1, d + 1)), "begins at 0"),
        (lambda n, d: 2 * sum(comb(n, k) for k in range(d + 1)), "from n - 1"),
        (lambda n, d: sum(comb(n, k) for k in range(d + 1)), "VC dimension d."),
        (lambda n, d: sum(comb(n, k) for k in range(d + 2)), "VC dimension d + 1"),
        (lambda n, d: 2**n, "number of all"),
        (lambda n, d: 2 * comb(n - 1, d), "last term"),
        (lambda n, d: n + d, "expected"),
        (lambda n, d: None, "returns nothing"),
        (3, "expected a function"),
    ],
)
def test_each_way_to_miscount_hyperplanes_gets_its_words(answer, words):
    judged = check.cover(answer)
    assert not judged.right and words in judged.words


def test_a_diamond_is_shattered_by_rectangles():
    diamond = [(0.5, 0.9), (0.1, 0.5), (0.9, 0.5), (0.5, 0.1)]
    assert check.shattered_by_rectangles(diamond).right
    assert check.shattered_by_rectangles(np.array(diamond)).right


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ([(0.2, 0.2), (0.8, 0.2), (0.2, 0.8), (0.8, 0.8)], "also contains point"),
        ([(0.1, 0.1), (0.9, 0.9), (0.5, 0.2), (0.2, 0.5)], "also contains point"),
        ([(0.5, 0.9), (0.1, 0.5), (0.9, 0.5), (0.5, 0.9)], "same place"),
        ([(0.5, 0.9), (0.1, 0.5), (0.9, 0.5)], "shape (3, 2)"),
        ([(5, 9), (1, 5), (9, 5), (5, 1)], "between 0 and 1"),
        ([(0.5, float("nan"))] * 4, "all of them finite"),
        ("diamond", "four pairs"),
        (None, "expected four pairs"),
    ],
)
def test_four_points_that_rectangles_do_not_shatter_get_their_words(answer, words):
    judged = check.shattered_by_rectangles(answer)
    assert not judged.right and words in judged.words


def test_the_labelling_that_is_named_is_not_reached_by_any_rectangle():
    rng = np.random.default_rng(0)
    for points in rng.uniform(size=(60, 4, 2)).round(1):
        judged = check.shattered_by_rectangles(points)
        reached = {
            "".join("+-"[not inside] for inside in ((low <= points) & (points <= high)).all(1))
            for a, b, c, d in product(range(4), repeat=4)
            for low, high in [((points[a, 0], points[b, 1]), (points[c, 0], points[d, 1]))]
        } | {"----"}
        assert judged.right == (len(reached) == 16)
        if len(np.unique(points, axis=0)) < 4:
            assert "in the same place" in judged.words
        elif not judged.right:
            (named,) = (word for word in judged.words.split() if set(word) <= {*"+-"})
            assert named not in reached


def test_every_w_with_the_right_signs_is_right():
    found, period = reachable([0.5, 0.25, 0.125, 0.0625])
    w = found[0b1001]
    assert check.sine(13 * pi).right and check.sine(w).right and check.sine(w + period).right


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (13, "factor pi"),
        (12 * pi, "1 in the bracket"),
        (19 * pi, "labelled +"),
        (7 * pi, "too low"),
        (25 * pi, "too high"),
        (16 * pi, "at x = 1/2 the wave is 0"),
        (pi, "at x = 1/4 the height of the wave is 0.71, but the label is -"),
        (float("inf"), "finite"),
        ("13 pi", "expected a number"),
        (None, "expected a number"),
    ],
)
def test_a_wrong_w_gets_its_words(answer, words):
    judged = check.sine(answer)
    assert not judged.right and words in judged.words


def test_some_set_is_enough():
    assert check.dimension_of_lines("b").right
    assert not check.dimension_of_lines("e").right


@pytest.mark.parametrize("answer", ["a", "c", "d"])
def test_a_wrong_reading_of_the_definition_gets_its_own_words(answer):
    assert f"({answer})" in check.dimension_of_lines(answer).words


def _by_solving(d, n, delta):
    """The deviation at which 4 (2 e n / d)^d exp(-n deviation^2) is delta."""
    return sqrt((log(4) + d * log(2 * e * n / d) - log(delta)) / n)


def test_the_width_of_the_bound_solves_vapniks_inequality():
    assert check.width(_by_solving).right


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda d, n, delta: _by_solving(d, n, delta) ** 2, "square root"),
        (lambda d, n, delta: sqrt((d * log(2 * n / d) + log(4 / delta)) / n), "the 1 beside"),
        (lambda d, n, delta: sqrt((d * log(2 * n / d) + 1 + log(4 / delta)) / n), "bracket"),
        (lambda d, n, delta: sqrt(d * (log(2 * n / d) + 1) / n), "4 / delta"),
        (lambda d, n, delta: sqrt(d / n), "expected"),
        (lambda d, n: 0, "TypeError"),
        (0.45, "expected a function"),
    ],
)
def test_each_way_to_get_the_bound_wrong_gets_its_words(answer, words):
    judged = check.width(answer)
    assert not judged.right and words in judged.words


# ---- what the notebook's text says, where no printed readout does


def test_at_equal_steps_one_labelling_has_no_w():
    words = Wave(labels="++-+", x="equal steps: 1, 2, 3, …").readout
    assert words.startswith("No w gives ++-+")


def test_a_small_network_leaves_labellings_of_six_in_a_row_not_found():
    six_in_a_row = [(k / 7, 0.5) for k in range(1, 7)]
    words = Labellings(hypotheses="network of 3 units", points=six_in_a_row).readout
    assert "not found in 4 starts of at most 1500 steps" in words
