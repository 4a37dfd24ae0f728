"""The tent map stacked: two units a layer in depth, against one wide layer."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lessons_lib.explorable import Explorable, Slider
from lessons_lib.theory.depth.pieces import pieces
from lessons_lib.theory.depth.tent import Array, folding_network, parameters, wide_tents

MOST = 8
SEEN = 2**5  # pieces that can be told apart in the picture
ROW = 32  # dots in a row of the wide layer
DOTS = np.stack([np.arange(2**MOST) % ROW, -(np.arange(2**MOST) // ROW)], 1) * 0.28
FEW = 16  # dots that fit into a row at twice the size


class Tents(Explorable):
    """The tent map applied L times: by L layers of two units, and by one layer of N units."""

    size = (9.6, 4.8)
    layers = Slider(3, min=1, max=MOST, step=1, label="layers L")
    units = Slider(4, min=1, max=2**MOST, step=1, label="units N in one layer")
    scenes = {
        "One fold": {"layers": 1, "units": 2},
        "Two folds": {"layers": 2, "units": 4},
        "Slide: more oscillations by stacking": {"layers": 4, "units": 8},
        "Eight layers, sixteen units": {"layers": 8, "units": 16},
        "Eight layers, what one layer needs": {"layers": 8, "units": 256},
    }

    def draw(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(5, 4))
        left.set(xlabel="input x", ylabel="output", ylim=(-0.1, 1.35))
        self.graph = left
        (self.deep,) = left.plot([], [], color="C0", linestyle="-", label="deep")
        (self.wide,) = left.plot([], [], color="C1", linestyle="--", label="one layer")
        left.legend(loc="upper left", ncols=2)
        self._draw_networks(right)

    def _draw_networks(self, axes: Axes) -> None:
        axes.set(xlim=(-0.5, 9.3), ylim=(-3.3, 3.6))
        axes.set_axis_off()
        self.titles = [
            axes.text(-0.3, y, "", fontsize=13, va="bottom", color=colour)
            for y, colour in ((2.7, "C0"), (-0.65, "C1"))
        ]
        dots: dict[str, Any] = {"linestyle": "", "marker": "o"}
        (self.edges,) = axes.plot([], [], color="C5", linewidth=1.2, linestyle="-", label="_edges")
        (self.nodes,) = axes.plot([], [], color="C0", markersize=15, label="deep units", **dots)
        (self.ends,) = axes.plot([], [], color="C5", markersize=9, label="input, output", **dots)
        (self.have,) = axes.plot([], [], color="C1", markersize=5, label="wide units", **dots)
        (self.lack,) = axes.plot(
            [], [], color="C5", markersize=5, markerfacecolor="none", label="lacking units", **dots
        )
        for artist in (self.have, self.lack):
            artist.set_zorder(3)

    def update(self) -> str:
        need = 2**self.layers
        units = min(self.units, need)
        deep, wide = folding_network((2,) * self.layers), wide_tents(self.layers, units)
        counts = []
        for net, line in ((deep, self.deep), (wide, self.wide)):
            found = pieces(net, [0.0], [1.0])
            line.set_data(found.t[0], found.value[0])
            line.set_linewidth(max(1.5, 3.2 - 0.3 * self.layers))
            counts.append(int(found.count[0]))
        self._show_networks(units, need)
        spare = f" Of N = {self.units} only these are drawn." if self.units > need else ""
        return (
            f"{2 * self.layers} units in {self.layers} layer{'s' * (self.layers > 1)}"
            f" ({deep.n_parameters} parameters) make {counts[0]} straight pieces;"
            f" {units} unit{'s' * (units > 1)} in one layer ({wide.n_parameters} parameters) make"
            f"{'s' * (units == 1)} {counts[1]}. One layer needs {need} units,"
            f" {parameters((1, need, 1))} parameters, for the same.{spare}"
            f"{self._show_part(units, need)}"
        )

    def _show_part(self, units: int, need: int) -> str:
        """Where there are many pieces, show those about the end of what one layer draws."""
        start = min(max(units - SEEN // 2, 0), max(need - SEEN, 0)) / need
        end = min(start + SEEN / need, 1.0)
        self.graph.set_xlim(start, end)
        if need <= SEEN:
            return ""
        return f" The graph shows {SEEN} of the pieces, from x = {start:.3g} to {end:.3g}."

    def _show_networks(self, units: int, need: int) -> None:
        high, middle, low = 2.3, 1.6, 0.9
        nodes = [np.array([[x, high], [x, low]]) for x in range(1, self.layers + 1)]
        columns = [np.array([[0, middle]]), *nodes, np.array([[self.layers + 1, middle]])]
        self.edges.set_data(*_joined(columns).T)
        self.nodes.set_data(*np.concatenate(nodes).T)
        self.ends.set_data([0, self.layers + 1], [middle, middle])
        size = 1 + (need <= FEW)
        dots = DOTS[:need] * size - [0.0, 1.0]
        for artist in (self.have, self.lack):
            artist.set_markersize(5 * size)
        self.have.set_data(*dots[:units].T)
        self.lack.set_data(*dots[units:].T)
        self.titles[0].set_text(f"deep: {2 * self.layers} units")
        self.titles[1].set_text(f"one layer: {units} of the {need} units it needs")


def _joined(columns: list[Array]) -> Array:
    """All connections between neighbouring columns as one line with gaps."""
    gap = (np.nan, np.nan)
    return np.array(
        [
            point
            for left, right in pairwise(columns)
            for a in left
            for b in right
            for point in (a, b, gap)
        ]
    )
