"""Lesson 09, choosing activations: which where, and why."""

from lessons_lib.lessons.choosing_activations.binary import Threshold
from lessons_lib.lessons.choosing_activations.collapse import Collapse
from lessons_lib.lessons.choosing_activations.gate import ForgetGate
from lessons_lib.lessons.choosing_activations.hidden import Hidden
from lessons_lib.lessons.choosing_activations.labels import SigmoidsOrSoftmax
from lessons_lib.lessons.choosing_activations.outputs import Outputs
from lessons_lib.lessons.choosing_activations.regions import Regions
from lessons_lib.lessons.choosing_activations.temperature import Softmax

__all__ = [
    "Collapse",
    "ForgetGate",
    "Hidden",
    "Outputs",
    "Regions",
    "SigmoidsOrSoftmax",
    "Softmax",
    "Threshold",
]
