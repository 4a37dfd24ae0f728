"""What each activation costs, measured here and now."""

from __future__ import annotations

from time import perf_counter

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.activations import ACTIVATIONS
from lessons_lib.explorable import Explorable, Slider, action
from lessons_lib.theory.approximation import Array

NAMES = tuple(ACTIVATIONS)


def seconds(numbers: int, rounds: int = 9) -> Array:
    """The median time of value plus derivative of each activation on `numbers` numbers."""
    z = np.random.default_rng(0).standard_normal((numbers // 10, 10))
    found = np.empty((rounds, len(NAMES)))
    # Interleaved, so that whatever else the machine does falls on all of them.
    for row in found:
        for i, phi in enumerate(ACTIVATIONS.values()):
            began = perf_counter()
            phi(z)
            phi.derivative(z)
            row[i] = perf_counter() - began
    return np.asarray(np.median(found, axis=0))


class Cost(Explorable):
    """Time of value and derivative, as a multiple of ReLU's, measured on this computer."""

    numbers = Slider(100_000, min=10_000, max=400_000, step=10_000, label="numbers at a time")

    measured: Array | None = None

    @action("Measure")
    def measure(self) -> None:
        """Time all activations now, in this kernel."""
        self.measured = seconds(self.numbers)
        self.refresh()

    def draw(self, figure: Figure) -> None:
        self.axes = figure.add_subplot(xlabel="time, times ReLU's", ylim=(8.6, -0.6))
        self.axes.set_yticks(range(len(NAMES)), NAMES)
        self.axes.set_xlim(0, 10)
        self.bars = self.axes.barh(range(len(NAMES)), np.zeros(len(NAMES)), color="C0")

    def update(self) -> str:
        if self.measured is None:
            return f"Press Measure: {self.numbers:,} numbers through each of {len(NAMES)}."
        ratio = self.measured / self.measured[NAMES.index("relu")]
        for bar, width in zip(self.bars, ratio, strict=True):
            bar.set_width(width)
        self.axes.set_xlim(0, 1.1 * ratio.max())
        words = ", ".join(f"{n} {r:.1f}" for n, r in zip(NAMES, ratio, strict=True) if n != "relu")
        return f"Times ReLU's {1e9 * self.measured[2] / self.numbers:.1f} ns a number: {words}."
