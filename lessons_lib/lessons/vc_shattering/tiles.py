"""Points dragged in the plane, and all their labellings as tiles."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.colors import LinearSegmentedColormap, to_rgb
from matplotlib.figure import Figure
from numpy.typing import NDArray

from lessons_lib.explorable import Choice, Explorable, Points, action
from lessons_lib.lessons.vc_shattering.answers import (
    BUDGET,
    NAMES,
    NETWORK,
    SINE,
    Answer,
    answers,
)
from lessons_lib.theory.shattering.classes import labels_of

Array = NDArray[Any]
MOST, PIXELS, FINE = 6, 192, 160
SQUARE = [(0.2, 0.2), (0.8, 0.2), (0.2, 0.8), (0.8, 0.8)]
NEW = ((0.5, 0.8), (0.2, 0.25), (0.8, 0.3), (0.5, 0.45), (0.15, 0.7), (0.85, 0.75))


def grid(side: int) -> Array:
    """Middles of the pixels of the unit square, (side, side, 2), the lowest row first."""
    middles = (np.arange(side) + 0.5) / side
    return np.stack(np.meshgrid(middles, middles), -1)


class Labellings(Explorable):
    """All labellings of the points: which can this class reach, and how?"""

    size = (9.8, 5.2)
    hypotheses = Choice("lines", options=NAMES)
    points = Points(NEW[:3], count=(1, MOST), label="point")
    tile = Points([(0.38, 0.94)], axes=1, label="marked tile")
    scenes = {
        "Lines, three points": {},
        "Lines, three in a row": {
            "points": [(0.2, 0.2), (0.5, 0.5), (0.8, 0.8)],
            "tile": [(0.62, 0.94)],
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
        return int(2 ** ((len(self.points) + 1) // 2))

    @property
    def labelling(self) -> int:
        """The number of the labelling in the marked tile."""
        ((x, y),) = self.tile
        rows = 2 ** len(self.points) // self.columns
        column, row = (int(v * self.columns) for v in (x, 1 - y))
        column, row = min(column, self.columns - 1), min(row, rows - 1)
        return row * self.columns + column

    def draw(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2)
        for axes in (left, right):
            axes.set(xlim=(0, 1), ylim=(0, 1), xticks=[], yticks=[], aspect="equal")
            axes.grid(False)
        left.set(title="The marked labelling", xlabel="x", ylabel="y")
        right.set_title("All labellings")
        shade: dict[str, Any] = {
            "extent": (0, 1, 0, 1),
            "vmin": -1,
            "vmax": 1,
            "interpolation": "nearest",
            "cmap": LinearSegmentedColormap.from_list("sides", _tints()),
        }
        self.near = left.imshow(np.zeros((1, 1)), label="inside", **shade)
        self.far = right.imshow(np.zeros((1, 1)), label="tiles", **shade)
        (self.edges,) = right.plot([], [], color="C5", linewidth=1, linestyle="-", label="_edges")
        (self.frame,) = right.plot([], [], color="C3", linewidth=4, linestyle="-", label="marked")
        look: dict[str, Any] = {"linestyle": "", "markeredgewidth": 1.5}
        self.big: list[Any] = []
        self.small: list[Any] = []
        for axes, kept, size in ((left, self.big, 15), (right, self.small, 5)):
            place = "" if axes is left else " in tiles"
            kept += axes.plot([], [], "o", color="C0", markersize=size, label=f"+{place}", **look)
            kept += axes.plot(
                [], [], "s", color="C1", markersize=size - 1, label=f"−{place}", **look
            )
            kept += axes.plot([], [], color="C3", linewidth=2, linestyle="-", label=f"_hull{place}")
            kept += axes.plot(
                [], [], "X", color="C3", markersize=1.3 * size, label=f"impossible{place}", **look
            )
        self.unknown = right.plot(
            [], [], marker="$?$", color="C5", markersize=14, linestyle="", label="not found"
        )[0]
        figure.legend(
            [*self.big[:2], self.big[3], self.unknown],
            ["+", "−", "impossible: both claim this place", "not found"],
            loc="outside lower center",
            ncols=4,
        )

    def update(self) -> str:
        found = answers(self.hypotheses, self.points)
        labels = labels_of(len(self.points))
        self._tiles(found, labels)
        code = self.labelling
        self.near.set_data(_shade(found[code], FINE))
        self._dots(self.big, [(np.zeros(2), 1.0, found[code], labels[code])])
        return f"{self._counted(found)} {self._marked(found[code], labels[code])}"

    def _tiles(self, found: tuple[Answer, ...], labels: Array) -> None:
        columns = self.columns
        rows = len(found) // columns
        side, pixels = 1 / columns, max(PIXELS // columns, 12)
        shades = np.array([_shade(answer, pixels) for answer in found])
        blocks = shades.reshape(rows, columns, pixels, pixels)
        self.far.set_data(blocks.transpose(0, 2, 1, 3).reshape(rows * pixels, -1))
        self.far.set_extent((0, 1, 1 - rows * side, 1))
        corners = np.array([(k % columns, rows - 1 - k // columns) for k in range(len(found))])
        base = corners * side + (0, 1 - rows * side)
        square = np.array([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0), (np.nan, np.nan)]) * side
        self.edges.set_data(*(base[:, None] + square).reshape(-1, 2).T)
        self.frame.set_data(*(base[self.labelling] + square[:5]).T)
        self._dots(self.small, list(zip(base, [side] * len(found), found, labels, strict=True)))
        lost = [b + side / 2 for b, a in zip(base, found, strict=True) if a == Answer(None)]
        self.unknown.set_data(*np.reshape(lost, (-1, 2)).T)

    def _dots(self, artists: list[Any], tiles: list[tuple[Array, float, Answer, Array]]) -> None:
        """Points, and where there is a certificate, the hulls that meet, of each tile."""
        p = np.array(self.points)
        hulls, places = [], []
        for base, side, (_, no), _ in tiles:
            if no:
                pairs = [*combinations(no.plus, 2), *combinations(no.minus, 2)]
                hulls += [base + side * q for i, j in pairs for q in (*p[[i, j]], p[i] * np.nan)]
                places.append(base + side * np.array(no.point))
        for artist, wanted in zip(artists, (True, False), strict=False):
            spots = [base + side * p[chosen == wanted] for base, side, _, chosen in tiles]
            artist.set_data(*np.concatenate(spots).T)
        artists[2].set_data(*np.reshape(hulls, (-1, 2)).T)
        artists[3].set_data(*np.reshape(places, (-1, 2)).T)

    def _counted(self, found: tuple[Answer, ...]) -> str:
        reached = sum(answer.inside is not None for answer in found)
        words = f"{self.hypotheses}: {reached} of {len(found)} labellings are reached"
        if self.hypotheses == NETWORK and reached < len(found):
            lost = len(found) - reached
            return f"{words}; {lost} {'was' if lost == 1 else 'were'} not found in {BUDGET}."
        return f"{words}, so the set is{'' if reached == len(found) else ' not'} shattered."

    def _marked(self, answer: Answer, labels: Array) -> str:
        told = "".join("+" if label else "−" for label in labels)
        if answer.inside:
            return f"The marked labelling {told} is reached: the blue side is +."
        if answer.certificate is None:
            return f"The marked labelling {told} was not found in {BUDGET}."
        plus, minus, _ = answer.certificate
        one, other = (" and ".join(str(i + 1) for i in members) for members in (plus, minus))
        return f"The marked labelling {told} is impossible: {self._why(one, other)}."

    def _why(self, one: str, other: str) -> str:
        if self.hypotheses == SINE:
            return "no w of a whole period gives it"
        if self.hypotheses == "lines":
            return f"the hull of the + points {one} meets the hull of the − points {other}"
        if self.hypotheses == "discs":
            return f"a disc with points {one} inside holds one of points {other} as well"
        return f"whatever holds the + points {one} holds the − point {other} as well"


def _shade(answer: Answer, side: int) -> Array:
    """1 inside, -1 outside, 0 where there is no hypothesis; the top row first."""
    if answer.inside is None:
        return np.zeros((side, side))
    return np.where(answer.inside(grid(side)), 1.0, -1.0)[::-1]


def _tints() -> list[Array]:
    """The colours of −, of neither and of +: those of the marks, mixed with the paper."""
    paper, plus, minus = (
        np.array(to_rgb(name)) for name in (mpl.rcParams["figure.facecolor"], "C0", "C1")
    )
    return [0.35 * minus + 0.65 * paper, paper, 0.35 * plus + 0.65 * paper]
