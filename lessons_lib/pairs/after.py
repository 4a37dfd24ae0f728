"""The tests after each part of the lecture."""

from __future__ import annotations

from lessons_lib.explorable.gain import After
from lessons_lib.pairs import part


def why_deep() -> After:
    """After lessons 01 to 05."""
    return After(part("why_deep"))


def gradients() -> After:
    """After lessons 06 to 08."""
    return After(part("gradients"))


def choosing() -> After:
    """After lessons 09 and 12."""
    return After(part("choosing"))


def likelihood() -> After:
    """After lessons 10 and 11."""
    return After(part("likelihood"))
