"""Lesson 09, likelihood and regression: from Gaussian noise to the squared error."""

from lessons_lib.lessons.regression_likelihood.constants import Constants
from lessons_lib.lessons.regression_likelihood.descent import Descent
from lessons_lib.lessons.regression_likelihood.line import Line
from lessons_lib.lessons.regression_likelihood.notdensity import NotDensity
from lessons_lib.lessons.regression_likelihood.outlier import Outlier
from lessons_lib.lessons.regression_likelihood.underflow import Underflow

__all__ = ["Constants", "Descent", "Line", "NotDensity", "Outlier", "Underflow"]
