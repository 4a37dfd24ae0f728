"""The logistic loss from logits, and from probabilities."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike, NDArray

from lessons_lib.explorable import Choice, Explorable, Slider
from lessons_lib.losses import logistic_loss
from lessons_lib.theory.likelihood.naive_losses import FROM_PROBABILITIES

# Each axes' logits, and the largest loss that it shows.
WINDOWS = ((np.linspace(-1000, 1000, 401), 1100), (np.linspace(-60, 60, 241), 110))


def told(value: float) -> str:
    """A loss in words."""
    if np.isnan(value):
        return "nan"
    return "infinite" if np.isinf(value) else f"{value + 0.0:.4g}"


class FromLogits(Explorable):
    """The logistic loss of one example, from its logit and from its probability."""

    logit = Slider(-1000.0, min=-1000.0, max=1000.0, step=5.0)
    target = Choice("1", options=("0", "1"), label="target t")
    precision = Choice("float64", options=("float32", "float64"))
    size = (9.5, 4.6)
    scenes = {
        "Surely wrong": {},
        "Surely right": {"logit": 1000.0},
        "Target 0, logit 40": {"logit": 40.0, "target": "0"},
        "Target 0, logit 20, float32": {"logit": 20.0, "target": "0", "precision": "float32"},
    }

    def draw(self, figure: Figure) -> None:
        looks = (
            ("from logits", {"color": "C0", "lw": 6, "alpha": 0.5}),
            ("textbook", {"color": "C1", "ls": "--", "zorder": 3}),
            ("PyTorch's BCELoss", {"color": "C2", "ls": "-.", "lw": 3.5}),
        )
        self.zones, self.curves, self.marks = [], [], []
        for axes, (grid, top) in zip(figure.subplots(1, 2), WINDOWS, strict=True):
            axes.set(title=f"logits up to ±{grid[-1]:g}", xlabel="logit z")
            axes.set(xlim=1.04 * grid[[0, -1]], ylim=(-0.06 * top, top))
            names = ("textbook: infinite or nan", "_right")
            self.zones.append([axes.axvspan(0, 1, color="C1", alpha=0.2, label=n) for n in names])
            self.curves.append([axes.plot(grid, grid, label=n, **look)[0] for n, look in looks])
            self.marks += axes.plot([], [], "D", color="C5", ms=9, label="here")
        figure.axes[0].set_ylabel("loss, nats")
        handles, words = figure.axes[0].get_legend_handles_labels()
        figure.legend(handles, words, loc="outside upper center", ncols=5)

    def _losses(self, logits: ArrayLike) -> list[NDArray[Any]]:
        """From the logits, and by each formula from probabilities, in the chosen precision."""
        z = np.asarray(logits, self.precision)
        t = np.full_like(z, float(self.target))
        return [logistic_loss(z, t), *(f(z, t) for f in FROM_PROBABILITIES.values())]

    def update(self) -> str:
        exact, *others = self._losses([self.logit])
        for (grid, _), zones, curves, mark in zip(
            WINDOWS, self.zones, self.curves, self.marks, strict=True
        ):
            losses = self._losses(grid)
            for curve, loss in zip(curves, losses, strict=True):
                curve.set_data(grid, np.where(np.isfinite(loss), loss, np.nan))
            sound = grid[np.isfinite(losses[1])]
            left, right = zones
            left.set(x=1.04 * grid[0], width=sound[0] - 1.04 * grid[0])
            right.set(x=sound[-1], width=1.04 * grid[-1] - sound[-1])
            left.set_visible(sound[0] > grid[0])
            mark.set_data([self.logit], exact)
            mark.set_visible(abs(self.logit) <= grid[-1])
        given = zip(FROM_PROBABILITIES, others, strict=True)
        return (
            f"Target {self.target}, logit {self.logit:g}, {self.precision}: from logits the loss is"
            f" {told(float(exact[0]))}. From probabilities:"
            f" {', '.join(f'{name} {told(float(loss[0]))}' for name, loss in given)}."
        )
