"""Points on the picture: a control that is the picture itself.

They are dragged with the pointer or moved with the arrow keys; both end here.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import floor, isclose, log10
from typing import Any, Literal

from lessons_lib._arrays import in_order
from lessons_lib.explorable.controls import Control, number

XY = tuple[float, float]


class Points(Control[tuple[XY, ...]]):
    """Points on the picture, moved by dragging or with the arrow keys.

    `default` holds (x, y) pairs in the data coordinates of the figure's axes number
    `axes`; `x` and `y` are the ranges they stay in; `move` says which coordinates may
    change. A press beside the points moves the nearest one; a stroke across the picture
    then sets those it passes (`move="y"`) or takes the nearest along (`move="xy"`).
    There are as many points as in `default`, and what may not move stays as it is there,
    unless `count` gives the fewest and the most.
    """

    def __init__(
        self,
        default: Sequence[XY],
        *,
        x: XY = (0.0, 1.0),
        y: XY = (0.0, 1.0),
        move: Literal["x", "y", "xy"] = "xy",
        axes: int = 0,
        count: tuple[int, int] | None = None,
        label: str | None = None,
        restarts: bool = False,
    ) -> None:
        super().__init__(tuple((x, y) for x, y in default), label=label, restarts=restarts)
        self.x, self.y, self.move, self.axes, self.count = x, y, move, axes, count

    def check(self, value: Any) -> tuple[XY, ...]:
        least, most = self.count or (len(self.default), len(self.default))
        try:
            pairs = [in_order(pair, 2) for pair in in_order(value, most)]
            points = tuple((number(x), number(y)) for x, y in pairs)
        except (TypeError, ValueError):
            raise self.refuse(value, self._accepted()) from None
        if not least <= len(points) <= most:
            raise self.refuse(value, self._accepted())
        for i, (x, y) in enumerate(points):
            inside = self.x[0] <= x <= self.x[1] and self.y[0] <= y <= self.y[1]
            if not inside or (self.count is None and not self._may_be(i, (x, y))):
                raise self.refuse(value, self._accepted())
        return points

    def _may_be(self, index: int, point: XY) -> bool:
        """Whether only coordinates that may change differ from the default's."""
        pairs = zip("xy", point, self.default[index], strict=True)
        return all(name in self.move or isclose(a, b, abs_tol=1e-9) for name, a, b in pairs)

    def _accepted(self) -> str:
        """What a value has to be, in words."""
        least, most = self.count or (len(self.default), len(self.default))
        many = f"{least} to {most}" if most > least else f"{most}"
        words = (
            f"{many} pair{'s' * (most > 1)} (x, y) with x from {self.x[0]:g} to {self.x[1]:g}"
            f" and y from {self.y[0]:g} to {self.y[1]:g}"
        )
        if self.count or self.move == "xy":
            return words
        fixed = "y" if self.move == "x" else "x"
        kept = ", ".join(f"{point['xy'.index(fixed)]:g}" for point in self.default)
        return f"{words}, where {fixed} stays {kept}"

    def spec(self) -> dict[str, Any]:
        return {"kind": "points"}

    def moved(self, points: tuple[XY, ...], index: int, to: XY) -> tuple[XY, ...]:
        """Return `points` with number `index` moved to `to`, kept in range."""
        (x, y), (to_x, to_y) = points[index], to
        new = (
            self._kept(to_x, self.x) if "x" in self.move else x,
            self._kept(to_y, self.y) if "y" in self.move else y,
        )
        return (*points[:index], new, *points[index + 1 :])

    @staticmethod
    def _kept(goal: float, within: XY) -> float:
        """`goal` in range, rounded to about a thousandth of it: short to read and to paste."""
        low, high = within
        digits = 3 - floor(log10(high - low or 1.0))
        return float(min(max(round(goal, digits), low), high))

    def stroked(self, points: tuple[XY, ...], stroke: Sequence[XY]) -> tuple[XY, ...]:
        """Return `points` after a stroke beside them: a drawn curve, or a new place."""
        if self.move == "xy":
            return self.moved(points, self._nearest(points, stroke[-1]), stroke[-1])
        points = self.moved(points, self._nearest(points, stroke[0]), stroke[0])
        for start, end in pairwise(stroke):
            points = self._swept(points, start, end)
        return points

    def _nearest(self, points: tuple[XY, ...], to: XY) -> int:
        """The point nearest in the coordinates that may change freely (x alone for a curve)."""
        width, height = self.x[1] - self.x[0] or 1.0, self.y[1] - self.y[0] or 1.0
        up = 0.0 if self.move == "y" else 1.0
        gap = [((x - to[0]) / width) ** 2 + up * ((y - to[1]) / height) ** 2 for x, y in points]
        return gap.index(min(gap))

    def _swept(self, points: tuple[XY, ...], start: XY, end: XY) -> tuple[XY, ...]:
        """The segment from `start` to `end` pulls along every point that it passes."""
        (x0, y0), (x1, y1) = start, end
        for i, (x, _) in enumerate(points):
            if min(x0, x1) <= x <= max(x0, x1):
                share = 0.5 if x0 == x1 else (x - x0) / (x1 - x0)
                points = self.moved(points, i, (x, y0 + share * (y1 - y0)))
        return points

    def words(self, index: int, point: XY) -> str:
        """Say which point it is and where, for a screen reader."""
        x, y = (f"{value:.3g}" for value in point)
        place = {"x": f"x {x}", "y": f"height {y} at x {x}", "xy": f"x {x}, y {y}"}[self.move]
        return f"{self.label} {index + 1}: {place}"
