"""Xu et al. (2015): the lowest training error is not the lowest test error."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Explorable
from lessons_lib.theory.gradients.xu2015 import TABLES, ranking

NAMES = tuple(TABLES["CIFAR-10"])


class Paper(Explorable):
    """Training and test error of five variants on two sets of images, as published."""

    data_set = Choice("CIFAR-10", options=tuple(TABLES), label="images")
    order = Choice("test", options=("test", "training"), label="sorted by the error in")
    scenes = {
        "Slide: table 3, CIFAR-10": {},
        "Slide: table 4, CIFAR-100": {"data_set": "CIFAR-100"},
        "Sorted by training error": {"order": "training"},
    }

    def draw(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, sharey=True)
        self.panels = (left, right)
        left.set(xlabel="training error", ylim=(4.6, -0.6), yticks=range(5))
        right.set(xlabel="test error")
        self.bars = {
            "training": left.barh(range(5), np.ones(5), color="C1", alpha=0.85),
            "test": right.barh(range(5), np.ones(5), color="C0", alpha=0.85),
        }
        self.numbers = {
            part: [axes.text(0, i, "", va="center", ha="left") for i in range(5)]
            for part, axes in (("training", left), ("test", right))
        }

    def update(self) -> str:
        order = ranking(self.data_set, self.order)
        table = TABLES[self.data_set]
        axes = dict(zip(self.bars, self.panels, strict=True))
        for part, bars in self.bars.items():
            values = [float(getattr(table[name], part)) for name in order]
            for bar, text, value in zip(bars, self.numbers[part], values, strict=True):
                bar.set_width(value)
                text.set_position((value, text.get_position()[1]))
                text.set_text(f" {value:.2%}")
            axes[part].set_xlim(0, 1.3 * max(values))
        axes["training"].set_yticks(range(5), order)
        trained, tested = (ranking(self.data_set, part) for part in ("training", "test"))
        return (
            f"{self.data_set}: lowest training error {trained[0]}"
            f" ({table[trained[0]].training:.2%}), lowest test error {tested[0]}"
            f" ({table[tested[0]].test:.2%}); {trained[0]} is number"
            f" {tested.index(trained[0]) + 1} of 5 in the test."
        )
