"""The derivations of this lesson: from the likelihood to each loss and its gradient."""

from lessons_lib.lessons.likelihood_classification.derive.conditional import conditional
from lessons_lib.lessons.likelihood_classification.derive.cross_entropy import (
    likelihood_to_cross_entropy,
)
from lessons_lib.lessons.likelihood_classification.derive.gradients import gradient
from lessons_lib.lessons.likelihood_classification.derive.losses import bernoulli, categorical
from lessons_lib.lessons.likelihood_classification.derive.weighted import weighted_squared_error

__all__ = [
    "bernoulli",
    "categorical",
    "conditional",
    "gradient",
    "likelihood_to_cross_entropy",
    "weighted_squared_error",
]
