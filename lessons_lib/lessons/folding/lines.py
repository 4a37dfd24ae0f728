"""Networks of random and of trained weights along a line: each bend computed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.datasets import Dataset
from lessons_lib.explorable import Choice, Live, Points, Slider
from lessons_lib.lessons.folding.experiment import (
    DEPTHS,
    LINE,
    RECIPES,
    REPLICAS,
    spiral_network,
)
from lessons_lib.mlp import MLP
from lessons_lib.theory.depth.pieces import Pieces, pieces
from lessons_lib.theory.depth.regions import coloured, regions
from lessons_lib.training import training

SIDE, EDGE, COLOURS, LENGTH = 128, 1.15, 9, 400
OUTSIDE = [(-1.0, 0.8), (1.0, 0.8)]
AXIS = np.linspace(-EDGE, EDGE, SIDE)
NAME = {"ha": "center", "va": "center_baseline", "fontsize": 10, "fontweight": "bold"}
GRID = np.stack(np.meshgrid(AXIS, AXIS), -1).reshape(-1, 2)


@lru_cache(maxsize=8)
def _untrained(depth: int) -> MLP:
    return spiral_network(depth)


@lru_cache(maxsize=1)
def _data() -> Dataset:
    return RECIPES["Adam, rate 0.01"].spirals()


class Bends(Live):
    """Activation regions of one network in the plane, and its logit along the line."""

    size = (9.8, 4.7)
    recipe = Choice("Adam, rate 0.01", options=tuple(RECIPES), label="training", restarts=True)
    depth = Slider(6, min=1, max=len(DEPTHS), step=1, label="hidden layers", restarts=True)
    replica = Slider(0, min=0, max=REPLICAS - 1, step=1, label="network number")
    line = Points(LINE.tolist(), x=(-1, 1), y=(-1, 1), label="end of the line")
    scenes = {
        "Six layers": {},
        "Three layers": {"depth": 3},
        "One layer": {"depth": 1},
        "Six layers, a line further out": {"line": OUTSIDE},
        "One layer, a line further out": {"depth": 1, "line": OUTSIDE},
    }

    def begin(self) -> Iterator[tuple[MLP, int]]:
        net, data, recipe = spiral_network(self.depth), _data(), RECIPES[self.recipe]
        options: dict[str, Any] = {"optimiser": recipe.optimiser, "learning_rate": recipe.rate}
        for progress in training(net, data.X, data.y, epochs=LENGTH, **options):
            if progress.epoch % 4 == 0:
                yield net, progress.epoch

    @property
    def network(self) -> MLP:
        """The 32 networks as they are now."""
        net: MLP = self.progress[0] if self.progress else _untrained(self.depth)
        return net

    def found(self) -> Pieces:
        """The pieces of all 32 networks along the line."""
        return pieces(self.network, *self.line)

    def draw(self, figure: Figure) -> None:
        left, self.right = figure.subplots(1, 2, width_ratios=(4, 5))
        box = (-EDGE, EDGE, -EDGE, EDGE)
        self.image = left.imshow(
            np.zeros((SIDE, SIDE)), "Pastel1", extent=box, origin="lower", vmin=0, vmax=COLOURS - 1
        )
        self.image.set_label("regions")
        left.set(xlabel="$x_1$", ylabel="$x_2$", title="Regions, and the training points")
        left.grid(False)
        self.coloured: tuple[object, ...] = ()
        classes = [
            left.plot(*_data().X[_data().y == k].T, m, color=c, markersize=4, label=f"class {k}")[0]
            for k, (m, c) in enumerate((("o", "#0072B2"), ("s", "#D55E00")))
        ]
        # Black in either theme: the regions are always pale.
        (self.cut,) = left.plot([], [], "k-", linewidth=2.5, label="_cut")
        (self.ends,) = left.plot([], [], "ko", markersize=13, label="ends of the line")
        self.names = [left.text(0, 0, name, color="w", **NAME) for name in "AB"]
        self.right.set(xlabel="place on the line: A is 0, B is 1", xlim=(0, 1))
        (self.curve,) = self.right.plot([], [], color="C2", linestyle="-", label="logit")
        (self.bends,) = self.right.plot(
            [], [], "|", color="C5", markersize=11, markeredgewidth=1, label="bends"
        )
        drawn = [*classes, self.curve, self.bends]
        figure.legend(handles=drawn, loc="outside upper left", ncols=4)

    def _show_regions(self) -> None:
        """Colour the plane anew if the network has changed: dragging the line does not wait."""
        epoch = self.progress[1] if self.progress else 0
        now = (self.depth, epoch, self.replica, self.recipe if epoch else "")
        if now != self.coloured:
            self.coloured = now
            numbers, _ = regions(self.network, self.replica, GRID)
            self.image.set_data(coloured(numbers.reshape(SIDE, SIDE), COLOURS))

    def update(self) -> str:
        found, r = self.found(), self.replica
        self._show_regions()
        ends = np.array(self.line)
        self.cut.set_data(*ends.T)
        self.ends.set_data(*ends.T)
        for name, end in zip(self.names, self.line, strict=True):
            name.set_position(end)
        t, value = found.t[r], found.value[r]
        self.curve.set_data(t, value)
        self.bends.set_data(t[found.bends[r]], value[found.bends[r]])
        low, high = min(0.0, value.min()), max(0.0, value.max())
        margin = 0.1 * (high - low) or 1.0
        self.right.set_ylim(low - margin, high + margin)
        units = sum(self.network.sizes[1:-1])
        epochs = f"{self.progress[1]} epochs" if self.progress else ""
        when = f"after {epochs}" if epochs else "at random"
        self.right.set_title(
            f"Logit: {self.recipe}, {epochs}" if epochs else "Logit with random weights"
        )
        count = int(found.count[r])
        return (
            f"{self.depth} hidden layer{'s' * (self.depth > 1)}, {units} units,"
            f" {self.network.n_parameters} parameters, {when}: network {r} has"
            f" {count} straight piece{'s' * (count != 1)} on the line."
            f" Median of {REPLICAS}: {np.median(found.count):g} pieces."
        )
