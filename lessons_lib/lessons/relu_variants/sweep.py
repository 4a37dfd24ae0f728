"""What matters more, the variant or the learning rate? A table in colours."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from matplotlib import colormaps
from matplotlib.colors import LogNorm, Normalize
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Explorable
from lessons_lib.lessons.relu_variants.experiment import (
    DEPTHS,
    RATES,
    SWEEP_EPOCHS,
    SWEEP_SEEDS,
    VARIANTS,
    load,
)
from lessons_lib.theory.approximation.one_layer import Array

NAMES = tuple(VARIANTS)
ERROR, SPEED = "test error, %", "epochs to a loss of 0.1"
LOST = f'"5 lost" means that 5 of the {SWEEP_SEEDS} seeds diverged.'
OPTIMISERS = {"SGD": "sgd", "Adam": "adam"}
# Cells without a number are grey, on a dark page too.
COLOURS = colormaps["cividis_r"].with_extremes(bad="#d9d9d9")
NORMS = {ERROR: LogNorm(1.5, 12), SPEED: Normalize(1, SWEEP_EPOCHS)}


@cache
def _cells() -> dict[tuple[str, str, int, float], dict[str, Any]]:
    rows = load()["sweep"]
    return {(r["variant"], r["optimiser"], r["depth"], r["rate"]): r for r in rows}


def median(values: list[float | None]) -> float:
    """The median of the seeds, where one without a number counts as the worst."""
    return float(np.median([np.inf if value is None else value for value in values]))


class Sweep(Explorable):
    """Eleven variants by depth and learning rate: medians of 8 seeds after 25 epochs."""

    size = (9.6, 5.4)
    show = Choice(ERROR, options=(ERROR, SPEED))
    optimiser = Choice("SGD", options=tuple(OPTIMISERS))
    scenes = {
        "Test error, SGD": {},
        "Test error, Adam": {"optimiser": "Adam"},
        "Speed, SGD": {"show": SPEED},
        "Speed, Adam": {"show": SPEED, "optimiser": "Adam"},
    }

    def draw(self, figure: Figure) -> None:
        self.panels = dict(zip(DEPTHS, figure.subplots(1, len(DEPTHS), sharey=True), strict=True))
        self.images, self.texts = {}, {}
        for depth, axes in self.panels.items():
            axes.grid(False)
            axes.set(title=f"{depth} hidden layer{'s' * (depth > 1)}", xlabel="learning rate")
            self.images[depth] = axes.imshow(
                np.ones((len(NAMES), 3)), cmap=COLOURS, aspect="auto", label=f"{depth} layers"
            )
            self.texts[depth] = [
                [axes.text(i, row, "", ha="center", va="center", fontsize=12) for i in range(3)]
                for row in range(len(NAMES))
            ]
            axes.set(yticks=range(len(NAMES)), yticklabels=NAMES)

    @property
    def rates(self) -> tuple[float, ...]:
        return RATES[OPTIMISERS[self.optimiser]]

    def cell(self, name: str, depth: int, rate: float) -> dict[str, Any]:
        """One stored run."""
        return _cells()[name, OPTIMISERS[self.optimiser], depth, rate]

    def table(self, depth: int) -> Array:
        """What is shown of each variant at each rate, (variants, rates); inf where nothing is."""
        part, unit = ("test", 100) if self.show == ERROR else ("epochs", 1)
        rows = [[median(self.cell(n, depth, rate)[part]) for rate in self.rates] for n in NAMES]
        return unit * np.array(rows)

    def update(self) -> str:
        tables = {depth: self.table(depth) for depth in DEPTHS}
        for depth, axes in self.panels.items():
            axes.set_xticks(range(3), [f"{rate:g}" for rate in self.rates])
            self.images[depth].set(
                norm=NORMS[self.show],
                data=np.where(np.isfinite(tables[depth]), tables[depth], np.nan),
            )
            for row, name in enumerate(NAMES):
                for i, rate in enumerate(self.rates):
                    self._write(self.texts[depth][row][i], tables[depth][row, i], name, depth, rate)
        return self._words(tables)

    def _write(self, text: Any, value: float, name: str, depth: int, rate: float) -> None:
        lost = self.cell(name, depth, rate)["test"].count(None)
        number = f"{value:.1f}" if self.show == ERROR else f"{value:g}"
        empty = f"{lost} lost" if lost else "never"
        text.set_text(number if np.isfinite(value) else empty)
        dark = np.isfinite(value) and NORMS[self.show](value) > 0.55
        text.set_color("white" if dark else "black")

    def _words(self, tables: dict[int, Array]) -> str:
        texts = [text.get_text() for axes in self.panels.values() for text in axes.texts]
        lost = any(text.endswith("lost") for text in texts)
        return self._best(tables) + (f" {LOST}" if lost else "")

    def _best(self, tables: dict[int, Array]) -> str:
        if self.show == SPEED:
            never = sum(int(np.isinf(table).sum()) for table in tables.values())
            fast = [f"{np.median(table.min(1)):g}" for table in tables.values()]
            return (
                f"At the best of its three rates the median variant needs {fast[0]}, {fast[1]} and"
                f" {fast[2]} epochs with 1, 2 and 4 hidden layers. In {never} of 99 cells at least"
                f" half of the {SWEEP_SEEDS} seeds do not get there in {SWEEP_EPOCHS} epochs."
            )
        said = []
        for depth in (DEPTHS[0], DEPTHS[-1]):
            best = tables[depth].min(1)
            said.append(
                f"with {depth} hidden layer{'s' * (depth > 1)} from"
                f" {best.min():.1f} % ({_named(best == best.min())}) to"
                f" {best.max():.1f} % ({_named(best == best.max())})"
            )
        return f"Each variant at the best of its three rates: {'; '.join(said)}."


def _named(chosen: Array) -> str:
    """The variants that are chosen, several in a tie."""
    return " and ".join(name for name, so in zip(NAMES, chosen, strict=True) if so)
