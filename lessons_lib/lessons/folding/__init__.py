"""Lesson 02, fold the line: why depth multiplies pieces, and what training makes of it."""

from lessons_lib.lessons.folding.depths import PiecesByDepth
from lessons_lib.lessons.folding.disturbed import Disturbed
from lessons_lib.lessons.folding.layer import HiddenLayer
from lessons_lib.lessons.folding.lines import Bends
from lessons_lib.lessons.folding.strip import Strip
from lessons_lib.lessons.folding.tents import Tents
from lessons_lib.lessons.folding.trainings import AccuracyByDepth

__all__ = [
    "AccuracyByDepth",
    "Bends",
    "Disturbed",
    "HiddenLayer",
    "PiecesByDepth",
    "Strip",
    "Tents",
]
