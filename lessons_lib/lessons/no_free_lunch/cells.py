"""Target by target: who wins where."""

from __future__ import annotations

from textwrap import fill
from typing import Any, Literal

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Points, action
from lessons_lib.lessons.no_free_lunch.cube import (
    NAMES,
    SEVEN,
    Cube,
    Pair,
    learner_named,
    leave_room,
)
from lessons_lib.theory.free_lunch.cube import CUT, TARGETS, Array, predictions

ORDERS = {"number of the target": np.arange(256), "cut edges": np.argsort(CUT, kind="stable")}
# So aligned, the labels of the colour bar stay within its height.
SIDES: tuple[Literal["bottom", "center", "top"], ...] = ("bottom", "center", "top")
# Rows from the top and what is written beside them; 9 and 12 cut edges share the last row.
ROWS: dict[str, dict[float, str]] = {
    "number of the target": {row: str(16 * row) for row in range(0, 16, 3)},
    "cut edges": {0: "0, 3", 1: "3, 4", 2: "4", 4: "5", 7.5: "6", 11: "7", 13.5: "8", 15: "9, 12"},
}


def _borders() -> Array:
    """The lines between cells of different numbers of cut edges, in cells, (n, 2), with nan."""
    lines: list[tuple[float, float]] = []
    for place in np.flatnonzero(np.diff(np.sort(CUT))) + 1:
        row, column = divmod(int(place), 16)
        x, y = column - 0.5, 15.5 - row
        stair = [(-0.5, y - 1), (x, y - 1), (x, y)] if column else [(x, y)]
        lines += [*stair, (15.5, y), (np.nan, np.nan)]
    return np.array(lines)


class WhoWins(Pair):
    """One cell for each of the 256 targets: which of two learners has fewer wrong answers."""

    size = (9.6, 5.4)
    order = Choice("cut edges", options=tuple(ORDERS), label="cells in order of")
    cell = Points([(3.0, 14.0)], x=(0, 15), y=(0, 15), axes=1, label="target")
    scenes = {
        "Smooth targets first": {},
        "In order of number": {"order": "number of the target"},
        "Against always 1": {"second": "always 1"},
        "Network against neighbour": {
            "first": "MLP",
            "cell": [(15.0, 0.0)],
            **SEVEN,
            "second": "nearest neighbour",
        },
    }

    @property
    def target(self) -> int:
        """Number of the target in the marked cell."""
        ((x, y),) = self.cell
        return int(ORDERS[self.order][16 * (15 - round(y)) + round(x)])

    @action("Flip it where the two disagree")
    def flip(self) -> None:
        """Mark the target that differs just where the two learners' answers do."""
        if not self.nothing_to_do():
            number = self.partner()
            place = int(np.flatnonzero(ORDERS[self.order] == number)[0])
            self.cell = ((float(place % 16), float(15 - place // 16)),)

    def partner(self) -> int:
        """Number of that target: on it the two learners' errors are exchanged."""
        apart = self._answers(self.first) != self._answers(self.second)
        apart[list(self.training)] = False
        return int((TARGETS[self.target] ^ apart) @ 2 ** np.arange(8))

    def margin(self) -> Array:
        """Wrong answers of the second learner less those of the first, (256,)."""
        return self.wrong(self.second) - self.wrong(self.first)

    def draw(self, figure: Figure) -> None:
        leave_room(figure)
        left, self.right = figure.subplots(1, 2, width_ratios=(4, 5))
        self.cube = Cube(left, "The marked target")
        self.image = self.right.imshow(np.zeros((16, 16)), label="margin", origin="lower")
        self.right.set(xticks=[], title="Who has fewer wrong answers?")
        self.right.grid(False)
        (self.dots,) = self.right.plot(
            [], [], "o", color="C5", markerfacecolor="w", markersize=6, label="the second"
        )
        (self.borders,) = self.right.plot([], [], "-", color="k", linewidth=2, label="_borders")
        (self.mark,) = self.right.plot(
            [],
            [],
            "s",
            color="C3",
            markerfacecolor="none",
            markersize=17,
            markeredgewidth=3,
            clip_on=False,
        )
        self.mark.set_label("marked")
        self.bar = figure.colorbar(self.image, ax=self.right, shrink=0.85)
        self.legend = self.right.legend(
            [self.dots, self.mark],
            ["second", "the marked target"],
            **{"loc": "upper center", "bbox_to_anchor": (0.5, -0.02), "ncols": 1},
        )
        font: dict[str, Any] = {"family": "monospace", "fontsize": 9.5, "va": "top"}
        self.table = left.text(0.0, -0.02, "", transform=left.transAxes, **font)
        self.ends: tuple[int, str, str, str] | None = None

    def update(self) -> str:
        nothing = self.nothing_to_do()
        margin = np.zeros(256, int) if nothing else self.margin()
        cells = margin[ORDERS[self.order]].reshape(16, 16)[::-1]
        self.image.set_data(cells)
        self.dots.set_data(*np.argwhere(cells.T < 0).T)
        most = max(1, int(np.abs(margin).max()))
        ends = (most, self.second, self.first, self.order)
        if ends != self.ends:  # new ticks repaint the background
            self.ends = ends
            self.image.set_clim(-most, most)
            self.bar.set_ticks(
                [-most, 0, most], labels=[_low(self.second, most), "tie", _low(self.first, most)]
            )
            for text, side in zip(self.bar.ax.get_yticklabels(), SIDES, strict=True):
                text.set_verticalalignment(side)
            rows = ROWS[self.order]
            self.right.set_yticks([15 - row for row in rows], labels=rows.values())
            first = "number of the first target in the row"
            self.borders.set_data(*(_borders().T if self.order == "cut edges" else ([], [])))
            self.right.set_ylabel("cut edges" if self.order == "cut edges" else first)
        self.legend.get_texts()[0].set_text(f"{self.second} has fewer")
        self.mark.set_data(*np.round(self.cell).T)
        labels = TARGETS[self.target]
        self.cube.show(self.training, [str(label) for label in labels])
        self.table.set_text("" if nothing else self._table(labels))
        return nothing or f"{self._counts(margin)} {self._marked(labels)}"

    def _counts(self, margin: Array) -> str:
        first, second = int((margin > 0).sum()), int((margin < 0).sum())
        return (
            f"{self.first} has fewer wrong answers on {first} targets, {self.second} on {second};"
            f" {256 - first - second} are ties."
        ).replace(self.first[0], self.first[0].upper(), 1)

    def _table(self, labels: Array) -> str:
        outside = [c for c in range(8) if c not in self.training]
        rows: list[tuple[str, Any]] = [("corner", [NAMES[c] for c in outside])]
        rows += [("label", labels[outside])]
        rows += [(name, self._answers(name)[outside]) for name in (self.first, self.second)]
        wide = max(len(name) for name, _ in rows)
        return "\n".join(
            f"{name:{wide}}" + "".join(f"{value!s:>4}" for value in values) for name, values in rows
        )

    def _marked(self, labels: Array) -> str:
        outside = [c for c in range(8) if c not in self.training]
        said = ", ".join(
            f"{name} answers {_listed(self._answers(name)[outside])}"
            for name in (self.first, self.second)
        )
        corners = ", ".join(NAMES[c] for c in outside)
        edges = CUT[self.target]
        return (
            f"The marked target {self.target} has {edges} cut edge{'' if edges == 1 else 's'} and,"
            f" at {corners}, the labels {_listed(labels[outside])}; there {said}."
        )

    def _answers(self, name: str) -> Array:
        return np.asarray(predictions(learner_named(name), self.training)[self.target])


def _low(name: str, most: int) -> str:
    return f"{fill(name, 10)}\nby {most}"


def _listed(labels: Array) -> str:
    return ", ".join(map(str, labels))
