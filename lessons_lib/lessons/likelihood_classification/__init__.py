"""Lesson 11, likelihood and classification: from the product of probabilities to p - t."""

from lessons_lib.lessons.likelihood_classification.bars import Bars
from lessons_lib.lessons.likelihood_classification.confident import ConfidentlyWrong
from lessons_lib.lessons.likelihood_classification.logistic import LogisticFit
from lessons_lib.lessons.likelihood_classification.logits import FromLogits
from lessons_lib.lessons.likelihood_classification.separable import Separable
from lessons_lib.lessons.likelihood_classification.simplex import Simplex

__all__ = [
    "Bars",
    "ConfidentlyWrong",
    "FromLogits",
    "LogisticFit",
    "Separable",
    "Simplex",
]
