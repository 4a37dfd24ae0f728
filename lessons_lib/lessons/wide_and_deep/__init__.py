"""Lesson 03, wide against deep: memory, generalisation, and what they cost."""

from lessons_lib.lessons.wide_and_deep.digit_units import DigitUnits
from lessons_lib.lessons.wide_and_deep.learning import LearningCurves
from lessons_lib.lessons.wide_and_deep.parameters import Parameters
from lessons_lib.lessons.wide_and_deep.purchases import Purchases
from lessons_lib.lessons.wide_and_deep.shop import Shop
from lessons_lib.lessons.wide_and_deep.weights import Weights

__all__ = [
    "DigitUnits",
    "LearningCurves",
    "Parameters",
    "Purchases",
    "Shop",
    "Weights",
]
