"""The candidates for hidden layers: how much gradient they bring back, and why so much."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Explorable, Slider
from lessons_lib.lessons.choosing_activations.names import TOLD
from lessons_lib.mlp import MLP
from lessons_lib.theory.approximation.one_layer import Array
from lessons_lib.theory.gradients.gradient_flow import frobenius, scaled

WITHOUT_ROOT_TWO = round(2**-0.5, 2)
NAMES = ("sigmoid", "tanh", "softplus", "relu", "leaky_relu", "elu", "gelu", "silu")
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


def slope(net: MLP) -> float:
    """The root mean square of the slopes of all hidden layers but the last."""
    *before, _, _ = net.forward(INPUTS).pre_activations
    squares = net.hidden_activations[0].derivative(np.array(before)) ** 2
    return float(np.sqrt(squares.mean()))


def expected(slope: float, depth: int, scale: float) -> float:
    """What steps of √2 · scale (He's weights, times scale) · slope leave: one step fewer than
    layers."""
    return float((np.sqrt(2) * scale * slope) ** (depth - 1))


class Hidden(Explorable):
    """How much of the gradient comes through a stack of layers of each kind, before training."""

    size = (8.6, 4.6)
    depth = Slider(10, min=2, max=20, step=1, label="hidden layers")
    scale = Slider(1.0, min=0.5, max=2.0, log=True, step=0.05, label="weights, times He's")
    scenes = {
        "Ten layers, He's weights": {},
        "Three layers": {"depth": 3},
        "Twenty layers": {"depth": 20},
        "He's weights divided by √2": {"scale": WITHOUT_ROOT_TWO},
        "Half of He's weights": {"scale": 0.5},
        "Twice He's weights": {"scale": 2.0},
    }

    def draw(self, figure: Figure) -> None:
        axes = figure.add_subplot(
            xlabel="gradient at the first hidden layer, divided by that at the last", xscale="log"
        )
        axes.set(xlim=(1e-6, 10), ylim=(len(NAMES) - 0.4, -0.6), yticks=range(len(NAMES)))
        axes.set_ylabel("activation, root mean square slope")
        self.axes = axes
        axes.axvline(1, color="C5", linestyle=":", linewidth=1.5, label="equal")
        self.dots, self.medians, self.powers = [], [], []
        for _ in NAMES:
            self.dots += axes.plot(
                [], [], "o", color="C0", markersize=5, alpha=0.45, label="one network"
            )
        for _ in NAMES:
            self.medians += axes.plot(
                [], [], "|", color="C1", markersize=24, markeredgewidth=3, label="median of 32"
            )
        for _ in NAMES:
            self.powers += axes.plot(
                [], [], "D", color="C2", mfc="none", ms=9, mew=2, label="from slopes and weights"
            )
        handles = [axes.lines[0], self.dots[0], self.medians[0], self.powers[0]]
        figure.legend(handles=handles, loc="outside upper left", ncols=4)

    def update(self) -> str:
        middles, slopes, ends = [], [], [0.5, 2.0]
        for row, name in enumerate(NAMES):
            net = networks(name, self.depth, self.scale)
            found = arriving(net)
            self.dots[row].set_data(found, row + HEIGHTS)
            middles.append(float(np.median(found)))
            self.medians[row].set_data(middles[-1:], [row])
            slopes.append(slope(net))
            power = expected(slopes[-1], self.depth, self.scale)
            self.powers[row].set_data([power], [row])
            ends += [found.min(), found.max(), power]
        low, high = np.log10(min(ends)), np.log10(max(ends))
        room = 0.04 * (high - low)
        self.axes.set_xlim(10 ** (low - room), 10 ** (high + room))
        self.axes.set_yticklabels(
            [f"{TOLD[name]}  {s:.2f}" for name, s in zip(NAMES, slopes, strict=True)]
        )
        words = ", ".join(f"{TOLD[n]} {_told(m)}" for n, m in zip(NAMES, middles, strict=True))
        return (
            f"{self.depth} hidden layers of {WIDTH} units, weights {self.scale:.2g} times He's,"
            " before training. The gradient at the first layer, as a multiple of that at the last"
            f" (medians): {words}."
        )


def _told(number: float) -> str:
    return f"{number:,.0f}" if number >= 100 else f"{number:.2g}"
