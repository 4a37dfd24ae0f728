"""Lesson 04, VC dimension and shattering: which labellings a class of hypotheses can reach."""

from lessons_lib.lessons.vc_shattering.counts import Growth
from lessons_lib.lessons.vc_shattering.depth import Depth
from lessons_lib.lessons.vc_shattering.tiles import Labellings
from lessons_lib.lessons.vc_shattering.wave import Wave
from lessons_lib.theory.shattering.best_lines import line_gaps

__all__ = ["Depth", "Growth", "Labellings", "Wave", "line_gaps"]
