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
TASKS: Mapping[str, tuple[float, float]] = {  # amplitude and offset of a noisy wave
    "negative and large": (2.0, 0.0),
    "between 0 and 1": (0.4, 0.5),
    "positive and large": (1.2, 1.5),
}
WAYS: Mapping[str, dict[str, Any]] = {
    "gradient descent, rate 0.05": {"learning_rate": 0.05},
    "Adam, rate 0.01": {"learning_rate": 0.01, "optimiser": "adam"},
}
X = np.linspace(-1.0, 1.0, 80)
EPOCHS, REPLICAS = 400, 16


def targets(task: str) -> Array:
    """80 noisy values of a wave."""
    amplitude, offset = TASKS[task]
    noise = np.random.default_rng(0).normal(0, 0.08, X.shape)
    return amplitude * np.sin(np.pi * X) + offset + amplitude * noise


def limits(task: str) -> tuple[float, float]:
    """The lowest and the highest value in the picture: the wave, and room about it."""
    amplitude, offset = TASKS[task]
    return offset - 1.5 * amplitude, offset + 1.5 * amplitude


def distances(task: str, output: str) -> Array:
    """How far each target lies outside the range of the output activation, (80,)."""
    y = targets(task)
    return np.asarray(np.abs(y - np.clip(y, *REACH[output])))


def root_mean_square(errors: Array) -> Array:
    """Over the last axis."""
    return np.asarray(np.sqrt((errors**2).mean(-1)))


def networks(output: str) -> MLP:
    """One hidden layer of 16 tanh units, squared error, 16 seeds."""
    last = "identity" if output == "linear" else output
    seeds = range(REPLICAS)
    return MLP((1, 16, 1), "tanh", "squared_error", output=last, seeds=seeds, init=0.8)


@cache
def finished(task: str, output: str, way: str) -> MLP:
    """The networks at the end of their training."""
    net = networks(output)
    train(net, X[:, None], targets(task), epochs=EPOCHS, batch_size=20, **WAYS[way])
    return net


class Outputs(Live):
    """A regression with the output activation you choose; what it cannot reach is shaded."""

    size = (8.6, 4.6)
    task = Choice("negative and large", options=tuple(TASKS), label="targets", restarts=True)
    output = Choice("sigmoid", options=tuple(REACH), label="output activation", restarts=True)
    way = Choice(next(iter(WAYS)), options=tuple(WAYS), label="training", restarts=True)
    scenes = {
        "Sigmoid output": {},
        "Linear output": {"output": "linear"},
        "ReLU output": {"output": "relu"},
        "Tanh output": {"output": "tanh"},
        "Targets between 0 and 1": {"task": "between 0 and 1"},
    }

    def begin(self) -> Iterator[tuple[MLP, int]]:
        net, y = networks(self.output), targets(self.task)
        options = WAYS[self.way]
        for progress in training(net, X[:, None], y, epochs=EPOCHS, batch_size=20, **options):
            yield net, progress.epoch

    def draw(self, figure: Figure) -> None:
        axes = figure.add_subplot(xlabel="input x", ylabel="target or output", xlim=(-1.02, 1.02))
        self.axes = axes
        self.above = axes.axhspan(0, 1, color="C1", alpha=0.15, linewidth=0)
        self.below = axes.axhspan(0, 1, color="C1", alpha=0.15, linewidth=0)
        self.flat = axes.text(1, -0.12, "", ha="right", va="top")
        (self.points,) = axes.plot(X, X, "o", color="C5", markersize=5, label="targets")
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
        at_the_end = finished(self.task, self.output, self.way), EPOCHS
        net, epoch = self.progress or at_the_end
        y, given = targets(self.task), net.predict(X[:, None])[..., 0]
        self.points.set_data(X, y)
        for curve, values in zip(self.curves, given, strict=True):
            curve.set_data(X, values)
        self._shade(*REACH[self.output])
        last = TOLD.get(self.output, self.output)
        self.axes.set_title(f"1 input, 16 hidden tanh units, 1 {last} output")
        beyond = distances(self.task, self.output)
        said = (
            f"{np.mean(beyond > 0):.0%} of the targets are out of reach of a"
            f" {TOLD.get(self.output, self.output)} output. Median root mean square error of"
            f" {REPLICAS} networks after {epoch} epochs:"
            f" {np.median(root_mean_square(given - y)):.3f}."
        )
        if (least := root_mean_square(beyond)) > 0:
            said += f" No training can bring it below {least:.3f}."
        flat = int((given == 0).all(-1).sum())
        self.flat.set_text(f"{flat} networks: 0 everywhere" if flat else "")
        return f"{said} {flat} of them give 0 everywhere." if flat else said

    def _shade(self, low: float, high: float) -> None:
        """The range that the output cannot reach, within the axes."""
        bottom, top = limits(self.task)
        self.axes.set_ylim(bottom, top)
        self.below.set(y=bottom, height=max(low, bottom) - bottom)
        self.above.set(y=min(high, top), height=top - min(high, top))
        key, text = self.legend.get_patches()[0], self.legend.get_texts()[2]
        for part in (key, text):
            part.set_visible(low > bottom or high < top)
