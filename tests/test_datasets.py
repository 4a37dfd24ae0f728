"""Data sets: shapes, seeds, and how hard they are."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer, load_diabetes, load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier

from lessons_lib import datasets

PLANE = pytest.mark.parametrize("make", datasets.PLANE.values(), ids=datasets.PLANE.keys())


@PLANE
def test_a_plane_set_is_repeatable_and_depends_on_its_seed(make):
    first, again, other = make(seed=1), make(seed=1), make(seed=2)
    np.testing.assert_array_equal(first.X, again.X)
    assert not np.array_equal(first.X, other.X)
    assert first.X.shape == (400, 2) and first.y.shape == (400,)
    assert set(first.y) == {0, 1}


@PLANE
def test_a_plane_set_lies_around_the_square_from_minus_one_to_one(make):
    assert 0.7 < np.abs(make().X).max() < 1.6


@PLANE
def test_neighbours_can_learn_every_plane_set(make):
    train, test = make(seed=0), make(seed=1)
    model = KNeighborsClassifier(5).fit(train.X, train.y)
    assert model.score(test.X, test.y) > 0.9


@pytest.mark.parametrize("name", ["circles", "xor", "spirals"])
def test_no_line_separates_the_hard_ones(name):
    data = datasets.PLANE[name]()
    assert LogisticRegression().fit(data.X, data.y).score(data.X, data.y) < 0.75


def test_the_noise_of_the_line_is_what_it_says():
    x, y = datasets.noisy_line(n=20_000, noise=0.3)[:2]
    assert np.std(y - 0.8 * x[:, 0] - 0.3) == pytest.approx(0.3, rel=0.02)


def test_the_wave_is_a_sine():
    x, y = datasets.noisy_wave(noise=0.0)[:2]
    np.testing.assert_allclose(y, np.sin(np.pi * x[:, 0]))


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (datasets.digits, load_digits),
        (datasets.breast_cancer, load_breast_cancer),
        (datasets.diabetes, load_diabetes),
    ],
)
def test_real_sets_are_scikit_learns(ours, theirs):
    data, X = ours(), theirs().data
    assert data.X.shape == X.shape and len(data.features) == X.shape[1]
    column = np.argmax(X.std(0))
    assert abs(np.corrcoef(data.X[:, column], X[:, column])[0, 1]) == pytest.approx(1.0)
    np.testing.assert_array_equal(data.y, theirs().target)


def test_bad_numbers_are_refused_in_words():
    with pytest.raises(ValueError, match="at least 2 points"):
        datasets.moons(n=1)
    with pytest.raises(ValueError, match="noise = -1"):
        datasets.moons(noise=-1)
