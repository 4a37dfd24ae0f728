"""Entropy, cross-entropy and KL, against SciPy's."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from lessons_lib.theory.likelihood.information import cross_entropy, entropy, kl_divergence

P, Q = np.random.default_rng(1).dirichlet(np.ones(5), (2, 20))


def test_entropy_and_kl_are_scipys():
    np.testing.assert_allclose(entropy(P), stats.entropy(P, axis=-1))
    np.testing.assert_allclose(kl_divergence(P, Q), stats.entropy(P, Q, axis=-1))


def test_cross_entropy_is_entropy_plus_kl():
    np.testing.assert_allclose(cross_entropy(P, Q), entropy(P) + kl_divergence(P, Q))


def test_kl_is_infinite_where_the_model_rules_out_what_happens_and_only_there():
    assert kl_divergence([0.5, 0.5], [1, 0]) == np.inf
    assert kl_divergence([1, 0], [0.5, 0.5]) == pytest.approx(np.log(2))
    assert cross_entropy([0.5, 0.5], [1, 0]) == np.inf
    assert cross_entropy([1, 0], [0.5, 0.5]) == pytest.approx(np.log(2))


def test_what_neither_data_nor_model_allow_counts_nothing():
    sure = [0.0, 1.0]
    for found in (entropy(sure), cross_entropy(sure, sure), kl_divergence(sure, sure)):
        # Not -0, which would be printed with its sign.
        assert found == 0 and not np.signbit(found)


def test_the_last_axis_holds_the_outcomes_and_the_others_stay():
    p, q = P.reshape(4, 5, 5), Q.reshape(4, 5, 5)
    np.testing.assert_allclose(entropy(p), stats.entropy(p, axis=-1))
    np.testing.assert_allclose(kl_divergence(p, q), stats.entropy(p, q, axis=-1))
    np.testing.assert_allclose(cross_entropy(p[0, 0], q[0, 0]), -(p[0, 0] @ np.log(q[0, 0])))


@pytest.mark.parametrize(
    "p", [[0.5, 0.6], [0.5, 0.4], [1.5, -0.5], [[0.5, 0.5], [0.5, 0.6]], [[1, 0], [2, -1]]]
)
def test_what_is_no_distribution_is_refused(p):
    with pytest.raises(ValueError, match="no distribution"):
        entropy(p)
