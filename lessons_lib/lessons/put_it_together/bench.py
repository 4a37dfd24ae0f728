"""The workbench: build a network from choices, train it from 20 seeds, compare."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from lessons_lib import _check
from lessons_lib.datasets import Dataset
from lessons_lib.explorable import Choice, Live, OwnData, Slider, Spread, Toggle
from lessons_lib.lessons.put_it_together import owned
from lessons_lib.lessons.put_it_together.choices import OUTPUTS, network, objection, refusal
from lessons_lib.lessons.put_it_together.judge import LOWEST, Scores, baseline, score
from lessons_lib.lessons.put_it_together.scenes import FIRST, close, scenes
from lessons_lib.lessons.put_it_together.seeds import Seeds
from lessons_lib.lessons.put_it_together.tasks import NUMBER, TASKS, Kind, Task, own_task, task
from lessons_lib.theory.gradients.survivors import descending
from lessons_lib.theory.likelihood.output_choice import LOSSES

Array = NDArray[Any]
SEEDS, EPOCHS = 20, 40
HIDDEN = ("relu", "tanh", "sigmoid", "leaky_relu", "elu", "identity")
SATURATING = ("tanh", "sigmoid", "identity")  # their first weights are Glorot's
PARTS = {"validation set": "validation", "test set": "test"}
GROUPS: Mapping[str, tuple[str, ...]] = {
    "the network": ("layers", "units", "activation"),
    "output and loss": ("output", "loss"),
    "the training": ("scaled", "optimiser", "learning_rate"),
}


class State(NamedTuple):
    """Scores after each epoch so far, the first before training, (epochs, seeds); the seeds
    still training."""

    scores: Scores
    alive: Array


class Workbench(OwnData, Live):
    """A network of your choice, trained from 20 seeds, against a linear model.

    Workbench("digits")
    Workbench(data="dogs.csv", target="weight")

    A table of one's own sets the task by its target: text, True and False, or just two different
    numbers are classes, other numbers are predicted as numbers. First weights are He's for
    ReLU and its kin, and Glorot's for the others.
    """

    size = (9.8, 4.2)
    least = owned.LEAST
    task: str = ""
    change = Choice("the network", options=tuple(GROUPS))
    layers = Slider(2, min=0, max=4, step=1, label="hidden layers", restarts=True)
    units = Slider(16, min=2, max=64, step=1, label="units a layer", restarts=True)
    activation = Choice("sigmoid", options=HIDDEN, restarts=True)
    output = Choice("sigmoid", options=tuple(OUTPUTS), restarts=True)
    loss = Choice("logistic", options=tuple(LOSSES), restarts=True)
    scaled = Toggle(True, label="scale the inputs", restarts=True)
    optimiser = Choice("sgd", options=("sgd", "adam"), restarts=True)
    learning_rate = Slider(0.1, min=0.001, max=10.0, log=True, restarts=True)
    judge = Choice("validation set", options=tuple(PARTS), label="judge by")
    scenes = FIRST

    def __init__(
        self, task: str = "", data: Any = None, target: Any = None, x: Any = None, **values: Any
    ) -> None:
        if data is not None and task:
            raise ValueError(f"task = {task!r}: beside a table of your own there is no other task.")
        super().__init__(data, target, x, **values)
        self._it = own_task(self.own) if self.own else _known(task or "breast cancer")
        self.task, self.scenes = self._it.name, scenes(self._it.name, self.wants.fit)
        self.values.update({k: v for k, v in self.wants.fit.items() if k not in values})

    def _read(self, data: Any, target: Any, x: Any) -> Dataset:
        return owned.read(data, target, x)

    @property
    def given(self) -> Mapping[str, str]:
        return super().given or {"task": repr(self.task)}

    def hidden(self) -> Collection[str]:
        unseen = {name for group, names in GROUPS.items() if group != self.change for name in names}
        return unseen | ({"units", "activation"} if self.layers == 0 else set())

    @property
    def wants(self) -> Kind:
        """What the task asks for."""
        return self._it.kind

    @property
    def objection(self) -> str:
        """Why output and loss do not fit the task; empty if they do."""
        return objection(self._it, self.output, self.loss)

    @property
    def refusal(self) -> str:
        """Why output and loss cannot be trained on the task, and what can; empty if they can."""
        return refusal(self._it, self.output, self.loss)

    @property
    def baseline(self) -> Scores:
        """What the linear model scores on each part."""
        return baseline(self._it)

    @property
    def parameters(self) -> int:
        """How many numbers the network learns."""
        return network(self._it, self.output, self.loss, [self.units] * self.layers).n_parameters

    @property
    def playable(self) -> bool:
        return not self.refusal

    def begin(self) -> Iterator[State]:
        it = self._it
        net = network(
            it,
            self.output,
            self.loss,
            [self.units] * self.layers,
            activation=self.activation,
            init="glorot" if self.activation in SATURATING else "he",
            seeds=range(SEEDS),
        )
        inputs, targets = (
            it.inputs(self.scaled),
            [part.y for part in (it.train, it.validation, it.test)],
        )

        def scores() -> list[Array]:
            with np.errstate(over="ignore", invalid="ignore"):
                pairs = zip(inputs, targets, strict=True)
                return [score(it.kind, net.predict(X), y) for X, y in pairs]

        path = [scores()]
        run = descending(
            net,
            inputs[0],
            targets[0],
            epochs=EPOCHS,
            learning_rate=self.learning_rate,
            optimiser=self.optimiser,
        )
        for alive in run:
            path.append(scores())
            every = np.arange(SEEDS)
            yield State(
                Scores(*np.swapaxes(path, 0, 1)), alive if isinstance(alive, np.ndarray) else every
            )

    def draw(self, figure: Figure) -> None:
        left, self.near = figure.subplots(1, 2, width_ratios=(3, 2), sharey=True)
        left.set(xlabel="epoch", ylabel=self.wants.score, xlim=(0, EPOCHS))
        self.spreads = [
            Spread(left, "training set", colour="C1", linestyle="--", zorder=2.5),
            Spread(left, "validation set", colour="C0", linestyle="-"),
        ]
        self.peers = [
            axes.axhline(0, color="C2", linestyle="-.", label="linear model")
            for axes in (left, self.near)
        ]
        low = LOWEST if self.wants is NUMBER else 0
        self.seeds = Seeds(self.near, SEEDS, close(self._it), (low - 0.03, 1.03))
        named = [*(spread.line for spread in self.spreads), self.peers[0], self.seeds.dots]
        figure.legend(handles=named, loc="outside upper left", ncols=4)

    def update(self) -> str:
        state: State | None = self.progress
        peers = self.baseline.validation, getattr(self.baseline, PARTS[self.judge])
        for line, peer in zip(self.peers, peers, strict=True):
            line.set_ydata([peer, peer])
        nothing = np.full((1, SEEDS), np.nan)
        shown = state.scores if state else Scores(nothing, nothing, nothing)
        for spread, path in zip(self.spreads, shown[:2], strict=True):
            spread.show(np.arange(len(path)), path)
        last = getattr(shown, PARTS[self.judge])[-1]
        self.seeds.show(last)
        won = f": better with {(last > peers[1]).sum()} of {SEEDS}" if state else ""
        self.near.set_title(f"{self.judge}{won}")
        return self._words(state, last, peers[1])

    def _words(self, state: State | None, last: Array, peer: float) -> str:
        if self.refusal:
            return f"The {self.loss} loss cannot be trained here: {self.refusal}."
        wrong = self.objection
        fits = f"Output and loss do not fit: {wrong}." if wrong else "Output and loss fit the task."
        name, kind = self.task.capitalize(), self.wants
        if state is None:
            return f"{name}: the target is {kind.words}. {fits} Press Play to train."
        low, middle, high = np.quantile(last, (0.25, 0.5, 0.75))
        better, worse = int((last > peer).sum()), int((last < peer).sum())
        stopped = SEEDS - len(state.alive)
        end = f" Training diverged for {stopped} of the seeds." if stopped else ""
        return (
            f"{name} after {len(state.scores.train) - 1} epochs: the {kind.score} on the"
            f" {self.judge} is {middle:.3f}, the median of {SEEDS} seeds (the middle half lies"
            f" between {low:.3f} and {high:.3f}). The linear model, {kind.baseline}, has"
            f" {peer:.3f}: the network is better with {better} of {SEEDS} seeds, equal with"
            f" {SEEDS - better - worse}, worse with {worse}.{end} {fits}"
        )


def _known(name: str) -> Task:
    _check.one_of(TASKS, name, "task")
    return task(name)
