"""Points dragged in the plane, and all their labellings as tiles."""

from __future__ import annotations

from math import ceil, sqrt
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from lessons_lib.explorable import Choice, Explorable, Points, action
from lessons_lib.lessons.vc_shattering.answers import BUDGET, NAMES, NETWORK, Answer, answers
from lessons_lib.lessons.vc_shattering.marks import artists, hollow, legend, numbers, put
from lessons_lib.lessons.vc_shattering.refusals import HULLS, ONE, proof, why
from lessons_lib.lessons.vc_shattering.sides import edge, shade, tints
from lessons_lib.theory.shattering.classes import labels_of

Array = NDArray[Any]
MOST, PIXELS, FINE = 6, 192, 320
TICKS = (0, 0.5, 1)
SQUARE = [(0.2, 0.2), (0.8, 0.2), (0.2, 0.8), (0.8, 0.8)]
NEW = ((0.5, 0.8), (0.2, 0.25), (0.8, 0.3), (0.5, 0.45), (0.15, 0.7), (0.85, 0.75))


class Labellings(Explorable):
    """All labellings of the points: which can this class reach, and how?"""

    size = (9.8, 5.2)
    hypotheses = Choice("lines", options=NAMES)
    points = Points(NEW[:3], count=(1, MOST), label="point")
    tile = Points([(0.5, 0.83)], axes=1, label="marked tile")
    scenes = {
        "Lines, three points": {},
        "Lines, three in a row": {
            "points": [(0.2, 0.2), (0.5, 0.5), (0.8, 0.8)],
            "tile": [(0.83, 0.83)],
        },
        "Lines, four points": {"points": NEW[:4], "tile": [(0.12, 0.38)]},
        "Lines, XOR": {
            "points": SQUARE,
            "tile": [(0.62, 0.62)],
        },
        "Discs, four points": {
            "hypotheses": "discs",
            "points": NEW[:4],
            "tile": [(0.88, 0.62)],
        },
        "Rectangles, a diamond": {
            "hypotheses": "rectangles",
            "points": [(0.5, 0.85), (0.15, 0.5), (0.85, 0.45), (0.5, 0.15)],
            "tile": [(0.62, 0.62)],
        },
        "Polygons, six on a circle": {
            "hypotheses": "convex polygons",
            "points": [(0.9, 0.5), (0.7, 0.85), (0.3, 0.85), (0.1, 0.5), (0.3, 0.15), (0.7, 0.15)],
            "tile": [(0.31, 0.31)],
        },
        "A small network on XOR": {
            "hypotheses": NETWORK,
            "points": SQUARE,
            "tile": [(0.62, 0.62)],
        },
    }

    @action("Add a point")
    def add(self) -> None:
        n = len(self.points)
        if n >= MOST:
            raise ValueError(f"{n} points have {2**n} labellings: {MOST} points are the most.")
        self.points = (*self.points, NEW[n])

    @action("Remove a point")
    def remove(self) -> None:
        if len(self.points) == 1:
            raise ValueError("one point has to stay.")
        self.points = self.points[:-1]

    @property
    def columns(self) -> int:
        """Tiles in a row."""
        return ceil(sqrt(2 ** len(self.points)))

    @property
    def labelling(self) -> int:
        """The number of the labelling in the marked tile."""
        ((x, y),) = self.tile
        column, row = (min(int(v * self.columns), self.columns - 1) for v in (x, 1 - y))
        return min(row * self.columns + column, 2 ** len(self.points) - 1)

    def draw(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2)
        for axes in (left, right):
            axes.set(xlim=(0, 1), ylim=(0, 1), aspect="equal")
            axes.grid(False)
        left.set(
            title="The marked labelling", xlabel="$x_1$", ylabel="$x_2$", xticks=TICKS, yticks=TICKS
        )
        right.set(title="All labellings: press one to mark it", xticks=[], yticks=[])
        right.spines[:].set_visible(False)
        look: dict[str, Any] = {"extent": (0, 1, 0, 1), "vmin": -1, "vmax": 1, "cmap": tints()}
        look["interpolation"] = "nearest"
        self.near = left.imshow(np.zeros((1, 1)), label="inside", **look)
        self.far = right.imshow(np.zeros((1, 1)), label="tiles", **look)
        (self.walls,) = right.plot([], [], color="C5", linewidth=1, linestyle="-", label="_walls")
        self.big = artists(left, "", hollow(21), 2.4)
        self.small = artists(right, " in tiles", {"linestyle": "", "markersize": 5}, 1.2)
        (self.frame,) = right.plot([], [], color="C3", linewidth=4, linestyle="-", label="marked")
        self.numbers = numbers(left, MOST)
        self.unknown = right.plot(
            [], [], marker="$?$", color="C5", markersize=9, linestyle="", label="not found"
        )[0]
        self._legend(None)

    def update(self) -> str:
        found = answers(self.hypotheses, self.points)
        labels = labels_of(len(self.points))
        self._tiles(found, labels)
        marked, chosen = found[self.labelling], labels[self.labelling]
        self.near.set_data(shade(marked.level, FINE))
        self._dots(self.big, [(np.zeros(2), 1.0, marked, chosen)], FINE // 2)
        put(self.numbers, self.points)
        self._legend(marked)
        return f"{self._counted(found)} {self._marked(marked, chosen)}"

    def _tiles(self, found: tuple[Answer, ...], labels: Array) -> None:
        columns = self.columns
        rows = ceil(len(found) / columns)
        side, pixels = 1 / columns, max(PIXELS // columns, 24)
        shades = np.zeros((rows * columns, pixels, pixels))
        shades[: len(found)] = [shade(answer.level, pixels) for answer in found]
        blocks = shades.reshape(rows, columns, pixels, pixels)
        self.far.set_data(blocks.transpose(0, 2, 1, 3).reshape(rows * pixels, -1))
        self.far.set_extent((0, 1, 1 - rows * side, 1))
        corners = np.array([(k % columns, rows - 1 - k // columns) for k in range(len(found))])
        base = corners * side + (0, 1 - rows * side)
        square = np.array([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0), (np.nan, np.nan)]) * side
        self.walls.set_data(*(base[:, None] + square).reshape(-1, 2).T)
        self.frame.set_data(*(base[self.labelling] + square[:5]).T)
        tiles = list(zip(base, [side] * len(found), found, labels, strict=True))
        self._dots(self.small, tiles, pixels)
        for marks in self.small[:2]:
            marks.set_markersize(5 if columns < 6 else 3)
        above = side * np.array([0.5, 0.82])
        lost = [b + above for b, a in zip(base, found, strict=True) if a == Answer(None)]
        self.unknown.set_data(*np.reshape(lost, (-1, 2)).T)

    def _dots(
        self, drawn: list[Any], tiles: list[tuple[Array, float, Answer, Array]], cells: int
    ) -> None:
        """Of each tile: points, the hypothesis' edge, or the certificate and its place."""
        p = np.array(self.points)
        edges, proofs, places = [np.empty((0, 2))], [np.empty((0, 2))], []
        for base, side, (level, no), _ in tiles:
            edges.append(base + side * edge(level, cells))
            if no:
                proofs.append(base + side * proof(self.hypotheses, p, no))
                places.append(base + side * np.array(no.point))
        for artist, wanted in zip(drawn, (True, False), strict=False):
            spots = [base + side * p[chosen == wanted] for base, side, _, chosen in tiles]
            artist.set_data(*np.concatenate(spots).T)
        rings = [np.reshape(places, (-1, 2))]
        for artist, rows in zip(drawn[2:], (edges, proofs, rings), strict=True):
            artist.set_data(*np.concatenate(rows).T)

    def _legend(self, marked: Answer | None) -> None:
        """Name what the large panel shows."""
        plus, minus, edge_of, lines, ring = self.big
        named = [(plus, "+"), (minus, "−")]
        if marked and marked.certificate:
            named += [(lines, self._lines()), (ring, self._ring(marked))]
        elif marked is None or len(edge_of.get_xdata()):
            named.append((edge_of, ONE.get(self.hypotheses, "where the network's logit is 0")))
        if len(self.unknown.get_xdata()):
            named.append((self.unknown, "not found"))
        legend(self.near, named, "outside lower center", len(named))

    def _lines(self) -> str:
        if self.hypotheses in HULLS:
            return "hulls of + and of −"
        if self.hypotheses == "rectangles":
            return "smallest rectangle around these +"
        return "at these +"

    def _ring(self, marked: Answer) -> str:
        if self.hypotheses == "lines" or (marked.certificate and len(marked.certificate.minus) > 1):
            return "in both hulls"
        return "− that is always included"

    def _counted(self, found: tuple[Answer, ...]) -> str:
        reached = sum(answer.level is not None for answer in found)
        words = f"{self.hypotheses}: {reached} of {len(found)} labellings are reached"
        if self.hypotheses == NETWORK and reached < len(found):
            lost = len(found) - reached
            return f"{words}; {lost} {'was' if lost == 1 else 'were'} not found in {BUDGET}."
        return f"{words}, so the set is{'' if reached == len(found) else ' not'} shattered."

    def _marked(self, answer: Answer, labels: Array) -> str:
        told = "".join("+" if label else "−" for label in labels)
        if answer.level:
            everywhere = not len(self.big[2].get_xdata())
            side = f"all that is shown is {told[0]}" if everywhere else "the blue side is +"
            return f"The marked labelling {told} is reached: {side}."
        if answer.certificate is None:
            return f"The marked labelling {told} was not found in {BUDGET}."
        because = why(self.hypotheses, np.array(self.points), answer.certificate)
        return f"The marked labelling {told} is impossible: {because}."
