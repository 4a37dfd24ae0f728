"""The tests before each part of the lecture."""

from __future__ import annotations

from lessons_lib.explorable.gain import Before
from lessons_lib.pairs import part


def why_deep() -> Before:
    """Before lessons 01 to 05."""
    return Before(part("why_deep"))


def gradients() -> Before:
    """Before lessons 06 to 08."""
    return Before(part("gradients"))


def choosing() -> Before:
    """Before lessons 09 and 12."""
    return Before(part("choosing"))


def likelihood() -> Before:
    """Before lessons 10 and 11."""
    return Before(part("likelihood"))
