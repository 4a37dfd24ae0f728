"""Lesson 03, VC dimension and shattering: which labellings a class of hypotheses can reach."""

from lessons_lib.lessons.shattering.counts import Growth
from lessons_lib.lessons.shattering.depth import Depth
from lessons_lib.lessons.shattering.search import Search
from lessons_lib.lessons.shattering.tiles import Labellings
from lessons_lib.lessons.shattering.wave import Wave

__all__ = ["Depth", "Growth", "Labellings", "Search", "Wave"]
