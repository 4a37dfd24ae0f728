"""Slopes that are not learned: how low the loss gets with each."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.activations import Activation, LeakyReLU, PReLU
from lessons_lib.datasets import PLANE
from lessons_lib.explorable import Choice, Explorable, Spread
from lessons_lib.mlp import MLP
from lessons_lib.theory.approximation.one_layer import Array
from lessons_lib.training import training

RUNS = Path(__file__).with_name("fixed.json")
REPLICAS = 32
SLOPES = (-1.0, -0.75, -0.5, -0.25, 0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0)
LEARNED = "learned"  # each network's slopes, from 0.25
# Data, optimiser, learning rate, epochs.
CASES: dict[str, tuple[str, str, float, int]] = {
    "half-moons, SGD, rate 0.1, 150 epochs": ("moons", "sgd", 0.1, 150),
    "half-moons, SGD, rate 0.1, 600 epochs": ("moons", "sgd", 0.1, 600),
    "half-moons, Adam, rate 0.01, 150 epochs": ("moons", "adam", 0.01, 150),
    "spirals, SGD, rate 0.1, 150 epochs": ("spirals", "sgd", 0.1, 150),
    "spirals, Adam, rate 0.01, 150 epochs": ("spirals", "adam", 0.01, 150),
}
CASE = next(iter(CASES))


def losses(phi: Activation, case: str) -> Array:
    """The last epoch's loss of each of 32 networks, (replicas,)."""
    data_set, optimiser, rate, epochs = CASES[case]
    data = PLANE[data_set](200)
    net = MLP((2, 8, 8, 8, 1), phi, seeds=range(REPLICAS), init="he")
    run = training(net, data.X, data.y, epochs=epochs, learning_rate=rate, optimiser=optimiser)
    *_, last = run
    return np.asarray(last.loss)


@cache
def stored() -> dict[str, dict[str, list[float]]]:
    """Losses by case and slope."""
    found: dict[str, dict[str, list[float]]] = json.loads(RUNS.read_text("utf-8"))
    return found


class FixedSlopes(Explorable):
    """The loss of 32 networks after training, for each of several slopes that stay as they are."""

    case = Choice(CASE, options=tuple(CASES), label="data and training")
    scenes = dict(
        zip(
            (
                "Half-moons",
                "Four times as long",
                "Half-moons, by Adam",
                "Spirals",
                "Spirals, by Adam",
            ),
            ({"case": case} for case in CASES),
            strict=True,
        )
    )

    def draw(self, figure: Figure) -> None:
        self.axes = figure.add_subplot(
            xlabel=f"slope below zero, fixed (median and middle half of {REPLICAS} networks)",
            ylabel="loss after training",
            xlim=(-1.1, 2.1),
        )
        place = self.axes.get_xaxis_transform()
        for at, words in ((0, "ReLU"), (1, "straight line")):
            self.axes.axvline(at, color="C5", linewidth=1, linestyle=":", label="_unit")
            self.axes.text(at + 0.03, 0.94, words, transform=place, color="C5")
        self.spread = Spread(self.axes, "slope fixed", colour="C0", marker="o", linestyle="-")
        self.learned = self.axes.axhline(
            0, color="C1", linewidth=2, linestyle="--", label="slopes learned, median"
        )
        self.axes.legend(loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=2, borderaxespad=0)

    def update(self) -> str:
        runs = stored()[self.case]
        middle = self.spread.show(SLOPES, [runs[f"{slope:g}"] for slope in SLOPES])
        learned = float(np.median(runs[LEARNED]))
        self.learned.set_ydata([learned, learned])
        self.axes.set_ylim(0, 0.36 if max(middle) < 0.33 else 0.72)
        told = [f"{middle[SLOPES.index(slope)]:.3f} for {slope:g}" for slope in (-1.0, 0.0, 2.0)]
        highest = int(np.argmax(middle))
        return (
            f"The median loss is {', '.join(told)}, and highest for {SLOPES[highest]:g}, where it"
            f" is {middle[highest]:.3f}. With learned slopes it is {learned:.3f}."
        )


def record() -> None:
    """Train with each slope in each case, and keep the losses."""
    units = {f"{slope:g}": LeakyReLU(slope) for slope in SLOPES} | {LEARNED: PReLU(0.25)}
    found = {
        case: {name: losses(phi, case).round(5).tolist() for name, phi in units.items()}
        for case in CASES
    }
    RUNS.write_text(json.dumps(found).replace('], "', '],\n"') + "\n", "utf-8")


if __name__ == "__main__":
    record()
