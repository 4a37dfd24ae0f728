"""Two inputs: a surface from towers, and from ridges in one hidden layer."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Explorable, Slider
from lessons_lib.lessons.universal_approximation.marks import said
from lessons_lib.theory.approximation.targets import SURFACES
from lessons_lib.theory.approximation.towers import (
    Ridges,
    Towers,
    random_ridges,
    sup_norm_on_square,
    towers,
)

GRID = np.linspace(0.0, 1.0, 281)  # holds the corners of 14 x 14 towers, and of most others
X, Y = GRID[:, None], GRID[None, :]
KINDS = ("towers, two hidden layers", "ridges, one hidden layer")


class Surface(Explorable):
    """A surface over the unit square, its approximation, and their difference."""

    size = (9.6, 3.7)
    target = Choice("hill", options=tuple(SURFACES))
    kind = Choice(KINDS[0], options=KINDS, label="built from")
    k = Slider(4, min=1, max=14, step=1, label="towers to a side k")
    units = Slider(40, min=2, max=200, step=2, label="ridge units N")
    steepness = Slider(100.0, min=10.0, max=300.0, step=10.0, label="steepness w")
    scenes = {
        "One tower": {"k": 1},
        "Four by four": {},
        "Fourteen by fourteen": {"k": 14, "steepness": 150.0},
        "Steeper: smaller holes": {"k": 14, "steepness": 300.0},
        "One hidden layer": {"kind": KINDS[1]},
        "One layer, 200 units": {"kind": KINDS[1], "units": 200},
    }

    def hidden(self) -> tuple[str, ...]:
        return ("units",) if self.kind == KINDS[0] else ("k", "steepness")

    def draw(self, figure: Figure) -> None:
        self.images = []
        names = ("target f", "network F", "difference F - f")
        for axes, name in zip(figure.subplots(1, 3, sharey=True), names, strict=True):
            axes.set(title=name, xlabel="$x_1$", xticks=(0, 0.5, 1), yticks=(0, 0.5, 1))
            axes.grid(False)
            self.images.append(
                axes.imshow(
                    np.zeros((len(GRID), len(GRID))),
                    origin="lower",
                    extent=(0, 1, 0, 1),
                    vmin=-1,
                    vmax=1,
                    label=name,
                    interpolation="nearest",
                )
            )
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
        figure.axes[2].set_title("F - f (circle: largest error)")
        figure.colorbar(self.images[0], ax=figure.axes, shrink=0.8, ticks=(-1, 0, 1))

    def update(self) -> str:
        f = SURFACES[self.target]
        if self.kind == KINDS[0]:
            ours: Towers | Ridges = towers(f, self.k, self.steepness)
            many = self.k**2
            what = (
                f"{many} tower{'s' * (many > 1)} ({4 * many} + {many} units in two hidden layers)"
            )
        else:
            ours = random_ridges(f, self.units, seed=0)
            what = f"{self.units} ridge units in one hidden layer"
        wanted, given = f(X, Y), ours(X, Y)
        for image, values in zip(self.images, (wanted, given, given - wanted), strict=True):
            image.set_data(values.T)
        # The deepest place of a hole lies between the points of the picture's grid.
        worst = sup_norm_on_square(ours, f, extra=ours.edges if isinstance(ours, Towers) else ())
        for circle in (self.rim, self.mark):
            circle.set_data([worst.x], [worst.y])
        return f"{what}: largest error {said(worst.error)} at ({worst.x:.2f}, {worst.y:.2f})."
