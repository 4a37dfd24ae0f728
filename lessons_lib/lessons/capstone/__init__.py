"""Lesson 11, put it together: four real tasks, a workbench, a report and a review."""

from lessons_lib.lessons.capstone.bench import Workbench
from lessons_lib.lessons.capstone.questions import review
from lessons_lib.lessons.capstone.report import Report

__all__ = ["Report", "Workbench", "review"]
