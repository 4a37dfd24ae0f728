"""The world of purchases and the models that learn it."""

from __future__ import annotations

import numpy as np
import pytest

from lessons_lib.theory.depth.purchases import (
    EACH,
    FILMS,
    ODD,
    SMALL,
    TYPES,
    accuracy,
    crossed,
    deep,
    logits_of,
    one_of_each,
    wide,
    with_types,
    world,
)


@pytest.fixture(scope="module")
def known():
    return world(3, seen=0.6, exceptions=0.1)


def test_every_type_has_as_many_films_as_any_other(known):
    assert np.bincount(known.types).tolist() == [EACH] * TYPES


def test_without_exceptions_the_two_types_decide(known):
    rule = {}
    sure = world(3, seen=0.6, exceptions=0.0)
    for i in range(FILMS):
        for j in range(FILMS):
            kind = int(sure.types[i]), int(sure.types[j])
            assert rule.setdefault(kind, sure.also[i, j]) == sure.also[i, j]
    odd = known.exception
    np.testing.assert_array_equal(known.also != sure.also, odd)
    assert abs(odd.mean() - 0.1) < 0.03


@pytest.mark.parametrize("seen", [0.05, 0.5, 0.95])
def test_similar_pairs_have_sold_pairs_of_their_kind_and_unlike_ones_have_none(seen):
    for seed in range(5):
        w = world(seed, seen=seen)
        sold = {tuple(w.types[list(pair)]) for pair in w.pairs(0)[0]}
        assert all(tuple(w.types[list(pair)]) in sold for pair in w.pairs(1)[0])
        assert not any(tuple(w.types[list(pair)]) in sold for pair in w.pairs(2)[0])
        assert sum(len(w.pairs(g)[0]) for g in range(3)) == FILMS * (FILMS - 1)


def test_a_pair_has_one_single_feature_for_each_film_and_one_crossed():
    X = crossed(np.array([[2, 5], [5, 2]]))
    assert np.flatnonzero(X[0]).tolist() == [2, FILMS + 5, 2 * FILMS + 2 * FILMS + 5]
    assert np.flatnonzero(X[1]).tolist() == [5, FILMS + 2, 2 * FILMS + 5 * FILMS + 2]
    assert X.shape == (2, 2 * FILMS + FILMS**2) and set(X.ravel()) == {0, 1}


def test_the_engineered_features_are_the_crossed_ones_and_one_for_the_two_types(known):
    pairs = np.array([[2, 5], [5, 2], [0, 35]])
    X, plain = with_types(known)(pairs), crossed(pairs)
    np.testing.assert_array_equal(X[:, : plain.shape[1]], plain)
    kinds = X[:, plain.shape[1] :].reshape(3, TYPES, TYPES)
    for (i, j), kind in zip(pairs, kinds, strict=True):
        assert np.argwhere(kind == 1).tolist() == [[known.types[i], known.types[j]]]
        assert kind.sum() == 1


def test_weights_of_pairs_never_seen_stay_exactly_0(known):
    table = wide(known).weights[0][0, 2 * FILMS :, 0].reshape(FILMS, FILMS)
    assert not table[known.group != 0].any()
    assert table[known.group == 0].all()


def test_the_wide_model_agrees_with_scikit_learns_logistic_regression_on_all_pairs(known):
    from sklearn.linear_model import LogisticRegression

    pairs, labels = known.pairs(0)
    theirs = LogisticRegression(C=30.0, max_iter=2000).fit(crossed(pairs), labels)
    unseen, _ = known.pairs(1)
    ours = wide(known).logits(crossed(unseen))[0, :, 0] > 0
    assert (ours == theirs.predict(crossed(unseen))).mean() > 0.9


def test_told_the_types_a_wide_model_gets_similar_pairs_right_without_exceptions():
    sure = world(0, seen=0.6, exceptions=0.0)
    features = with_types(sure)
    found = accuracy(logits_of(wide(sure, features), features), sure)
    assert found["seen"] == 1.0 and found["similar"] > 0.97
    assert np.isnan(found[ODD])
    assert list(found) == ["seen", "similar", "unlike", "exceptions"]


def test_the_deep_model_makes_of_each_film_three_numbers_that_twelve_relu_units_read(known):
    net = deep(known, SMALL._replace(epochs=0))
    assert net.sizes == (2 * FILMS, 3, 12, 1)
    film = np.eye(2 * FILMS)[[5]]
    first, second = net.forward(film).activations[:2]
    np.testing.assert_allclose(first[0, 0], net.weights[0][0, 5], rtol=1e-6)
    assert (second >= 0).all() and (first < 0).any()


def test_the_deep_model_finds_the_types_by_itself():
    found = []
    for seed in range(4):
        sure = world(seed, seen=0.7, exceptions=0.0)
        net = deep(sure)
        v = np.hstack(np.split(net.weights[0][0], 2))
        gaps = np.linalg.norm(v[:, None] - v[None], axis=-1)
        np.fill_diagonal(gaps, np.inf)
        found.append((sure.types[gaps.argmin(1)] == sure.types).mean())
        assert accuracy(logits_of(net, one_of_each), sure)["similar"] > 0.9
    assert np.median(found) > 0.95


def test_an_unmoved_logit_counts_half(known):
    empty = wide(known, epochs=0)
    assert set(accuracy(logits_of(empty, crossed), known).values()) == {0.5}


def test_without_exceptions_no_exception_is_seen_and_nothing_else_changes(known):
    clean = known.without_exceptions()
    assert not clean.exception[clean.group == 0].any()
    others = ~((known.group == 0) & known.exception)
    np.testing.assert_array_equal(clean.group[others], known.group[others])


@pytest.mark.parametrize(
    "shares", [{"seen": 1.5}, {"seen": 1}, {"seen": 0}, {"exceptions": 0.6}, {"exceptions": -0.1}]
)
def test_senseless_shares_are_refused_in_words(shares):
    with pytest.raises(ValueError, match="choose shares"):
        world(0, **shares)


@pytest.mark.parametrize(("seen", "exceptions"), [(0.2, 0.0), (0.5, 0.25), (0.8, 0.5)])
def test_the_shares_are_about_those_that_were_asked_for(seen, exceptions):
    w = world(1, seen=seen, exceptions=exceptions)
    # The sixth of the kinds that is held out is never sold.
    assert (w.group == 0).mean() == pytest.approx(seen * 5 / 6, abs=0.05)
    assert w.exception.mean() == pytest.approx(exceptions, abs=0.05)
