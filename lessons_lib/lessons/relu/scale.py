"""What ReLU does not cure: the scale of the weights, and the width, of a deep network."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Explorable, Slider
from lessons_lib.mlp import MLP
from lessons_lib.theory.approximation.one_layer import Array
from lessons_lib.theory.gradients.gradient_flow import norms, scaled
from lessons_lib.theory.gradients.slopes import all_off

REPLICAS, EXAMPLES, INPUTS = 32, 64, 16
RANGES = ((1e-4, 1e4), (1e-9, 1e9), (1e-26, 1e14))  # of the vertical axis
LOOKS = (
    ("forward: activation", "root mean square", "activation", "C0"),
    ("backward: delta", "norm", "delta", "C1"),
    ("gradient of the weights", "norm", "gradient", "C2"),
)
NAMES = {"relu": "ReLU", "leaky_relu": "leaky ReLU"}


class Signals(NamedTuple):
    """Of untrained networks: the root mean square activation in each hidden layer, the norm of
    the gradients in each layer's pre-activations (delta) and in its weights, the output layer
    last, each (layers, replicas); the share of examples whose last activations are all 0,
    (replicas,)."""

    forward: Array
    deltas: Array
    weights: Array
    gone: Array


@lru_cache(maxsize=512)
def signals(activation: str, depth: int, scale: float, width: int = 16) -> Signals:
    """Signals of 32 networks with `scale` times He's deviation, on 64 normal examples."""
    rng = np.random.default_rng(0)
    X, y = rng.standard_normal((EXAMPLES, INPUTS)), rng.integers(0, 2, EXAMPLES)
    net = MLP((INPUTS, *[width] * depth, 1), activation, seeds=range(REPLICAS), init="he")
    scaled(net, scale)
    layers = net.forward(X).activations[:-1]
    forward = np.array([np.sqrt(np.mean(a**2, (-2, -1))) for a in layers])
    return Signals(forward, *norms(net, X, y), (layers[-1] == 0).all(-1).mean(-1))


def limits(rows: Sequence[Array]) -> tuple[float, float]:
    """The narrowest of the ranges that holds every median that is not 0."""
    middle = np.concatenate([np.median(each, axis=1) for each in rows])
    middle = middle[middle > 0]
    fit = (r for r in RANGES if r[0] < 0.1 * middle.min() and middle.max() < 0.1 * r[1])
    return next(fit, RANGES[-1])


class DeepScale(Explorable):
    """Signals and gradients in each layer of a deep network, by the scale of its weights."""

    size = (10.4, 4.2)
    depth = Slider(20, min=2, max=40, step=1, label="hidden layers")
    width = Slider(16, min=2, max=32, step=1, label="units a layer")
    scale = Slider(1.0, min=0.3, max=2.0, step=0.05, label="weights, in multiples of He's")
    activation = Choice("relu", options=("relu", "leaky_relu", "tanh", "sigmoid"))
    scenes = {
        "He's scale": {},
        "Half of it": {"scale": 0.5},
        "One and a half": {"scale": 1.5},
        "He's, but narrow": {"width": 3},
        "Sigmoid, for comparison": {"activation": "sigmoid"},
    }

    def draw(self, figure: Figure) -> None:
        self.panels = figure.subplots(1, 3, sharey=True)
        self.lines, self.zeros, self.bands, self.notes = [], [], [], []
        for axes, (title, size, name, colour) in zip(self.panels, LOOKS, strict=True):
            last = "" if name == "activation" else " (the last: output)"
            axes.set(title=title, xlabel=f"layer{last}", ylabel=size, yscale="log")
            axes.xaxis.get_major_locator().set_params(integer=True)
            axes.yaxis.minorticks_off()  # of many decades they say nothing, and are slow to draw
            self.lines += axes.plot([], [], "o-", color=colour, markersize=5, label=name)
            self.zeros += axes.plot([], [], "x", color="C5", markersize=9, label="exactly 0")
            self.bands.append(
                axes.fill_between([0, 1], 1, 1, color=colour, alpha=0.25, linewidth=0)
            )
            self.notes.append(axes.text(0.03, 0.09, "", transform=axes.transAxes, fontsize=12))

    def update(self) -> str:
        found = signals(self.activation, self.depth, self.scale, self.width)
        floor, ceiling = limits(found[:3])
        self.panels[0].set_ylim(floor, ceiling)
        artists = zip(self.panels, self.lines, self.zeros, self.bands, found[:3], strict=True)
        for axes, line, zeros, band, rows in artists:
            layers = np.arange(1, len(rows) + 1)
            low, middle, high = np.quantile(rows, (0.25, 0.5, 0.75), axis=1)
            line.set_data(layers, np.where(middle > 0, middle, np.nan))
            zeros.set_data(layers[middle == 0], np.full((middle == 0).sum(), 2 * floor))
            band.set_data(layers, np.maximum(low, 1e-300), np.maximum(high, 1e-300))
            axes.set_xlim(0.5, self.depth + 1.5)
        for note, zeros in zip(self.notes, self.zeros, strict=True):
            note.set_text("×  exactly 0" if len(zeros.get_xdata()) else "")
        forward, deltas, weights = (np.median(rows, axis=1) for rows in found[:3])
        name = NAMES.get(self.activation, self.activation)
        return (
            f"{self.depth} hidden layers of {self.width} {name} units, weights"
            f" {self.scale:g} times He's, medians of {REPLICAS} networks. From the first hidden"
            f" layer to the last the activation goes from {forward[0]:.2g} to {forward[-1]:.2g}."
            f" From the output back to layer 1 delta goes from {deltas[-1]:.2g} to"
            f" {deltas[0]:.2g}, and the gradient of the weights from {weights[-1]:.2g} to"
            f" {weights[0]:.2g}.{self._deaths(found.gone)}"
        )

    def _deaths(self, gone: Array) -> str:
        if self.activation != "relu" or not gone.any():
            return ""
        expected = float(all_off(self.width, self.depth))
        dead = int((gone == 1).sum())
        return (
            f" For {gone.mean():.0%} of the examples all activations of the last layer are exactly"
            f" 0 ({expected:.0%} expected); in {dead} networks this holds for every example."
        )
