"""The named exception: sigmoid and tanh inside an LSTM's gates."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.activations import ACTIVATIONS
from lessons_lib.explorable import Choice, Explorable, Slider

STEPS = np.arange(41)


class ForgetGate(Explorable):
    """A cell's memory under its forget gate: multiplied by the gate's value at every step."""

    logit = Slider(3.0, min=-6.0, max=6.0, step=0.1, label="logit of the gate")
    gate = Choice("sigmoid", options=("sigmoid", "tanh", "relu"), label="gate's activation")
    scenes = {
        "Keep": {},
        "Forget": {"logit": -3.0},
        "Half open": {"logit": 0.0},
        "ReLU as a gate": {"gate": "relu", "logit": 1.2},
        "Tanh as a gate": {"gate": "tanh", "logit": -1.5},
    }

    def draw(self, figure: Figure) -> None:
        axes = figure.add_subplot(
            xlabel="time step",
            ylabel="what is left of the memory",
            xlim=(-0.6, 40.6),
            ylim=(-1.6, 2.6),
        )
        axes.axhspan(0, 1, color="C4", alpha=0.18, linewidth=0, label="a share: 0 to 1")
        (self.memory,) = axes.plot(STEPS, STEPS, marker="o", color="C0", label="memory")
        axes.legend(loc="upper right", ncols=2)

    def update(self) -> str:
        keep = float(ACTIVATIONS[self.gate](self.logit))
        with np.errstate(over="ignore"):
            left = keep ** STEPS.astype(float)
        self.memory.set_data(STEPS, left)
        said = f"The gate is {keep:.3f}: "
        if keep > 1:
            return said + f"memory grows, {left[10]:.3g} times after 10 steps. That is no gate."
        if keep < 0:
            return said + "memory changes its sign at every step. That is no gate."
        if keep > 0.5:
            half = np.log(0.5) / np.log(keep) if keep < 1 else np.inf
            return said + f"{left[10]:.1%} is left after 10 steps; half after {half:.1f}."
        return said + f"{left[10]:.1%} is left after 10 steps."
