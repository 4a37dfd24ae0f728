"""One forward and one backward pass through a deep stack: gradients and slopes by layer."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from lessons_lib.activations import ACTIVATIONS
from lessons_lib.explorable import Choice, Explorable, Slider
from lessons_lib.mlp import MLP
from lessons_lib.theory.gradients.gradient_flow import Flow, flow, saturated, scaled, steepest

REPLICAS, EXAMPLES = 32, 16
CHOSEN = "chosen deviation"
FLOORS = (1e-4, 1e-10, 1e-25, 1e-60, 1e-150, 1e-310)
CEILINGS = (1e2, 1e5, 1e8, 1e20, 1e60, 1e150)


@lru_cache(maxsize=4)
def batch(inputs: int) -> tuple[Any, Any]:
    """Sixteen standard-normal inputs (16, inputs), labelled by the sign of the first."""
    x = np.random.default_rng(0).normal(size=(EXAMPLES, inputs))
    return x, (x[:, 0] > 0).astype(float)


def stack(depth: int, width: int, activation: str, init: str | float) -> MLP:
    """32 networks of `depth` hidden layers, all of `width` units, and one logistic output."""
    sizes = (width,) * (depth + 1) + (1,)
    return MLP(sizes, activation, "logistic", seeds=range(REPLICAS), init=init)


class GradientFlow(Explorable):
    """Gradients on their way back through a stack, and the slopes that they pass."""

    size = (9.6, 5.0)
    depth = Slider(10, min=1, max=30, step=1, label="hidden layers")
    width = Choice("8", options=("1", "8", "32"), label="units in each")
    activation = Choice("sigmoid", options=("sigmoid", "tanh"))
    init = Choice("glorot", options=("glorot", CHOSEN), label="initial weights")
    deviation = Slider(0.5, min=0.01, max=10.0, step=0.01, log=True, label="standard deviation")
    scale = Slider(1.0, min=0.01, max=100.0, step=0.05, log=True, label="weight scale")
    scenes = {
        "Ten sigmoid layers": {},
        "Thirty": {"depth": 30},
        "Almost all saturated": {"scale": 100.0},
        "Weights between": {"init": CHOSEN, "deviation": 4.8},
        "Exploding": {"width": "32", "init": CHOSEN, "deviation": 6.0, "depth": 30},
        "tanh": {"activation": "tanh", "depth": 30},
    }

    def hidden(self) -> tuple[str, ...]:
        return () if self.init == CHOSEN else ("deviation",)

    def network(self) -> MLP:
        """The stack as the controls have it."""
        init = self.deviation if self.init == CHOSEN else self.init
        return scaled(stack(self.depth, int(self.width), self.activation, init), self.scale)

    def measure(self) -> Flow:
        """The norms of one pass."""
        return flow(self.network(), *batch(int(self.width)))

    def draw(self, figure: Figure) -> None:
        self.left, self.right = figure.subplots(1, 2, width_ratios=(3, 2))
        self.left.set(yscale="log", xlabel="layer (the last is the output)")
        self.left.set(ylabel="norm of δ (bands: quartiles)", title="← the way of the gradient")
        self.ceiling = self.left.fill_between([1, 2], [1, 1], [1, 1], color="C5", alpha=0.15)
        (self.bound,) = self.left.plot([], [], color="C5", linestyle="--", label="bound on δ")
        (self.deltas,) = self.left.plot([], [], "o-", color="C0", label="δ, the gradient in z")
        self.spread = self.left.fill_between([1, 2], [1, 1], [1, 1], color="C0", alpha=0.25)
        self.right.set(xlabel="hidden layer", ylabel="mean slope φ'(z)")
        self.steepest = self.right.axhline(
            0.25, color="C5", linestyle=":", linewidth=2, label="largest slope"
        )
        self.slopes = self.right.stairs([0.0], [0.5, 1.5], fill=True, color="C2")
        handles = [self.bound, self.deltas, self.steepest]
        figure.legend(handles=handles, loc="outside upper left", ncols=3)

    def update(self) -> str:
        net = self.network()
        X, y = batch(int(self.width))
        found = flow(net, X, y)
        self._show_norms(found)
        z = np.stack(net.forward(X).pre_activations[:-1])
        phi = ACTIVATIONS[self.activation]
        shut = float(saturated(phi, z).mean())
        self._show_slopes(phi.derivative(z).mean((1, 2, 3)), steepest(phi), shut)
        return self._words(found, shut)

    def _show_norms(self, found: Flow) -> None:
        layers = np.arange(1, self.depth + 2)
        low, middle, high = np.quantile(found.deltas, (0.25, 0.5, 0.75), axis=1)
        least_bound, bound, most_bound = np.quantile(found.bounds, (0.25, 0.5, 0.75), axis=1)
        least, most = middle[middle > 0].min(initial=1.0), middle.max()
        floor = next((f for f in FLOORS if f < least), FLOORS[-1])
        top = next((c for c in CEILINGS if c > most), CEILINGS[-1])
        self.left.set(xlim=(0.5, self.depth + 1.5), ylim=(floor, top))
        for axes in (self.left, self.right):
            axes.set_xticks(layers[:: 1 + self.depth // 12])
        self.bound.set_data(layers, bound)
        self.ceiling.set_data(layers, least_bound, most_bound)
        # The bound may leave the picture at the top. A norm of exactly 0 has no place on a log
        # axis: it lies on the floor.
        self.deltas.set_data(layers, np.maximum(middle, floor))
        self.spread.set_data(layers, np.maximum(low, floor), np.maximum(high, floor))

    def _show_slopes(self, slopes: NDArray[Any], largest: float, shut: float) -> None:
        self.slopes.set_data(slopes, np.arange(self.depth + 1) + 0.5)
        self.steepest.set_ydata([largest, largest])
        self.right.set(xlim=(0.5, self.depth + 0.5), ylim=(0, 1.08 * largest))
        self.right.set_title(f"slopes ({shut:.0%} saturated)")

    def _words(self, found: Flow, shut: float) -> str:
        first, last = np.median(found.deltas[0]), np.median(found.deltas[-1])
        low, high = np.quantile(found.deltas[0], (0.25, 0.75))
        return (
            f"The norm of δ is {last:.2g} at the output and {first:.2g} at layer 1 (medians of"
            f" {REPLICAS} networks; quartiles at layer 1 {low:.2g} to {high:.2g}). The bound there"
            f" is {np.median(found.bounds[0]):.2g}. {shut:.0%} of the pre-activations are"
            " saturated."
        )
