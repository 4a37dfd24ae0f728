"""Lesson 05, no free lunch: averaged over all targets, every learner is as good as any."""

from lessons_lib.lessons.no_free_lunch.agreeing import Agreeing, Weighed
from lessons_lib.lessons.no_free_lunch.cube import yours
from lessons_lib.lessons.no_free_lunch.heldout import HeldOut
from lessons_lib.lessons.no_free_lunch.learners import Learners
from lessons_lib.lessons.no_free_lunch.prior import WithPrior
from lessons_lib.lessons.no_free_lunch.real import RealData
from lessons_lib.lessons.no_free_lunch.targets import AllTargets
from lessons_lib.lessons.no_free_lunch.wins import WhoWins

__all__ = [
    "Agreeing",
    "AllTargets",
    "HeldOut",
    "Learners",
    "RealData",
    "Weighed",
    "WhoWins",
    "WithPrior",
    "yours",
]
