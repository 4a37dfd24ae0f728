"""The named exception: a gate of an LSTM is a share, so its activation is a sigmoid."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.activations import ACTIVATIONS
from lessons_lib.explorable import Choice, Explorable, Slider

STEPS = np.arange(41)
LOGITS = np.linspace(-6.0, 6.0, 241)


class ForgetGate(Explorable):
    """The forget gate against its logit, and what it leaves of a memory."""

    size = (9.8, 4.3)
    logit = Slider(5.0, min=-6.0, max=6.0, step=0.1, label="logit of the gate")
    gate = Choice("sigmoid", options=("sigmoid", "tanh", "relu"), label="gate's activation")
    scenes = {
        "Keep": {},
        "Half open": {"logit": 0.0},
        "Forget": {"logit": -3.0},
        "ReLU as a gate": {"gate": "relu", "logit": 1.2},
        "Tanh as a gate": {"gate": "tanh", "logit": -1.5},
    }

    def draw(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2)
        left.set(xlabel="logit of the gate", ylabel="gate", ylim=(-1.2, 2.2))
        left.axhspan(0, 1, color="C4", alpha=0.18, linewidth=0, label="a share: 0 to 1")
        (self.curve,) = left.plot(LOGITS, LOGITS, color="C1", linestyle="-", label="forget gate f")
        (self.here,) = left.plot([], [], "s", color="C1", markersize=10, label="this gate")
        right.set(xlabel="time step t", ylabel="memory cₜ, if c₀ = 1", xlim=(-0.6, 40.6))
        right.axhspan(0, 1, color="C4", alpha=0.18, linewidth=0, label="_")
        right.yaxis.set_label_coords(-0.16, 0.5)  # room for a minus sign
        (self.memory,) = right.plot(STEPS, STEPS, marker="o", color="C0", markersize=5)
        self.memory.set_label("memory, and its slope in c₀")
        self.right = right
        handles = [*left.patches, self.curve, self.here, self.memory]
        figure.legend(handles=handles, loc="outside upper left", ncols=4)

    def update(self) -> str:
        activation = ACTIVATIONS[self.gate]
        keep = float(activation(self.logit))
        left = keep ** STEPS.astype(float)
        self.curve.set_data(LOGITS, np.asarray(activation(LOGITS)))
        self.here.set_data([self.logit], [min(keep, 2.1)])
        self.memory.set_data(STEPS, left)
        top = max(1.2, 1.05 * left.max())
        self.right.set_ylim(-1.2 if keep < 0 else -0.05 * top, top)
        said = f"The gate is {keep:.3f}: "
        if keep > 1:
            return f"{said}the memory grows, to {left[40]:.2g} times its size after 40 steps."
        if keep < 0:
            return f"{said}the memory changes its sign at every step."
        said += f"after 40 steps {left[40]:.2g} of the memory is left"
        if 0.5 < keep < 1:
            return f"{said}, and half is left after {np.log(0.5) / np.log(keep):.1f} steps."
        return f"{said}."
