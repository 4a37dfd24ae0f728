"""Squared error against logistic loss on a sigmoid that is confidently wrong."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from lessons_lib.explorable import Explorable, Slider
from lessons_lib.theory.likelihood.confident import GRADIENTS, REPLICAS, STEPS, errors

LOGITS = np.linspace(-12, 12, 241)


class ConfidentlyWrong(Explorable):
    """Gradients where a sigmoid is confidently wrong, and two trainings from there."""

    start = Slider(6.0, min=0.0, max=12.0, step=0.5, label="wrong by a logit of")
    size = (9.5, 4.6)
    scenes = {
        "Wrong by 6": {},
        "Undecided": {"start": 0.0},
        "Wrong by 2": {"start": 2.0},
        "Wrong by 12": {"start": 12.0},
    }

    def draw(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2)
        left.set(title="true class 1", xlabel="logit z", ylabel="size of the gradient in z")
        left.set(yscale="log", xlim=(-12, 12), ylim=(1e-11, 5))
        right.set(
            title=f"{REPLICAS} data sets each", xlabel="step", ylabel="share of wrong answers"
        )
        right.set(xlim=(0, STEPS), ylim=(-0.02, 1.05))
        self.marks, self.lines, self.bands = [], [], []
        for loss, colour, line in (("squared error", "C1", "--"), ("logistic loss", "C0", "-")):
            size = np.abs(GRADIENTS[loss](LOGITS, np.ones_like(LOGITS)))
            left.plot(LOGITS, size, line, color=colour, label=loss)
            (mark,) = left.plot([], [], "o", color=colour, ms=10, label=f"{loss}, here")
            (middle,) = right.plot([], [], line, color=colour, label=f"{loss}, median")
            band = right.fill_between([0], [0], [0], color=colour, alpha=0.25, linewidth=0)
            self.marks.append((loss, mark))
            self.lines.append(middle)
            self.bands.append(band)
        figure.legend(
            *(x[::2] for x in left.get_legend_handles_labels()), loc="outside upper right", ncols=2
        )

    def update(self) -> str:
        words, sizes = [], []
        for (loss, mark), line, band in zip(self.marks, self.lines, self.bands, strict=True):
            size = float(np.abs(GRADIENTS[loss](np.array(-self.start), np.array(1.0))))
            mark.set_data([-self.start], [size])
            wrong = errors(loss, self.start)
            low, middle, high = np.quantile(wrong, (0.05, 0.5, 0.95), axis=1)
            line.set_data(np.arange(STEPS + 1), middle)
            band.set_data(np.arange(STEPS + 1), low, high)
            sizes.append(f"{size:.2g} with {loss}")
            words.append(f"{_when(middle)} with {loss}")
        return (
            f"At logit {-self.start + 0.0:g} for class 1 the gradient's size is"
            f" {' and '.join(sizes)}."
            f" The median share of wrong answers falls below a tenth {', and '.join(words[::-1])}."
        )


def _when(middle: NDArray[Any]) -> str:
    """After how many steps the median share of wrong answers is below a tenth."""
    below = middle < 0.1
    return f"after {below.argmax()} steps" if below.any() else f"not within {STEPS} steps"
