"""Lesson 10, likelihood and classification: from the product of probabilities to p - t."""

from lessons_lib.lessons.classification_likelihood.bars import Bars
from lessons_lib.lessons.classification_likelihood.confident import ConfidentlyWrong
from lessons_lib.lessons.classification_likelihood.logistic import LogisticFit
from lessons_lib.lessons.classification_likelihood.logits import FromLogits
from lessons_lib.lessons.classification_likelihood.rows import Rows
from lessons_lib.lessons.classification_likelihood.samples import Samples
from lessons_lib.lessons.classification_likelihood.simplex import Simplex

__all__ = [
    "Bars",
    "ConfidentlyWrong",
    "FromLogits",
    "LogisticFit",
    "Rows",
    "Samples",
    "Simplex",
]
