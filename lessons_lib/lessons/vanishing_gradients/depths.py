"""Does another layer help? Accuracy against depth under three recipes, measured now."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from lessons_lib.explorable import Live
from lessons_lib.lessons.vanishing_gradients.experiment import (
    RECIPES,
    REPLICAS,
    accuracies,
)

DEPTHS = (1, 2, 3, 4)
Results = dict[str, list[NDArray[np.float64]]]


class Depths(Live):
    """Training accuracy on the spirals against the number of hidden layers, 32 networks each."""

    def begin(self) -> Iterator[Results]:
        results: Results = {name: [] for name in RECIPES}
        for name, recipe in RECIPES.items():
            for layers in DEPTHS:
                results[name].append(accuracies(layers, recipe))
                yield results

    def draw(self, figure: Figure) -> None:
        axes = figure.add_subplot(
            xlabel="hidden layers of 8 sigmoid units",
            ylabel="training accuracy",
            xlim=(0.6, 4.4),
            ylim=(0.45, 1.25),
            xticks=DEPTHS,
            yticks=np.arange(0.5, 1.01, 0.1),
        )
        looks = zip(RECIPES, "osD", ("C5", "C0", "C1"), ("--", "-", "-."), strict=True)
        self.lines, self.dots = {}, {}
        for k, (name, marker, colour, dashes) in enumerate(looks):
            (self.dots[name],) = axes.plot(
                [], [], marker, color=colour, markersize=4, alpha=0.5, linestyle="none"
            )
            (self.lines[name],) = axes.plot(
                [], [], marker=marker, color=colour, linestyle=dashes, label=name, zorder=3 + k
            )
        axes.legend(loc="upper left")

    def update(self) -> str:
        results: Results = self.progress or {name: [] for name in RECIPES}
        said = []
        for k, (name, found) in enumerate(results.items()):
            depths = np.array(DEPTHS[: len(found)])
            self.lines[name].set_data(depths, [np.median(a) for a in found])
            each = [np.linspace(d - 0.06, d + 0.06, REPLICAS) + 0.16 * (k - 1) for d in depths]
            self.dots[name].set_data(np.ravel(each), np.ravel(found))
            if found:
                right = ", ".join(f"{np.median(a):.0%}" for a in found)
                said.append(f"{name}: {right}")
        if not said:
            return f"Press Play: each point is {REPLICAS} networks, trained now."
        return (
            f"Training accuracy, median of {REPLICAS} networks, with 1 to {len(DEPTHS)} hidden"
            f" layers. {'; '.join(said)}."
        )
