"""Softmax cross-entropy over three classes, on the simplex."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.colors import BoundaryNorm
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from numpy.typing import NDArray

from lessons_lib.explorable import Choice, Explorable, Points
from lessons_lib.losses import softmax_cross_entropy

HEIGHT = np.sqrt(3) / 2
CORNERS = np.array([[0.0, 0.0], [1.0, 0.0], [0.5, HEIGHT]])
CLASSES = ("A", "B", "C")
EDGE = 1e-4
BOUND = " No probability is drawn below 0.0001; the loss itself grows without bound."
LEVELS = np.arange(0, 5.1, 0.5)


def probabilities(point: tuple[float, float]) -> NDArray[Any]:
    """The distribution that a point stands for.

    Softmax never reaches an edge, so that no weight is below a ten-thousandth.
    """
    return np.asarray(EDGE + (1 - 3 * EDGE) * inside(point))


def inside(point: tuple[float, float]) -> NDArray[Any]:
    """The weights of the corners; for a point outside, of a place near it on the edge."""
    top = point[1] / HEIGHT
    right = point[0] - top / 2
    weights = np.clip([1 - top - right, right, top], 0, None)
    return np.asarray(weights / weights.sum())


def bands(label: int) -> PolyCollection:
    """The strips of the triangle between -ln p = 0, 1/2, 1, ..., 5 nats, and beyond.

    Where p of the corner `label` is p, a line runs from side to side, parallel to the third.
    """
    edges = np.exp(-np.append(LEVELS, np.inf))[:, None]
    top, *base = np.roll(CORNERS, -label, axis=0)
    ends = [edges * top + (1 - edges) * corner for corner in base]
    corners = np.stack([ends[0][:-1], ends[0][1:], ends[1][1:], ends[1][:-1]], 1)
    norm = BoundaryNorm(LEVELS, 256, extend="max")
    sheet = PolyCollection(list(corners), cmap="cividis_r", norm=norm, linewidth=0)
    sheet.set_array(np.append(LEVELS[:-1] + 0.25, LEVELS[-1] + 0.25))
    return sheet


def told(p: NDArray[Any]) -> str:
    """The probability of each class; to four digits where two would show a 0."""
    digits = 4 if p.min() < 0.005 else 2
    return ", ".join(f"{c} {v:.{digits}f}" for c, v in zip(CLASSES, p, strict=True))


class Simplex(Explorable):
    """Every point of the triangle is a distribution over three classes: drag it."""

    point = Points([(0.5, 0.289)], x=(0, 1), y=(0, 0.866), label="prediction")
    target = Choice("A", options=CLASSES, label="true class")
    size = (9.0, 4.6)
    scenes = {
        "Undecided": {},
        "Right": {"point": [(0.06, 0.03)]},
        "Wrong": {"point": [(0.5, 0.8)]},
        "Surely wrong": {"point": [(1.0, 0.0)]},
    }

    def changed(self, names: Iterable[str]) -> None:
        place = inside(self.point[0]) @ CORNERS
        if np.abs(place - self.point[0]).max() > 2 * EDGE:  # not merely rounded at an edge
            self.values["point"] = ((round(float(place[0]), 4), round(float(place[1]), 4)),)

    def draw(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(1.15, 1))
        left.set(
            xlim=(-0.12, 1.12),
            ylim=(-0.15, 1.0),
            aspect="equal",
            title="loss −ln p of the true class",
        )
        left.axis("off")
        self.sheets = [left.add_collection(bands(label)) for label in range(3)]
        figure.colorbar(self.sheets[0], ax=left, label="loss, nats", shrink=0.8)
        for (x, y), name in zip(CORNERS, CLASSES, strict=True):
            left.text(x, y + (0.04 if y else -0.12), name, ha="center", weight="bold")
        (self.height,) = left.plot([], [], "--", color="black", lw=2, label="p of the true class")
        self.height.set_path_effects([withStroke(linewidth=4, foreground="white")])
        (self.dot,) = left.plot([], [], "o", mfc="white", mec="black", ms=14, mew=2, label="point")
        right.set(title="p, t, and the gradient p − t", ylim=(-1.08, 1.08), xlabel="class")
        right.set_xticks(range(3), CLASSES)
        right.set_yticks((-1, -0.5, 0, 0.5, 1))
        right.axhline(0, color="C5", linewidth=1, linestyle="-")
        looks = (("p", "C0", ""), ("t", "C2", ".."), ("p − t", "C1", "//"))
        self.bars = [
            right.bar(np.arange(3) + 0.27 * (k - 1), 0, 0.27, color=c, alpha=0.7, hatch=h, label=n)
            for k, (n, c, h) in enumerate(looks)
        ]
        handles, words = right.get_legend_handles_labels()
        figure.legend(
            [self.height, *handles],
            [self.height.get_label(), *words],
            loc="outside upper center",
            ncols=4,
        )

    def update(self) -> str:
        p, label = probabilities(self.point[0]), CLASSES.index(self.target)
        for k, sheet in enumerate(self.sheets):
            sheet.set_visible(k == label)
        place, (start, end) = p @ CORNERS, np.delete(CORNERS, label, axis=0)
        side = (end - start) @ (place - start) * (end - start) + start  # sides have length 1
        self.height.set_data(*np.array([place, side]).T)
        self.dot.set_data(*([c] for c in place))
        # ln p are logits of p: softmax undoes the logarithm.
        z, t = np.log(p), np.eye(3)[label]
        slope = softmax_cross_entropy.gradient(z, t)
        for bars, heights in zip(self.bars, (p, t, slope), strict=True):
            for bar, height in zip(bars, heights, strict=True):
                bar.set_height(height)
        push = ", ".join(f"{v + 0.0:.2f}" for v in np.round(slope, 2))
        loss = float(softmax_cross_entropy(z, t))
        return (
            f"The model's probabilities are {told(p)}; the true class is {self.target}. The loss"
            f" −ln p({self.target}) is {loss:.2f} nats, and its gradient in the three logits is"
            f" {push}.{BOUND if p[label] < 2 * EDGE else ''}"
        )
