"""The logistic loss from logits, and from probabilities."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Explorable, Slider
from lessons_lib.losses import logistic_loss
from lessons_lib.theory.likelihood.naive_losses import FROM_PROBABILITIES

TOP = 1150.0
GRID = np.linspace(-1000, 1000, 401)


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
    size = (8.5, 4.6)
    scenes = {
        "Surely wrong": {},
        "Surely right": {"logit": 1000.0},
        "Wrong by 100, float32": {"logit": -100.0, "precision": "float32"},
        "Wrong by 100, float64": {"logit": -100.0},
        "Target 0, logit 40": {"logit": 40.0, "target": "0"},
    }

    def draw(self, figure: Figure) -> None:
        axes = figure.add_subplot(xlabel="logit z", ylabel="loss, nats", xlim=(-1050, 1050))
        axes.set_ylim(-60, 1320)
        axes.axhline(TOP, color="C5", linewidth=1, linestyle=":")
        axes.text(0, TOP + 40, "infinite or nan", va="bottom", ha="center")
        (self.exact,) = axes.plot(GRID, GRID, "-", color="C0", label="from logits", lw=5, alpha=0.5)
        looks = zip(FROM_PROBABILITIES, ("C1", "C2", "C3"), ("--", "-.", ":"), strict=True)
        self.curves = [
            axes.plot(GRID, GRID, line, color=colour, label=name)[0] for name, colour, line in looks
        ]
        (self.lost,) = axes.plot([], [], "x", color="C1", ms=6, label="textbook: infinite or nan")
        (self.here,) = axes.plot([], [], "D", color="C5", ms=10, label="here")
        figure.legend(loc="outside upper center", ncols=3)

    def update(self) -> str:
        z = np.append(GRID, self.logit).astype(self.precision)
        t = np.full_like(z, float(self.target))
        exact = logistic_loss(z, t)
        self.exact.set_data(GRID, exact[:-1])
        values = []
        for curve, f in zip(self.curves, FROM_PROBABILITIES.values(), strict=True):
            loss = f(z, t)
            curve.set_data(GRID, np.where(np.isfinite(loss), loss, np.nan)[:-1])
            values.append(told(float(loss[-1])))
        lost = GRID[~np.isfinite(FROM_PROBABILITIES["textbook"](z, t)[:-1])]
        self.lost.set_data(lost, np.full(lost.shape, TOP))
        self.here.set_data([self.logit], [exact[-1]])
        given = ", ".join(f"{n} {v}" for n, v in zip(FROM_PROBABILITIES, values, strict=True))
        return (
            f"Target {self.target}, logit {self.logit:g}, {self.precision}: from logits the loss is"
            f" {told(float(exact[-1]))}. From probabilities: {given}."
        )
