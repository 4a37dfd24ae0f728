"""Squared error against logistic loss on a sigmoid that is confidently wrong."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Explorable, Slider
from lessons_lib.lessons.likelihood_classification.experiment import STARTS, STEPS, stored
from lessons_lib.theory.likelihood.confident import GRADIENTS, OPTIMISERS, REPLICAS

LOGITS = np.linspace(-12, 6, 181)


class ConfidentlyWrong(Explorable):
    """Gradients where a sigmoid is confidently wrong, and two trainings from there."""

    start = Slider(6.0, min=1.0, max=12.0, step=1.0, label="wrong by a logit of")
    optimiser = Choice("gradient descent", options=tuple(OPTIMISERS))
    size = (9.5, 4.6)
    scenes = {
        "Wrong by 6": {},
        "Wrong by 2": {"start": 2.0},
        "Wrong by 12": {"start": 12.0},
        "Wrong by 6, large steps": {"optimiser": "gradient descent with large steps"},
        "Wrong by 12, Adam": {"start": 12.0, "optimiser": "Adam"},
    }

    def draw(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2)
        left.set(title="one example of class 1", xlabel="logit z (below 0 the answer is wrong)")
        left.set(ylabel="size of the gradient in z", xlim=(-12.5, 6), ylim=(-0.03, 1.08))
        left.set_xticks(range(-12, 7, 3))
        right.set(title=f"{REPLICAS} data sets: median, middle 90%", xlabel="training step")
        right.set(ylabel="share of wrong answers", xscale="log", xlim=STEPS[[0, -1]])
        right.set_ylim(-0.02, 1.05)
        tenth = right.axhline(0.1, color="C5", linewidth=1.5, linestyle=":", label="a tenth")
        self.marks, self.lines, self.bands = [], [], []
        looks = (("squared error", "C1", "--", "s"), ("logistic loss", "C0", "-", "o"))
        for loss, colour, line, marker in looks:
            size = np.abs(GRADIENTS[loss](LOGITS, np.ones_like(LOGITS)))
            left.plot(LOGITS, size, line, color=colour, label=loss)
            (mark,) = left.plot([], [], marker, color=colour, ms=10, label=f"{loss}, here")
            (middle,) = right.plot([], [], line, color=colour, label=f"{loss}, median")
            band = right.fill_between([0], [0], [0], color=colour, alpha=0.25, linewidth=0)
            self.marks.append((loss, mark))
            self.lines.append(middle)
            self.bands.append(band)
        handles, labels = left.get_legend_handles_labels()
        figure.legend(
            [*handles, tenth],
            [*labels, "a tenth"],
            loc="outside upper center",
            ncols=5,
            columnspacing=1.2,
        )

    def update(self) -> str:
        start = int(np.abs(STARTS - self.start).argmin())
        sizes, words = [], []
        for (loss, mark), line, band in zip(self.marks, self.lines, self.bands, strict=True):
            size = float(np.abs(GRADIENTS[loss](np.array(-self.start), np.array(1.0))))
            mark.set_data([-self.start], [size])
            found = stored()["unlearning"][self.optimiser][loss]
            low, middle, high = np.array(found["shares"][start]).T
            line.set_data(STEPS, middle)
            band.set_data(STEPS, low, high)
            sizes.append(f"{size:.2g} with {loss}")
            words.append(f"{_when(found['first'][start])} with {loss}")
        _, rate = OPTIMISERS[self.optimiser]
        return (
            f"At logit {-self.start:g}, for an example of class 1, the gradient has size"
            f" {' and '.join(sizes)}. Trained by {self.optimiser} (learning rate {rate:g}) from"
            f" the weight {-self.start:g}, the median share of wrong answers is below a tenth"
            f" {', and '.join(words[::-1])}."
        )


def _when(first: Any) -> str:
    """After how many steps."""
    if first is None:
        return f"not within {STEPS[-1]} steps"
    return f"after {first} step{'s' * (first != 1)}"
