"""How many deep ReLU networks learn at all, by the scale of their first weights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.datasets import circles
from lessons_lib.explorable import Choice, Slider
from lessons_lib.lessons.relu.dying import diverged
from lessons_lib.lessons.relu.race import EXAMPLES, GOAL, REPLICAS
from lessons_lib.lessons.relu.runs import ScenesRecorded
from lessons_lib.mlp import MLP
from lessons_lib.theory.approximation.one_layer import Array
from lessons_lib.theory.gradients.gradient_flow import scaled
from lessons_lib.theory.gradients.racing import accuracy
from lessons_lib.theory.gradients.survivors import descending

DATA = circles(EXAMPLES)
SCALES = (0.5, 0.75, 1.0, 1.25, 1.5)


class State(NamedTuple):
    """Epochs done with every scale; training accuracy so far, (scales, replicas); how many
    networks of each scale have diverged, (scales,)."""

    epochs: int
    accuracy: Array
    diverged: Array


def start(depth: int, width: int, scale: float) -> MLP:
    """32 ReLU networks with `scale` times He's weights."""
    net = MLP((2, *[width] * depth, 1), "relu", seeds=range(REPLICAS), init="he")
    return scaled(net, scale)


class DeepTraining(ScenesRecorded):
    """Training accuracy of 32 deep ReLU networks for each of several scales of first weights."""

    depth = Slider(20, min=2, max=24, step=1, label="hidden layers", restarts=True)
    width = Slider(16, min=2, max=24, step=1, label="units a layer", restarts=True)
    optimiser = Choice("sgd", options=("sgd", "adam"), restarts=True)
    learning_rate = Slider(0.02, min=0.0005, max=0.5, log=True, restarts=True)
    epochs = Choice("60", options=("60", "300"), restarts=True)
    scenes = {
        "Twenty layers": {},
        "Five times as long": {"epochs": "300"},
        "With Adam": {"optimiser": "adam", "learning_rate": 0.001},
        "A tenth of the rate": {"learning_rate": 0.002, "epochs": "300"},
        "Three layers": {"depth": 3, "epochs": "300"},
    }

    def begin(self) -> Iterator[State]:
        """The state before training; then each item is one more epoch of one scale."""
        nets = [start(self.depth, self.width, scale) for scale in SCALES]
        found = np.array([accuracy(net, DATA) for net in nets])
        lost = np.zeros(len(nets), int)
        yield State(0, found, lost)
        runs = [
            descending(
                net,
                DATA.X,
                DATA.y,
                epochs=int(self.epochs),
                learning_rate=self.learning_rate,
                optimiser=self.optimiser,
            )
            for net in nets
        ]
        for epoch in range(int(self.epochs)):
            for i, (net, run) in enumerate(zip(nets, runs, strict=True)):
                lost[i] = diverged(next(run))
                found[i] = accuracy(net, DATA)
                yield State(epoch + (i == len(nets) - 1), found, lost)

    def packed(self, progress: State) -> dict[str, Array]:
        right = np.rint(EXAMPLES * progress.accuracy).astype(np.uint8)
        return {
            "epochs": np.array(progress.epochs),
            "right": right,
            "diverged": progress.diverged.astype(np.uint8),
        }

    def unpacked(self, parts: Mapping[str, Any]) -> State:
        return State(int(parts["epochs"]), parts["right"] / EXAMPLES, parts["diverged"])

    def draw(self, figure: Figure) -> None:
        axes = figure.add_subplot(
            xlabel="first weights, in multiples of He's", ylabel="training accuracy"
        )
        axes.set(xlim=(0.4, 1.6), ylim=(-0.03, 1.32), xticks=SCALES)
        axes.set_yticks([0, 0.25, 0.5, 0.75, GOAL], ["0", "0.25", "0.5", "0.75", "0.95"])
        axes.axhline(GOAL, color="C5", linewidth=1.2, linestyle=":", label="95 %")
        (self.dots,) = axes.plot(
            [], [], "o", color="C1", markersize=5, alpha=0.6, label="one network"
        )
        (self.medians,) = axes.plot([], [], "_", color="C0", markersize=34, label="median")
        self.medians.set_markeredgewidth(3)
        self.counts = [
            axes.text(scale, 1.17, "", ha="center", va="center", fontsize=12) for scale in SCALES
        ]
        axes.legend(loc="lower right", ncols=3)

    def update(self) -> str:
        state, told = self.shown()
        places = np.add.outer(SCALES, np.linspace(-0.07, 0.07, REPLICAS))
        self.dots.set_data(places.ravel(), state.accuracy.ravel())
        self.medians.set_data(SCALES, np.median(state.accuracy, axis=1))
        learned = (state.accuracy >= GOAL).sum(1)
        for text, count, lost in zip(self.counts, learned, state.diverged, strict=True):
            text.set_text(
                f"{count} of {REPLICAS}\nat 95 %" + (f"\n{lost} diverged" if lost else "")
            )
        counts = ", ".join(f"{s:g}: {n}" for s, n in zip(SCALES, learned, strict=True))
        return (
            f"{told}Networks, of {REPLICAS} with {self.depth} layers of {self.width} ReLU units,"
            f" that have 95 % of the training examples right after {state.epochs} epochs, by the"
            f" scale of their first weights in multiples of He's: {counts}.{self._lost(state)}"
        )

    @staticmethod
    def _lost(state: State) -> str:
        lost = [f"{n} from {s:g}" for s, n in zip(SCALES, state.diverged, strict=True) if n]
        return f" Diverged, and stopped there: {', '.join(lost)}." if lost else ""
