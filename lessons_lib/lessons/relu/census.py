"""Every unit a cell that shows where it is active, and the dead through the training."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from lessons_lib.explorable import Choice, Slider, Spread
from lessons_lib.lessons.relu.dying import (
    DATA,
    EPOCHS,
    LAYERS,
    REPLICAS,
    UNITS,
    Recipe,
    State,
    build,
    live,
)
from lessons_lib.lessons.relu.runs import ScenesRecorded
from lessons_lib.theory.approximation.one_layer import Array
from lessons_lib.theory.gradients.dead_units import ALWAYS, DEAD, active, census

SIDE, EDGE = 41, 3
LINE = np.linspace(-1.6, 1.6, SIDE)
GRID = np.stack(np.meshgrid(LINE, -LINE), -1).reshape(-1, 2)
# Pairs: inactive and active, of a dead, a sometimes and an always active unit.
SHADES = ("#6E6E6E", "#1F1F1F", "#F7DFB3", "#C97A00", "#BFE1F5", "#0072B2")
STATES = ("dead on the data", "sometimes active", "always active")
COLOURS = (("C5", ":"), ("C3", "--"), ("C1", "-"))


class Census(ScenesRecorded):
    """Each hidden unit of one network as a map of the plane, and the dead units as it trains."""

    size = (10.0, 5.6)
    optimiser = Choice("sgd", options=("sgd", "adam"), restarts=True)
    learning_rate = Slider(0.1, min=0.005, max=3.0, step=0.025, log=True, restarts=True)
    bias = Slider(0.0, min=-3.0, max=1.0, step=0.1, label="biases at the start", restarts=True)
    leak = Slider(0.0, min=0.0, max=0.3, step=0.01, label="leak below zero", restarts=True)
    leak_from = Slider(0, min=0, max=EPOCHS, step=5, label="leak from epoch", restarts=True)
    network = Slider(0, min=0, max=REPLICAS - 1, step=1, label="network shown")
    scenes = {
        "Healthy": {},
        "Biases far down": {"bias": -1.5, "learning_rate": 0.3},
        "The dead revived": {"bias": -1.5, "learning_rate": 0.3, "leak": 0.3, "leak_from": 30},
        "A small leak": {"bias": -1.5, "learning_rate": 0.3, "leak": 0.01},
        "A small leak, and Adam": {
            "bias": -1.5,
            "optimiser": "adam",
            "learning_rate": 0.01,
            "leak": 0.01,
        },
        "Too fast": {"learning_rate": 2.0},
        "Adam at a large rate": {"optimiser": "adam", "learning_rate": 0.1},
    }

    def hidden(self) -> tuple[str, ...]:
        return () if self.leak else ("leak_from",)

    @property
    def recipe(self) -> Recipe:
        """What the controls ask for."""
        return Recipe(self.bias, self.learning_rate, self.leak, self.leak_from, self.optimiser)

    def begin(self) -> Iterator[State]:
        return live(self.recipe)

    def packed(self, progress: State) -> dict[str, Array]:
        return {
            "dead": np.rint(UNITS * progress.dead).astype(np.uint8),
            "theta": progress.net.theta.astype(np.float32),
            "diverged": np.array(progress.diverged),
        }

    def unpacked(self, parts: Mapping[str, Array]) -> State:
        dead = parts["dead"] / UNITS
        net = build(self.bias, self.recipe.slope(len(dead) - 1))
        net.theta[...] = parts["theta"]
        return State(net, dead, int(parts["diverged"]))

    def draw(self, figure: Figure) -> None:
        grid = figure.add_gridspec(2, 2, width_ratios=(11, 1))
        self._draw_cells(figure.add_subplot(grid[0, 0]))
        path = figure.add_subplot(grid[1, 0], xlabel="epoch", ylabel="dead units")
        path.set(xlim=(0, EPOCHS), ylim=(-0.04, 1.04))
        path.yaxis.set_major_formatter(PercentFormatter(1))
        self.spreads = [
            Spread(path, f"layer {layer}", colour=colour, linestyle=dashes)
            for layer, (colour, dashes) in enumerate(COLOURS, 1)
        ]
        self.spreads[1].line.set_zorder(3)  # dashes on top of the solid line of layer 3
        path.legend(loc="lower right", bbox_to_anchor=(1.0, 0.98), ncols=3)
        self.switch = path.axvline(0, color="C2", linewidth=1.5, linestyle="-.", label="leak from")
        self.words = path.text(
            0, 0.03, " leak from here", color="C2", transform=path.get_xaxis_transform()
        )
        self._draw_key(figure.add_subplot(grid[0, 1]))

    def _draw_cells(self, axes: Axes) -> None:
        pitch = SIDE + EDGE
        axes.set(xlabel="unit", ylabel="layer")
        axes.set_xticks(np.arange(UNITS) * pitch + SIDE / 2, [str(n + 1) for n in range(UNITS)])
        axes.set_yticks(np.arange(LAYERS) * pitch + SIDE / 2, [str(n + 1) for n in range(LAYERS)])
        self.cells = self._image(axes, np.zeros((LAYERS * pitch, UNITS * pitch)), "census")

    def _draw_key(self, axes: Axes) -> None:
        """Each colour once: the unit's state, and whether it is off or on at a place."""
        self._image(axes, 1.0 + np.arange(6).reshape(3, 2), "key")
        axes.set_xticks([0, 1], ["off", "on"])
        axes.set_yticks(range(3), STATES)
        axes.yaxis.tick_right()

    @staticmethod
    def _image(axes: Axes, values: Any, name: str) -> Any:
        axes.grid(False)
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        shades = ListedColormap([axes.get_facecolor(), *SHADES])
        look: Any = {"cmap": shades, "vmin": -0.5, "vmax": 6.5, "interpolation": "nearest"}
        return axes.imshow(values, label=name, **look)

    def update(self) -> str:
        state, told = self.shown()
        units = np.array([layer[self.network] for layer in census(state.net, DATA.X)])
        maps = np.array(
            [on[self.network].T.reshape(UNITS, SIDE, SIDE) for on in active(state.net, GRID)]
        )
        self.cells.set_data(tiles(units, maps))
        for spread, path in zip(self.spreads, state.dead.swapaxes(0, 1), strict=True):
            spread.show(np.arange(len(path)), path)
        self.switch.set_xdata([self.leak_from] * 2)
        self.words.set_x(self.leak_from)
        for artist in (self.switch, self.words):
            artist.set_visible(self.leak > 0 and self.leak_from > 0)
        return told + self._words(state, units)

    def _words(self, state: State, units: Array) -> str:
        dead = [int(n) for n in (units == DEAD).sum(1)]
        before, now = (np.median(share.mean(0)) for share in (state.dead[0], state.dead[-1]))
        end = f" {state.diverged} of the networks diverged." if state.diverged else ""
        return (
            f"After {_epochs(len(state.dead) - 1)} network {self.network} has {dead[0]}, {dead[1]}"
            f" and {dead[2]} dead units in its three layers of {UNITS};"
            f" {(units == ALWAYS).sum()} of its units are active for every example. Medians of"
            f" {REPLICAS} networks: {before:.0%} of the units are dead before training and"
            f" {now:.0%} now, and {state.right:.0%} of the examples are classified right.{end}"
        )


def _epochs(number: int) -> str:
    return "1 epoch" if number == 1 else f"{number} epochs"


def tiles(units: Array, maps: Array) -> Array:
    """One map beside the other: 0 between them, 1 + 2 state where inactive, 2 + 2 state where
    active; units (layers, units), maps (layers, units, side, side)."""
    cells = 1 + 2 * units[:, :, None, None] + maps
    padded = np.pad(cells, ((0, 0), (0, 0), (0, EDGE), (0, EDGE)))
    layers, n, side, _ = padded.shape
    return padded.swapaxes(1, 2).reshape(layers * side, n * side)
