"""The tests after each part of the lecture."""

from __future__ import annotations

from lessons_lib.explorable.gain import After
from lessons_lib.pairs import part


def why_deep() -> After:
    """After lessons 01 to 05."""
    return After(part("why_deep"))
