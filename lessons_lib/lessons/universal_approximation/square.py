"""Two inputs: a tower from two walls, and a surface from ridges in one hidden layer."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Explorable, Points, Slider
from lessons_lib.lessons.universal_approximation.marks import said
from lessons_lib.theory.approximation.targets import SURFACES
from lessons_lib.theory.approximation.towers import Tower, random_ridges, sup_norm_on_square

GRID = np.linspace(0.0, 1.0, 281)
X, Y = GRID[:, None], GRID[None, :]
BLANK = np.zeros((len(GRID), len(GRID)))
LOOK: dict[str, Any] = {"origin": "lower", "extent": (0, 1, 0, 1), "interpolation": "nearest"}


class OneTower(Explorable):
    """Two walls that cross, and a unit of a second hidden layer that keeps the crossing."""

    size = (9.0, 4.2)
    corners = Points(
        ((0.3, 0.4), (0.6, 0.7)), x=(0.05, 0.95), y=(0.05, 0.95), label="corner of the crossing"
    )
    steepness = Slider(100.0, min=10.0, max=300.0, step=10.0, label="steepness w")
    scenes = {
        "A tower": {},
        "A small tower": {"corners": ((0.6, 0.2), (0.7, 0.3))},
        "Soft walls": {"steepness": 20.0},
    }

    def draw(self, figure: Figure) -> None:
        names = ("sum of the two walls", "tower: where the sum is above 3/2")
        self.images = []
        for axes, name, top in zip(figure.subplots(1, 2, sharey=True), names, (2, 1), strict=True):
            axes.set(title=name, xlabel="$x_1$", xticks=(0, 0.5, 1), yticks=(0, 0.5, 1))
            axes.grid(False)
            image = axes.imshow(BLANK, vmin=0, vmax=top, cmap="Blues", label=name, **LOOK)
            figure.colorbar(image, ax=axes, shrink=0.85, ticks=range(top + 1))
            self.images.append(image)
        left = figure.axes[0]
        page = figure.get_facecolor()
        left.set_ylabel("$x_2$")
        look: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": 11}
        self.sums = [
            left.text(0, 0, "", bbox={"color": "w", "pad": 1.5}, color="k", **look)
            for _ in range(4)
        ]
        (self.marks,) = left.plot([], [], "o", color="C1", markersize=18, label="corners 1 and 2")
        self.numbers = [
            left.text(0, 0, n, color=page, weight="bold", zorder=5, **look) for n in "12"
        ]

    def update(self) -> str:
        across, up = (tuple(sorted(side)) for side in zip(*self.corners, strict=True))
        tower = Tower((across[0], across[1]), (up[0], up[1]), self.steepness)
        for image, values in zip(self.images, (tower.walls(X, Y), tower(X, Y)), strict=True):
            image.set_data(values.T)
        self.marks.set_data(*np.array(self.corners).T)
        for number, corner in zip(self.numbers, self.corners, strict=True):
            number.set_position(corner)
        inside, outside = zip(*(_middles(*side) for side in (across, up)), strict=True)
        places = [inside, (outside[0], inside[1]), (inside[0], outside[1]), outside]
        for text, place in zip(self.sums, places, strict=True):
            text.set_position(place)
            text.set_text(f"{float(tower.walls(*place)):.1f}")
        return (
            f"In the middle of the crossing the sum of the walls is {tower.walls(*inside):.2f},"
            f" and the tower's output there is {tower(*inside):.2f}."
            f" On the wall beside it, at ({outside[0]:.2f}, {inside[1]:.2f}), the sum is"
            f" {tower.walls(*places[1]):.2f} and the output {tower(*places[1]):.2f}."
        )


def _middles(low: float, high: float) -> tuple[float, float]:
    """The middle of a wall, and the middle of the wider strip beside it."""
    return (low + high) / 2, low / 2 if low > 1 - high else (1 + high) / 2


class Surface(Explorable):
    """A surface over the unit square, one hidden layer near it, and their difference."""

    size = (9.6, 3.7)
    target = Choice("hill", options=tuple(SURFACES))
    units = Slider(40, min=1, max=200, step=1, label="units N")
    scenes = {
        "Five units": {"units": 5},
        "Forty units": {},
        "Two hundred units": {"units": 200},
    }

    def draw(self, figure: Figure) -> None:
        self.images = []
        names = ("target f", "network F", "difference F - f")
        for axes, name in zip(figure.subplots(1, 3, sharey=True), names, strict=True):
            axes.set(title=name, xlabel="$x_1$", xticks=(0, 0.5, 1), yticks=(0, 0.5, 1))
            axes.grid(False)
            self.images.append(axes.imshow(BLANK, vmin=-1, vmax=1, label=name, **LOOK))
        figure.axes[0].set_ylabel("$x_2$")
        look: dict[str, Any] = {
            "marker": "o",
            "linestyle": "",
            "markerfacecolor": "none",
            "markersize": 17,
        }
        # White under black is seen on every colour, and on a dark page.
        (self.rim,) = figure.axes[2].plot([], [], color="w", markeredgewidth=4.5, **look)
        (self.mark,) = figure.axes[2].plot(
            [], [], color="k", markeredgewidth=1.8, label="largest error", **look
        )
        figure.colorbar(self.images[0], ax=figure.axes, shrink=0.8, ticks=(-1, 0, 1))

    def update(self) -> str:
        f = SURFACES[self.target]
        ours = random_ridges(f, self.units, seed=0)
        wanted, given = f(X, Y), ours(X, Y)
        for image, values in zip(self.images, (wanted, given, given - wanted), strict=True):
            image.set_data(values.T)
        worst = sup_norm_on_square(ours, f)
        for circle in (self.rim, self.mark):
            circle.set_data([worst.x], [worst.y])
        self.figure.axes[2].set_title(f"F - f, largest: {said(worst.error)}")
        return (
            f"{self.units} unit{'s' * (self.units > 1)} in one hidden layer:"
            f" largest error {said(worst.error)} at ({worst.x:.2f}, {worst.y:.2f})."
        )
