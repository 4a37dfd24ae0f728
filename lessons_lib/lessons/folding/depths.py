"""Pieces and turns against depth at equal parameters: stored results."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Explorable, Slider
from lessons_lib.lessons.folding.against import Against
from lessons_lib.lessons.folding.experiment import (
    BUDGET,
    DEPTHS,
    EPOCHS,
    RECIPES,
    REPLICAS,
    SHORTER,
    stored,
)
from lessons_lib.theory.depth.tent import Array, widths_for

SHOWN = {"straight pieces": "pieces", "turns": "turns"}
MOST = {"pieces": 170, "turns": 15}  # on the linear axis


def at_random(kind: str, depth: int) -> Array:
    """Pieces, turns or "switches" of each untrained network: (replicas,), or for "switches"
    (replicas, layers)."""
    return np.array(stored()["random"][str(depth)][kind])


def learnt(recipe: str, kind: str, depth: int, epochs: int = EPOCHS[-1]) -> Array:
    """Pieces, turns, "training" or "test" accuracy of each network then, (replicas,); at the end
    also "switches", (replicas, layers)."""
    return np.array(stored()[recipe][str(depth)][str(epochs)][kind])


def fitted(recipe: str, depth: int) -> Array:
    """Which networks have at least 99 % of the training points right at the end, (replicas,)."""
    return learnt(recipe, "training", depth) >= 0.99


def possible(depth: int) -> int:
    """Pieces that a folding network of these widths has."""
    return int(np.prod(widths_for(BUDGET, depth)))


class PiecesByDepth(Explorable):
    """Depth at equal parameters: what can be, and what random and trained networks have."""

    size = (10.2, 4.8)
    shown = Choice("straight pieces", options=tuple(SHOWN), label="show")
    recipe = Choice("Adam, rate 0.01", options=tuple(RECIPES | SHORTER), label="training")
    depth = Slider(3, min=1, max=len(DEPTHS), step=1, label="hidden layers")
    scenes = {
        "Straight pieces": {},
        "Slide: oscillations": {"shown": "turns"},
        "Straight pieces, SGD, rate 1": {"recipe": "SGD, rate 1"},
        "Turns, trained by SGD": {"shown": "turns", "recipe": "SGD, rate 0.1"},
        "Turns, shorter spirals": {"shown": "turns", "recipe": next(iter(SHORTER))},
    }

    def draw(self, figure: Figure) -> None:
        self.against = Against(figure, "hidden layers")
        self.now = [
            axes.axvline(1, color="C5", linewidth=1.5, linestyle=":", label="_now")
            for axes in self.against.panels
        ]

    def update(self) -> str:
        kind = SHOWN[self.shown]
        rows = {
            "trained": [learnt(self.recipe, kind, d) for d in DEPTHS],
            "random": [at_random(kind, d) for d in DEPTHS],
        }
        most = [possible(d) - (kind == "turns") for d in DEPTHS]
        self.against.show(np.array(DEPTHS), rows, most)
        self.against.describe(self.recipe, self.shown, MOST[kind])
        for line in self.now:
            line.set_xdata([self.depth, self.depth])
        random, trained = (np.median(rows[name][self.depth - 1]) for name in ("random", "trained"))
        widths = widths_for(BUDGET, self.depth)
        return (
            f"{self.depth} hidden layer{'s' * (self.depth > 1)} of {' + '.join(map(str, widths))}"
            f" units. Median of {REPLICAS} networks on the line: {random:g} {kind} at"
            f" random, {trained:g} after {EPOCHS[-1]} epochs of {self.recipe}."
            f" {fitted(self.recipe, self.depth).sum()} of the {REPLICAS} then have at least 99 % of"
            f" the training points right. Built by folding, such a network has"
            f" {most[self.depth - 1]} {kind}."
        )
