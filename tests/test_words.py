"""The words of a refusal."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons_lib._words import LONGEST, meant, nearest, told
from lessons_lib.activations import ACTIVATIONS


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Relu", "relu"),
        ("ReLU", "relu"),
        ("Leaky-ReLU", "leaky_relu"),
        ("leaky relu", "leaky_relu"),
        ("LeakyReLU", "leaky_relu"),
        ("E.L.U", "elu"),
        ("rellu", "relu"),
        ("leaky", "leaky_relu"),
        ("swish", None),
        ("", None),
        (None, None),
        (3, None),
    ],
)
def test_case_hyphens_and_spaces_do_not_count_in_a_suggestion(name, near):
    assert nearest(name, ACTIVATIONS) == near
    assert meant(name, ACTIVATIONS) == (f" (did you mean {near!r}?)" if near else "")


@given(st.sampled_from(list(ACTIVATIONS)), st.data())
def test_a_known_name_written_otherwise_is_always_recognised(name, data):
    joint = data.draw(st.sampled_from(["_", "-", " ", ""]))
    cases = data.draw(st.lists(st.booleans(), min_size=len(name), max_size=len(name)))
    written = "".join(c.upper() if up else c for c, up in zip(name, cases, strict=True))
    assert nearest(written.replace("_", joint), ACTIVATIONS) == name


class Mute:
    def __repr__(self):
        raise RuntimeError


@pytest.mark.parametrize(
    "value",
    [10**5000, "x" * 10**5, np.eye(50), list(range(10**4)), Mute(), "a\nb", {1: "\n"}],
    ids=["digits", "text", "array", "list", "mute", "lines", "dict"],
)
def test_any_value_is_told_in_one_short_line(value):
    assert "\n" not in told(value) and len(told(value)) < LONGEST + 10


def test_a_short_value_is_told_as_it_is():
    assert told("3") == "'3'" and told([1, 2]) == "[1, 2]"
    assert told(10**5000) == "a value of type int"
