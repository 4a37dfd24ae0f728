"""What hidden units respond to in the plane."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Explorable, Slider
from lessons_lib.lessons.wide_and_deep.tiles import frame, framed, montage, numbered
from lessons_lib.lessons.wide_and_deep.watched import PLANE, data_set, restored
from lessons_lib.mlp import MLP
from lessons_lib.theory.depth.tent import Array

SIDE, EDGE = 60, 1.3
AXIS = np.linspace(-EDGE, EDGE, SIDE)
GRID = np.stack(np.meshgrid(AXIS, AXIS), -1).reshape(-1, 2)
UNITS, COLUMNS = 8, 4
OFF = "dead: it responds to nothing here"


@lru_cache(maxsize=8)
def responses(data: str, seed: int) -> tuple[Array, Array]:
    """Every hidden unit's response on the grid (16, SIDE, SIDE) and to the data (16, n)."""
    net = restored(data)
    maps, points = (
        np.concatenate([a[seed] for a in net.forward(X).activations[:-1]], 1).T
        for X in (GRID, data_set(data).X)
    )
    return maps.reshape(-1, SIDE, SIDE), points


def right_without(net: MLP, layer: int, unit: int, replica: int, X: Array, y: Array) -> float:
    """Share of right answers if that hidden unit always gave 0 (-1 as unit: none does)."""
    a = X
    for k, (W, b) in enumerate(zip(net.weights, net.biases, strict=True)):
        z = a @ W[replica] + b[replica]
        a = np.maximum(z, 0)
        if k == layer and unit >= 0:
            a[:, unit] = 0
    said = z.argmax(-1) if z.shape[1] > 1 else z[:, 0] > 0
    return float((said == y).mean())


class PlaneUnits(Explorable):
    """Where in the plane each of sixteen hidden units responds; two layers of eight."""

    size = (9.8, 4.6)
    task = Choice("spirals", options=PLANE, label="data")
    layer = Slider(2, min=1, max=2, step=1)
    unit = Slider(1, min=1, max=UNITS, step=1)
    seed = Slider(0, min=0, max=1, step=1, label="network (its seed)")
    scenes = {
        "First layer: half-planes": {"layer": 1},
        "Second layer: corners and folds": {},
        "The same task, another seed": {"seed": 1},
        "An easier task": {"task": "circles"},
    }

    def draw(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(1, 1))
        box = (-EDGE, EDGE, -EDGE, EDGE)
        self.map = left.imshow(np.zeros((SIDE, SIDE)), "cividis", extent=box, origin="lower")
        self.map.set_label("response")
        self.map.set_clim(0, 1)
        looks = (("o", "C1"), ("s", "w"))
        edge: dict[str, Any] = {"markeredgecolor": "k", "markeredgewidth": 0.5}
        self.points = [
            left.plot([], [], marker, color=colour, markersize=4, label=f"class {k}", **edge)[0]
            for k, (marker, colour) in enumerate(looks)
        ]
        figure.legend(handles=self.points, loc="outside lower left", ncols=2, markerscale=2)
        left.set(xlabel="$x_1$", ylabel="$x_2$")
        bar = figure.colorbar(self.map, ax=left)
        bar.set_ticks([0, 1], labels=["0", "its most"])
        self.large = left
        right.set(title="All 16: bright where they respond", xticks=[])
        right.set_yticks([SIDE + 1.5, 3 * SIDE + 5.5], ["layer 1", "layer 2"])
        self.tiles = right.imshow(montage(np.zeros((16, SIDE, SIDE)), COLUMNS), "cividis")
        self.tiles.set_clim(0, 1)
        numbered(right, [str(k % UNITS + 1) for k in range(2 * UNITS)], COLUMNS, SIDE)
        self.frame = frame(right)
        for axes in (left, right):
            axes.grid(False)

    def update(self) -> str:
        maps, points = responses(self.task, self.seed)
        height = np.maximum(maps.max((1, 2), keepdims=True), 1e-12)
        chosen = UNITS * (self.layer - 1) + self.unit - 1
        # imshow's rows run downwards, the plane's upwards.
        self.tiles.set_data(montage((maps / height)[:, ::-1], COLUMNS))
        self.map.set_data(maps[chosen] / height[chosen])
        self.frame.set_data(*framed(chosen, COLUMNS, SIDE))
        self.large.set_title(f"Response of layer {self.layer}, unit {self.unit}")
        data = data_set(self.task)
        for k, line in enumerate(self.points):
            line.set_data(*data.X[data.y == k].T)
        return self._words(maps[chosen], points[chosen])

    def _words(self, map: Array, points: Array) -> str:
        name = f"Layer {self.layer}, unit {self.unit}"
        if not (map > 0).any():
            return f"{name} is {OFF}, 0 % of the square."
        data, net = data_set(self.task), restored(self.task)
        on = [100 * (points[data.y == k] > 0).mean() for k in (0, 1)]
        without = right_without(net, self.layer - 1, self.unit - 1, self.seed, data.X, data.y)
        whole = right_without(net, 0, -1, self.seed, data.X, data.y)
        return (
            f"{name} responds on {100 * (map > 0).mean():.0f} % of the square: to {on[0]:.0f} % of"
            f" class 0 (dots) and {on[1]:.0f} % of class 1 (squares). With it {100 * whole:.0f} %"
            f" of these points are told right, with this one unit silenced {100 * without:.0f} %."
        )
