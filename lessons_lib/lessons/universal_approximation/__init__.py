"""Lesson 01, universal approximation: one hidden layer, and what the theorem says of it."""

from lessons_lib.lessons.universal_approximation.by_hand import CurveByHand
from lessons_lib.lessons.universal_approximation.outside import OutsideTheBox
from lessons_lib.lessons.universal_approximation.rates import ErrorAgainstN
from lessons_lib.lessons.universal_approximation.square import OneTower, Surface
from lessons_lib.lessons.universal_approximation.theorem import Theorem
from lessons_lib.lessons.universal_approximation.units import OneUnit, TwoUnits

__all__ = [
    "CurveByHand",
    "ErrorAgainstN",
    "OneTower",
    "OneUnit",
    "OutsideTheBox",
    "Surface",
    "Theorem",
    "TwoUnits",
]
