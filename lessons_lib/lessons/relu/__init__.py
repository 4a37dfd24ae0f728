"""Lesson 07, ReLU to the rescue: what it cures, what it does not, and how units die."""

from lessons_lib.lessons.relu.census import Census
from lessons_lib.lessons.relu.cost import Cost
from lessons_lib.lessons.relu.deep import DeepTraining
from lessons_lib.lessons.relu.derivatives import Derivatives
from lessons_lib.lessons.relu.race import Race
from lessons_lib.lessons.relu.scale import DeepScale

__all__ = ["Census", "Cost", "DeepScale", "DeepTraining", "Derivatives", "Race"]
