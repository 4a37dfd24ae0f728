"""sign(sin(w x)): one parameter that shatters as many points as you like."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from lessons_lib.explorable import Choice, Explorable, Slider, Text
from lessons_lib.lessons.vc_shattering.marks import hollow, legend, numbers, put
from lessons_lib.theory.shattering.sine import halving, reachable, shattering_w

Array = NDArray[Any]
SETS = {"halving: 1/2, 1/4, 1/8, …": True, "equal steps: 1, 2, 3, …": False}
MOST = 8
# A half turn is drawn where it takes a 200th of the axis' length, about four pixels, or more.
SPACE = 200


class Wave(Explorable):
    """sin(w x) through any labels: the w is computed, not searched."""

    size = (9.4, 5.6)
    labels = Text("+-+-", label="labels, such as +-+-")
    x = Choice("halving: 1/2, 1/4, 1/8, …", options=tuple(SETS), label="points")
    look = Slider(1, min=1, max=MOST, step=1, label="enlarge point")
    scenes = {
        "Four labels": {},
        "Eight labels": {"labels": "+--+-++-"},
        "Equal steps, reached": {"labels": "+-+-", "x": "equal steps: 1, 2, 3, …"},
        "Equal steps, impossible": {"labels": "++-+", "x": "equal steps: 1, 2, 3, …"},
    }

    @property
    def signs(self) -> list[bool]:
        """The labels; ValueError if the text has other signs, or too many."""
        text = self.labels.strip().replace("−", "-")
        if not 1 <= len(text) <= MOST or set(text) - set("+-"):
            raise ValueError(f"labels {self.labels!r}: write 1 to {MOST} signs + and -.")
        return [sign == "+" for sign in text]

    def solution(self) -> float | None:
        """A w that gives these labels; None if there is none."""
        signs = self.signs
        if SETS[self.x]:
            return shattering_w(signs)
        found, _ = reachable(np.arange(1, len(signs) + 1))
        return found.get(sum(1 << i for i, sign in enumerate(signs) if sign))

    def draw(self, figure: Figure) -> None:
        self.axes, self.zoom = figure.subplots(2, 1, height_ratios=(3, 2))
        self.axes.set(xlabel="x", ylabel="sin(w x)", ylim=(-1.3, 1.3))
        self.zoom.set(xlabel="x, three turns of the wave around one point", ylim=(-1.3, 1.3))
        self.zoom.set(ylabel="sin(w x)")
        for axes in (self.axes, self.zoom):
            axes.axhline(0, color="C5", linewidth=1, linestyle="-", label="_zero")
        self.dense = Rectangle((0, -1), 1, 2, color="C5", alpha=0.25, label="too dense to draw")
        self.axes.add_patch(self.dense)
        self.shown = [_marked(self.axes, ""), _marked(self.zoom, " enlarged")]
        self.numbers, self.number = numbers(self.axes, MOST), numbers(self.zoom, MOST)
        self._legend()

    def update(self) -> str:
        signs, w = np.array(self.signs), self.solution()
        n, halved = len(signs), SETS[self.x]
        x = halving(n) if halved else np.arange(1.0, n + 1)
        low, high = (0.7 * x[-1], 0.65) if halved else (0.6, n + 0.4)
        if self.axes.get_xlim() != (low, high):
            self.axes.set_xscale("log" if halved else "linear", **({"base": 2} if halved else {}))
            self.axes.set_xlim(low, high)
        places = (np.geomspace if halved else np.linspace)(low, high, 6000)
        heights = np.where(signs, 0.5, -0.5) if w is None else np.sin(w * x)
        end = np.inf if w is None or not halved else np.pi / w * SPACE / np.log(high / low)
        self.dense.set_bounds(min(end, high), -1, high - min(end, high), 2)
        self.dense.set_visible(bool(end < high))
        _plot(self.shown[0], places[places <= end], w, (x, heights, signs))
        put(self.numbers, np.column_stack([x, heights]))
        self._legend()
        self.zoom.set_visible(w is not None)
        if w is None:
            return (
                f"No w gives {self.labels} at x = 1 to {n}: all the labellings that waves give"
                " there were listed, and this one is not among them. So the labels are drawn"
                " without a wave, and this set of points is not shattered."
            )
        k = min(self.look, n) - 1
        self._around(k, (x, heights, signs), w)
        return self._told(k, x, w)

    def _legend(self) -> None:
        entries = [(line, str(line.get_label())) for line in self.shown[0][1:]]
        dense = [(self.dense, "wave, too dense to draw")] * self.dense.get_visible()
        legend(self.axes, [*entries, *dense], "outside upper center", 3)

    def _around(self, k: int, dots: tuple[Array, Array, Array], w: float) -> None:
        x = dots[0]
        left, right = x[k] - 3 * np.pi / w, x[k] + 3 * np.pi / w
        self.zoom.set_xlim(left, right)
        chosen = np.arange(len(x)) == k
        _plot(self.shown[1], np.linspace(left, right, 400), w, tuple(v[chosen] for v in dots))
        put(self.number, np.column_stack(dots[:2]))
        for i, text in enumerate(self.number):
            text.set_visible(i == k)

    def _told(self, k: int, x: Array, w: float) -> str:
        n = len(x)
        given = "the label" if n == 1 else f"all {n} labels"
        crossings = int(np.floor(w * x.max() / np.pi) - np.floor(w * x.min() / np.pi))
        times = "once" if crossings == 1 else f"{crossings} times"
        between = "" if n == 1 else f" Between point 1 and point {n} it changes sign {times}."
        return (
            f"The wave with w = {w / np.pi:.5g} π gives {given} {self.labels}.{between} At point"
            f" {k + 1}, enlarged below, its height is {np.sin(w * x[k]):.2f}."
        )


def _marked(axes: Axes, place: str) -> tuple[Line2D, Line2D, Line2D]:
    """A wave, and the points labelled + and −."""
    (wave,) = axes.plot([], [], color="C5", linewidth=1.2, linestyle="-", label=f"wave{place}")
    (plus,) = axes.plot([], [], "o", color="C0", label=f"+{place}", **hollow(19))
    (minus,) = axes.plot([], [], "s", color="C1", label=f"−{place}", **hollow(18))
    return wave, plus, minus


def _plot(
    lines: tuple[Line2D, Line2D, Line2D], at: Array, w: float | None, dots: Sequence[Array]
) -> None:
    wave, plus, minus = lines
    wave.set_data(at if w else [], np.sin(w * at) if w else [])
    x, heights, signs = dots
    plus.set_data(x[signs], heights[signs])
    minus.set_data(x[~signs], heights[~signs])
