"""The named exception: sigmoid and tanh inside an LSTM's gates."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.activations import ACTIVATIONS, tanh
from lessons_lib.explorable import Choice, Explorable, Slider
from lessons_lib.theory.approximation.one_layer import Array

STEPS = np.arange(41)
LEAST = 1e-12  # the lowest gradient that is drawn


def plain_unit(weight: float, start: float) -> Array:
    """The slope of h_t in h_0 = `start` for a unit h_t = tanh(w h_{t-1}), (41,)."""
    h, slopes = start, [1.0]
    for _ in STEPS[1:]:
        slopes.append(slopes[-1] * weight * float(tanh.derivative(weight * h)))
        h = float(tanh(weight * h))
    return np.array(slopes)


class ForgetGate(Explorable):
    """A cell's memory under its forget gate, and the gradient that gets back through the steps."""

    size = (9.8, 4.3)
    logit = Slider(5.0, min=-6.0, max=6.0, step=0.1, label="logit of the gate")
    gate = Choice("sigmoid", options=("sigmoid", "tanh", "relu"), label="gate's activation")
    weight = Slider(1.0, min=0.2, max=3.0, step=0.1, label="weight w of the plain unit")
    start = Slider(0.5, min=0.1, max=1.0, step=0.1, label="its first state h₀")
    scenes = {
        "Keep": {},
        "Half after 14 steps": {"logit": 3.0},
        "Forget": {"logit": -3.0},
        "Half open": {"logit": 0.0},
        "Plain unit with weight 1.5": {"weight": 1.5},
        "Plain unit from 0.1": {"start": 0.1},
        "ReLU as a gate": {"gate": "relu", "logit": 1.2},
        "Tanh as a gate": {"gate": "tanh", "logit": -1.5},
    }

    def draw(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2)
        left.set(xlabel="time step", ylabel="memory that is left")
        left.set_xlim(-0.6, 40.6)
        left.yaxis.set_label_coords(-0.16, 0.5)  # room for a minus sign
        left.ticklabel_format(axis="y", scilimits=(-2, 2))
        left.axhspan(0, 1, color="C4", alpha=0.18, linewidth=0, label="a share: 0 to 1")
        (self.memory,) = left.plot(STEPS, STEPS, marker="o", color="C0", markersize=5)
        self.memory.set_label("memory")
        right.set(xlabel="steps back", ylabel="gradient that gets back", yscale="log")
        right.set_xlim(-0.6, 40.6)
        self.panels = left, right
        (self.cell,) = right.plot([], [], color="C0", marker="o", markersize=5, label="memory")
        (self.plain,) = right.plot([], [], color="C1", linestyle="--", label="plain tanh unit")
        self.beyond = right.text(39, 3e-4, "", ha="right", va="center")
        handles = [*left.patches, self.memory, self.plain]
        figure.legend(handles=handles, loc="outside upper left", ncols=3)

    def update(self) -> str:
        keep = float(ACTIVATIONS[self.gate](self.logit))
        with np.errstate(over="ignore"):
            left = keep ** STEPS.astype(float)
        self.memory.set_data(STEPS, left)
        self.cell.set_data(STEPS, np.abs(left))
        plain = plain_unit(self.weight, self.start)
        top = max(1.2, 1.05 * left.max())
        self.panels[0].set_ylim(-1.2 if keep < 0 else -0.05 * top, top)
        least = max(LEAST, min(np.abs(left).min(), plain.min()))
        self.panels[1].set_ylim(10 ** np.floor(np.log10(least)), max(10.0, 10 * left.max()))
        ends = (("memory", abs(left[40])), ("plain unit", plain[40]))
        lost = [f"{name}: {end:.1g} in the end" for name, end in ends if end < LEAST]
        self.beyond.set_text("\n".join(lost))
        self.plain.set_data(STEPS, plain)
        said = f"The gate is {keep:.3f}: "
        if keep > 1:
            said += f"memory grows, {left[10]:.3g} times after 10 steps. That is no gate."
        elif keep < 0:
            said += "memory changes its sign at every step. That is no gate."
        elif 0.5 < keep < 1:
            half = np.log(0.5) / np.log(keep)
            said += f"{left[10]:.1%} is left after 10 steps; half after {half:.1f} steps."
        else:
            said += f"{left[10]:.1%} is left after 10 steps."
        return (
            f"{said} Of the gradient, {abs(left[40]):.2g} gets back through 40 steps of the memory,"
            f" {plain[40]:.2g} through a plain tanh unit with weight"
            f" {self.weight:.1f} from {self.start:.1f}."
        )
