"""Is the number of parameters the reason? Test error against it; stored results."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Explorable
from lessons_lib.lessons.wide_and_deep.experiment import BUDGETS, SAMPLES, SHAPES, WIDER
from lessons_lib.lessons.wide_and_deep.learning import (
    NARROW,
    WIDE,
    Trained,
    bounds,
    errors,
    side,
)
from lessons_lib.theory.intervals import mean_interval

ENDS = {"digits": (64, 10), "spirals": (2, 1)}  # inputs and outputs
BOTH = {NARROW: SHAPES, WIDE: WIDER}
LOOKS = {
    "linear": ("C1", "s", "", "no hidden layer (linear)"),
    "shallow": ("C2", "D", "--", "one hidden layer (shallow)"),
    "deep": ("C0", "o", "-", "three hidden layers (deep)"),
}


class Network(NamedTuple):
    """Of how many layers, and with how many units in each hidden one (linear has none)."""

    model: str
    width: str


LINEAR = Network("linear", NARROW)
NETWORKS = [LINEAR, *(Network(model, width) for model in WIDER for width in BOTH)]


def parameters(data: str, network: Network) -> int:
    """All weights and biases of a network on these data."""
    inputs, outputs = ENDS[data]
    sizes = inputs, *BOTH[network.width][network.model], outputs
    return sum((before + 1) * after for before, after in pairwise(sizes))


class Parameters(Explorable):
    """Test error against the number of parameters: no, one and three layers, of 32 and 128."""

    size = (9.0, 4.8)
    task = Choice("digits", options=tuple(ENDS), label="data")
    budget = Choice("SGD", options=tuple(BUDGETS), label="training")
    examples = Choice("50", options=tuple(map(str, SAMPLES["digits"])))
    scenes = {
        "Digits, fifty examples": {},
        "Digits, trained by Adam": {"budget": "Adam"},
        "Where wider is worse: spirals": {"task": "spirals", "examples": "20"},
    }

    def draw(self, figure: Figure) -> None:
        self.axes = figure.add_subplot(xlabel="number of parameters", ylabel="test error, %")
        self.axes.set_xscale("log")
        self.lines, self.bars = {}, {}
        for model, (colour, marker, dashes, label) in LOOKS.items():
            (self.lines[model],) = self.axes.plot(
                [1, 2], [0, 0], color=colour, linestyle=dashes, linewidth=2.6, label=label
            )
            self.lines[model].set(marker=marker, markersize=11)
            (self.bars[model],) = self.axes.plot(
                [], [], color=colour, linestyle="-", linewidth=1.5, label=f"_{model}"
            )
        look: dict[str, Any] = {"ha": "center", "fontsize": 11}
        self.names = {
            network: self.axes.text(
                1, 0, "", va="bottom" if network.model == "deep" else "top", **look
            )
            for network in NETWORKS
        }
        figure.legend(handles=list(self.lines.values()), loc="outside upper left", ncols=3)

    def found(self, network: Network) -> np.ndarray[Any, Any]:
        """The test error of each draw, in per cent."""
        how = Trained(self.budget, network.width)
        return 100 * errors(self.task, network.model, int(self.examples), how=how)

    def update(self) -> str:
        sizes = {network: parameters(self.task, network) for network in NETWORKS}
        means = {network: mean_interval(self.found(network)) for network in NETWORKS}
        top = max(mean.high for mean in means.values())
        for model, line in self.lines.items():
            mine = [network for network in NETWORKS if network.model == model]
            x = np.array([sizes[network] for network in mine])
            line.set_data(x, [means[network].mean for network in mine])
            ranges = [(*means[network][1:], np.nan) for network in mine]
            self.bars[model].set_data(np.repeat(x, 3), np.ravel(ranges))
        for network, text in self.names.items():
            deep, mean = network.model == "deep", means[network]
            text.set_position(
                (sizes[network], mean.high + 0.02 * top if deep else mean.low - 0.02 * top)
            )
            units = {"linear": "", "shallow": network.width, "deep": f"3 x {network.width}"}
            text.set_text(f"{units[network.model]}\n{mean.mean:.1f} %".strip())
        self.axes.set_xticks(list(sizes.values()), [_spaced(n) for n in sizes.values()])
        self.axes.minorticks_off()
        self.axes.set_xlim(min(sizes.values()) / 2, 2 * max(sizes.values()))
        self.axes.set_ylim(-0.04 * top, 1.2 * top)
        self.axes.set_title(
            f"{self.task.capitalize()}, {self.examples} examples, {self.budget}: means of"
            f" {BUDGETS[self.budget].draws} draws, 95 % intervals"
        )
        return self._words(sizes)

    def _words(self, sizes: dict[Network, int]) -> str:
        first, last = (_spaced(sizes[Network("deep", width)]) for width in BOTH)
        wider = self._gap(Network("deep", NARROW), f"that with {NARROW}")
        deeper = self._gap(Network("shallow", WIDE), "that of shallow")
        return (
            f"With 128 units in each of its layers instead of 32, deep has {last} parameters"
            f" instead of {first}. Its test error is then {wider}. At this width, the test error"
            f" of deep is {deeper}. In brackets: 95 % intervals of the differences."
        )

    def _gap(self, other: Network, named: str) -> str:
        """How the test error of deep with 128 units lies to that of another network."""
        found = mean_interval((self.found(Network("deep", WIDE)) - self.found(other)) / 100)
        return f"{side(found)} {named}{bounds(found)}"


def _spaced(n: int) -> str:
    """A number with its thousands set apart."""
    return f"{n:_}".replace("_", " ") if n > 9999 else str(n)
