"""What each activation costs, measured here and now."""

from __future__ import annotations

from time import perf_counter

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.activations import ACTIVATIONS
from lessons_lib.explorable import Explorable, Slider, action
from lessons_lib.theory.approximation.one_layer import Array

NAMES = tuple(ACTIVATIONS)
RELU = NAMES.index("relu")


def seconds(numbers: int, rounds: int = 15) -> Array:
    """Median times of each activation's value and derivative on `numbers` numbers,
    (activations, 2)."""
    z = np.random.default_rng(0).standard_normal((numbers // 10, 10))
    found = np.empty((rounds, len(NAMES), 2))
    # Interleaved, so that whatever else the machine does falls on all of them.
    for row in found:
        for times, phi in zip(row, ACTIVATIONS.values(), strict=True):
            began = perf_counter()
            phi(z)
            middle = perf_counter()
            phi.derivative(z)
            times[:] = middle - began, perf_counter() - middle
    return np.asarray(np.median(found, axis=0))


class Cost(Explorable):
    """Time of value and derivative, as a multiple of ReLU's, measured on this computer."""

    numbers = Slider(10_000, min=1_000, max=100_000, step=1_000, label="numbers at a time")

    measured: Array | None = None

    @action("Measure")
    def measure(self) -> None:
        """Time all activations now, in this kernel."""
        self.measured = seconds(self.numbers)
        self.refresh()

    def draw(self, figure: Figure) -> None:
        self.axes = figure.add_subplot(xlabel="time, times ReLU's value and derivative")
        self.axes.set(ylim=(len(NAMES) - 0.4, -0.6), xlim=(0, 10))
        self.axes.set_yticks(range(len(NAMES)), NAMES)
        self.axes.axvline(1, color="C5", linewidth=1.2, linestyle=":", label="ReLU")
        rows, nothing = range(len(NAMES)), np.zeros(len(NAMES))
        self.firsts = self.axes.barh(rows, nothing, color="C0", label="value")
        self.slopes = self.axes.barh(rows, nothing, color="C1", hatch="//", label="derivative")
        self.axes.legend(loc="lower right")

    def update(self) -> str:
        if self.measured is None:
            return f"Press Measure: {self.numbers:,} numbers through each of {len(NAMES)}."
        times = self.measured / self.measured[RELU].sum()
        for value, slope, (first, second) in zip(self.firsts, self.slopes, times, strict=True):
            value.set_width(first)
            slope.set(x=first, width=second)
        totals = times.sum(1)
        self.axes.set_xlim(0, 1.25 * totals.max())
        words = ", ".join(f"{n} {r:.1f}" for n, r in zip(NAMES, totals, strict=True) if n != "relu")
        return f"Value and derivative, in multiples of ReLU's: {words}."
