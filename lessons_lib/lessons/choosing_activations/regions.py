"""What an output layer makes of the plane: probabilities, regions and their boundaries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import numpy as np
from matplotlib.colors import to_rgb
from matplotlib.contour import QuadContourSet
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Live, Points
from lessons_lib.lessons.choosing_activations.plane_tasks import NAMES, TASKS, Task
from lessons_lib.mlp import MLP
from lessons_lib.theory.approximation.one_layer import Array
from lessons_lib.training import train, training

EPOCHS, REPLICAS, SURE = 300, 8, 0.9
LAYERS = {"none: the logits are linear": (), "8 tanh units": (8,)}
OPTIONS: Mapping[str, Any] = {"epochs": EPOCHS, "batch_size": 20, "learning_rate": 0.2}
SIDE = 121
AXIS = np.linspace(-1.1, 1.1, SIDE)
PLANE = np.stack(np.meshgrid(AXIS, AXIS), -1)
TITLES = {
    False: "solid: two classes tie; dashed: one has 0.9",
    True: "lines: a label has 1/2; black dots: no label",
}
# Where the marks of three labels stand about their point.
BESIDE = 0.032 * np.array([(0.0, 1.0), (-0.87, -0.5), (0.87, -0.5)])
COLOURS, MARKERS, DASHES = ("C0", "C1", "C2"), ("o", "s", "^"), ("-", "--", "-.")


def networks(task: Task, layers: tuple[int, ...]) -> MLP:
    """Eight networks that differ only in their seeds."""
    return MLP((2, *layers, task.outputs), "tanh", task.loss, seeds=range(REPLICAS))


@cache
def finished(task: str, hidden_layer: str) -> MLP:
    """The networks at the end of their training."""
    data = TASKS[task]()
    net = networks(data, LAYERS[hidden_layer])
    train(net, data.X, data.y, **OPTIONS)
    return net


def of_each(p: Array) -> Array:
    """A probability for each class: one sigmoid (..., 1) speaks for both, (..., 2)."""
    return np.concatenate([1 - p, p], -1) if p.shape[-1] == 1 else p


def right(p: Array, task: Task) -> Array:
    """The share of points with the right class, or with all labels right: (replicas,)."""
    if task.y.ndim == 2:
        return np.asarray(((p > 0.5) == task.y).all(-1).mean(-1))
    return np.asarray((of_each(p).argmax(-1) == task.y).mean(-1))


def lead(p: Array) -> Array:
    """By how much each probability exceeds the largest of the others, (..., classes)."""
    rivals = [np.delete(p, k, -1).max(-1) for k in range(p.shape[-1])]
    return p - np.stack(rivals, -1)


def mixed(p: Array, colours: Array, paper: Array) -> Array:
    """The paper, coloured by each class as far as it is probable, (..., 3)."""
    if paper.mean() < 0.5:
        return 1 - mixed(p, 1 - colours, 1 - paper)
    return np.asarray(paper * np.prod(1 - 0.55 * p[..., None] * (1 - colours), axis=-2))


class Regions(Live):
    """The plane through an output layer, while it trains; drag the cross."""

    size = (9.8, 5.0)
    task = Choice("three classes: softmax", options=tuple(TASKS), restarts=True)
    hidden_layer = Choice("8 tanh units", options=tuple(LAYERS), restarts=True)
    at = Points(((0.0, 0.0),), x=(-1.1, 1.1), y=(-1.1, 1.1), label="cross")
    scenes = {
        "Softmax": {},
        "Softmax without a hidden layer": {"hidden_layer": "none: the logits are linear"},
        "Sigmoid": {"task": "two classes: sigmoid"},
        "Sigmoid without a hidden layer": {
            "task": "two classes: sigmoid",
            "hidden_layer": "none: the logits are linear",
        },
        "Three labels": {"task": "three labels: three sigmoids"},
    }

    def begin(self) -> Iterator[tuple[MLP, int]]:
        task = TASKS[self.task]()
        net = networks(task, LAYERS[self.hidden_layer])
        for progress in training(net, task.X, task.y, **OPTIONS):
            yield net, progress.epoch

    def draw(self, figure: Figure) -> None:
        self.plane, panel = figure.subplots(1, 2, width_ratios=(5, 4))
        self.colours = np.array([to_rgb(c) for c in COLOURS])
        self.paper, self.ink = np.array(to_rgb(self.plane.get_facecolor())), panel.title.get_color()
        self._draw_plane()
        panel.set(title="at the cross", ylabel="probability", ylim=(0, 1.12), xlim=(-0.6, 2.6))
        panel.grid(False)
        self.panel = panel
        self.bars = panel.bar(range(3), np.ones(3), color=COLOURS, width=0.6)
        self.written = [panel.text(k, 0, "", ha="center", va="bottom") for k in range(3)]
        self.boundaries: list[QuadContourSet] = []

    def _draw_plane(self) -> None:
        self.plane.set(xlabel="input x₁", ylabel="input x₂", aspect="equal")
        extent = (-1.1, 1.1, -1.1, 1.1)
        self.image = self.plane.imshow(
            np.ones((SIDE, SIDE, 3)), extent=extent, origin="lower", interpolation="bilinear"
        )
        self.plane.grid(False)
        self.marks = [
            self.plane.plot([], [], m, color=c, mec=self.paper, mew=0.6, label=name)[0]
            for m, c, name in zip(MARKERS, COLOURS, NAMES, strict=True)
        ]
        self.marks += self.plane.plot([], [], ".", color=self.ink, markersize=4, label="no label")
        (self.cross,) = self.plane.plot(
            [], [], "X", color=self.ink, mec=self.paper, markersize=15, zorder=9, clip_on=False
        )
        self.cross.set_label("cross")

    def update(self) -> str:
        task = TASKS[self.task]()
        net, epoch = self.progress or (finished(self.task, self.hidden_layer), EPOCHS)
        p = of_each(net.predict(PLANE.reshape(-1, 2))[0]).reshape(SIDE, SIDE, -1)
        here = of_each(net.predict(np.array(self.at))[0])[0]
        self.image.set_data(mixed(p, self.colours[: p.shape[-1]], self.paper))
        self._bound(p, several=task.y.ndim == 2)
        self._show_points(task)
        self.cross.set_data(*zip(*self.at, strict=True))
        self._show_bars(here)
        return self._words(net, epoch, task, here)

    def _bound(self, p: Array, *, several: bool) -> None:
        """Solid: where the decision changes; dashed: where the winner has 0.9."""
        for known in self.boundaries:
            known.remove()
        fields = p - 0.5 if several else lead(p)
        self.boundaries = [
            self.plane.contour(AXIS, AXIS, fields[..., k], levels=[0.0], **self._line(k, several))
            for k in range(p.shape[-1])
            if fields[..., k].min() < 0 < fields[..., k].max()
        ]
        sure = p.max(-1) - SURE
        if not several and sure.min() < 0 < sure.max():
            look = {"colors": self.ink, "linestyles": "--", "linewidths": 1.0}
            self.boundaries.append(self.plane.contour(AXIS, AXIS, sure, levels=[0.0], **look))

    def _line(self, k: int, several: bool) -> dict[str, Any]:
        if several:
            return {"colors": COLOURS[k], "linestyles": [DASHES[k]], "linewidths": 2.4}
        return {"colors": self.ink, "linestyles": "-", "linewidths": 2.0}

    def _show_points(self, task: Task) -> None:
        """With labels, a point bears the marks, side by side, of all labels that are on."""
        several = task.y.ndim == 2
        for k, mark in enumerate(self.marks[:3]):
            chosen = task.y[:, k] > 0 if several else task.y == k
            mark.set_data(*(task.X[chosen] + (BESIDE[k] if several else 0)).T)
            mark.set_markersize(5 if several else 6)
        none = np.full(len(task.X), several) & ~task.y.reshape(len(task.X), -1).any(-1)
        self.marks[3].set_data(*task.X[none].T)
        self.plane.set_title(TITLES[several], fontsize=12)

    def _show_bars(self, here: Array) -> None:
        shown = np.r_[here, np.zeros(3 - len(here))]
        self.panel.set_xticks(range(len(here)), ["A ●", "B ■", "C ▲"][: len(here)])
        for k, (bar, text, value) in enumerate(zip(self.bars, self.written, shown, strict=True)):
            bar.set_height(value)
            text.set_y(value + 0.01)
            text.set_text(f"{value:.2f}" if k < len(here) else "")

    def _words(self, net: MLP, epoch: int, task: Task, here: Array) -> str:
        score = right(net.predict(task.X), task)
        names = ", ".join(f"{n} {v:.2f}" for n, v in zip(NAMES, here, strict=False))
        kind = "all three labels are" if task.y.ndim == 2 else "the class is"
        on = [n for n, v in zip(NAMES, here, strict=False) if v > 0.5] or ["none"]
        said = (
            f"labels that fit: {', '.join(on)}"
            if task.y.ndim == 2
            else f"class {NAMES[here.argmax()]}"
        )
        return (
            f"After {epoch} epochs {kind} right for {score[0]:.0%} of the training points"
            f" (median of {REPLICAS} networks: {np.median(score):.0%}). At the cross: {names},"
            f" in sum {here.sum():.2f}: {said}."
        )
