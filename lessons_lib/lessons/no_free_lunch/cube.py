"""The cube {0,1}^3 drawn, and the controls that choose training corners and learners."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import lru_cache, partial
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from lessons_lib._running import Failed, run
from lessons_lib.explorable import Choice, Explorable, Toggle
from lessons_lib.theory.free_lunch.cube import CORNERS, EDGES, Array, Learner, errors, predictions
from lessons_lib.theory.free_lunch.learners import LEARNERS, for_each

PLACES = CORNERS @ np.array([[0.45, 0.38], [0.0, 1.0], [1.0, 0.0]])
# All edges as one line, lifted between them by nan: one artist instead of twelve.
OUTLINE = np.concatenate([[*PLACES[[a, b]], (np.nan, np.nan)] for a, b in EDGES])
# Each name stands where no edge passes: beside the corner, below most, above the topmost two.
BESIDE = {"000": (0, -0.24), "001": (0.06, -0.24), "010": (0, 0.24), "011": (0.26, -0.13)}
BESIDE |= {"100": (0.24, -0.17), "101": (0.1, -0.23), "110": (0, 0.24), "111": (0, 0.24)}
NAMES = ["".join(map(str, corner)) for corner in CORNERS]
FRONT = (0, 1, 2, 3)
YOURS = "yours"
_yours: list[Learner] = []
_refused: list[str] = []


def yours(learner: Callable[[Array, Array], Array]) -> str:
    """Enter your learner; the pictures know it by the name returned, "yours".

    It takes X (m, 3) and y (m,), and returns its answers, 0 or 1, at the 8 corners. Of one that
    does not, the picture that is to show it says why.
    """
    _yours.clear()
    _refused.clear()
    watched = partial(run, for_each(learner), aloud=False)
    try:
        for m in range(1, 8):
            predictions(watched, range(m))
    except (Failed, ValueError) as why:
        _refused.append(f"Your learner cannot be shown: {why}")
    else:
        _yours.append(watched)
    return YOURS


def learner_named(name: str) -> Learner:
    """The learner of that name; ValueError for "yours" while there is none."""
    if name != YOURS:
        return LEARNERS[name]
    if not _yours:
        nobody = "There is no learner of yours yet: write one, and call yours(it) first."
        raise ValueError(_refused[0] if _refused else nobody)
    return _yours[0]


def entered() -> list[str]:
    """Names of all learners, with yours if there is one."""
    return [*LEARNERS, *([YOURS] if _yours else [])]


@lru_cache(maxsize=512)
def _errors(learner: Learner, training: tuple[int, ...]) -> Array:
    return errors(learner, training)


class OnTheCube(Explorable):
    """The training corners, each with its switch."""

    c000 = Toggle(True, label="000")
    c001 = Toggle(True, label="001")
    c010 = Toggle(True, label="010")
    c011 = Toggle(True, label="011")
    c100 = Toggle(False, label="100")
    c101 = Toggle(False, label="101")
    c110 = Toggle(False, label="110")
    c111 = Toggle(False, label="111")

    @property
    def training(self) -> tuple[int, ...]:
        """Numbers of the training corners."""
        return tuple(c for c, name in enumerate(NAMES) if self.values[f"c{name}"])

    @property
    def outside(self) -> int:
        """How many corners are left to predict."""
        return 8 - len(self.training)

    def nothing_to_do(self) -> str:
        """What to say if there is nothing to learn from, or nothing to predict."""
        if not self.training:
            return "0 training corners: nothing to learn from. Tick at least one."
        if not self.outside:
            return "All 8 corners are training corners: nothing is left to predict."
        return ""

    def wrong(self, name: str) -> Array:
        """Wrong answers off the training set, for each target, (256,)."""
        return _errors(learner_named(name), self.training)


class Pair(OnTheCube):
    """Two learners as well."""

    first = Choice("nearest neighbour", options=(*LEARNERS, YOURS), label="one learner")
    second = Choice("majority", options=(*LEARNERS, YOURS), label="the other")


def corners_ticked(text: str) -> dict[str, bool]:
    """Values for the eight switches: those in `text`, such as "000 011", are on."""
    return {f"c{name}": name in text.split() for name in NAMES}


SEVEN = corners_ticked("000 001 010 011 100 101 110")


def box(left: float, bottom: float, right: float, top: float) -> Array:
    """The corners of a bar or of a cell, (4, 2)."""
    return np.array([(left, bottom), (right, bottom), (right, top), (left, top)])


def leave_room(figure: Figure) -> None:
    """Keep the right edge free: words there change, and the layout does not."""
    engine = figure.get_layout_engine()
    assert isinstance(engine, ConstrainedLayoutEngine)
    engine.set(rect=(0, 0, 0.98, 1))


class Cube:
    """The drawn cube: squares are training corners, circles are to be predicted.

    `size` is 1 for a cube that fills half a picture, less for smaller ones.
    """

    def __init__(self, axes: Axes, title: str = "", *, size: float = 1.0) -> None:
        self.axes = axes
        axes.set(xlim=(-0.3, 1.85), ylim=(-0.4, 1.8), aspect="equal")
        axes.set_title(title, y=0.98)
        axes.set_axis_off()
        axes.plot(*OUTLINE.T, color="C5", linewidth=1.4, linestyle="-", label="_edges")
        look: dict[str, Any] = {"markersize": 25 * size, "linestyle": "", "markeredgewidth": 2}
        (self.seen,) = axes.plot([], [], "s", color="C0", label="training corners", **look)
        (self.wrong,) = axes.plot([], [], "o", color="C1", label="wrong answers", **look)
        look["markerfacecolor"] = mpl.rcParams["figure.facecolor"]
        (self.unseen,) = axes.plot([], [], "o", color="C4", label="corners to predict", **look)
        font: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": 8 + 5 * size}
        self.texts = [axes.text(x, y, "", fontweight="bold", zorder=5, **font) for x, y in PLACES]
        font["fontsize"] = 7 + 4 * size
        for at, name in zip(PLACES, NAMES, strict=True):
            x, y = at + BESIDE[name]
            axes.text(x, y, name, **font)

    def show(
        self, training: tuple[int, ...], inside: list[str], wrong: Collection[int] = ()
    ) -> None:
        """Mark the training corners and the wrong answers; write into each corner its text."""
        unseen = [c for c in range(8) if c not in training and c not in wrong]
        self.seen.set_data(*PLACES[list(training)].T)
        self.wrong.set_data(*PLACES[list(wrong)].T)
        self.unseen.set_data(*PLACES[unseen].T)
        paper = mpl.rcParams["figure.facecolor"]
        for c, (text, words) in enumerate(zip(self.texts, inside, strict=True)):
            text.set(text=words, color=mpl.rcParams["text.color"] if c in unseen else paper)
