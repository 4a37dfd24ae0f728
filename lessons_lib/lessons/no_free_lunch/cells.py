"""Target by target: who wins where."""

from __future__ import annotations

from textwrap import fill

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


class WhoWins(Pair):
    """One cell for each of the 256 targets: which of two learners has fewer wrong answers."""

    size = (9.6, 5.0)
    order = Choice("cut edges", options=tuple(ORDERS), label="cells in order of")
    cell = Points([(0.0, 15.0)], x=(0, 15), y=(0, 15), axes=1, label="target")
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
        self.right.set(xticks=[], yticks=[], title="Who has fewer wrong answers?")
        self.right.grid(False)
        (self.dots,) = self.right.plot(
            [], [], "o", color="C5", markerfacecolor="w", markersize=6, label="the second"
        )
        (self.mark,) = self.right.plot(
            [], [], "s", color="C3", markerfacecolor="none", markersize=17, markeredgewidth=3
        )
        self.mark.set_label("marked")
        self.bar = figure.colorbar(self.image, ax=self.right, shrink=0.85)
        self.legend = self.right.legend(
            [self.dots], ["second"], loc="upper center", bbox_to_anchor=(0.5, -0.02)
        )
        self.ends: tuple[int, str, str] | None = None

    def update(self) -> str:
        nothing = self.nothing_to_do()
        margin = np.zeros(256, int) if nothing else self.margin()
        cells = margin[ORDERS[self.order]].reshape(16, 16)[::-1]
        self.image.set_data(cells)
        self.dots.set_data(*np.argwhere(cells.T < 0).T)
        most = max(1, int(np.abs(margin).max()))
        ends = (most, self.second, self.first)
        if ends != self.ends:  # new ticks repaint the background
            self.ends = ends
            self.image.set_clim(-most, most)
            self.bar.set_ticks(
                [-most, 0, most], labels=[_low(self.second), "tie", _low(self.first)]
            )
        self.legend.get_texts()[0].set_text(f"{self.second} has fewer")
        top = "0 cut edges" if self.order == "cut edges" else "target 0"
        bottom = "12 cut edges" if self.order == "cut edges" else "target 255"
        self.right.set_ylabel(f"{bottom}  ←  →  {top}")
        self.mark.set_data(*np.round(self.cell).T)
        labels = TARGETS[self.target]
        self.cube.show(self.training, [str(label) for label in labels])
        return nothing or f"{self._counts(margin)} {self._marked(labels)}"

    def _counts(self, margin: Array) -> str:
        first, second = int((margin > 0).sum()), int((margin < 0).sum())
        return (
            f"{self.first} has fewer wrong answers on {first} targets, {self.second} on {second};"
            f" {256 - first - second} are ties."
        ).replace(self.first[0], self.first[0].upper(), 1)

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


def _low(name: str) -> str:
    return fill(name, 10)


def _listed(labels: Array) -> str:
    return ", ".join(map(str, labels))
