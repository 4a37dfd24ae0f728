"""Folds whose weights are disturbed: how exactly must the layers fit each other?"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Explorable, Slider, Spread
from lessons_lib.lessons.folding.experiment import REPLICAS
from lessons_lib.mlp import MLP
from lessons_lib.theory.depth.pieces import Pieces, pieces
from lessons_lib.theory.depth.tent import Array, folding_network

LAYERS = 5
CHANGES = range(0, 55, 5)  # per cent


@lru_cache(maxsize=len(CHANGES))
def disturbed(change: int) -> Pieces:
    """The pieces of 32 stacked tents in which each weight and bias is multiplied by its own
    factor 1 + change/100 * (a standard normal number), the same numbers for every change."""
    exact = folding_network((2,) * LAYERS)
    net = MLP(exact.sizes, "relu", "squared_error", seeds=range(REPLICAS))
    sources = [np.random.default_rng(seed) for seed in range(REPLICAS)]
    for to, of in zip(
        (part for pair in zip(net.weights, net.biases, strict=True) for part in pair),
        (part for pair in zip(exact.weights, exact.biases, strict=True) for part in pair),
        strict=True,
    ):
        noise = np.array([source.standard_normal(of.shape[1:]) for source in sources])
        to[...] = of * (1 + change / 100 * noise)
    return pieces(net, [0.0], [1.0])


def counts() -> Array:
    """Pieces of each network after each of the CHANGES, (changes, replicas)."""
    return np.array([disturbed(change).count for change in CHANGES])


class Disturbed(Explorable):
    """Five folds whose weights are multiplied by random factors: what is left of 32 pieces?"""

    size = (10.2, 4.6)
    change = Slider(10, min=0, max=max(CHANGES), step=5, label="typical change of a weight, %")
    replica = Slider(0, min=0, max=REPLICAS - 1, step=1, label="network number")
    scenes = {
        "Changed by 10 %": {},
        "As built": {"change": 0},
        "Changed by 20 %": {"change": 20},
        "Changed by 50 %": {"change": 50},
    }

    def draw(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(5, 4))
        left.set(xlabel="input x", ylabel="output", xlim=(0, 1))
        (self.exact,) = left.plot(
            np.arange(2**LAYERS + 1) / 2**LAYERS,
            np.arange(2**LAYERS + 1) % 2,
            color="C5",
            linewidth=0.8,
            alpha=0.5,
            linestyle="-",
            label="as built",
        )
        (self.output,) = left.plot([], [], color="C0", linestyle="-", label="changed")
        self.left = left
        right.set(xlabel="typical change of a weight, %", ylabel="straight pieces")
        right.set(xlim=(-2, 52), ylim=(0, 42), title=f"Median of {REPLICAS}, band: the middle half")
        self.spread = Spread(right, "median", colour="C0", marker="o", linestyle="-")
        self.spread.show(list(CHANGES), counts())
        (self.here,) = right.plot(
            [], [], "D", color="C1", markersize=9, linestyle="", label="the network on the left"
        )
        right.legend(handles=[self.here], loc="upper right")

    def update(self) -> str:
        found, r = disturbed(int(self.change)), self.replica
        t, value = found.t[r], found.value[r]
        self.output.set_data(t, value)
        low, high = min(0.0, value.min()), max(1.0, value.max())
        margin = 0.06 * (high - low)
        self.left.set_ylim(low - margin, high + margin)
        count = int(found.count[r])
        self.here.set_data([self.change], [count])
        self.left.set_title(f"Grey: as built. Blue: changed by {self.change} %")
        return (
            f"{LAYERS} layers of two units, each weight and bias changed by a random amount,"
            f" typically {self.change} % of it. Network {r} has {count} straight"
            f" piece{'s' * (count != 1)}. Median of {REPLICAS}: {np.median(found.count):g}; as"
            f" built: {2**LAYERS}."
        )
