"""Where a batch's pre-activations fall on the sigmoid and on tanh."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.activations import ACTIVATIONS
from lessons_lib.explorable import Choice, Explorable, Slider
from lessons_lib.theory.gradients.gradient_flow import SATURATED, saturated, steepest

Z = np.linspace(-10.0, 10.0, 401)
RIGHT = np.linspace(0.0, 10.0, 10_001)  # where the saturated zone begins, to three digits
EDGES = np.linspace(-10.0, 10.0, 41)
CEILINGS = (0.25, 0.5, 1.0)  # of the histogram
LIMITS = {"sigmoid": (-0.05, 1.05), "tanh": (-1.1, 1.1)}  # of the activation's panel
TICKS = {"sigmoid": (0, 0.25, 0.5, 0.75, 1), "tanh": (-1, 0, 1)}
REPLICAS, EXAMPLES, INPUTS, UNITS = 32, 64, 8, 8


def unit_pre_activations() -> np.ndarray:
    """What 32 layers make of 64 standard-normal inputs, weights of deviation 1/√8.

    Shape (replicas, examples, units); each number alone is normal with deviation 1.
    """
    x = np.random.default_rng(0).normal(size=(EXAMPLES, INPUTS))
    weights = np.stack(
        [np.random.default_rng(seed).normal(size=(INPUTS, UNITS)) for seed in range(REPLICAS)]
    )
    return x @ weights / np.sqrt(INPUTS)


class Saturation(Explorable):
    """An activation, its derivative, and where a batch's pre-activations fall on them."""

    size = (8.0, 5.4)
    activation = Choice("sigmoid", options=("sigmoid", "tanh"))
    scale = Slider(1.0, min=0.1, max=30.0, step=0.05, log=True, label="weight scale")
    bias = Slider(0.0, min=-8.0, max=8.0, step=0.5, label="bias of every unit")
    scenes = {
        "Ordinary weights": {},
        "Large weights": {"scale": 10.0},
        "tanh, the same weights": {"activation": "tanh"},
        "tanh, large weights": {"activation": "tanh", "scale": 10.0},
        "Pushed aside by a bias": {"bias": -6.0},
    }

    def __init__(self, **values: object) -> None:
        super().__init__(**values)
        self.unit = unit_pre_activations()

    def draw(self, figure: Figure) -> None:
        top, self.bottom = figure.subplots(2, 1, sharex=True, height_ratios=(3, 2))
        top.set(xlim=(-10, 10), ylabel="value")
        self.top = top
        self.bottom.set_xlabel("pre-activation z (the outermost bars count what lies beyond)")
        self.bottom.set_ylabel("share in each bar")
        self.zones = [
            axes.axvspan(*side, color="C4", alpha=0.25, linewidth=0, label="saturated")
            for axes in (top, self.bottom)
            for side in ((-10, -4), (4, 10))
        ]
        (self.value,) = top.plot(Z, Z, color="C0", label="activation φ(z)")
        (self.slope,) = top.plot(Z, Z, color="C1", linestyle="--", label="slope φ'(z)")
        handles = [self.value, self.slope, self.zones[0]]
        figure.legend(handles=handles, loc="outside upper center", ncols=3)
        self.bars = self.bottom.stairs(np.zeros(40), EDGES, fill=True, color="C2")

    def update(self) -> str:
        phi = ACTIVATIONS[self.activation]
        z = self.scale * self.unit + self.bias
        self.value.set_ydata(phi(Z))
        self.slope.set_ydata(phi.derivative(Z))
        self.top.set(ylim=LIMITS[self.activation], yticks=TICKS[self.activation])
        edge = RIGHT[saturated(phi, RIGHT)].min()
        for k, zone in enumerate(self.zones):
            zone.set_x(edge if k % 2 else -10)
            zone.set_width(10 - edge)
        # What lies outside the picture is counted in its outermost bars.
        shares = np.histogram(np.clip(z, -10, 10), EDGES)[0] / z.size
        self.bars.set_data(shares)
        self.bottom.set_ylim(0, next(c for c in CEILINGS if c >= shares.max()))
        low, middle, high = np.quantile(saturated(phi, z).mean((1, 2)), (0.25, 0.5, 0.75))
        slope = np.median(phi.derivative(z).mean((1, 2)))
        self.bottom.set_title(f"{middle:.0%} saturated, mean slope {slope:.3f}")
        return (
            f"{middle:.0%} of the pre-activations are saturated (quartiles {low:.0%} to"
            f" {high:.0%} over {REPLICAS} networks): there the slope φ' is below {SATURATED:.0%} of"
            f" its largest value, {steepest(phi):g}. The mean slope is {slope:.3f}."
        )
