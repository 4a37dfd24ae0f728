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


def test_nearest_neighbour_is_scikit_learns_where_the_nearest_is_unique():
    X = CORNERS[TRAINING]
    distance = np.abs(CORNERS[:, None] - X).sum(-1)
    unique = (distance == distance.min(1, keepdims=True)).sum(1) == 1
    assert unique.sum() >= 5
    for y in labellings(5):
        theirs = KNeighborsClassifier(1).fit(X, y).predict(CORNERS)
        assert (learners.nearest_neighbour(X, y) == theirs)[unique].all()


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
