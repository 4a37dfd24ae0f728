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
    SHORTER,
    stored,
)
from lessons_lib.theory.depth.tent import Array, widths_for

SHOWN = {"straight pieces": "pieces", "turns": "turns"}
TURNS = 15  # on the axis
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


def fitted(recipe: str, depth: int) -> Array:
    """Which networks have at least 99 % of the training points right at the end, (replicas,)."""
    return learnt(recipe, "training", depth) >= 0.99


def possible(depth: int) -> int:
    """Pieces that a folding network of these widths has."""
    return int(np.prod(widths_for(BUDGET, depth)))


class PiecesByDepth(Explorable):
    """Depth at equal parameters: what can be, and what random and trained networks have."""

    shown = Choice("straight pieces", options=tuple(SHOWN), label="show")
    recipe = Choice("Adam, rate 0.01", options=tuple(RECIPES | SHORTER), label="training")
    depth = Slider(3, min=1, max=len(DEPTHS), step=1, label="hidden layers")
    scenes = {
        "Straight pieces": {},
        "Slide: oscillations": {"shown": "turns"},
        "Turns, trained by SGD": {"shown": "turns", "recipe": "SGD, rate 0.1"},
        "Turns, shorter spirals": {"shown": "turns", "recipe": next(iter(SHORTER))},
    }

    def draw(self, figure: Figure) -> None:
        self.axes = figure.add_subplot(xlabel="hidden layers", xlim=(0.6, 6.4))
        self.axes.set(xticks=list(DEPTHS))
        self.spreads = {name: Spread(self.axes, name, **look) for name, look in LOOKS.items()}
        (self.most,) = self.axes.plot(
            [], [], color="C2", marker="D", linestyle="-.", label="built by folding"
        )
        self.now = self.axes.axvline(1, color="C5", linewidth=1.5, linestyle=":", label="_now")
        self.legend = figure.legend(loc="outside upper left")

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
        self._scale(most)
        self.now.set_xdata([self.depth, self.depth])
        widths = widths_for(BUDGET, self.depth)
        return (
            f"{self.depth} hidden layer{'s' * (self.depth > 1)} of {' + '.join(map(str, widths))}"
            f" units. Median of {REPLICAS} networks on the line: {middle['random']:g} {kind} at"
            f" random, {middle['trained']:g} after {EPOCHS[-1]} epochs of {self.recipe}, when"
            f" {fitted(self.recipe, self.depth).sum()} of them have at least 99 % of the training"
            f" points right. With weights chosen to fold, such a network has"
            f" {most[self.depth - 1]}."
        )

    def _scale(self, most: list[int]) -> None:
        """Pieces need a logarithmic axis, for the built network; turns are too few for one."""
        turns = self.shown == "turns"
        self.most.set_data(([], []) if turns else (DEPTHS, most))
        self.axes.set_yscale("linear")
        self.axes.set(ylim=(0, TURNS) if turns else (0.7, 2e6), ylabel=self.shown)
        if not turns:
            self.axes.set_yscale("log")
        self.axes.set_title(
            f"After {EPOCHS[-1]} epochs of {self.recipe}\n"
            f"Medians of {REPLICAS} networks; bands: the middle half"
        )
        lines = [spread.line for spread in self.spreads.values()]
        handles = lines if turns else [self.most, *lines]
        self.legend.remove()
        self.legend = self.figure.legend(handles=handles, loc="outside upper left", ncols=3)
