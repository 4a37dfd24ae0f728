"""What ReLU does not cure: the scale of the weights of a deep network."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Explorable, Slider
from lessons_lib.mlp import MLP
from lessons_lib.theory.approximation import Array
from lessons_lib.theory.gradient_flow import flow

WIDTH, REPLICAS, EXAMPLES = 16, 32, 64


@lru_cache(maxsize=512)
def signals(activation: str, depth: int, scale: float) -> tuple[Array, Array]:
    """Root mean square activation in each hidden layer, and the gradient norm in each layer's
    weights, (layers, replicas), of untrained networks with `scale` times He's deviation."""
    rng = np.random.default_rng(0)
    X, y = rng.standard_normal((EXAMPLES, WIDTH)), rng.integers(0, 2, EXAMPLES)
    net = MLP(
        (WIDTH, *[WIDTH] * depth, 1),
        activation,
        seeds=range(REPLICAS),
        init=scale * float(np.sqrt(2 / WIDTH)),
    )
    layers = net.forward(X).activations[:-1]
    forward = np.array([np.sqrt(np.mean(a**2, (-2, -1))) for a in layers])
    return forward, flow(net, X, y).weights


class DeepScale(Explorable):
    """Signal forward and gradient back through a deep network, by the scale of its weights."""

    size = (9.4, 4.2)
    depth = Slider(20, min=2, max=40, step=1, label="hidden layers")
    scale = Slider(1.0, min=0.3, max=2.0, step=0.05, label="weights, times He's")
    activation = Choice("relu", options=("relu", "leaky_relu", "tanh", "sigmoid"))
    scenes = {
        "He's scale": {},
        "Half of it": {"scale": 0.5},
        "One and a half": {"scale": 1.5},
        "Forty layers of He's": {"depth": 40},
        "Sigmoid, for comparison": {"activation": "sigmoid"},
    }

    def draw(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2)
        left.set(title="forward", xlabel="hidden layer", ylabel="rms activation", yscale="log")
        right.set(title="backward", xlabel="layer", ylabel="gradient norm", yscale="log")
        self.panels = (left, right)
        self.lines, self.bands = [], []
        for axes, colour in zip(self.panels, ("C0", "C1"), strict=True):
            axes.set_ylim(1e-16, 1e12)
            axes.axhline(1, color="C5", linewidth=1, linestyle=":", label="_one")
            self.lines += axes.plot(
                [], [], "o-", color=colour, markersize=5, label=axes.get_title()
            )
            self.bands.append(
                axes.fill_between([0, 1], 1, 1, color=colour, alpha=0.25, linewidth=0)
            )

    def update(self) -> str:
        both = signals(self.activation, self.depth, self.scale)
        for axes, line, band, found in zip(self.panels, self.lines, self.bands, both, strict=True):
            layers = np.arange(1, len(found) + 1)
            low, middle, high = np.quantile(found, (0.25, 0.5, 0.75), axis=1)
            line.set_data(layers, middle)
            band.set_data(layers, np.maximum(low, 1e-300), np.maximum(high, 1e-300))
            axes.set_xlim(0.5, len(found) + 0.5)
        forward, backward = (np.median(found, axis=1) for found in both)
        return (
            f"{self.depth} layers of {self.activation} at {self.scale:g} times He's scale: the"
            f" signal goes from {forward[0]:.2g} to {forward[-1]:.2g}, the gradient is"
            f" {backward[0]:.2g} in the first layer and {backward[-1]:.2g} in the last."
        )
