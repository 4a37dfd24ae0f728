"""Lesson 08, ReLU variants: what they do below zero, and whether it matters."""

from lessons_lib.lessons.relu_variants.family import Family
from lessons_lib.lessons.relu_variants.fixed import FixedSlopes
from lessons_lib.lessons.relu_variants.halves import BothHalves
from lessons_lib.lessons.relu_variants.learned import SlopesLearn
from lessons_lib.lessons.relu_variants.means import MeanActivation
from lessons_lib.lessons.relu_variants.ours import Digits
from lessons_lib.lessons.relu_variants.paper import Paper

__all__ = [
    "BothHalves",
    "Digits",
    "Family",
    "FixedSlopes",
    "MeanActivation",
    "Paper",
    "SlopesLearn",
]
