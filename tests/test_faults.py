"""A sample of the faults that `make faults` plants: the pictures' tests notice every one."""

from __future__ import annotations

import pytest

from lessons_lib.lessons import likelihood_classification, universal_approximation, vc_shattering
from tests.faults import TESTS, Inapplicable, faults, is_seen, looks, noticed

SAMPLE = [
    ("universal_approximation", universal_approximation.TwoUnits),
    ("likelihood_classification", likelihood_classification.LogisticFit),
    ("vc_shattering", vc_shattering.Growth),
]
QUICK = {name: test for name, test in TESTS.items() if name != "controls"}


@pytest.mark.parametrize(("lesson", "kind"), SAMPLE, ids=[kind.__name__ for _, kind in SAMPLE])
def test_every_planted_fault_is_noticed(lesson, kind):
    whole, missed, planted = list(looks(kind)), [], 0
    for name, fault in faults(kind, seed=1):
        try:
            with fault:
                if is_seen(kind, whole):
                    planted += 1
                    missed += [name] * (not noticed(lesson, kind, QUICK))
        except Inapplicable:
            continue
    assert missed == [] and planted >= 6


def test_a_picture_without_a_fault_is_noticed_by_nothing():
    assert noticed(*SAMPLE[0], QUICK) == []
