"""Pieces and turns against depth at equal parameters: stored results."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Explorable, Slider, Spread
from lessons_lib.lessons.folding.experiment import (
    BUDGET,
    DEPTHS,
    EPOCHS,
    RECIPES,
    REPLICAS,
    stored,
)
from lessons_lib.theory.depth.tent import Array, widths_for

SHOWN = {"straight pieces": "pieces", "turns": "turns"}
LOOKS = {
    "trained": {"colour": "C0", "marker": "o", "linestyle": "-"},
    "random": {"colour": "C1", "marker": "s", "linestyle": "--"},
}


def at_random(kind: str, depth: int) -> Array:
    """Pieces or turns of each untrained network, (replicas,)."""
    return np.array(stored()["random"][str(depth)][kind])


def learnt(recipe: str, kind: str, depth: int, epochs: int = EPOCHS[-1]) -> Array:
    """Pieces, turns, "training" or "test" accuracy of each network then, (replicas,)."""
    return np.array(stored()[recipe][str(depth)][str(epochs)][kind])


def possible(depth: int) -> int:
    """Pieces that a folding network of these widths has."""
    return int(np.prod(widths_for(BUDGET, depth)))


class PiecesByDepth(Explorable):
    """Depth at equal parameters: what can be, and what random and trained networks have."""

    shown = Choice("straight pieces", options=tuple(SHOWN), label="show")
    recipe = Choice("Adam, rate 0.01", options=tuple(RECIPES), label="training")
    depth = Slider(3, min=1, max=len(DEPTHS), step=1, label="hidden layers")
    scenes = {
        "Straight pieces": {},
        "Slide: oscillations": {"shown": "turns"},
        "Turns, trained by SGD": {"shown": "turns", "recipe": "SGD, rate 0.1"},
    }

    def draw(self, figure: Figure) -> None:
        self.axes = figure.add_subplot(xlabel="hidden layers", xlim=(0.6, 6.4))
        self.axes.set_title(f"Medians of {REPLICAS} networks; bands: the middle half")
        self.axes.set(xticks=list(DEPTHS), ylim=(1, 2e6), yscale="log")
        self.spreads = {name: Spread(self.axes, name, **look) for name, look in LOOKS.items()}
        (self.most,) = self.axes.plot(
            [], [], color="C2", marker="D", linestyle="-.", label="built by folding"
        )
        self.now = self.axes.axvline(1, color="C5", linewidth=1.5, linestyle=":", label="_now")
        drawn = [self.most, *(spread.line for spread in self.spreads.values())]
        figure.legend(handles=drawn, loc="outside upper left", ncols=3)

    def update(self) -> str:
        kind = SHOWN[self.shown]
        rows = {
            "trained": [learnt(self.recipe, kind, d) for d in DEPTHS],
            "random": [at_random(kind, d) for d in DEPTHS],
        }
        middle = {
            name: spread.show(DEPTHS, rows[name])[self.depth - 1]
            for name, spread in self.spreads.items()
        }
        most = [possible(d) - (kind == "turns") for d in DEPTHS]
        self.most.set_data(DEPTHS, most)
        self.axes.set_ylabel(self.shown)
        self.now.set_xdata([self.depth, self.depth])
        widths = widths_for(BUDGET, self.depth)
        return (
            f"{self.depth} hidden layer{'s' * (self.depth > 1)} of {' + '.join(map(str, widths))}"
            f" units. Median of {REPLICAS} networks on the line: {middle['random']:g} {kind} at"
            f" random, {middle['trained']:g} after {EPOCHS[-1]} epochs of {self.recipe}. With"
            f" weights chosen to fold, such a network has {most[self.depth - 1]}."
        )
