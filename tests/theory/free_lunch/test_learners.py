"""The learners on the cube, against scikit-learn's and against networks trained one by one."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.neighbors import KNeighborsClassifier

from lessons_lib.mlp import MLP
from lessons_lib.theory.free_lunch import learners
from lessons_lib.theory.free_lunch.cube import CORNERS, TARGETS, labellings, predictions
from lessons_lib.training import train

TRAINING = [0, 3, 5, 6, 7]


def _training_errors(name: str) -> int:
    said = predictions(learners.LEARNERS[name], TRAINING)
    return int((said != TARGETS)[:, TRAINING].sum())


@pytest.mark.parametrize("name", ["nearest neighbour", "tree", "MLP"])
def test_a_flexible_learner_fits_every_labelling_of_its_examples(name):
    assert _training_errors(name) == 0


def test_always_one_is_wrong_on_half_of_all_training_labels():
    assert _training_errors("always 1") == 256 * len(TRAINING) // 2
    assert predictions(learners.LEARNERS["always 1"], TRAINING).all()


def test_majority_answers_the_common_label_and_zero_in_a_tie():
    X = CORNERS[:4]
    assert learners.majority(X, np.array([1, 1, 1, 0])).tolist() == [1] * 8
    assert learners.majority(X, np.array([1, 1, 0, 0])).tolist() == [0] * 8


@pytest.mark.parametrize(("training", "least"), [([0, 7], 8), (TRAINING, 5), ([0, 1, 6], 6)])
def test_nearest_neighbour_is_scikit_learns_where_the_nearest_is_unique(training, least):
    X = CORNERS[training]
    distance = np.abs(CORNERS[:, None] - X).sum(-1)
    unique = (distance == distance.min(1, keepdims=True)).sum(1) == 1
    assert unique.sum() >= least
    for y in labellings(len(training)):
        theirs = KNeighborsClassifier(1).fit(X, y).predict(CORNERS)
        assert (learners.nearest_neighbour(X, y) == theirs)[unique].all()


def test_of_several_nearest_neighbours_the_majority_decides_and_0_in_a_tie():
    # Corner 7 is as near to 3 and 5 as to 6; corner 1 has 3 and 5 at distance 1.
    X = CORNERS[[3, 5, 6]]
    for labels, at_7, at_1 in [((1, 1, 0), 1, 1), ((1, 0, 0), 0, 0), ((0, 1, 1), 1, 0)]:
        said = learners.nearest_neighbour(X, np.array(labels))
        assert (said[7], said[1]) == (at_7, at_1)


def test_the_perceptron_adds_a_missed_example_and_answers_0_at_0():
    # By hand: from w = 0 a missed positive at (1, 0, 0) gives 1 + x_1, one at 0 gives 1; a
    # negative is right at once, since 0 is answered by 0.
    for corner in (4, 0):
        assert learners.perceptron(CORNERS[[corner]], np.array([1])).all()
    assert not learners.perceptron(CORNERS[[4, 0]], np.array([0, 0])).any()
    # Then a negative at 0 takes the 1 away again, and x_1 alone is left.
    said = learners.perceptron(CORNERS[[4, 0]], np.array([1, 0]))
    assert said.tolist() == CORNERS[:, 0].tolist()


def test_the_perceptron_learns_what_a_plane_separates_and_not_parity():
    everywhere = list(range(8))
    said = predictions(learners.LEARNERS["perceptron"], everywhere)
    # 104 of the 256 functions of three bits are linearly separable (Muroga 1971).
    assert (said == TARGETS).all(1).sum() == 104


@pytest.mark.parametrize("steps", [1, 4, 30])
def test_networks_trained_together_are_those_trained_one_by_one(steps, monkeypatch):
    monkeypatch.setattr(learners, "STEPS", steps)
    X = CORNERS[TRAINING]
    together = learners.networks(X, labellings(5))
    for n in range(32):
        net = MLP((3, learners.HIDDEN, 1), "tanh", seeds=[0])
        options = {"epochs": learners.STEPS, "learning_rate": learners.RATE, "seed": None}
        train(net, 2.0 * X - 1, labellings(5)[n], batch_size=None, **options)
        alone = net.logits(2.0 * CORNERS - 1)[0, :, 0] > 0
        assert together[n].tolist() == alone.astype(int).tolist()


def _by_hand(X, y):
    """Leave-one-out with scikit-learn's splitter: misses of nearest neighbour and its opposite."""
    from sklearn.model_selection import LeaveOneOut

    said = [
        learners.nearest_neighbour(X[kept], y[kept])[int("".join(map(str, X[out][0])), 2)]
        for kept, out in LeaveOneOut().split(X)
    ]
    return int(np.sum(said != y)), int(np.sum(said == y))


@pytest.mark.parametrize("training", [[0, 1, 2, 3], [0, 3, 5, 6], TRAINING])
def test_cross_validation_takes_the_candidate_with_fewer_misses_and_its_reverse_the_other(training):
    X, ties = CORNERS[training], 0
    for y in labellings(len(training)):
        near, far = _by_hand(X, y)
        misses = [learners.left_out_misses(f, X, y) for f in learners.CANDIDATES]
        assert misses == [near, far]
        chosen, rejected = learners.CANDIDATES if near <= far else learners.CANDIDATES[::-1]
        ties += near == far
        assert (learners.cross_validation(X, y) == chosen(X, y)).all()
        assert (learners.anti_cross_validation(X, y) == rejected(X, y)).all()
    assert ties or training != [0, 1, 2, 3]  # there both candidates sometimes miss two


def test_a_single_example_leaves_nothing_out_and_nearest_neighbour_is_taken():
    X, y = CORNERS[[5]], np.array([1])
    assert learners.left_out_misses(learners.nearest_neighbour, X, y) == 0
    assert learners.cross_validation(X, y).all()


def test_the_opposite_keeps_the_labels_that_it_saw():
    X, y = CORNERS[:4], np.array([0, 1, 1, 0])
    assert learners.opposite(X, y).tolist() == [0, 1, 1, 0, 1, 0, 0, 1]
