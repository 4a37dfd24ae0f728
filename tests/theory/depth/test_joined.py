"""The factorised model and wide and deep: their logits, gradients and what they learn."""

from __future__ import annotations

import numpy as np
import pytest

from lessons_lib.theory.depth.joined import Joined, joined
from lessons_lib.theory.depth.purchases import FILMS, ODD, SMALL, accuracy, world

PAIRS, LABELS = np.array([[2, 5], [5, 2], [7, 7], [2, 30]]), np.array([1, 0, 1, 1])
KINDS = pytest.mark.parametrize("hidden", [0, 4], ids=["factorised", "wide and deep"])


def anywhere(hidden):
    net = Joined(3, hidden)
    net.theta[...] = np.random.default_rng(1).normal(size=net.theta.size)
    return net


def test_the_factorised_logit_is_two_weights_b_and_a_product():
    net = anywhere(0)
    w = net.w
    expected = [w["a"][i] + w["c"][j] + w["b"][0] + w["E"][i] @ w["F"][j] for i, j in PAIRS]
    np.testing.assert_allclose(net.logits(PAIRS), expected)


def test_wide_and_deep_is_the_sum_of_both_logits():
    net = anywhere(4)
    w, expected = net.w, []
    for i, j in PAIRS:
        units = np.maximum((w["E"][i] + w["F"][j]) @ w["U"] + w["d"], 0)
        expected.append(w["a"][i] + w["c"][j] + w["W"][i, j] + w["b"][0] + units @ w["v"])
    np.testing.assert_allclose(net.logits(PAIRS), expected)


@KINDS
def test_the_gradient_is_that_of_differences(hidden):
    net = anywhere(hidden)

    def loss():
        z = net.logits(PAIRS)
        return (np.logaddexp(0, z) - LABELS * z).mean()

    net.backward(PAIRS, LABELS)
    found = net.gradient.copy()
    for k in np.r_[np.flatnonzero(found)[::3], np.flatnonzero(found == 0)[:5]]:
        kept, sides = net.theta[k], []
        for step in (1e-6, -1e-6):
            net.theta[k] = kept + step
            sides.append(loss())
        net.theta[k] = kept
        assert (sides[0] - sides[1]) / 2e-6 == pytest.approx(found[k], abs=1e-8)


def test_the_weight_of_a_pair_never_seen_stays_exactly_0():
    known = world(0, seen=0.3)
    net = joined(known, hidden=4, kind=SMALL._replace(epochs=3))
    assert not net.w["W"][known.group != 0].any() and net.w["W"][known.group == 0].any()
    assert net.w["W"].shape == (FILMS, FILMS)


def test_a_product_of_descriptions_generalises_without_a_hidden_layer():
    known = world(0, seen=0.7, exceptions=0.0)
    assert accuracy(joined(known).logits, known)["similar"] > 0.97


def test_the_table_of_wide_and_deep_takes_the_exceptions():
    known = world(0, seen=0.7, exceptions=0.1)
    found = accuracy(joined(known, hidden=SMALL.hidden).logits, known)
    assert found[ODD] > 0.99 and found["similar"] > 0.6
