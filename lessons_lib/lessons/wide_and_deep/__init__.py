"""Lesson 02, wide against deep: folds, memory, generalisation, and what they cost."""

from lessons_lib.lessons.wide_and_deep.depths import PiecesByDepth
from lessons_lib.lessons.wide_and_deep.learning import LearningCurves
from lessons_lib.lessons.wide_and_deep.lines import Bends
from lessons_lib.lessons.wide_and_deep.purchases import Purchases
from lessons_lib.lessons.wide_and_deep.tents import Tents
from lessons_lib.lessons.wide_and_deep.units import DigitUnits, PlaneUnits
from lessons_lib.lessons.wide_and_deep.weights import Weights

__all__ = [
    "Bends",
    "DigitUnits",
    "LearningCurves",
    "PiecesByDepth",
    "PlaneUnits",
    "Purchases",
    "Tents",
    "Weights",
]
