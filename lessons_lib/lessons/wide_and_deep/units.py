"""What hidden units respond to: maps in the plane, and digits."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from lessons_lib.explorable import Choice, Explorable, Slider
from lessons_lib.lessons.wide_and_deep.watched import PLANE, data_set, restored
from lessons_lib.mlp import MLP
from lessons_lib.theory.depth.tent import Array

SIDE, EDGE = 60, 1.3
AXIS = np.linspace(-EDGE, EDGE, SIDE)
GRID = np.stack(np.meshgrid(AXIS, AXIS), -1).reshape(-1, 2)
UNITS, COLUMNS, TOP = 8, 4, 20
OFF = "dead: it responds to nothing here"


def montage(tiles: Array, columns: int) -> Array:
    """Tiles (n, height, width) side by side in one picture, with gaps of nan."""
    gaps = np.pad(tiles, ((0, 0), (1, 1), (1, 1)), constant_values=np.nan)
    rows = [np.hstack(list(gaps[k : k + columns])) for k in range(0, len(gaps), columns)]
    return np.vstack(rows)


def frame(axes: Axes) -> Line2D:
    """A frame that marks one tile."""
    (line,) = axes.plot([], [], color="C2", linestyle="-", linewidth=3.5, label="_frame")
    return line


def framed(tile: int, columns: int, size: int) -> tuple[Array, Array]:
    """Corners of that frame, in pixels of the montage."""
    row, column = divmod(tile, columns)
    step = size + 2
    return (
        np.array([0, 1, 1, 0, 0]) * step + column * step - 0.5,
        np.array([0, 0, 1, 1, 0]) * step + row * step - 0.5,
    )


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
        self.points = [
            left.plot([], [], marker, color=colour, linestyle="", markersize=3.5)[0]
            for marker, colour in looks
        ]
        left.set(xlabel="$x_1$", ylabel="$x_2$", title="The chosen unit")
        right.set(title="All units: bright where they respond", xticks=[])
        right.set_yticks([SIDE + 1.5, 3 * SIDE + 5.5], ["layer 1", "layer 2"])
        self.tiles = right.imshow(montage(np.zeros((16, SIDE, SIDE)), COLUMNS), "cividis")
        self.tiles.set_clim(0, 1)
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
        data = data_set(self.task)
        for k, line in enumerate(self.points):
            line.set_data(*data.X[data.y == k].T)
            line.set_label(f"class {k}")
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
            f" of the answers are right, with this one unit silenced {100 * without:.0f} %."
        )


@lru_cache(maxsize=2)
def digit_responses(seed: int) -> Array:
    """The response of each of the 16 units to each digit, (n, 16)."""
    return np.asarray(restored("digits").forward(data_set("digits").X).activations[0][seed])


def strongest(seed: int, unit: int) -> Array:
    """Numbers of the 20 digits to which the unit responds most."""
    return np.argsort(-digit_responses(seed)[:, unit], kind="stable")[:TOP]


class DigitUnits(Explorable):
    """Sixteen hidden units of a network that reads digits, and what excites one most."""

    size = (9.8, 4.9)
    unit = Slider(1, min=1, max=16, step=1)
    seed = Slider(0, min=0, max=1, step=1, label="network (its seed)")
    scenes = {
        "A unit one might call zero": {"unit": 8},
        "A unit with no name": {"unit": 9},
        "A dead unit": {"unit": 14},
    }

    def draw(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(1, 1.2))
        weights = restored("digits").weights[0]
        most = float(np.abs(weights).max())
        self.weights = left.imshow(montage(np.zeros((16, 8, 8)), 4), vmin=-most, vmax=most)
        left.set(title="Weights from the 64 pixels")
        self.top = right.imshow(montage(np.zeros((TOP, 8, 8)), 5), "cividis", vmin=0, vmax=1)
        right.set(title="The 20 digits that excite it most")
        for axes in (left, right):
            axes.set_axis_off()
        self.frame = frame(left)

    def update(self) -> str:
        data, unit = data_set("digits"), self.unit - 1
        weights = restored("digits").weights[0][self.seed]
        self.weights.set_data(montage(weights.T.reshape(16, 8, 8), 4))
        self.frame.set_data(*framed(unit, 4, 8))
        response = digit_responses(self.seed)[:, unit]
        if not (response > 0).any():
            self.top.set_data(montage(np.zeros((TOP, 8, 8)), 5))
            return f"Unit {self.unit} is {OFF}: 0 of {len(response)} digits."
        top = strongest(self.seed, unit)
        self.top.set_data(montage(data.X[top].reshape(-1, 8, 8), 5))
        return self._words(response, top)

    def _words(self, response: Array, top: Array) -> str:
        y = data_set("digits").y
        counts = np.bincount(y[top], minlength=10)
        told = ", ".join(
            f"{counts[k]} times {k}" for k in np.argsort(-counts, kind="stable") if counts[k]
        )
        best = int(counts.argmax())
        return (
            f"The {TOP} digits that excite unit {self.unit} most: {told}. But it responds to"
            f" {100 * (response > 0).mean():.0f} % of all digits; of its response"
            f" {100 * response[y != best].sum() / response.sum():.0f} % goes to others than {best}."
        )
