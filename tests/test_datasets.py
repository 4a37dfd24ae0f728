"""Data sets: shapes, seeds, and how hard they are."""

from __future__ import annotations

import subprocess
import sys

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


@pytest.mark.parametrize(
    "make",
    [*datasets.PLANE.values(), datasets.noisy_line, datasets.noisy_wave],
    ids=lambda make: make.__name__,
)
@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"n": 1}, "n = 1: give a whole number of at least 2"),
        ({"n": 10.5}, "n = 10.5: give a whole number"),
        ({"n": "ten"}, "n = 'ten': give a whole number"),
        ({"noise": -1}, "noise = -1: give a standard deviation"),
        ({"noise": float("nan")}, "noise = nan: give a standard deviation"),
        ({"noise": "much"}, "noise = 'much': give a standard deviation"),
        ({"seed": -1}, "seed = -1: give a whole number of at least 0"),
        ({"seed": None}, "seed = None: give a whole number"),
    ],
)
def test_bad_numbers_are_refused_in_words(make, options, words):
    with pytest.raises(ValueError, match=words):
        make(**options)


def test_a_spiral_without_turns_is_refused_in_words():
    with pytest.raises(ValueError, match="turns = 0: give a number above 0"):
        datasets.spirals(turns=0)


def test_a_spiral_without_noise_lies_on_its_arms():
    X, y = datasets.spirals(noise=0.0, turns=2.0)[:2]
    radius, angle = np.hypot(*X.T), np.arctan2(X[:, 1], X[:, 0])
    # The angle of arm k is 2 turns pi r + k pi.
    gap = angle - 4 * np.pi * radius - np.pi * y
    np.testing.assert_allclose(np.cos(gap), 1.0, rtol=1e-12)


def test_circles_without_noise_leave_a_gap_between_disc_and_ring():
    X, y = datasets.circles(noise=0.0)[:2]
    radius = np.hypot(*X.T)
    assert radius[y == 1].max() <= 0.45 and 0.7 <= radius[y == 0].min() <= radius.max() <= 1


def test_noise_moves_points_and_keeps_labels():
    for make in datasets.PLANE.values():
        np.testing.assert_array_equal(make(noise=0.0).y, make(noise=0.2).y)


@pytest.mark.parametrize("load", [datasets.breast_cancer, datasets.diabetes])
def test_measurements_are_standardised(load):
    X = load().X
    np.testing.assert_allclose(X.mean(0), 0, atol=1e-12)
    np.testing.assert_allclose(X.std(0), 1, rtol=1e-12)


def test_toy_data_need_no_scikit_learn():
    code = (
        "import sys; from lessons_lib import datasets; datasets.moons(); print(sorted(sys.modules))"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert "numpy" in loaded.stdout and "sklearn" not in loaded.stdout
