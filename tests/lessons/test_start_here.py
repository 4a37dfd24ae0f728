"""Lesson 00: its exercise."""

from __future__ import annotations

import pytest

from lessons_lib.lessons.start_here import check


@pytest.mark.parametrize(
    ("bias", "words"),
    [
        (30, "sign"),
        (0.75, "not the place"),
        (-0.75, "40, is missing"),
        (-20, "right"),
        (-31, "too small"),
    ],
)
def test_a_wrong_bias_is_told_what_is_wrong(bias, words):
    feedback = check.switch_at(bias)
    assert not feedback.right and words in feedback.words


def test_the_right_bias_is_right():
    assert check.switch_at(-30).right
