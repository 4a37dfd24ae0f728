"""Lesson 05, no free lunch: averaged over all targets, every learner is as good as any."""

from lessons_lib.lessons.no_free_lunch.agreeing import Agreeing, Weighed
from lessons_lib.lessons.no_free_lunch.cells import WhoWins
from lessons_lib.lessons.no_free_lunch.cube import yours
from lessons_lib.lessons.no_free_lunch.learners import Learners
from lessons_lib.lessons.no_free_lunch.prior import WithPrior
from lessons_lib.lessons.no_free_lunch.real import RealData
from lessons_lib.lessons.no_free_lunch.targets import AllTargets

__all__ = [
    "Agreeing",
    "AllTargets",
    "Learners",
    "RealData",
    "Weighed",
    "WhoWins",
    "WithPrior",
    "yours",
]
