"""One class among several, or several labels at once: softmax beside sigmoids."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.activations import sigmoid, softmax
from lessons_lib.explorable import Explorable, Slider

GENRES = ("comedy", "crime", "romance")


class SigmoidsOrSoftmax(Explorable):
    """Three logits, read as three separate labels and as one choice among three."""

    size = (8.6, 4.0)
    z1 = Slider(2.0, min=-6.0, max=6.0, step=0.1, label="logit comedy")
    z2 = Slider(-1.0, min=-6.0, max=6.0, step=0.1, label="logit crime")
    z3 = Slider(1.5, min=-6.0, max=6.0, step=0.1, label="logit romance")
    scenes = {
        "A romantic comedy": {},
        "Comedy rises": {"z1": 5.0},
        "All three fit": {"z1": 3.0, "z2": 3.0, "z3": 3.0},
        "None fits": {"z1": -4.0, "z2": -4.0, "z3": -4.0},
    }

    def draw(self, figure: Figure) -> None:
        panels = figure.subplots(1, 2, sharey=True)
        self.bars, self.numbers = [], []
        titles = ("three sigmoids: which genres fit?", "softmax: which one genre is it?")
        looks = (("C0", None), ("C2", "//"))
        for axes, title, (colour, hatch) in zip(panels, titles, looks, strict=True):
            axes.set(title=title, ylim=(0, 1.12), xticks=range(3), xticklabels=GENRES)
            axes.grid(False)
            self.bars.append(axes.bar(range(3), np.ones(3), color=colour, hatch=hatch, width=0.6))
            self.numbers.append([axes.text(i, 0, "", ha="center", va="bottom") for i in range(3)])
        panels[0].set_ylabel("probability")

    def update(self) -> str:
        z = np.array([self.z1, self.z2, self.z3])
        separate, together = sigmoid(z), softmax(z)
        for bars, numbers, p in zip(self.bars, self.numbers, (separate, together), strict=True):
            for bar, number, value in zip(bars, numbers, p, strict=True):
                bar.set_height(value)
                number.set_y(value + 0.01)
                number.set_text(f"{value:.2f}")
        fit = [name for name, p in zip(GENRES, separate, strict=True) if p > 0.5] or ["none"]
        best = [name for name, at in zip(GENRES, z, strict=True) if at == z.max()]
        return (
            f"The three sigmoids sum to {separate.sum():.2f}; genres above 1/2: {', '.join(fit)}."
            f" Softmax sums to {together.sum():.2f}; most probable: {', '.join(best)}."
        )
