"""How fast the error falls with N, for each way to come by the weights."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Recorded
from lessons_lib.lessons.universal_approximation.experiment import (
    MEASURED,
    SIZES,
    Results,
    measured,
    stored,
)
from lessons_lib.lessons.universal_approximation.fitting import ADAM, CONSTRUCTED, SEEDS
from lessons_lib.theory.approximation.one_layer import Array
from lessons_lib.theory.approximation.targets import TARGETS

NAMES = {"trained": "gradient descent", ADAM: "Adam"}  # where the text calls them otherwise
GAP = 0.065  # least distance of two numbers beside the lines, as a share of the axis
FALLING = ("constructed", "random features")  # ways whose errors are near a power of N
EXACT = 1e-12  # smaller errors are the rounding of float64
SHOWN = 3e-4
FLOOR = 1e-5  # below this the least squares decide, not the network; see `random_features`
FEWEST = 3  # points that a rate is read from


def slope(sizes: Array, error: Array) -> float:
    """The exponent p of error ~ N^p: Theil and Sen's median of pairwise slopes (SciPy)."""
    from scipy.stats import theilslopes

    return float(theilslopes(np.log(error), np.log(sizes)).slope)


class ErrorAgainstN(Recorded):
    """Largest error against the number of units, on log axes; medians and quartiles over seeds."""

    target = Choice("wave", options=tuple(TARGETS), restarts=True)
    activation = Choice("sigmoid", options=CONSTRUCTED, restarts=True)
    scenes = {
        "Sigmoid, a smooth wave": {},
        "ReLU, a smooth wave": {"activation": "relu"},
        "ReLU, a kink": {"activation": "relu", "target": "kink"},
        "Tanh, a chirp": {"activation": "tanh", "target": "chirp"},
    }

    def begin(self) -> Iterator[Results]:
        return measured(self.target, self.activation)

    def draw(self, figure: Figure) -> None:
        axes = figure.add_subplot(
            xlabel="units N",
            ylabel="largest error",
            xscale="log",
            yscale="log",
            xlim=(1.8, 140),
            ylim=(FLOOR, 3),
            xticks=SIZES,
            xticklabels=map(str, SIZES),
        )
        axes.minorticks_off()
        self.axes = axes
        dashes = ("-", "--", "-.", ":")
        looks = zip(MEASURED, "osD^", dashes, ("C0", "C2", "C1", "C3"), strict=True)
        self.lines, self.spreads = {}, {}
        for way, marker, dash, colour in looks:
            (self.lines[way],) = axes.plot(
                [], [], marker=marker, linestyle=dash, color=colour, label=NAMES.get(way, way)
            )
            self.spreads[way] = axes.fill_between(
                [2, 3], [1, 1], [1, 1], color=colour, alpha=0.2, linewidth=0
            )
        self.ends = [axes.text(70, 1, "", va="center") for _ in MEASURED]
        figure.legend(handles=list(self.lines.values()), loc="outside upper center", ncols=4)

    def update(self) -> str:
        run, _ = self.shown()
        results = {way: run[way] or old for way, old in self.recorded().items()}
        told = []
        for way in MEASURED:
            sizes = np.array([units for units, _ in results[way]], float)
            low, middle, high = np.reshape([found for _, found in results[way]], (-1, 3)).T
            # A construction may hit a kink exactly; a logarithm cannot show that.
            self.lines[way].set_data(sizes, np.where(middle < EXACT, np.nan, middle))
            self.spreads[way].set_data(sizes, np.maximum(low, EXACT), np.maximum(high, EXACT))
            if len(sizes) == len(SIZES):
                told.append(f"{NAMES.get(way, way)} {_size(middle[-1])}{_rate(way, sizes, middle)}")
            told += [f"(at N = {n:g} exact, so no mark)" for n in sizes[middle < EXACT]]
        self._look_down_to(
            min(float(q[0]) for way in results.values() for _, q in way if q[0] > EXACT)
        )
        self._write_the_ends({w: f[-1][1][1] for w, f in results.items() if len(f) == len(SIZES)})
        how = "as far as measured now" if self.progress else "recorded earlier; Play measures anew"
        found = "; ".join(told).replace("; (", " (") or "not there yet"
        return (
            f"Largest error at N = {SIZES[-1]}, median of {len(SEEDS)} random beginnings: {found}."
            f" ({how[0].upper()}{how[1:]}.)"
        )

    def _look_down_to(self, lowest: float) -> None:
        """What falls below the floor leaves the picture."""
        self.axes.set_ylim(FLOOR if lowest < SHOWN else SHOWN, 3)

    def _write_the_ends(self, ends: dict[str, float]) -> None:
        """The last errors beside their lines, moved apart where they would overlap."""
        low, high = np.log(self.axes.get_ylim())
        lowest = -1.0
        for text in self.ends:
            text.set_text("")
        for text, way in zip(self.ends, sorted(ends, key=lambda way: ends[way]), strict=False):
            share = max((np.log(max(ends[way], EXACT)) - low) / (high - low), 0.03, lowest + GAP)
            lowest = share
            number = _size(ends[way]) if ends[way] > FLOOR else "↓ below 10⁻⁵"
            text.set(y=np.exp(low + share * (high - low)), text=number)
            text.set_color(self.lines[way].get_color())

    def recorded(self) -> Results:
        found = stored()[self.target][self.activation]
        return {way: list(zip(SIZES, found[way], strict=True)) for way in MEASURED}


def _rate(way: str, sizes: Array, middle: Array) -> str:
    """How fast it falls, of what does."""
    use = (middle > FLOOR) & (sizes >= 8)
    if way not in FALLING or use.sum() < FEWEST:
        return ""
    return f" (falling about like N^{slope(sizes[use], middle[use]):.1f})"


def _size(error: float) -> str:
    return f"{error:.2g}" if error > FLOOR else "below 1e-05"
