"""What a network that is right on [0, 1] does outside it."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Explorable, Slider
from lessons_lib.lessons.universal_approximation.fitting import CONSTRUCTED, SEEDS, fitted
from lessons_lib.theory.approximation.one_layer import sup_norm_error
from lessons_lib.theory.approximation.targets import TARGETS

X = np.linspace(-1.0, 2.0, 601)
INSIDE = (X >= 0) & (X <= 1)


def _up(error: float) -> float:
    """Rounded up to one digit."""
    place = 10.0 ** np.floor(np.log10(error))
    return float(np.ceil(error / place) * place)


class OutsideTheBox(Explorable):
    """Networks fitted on [0, 1] and looked at from -1 to 2; one curve for each seed."""

    target = Choice("wave", options=("wave", "kink", "chirp", "Runge's"))
    activation = Choice("sigmoid", options=CONSTRUCTED)
    way = Choice("random features", options=("constructed", "random features"), label="weights")
    units = Slider(20, min=2, max=60, step=1, label="units N")
    scenes = {
        "Agreed inside, at odds outside": {},
        "ReLU goes on straight": {"activation": "relu", "units": 40},
        "A construction goes flat": {"way": "constructed"},
        "More units do not help": {"units": 60},
    }

    def draw(self, figure: Figure) -> None:
        axes = figure.add_subplot(xlabel="input x", ylabel="output", xlim=(-1, 2), ylim=(-3, 3))
        region = axes.axvspan(0, 1, color="C4", alpha=0.18, linewidth=0, label="the region [0, 1]")
        self.curves = [
            axes.plot(X, X, color="C0", linewidth=1.2, linestyle="-", alpha=0.7, label=f"seed {s}")[
                0
            ]
            for s in SEEDS
        ]
        (self.goal,) = axes.plot(X, X, color="C5", linestyle="--", label="target f")
        figure.legend(
            handles=[region, self.goal, self.curves[0]],
            labels=["the region [0, 1]", "target f", "a network F"],
            loc="outside upper center",
            ncols=3,
        )

    def update(self) -> str:
        f = TARGETS[self.target]
        seeds = SEEDS if self.way == "random features" else SEEDS[:1]
        layers = [fitted(f, self.units, self.activation, self.way, seed) for seed in seeds]
        wanted = f(X)
        self.goal.set_ydata(wanted)
        outside = []
        for curve, layer in zip(self.curves, layers, strict=False):
            given = layer(X)
            curve.set_data(X, given)
            outside.append(np.abs(given - wanted)[~INSIDE].max())
        self.curves[0].set_linewidth(2.5 if len(layers) == 1 else 1.2)
        for curve in self.curves[len(layers) :]:
            curve.set_data([], [])
        # A median outside would depend on the last digits of the least squares; a count does not.
        inside = max(sup_norm_error(layer, f).error for layer in layers)
        far = sum(error > 0.5 for error in outside)
        size = f"at most {_up(inside):g}" if inside > 1e-3 else "below 0.001"
        return (
            f"{len(layers)} network{'s' * (len(layers) > 1)} of {self.units} {self.activation}"
            f" units, {self.way}: inside the region every error is {size};"
            f" outside, {far} of {len(layers)} miss the target by more than 0.5 somewhere."
        )
