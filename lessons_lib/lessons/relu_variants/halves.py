"""CReLU: both half-waves are kept, so nothing is lost."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.activations import CReLU, relu
from lessons_lib.explorable import Explorable, Slider

T = np.linspace(0.0, 1.0, 601)


class BothHalves(Explorable):
    """A signal, what ReLU keeps of it, and the two half-waves of CReLU."""

    size = (8.0, 5.0)
    shift = Slider(0.0, min=-1.5, max=1.5, step=0.05, label="bias b")
    waves = Slider(3, min=1, max=8, step=1)
    scenes = {
        "Slide: both half-waves": {},
        "Bias down: ReLU sees little": {"shift": -0.8},
        "All negative: a dead ReLU": {"shift": -1.5},
    }

    def draw(self, figure: Figure) -> None:
        axes = figure.subplots(3, 1, sharex=True, sharey=True)
        axes[0].set(title="pre-activation z", xlim=(0, 1), ylim=(-2.7, 2.7))
        axes[1].set(title="ReLU(z): the positive half, elsewhere 0")
        axes[2].set(
            title="CReLU(z)", xlabel="t (the input of the unit changes from t = 0 to t = 1)"
        )
        (self.signal,) = axes[0].plot(T, T, color="C0", linestyle="-", label="z")
        (self.kept,) = axes[1].plot(T, T, color="C5", linestyle="-", label="ReLU(z)")
        (self.up,) = axes[2].plot(T, T, color="C2", linestyle="-", label="ReLU(z)")
        (self.down,) = axes[2].plot(T, T, color="C1", linestyle="--", label="ReLU(-z)")
        (self.rebuilt,) = axes[2].plot(
            T, T, color="C0", linestyle=":", label="first minus second", zorder=1.9
        )
        axes[2].legend(loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=3, borderaxespad=0)

    def update(self) -> str:
        z = np.sin(2 * np.pi * self.waves * T) + self.shift
        first, second = np.split(CReLU()(z[:, None]), 2, axis=-1)
        kept = relu(z)
        for line, values in (
            (self.signal, z),
            (self.kept, kept),
            (self.up, first[:, 0]),
            (self.down, second[:, 0]),
            (self.rebuilt, (first - second)[:, 0]),
        ):
            line.set_ydata(values)
        rebuilt = float(np.max(np.abs((first - second)[:, 0] - z)))
        share = float(np.mean([z > 1e-9, z > -1e-9]))  # half of each zero
        return (
            f"z is above 0 for {_percent(share)} of the values of t; for all others ReLU gives 0."
            f" CReLU's first output minus its second is z again, with a largest error of"
            f" {rebuilt:g}."
        )


def _percent(share: float) -> str:
    return "less than 1 %" if 0 < share < 0.01 else f"{share:.0%}".replace("%", " %")
