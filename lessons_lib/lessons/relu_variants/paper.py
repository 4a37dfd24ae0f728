"""Xu et al. (2015): the lowest training error is not the lowest test error."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Explorable
from lessons_lib.theory.gradients.xu2015 import TABLES, ranking

TEST_IMAGES = 10_000


def chance(error: float) -> float:
    """Half a 95 % interval of an error measured on the test images; these alone are drawn anew."""
    return 1.96 * float(np.sqrt(error * (1 - error) / TEST_IMAGES))


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
        for axes in self.panels:
            axes.grid(False, axis="y")  # the numbers stand there
        left.set(xlabel="training error, %", ylim=(4.6, -0.6), yticks=range(5))
        right.set(xlabel="test error, %")
        self.bars = {
            "training": left.barh(range(5), np.ones(5), color="C1", alpha=0.85),
            "test": right.barh(range(5), np.ones(5), color="C0", alpha=0.85),
        }
        self.numbers = {
            part: [axes.text(0, i, "", va="center", ha="left") for i in range(5)]
            for part, axes in (("training", left), ("test", right))
        }
        look: dict[str, Any] = {"color": "C5", "linestyle": "-", "marker": "|", "markersize": 12}
        self.ranges = [right.plot([], [], label=f"interval {i}", **look)[0] for i in range(5)]
        right.legend(
            self.ranges[:1], ["95 % interval"], loc="lower right", bbox_to_anchor=(1.0, 1.0)
        )

    def update(self) -> str:
        order = ranking(self.data_set, self.order)
        table = TABLES[self.data_set]
        axes = dict(zip(self.bars, self.panels, strict=True))
        for part, bars in self.bars.items():
            values = [100 * float(getattr(table[name], part)) for name in order]
            for bar, text, value in zip(bars, self.numbers[part], values, strict=True):
                bar.set_width(value)
                end = value + (100 * chance(value / 100) if part == "test" else 0)
                text.set_position((end, text.get_position()[1]))
                text.set_text(f" {value:.2f}{'  lowest' if value == min(values) else ''}")
            axes[part].set_xlim(0, 1.65 * max(values))
        for i, (line, name) in enumerate(zip(self.ranges, order, strict=True)):
            error, half = table[name].test, chance(table[name].test)
            line.set_data([100 * (error - half), 100 * (error + half)], [i, i])
        axes["training"].set_yticks(range(5), order)
        trained, tested = (ranking(self.data_set, part) for part in ("training", "test"))
        return (
            f"On {self.data_set} {trained[0]} has the lowest training error"
            f" ({100 * table[trained[0]].training:.2f} %) and {tested[0]} the lowest test error"
            f" ({100 * table[tested[0]].test:.2f} %). In the test {trained[0]} is number"
            f" {tested.index(trained[0]) + 1} of 5."
        )
