"""The tests before each part of the lecture."""

from __future__ import annotations

from lessons_lib.explorable.gain import Before
from lessons_lib.pairs import part


def why_deep() -> Before:
    """Before lessons 01 to 05."""
    return Before(part("why_deep"))
