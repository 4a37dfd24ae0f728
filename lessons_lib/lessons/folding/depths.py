"""Pieces, turns and accuracy against depth at equal parameters: stored results."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Explorable, Slider
from lessons_lib.lessons.folding.experiment import BUDGET, DEPTHS, REPLICAS, stored
from lessons_lib.theory.depth.tent import Array, widths_for

SHOWN = {"straight pieces": "pieces", "turns": "turns", "test accuracy": "test accuracy"}
LOOKS = {"trained": ("C0", "o", "-"), "random": ("C1", "s", "--")}


def values(kind: str, depth: int) -> Array:
    """One number for each replica: kind such as "trained pieces"."""
    return np.array(stored()["oscillations"][str(depth)][kind])


def possible(depth: int) -> int:
    """Pieces that a folding network of these widths has."""
    return int(np.prod(widths_for(BUDGET, depth)))


class PiecesByDepth(Explorable):
    """Depth at equal parameters: what can be, and what random and trained networks have."""

    shown = Choice("straight pieces", options=tuple(SHOWN), label="show")
    depth = Slider(3, min=1, max=len(DEPTHS), step=1, label="hidden layers")
    scenes = {
        "Straight pieces": {},
        "Turns": {"shown": "turns"},
        "What it is good for": {"shown": "test accuracy"},
    }

    def draw(self, figure: Figure) -> None:
        self.axes = figure.add_subplot(xlabel="hidden layers", xlim=(0.6, 6.4))
        self.axes.set(xticks=list(DEPTHS), ylim=(1, 2e6), yscale="log")
        self.lines, self.bands = {}, {}
        for name, (colour, marker, dashes) in LOOKS.items():
            (self.lines[name],) = self.axes.plot(
                [], [], color=colour, marker=marker, linestyle=dashes, label=name
            )
            self.bands[name] = self.axes.fill_between(
                [1, 2], 0, 0, color=colour, alpha=0.2, linewidth=0
            )
        (self.most,) = self.axes.plot(
            [], [], color="C2", marker="D", linestyle="-.", label="built by folding"
        )
        self.now = self.axes.axvline(1, color="C5", linewidth=1.5, linestyle=":", label="_now")
        figure.legend(handles=[self.most, *self.lines.values()], loc="outside upper left", ncols=3)

    def update(self) -> str:
        kind = SHOWN[self.shown]
        for name in LOOKS:
            self._show(name, kind)
        pieces = [possible(d) - (kind == "turns") for d in DEPTHS]
        self.most.set_data(*(([], []) if "test" in kind else (DEPTHS, pieces)))
        scale, low, high = ("linear", 0.4, 1.02) if "test" in kind else ("log", 1, 2e6)
        self.axes.set(yscale=scale, ylim=(low, high), ylabel=self.shown)
        self.now.set_xdata([self.depth, self.depth])
        return self._words(kind)

    def _show(self, name: str, kind: str) -> None:
        alone = "test" in kind
        hide = alone and name == "random"
        rows = np.array([values(kind if alone else f"{name} {kind}", d) for d in DEPTHS], float)
        low, middle, high = np.quantile(rows, (0.25, 0.5, 0.75), axis=1)
        self.lines[name].set_data(*(([], []) if hide else (DEPTHS, middle)))
        self.bands[name].set_data(DEPTHS, low, low if hide else high)

    def _words(self, kind: str) -> str:
        widths = widths_for(BUDGET, self.depth)
        head = f"{' + '.join(map(str, widths))} units, median of {REPLICAS}: "
        if "test" in kind:
            share = 100 * np.median(values(kind, self.depth))
            return f"{head}{share:.1f} % of fresh points on the right arm of the spiral."
        random, trained = (
            np.median(values(f"{n} {kind}", self.depth)) for n in ("random", "trained")
        )
        most = possible(self.depth) - (kind == "turns")
        return (
            f"{head}{random:g} {kind} at random, {trained:g} trained;"
            f" built by folding such a network has {most}."
        )
