"""An output activation against the targets it has to reach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Live
from lessons_lib.mlp import MLP
from lessons_lib.theory.approximation.one_layer import Array
from lessons_lib.training import training

REACH: Mapping[str, tuple[float, float]] = {
    "identity": (-np.inf, np.inf),
    "sigmoid": (0.0, 1.0),
    "tanh": (-1.0, 1.0),
    "relu": (0.0, np.inf),
}
TASKS: Mapping[str, tuple[float, float]] = {  # amplitude and offset of a noisy wave
    "negative and large": (2.0, 0.0),
    "between 0 and 1": (0.4, 0.5),
    "positive and large": (1.2, 1.5),
}
X = np.linspace(-1.0, 1.0, 80)
EPOCHS, REPLICAS = 400, 16


def targets(task: str) -> Array:
    """80 noisy values of a wave."""
    amplitude, offset = TASKS[task]
    noise = np.random.default_rng(0).normal(0, 0.08, X.shape)
    return amplitude * np.sin(np.pi * X) + offset + amplitude * noise


def unreachable(task: str, output: str) -> float:
    """The share of the targets outside the range of the output activation."""
    low, high = REACH[output]
    y = targets(task)
    return float(np.mean((y < low) | (y > high)))


class Outputs(Live):
    """A regression with the output activation you choose; what it cannot reach is shaded."""

    task = Choice("negative and large", options=tuple(TASKS), label="targets", restarts=True)
    output = Choice("sigmoid", options=tuple(REACH), label="output activation", restarts=True)
    scenes = {
        "Sigmoid output": {},
        "Linear output": {"output": "identity"},
        "ReLU output": {"output": "relu"},
        "Tanh output": {"output": "tanh"},
        "Targets between 0 and 1": {"task": "between 0 and 1"},
    }

    def begin(self) -> Iterator[tuple[MLP, int]]:
        net = MLP(
            (1, 16, 1), "tanh", "squared_error", output=self.output, seeds=range(REPLICAS), init=0.8
        )
        options: dict[str, Any] = {"epochs": EPOCHS, "batch_size": 20, "learning_rate": 0.05}
        for progress in training(net, X[:, None], targets(self.task), **options):
            yield net, progress.epoch

    def draw(self, figure: Figure) -> None:
        axes = figure.add_subplot(xlabel="input x", ylabel="target y", xlim=(-1, 1), ylim=(-3, 3.4))
        self.above = axes.axhspan(3.4, 3.4, color="C1", alpha=0.15, linewidth=0)
        self.below = axes.axhspan(-3, -3, color="C1", alpha=0.15, linewidth=0)
        (self.points,) = axes.plot(X, X, "o", color="C5", markersize=5, label="targets")
        self.curves = [
            axes.plot(X, X, color="C0", linewidth=1, alpha=0.6, linestyle="-", label=f"seed {r}")[0]
            for r in range(REPLICAS)
        ]
        axes.legend(
            handles=[self.points, self.curves[0], self.above],
            labels=["targets", "networks, each seed", "out of reach"],
            loc="upper left",
            ncols=3,
        )

    def update(self) -> str:
        y = targets(self.task)
        self.points.set_data(X, y)
        low, high = REACH[self.output]
        self.below.set_height(max(min(low, 3.4), -3.0) + 3.0)
        self.above.set(y=min(high, 3.4), height=3.4 - min(high, 3.4))
        share = unreachable(self.task, self.output)
        words = f"{share:.0%} of the targets are out of reach of {self.output}"
        if self.progress is None:
            for curve in self.curves:
                curve.set_data([], [])
            return f"{words}. Press Play to train {REPLICAS} networks."
        net, epoch = self.progress
        given = net.predict(X[:, None])[..., 0]
        for curve, values in zip(self.curves, given, strict=True):
            curve.set_data(X, values)
        error = np.sqrt(np.median(((given - y) ** 2).mean(-1)))
        return f"{words}; after {epoch} epochs the median root mean square error is {error:.2f}."
