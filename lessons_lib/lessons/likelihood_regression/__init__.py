"""Lesson 10, likelihood and regression: from Gaussian noise to the squared error."""

from lessons_lib.lessons.likelihood_regression.constants import Constants
from lessons_lib.lessons.likelihood_regression.descent import Descent
from lessons_lib.lessons.likelihood_regression.line import Line
from lessons_lib.lessons.likelihood_regression.noise_level import NoiseLevel
from lessons_lib.lessons.likelihood_regression.notdensity import NotDensity
from lessons_lib.lessons.likelihood_regression.outlier import Outlier
from lessons_lib.lessons.likelihood_regression.underflow import Underflow

__all__ = ["Constants", "Descent", "Line", "NoiseLevel", "NotDensity", "Outlier", "Underflow"]
