"""ELU pulls the mean activation towards zero."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from lessons_lib.activations import ELU, LeakyReLU, relu
from lessons_lib.explorable import Explorable, Slider, Spread
from lessons_lib.theory.approximation.one_layer import Array
from lessons_lib.theory.gradients.propagation import WIDTH, mean_activation

REPLICAS = 32


@lru_cache(maxsize=256)
def _means(phi: Any, depth: int, scale: float) -> Array:
    return mean_activation(phi, depth, init=scale * np.sqrt(2 / WIDTH), replicas=REPLICAS)


class MeanActivation(Explorable):
    """How far each layer's activations lie to one side: mean over root mean square, 32 seeds."""

    depth = Slider(10, min=1, max=20, step=1)
    scale = Slider(1.0, min=0.5, max=1.5, step=0.05, label="weights, times He's")
    alpha = Slider(1.0, min=0.1, max=3.0, step=0.1, label="α of ELU")
    scenes = {
        "Ten layers, He's weights": {},
        "Small weights": {"scale": 0.7},
        "Large weights": {"scale": 1.3},
        "A deeper ELU floor": {"alpha": 2.0},
    }

    def draw(self, figure: Figure) -> None:
        self.axes = figure.add_subplot(
            xlabel=f"hidden layer (median and middle half of {REPLICAS} networks)",
            ylabel="mean / root mean square\n(0: balanced around zero)",
        )
        self.axes.xaxis.set_major_locator(MaxNLocator(10, integer=True, min_n_ticks=1))
        looks = (
            ("ReLU", "C5", "o", "-"),
            ("leaky 0.18", "C0", "s", "--"),
            ("ELU", "C2", "D", "-."),
        )
        self.spreads = {
            name: Spread(self.axes, name, colour=colour, marker=marker, linestyle=dashes)
            for name, colour, marker, dashes in looks
        }
        self.axes.axhline(0, color="C5", linewidth=1, linestyle=":", label="_zero")
        self.axes.legend(loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=3, borderaxespad=0)

    def update(self) -> str:
        shown = {"ReLU": relu, "leaky 0.18": LeakyReLU(1 / 5.5), "ELU": ELU(self.alpha)}
        layers = np.arange(1, self.depth + 1)
        said, lowest = [], 0.0
        for name, phi in shown.items():
            middle = self.spreads[name].show(layers, _means(phi, self.depth, self.scale))
            said.append(f"{middle[-1]:.2f} for {name}")
            lowest = min(lowest, float(middle.min()))
        self.axes.set(xlim=(0.5, self.depth + 0.5), ylim=(-0.3 if lowest < -0.05 else -0.08, 0.72))
        return (
            f"In layer {self.depth} the mean activation, divided by the root mean square, is"
            f" {said[0]}, {said[1]} and {said[2]} (medians of {REPLICAS} untrained networks)."
        )
