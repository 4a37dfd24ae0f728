"""The enumeration on the cube: exact counts, and Fraction arithmetic written out another way."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons_lib.theory.free_lunch.cube import (
    CORNERS,
    CUT,
    EDGES,
    TARGETS,
    errors,
    labellings,
    least_error,
    mean_error,
    mean_errors,
    predictions,
    prior,
)
from lessons_lib.theory.free_lunch.learners import LEARNERS

TRAINING_SETS = st.sets(st.integers(0, 7), min_size=1, max_size=7).map(sorted)


def _table(seed: int):
    """A learner that answers at random, but always the same to the same examples."""
    return lambda X, labels: np.random.default_rng([seed, len(X)]).integers(0, 2, (len(labels), 8))


def test_the_targets_are_all_functions_on_the_cube():
    assert {tuple(t) for t in TARGETS.tolist()} == set(product((0, 1), repeat=8))
    assert {tuple(c) for c in CORNERS.tolist()} == set(product((0, 1), repeat=3))


def test_edges_join_corners_that_differ_in_one_bit():
    assert len(set(EDGES)) == 12
    assert all(np.abs(CORNERS[a] - CORNERS[b]).sum() == 1 for a, b in EDGES)


def test_two_targets_are_constant_and_two_are_parity():
    parity = CORNERS.sum(1) % 2
    assert np.bincount(CUT)[[0, 12]].tolist() == [2, 2]
    (number,) = np.flatnonzero((parity == TARGETS).all(1))
    assert CUT[number] == 12
    # Relabelling the odd corners turns cut edges into whole ones: the counts are symmetric.
    assert np.bincount(CUT).tolist() == np.bincount(CUT)[::-1].tolist()


def test_labellings_are_all_of_them():
    assert {tuple(y) for y in labellings(3).tolist()} == set(product((0, 1), repeat=3))
    assert labellings(0).shape == (1, 0)


@given(TRAINING_SETS, st.integers(0, 10**6))
def test_any_learner_whatever_has_the_same_errors_off_the_training_set(training, seed):
    # Not the mean alone: the number of wrong answers is Binomial(8 - m, 1/2), exactly.
    wrong, outside = errors(_table(seed), training), 8 - len(training)
    counts = [2 ** len(training) * comb(outside, k) for k in range(outside + 1)]
    assert np.bincount(wrong, minlength=outside + 1).tolist() == counts
    assert mean_error(wrong, outside) == Fraction(1, 2)


@pytest.mark.parametrize("name", LEARNERS)
@pytest.mark.parametrize("training", [[7], [0, 3, 5, 6], [0, 1, 2, 4], [0, 1, 2, 3, 4, 5, 6]])
def test_every_learner_of_the_lesson_is_wrong_exactly_half_the_time(name, training):
    assert mean_error(errors(LEARNERS[name], training), 8 - len(training)) == Fraction(1, 2)


def test_a_learner_sees_no_more_than_the_training_labels():
    training = [1, 4, 6]
    said = predictions(LEARNERS["tree"], training)
    for labels in product((0, 1), repeat=3):
        same = said[(TARGETS[:, training] == labels).all(1)]
        assert len(same) == 32 and (same == same[0]).all()


@given(st.integers(0, 10**6), st.sampled_from([-2.0, -0.5, 0.0, 1.0, 3.0]))
def test_the_mean_under_a_prior_is_the_sum_over_all_targets(seed, smoothness):
    training = [0, 3, 5]
    wrong = errors(_table(seed), training)
    weights = [prior(smoothness)[edges] for edges in CUT]
    pairs = zip(weights, wrong.tolist(), strict=True)
    assert mean_error(wrong, 5, smoothness) == sum(w * n for w, n in pairs) / (5 * sum(weights))


def test_one_more_smooth_unit_halves_the_weight_of_each_cut_edge():
    assert prior(1.0)[:3] == [1, Fraction(1, 2), Fraction(1, 4)]
    assert set(prior(0.0)) == {Fraction(1)}


ONE_WRONG = np.eye(4, 8) * 2


@pytest.mark.parametrize("bad", [np.zeros(8), np.full((4, 8), 2), np.full((4, 8), 0.5), ONE_WRONG])
def test_answers_that_are_not_labels_are_refused(bad):
    with pytest.raises(ValueError, match="0 or 1 at each of the 8 corners"):
        predictions(lambda X, labels: bad, [0, 1])


@pytest.mark.parametrize("training", [(0,), (0, 3, 5), (0, 1, 2, 3), (0, 1, 2, 3, 4, 5, 6)])
@pytest.mark.parametrize("smoothness", [-2.0, 0.0, 0.5, 1.0])
def test_the_least_error_is_reached_by_the_likelier_label_and_missed_by_none(training, smoothness):
    weights = np.array([float(prior(smoothness)[edges]) for edges in CUT])

    def likelier(X, labels):
        agree = (TARGETS[:, list(training)] == labels[:, None]).all(-1)  # (labellings, 256)
        return ((agree * weights) @ (2 * TARGETS - 1) > 0).astype(int)

    outside, least = 8 - len(training), least_error(training, smoothness)
    assert float(mean_error(errors(likelier, training), outside, smoothness)) == pytest.approx(
        least
    )
    for learner in LEARNERS.values():
        assert float(mean_error(errors(learner, training), outside, smoothness)) > least - 1e-12


@given(TRAINING_SETS, st.lists(st.floats(-3, 3), min_size=1, max_size=4))
def test_many_priors_at_once_are_each_of_them_rounded(training, smoothness):
    wrong, outside = errors(LEARNERS["nearest neighbour"], training), 8 - len(training)
    exact = [float(mean_error(wrong, outside, s)) for s in smoothness]
    np.testing.assert_allclose(mean_errors(wrong, outside, np.array(smoothness)), exact, rtol=1e-12)
