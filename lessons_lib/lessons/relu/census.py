"""Every unit a cell that shows where it is active, and the dead through the training."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import PercentFormatter

from lessons_lib.explorable import Live, Slider, Spread
from lessons_lib.lessons.relu.dying import DATA, EPOCHS, LAYERS, REPLICAS, UNITS, State, live
from lessons_lib.theory.approximation.one_layer import Array
from lessons_lib.theory.gradients.dead_units import ALWAYS, DEAD, active, census

SIDE, EDGE = 41, 3
LINE = np.linspace(-1.6, 1.6, SIDE)
GRID = np.stack(np.meshgrid(LINE, -LINE), -1).reshape(-1, 2)
# Pairs: inactive and active, of a dead, a sometimes and an always active unit.
SHADES = ("#6E6E6E", "#1F1F1F", "#F7DFB3", "#C97A00", "#BFE1F5", "#0072B2")
STATES = ("dead on the data", "sometimes active", "always active")
COLOURS = (("C5", ":"), ("C3", "--"), ("C1", "-"))


class Census(Live):
    """Every hidden unit of one network a small map of the plane, dark where it is active."""

    size = (10.0, 5.6)
    learning_rate = Slider(0.1, min=0.05, max=3.0, step=0.05, restarts=True)
    bias = Slider(0.0, min=-3.0, max=1.0, step=0.1, label="biases at the start", restarts=True)
    leak = Slider(0.0, min=0.0, max=0.3, step=0.01, label="leak below zero", restarts=True)
    leak_from = Slider(0, min=0, max=EPOCHS, step=5, label="leak from epoch", restarts=True)
    network = Slider(0, min=0, max=REPLICAS - 1, step=1, label="network shown")
    scenes = {
        "Healthy": {},
        "Too fast": {"learning_rate": 2.0},
        "Biases far down": {"bias": -1.5, "learning_rate": 0.3},
        "The same, a leak from the start": {"bias": -1.5, "learning_rate": 0.3, "leak": 0.3},
        "The dead revived": {"bias": -1.5, "learning_rate": 0.3, "leak": 0.3, "leak_from": 30},
    }

    def hidden(self) -> tuple[str, ...]:
        return () if self.leak else ("leak_from",)

    def begin(self) -> Iterator[State]:
        return live(self.bias, self.learning_rate, self.leak, self.leak_from)

    def draw(self, figure: Figure) -> None:
        cells, path = figure.subplots(2, 1, height_ratios=(4, 3))
        self._draw_cells(cells)
        path.set(xlabel="epoch", ylabel="dead units", xlim=(0, EPOCHS))
        path.set_ylim(-0.04, 1.04)
        path.yaxis.set_major_formatter(PercentFormatter(1))
        self.spreads = [
            Spread(path, f"layer {layer}", colour=colour, linestyle=dashes)
            for layer, (colour, dashes) in enumerate(COLOURS, 1)
        ]
        self.switch = path.axvline(0, color="C2", linewidth=1.5, linestyle="-.", label="leak from")
        path.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))

    def _draw_cells(self, axes: Axes) -> None:
        pitch = SIDE + EDGE
        axes.grid(False)
        axes.set(xlabel="unit", ylabel="layer")
        axes.set_xticks(np.arange(UNITS) * pitch + SIDE / 2, [str(n + 1) for n in range(UNITS)])
        axes.set_yticks(np.arange(LAYERS) * pitch + SIDE / 2, [str(n + 1) for n in range(LAYERS)])
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        self.cells = axes.imshow(
            np.zeros((LAYERS * pitch, UNITS * pitch)),
            cmap=ListedColormap([axes.get_facecolor(), *SHADES]),
            vmin=-0.5,
            vmax=6.5,
            interpolation="nearest",
            label="census",
        )
        axes.legend(
            handles=[
                Patch(color=SHADES[i], label=name)
                for i, name in zip((0, 3, 5), STATES, strict=True)
            ],
            loc="lower center",
            bbox_to_anchor=(0.5, 1.0),
            ncols=3,
        )

    def update(self) -> str:
        state = self.progress or next(self.begin())
        units = np.array([layer[self.network] for layer in census(state.net, DATA.X)])
        maps = np.array(
            [on[self.network].T.reshape(UNITS, SIDE, SIDE) for on in active(state.net, GRID)]
        )
        self.cells.set_data(tiles(units, maps))
        for spread, path in zip(self.spreads, state.dead.swapaxes(0, 1), strict=True):
            spread.show(np.arange(len(path)), path)
        self.switch.set_xdata([self.leak_from] * 2)
        self.switch.set_visible(self.leak > 0)
        return self._words(state, units)

    def _words(self, state: State, units: Array) -> str:
        dead = [int(n) for n in (units == DEAD).sum(1)]
        before, now = (np.median(share.mean(0)) for share in (state.dead[0], state.dead[-1]))
        end = f" {state.diverged} diverged." if state.diverged else ""
        return (
            f"After {len(state.dead) - 1} epochs network {self.network} has {dead[0]}, {dead[1]}"
            f" and {dead[2]} dead units in its layers of {UNITS}, and {(units == ALWAYS).sum()}"
            f" always active. Median of {REPLICAS}: {before:.0%} dead at the start, {now:.0%} now;"
            f" {state.right:.0%} of the examples right.{end}"
        )


def tiles(units: Array, maps: Array) -> Array:
    """One map beside the other: 0 between them, 1 + 2 state where inactive, 2 + 2 state where
    active; units (layers, units), maps (layers, units, side, side)."""
    cells = 1 + 2 * units[:, :, None, None] + maps
    padded = np.pad(cells, ((0, 0), (0, 0), (0, EDGE), (0, EDGE)))
    layers, n, side, _ = padded.shape
    return padded.swapaxes(1, 2).reshape(layers * side, n * side)
