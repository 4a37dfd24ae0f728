"""Accuracy on fresh points against depth, for four ways to train: stored results."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Explorable, Spread
from lessons_lib.lessons.folding.depths import learnt
from lessons_lib.lessons.folding.experiment import DEPTHS, EPOCHS, RECIPES, REPLICAS
from lessons_lib.theory.depth.tent import Array

ALL = "all four"
LOOKS = (("s", "--"), ("D", "-."), ("o", "-"), ("^", (0, (1, 1))))
ORDER = ("Adam, rate 0.01", "Adam, rate 0.003", "SGD, rate 0.1", "SGD, rate 1")


def shares(recipe: str, epochs: int) -> Array:
    """Per cent of the fresh points that are right, for each depth: (depths, replicas)."""
    return 100 * np.array([learnt(recipe, "test", d, epochs) for d in DEPTHS])


class AccuracyByDepth(Explorable):
    """Test accuracy on the spirals against the number of hidden layers."""

    size = (9.6, 4.6)
    training = Choice(ALL, options=(ALL, *RECIPES))
    epochs = Choice("400", options=tuple(map(str, EPOCHS)))
    scenes = {
        "All four trainings": {},
        "SGD, rate 0.1": {"training": "SGD, rate 0.1"},
        "Adam, rate 0.01": {"training": "Adam, rate 0.01"},
        "All four, early": {"epochs": "100"},
        "All four, at the end": {"epochs": "1600"},
    }

    def draw(self, figure: Figure) -> None:
        axes = figure.add_subplot(xlabel="hidden layers", ylabel="right on fresh points, %")
        axes.set(xlim=(0.7, 6.3), ylim=(46, 102), xticks=list(DEPTHS))
        axes.axhline(50, color="C5", linewidth=1.2, linestyle=":", label="_guessing")
        self.axes = axes
        self.spreads = {
            recipe: Spread(
                axes, recipe, colour=f"C{k}", marker=marker, linestyle=dashes, linewidth=2.5
            )
            for k, (recipe, (marker, dashes)) in enumerate(zip(ORDER, LOOKS, strict=True))
        }
        lines = [spread.line for spread in self.spreads.values()]
        self.names = figure.legend(
            handles=lines, loc="outside right center", title="dotted: guessing"
        )

    def update(self) -> str:
        shown = [r for r in ORDER if self.training in (ALL, r)]
        for k, (recipe, spread) in enumerate(self.spreads.items()):
            named = self.names.legend_handles[k], self.names.get_texts()[k]
            for artist in filter(None, (spread.line, spread.band, *named)):
                artist.set_visible(recipe in shown)
            spread.show(list(DEPTHS), shares(recipe, int(self.epochs)))
        self.axes.set_title(
            f"After {self.epochs} epochs: medians of {REPLICAS}; bands: the middle half"
        )
        told = "; ".join(f"{recipe}: {self._medians(recipe)}" for recipe in shown)
        return (
            f"Right on the fresh points after {self.epochs} epochs, in %, with 1 to {len(DEPTHS)}"
            f" hidden layers, median of {REPLICAS} networks. {told}."
        )

    def _medians(self, recipe: str) -> str:
        return ", ".join(f"{m:.1f}" for m in np.median(shares(recipe, int(self.epochs)), axis=1))
