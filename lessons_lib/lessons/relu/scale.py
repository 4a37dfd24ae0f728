"""What ReLU does not cure: the scale of the weights, and the width, of a deep network."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Explorable, Slider
from lessons_lib.mlp import MLP
from lessons_lib.theory.approximation.one_layer import Array
from lessons_lib.theory.gradients.gradient_flow import flow, scaled
from lessons_lib.theory.gradients.slopes import all_off

REPLICAS, EXAMPLES, INPUTS = 32, 64, 16
FLOOR, CEILING = 1e-18, 1e14


class Signals(NamedTuple):
    """Of untrained networks: the root mean square activation in each hidden layer and the norm
    of each weight gradient, (layers, replicas); the share of examples whose last activations
    are all 0, (replicas,)."""

    forward: Array
    backward: Array
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
    return Signals(forward, flow(net, X, y).weights, (layers[-1] == 0).all(-1).mean(-1))


class DeepScale(Explorable):
    """Signal forward and gradient back through a deep network, by the scale of its weights."""

    size = (9.4, 4.2)
    depth = Slider(20, min=2, max=40, step=1, label="hidden layers")
    width = Slider(16, min=2, max=32, step=1, label="units a layer")
    scale = Slider(1.0, min=0.3, max=2.0, step=0.05, label="weights, times He's")
    activation = Choice("relu", options=("relu", "leaky_relu", "tanh", "sigmoid"))
    scenes = {
        "He's scale": {},
        "Half of it": {"scale": 0.5},
        "One and a half": {"scale": 1.5},
        "He's, but narrow": {"width": 3},
        "Sigmoid, for comparison": {"activation": "sigmoid"},
    }

    def draw(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2)
        left.set(title="forward", xlabel="hidden layer", ylabel="rms activation", yscale="log")
        right.set(title="backward", xlabel="layer", ylabel="gradient norm", yscale="log")
        self.panels = (left, right)
        self.lines, self.zeros, self.bands = [], [], []
        looks = (("forward", "C0"), ("backward", "C1"))
        for axes, (name, colour) in zip(self.panels, looks, strict=True):
            axes.set_ylim(FLOOR, CEILING)
            axes.xaxis.get_major_locator().set_params(integer=True)
            axes.axhline(1, color="C5", linewidth=1, linestyle=":", label="_one")
            self.lines += axes.plot([], [], "o-", color=colour, markersize=5, label=name)
            self.zeros += axes.plot([], [], "x", color="C5", markersize=9, label="exactly 0")
            self.bands.append(
                axes.fill_between([0, 1], 1, 1, color=colour, alpha=0.25, linewidth=0)
            )
        left.legend(handles=[self.zeros[0]], loc="upper left")

    def update(self) -> str:
        found = signals(self.activation, self.depth, self.scale, self.width)
        artists = zip(self.panels, self.lines, self.zeros, self.bands, found[:2], strict=True)
        for axes, line, zeros, band, rows in artists:
            layers = np.arange(1, len(rows) + 1)
            low, middle, high = np.quantile(rows, (0.25, 0.5, 0.75), axis=1)
            line.set_data(layers, np.where(middle > 0, middle, np.nan))
            zeros.set_data(layers[middle == 0], np.full((middle == 0).sum(), 10 * FLOOR))
            band.set_data(layers, np.maximum(low, 1e-300), np.maximum(high, 1e-300))
            axes.set_xlim(0.5, len(rows) + 0.5)
        forward, backward = (np.median(rows, axis=1) for rows in found[:2])
        return (
            f"{self.depth} layers of {self.width} {self.activation} at {self.scale:g} times He's"
            f" scale, medians of {REPLICAS}: the signal goes from {forward[0]:.2g} to"
            f" {forward[-1]:.2g}; the gradient is {backward[0]:.2g} in the first layer and"
            f" {backward[-1]:.2g} in the last.{self._deaths(found.gone)}"
        )

    def _deaths(self, gone: Array) -> str:
        if self.activation != "relu" or not gone.any():
            return ""
        expected = float(all_off(self.width, self.depth))
        dead = int((gone == 1).sum())
        return (
            f" {gone.mean():.0%} of the examples end as exact zeros ({expected:.0%} expected),"
            f" all of them in {dead} of the networks."
        )
