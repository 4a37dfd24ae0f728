"""Lesson 09, likelihood and regression: from Gaussian noise to the squared error."""

from lessons_lib.lessons.regression_likelihood.line import Line
from lessons_lib.lessons.regression_likelihood.underflow import Underflow

__all__ = [
    "Line",
    "Underflow",
]
