"""PReLU: the slope below zero is a parameter, and it moves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.activations import PReLU
from lessons_lib.datasets import PLANE
from lessons_lib.explorable import Choice, Recorded, Slider, Spread
from lessons_lib.mlp import MLP
from lessons_lib.theory.approximation.one_layer import Array
from lessons_lib.training import training

RUNS = Path(__file__).with_name("slopes.json")
REPLICAS, LAYERS, SHORT, EPOCHS = 32, 3, 150, 600
PLANS: dict[str, tuple[str, float]] = {
    "SGD, rate 0.1": ("sgd", 0.1),
    "SGD, rate 0.02": ("sgd", 0.02),
    "Adam, rate 0.01": ("adam", 0.01),
}


def slopes(net: MLP) -> Array:
    """The learned slopes, (layers, replicas)."""
    return np.array([slot[0].ravel() for slot in net.slopes if slot is not None])


class Learned(NamedTuple):
    """Slopes after each epoch, (epochs, layers, replicas or five quantiles); the median loss."""

    slopes: Array
    loss: float | None


class SlopesLearn(Recorded):
    """The learned slope of each PReLU layer while 32 networks train; medians and quartiles."""

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
            yield Learned(np.array(path), float(np.median(progress.loss)))

    def draw(self, figure: Figure) -> None:
        self.axes = figure.add_subplot(xlabel="epoch", ylabel="slope below zero", ylim=(-1.05, 2.6))
        self.spreads = [
            Spread(self.axes, f"layer {k + 1}", colour=f"C{k}", linestyle=dashes)
            for k, dashes in enumerate(("-", "--", "-."))
        ]
        for height, words in ((0, "slope 0:\nReLU"), (1, "slope 1:\nstraight")):
            self.axes.axhline(height, color="C5", linewidth=1, linestyle=":", label="_unit")
            self.axes.annotate(
                words, (1.01, height), xycoords=self.axes.get_yaxis_transform(), va="center"
            )
        self.axes.legend(loc="lower left", bbox_to_anchor=(0.0, 1.0), ncols=3)

    def recorded(self) -> Learned | None:
        run = stored().get(self.case)
        return Learned(np.array(run["slopes"]), run["loss"]) if run else None

    def before(self) -> Learned:
        return Learned(np.full((1, LAYERS, REPLICAS), self.init), None)

    @property
    def case(self) -> str:
        """What a stored run is found by."""
        return f"{self.data_set}, from {self.init:g}, {self.plan}"

    def update(self) -> str:
        (path, loss), told = self.shown()
        epochs = np.arange(len(path))
        self.axes.set_xlim(0, SHORT if len(path) <= SHORT + 1 else EPOCHS)
        for k, spread in enumerate(self.spreads):
            spread.show(epochs, path[:, k])
        if loss is None:
            return f"Every slope begins at {self.init:g}. Press Play: the slopes are trained too."
        now = [f"{np.median(path[-1, k]):.2f}".replace("-0.00", "0.00") for k in range(LAYERS)]
        return (
            f"{told}After {len(path) - 1} epochs the median slopes of layers 1, 2 and 3 are"
            f" {now[0]}, {now[1]} and {now[2]}; all began at {self.init:g}. The median loss is"
            f" {loss:.3f}."
        )


@cache
def stored() -> dict[str, Any]:
    """The runs that scenes show before Play, by `case`."""
    found: dict[str, Any] = json.loads(RUNS.read_text())
    return found


def record() -> None:
    """Run each scene for 150 epochs; keep minimum, quartiles and maximum, which have the same
    quartiles as all 32 networks."""
    found = {}
    for values in SlopesLearn.scenes.values():
        picture = SlopesLearn(**values)
        picture.step(SHORT)
        assert picture.progress is not None
        path, loss = picture.progress
        five = np.moveaxis(np.quantile(path, (0, 0.25, 0.5, 0.75, 1), axis=-1), 0, -1)
        found[picture.case] = {"loss": loss, "slopes": five.round(5).tolist()}
    RUNS.write_text(json.dumps(found) + "\n")
