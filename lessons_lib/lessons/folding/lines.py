"""Networks of random and of trained weights along a line: each bend computed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.datasets import spirals
from lessons_lib.explorable import Live, Points, Slider
from lessons_lib.lessons.folding.experiment import (
    DEPTHS,
    EPOCHS,
    LINE,
    REPLICAS,
    SPIRALS,
    spiral_network,
)
from lessons_lib.mlp import MLP
from lessons_lib.theory.depth.pieces import Pieces, pieces
from lessons_lib.theory.depth.tent import Array
from lessons_lib.training import training

SIDE, EDGE = 128, 1.15
AXIS = np.linspace(-EDGE, EDGE, SIDE)
GRID = np.stack(np.meshgrid(AXIS, AXIS), -1).reshape(-1, 2)


@lru_cache(maxsize=8)
def _untrained(depth: int) -> MLP:
    return spiral_network(depth)


def patterns(net: MLP, replica: int) -> Array:
    """A number for each pixel that tells which units are on there, (SIDE, SIDE)."""
    a, codes = GRID, np.zeros(len(GRID))
    # One draw for each unit: two patterns get the same sum with probability 0.
    rng = np.random.default_rng(0)
    for W, b in zip(net.weights[:-1], net.biases[:-1], strict=True):
        z = a @ W[replica].astype(float) + b[replica]
        codes += (z > 0) @ rng.random(z.shape[1])
        a = np.maximum(z, 0.0)
    return codes.reshape(SIDE, SIDE)


def shades(codes: Array) -> tuple[Array, int]:
    """A shade in [0, 1) for each pattern, and how many patterns the pixels show."""
    kinds, which = np.unique(codes.round(9), return_inverse=True)
    return np.mod(which.reshape(codes.shape) * 0.6180339887, 1.0), len(kinds)


class Bends(Live):
    """Activation regions of one network in the plane, and its logit along the line."""

    size = (9.8, 4.7)
    depth = Slider(1, min=1, max=len(DEPTHS), step=1, label="hidden layers", restarts=True)
    replica = Slider(0, min=0, max=REPLICAS - 1, step=1, label="network number")
    line = Points(LINE.tolist(), x=(-1, 1), y=(-1, 1), label="end of the line")
    scenes = {
        "One layer": {},
        "Three layers": {"depth": 3},
        "Six layers": {"depth": 6},
    }

    def begin(self) -> Iterator[tuple[MLP, int]]:
        net, data = spiral_network(self.depth), spirals(400, **SPIRALS)
        for progress in training(net, data.X, data.y, epochs=EPOCHS):
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
        left, right = figure.subplots(1, 2, width_ratios=(4, 5))
        box = (-EDGE, EDGE, -EDGE, EDGE)
        self.image = left.imshow(
            np.zeros((SIDE, SIDE)), "Pastel1", extent=box, origin="lower", vmin=0, vmax=1
        )
        self.image.set_label("regions")
        left.set(xlabel="$x_1$", ylabel="$x_2$", title="Regions, one colour each")
        left.grid(False)
        self.coloured, self.seen = (0, 0, 0), 0
        # Black in either theme: the regions are always pale.
        (self.cut,) = left.plot([], [], "k-", linewidth=2.5, label="_cut")
        (self.ends,) = left.plot([], [], "ko", markersize=9, label="ends of the line")
        right.set(xlabel="place on the line", title="Logit along the line", xlim=(0, 1))
        self.right = right
        (self.curve,) = right.plot([], [], color="C0", linestyle="-", label="logit")
        (self.bends,) = right.plot([], [], "o", color="C1", markersize=5, label="bends")
        right.legend(loc="upper right", ncols=2)

    def _show_regions(self) -> None:
        """Colour the plane anew if the network has changed: dragging the line does not wait."""
        now = (self.depth, self.progress[1] if self.progress else 0, self.replica)
        if now != self.coloured:
            self.coloured = now
            image, self.seen = shades(patterns(self.network, self.replica))
            self.image.set_data(image)

    def update(self) -> str:
        found, r = self.found(), self.replica
        self._show_regions()
        ends = np.array(self.line)
        self.cut.set_data(*ends.T)
        self.ends.set_data(*ends.T)
        t, value = found.t[r], found.value[r]
        self.curve.set_data(t, value)
        self.bends.set_data(t[found.bends[r]], value[found.bends[r]])
        most = float(np.abs(value).max()) or 1.0
        self.right.set_ylim(-1.3 * most, 1.6 * most)
        units = sum(self.network.sizes[1:-1])
        when = f"after {self.progress[1]} epochs" if self.progress else "at random"
        return (
            f"{self.depth} hidden layer{'s' * (self.depth > 1)}, {units} units,"
            f" {self.network.n_parameters} parameters, {when}: network {r} has"
            f" {found.count[r]} straight pieces and turns {found.turns[r]} times on the line,"
            f" at least {self.seen} regions in the plane."
            f" Median of {REPLICAS}: {np.median(found.count):g} pieces,"
            f" {np.median(found.turns):g} turns."
        )
