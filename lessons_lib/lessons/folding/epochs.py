"""How soon each depth has learnt the spirals, for four ways to train: stored results."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Explorable, Slider
from lessons_lib.lessons.folding.depths import learnt
from lessons_lib.lessons.folding.experiment import DEPTHS, EPOCHS, RECIPES, REPLICAS
from lessons_lib.theory.depth.tent import Array

MARKERS = "osD^vP"
DASHES = ("-", "--", "-.", (0, (1, 1)), (0, (5, 1, 1, 1, 1, 1)), (0, (3, 4)))


def shares(recipe: str, depth: int) -> Array:
    """Test accuracy in per cent after each number of epochs, (epochs, replicas)."""
    return 100 * np.array([learnt(recipe, "test", depth, epochs) for epochs in EPOCHS])


class AccuracyByEpochs(Explorable):
    """Test accuracy on the spirals against epochs, for one to six hidden layers."""

    size = (9.6, 4.6)
    recipe = Choice("SGD, rate 0.1", options=tuple(RECIPES), label="training")
    epochs = Choice("400", options=tuple(map(str, EPOCHS)))
    depth = Slider(1, min=1, max=len(DEPTHS), step=1, label="hidden layers of the thick line")
    scenes = {
        "SGD, rate 0.1, 400 epochs": {},
        "SGD, rate 1": {"recipe": "SGD, rate 1"},
        "Adam, rate 0.01": {"recipe": "Adam, rate 0.01"},
        "Adam, early": {"recipe": "Adam, rate 0.01", "epochs": "100"},
        "Adam, rate 0.003": {"recipe": "Adam, rate 0.003"},
    }

    def draw(self, figure: Figure) -> None:
        axes = figure.add_subplot(
            xlabel="epochs (dotted: as in the sentence below)", ylabel="right on fresh points, %"
        )
        axes.set(xscale="log", xlim=(22, 1850), ylim=(46, 102))
        axes.set_xticks(EPOCHS, map(str, EPOCHS))
        axes.minorticks_off()
        self.axes = axes
        self.lines = [
            axes.plot([], [], f"C{d - 1}", marker=m, linestyle=s, label=_layers(d))[0]
            for d, m, s in zip(DEPTHS, MARKERS, DASHES, strict=True)
        ]
        self.band = axes.fill_between([25, 50], 0, 0, color="C5", alpha=0.2, linewidth=0)
        self.now = axes.axvline(400, color="C5", linewidth=1.5, linestyle=":", label="_now")
        figure.legend(handles=self.lines, loc="outside right center")

    def update(self) -> str:
        found = {d: shares(self.recipe, d) for d in DEPTHS}
        for d, line in zip(DEPTHS, self.lines, strict=True):
            line.set_data(EPOCHS, np.median(found[d], axis=1))
            line.set_linewidth(3.5 if d == self.depth else 1.8)
        low, high = np.quantile(found[self.depth], (0.25, 0.75), axis=1)
        self.band.set_data(EPOCHS, low, high)
        self.axes.set_title(f"{self.recipe}\nMedians of {REPLICAS} networks; band: the middle half")
        self.now.set_xdata([int(self.epochs)] * 2)
        at = EPOCHS.index(int(self.epochs))
        told = ", ".join(f"{np.median(found[d][at]):.1f}" for d in DEPTHS)
        return (
            f"{self.recipe}, after {self.epochs} epochs, median of {REPLICAS} networks: with 1 to"
            f" {len(DEPTHS)} hidden layers {told} % of the fresh points are right. With"
            f" {_layers(self.depth)} the middle half lies between {low[at]:.1f} and"
            f" {high[at]:.1f} %."
        )


def _layers(depth: int) -> str:
    return f"{depth} layer{'s' * (depth > 1)}"
