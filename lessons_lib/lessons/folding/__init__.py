"""Lesson 02, fold the line: why depth multiplies pieces, and what training makes of it."""

from lessons_lib.lessons.folding.depths import PiecesByDepth
from lessons_lib.lessons.folding.lines import Bends
from lessons_lib.lessons.folding.tents import Tents

__all__ = ["Bends", "PiecesByDepth", "Tents"]
