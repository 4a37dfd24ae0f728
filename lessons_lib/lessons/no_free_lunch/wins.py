"""Target by target: who wins where, and where the same lead is lost again."""

from __future__ import annotations

from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure

from lessons_lib.explorable import Points, action
from lessons_lib.lessons.no_free_lunch.cube import NAMES, SEVEN, Cube, Pair, box, learner_named
from lessons_lib.theory.free_lunch.cube import CUT, TARGETS, Array, predictions

COLUMNS = np.unique(CUT)  # a column for each number of cut edges that occurs, (9,)
ABREAST, WIDTH = 4, 0.2  # squares side by side in a column, and how wide each is
TALL = 16  # rows of the tallest possible column: 64 targets have 6 cut edges


class WhoWins(Pair):
    """A square for each target on which one of two learners has fewer wrong answers."""

    size = (9.6, 5.4)
    spot = Points([(5.3, -0.5)], x=(-0.5, 8.5), y=(-TALL, TALL), axes=3, label="marked target")
    scenes = {
        "Nearest neighbour and majority": {},
        "Against always 1": {"second": "always 1"},
        "Cross-validation against its opposite": {
            "first": "cross-validation",
            "second": "anti-cross-validation",
        },
        "Network and neighbour, seven examples": {
            "first": "MLP",
            "second": "nearest neighbour",
            **SEVEN,
        },
    }

    @property
    def target(self) -> int | None:
        """Number of the marked target, whose square is the nearest; None while all are ties."""
        places = self.places(self.margin())
        if self.nothing_to_do() or not places:
            return None
        return min(places, key=lambda t: float(np.hypot(*np.subtract(places[t], self.spot[0]))))

    @action("Go to its partner")
    def flip(self) -> None:
        """Mark the target that differs just where the two learners' answers do."""
        if (target := self.target) is not None:
            x, y = self.places(self.margin())[self.partner(target)]
            self.spot = ((x, y),)

    def partner(self, target: int) -> int:
        """Number of that target: on it the two learners' errors are exchanged."""
        apart = self._answers(self.first, target) != self._answers(self.second, target)
        apart[list(self.training)] = False
        return int((TARGETS[target] ^ apart) @ 2 ** np.arange(8))

    def margin(self) -> Array:
        """Wrong answers of the second learner less those of the first, (256,)."""
        if self.nothing_to_do():
            return np.zeros(256, int)
        return self.wrong(self.second) - self.wrong(self.first)

    def places(self, margin: Array) -> dict[int, tuple[float, float]]:
        """The middle of each target's square: above 0 where the first learner leads."""
        found = {}
        for column, edges in enumerate(COLUMNS):
            for sign in (1, -1):
                for k, target in enumerate(np.flatnonzero((edges == CUT) & (margin * sign > 0))):
                    x = column + (k % ABREAST - (ABREAST - 1) / 2) * WIDTH
                    found[int(target)] = (round(x, 3), sign * (k // ABREAST + 0.5))
        return found

    def draw(self, figure: Figure) -> None:
        grid = figure.add_gridspec(2, 3, width_ratios=(2.2, 2.2, 5.4), height_ratios=(1, 1))
        self.cubes = [
            Cube(figure.add_subplot(grid[0, i]), title, size=0.6)
            for i, title in enumerate(("Marked target", "Its partner"))
        ]
        below = figure.add_subplot(grid[1, :2])
        below.set_axis_off()
        font: dict[str, Any] = {"family": "monospace", "fontsize": 9.5, "va": "top"}
        self.table = below.text(0.0, 0.95, "", transform=below.transAxes, **font)
        self._draw_columns(figure, figure.add_subplot(grid[:, 2]))

    def _draw_columns(self, figure: Figure, axes: Axes) -> None:
        self.axes = axes
        axes.set(xlim=(-1.2, 8.55), xticks=range(len(COLUMNS)), xticklabels=COLUMNS, yticks=[])
        axes.set(xlabel="cut edges of the target", title="Who has fewer wrong answers?")
        axes.spines["left"].set_visible(False)
        axes.grid(False)
        paper = mpl.rcParams["figure.facecolor"]
        self.squares = [
            PolyCollection([], facecolor=colour, edgecolor=paper, linewidth=0.8, label=label)
            for colour, label in (("C0", "first"), ("C1", "second"))
        ]
        for squares in self.squares:
            axes.add_collection(squares, autolim=False)
        axes.axhline(0, color="C5", linewidth=1.2, linestyle="-", label="_zero")
        (self.way,) = axes.plot([], [], ":", color="C5", linewidth=1.6, label="_way")
        look: dict[str, Any] = {"color": "C3", "markersize": 12, "markeredgewidth": 2.5}
        look["markerfacecolor"] = paper
        (self.mark,) = axes.plot([], [], "s", label="marked", **look)
        (self.other,) = axes.plot([], [], "D", label="partner", **look)
        font: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": 11}
        self.counts = [[axes.text(i, 0, "", **font) for i in range(len(COLUMNS))] for _ in "+-"]
        font |= {"transform": axes.get_xaxis_transform(), "color": "C5"}
        axes.text(-0.85, 0.03, "ties", **font)
        self.ties = [axes.text(i, 0.03, "", **font) for i in range(len(COLUMNS))]
        self.legend = figure.legend(
            [*self.squares, self.mark, self.other],
            ["first", "second", "the marked target", "its partner"],
            loc="outside lower right",
            ncols=2,
        )

    def update(self) -> str:
        margin = self.margin()
        places = self.places(margin)
        self._show_squares(margin, places)
        sides = zip(self.legend.get_texts()[:2], (self.first, self.second), (1, -1), strict=True)
        for text, name, sign in sides:
            text.set_text(f"{name} has fewer: {(margin * sign > 0).sum()}")
        self._mark(places)
        return self.nothing_to_do() or f"{self._counts(margin)} {self._marked()}"

    def _show_squares(self, margin: Array, places: dict[int, tuple[float, float]]) -> None:
        for sign, squares in zip((1, -1), self.squares, strict=True):
            squares.set_verts(
                [
                    box(x - WIDTH / 2, y - 0.5, x + WIDTH / 2, y + 0.5)
                    for t, (x, y) in places.items()
                    if margin[t] * sign > 0
                ]
            )
        rows = [abs(y) for _, y in places.values()]
        most = max(rows, default=1.0) + 3.5
        if self.axes.get_ylim() != (-most, most):
            self.axes.set_ylim(-most, most)
        self._count(margin)

    def _count(self, margin: Array) -> None:
        """The numbers: above and below each column, and its ties at the foot."""
        nothing, above = self.nothing_to_do(), 0.06 * self.axes.get_ylim()[1]
        for i, edges in enumerate(COLUMNS):
            leads = margin[edges == CUT]
            for sign, texts in zip((1, -1), self.counts, strict=True):
                count = int((leads * sign > 0).sum())
                texts[i].set(y=sign * (-(-count // ABREAST) + above), text=str(count or ""))
            ties = int((leads == 0).sum())
            self.ties[i].set_text("" if nothing else str(ties))

    def _mark(self, places: dict[int, tuple[float, float]]) -> None:
        target = self.target
        if target is None:
            return self._unmark()
        pair = (target, self.partner(target))
        here, there = (places[t] for t in pair)
        self.mark.set_data(*np.transpose([here]))
        self.other.set_data(*np.transpose([there]))
        self.way.set_data(*np.transpose([here, there]))
        for cube, number in zip(self.cubes, pair, strict=True):
            cube.show(self.training, [str(label) for label in TARGETS[number]])
        self.table.set_text(self._table(*pair))

    def _unmark(self) -> None:
        for line in (self.mark, self.other, self.way):
            line.set_data([], [])
        for cube in self.cubes:
            cube.show(self.training, [""] * 8)
        self.table.set_text("")

    def _table(self, target: int, partner: int) -> str:
        outside = [c for c in range(8) if c not in self.training]
        rows: list[tuple[str, Any]] = [
            ("open corner", [NAMES[c] for c in outside]),
            ("marked target", TARGETS[target, outside]),
            ("its partner", TARGETS[partner, outside]),
        ]
        rows += [(n, self._answers(n, target)[outside]) for n in (self.first, self.second)]
        wide = max(len(name) for name, _ in rows)
        return "\n".join(
            f"{name:{wide}}" + "".join(f"{value!s:>4}" for value in values) for name, values in rows
        )

    def _counts(self, margin: Array) -> str:
        first, second = int((margin > 0).sum()), int((margin < 0).sum())
        return (
            f"{self.first} has fewer wrong answers on {first} targets, {self.second} on {second};"
            f" {256 - first - second} are ties."
        ).replace(self.first[0], self.first[0].upper(), 1)

    def _marked(self) -> str:
        target = self.target
        if target is None:
            return "So there is no target to mark."
        here, there = (
            ", ".join(f"{name} {self.wrong(name)[number]}" for name in (self.first, self.second))
            for number in (target, self.partner(target))
        )
        return f"Wrong answers on the marked target: {here}; on its partner: {there}."

    def _answers(self, name: str, target: int) -> Array:
        return np.array(predictions(learner_named(name), self.training)[target])
