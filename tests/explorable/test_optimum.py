"""Where functions are smallest, and where they are not; each minimum is known by hand."""

from __future__ import annotations

import numpy as np
import pytest

from lessons_lib.explorable.optimum import smallest


def _bowl(t):
    return float((t[0] - 1) ** 2 + 3 * (t[1] + 2) ** 2)


@pytest.mark.parametrize(
    "f",
    [
        _bowl,
        lambda t: 5 * _bowl(t) + 7,
        lambda t: -1e-200 * np.exp(-_bowl(t)),
        lambda t: abs(t[0] - 1) + abs(t[1] + 2),
        lambda t: max(abs(t[0] - 1), abs(t[1] + 2)),
    ],
)
def test_the_one_place_is_found(f):
    assert smallest(f, 2).words == "(1.00, -2.00)"


def test_a_place_far_away_is_found():
    assert smallest(lambda t: (t[0] - 5000) ** 2, 1).words == "(5000.00)"


@pytest.mark.parametrize(
    "f",
    [
        lambda t: -_bowl(t),
        lambda t: t[0] + 2 * t[1],
        lambda t: np.exp(t[0]),
        lambda t: -1 / (1 + np.exp(t[0] - 3)) - 1 / (1 + np.exp(t[1])),
        lambda t: 1 / (1 + abs(t[0]) + abs(t[1])),
    ],
    ids=["down", "plane", "towards 0", "towards -2", "both ways"],
)
def test_a_function_that_falls_without_end_has_no_place(f):
    found = smallest(f, 2)
    assert found.places == () and found.words == "it falls however far one goes"


@pytest.mark.parametrize("f", [lambda t: (t[0] + t[1] - 1) ** 2, lambda t: (t[1] - 1) ** 2])
def test_a_trough_has_more_than_one_place(f):
    found = smallest(f, 2)
    assert len(found.places) == 2 and " and " in found.words
    assert [f(place) for place in found.places] == pytest.approx([0, 0], abs=1e-12)


def test_of_two_valleys_the_deeper_is_taken():
    found = smallest(lambda t: (t[0] ** 2 - 1) ** 2 - 0.1 * t[0], 1)
    # The derivative 4 t^3 - 4 t - 0.1 is 0 at 1.0123 in the right valley.
    assert found.words == "(1.01)"


def test_places_are_the_same_only_if_there_is_one_each():
    bowl, trough = smallest(_bowl, 2), smallest(lambda t: (t[1] + 2) ** 2, 2)
    assert bowl.at_one_place_with(smallest(lambda t: 3 * _bowl(t), 2))
    assert not bowl.at_one_place_with(smallest(lambda t: _bowl(t) + 0.1 * t[0], 2))
    assert not trough.at_one_place_with(trough)
    endless = smallest(lambda t: t[0] + t[1], 2)
    assert not endless.at_one_place_with(endless)


def _narrow(t):
    """-exp(-200 (t - 3)^2), which is 0 in floating point at -1, 0 and 1."""
    return -np.exp(-200 * (t[0] - 3) ** 2)


def test_what_is_0_wherever_the_search_begins_is_found_from_a_guess():
    assert smallest(_narrow, 1, [(2.9,)]).words == "(3.00)"


def test_a_function_that_looks_constant_has_no_place_and_underflow_is_named():
    assert smallest(lambda t: 7.0, 1).words == "it is the same wherever the search begins"
    found = smallest(_narrow, 1)
    assert found.places == () and "underflows to 0, take fewer points" in found.words


def test_a_start_without_a_value_is_passed_over():
    # ln underflows to minus infinity at 0 and at -1, where the density is 0.
    found = smallest(lambda t: -np.log(np.exp(-200 * (t[0] - 1.5) ** 2)), 1)
    assert found.words == "(1.50)"
