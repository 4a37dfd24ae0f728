"""Three activations, their derivatives, and what a product of L derivatives does."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.activations import relu, sigmoid, tanh
from lessons_lib.explorable import Choice, Explorable, Slider
from lessons_lib.theory.gradients.slopes import Array, root_mean_square, same_everywhere

Z = np.linspace(-5.0, 5.0, 501)
LAYERS = np.arange(1, 31)
LOOKS = (("sigmoid", sigmoid, "C0", "-"), ("tanh", tanh, "C2", "-."), ("ReLU", relu, "C1", "--"))
ALIKE = "the same z"
DRAWN = {"normal z, standard deviation 1": 1.0, "normal z, standard deviation 10": 10.0}
FLOOR = 1e-24


class Derivatives(Explorable):
    """Activation and derivative at a pre-activation z, and the product of one factor per layer."""

    size = (11.0, 4.2)
    z = Slider(1.0, min=-5.0, max=5.0, step=0.1, label="pre-activation z")
    layers = Slider(10, min=1, max=30, step=1, label="layers L")
    each = Choice(ALIKE, options=(ALIKE, *DRAWN), label="each layer has")
    scenes = {
        "Near 0": {"z": 0.1},
        "A moderate pre-activation": {},
        "Saturated": {"z": 4.0},
        "Negative: ReLU is off": {"z": -1.0},
        "A random z in each layer": {"each": next(iter(DRAWN))},
        "The same, ten times as large": {"each": [*DRAWN][1]},
    }

    def hidden(self) -> tuple[str, ...]:
        return ("z",) if self.each in DRAWN else ()

    def draw(self, figure: Figure) -> None:
        first, left, right = figure.subplots(1, 3)
        first.set(xlabel="pre-activation z", ylabel="activation", xlim=(-5, 5), ylim=(-1.3, 5.2))
        left.set(xlabel="pre-activation z", ylabel="derivative", xlim=(-5, 5), ylim=(-0.05, 1.1))
        right.set(xlabel="layers L", ylabel="product of L derivatives", yscale="log")
        right.set(xlim=(0, 31), ylim=(FLOOR / 30, 1e3))
        self.density = left.fill_between(Z, 0 * Z, 0 * Z, color="C5", alpha=0.25, linewidth=0)
        self.named = left.text(1.8, 0.28, "density of z", color="C5", fontsize=11)
        for name, phi, colour, dashes in LOOKS:
            slopes = np.where((Z == 0) & (phi is relu), np.nan, phi.derivative(Z))  # a jump
            first.plot(Z, phi(Z), color=colour, linestyle=dashes, label=name)
            left.plot(Z, slopes, color=colour, linestyle=dashes, label=name)
        self.outputs = self._points(first, "o", "at z")
        self.here = self._points(left, "o", "at z")
        self.products = [
            right.plot([], [], color=colour, linestyle=dashes, label=name)[0]
            for name, _, colour, dashes in LOOKS
        ]
        self.now, self.less = self._points(right, "o", "at L"), self._points(right, "v", "less")
        self.note = right.text(0.98, 0.95, "", color="C5", ha="right", transform=right.transAxes)
        curves = left.lines[: len(LOOKS)]
        left.legend(handles=curves, loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3)

    @staticmethod
    def _points(axes: Any, marker: str, name: str) -> Any:
        """A point on each of the three curves, in the curve's colour."""
        return [
            axes.plot([], [], marker, color=colour, markersize=9, label=f"{label} {name}")[0]
            for label, _, colour, _ in LOOKS
        ]

    def update(self) -> str:
        deviation = DRAWN.get(self.each, 0.0)
        products = np.array(
            [
                root_mean_square(phi, deviation, LAYERS)
                if deviation
                else same_everywhere(phi, self.z, LAYERS)
                for _, phi, _, _ in LOOKS
            ]
        )
        for line, product in zip(self.products, products, strict=True):
            line.set_data(LAYERS, np.where(product > 0, product, np.nan))
        for points, of in ((self.outputs, "__call__"), (self.here, "derivative")):
            heights = [float(getattr(phi, of)(self.z)) for _, phi, _, _ in LOOKS]
            _place(points, self.z, heights, not deviation)
        ends = products[:, self.layers - 1]
        _place(self.now, self.layers, ends, ends >= FLOOR)
        _place(self.less, self.layers, np.full(3, FLOOR), ends < FLOOR)
        self.note.set_text("▼ below $10^{-24}$, or 0" if (ends < FLOOR).any() else "")
        self._show_density(deviation)
        return self._words(products[:, 0], ends)

    def _show_density(self, deviation: float) -> None:
        for artist in (self.density, self.named):
            artist.set_visible(deviation > 0)
        if deviation:
            heights = np.exp(-((Z / deviation) ** 2) / 2) / (deviation * np.sqrt(2 * np.pi))
            self.density.set_data(Z, 0, heights)

    def _words(self, first: Array, ends: Array) -> str:
        found = "; ".join(
            f"{name} {slope:.3g}, product {end:.2g}"
            for (name, *_), slope, end in zip(LOOKS, first, ends, strict=True)
        )
        if self.each in DRAWN:
            return (
                "z is drawn anew in each layer, from a normal distribution of mean 0 and standard"
                f" deviation {DRAWN[self.each]:g}. Root mean square of the derivative,"
                f" and of the product of {self.layers} of them: {found}. Half of ReLU's"
                " derivatives are 0."
            )
        return (
            f"Derivative at z = {self.z:g}, and product over {_layers(self.layers)} with this z:"
            f" {found}."
        )


def _layers(number: int) -> str:
    return "1 layer" if number == 1 else f"{number} layers"


def _place(points: Any, x: float, heights: Any, shown: Any) -> None:
    """Move each point to its height at x; those that are not shown have no place."""
    for point, height, there in zip(points, heights, np.broadcast_to(shown, 3), strict=True):
        point.set_data([x] if there else [], [height] if there else [])
