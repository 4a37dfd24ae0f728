"""PReLU: the slope below zero is a parameter, and it moves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from lessons_lib.activations import PReLU
from lessons_lib.datasets import PLANE
from lessons_lib.explorable import Choice, Recorded, Slider
from lessons_lib.mlp import MLP
from lessons_lib.theory.approximation.one_layer import Array
from lessons_lib.training import training

RUNS = Path(__file__).with_name("slopes.json")
REPLICAS, LAYERS, SHORT, EPOCHS = 32, 3, 150, 600
EVERY = 5  # epochs between two stored points
PLANS: dict[str, tuple[str, float]] = {
    "SGD, rate 0.1": ("sgd", 0.1),
    "SGD, rate 0.02": ("sgd", 0.02),
    "Adam, rate 0.01": ("adam", 0.01),
}


def slopes(net: MLP) -> Array:
    """The learned slopes, (layers, replicas)."""
    return np.array([slot[0].ravel() for slot in net.slopes if slot is not None])


class Learned(NamedTuple):
    """Epochs (n,), the slopes after each of them (n, layers, replicas), and the median loss."""

    epochs: Array
    slopes: Array
    loss: float | None


class SlopesLearn(Recorded):
    """The learned slope of each PReLU layer while 32 networks train: each, and the median."""

    size = (9.0, 4.8)
    data_set = Choice("moons", options=tuple(PLANE), label="data", restarts=True)
    init = Slider(0.25, min=-0.5, max=1.0, step=0.05, label="slope at the start", restarts=True)
    plan = Choice(next(iter(PLANS)), options=tuple(PLANS), label="trained by", restarts=True)
    scenes = {
        "Start at a quarter": {},
        "Start as a ReLU": {"init": 0.0},
        "Start as a line": {"init": 1.0},
        "By Adam": {"plan": "Adam, rate 0.01"},
        "On spirals": {"data_set": "spirals"},
    }

    def begin(self) -> Iterator[Learned]:
        data = PLANE[self.data_set](200)
        net = MLP((2, 8, 8, 8, 1), PReLU(self.init), seeds=range(REPLICAS), init="he")
        path = [slopes(net)]
        optimiser, rate = PLANS[self.plan]
        options: dict[str, Any] = {"epochs": EPOCHS, "learning_rate": rate, "optimiser": optimiser}
        for progress in training(net, data.X, data.y, **options):
            path.append(slopes(net))
            loss = float(np.median(progress.loss))
            yield Learned(np.arange(1.0 * len(path)), np.array(path), loss)

    def draw(self, figure: Figure) -> None:
        engine = figure.get_layout_engine()
        assert isinstance(engine, ConstrainedLayoutEngine)
        engine.set(rect=(0, 0, 0.9, 0.9))  # the words stand on the right, the legend above
        self.panels = figure.subplots(1, LAYERS, sharey=True)
        self.panels[0].set(ylabel="slope below zero", ylim=(-2.3, 3.5))
        thin: dict[str, Any] = {"color": "C0", "linewidth": 0.8, "linestyle": "-", "alpha": 0.6}
        thick: dict[str, Any] = {"color": "C1", "marker": "o", "markevery": [-1], "linewidth": 2.6}
        end: dict[str, Any] = {"color": "C0", "linestyle": "", "marker": "o", "markersize": 4}
        self.networks, self.medians, self.ends = [], [], []
        for axes in self.panels:
            axes.set(xlabel="epoch")
            for height in (0, 1):
                axes.axhline(height, color="C5", linewidth=1, linestyle=":", label="_unit")
            self.networks += axes.plot([], [], label="one network", **thin)
            self.ends += axes.plot([], [], label="_end", **end)
            self.medians += axes.plot([], [], label=f"median of {REPLICAS}", **thick)
        for height, words in ((0, "slope 0:\nReLU"), (1, "slope 1:\nstraight")):
            place = self.panels[-1].get_yaxis_transform()
            told = {"xycoords": place, "va": "center", "annotation_clip": False}
            note = self.panels[-1].annotate(words, (1.03, height), **told)
            note.set_in_layout(False)
        legend = self.panels[1].legend(loc="lower center", bbox_to_anchor=(0.5, 1.1), ncols=2)
        legend.set_in_layout(False)

    def recorded(self) -> Learned | None:
        if run := stored().get(self.case):
            path = np.array(run["slopes"])
            return Learned(EVERY * np.arange(1.0 * len(path)), path, run["loss"])
        return None

    def before(self) -> Learned:
        return Learned(np.zeros(1), np.full((1, LAYERS, REPLICAS), self.init), None)

    @property
    def case(self) -> str:
        """What a stored run is found by."""
        return f"{self.data_set}, from {self.init:g}, {self.plan}"

    def update(self) -> str:
        (epochs, path, loss), told = self.shown()
        last = int(epochs[-1])
        middle = np.median(path, axis=-1)
        end = 1.03 * (SHORT if last <= SHORT else EPOCHS)
        for k, axes in enumerate(self.panels):
            axes.set_xlim(0, end)
            self.networks[k].set_data(_joined(epochs, path[:, k]))
            self.medians[k].set_data(epochs, middle[:, k])
            self.ends[k].set_data(np.full(REPLICAS, last), path[-1, k])
            low, high = path[-1, k].min(), path[-1, k].max()
            axes.set_title(f"layer {k + 1}: {low:.1f} to {high:.1f}", loc="left")
        if loss is None:
            return f"Every slope begins at {self.init:g}. Press Play: the slopes are trained too."
        now = [f"{value:.2f}".replace("-0.00", "0.00") for value in middle[-1]]
        ends = [f"{path[-1, k].min():.1f} to {path[-1, k].max():.1f}" for k in range(LAYERS)]
        return (
            f"{told}After {last} epochs the median slopes of layers 1, 2 and 3 are {now[0]},"
            f" {now[1]} and {now[2]}; all began at {self.init:g}. In the single networks they"
            f" range from {ends[0]}, {ends[1]} and {ends[2]}. The median loss is {loss:.3f}."
        )


def _joined(x: Array, rows: Array) -> tuple[Array, Array]:
    """One line through (n, replicas) points, broken after each replica."""
    gap = np.full((1, rows.shape[1]), np.nan)
    return np.tile(np.append(x, np.nan), rows.shape[1]), np.vstack([rows, gap]).T.ravel()


@cache
def stored() -> dict[str, Any]:
    """The runs that scenes show before Play, by `case`."""
    found: dict[str, Any] = json.loads(RUNS.read_text())
    return found


def record() -> None:
    """Run each scene for 150 epochs, and keep every fifth of them."""
    found = {}
    for values in SlopesLearn.scenes.values():
        picture = SlopesLearn(**values)
        picture.step(SHORT)
        assert picture.progress is not None
        _, path, loss = picture.progress
        found[picture.case] = {"loss": loss, "slopes": path[::EVERY].round(6).tolist()}
    RUNS.write_text(json.dumps(found) + "\n")
