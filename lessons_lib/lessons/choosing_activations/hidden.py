"""The candidates for hidden layers: how much of the gradient comes back through them."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Explorable, Slider
from lessons_lib.lessons.choosing_activations.names import TOLD
from lessons_lib.mlp import MLP
from lessons_lib.theory.approximation.one_layer import Array
from lessons_lib.theory.gradients.gradient_flow import frobenius, scaled

NAMES = ("sigmoid", "tanh", "relu", "leaky_relu", "elu", "gelu", "silu")
WIDTH, REPLICAS = 16, 32
INPUTS = np.random.default_rng(0).standard_normal((64, WIDTH))
# Dots of one row at different heights, so that those of equal value can be told apart.
HEIGHTS = np.linspace(-0.3, 0.3, REPLICAS)
LABELS = (INPUTS[:, 0] > 0).astype(float)


def networks(activation: str, depth: int, scale: float) -> MLP:
    """32 networks of `depth` hidden layers of 16, with `scale` times He's weights."""
    sizes = (WIDTH, *[WIDTH] * depth, 1)
    return scaled(MLP(sizes, activation, "logistic", seeds=range(REPLICAS), init="he"), scale)


def arriving(net: MLP) -> Array:
    """The norm of δ at the first hidden layer, divided by that at the last, of each network."""
    first, *_, last, _ = net.backward(INPUTS, LABELS).deltas
    return np.asarray(frobenius(first) / frobenius(last))


class Hidden(Explorable):
    """How much of the gradient comes through a stack of layers of each kind, before training."""

    size = (8.6, 4.6)
    depth = Slider(10, min=2, max=20, step=1, label="hidden layers")
    scale = Slider(1.0, min=0.5, max=2.0, log=True, step=0.05, label="weights, times He's")
    scenes = {
        "Ten layers, He's weights": {},
        "Three layers": {"depth": 3},
        "Twenty layers": {"depth": 20},
        "Half of He's weights": {"scale": 0.5},
        "Twice He's weights": {"scale": 2.0},
    }

    def draw(self, figure: Figure) -> None:
        axes = figure.add_subplot(
            xlabel="gradient at the first hidden layer, divided by that at the last", xscale="log"
        )
        axes.set(xlim=(1e-6, 10), ylim=(len(NAMES) - 0.4, -0.6), yticks=range(len(NAMES)))
        axes.set_yticklabels([TOLD[name] for name in NAMES])
        axes.xaxis.minorticks_off()  # of many decades they say nothing, and are slow to draw
        self.axes = axes
        axes.axvline(1, color="C5", linestyle=":", linewidth=1.5, label="equal")
        self.dots, self.medians = [], []
        for _ in NAMES:
            self.dots += axes.plot(
                [], [], "o", color="C0", markersize=5, alpha=0.45, label="one network"
            )
        for _ in NAMES:
            self.medians += axes.plot(
                [], [], "|", color="C1", markersize=24, markeredgewidth=3, label="median of 32"
            )
        handles = [axes.lines[0], self.dots[0], self.medians[0]]
        figure.legend(handles=handles, loc="outside upper left", ncols=3)

    def update(self) -> str:
        middles, ends = [], [0.5, 2.0]
        for row, name in enumerate(NAMES):
            net = networks(name, self.depth, self.scale)
            found = arriving(net)
            self.dots[row].set_data(found, row + HEIGHTS)
            middles.append(float(np.median(found)))
            self.medians[row].set_data(middles[-1:], [row])
            ends += [found.min(), found.max()]
        low, high = np.log10(min(ends)), np.log10(max(ends))
        room = 0.04 * (high - low)
        self.axes.set_xlim(10 ** (low - room), 10 ** (high + room))
        words = ", ".join(f"{TOLD[n]} {_told(m)}" for n, m in zip(NAMES, middles, strict=True))
        return (
            f"{self.depth} hidden layers of {WIDTH} units, weights {self.scale:.2g} times He's,"
            " before training. The gradient at the first layer, as a multiple of that at the last"
            f" (medians): {words}."
        )


def _told(number: float) -> str:
    return f"{number:,.0f}" if number >= 100 else f"{number:.2g}"
