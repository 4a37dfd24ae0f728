"""One forward and one backward pass through a deep stack: gradients and activations a layer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.colors import PowerNorm
from matplotlib.figure import Figure

from lessons_lib.activations import ACTIVATIONS
from lessons_lib.explorable import Choice, Explorable, Slider
from lessons_lib.mlp import MLP
from lessons_lib.theory.gradients.gradient_flow import Flow, flow, saturated, scaled

REPLICAS, EXAMPLES = 32, 16
PRECISIONS = {"float64": np.float64, "float32": np.float32}
CHOSEN = "chosen deviation"
FLOORS = (1e-4, 1e-10, 1e-25, 1e-60, 1e-150, 1e-310)
CEILINGS = (1e2, 1e5, 1e8, 1e20, 1e60, 1e150)
BINS = 25  # odd: at an edge in the middle, 1/2 would fall to either side by rounding
SAFE = 1e-30  # a norm between this and its inverse fits float32 too


@lru_cache(maxsize=4)
def batch(inputs: int) -> tuple[Any, Any]:
    """Sixteen standard-normal inputs (16, inputs), labelled by the sign of the first."""
    x = np.random.default_rng(0).normal(size=(EXAMPLES, inputs))
    return x, (x[:, 0] > 0).astype(float)


def stack(
    depth: int, width: int, activation: str, init: str | float, dtype: Any = np.float64
) -> MLP:
    """32 networks of `depth` hidden layers, all of `width` units, and one logistic output."""
    sizes = (width,) * (depth + 1) + (1,)
    return MLP(sizes, activation, "logistic", seeds=range(REPLICAS), init=init, dtype=dtype)


class GradientFlow(Explorable):
    """Gradients on their way back through a stack, and the activations they pass."""

    size = (9.6, 5.0)
    depth = Slider(10, min=1, max=30, step=1, label="hidden layers")
    width = Choice("8", options=("1", "8", "32"), label="units in each")
    activation = Choice("sigmoid", options=("sigmoid", "tanh", "relu"))
    init = Choice("glorot", options=("glorot", "he", CHOSEN), label="initial weights")
    deviation = Slider(0.5, min=0.01, max=10.0, step=0.01, log=True, label="standard deviation")
    scale = Slider(1.0, min=0.01, max=100.0, step=0.05, log=True, label="weight scale")
    precision = Choice("float64", options=tuple(PRECISIONS))
    scenes = {
        "Ten sigmoid layers": {},
        "Thirty": {"depth": 30},
        "One unit to a layer": {"width": "1", "init": CHOSEN, "deviation": 1.0},
        "Half of the units saturated": {"init": CHOSEN, "deviation": 3.0},
        "Almost all saturated": {"scale": 100.0},
        "Exploding, tanh": {"width": "32", "activation": "tanh", "scale": 4.0, "depth": 30},
        "Exploding, sigmoid": {"width": "32", "init": CHOSEN, "deviation": 6.0, "depth": 30},
        "tanh": {"activation": "tanh", "depth": 30},
        "ReLU with He": {"activation": "relu", "init": "he", "depth": 30},
        "Underflow in float32": {"scale": 0.1, "depth": 30, "precision": "float32"},
        "Underflow in float64": {"scale": 100.0, "depth": 30, "width": "1"},
    }

    def hidden(self) -> tuple[str, ...]:
        return () if self.init == CHOSEN else ("deviation",)

    def network(self, precision: str) -> MLP:
        """The stack as the controls have it, in that precision."""
        init = self.deviation if self.init == CHOSEN else self.init
        dtype = PRECISIONS[precision]
        return scaled(stack(self.depth, int(self.width), self.activation, init, dtype), self.scale)

    def measure(self, precision: str | None = None) -> Flow:
        """The norms of one pass, in the chosen or another precision."""
        return flow(self.network(precision or self.precision), *batch(int(self.width)))

    def draw(self, figure: Figure) -> None:
        self.left, self.right = figure.subplots(1, 2, width_ratios=(3, 2))
        self.left.set(yscale="log", xlabel="layer (the output is the last)")
        self.left.set_ylabel("norm of the gradient (bands: quartiles)")
        self.ceiling = self.left.fill_between([1, 2], [1, 1], [1, 1], color="C5", alpha=0.15)
        (self.bound,) = self.left.plot([], [], color="C5", linestyle="--", label="bound on δ")
        (self.deltas,) = self.left.plot([], [], "o-", color="C0", label="δ, the gradient in z")
        self.spread = self.left.fill_between([1, 2], [1, 1], [1, 1], color="C0", alpha=0.25)
        (self.weights,) = self.left.plot(
            [], [], "s", linestyle="-.", color="C1", markersize=6, label="gradient in W"
        )
        handles = [self.bound, self.deltas, self.weights]
        figure.legend(handles=handles, loc="outside upper left", ncols=3)
        self.right.set(xlabel="layer", ylabel="activation", title="values of the units")
        self.right.grid(False)
        self.image = self.right.imshow(
            np.zeros((BINS, 2)),
            origin="lower",
            aspect="auto",
            cmap="viridis",
            norm=PowerNorm(0.5, 0, 1),
        )
        self.image.set_label("share of activations")
        figure.colorbar(self.image, ax=self.right, label="share of the layer")

    def update(self) -> str:
        net = self.network(self.precision)
        X, y = batch(int(self.width))
        found = flow(net, X, y)
        self._show_norms(found)
        with np.errstate(over="ignore", invalid="ignore"):
            layers = net.forward(X)
        self._show_activations(layers.activations[:-1])
        return self._words(found, layers.pre_activations[:-1])

    def _show_norms(self, found: Flow) -> None:
        layers = np.arange(1, self.depth + 2)
        low, middle, high = np.quantile(found.deltas, (0.25, 0.5, 0.75), axis=1)
        least_bound, bound, most_bound = np.quantile(found.bounds, (0.25, 0.5, 0.75), axis=1)
        weights = np.median(found.weights, 1)
        least = min(a[a > 0].min(initial=1.0) for a in (middle, weights))
        most = max(a[np.isfinite(a)].max(initial=0.0) for a in (middle, weights))
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
        self.weights.set_data(layers, np.maximum(weights, floor))

    def _show_activations(self, layers: Sequence[Any]) -> None:
        low, high = {"sigmoid": (0, 1), "tanh": (-1, 1), "relu": (0, 4)}[self.activation]
        edges = np.linspace(low, high, BINS + 1)
        kept = [np.clip(np.nan_to_num(a, posinf=high), low, high) for a in layers]
        shares = np.array([np.histogram(a, edges)[0] / a.size for a in kept]).T
        self.image.set_data(shares)
        self.image.set_extent((0.5, self.depth + 0.5, low, high))
        middle = (low + high) / 2
        self.right.set_yticks((low, middle, high), [f"{v:g}" for v in (low, middle, high)])

    def _words(self, found: Flow, z: Sequence[Any]) -> str:
        first, last = np.median(found.deltas[0]), np.median(found.deltas[-1])
        low, high = np.quantile(found.deltas[0], (0.25, 0.75))
        bound = np.median(found.bounds[0])
        said = (
            f"The norm of δ is {last:.2g} at the output and {first:.2g} at layer 1 (medians of"
            f" {REPLICAS} networks; quartiles at layer 1 {low:.2g} to {high:.2g}). The bound there"
            f" is {bound:.2g}."
        )
        share = np.mean(saturated(ACTIVATIONS[self.activation], np.stack(z)))
        shut = f" {share:.0%} of the pre-activations are saturated." if self._saturates else ""
        return " ".join(filter(None, (said + shut, self._limits(found))))

    @property
    def _saturates(self) -> bool:
        return self.activation != "relu"

    def _limits(self, found: Flow) -> str:
        """What does not fit the number format, in either precision; empty if all does."""
        first = found.deltas[0]
        if np.isfinite(found.deltas).all() and first.min() > SAFE and found.deltas.max() < 1 / SAFE:
            return ""
        norms = {
            name: (found if name == self.precision else self.measure(name)).deltas[0]
            for name in ("float64", "float32")
        }
        closed = (norms["float64"] == 0) & (self.activation == "relu")
        said = [
            f"In {name} δ at layer 1 underflows to exactly 0 in {lost} of {REPLICAS}."
            if (lost := int(((norm == 0) & ~closed).sum()))
            else f"In {name} it does not underflow."
            for name, norm in norms.items()
        ]
        for name, norm in norms.items():
            if burst := int((~np.isfinite(norm)).sum()):
                said.append(f"In {name} {burst} of {REPLICAS} overflow.")
        if closed.any():
            said.append(f"In {closed.sum()} no unit of some layer is on: δ is truly 0 below it.")
        return " ".join(said)
