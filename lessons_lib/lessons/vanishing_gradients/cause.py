"""What holds the deep networks at the loss ln 2? The same networks, with plain steps and with
steps shared out equally among the layers."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from lessons_lib.explorable import Choice, Explorable, Slider, Spread
from lessons_lib.lessons.vanishing_gradients.experiment import NEVER, REPLICAS
from lessons_lib.lessons.vanishing_gradients.shared import (
    ALWAYS,
    AT,
    BATCHES,
    DEPTHS,
    EPOCHS,
    EVERY,
    LATER,
    RATES,
    SHARED,
    Case,
    Curve,
    stored,
)

GUESSING = np.log(2)  # the loss of the answer 1/2 to every point
LEFT = 0.65  # a median loss below this has left the plateau


class CauseTested(Explorable):
    """The same networks trained twice: plain steps, and steps shared out among the layers."""

    size = (10.2, 4.8)
    shared = Choice(ALWAYS, options=SHARED, label="equal shares in epochs")
    layers = Slider(4, min=DEPTHS[0], max=DEPTHS[-1], step=1, label="hidden layers of 8")
    rate = Choice("1", options=tuple(f"{rate:g}" for rate in RATES), label="learning rate η")
    batch = Choice("20", options=tuple(map(str, BATCHES)), label="points in a batch, of 200")
    scenes = {
        "Equal shares throughout": {},
        "In epochs 101 to 200": {"shared": LATER},
        "Half the learning rate": {"shared": LATER, "rate": "0.5"},
        "Twice the learning rate": {"shared": LATER, "rate": "2"},
        "Two layers": {"layers": 2},
        "All 200 points in a batch": {"batch": "200"},
    }

    def draw(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2)
        left.set(ylim=(0, 0.8), ylabel="loss on all points")
        left.set_title("loss (band: quartiles of 32 networks)")
        right.set(ylim=(0, 1.02), ylabel="length in layer 1 / whole length")
        right.set_title("layer 1's part of a step")
        for axes in (left, right):
            axes.set(xlim=(-6, EPOCHS), xlabel="epoch")
        guessing = left.axhline(
            GUESSING, color="C5", linestyle=":", linewidth=2, label="always answering ½"
        )
        self.plain = Spread(left, "plain steps", colour="C0", linestyle="-")
        self.equal = Spread(left, "equal shares", colour="C1", linestyle="--")
        (self.part,) = right.plot([], [], color="C0", linestyle="-", label="plain steps")
        (self.share,) = right.plot([], [], color="C1", linestyle="--", label="equal shares")
        self.begins = [_begins(axes) for axes in (left, right)]
        handles = [self.plain.line, self.equal.line, self.begins[0], guessing]
        figure.legend(handles=handles, loc="outside upper center", ncols=4)

    def update(self) -> str:
        plain = Case(self.layers, NEVER, float(self.rate), int(self.batch))
        equal = plain._replace(shared=self.shared)
        first, last = equal.epochs
        for spread, case in ((self.plain, plain), (self.equal, equal)):
            curve = stored(case)
            spread.line.set_data(AT, curve.middle)
            spread.band.set_data(AT, curve.low, curve.high)
        part, share = stored(plain).part, (self.layers + 1) ** -0.5
        self.part.set_data(AT[1:] - EVERY / 2, part)
        self.share.set_data((first, last), (share, share))
        for line in self.begins:
            line.set_xdata([first, first])
        return (
            f"{self.layers} hidden layer{'s' * (self.layers > 1)}, η = {self.rate}, batches of"
            f" {self.batch}: the median loss of {REPLICAS} networks is first below {LEFT:g} at"
            f" {_leaves(stored(plain))} with plain steps, and at {_leaves(stored(equal))} with"
            f" equal shares from epoch {first + 1} on. In the first {EVERY} epochs layer 1 gets"
            f" {part[0]:.2g} of a plain step's length; an equal share is {share:.2f}."
        )


def _begins(axes: Axes) -> Line2D:
    """A line at the epoch after which equal shares begin."""
    return axes.axvline(0, color="C4", linewidth=3, alpha=0.6, label="equal shares begin")


def _leaves(curve: Curve) -> str:
    """The first epoch looked at where the median network has left the plateau."""
    left = curve.middle < LEFT
    return f"epoch {AT[left.argmax()]}" if left.any() else f"no epoch up to {EPOCHS}"
