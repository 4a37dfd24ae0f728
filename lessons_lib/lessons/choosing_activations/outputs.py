"""An output activation against the targets it has to reach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Live
from lessons_lib.lessons.choosing_activations.names import TOLD
from lessons_lib.mlp import MLP
from lessons_lib.theory.approximation.one_layer import Array
from lessons_lib.training import train, training

REACH: Mapping[str, tuple[float, float]] = {
    "linear": (-np.inf, np.inf),
    "sigmoid": (0.0, 1.0),
    "tanh": (-1.0, 1.0),
    "relu": (0.0, np.inf),
}
WAYS: Mapping[str, dict[str, Any]] = {
    "gradient descent, rate 0.05": {"learning_rate": 0.05},
    "Adam, rate 0.01": {"learning_rate": 0.01, "optimiser": "adam"},
}
X = np.linspace(-1.0, 1.0, 80)
EPOCHS, REPLICAS = 400, 16


TARGETS = 2.0 * (np.sin(np.pi * X) + np.random.default_rng(0).normal(0, 0.08, X.shape))
BOTTOM, TOP = -3.0, 3.0


def distances(output: str) -> Array:
    """How far each target lies outside the range of the output activation, (80,)."""
    return np.asarray(np.abs(TARGETS - np.clip(TARGETS, *REACH[output])))


def root_mean_square(errors: Array) -> Array:
    """Over the last axis."""
    return np.asarray(np.sqrt((errors**2).mean(-1)))


def networks(output: str) -> MLP:
    """One hidden layer of 16 tanh units, squared error, 16 seeds."""
    last = "identity" if output == "linear" else output
    seeds = range(REPLICAS)
    return MLP((1, 16, 1), "tanh", "squared_error", output=last, seeds=seeds, init=0.8)


@cache
def finished(output: str, way: str) -> MLP:
    """The networks at the end of their training."""
    net = networks(output)
    train(net, X[:, None], TARGETS, epochs=EPOCHS, batch_size=20, **WAYS[way])
    return net


class Outputs(Live):
    """A regression with the output activation you choose; what it cannot reach is shaded."""

    size = (8.6, 4.6)
    output = Choice("sigmoid", options=tuple(REACH), label="output activation", restarts=True)
    way = Choice(next(iter(WAYS)), options=tuple(WAYS), label="training", restarts=True)
    scenes = {
        "Sigmoid output": {},
        "Linear output": {"output": "linear"},
        "ReLU output": {"output": "relu"},
        "Tanh output": {"output": "tanh"},
    }

    def begin(self) -> Iterator[tuple[MLP, int]]:
        net = networks(self.output)
        options = WAYS[self.way]
        for progress in training(net, X[:, None], TARGETS, epochs=EPOCHS, batch_size=20, **options):
            yield net, progress.epoch

    def draw(self, figure: Figure) -> None:
        axes = figure.add_subplot(xlabel="input x", ylabel="target or output", xlim=(-1.02, 1.02))
        axes.set_ylim(BOTTOM, TOP)
        self.axes = axes
        self.above = axes.axhspan(0, 1, color="C1", alpha=0.15, linewidth=0)
        self.below = axes.axhspan(0, 1, color="C1", alpha=0.15, linewidth=0)
        self.flat = axes.text(1, -0.12, "", ha="right", va="top")
        (self.points,) = axes.plot(X, TARGETS, "o", color="C5", markersize=5, label="targets")
        self.curves = [
            axes.plot(X, X, color="C0", linewidth=1, alpha=0.6, linestyle="-", label=f"seed {r}")[0]
            for r in range(REPLICAS)
        ]
        self.legend = figure.legend(
            handles=[self.points, self.curves[0], self.above],
            labels=["targets", "16 networks", "out of reach"],
            loc="outside upper left",
            ncols=3,
        )

    def update(self) -> str:
        at_the_end = finished(self.output, self.way), EPOCHS
        net, epoch = self.progress or at_the_end
        given = net.predict(X[:, None])[..., 0]
        for curve, values in zip(self.curves, given, strict=True):
            curve.set_data(X, values)
        self._shade(*REACH[self.output])
        last = TOLD.get(self.output, self.output)
        self.axes.set_title(f"1 input, 16 hidden tanh units, 1 {last} output")
        beyond = distances(self.output)
        said = (
            f"{np.mean(beyond > 0):.0%} of the targets are out of reach of a"
            f" {TOLD.get(self.output, self.output)} output. Median root mean square error of"
            f" {REPLICAS} networks after {epoch} epochs:"
            f" {np.median(root_mean_square(given - TARGETS)):.3f}."
        )
        if (least := root_mean_square(beyond)) > 0:
            said += f" No training can bring it below {least:.3f}."
        flat = int((given == 0).all(-1).sum())
        self.flat.set_text(f"{flat} networks: 0 everywhere" if flat else "")
        return f"{said} {flat} of them give 0 everywhere." if flat else said

    def _shade(self, low: float, high: float) -> None:
        """The range that the output cannot reach, within the axes."""
        self.below.set(y=BOTTOM, height=max(low, BOTTOM) - BOTTOM)
        self.above.set(y=min(high, TOP), height=TOP - min(high, TOP))
        key, text = self.legend.get_patches()[0], self.legend.get_texts()[2]
        for part in (key, text):
            part.set_visible(low > BOTTOM or high < TOP)
