"""Lesson 03, wide against deep: memory, generalisation, and what they cost."""

from lessons_lib.lessons.wide_and_deep.digit_units import DigitUnits
from lessons_lib.lessons.wide_and_deep.learning import LearningCurves
from lessons_lib.lessons.wide_and_deep.purchases import Purchases
from lessons_lib.lessons.wide_and_deep.shop import Shop
from lessons_lib.lessons.wide_and_deep.units import PlaneUnits
from lessons_lib.lessons.wide_and_deep.weights import Weights

__all__ = [
    "DigitUnits",
    "LearningCurves",
    "PlaneUnits",
    "Purchases",
    "Shop",
    "Weights",
]
