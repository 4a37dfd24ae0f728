"""Lesson 02, fold the line: why depth multiplies pieces, and what training makes of it."""

from lessons_lib.lessons.folding.depths import PiecesByDepth
from lessons_lib.lessons.folding.epochs import AccuracyByEpochs
from lessons_lib.lessons.folding.layer import HiddenLayer
from lessons_lib.lessons.folding.lines import Bends
from lessons_lib.lessons.folding.strip import Strip
from lessons_lib.lessons.folding.switches import SwitchesByLayer
from lessons_lib.lessons.folding.tents import Tents

__all__ = [
    "AccuracyByEpochs",
    "Bends",
    "HiddenLayer",
    "PiecesByDepth",
    "Strip",
    "SwitchesByLayer",
    "Tents",
]
