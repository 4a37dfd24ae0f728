"""Lesson 02, wide against deep: folds, memory, generalisation, and what they cost."""

from lessons_lib.lessons.wide_deep.depths import Depths
from lessons_lib.lessons.wide_deep.learning import LearningCurves
from lessons_lib.lessons.wide_deep.lines import Bends
from lessons_lib.lessons.wide_deep.purchases import Purchases
from lessons_lib.lessons.wide_deep.tents import Tents
from lessons_lib.lessons.wide_deep.units import DigitUnits, PlaneUnits
from lessons_lib.lessons.wide_deep.weights import Weights

__all__ = [
    "Bends",
    "Depths",
    "DigitUnits",
    "LearningCurves",
    "PlaneUnits",
    "Purchases",
    "Tents",
    "Weights",
]
