"""A strip of paper being folded, and the graph of where its points come to lie."""

from __future__ import annotations

from math import ceil
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text

from lessons_lib.explorable import Explorable, Slider
from lessons_lib.theory.depth.strip import folded, meeting
from lessons_lib.theory.depth.tent import Array

MOST = 3
TOP = 0.72  # of the needle
HAIR = 1e-9  # from a crease into the piece beside it
LOOKS = (("runs to the right", "C0", "-"), ("turned over", "C1", "--"))


class Strip(Explorable):
    """A strip that is folded in the middle again and again: which of its points meet."""

    size = (9.8, 4.4)
    folds = Slider(1.0, min=0.0, max=float(MOST), step=0.05)
    place = Slider(0.3, min=0.2, max=0.8, step=0.05, label="place y of the dots")
    scenes = {
        "The flat strip": {"folds": 0.0},
        "The right half turns over": {"folds": 0.25},
        "It lies on the left half": {"folds": 0.5},
        "Drawn out: one fold": {},
        "The second fold": {"folds": 1.3},
        "Two folds": {"folds": 2.0},
        "Three folds": {"folds": 3.0},
    }

    def draw(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(5, 4))
        left.set(xlim=(-0.05, 1.1), ylim=(-0.1, 0.76), aspect="equal", yticks=[])
        left.set(xlabel="place along the table", title="The strip (dashed: turned over)")
        left.grid(False)
        right.set(xlim=(0, 1), ylim=(-0.06, 1.1), xlabel="point x of the flat strip")
        right.set(ylabel="place along the table", title="Where each point lies")
        self.parts = [_parts(axes) for axes in (left, right)]
        (self.creases,) = left.plot([], [], color="C5", linewidth=1.5, linestyle="-")
        self.creases.set_label("_creases")
        (self.level,) = right.plot([], [], color="C5", linewidth=1.2, linestyle=":")
        self.level.set_label("_place")
        (self.needle,) = left.plot([], [], color="C5", linewidth=1.8, linestyle=":")
        self.needle.set_label("needle")
        self.named = left.text(0, 0, "", fontsize=12, va="top")
        self.dots, self.numbers = zip(*(_dots(axes) for axes in (left, right)), strict=True)

    def update(self) -> str:
        begun = ceil(self.folds)
        edges = np.arange(2**begun + 1) / 2**begun
        x = np.column_stack([edges[:-1] + HAIR, edges[1:] - HAIR])
        along, above = folded(x, self.folds)
        self._show_pieces(0, along, above)
        self._show_pieces(1, x, folded(x, self.folds, 0.0)[0])
        joints = [np.column_stack([v[:-1, 1], v[1:, 0]]) for v in (along, above)]
        self.creases.set_data(*map(_with_gaps, joints))
        marks = meeting(self.place, begun)
        self._show_dots(0, *folded(marks, self.folds))
        self._show_dots(1, marks, folded(marks, self.folds, 0.0)[0])
        still = begun == self.folds
        self.level.set_data(*(([0, 1], [self.place] * 2) if still else ([], [])))
        self.needle.set_data(*(([self.place] * 2, [-0.1, TOP]) if still else ([], [])))
        self.named.set_text("needle" if still else "")
        self.named.set_position((self.place + 0.02, TOP))
        return self._words(begun, marks)

    def _show_pieces(self, panel: int, x: Array, y: Array) -> None:
        for k, line in enumerate(self.parts[panel]):
            line.set_data(_with_gaps(x[k::2]), _with_gaps(y[k::2]))

    def _show_dots(self, panel: int, x: Array, y: Array) -> None:
        self.dots[panel].set_data(x, y)
        for k, text in enumerate(self.numbers[panel]):
            text.set_text(str(k + 1) if k < len(x) else "")
            if k < len(x):
                text.set_position((x[k], y[k]))

    def _words(self, begun: int, marks: Array) -> str:
        part = self.folds - int(self.folds)
        told = ", ".join(f"{x:.4g}" for x in marks)
        if not begun:
            return f"The strip lies flat, and each point x lies at its own place: dot 1 at {told}."
        if 0 < part < 0.5:
            return f"Fold {begun} is under way: what lies to the right of 1/2 turns over."
        if part:
            return f"Fold {begun} is under way: the strip is drawn out to twice its length."
        return (
            f"After {begun} fold{'s' * (begun > 1)} the graph has {2**begun} straight pieces, one"
            f" for each layer. {2**begun} points lie on the place {self.place:g}: x = {told}."
        )


def _parts(axes: Axes) -> list[Line2D]:
    """The pieces that run to the right, and those that run back."""
    return [
        axes.plot([], [], color=colour, linestyle=dashes, linewidth=3, label=label)[0]
        for label, colour, dashes in LOOKS
    ]


def _dots(axes: Axes) -> tuple[Line2D, list[Text]]:
    """The marked points and their numbers."""
    (dots,) = axes.plot([], [], "o", color="C2", markersize=12, label="points that meet")
    look: dict[str, Any] = {"color": axes.get_facecolor(), "fontsize": 10, "fontweight": "bold"}
    numbers = [
        axes.text(0, 0, "", ha="center", va="center_baseline", **look) for _ in range(2**MOST)
    ]
    return dots, numbers


def _with_gaps(ends: Array) -> Array:
    """Pairs (n, 2) as one line that is broken between them."""
    return np.column_stack([ends, np.full(len(ends), np.nan)]).ravel()
