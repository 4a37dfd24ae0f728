"""Three derivatives on one axis, and what a product of L of them does."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.activations import relu, sigmoid, tanh
from lessons_lib.explorable import Choice, Explorable, Slider
from lessons_lib.theory.gradients.slopes import Array, root_mean_square, same_everywhere

Z = np.linspace(-5.0, 5.0, 501)
LAYERS = np.arange(1, 31)
LOOKS = (("sigmoid", sigmoid, "C0", "-"), ("tanh", tanh, "C2", "-."), ("ReLU", relu, "C1", "--"))
ALIKE, DRAWN = "the same z", "z from N(0, 1)"


class Derivatives(Explorable):
    """The derivative at a pre-activation z, and the product of one such factor per layer."""

    size = (9.4, 4.2)
    z = Slider(1.0, min=-5.0, max=5.0, step=0.1, label="pre-activation z")
    layers = Slider(10, min=1, max=30, step=1, label="layers L")
    each = Choice(ALIKE, options=(ALIKE, DRAWN), label="each layer has")
    scenes = {
        "Each at its steepest": {"z": 0.1},
        "A moderate pre-activation": {},
        "Saturated": {"z": 4.0},
        "Negative: ReLU is off": {"z": -1.0},
        "A random path": {"each": DRAWN},
    }

    def hidden(self) -> tuple[str, ...]:
        return ("z",) if self.each == DRAWN else ()

    def draw(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2)
        left.set(xlabel="pre-activation z", ylabel="derivative", xlim=(-5, 5), ylim=(-0.05, 1.35))
        right.set(xlabel="layers L", ylabel="product of L derivatives", yscale="log")
        right.set(xlim=(1, 30), ylim=(1e-20, 50))
        self.density = left.fill_between(
            Z, np.exp(-(Z**2) / 2) / np.sqrt(2 * np.pi), color="C5", alpha=0.25, linewidth=0
        )
        for name, phi, colour, dashes in LOOKS:
            left.plot(Z, phi.derivative(Z), color=colour, linestyle=dashes, label=f"{name}'")
        (self.here,) = left.plot([], [], "o", color="C5", markersize=9, label="at z")
        self.products = [
            right.plot([], [], color=colour, linestyle=dashes, label=name)[0]
            for name, _, colour, dashes in LOOKS
        ]
        (self.now,) = right.plot([], [], "o", color="C5", markersize=9, label="at L")
        left.legend(loc="upper left", ncols=2)

    def update(self) -> str:
        drawn = self.each == DRAWN
        products = np.array(
            [
                root_mean_square(phi, 1.0, LAYERS)
                if drawn
                else same_everywhere(phi, self.z, LAYERS)
                for _, phi, _, _ in LOOKS
            ]
        )
        products[products == 0] = np.nan  # no place on a logarithmic axis
        for line, product in zip(self.products, products, strict=True):
            line.set_data(LAYERS, product)
        ends = products[:, self.layers - 1]
        self.now.set_data(np.full(3, self.layers), ends)
        slopes = [np.nan if drawn else float(phi.derivative(self.z)) for _, phi, _, _ in LOOKS]
        self.here.set_data(np.full(3, self.z), slopes)
        self.density.set_visible(drawn)
        return self._words(products[:, 0], np.nan_to_num(ends))

    def _words(self, first: Array, ends: Array) -> str:
        found = ", ".join(
            f"{name} {slope:.3g} ({end:.2g})"
            for (name, *_), slope, end in zip(LOOKS, np.nan_to_num(first), ends, strict=True)
        )
        if self.each == DRAWN:
            return (
                f"With z drawn anew in each layer, root mean square of the derivative, and of the"
                f" product of {self.layers}: {found}. Half of ReLU's derivatives are 0."
            )
        return f"At z = {self.z:g} the derivative is, and its product over {self.layers}: {found}."
