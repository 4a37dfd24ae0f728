"""What each activation costs, beside a layer's matrix products: recorded, or measured now."""

from __future__ import annotations

import json
import platform
from functools import cache, partial
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.activations import ACTIVATIONS
from lessons_lib.explorable import Choice, Explorable, action
from lessons_lib.theory.approximation.one_layer import Array

FILE = Path(__file__).with_name("cost.json")
EXAMPLES = 256
WIDTHS = ("16", "64", "256")
PRODUCTS = "matrix products"
LECTURE, ALL = "sigmoid, tanh, ReLU", "all"
NAMES = (*ACTIVATIONS, PRODUCTS)
RELU = NAMES.index("relu")
_PHI = tuple(ACTIVATIONS.values())


def seconds(width: int, rounds: int = 15) -> Array:
    """The shortest of some rounds, for 256 examples in a layer of `width` units: each activation's
    value and derivative; last the matrix products, forward and back. (activations + 1, 2)."""
    rng = np.random.default_rng(0)
    z, W = rng.standard_normal((EXAMPLES, width)), rng.standard_normal((width, width))
    pairs: list[Any] = [(partial(phi, z), partial(phi.derivative, z)) for phi in _PHI]
    pairs.append((lambda: z @ W, lambda: (z @ W.T, z.T @ z)))
    # Interleaved, so that whatever else the machine does falls on all of them.
    found = [[[timed(work) for work in pair] for pair in pairs] for _ in range(rounds)]
    return np.asarray(np.min(found, axis=0))


def timed(work: Any) -> float:
    """How long one call takes, in seconds."""
    began = perf_counter()
    work()
    return perf_counter() - began


@cache
def recorded() -> dict[str, Any]:
    """The computer, and for each width the times by name."""
    found: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    return found


def write() -> None:
    """Record every width on this computer, for those who have not pressed Measure."""
    times = {
        width: dict(zip(NAMES, seconds(int(width), 101).tolist(), strict=True)) for width in WIDTHS
    }
    computer = f"{platform.system()}, {platform.machine()}, NumPy {np.__version__}"
    FILE.write_text(json.dumps({"computer": computer, "times": times}, indent=1) + "\n", "utf-8")


class Cost(Explorable):
    """Time of value and derivative, and of a layer's matrix products, in multiples of ReLU's."""

    size = (8.4, 4.8)
    width = Choice("64", options=WIDTHS, label="units in the layer")
    activations = Choice(LECTURE, options=(LECTURE, ALL))
    scenes = {"Few units": {"width": "16"}, "Many units": {"width": "256"}}

    measured: Array | None = None

    @action("Measure here and now")
    def measure(self) -> None:
        """Time everything now, in this kernel."""
        self.measured = seconds(int(self.width))
        self.refresh()

    def changed(self, names: Any) -> None:
        if "width" in names:
            self.measured = None  # it was taken at another width

    @property
    def names(self) -> tuple[str, ...]:
        """What is shown, from top to bottom."""
        return NAMES if self.activations == ALL else (*NAMES[: RELU + 1], PRODUCTS)

    def draw(self, figure: Figure) -> None:
        self.axes = figure.add_subplot(xlabel="time, in multiples of ReLU's value and derivative")
        self.axes.axvline(1, color="C5", linewidth=1.2, linestyle=":", label="ReLU")
        rows, nothing = range(len(NAMES)), np.zeros(len(NAMES))
        self.firsts = self.axes.barh(rows, nothing, color="C0", label="value (forward)")
        self.slopes = self.axes.barh(
            rows, nothing, color="C1", hatch="//", label="derivative (backward)"
        )
        self.axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3)

    def update(self) -> str:
        found = self.measured
        if found is None:
            times = recorded()["times"][self.width]
            found = np.array([times[name] for name in NAMES])
        times = found / found[RELU].sum()
        rows = {name: row for row, name in enumerate(self.names)}
        bars = zip(NAMES, self.firsts, self.slopes, times, strict=True)
        for name, value, slope, (first, second) in bars:
            place = {"y": rows.get(name, 0) - 0.4, "visible": name in rows}
            value.set(width=first, **place)
            slope.set(x=first, width=second, **place)
        totals = {name: times[NAMES.index(name)].sum() for name in rows}
        self.axes.set(xlim=(0, 1.05 * max(totals.values())), ylim=(len(rows) - 0.4, -0.6))
        self.axes.set_yticks(
            range(len(rows)), ["ReLU" if name == "relu" else name for name in rows]
        )
        words = ", ".join(f"{name} {total:.1f}" for name, total in totals.items() if name != "relu")
        where = recorded()["computer"] if self.measured is None else "this computer"
        taken = "recorded once on" if self.measured is None else "measured now on"
        return (
            f"{EXAMPLES} examples in a layer of {self.width} units; {taken} {where}. Value and"
            f" derivative, in multiples of ReLU's: {words}."
        )
