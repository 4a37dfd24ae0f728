"""Why no answer is better than another: the targets that agree with the examples."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure

from lessons_lib.explorable import Explorable, Slider, Toggle
from lessons_lib.lessons.no_free_lunch.cube import FRONT, NAMES, Cube, box
from lessons_lib.theory.free_lunch.cube import CUT, TARGETS, Array, prior

SEEN, OPEN = FRONT, (4, 5, 6, 7)
EDGE = 0.8  # points
LEGIBLE = 0.026  # the narrowest column, as a share of the width, that holds a digit


class Agreeing(Explorable):
    """The 16 targets that agree with four examples, and where your answers are wrong."""

    size = (9.6, 4.6)
    weighed = False
    s000 = Toggle(False, label="label 1 seen at 000")
    s001 = Toggle(False, label="label 1 seen at 001")
    s010 = Toggle(False, label="label 1 seen at 010")
    s011 = Toggle(True, label="label 1 seen at 011")
    a100 = Toggle(False, label="answer 1 at 100")
    a101 = Toggle(False, label="answer 1 at 101")
    a110 = Toggle(False, label="answer 1 at 110")
    a111 = Toggle(True, label="answer 1 at 111")
    scenes = {
        "As nearest neighbour answers": {},
        "The opposite": {"a100": True, "a101": True, "a110": True, "a111": False},
        "All zeros seen": {"s011": False, "a111": False},
    }

    @property
    def seen(self) -> list[int]:
        """The labels of the four training corners."""
        return [int(self.values[f"s{NAMES[c]}"]) for c in SEEN]

    @property
    def answers(self) -> list[int]:
        """Your answers at the four open corners."""
        return [int(self.values[f"a{NAMES[c]}"]) for c in OPEN]

    @property
    def agreeing(self) -> Array:
        """Numbers of the 16 targets that agree with the labels seen, in the order of columns."""
        numbers = np.flatnonzero((TARGETS[:, SEEN] == self.seen).all(1))
        return numbers[np.argsort(self.places(numbers), kind="stable")]

    def places(self, numbers: Array) -> Array:
        """What the columns are in order of: the labels at the open corners, read as a number."""
        return np.asarray(TARGETS[numbers][:, OPEN] @ [8, 4, 2, 1])

    def shares(self) -> list[Fraction]:
        """The probability of each of these 16 targets, given what was seen."""
        return [Fraction(1, 16)] * 16

    def wrong(self) -> Array:
        """Where your answers are wrong, (4 open corners, 16 targets)."""
        return np.asarray(np.array(self.answers)[:, None] != TARGETS[self.agreeing][:, OPEN].T)

    def draw(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(2, 5))
        self.cube = Cube(left, "Seen, and your answers", size=0.8)
        right.set(
            xlim=(0, 1.2),
            ylim=(-0.9 * self.weighed, 4),
            title="Labels of the 16 targets that agree, a column for each",
        )
        right.spines["bottom"].set_bounds(0, 1)
        right.set(yticks=[3.5, 2.5, 1.5, 0.5, *([-0.45] if self.weighed else [])])
        right.set_yticklabels([*(NAMES[c] for c in OPEN), *(["cut edges"] * self.weighed)])
        if self.weighed:
            right.set(
                xticks=[0, 0.25, 0.5, 0.75, 1], xlabel="a column is as wide as it is probable"
            )
        else:
            right.set(xticks=(np.arange(16) + 0.5) / 16, xticklabels=range(1, 17), xlabel="target")
        right.grid(False)
        edge = {"edgecolor": mpl.rcParams["text.color"], "linewidth": EDGE}
        self.cells = {
            verdict: PolyCollection([], facecolor=colour, label=label, **edge)
            for verdict, colour, label in (
                (False, mpl.rcParams["figure.facecolor"], "your answer is right"),
                (True, "C1", "your answer is wrong"),
            )
        }
        for cells in self.cells.values():
            right.add_collection(cells, autolim=False)
        self._write(right)
        figure.legend(
            list(self.cells.values()),
            [str(cells.get_label()) for cells in self.cells.values()],
            loc="outside lower center",
            ncols=2,
        )

    def _write(self, axes: Axes) -> None:
        font: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": 11}
        self.digits = [[axes.text(0, 3.5 - row, "", **font) for _ in range(16)] for row in range(4)]
        self.edges = [axes.text(0, -0.45, "", **font) for _ in range(16)]
        self.sums = [axes.text(1.02, 3.5 - row, "", va="center", fontsize=11.5) for row in range(4)]

    def update(self) -> str:
        shares, wrong = self.shares(), self.wrong()
        inside = [str(label) for label in [*self.seen, *self.answers]]
        self.cube.show(SEEN, inside)
        right = np.cumsum([float(share) for share in shares])
        left = right - [float(share) for share in shares]
        for verdict, cells in self.cells.items():
            at = np.argwhere(wrong == verdict)
            cells.set_verts([box(left[i], 3.0 - row, right[i], 4.0 - row) for row, i in at])
            # An edge would fill a narrow column.
            cells.set_linewidth([EDGE * min(1, 60 * (right[i] - left[i])) for _, i in at])
        self._label((left + right) / 2, right - left > LEGIBLE, wrong)
        sums = [
            sum((p for p, w in zip(shares, row, strict=True) if w), Fraction()) for row in wrong
        ]
        for text, share in zip(self.sums, sums, strict=True):
            text.set_text(self._sum(share))
        return self._words(sums)

    def _label(self, middle: Array, wide: Array, wrong: Array) -> None:
        ink, paper = mpl.rcParams["text.color"], mpl.rcParams["figure.facecolor"]
        for i, target in enumerate(self.agreeing):
            for row, corner in enumerate(OPEN):
                text = self.digits[row][i]
                text.set(x=middle[i], text=str(TARGETS[target, corner]) if wide[i] else "")
                text.set_color(paper if wrong[row, i] else ink)
            told = self.weighed and wide[i]
            self.edges[i].set(x=middle[i], text=str(CUT[target]) if told else "")

    def _sum(self, share: Fraction) -> str:
        return f"{int(16 * share)} wrong"

    def _words(self, sums: list[Fraction]) -> str:
        counts = [int(16 * share) for share in sums]
        each = _listed([f"on {n} at {NAMES[c]}" for n, c in zip(counts, OPEN, strict=True)])
        return (
            f"Of the 16 targets that agree, your answer is wrong {each}: {sum(counts)} of 64"
            " answers together."
        )


def _listed(parts: list[str]) -> str:
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


class Weighed(Agreeing):
    """The same targets, each as wide as it is probable, and where your answers are wrong."""

    weighed = True
    smoothness = Slider(1.0, min=-3.0, max=3.0, step=0.25)
    scenes = {
        "All targets alike": {"smoothness": 0.0},
        "Smooth targets": {},
        "Rough targets": {"smoothness": -1.0},
        "Smooth, the opposite answers": Agreeing.scenes["The opposite"],
        "Rough, the opposite answers": {**Agreeing.scenes["The opposite"], "smoothness": -1.0},
    }

    def places(self, numbers: Array) -> Array:
        """Fewest cut edges first."""
        return np.asarray(CUT[numbers])

    def _sum(self, share: Fraction) -> str:
        return f"{float(share):.3f} wrong"

    def shares(self) -> list[Fraction]:
        by_edges = prior(self.smoothness)
        weights = [by_edges[edges] for edges in CUT[self.agreeing]]
        return [weight / sum(weights) for weight in weights]

    def _words(self, sums: list[Fraction]) -> str:
        each = _listed(
            [f"{float(share):.3f} at {NAMES[c]}" for c, share in zip(OPEN, sums, strict=True)]
        )
        return (
            f"Each cut edge makes a target {2.0**-self.smoothness:.3g} times as probable. Your"
            f" answer is wrong with probability {each}: {float(sum(sums) / 4):.3f} on average."
        )
