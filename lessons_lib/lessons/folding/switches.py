"""How often a unit of each layer switches along the line: what folding needs."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Explorable, Slider
from lessons_lib.lessons.folding.against import Against
from lessons_lib.lessons.folding.depths import at_random, learnt
from lessons_lib.lessons.folding.experiment import BUDGET, DEPTHS, EPOCHS, RECIPES, REPLICAS
from lessons_lib.theory.depth.tent import Array, widths_for

MOST = 5  # on the linear axis


def folding_switches(depth: int) -> Array:
    """Switches of a unit in each layer of a folding network, on average over the layer.

    Of n units one begins to be on at the edge; each other one switches on every piece.
    """
    n = np.array(widths_for(BUDGET, depth))
    return np.cumprod(n) / n * (1 - 1 / n)


class SwitchesByLayer(Explorable):
    """Layer by layer: how often a unit goes on or off along the line."""

    size = (10.2, 4.8)
    recipe = Choice("Adam, rate 0.01", options=tuple(RECIPES), label="training")
    depth = Slider(6, min=2, max=max(DEPTHS), step=1, label="hidden layers")
    scenes = {
        "Six layers": {},
        "Three layers": {"depth": 3},
        "Six layers, Adam, rate 0.003": {"recipe": "Adam, rate 0.003"},
        "Six layers, SGD, rate 0.1": {"recipe": "SGD, rate 0.1"},
    }

    def draw(self, figure: Figure) -> None:
        self.against = Against(figure, "layer of the unit (1: next to the input)")

    def update(self) -> str:
        rows = {
            "trained": learnt(self.recipe, "switches", self.depth).T,
            "random": at_random("switches", self.depth).T,
        }
        built = folding_switches(self.depth)
        self.against.show(np.arange(1, self.depth + 1), rows, built)
        self.against.describe(self.recipe, "switches of a unit", MOST)
        middle = {name: np.median(row, axis=1)[[0, -1]] for name, row in rows.items()}
        told = {
            name: f"{first:.2f} times in layer 1 and {last:.2f} times in layer {self.depth}"
            for name, (first, last) in middle.items()
        }
        return (
            f"With random weights a unit switches {told['random']}. After {EPOCHS[-1]} epochs of"
            f" {self.recipe} it switches {told['trained']}. These are averages over the units of a"
            f" layer, along the line, in the median of {REPLICAS} networks. Built by folding, a"
            f" unit of layer {self.depth} switches {round(built[-1], 1):g} times."
        )
