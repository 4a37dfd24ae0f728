"""The workbench: build a network from choices, train it from 20 seeds, compare."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from lessons_lib.explorable import Choice, Live, Slider, Spread, Toggle
from lessons_lib.lessons.put_it_together.tasks import (
    OUTPUTS,
    TASKS,
    Kind,
    baseline,
    network,
    objection,
    refusal,
    score,
    task,
)
from lessons_lib.theory.gradients.survivors import surviving
from lessons_lib.theory.likelihood.output_choice import LOSSES

Array = NDArray[Any]
SEEDS, EPOCHS = 20, 40
HIDDEN = ("relu", "tanh", "sigmoid", "leaky_relu", "elu", "identity")
# Where the scores of sensible networks lie; others are drawn at the edge.
CLOSE = {
    "diabetes": (-0.1, 0.6),
    "breast cancer": (0.85, 1.0),
    "digits": (0.85, 1.0),
    "topics of documents": (0.1, 0.5),
}
FIT = {name: recipe.kind.fit for name, recipe in TASKS.items()}


class State(NamedTuple):
    """Scores after each epoch so far, the first before training, (epochs, seeds); the seeds
    still training."""

    train: Array
    test: Array
    alive: Array


class Workbench(Live):
    """A network of your choice on real data: 20 seeds against scikit-learn's linear model."""

    size = (9.8, 4.2)
    task = Choice("breast cancer", options=tuple(TASKS), restarts=True)
    layers = Slider(2, min=0, max=4, step=1, label="hidden layers", restarts=True)
    units = Slider(16, min=2, max=64, step=1, label="units a layer", restarts=True)
    activation = Choice("sigmoid", options=HIDDEN, restarts=True)
    output = Choice("linear", options=tuple(OUTPUTS), restarts=True)
    loss = Choice("squared error", options=tuple(LOSSES), restarts=True)
    learning_rate = Slider(0.1, min=0.001, max=10.0, log=True, restarts=True)
    init = Choice("glorot", options=("glorot", "he"), label="first weights", restarts=True)
    scaled = Toggle(True, label="scale the inputs", restarts=True)
    scenes = {
        "As it comes": {"scaled": False},
        "A number": {"task": "diabetes", "activation": "relu", **FIT["diabetes"]},
        "Yes or no": {"activation": "relu", **FIT["breast cancer"]},
        "One of ten": {"task": "digits", "activation": "relu", **FIT["digits"]},
        "Several at once": {
            "task": "topics of documents",
            "activation": "relu",
            **FIT["topics of documents"],
        },
        "Far too fast": {"task": "diabetes", "learning_rate": 10.0, **FIT["diabetes"]},
    }

    def hidden(self) -> tuple[str, ...]:
        return ("units", "activation") if self.layers == 0 else ()

    @property
    def kind(self) -> Kind:
        """What the task asks for."""
        return TASKS[self.task].kind

    @property
    def refusal(self) -> str:
        """Why output and loss cannot be trained on the task, and what can; empty if they can."""
        return refusal(self.task, self.output, self.loss)

    @property
    def playable(self) -> bool:
        return not self.refusal

    def begin(self) -> Iterator[State]:
        it = task(self.task)
        net = network(
            self.task,
            self.output,
            self.loss,
            [self.units] * self.layers,
            activation=self.activation,
            init=self.init,
            seeds=range(SEEDS),
        )
        X, X_test = it.inputs(self.scaled)

        def scores() -> list[Array]:
            with np.errstate(over="ignore", invalid="ignore"):
                return [
                    score(it.kind, net.predict(inputs), part.y)
                    for inputs, part in ((X, it.train), (X_test, it.test))
                ]

        path = [scores()]
        epochs = surviving(net, X, it.train.y, epochs=EPOCHS, learning_rate=self.learning_rate)
        for alive in epochs:
            path.append(scores())
            train, test = np.swapaxes(path, 0, 1)
            yield State(train, test, alive)

    def draw(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(3, 2))
        left.set(xlabel="epoch", ylabel="score", xlim=(0, EPOCHS), ylim=(-0.05, 1.03))
        right.set(xlabel="seed", ylabel="held-out score, closer", xlim=(-1, SEEDS))
        right.set_xticks([0, 5, 10, 15])
        self.close = right
        self.spreads = [
            Spread(left, name, colour=colour, linestyle=dashes)
            for name, colour, dashes in (("training", "C1", "--"), ("held out", "C0", "-"))
        ]
        self.peers = [
            axes.axhline(0, color="C2", linestyle="-.", label="scikit-learn's linear model")
            for axes in (left, right)
        ]
        (self.dots,) = right.plot(
            [], [], "o", color="C0", markersize=7, alpha=0.6, label="seeds", clip_on=False
        )
        named = [*(spread.line for spread in self.spreads), self.peers[0]]
        figure.legend(handles=named, loc="outside upper left", ncols=3)

    def update(self) -> str:
        state: State | None = self.progress
        peer = baseline(self.task)
        for line in self.peers:
            line.set_ydata([peer, peer])
        paths = (state.train, state.test) if state else [np.full((1, SEEDS), np.nan)] * 2
        for spread, path in zip(self.spreads, paths, strict=True):
            spread.show(np.arange(len(path)), path)
        self.close.set_ylim(*CLOSE[self.task])
        self.dots.set_data(np.arange(SEEDS), np.clip(paths[1][-1], *CLOSE[self.task]))
        return self._words(state, peer)

    def _words(self, state: State | None, peer: float) -> str:
        kind, wrong = self.kind, objection(self.task, self.output, self.loss)
        if self.refusal:
            return f"The {self.loss} loss cannot be trained here: {self.refusal}."
        fits = f"Output and loss do not fit: {wrong}." if wrong else "Output and loss fit."
        if state is None:
            return f"{self.task.capitalize()} asks for {kind.words}. {fits} Press Play."
        last = state.test[-1]
        low, middle, high = np.quantile(last, (0.25, 0.5, 0.75))
        diverged = SEEDS - len(state.alive)
        end = f" {diverged} diverged." if diverged else ""
        return (
            f"{self.task.capitalize()} after {len(state.test) - 1} epochs: held-out {kind.score}"
            f" {middle:.3f}, the median of {SEEDS} seeds (quartiles {low:.3f} to {high:.3f});"
            f" scikit-learn's baseline, {TASKS[self.task].baseline}, {peer:.3f}. Better in"
            f" {int((last > peer).sum())} of {SEEDS}.{end} {fits}"
        )
