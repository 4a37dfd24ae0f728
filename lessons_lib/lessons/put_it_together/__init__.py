"""Lesson 12, put it together: four real tasks, a workbench, a report and a review."""

from lessons_lib.lessons.put_it_together.against import Against
from lessons_lib.lessons.put_it_together.bench import Workbench
from lessons_lib.lessons.put_it_together.questions import review
from lessons_lib.lessons.put_it_together.report import Report
from lessons_lib.lessons.put_it_together.selection import Selection

__all__ = ["Against", "Report", "Selection", "Workbench", "review"]
