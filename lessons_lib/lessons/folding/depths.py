"""Pieces against depth at equal parameters: stored results."""

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

MOST = 170  # on the linear axis


def at_random(kind: str, depth: int) -> Array:
    """Pieces or "switches" of each untrained network: (replicas,), or for "switches"
    (replicas, layers)."""
    return np.array(stored()["random"][str(depth)][kind])


def learnt(recipe: str, kind: str, depth: int, epochs: int = EPOCHS[-1]) -> Array:
    """Pieces, "training" or "test" accuracy of each network then, (replicas,); at the end
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
    recipe = Choice("Adam, rate 0.01", options=tuple(RECIPES | SHORTER), label="training")
    depth = Slider(6, min=1, max=len(DEPTHS), step=1, label="hidden layers")
    scenes = {
        "Slide: oscillations": {},
        "Trained by SGD": {"recipe": "SGD, rate 0.1"},
        "Shorter spirals": {"recipe": next(iter(SHORTER))},
    }

    def draw(self, figure: Figure) -> None:
        self.against = Against(figure, "hidden layers (dotted: told below)")
        self.now = [
            axes.axvline(1, color="C5", linewidth=1.5, linestyle=":", label="_now")
            for axes in self.against.panels
        ]

    def update(self) -> str:
        rows = {
            "trained": [learnt(self.recipe, "pieces", d) for d in DEPTHS],
            "random": [at_random("pieces", d) for d in DEPTHS],
        }
        self.against.show(np.array(DEPTHS), rows, [possible(d) for d in DEPTHS])
        self.against.describe(self.recipe, "straight pieces", MOST)
        for line in self.now:
            line.set_xdata([self.depth, self.depth])
        random, trained = (np.median(rows[name][self.depth - 1]) for name in ("random", "trained"))
        widths = widths_for(BUDGET, self.depth)
        return (
            f"{self.depth} hidden layer{'s' * (self.depth > 1)} of {' + '.join(map(str, widths))}"
            f" units. Median of {REPLICAS} networks on the line: {random:g} pieces at"
            f" random, {trained:g} after {EPOCHS[-1]} epochs of {self.recipe}."
            f" {fitted(self.recipe, self.depth).sum()} of the {REPLICAS} then have at least 99 % of"
            f" the training points right. Built by folding, such a network has"
            f" {possible(self.depth):,} pieces."
        )
