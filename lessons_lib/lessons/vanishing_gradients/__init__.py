"""Lesson 06, vanishing gradients: backpropagation as a product, and what depth does to it."""

from lessons_lib.lessons.vanishing_gradients.by_hand import ByHand
from lessons_lib.lessons.vanishing_gradients.cause import CauseTested
from lessons_lib.lessons.vanishing_gradients.depths import Depths
from lessons_lib.lessons.vanishing_gradients.flow import GradientFlow
from lessons_lib.lessons.vanishing_gradients.saturation import Saturation
from lessons_lib.lessons.vanishing_gradients.speeds import LearningSpeed
from lessons_lib.lessons.vanishing_gradients.symmetry import Symmetry
from lessons_lib.lessons.vanishing_gradients.trainer import Trainer

__all__ = [
    "ByHand",
    "CauseTested",
    "Depths",
    "GradientFlow",
    "LearningSpeed",
    "Saturation",
    "Symmetry",
    "Trainer",
]
