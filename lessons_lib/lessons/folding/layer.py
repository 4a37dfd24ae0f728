"""One hidden layer, step by step: pre-activation, ReLU, output weight, sum."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from lessons_lib.activations import relu
from lessons_lib.explorable import Choice, Explorable, Slider
from lessons_lib.mlp import MLP
from lessons_lib.theory.depth.pieces import pieces
from lessons_lib.theory.depth.tent import Array, folding_network, tent

READS = ("the input x", "the folded line g(x)")
LOOKS = (("C0", "-"), ("C1", "--"))
BESIDE = " (outside 0 to 1)"
STEPS = ("1. pre-activation z", "2. after the ReLU", "3. times v")


class HiddenLayer(Explorable):
    """Two ReLU units: what each makes of its input, and the sum that the layer gives."""

    size = (10.4, 4.8)
    reads = Choice(READS[0], options=READS, label="the units read")
    w1 = Slider(1.0, min=-2.0, max=2.0, step=0.1, label="weight w₁")
    b1 = Slider(0.0, min=-1.0, max=1.0, step=0.05, label="bias b₁")
    v1 = Slider(2.0, min=-6.0, max=6.0, step=0.5, label="output weight v₁")
    w2 = Slider(1.0, min=-2.0, max=2.0, step=0.1, label="weight w₂")
    b2 = Slider(-0.5, min=-1.0, max=1.0, step=0.05, label="bias b₂")
    v2 = Slider(1.0, min=-6.0, max=6.0, step=0.5, label="output weight v₂")
    scenes = {
        "Both units push upwards": {},
        "The second takes back what the first adds": {"v2": -2.0},
        "The second bends the line down": {"v2": -4.0},
        "The same two units read a folded line": {"reads": READS[1], "v2": -4.0},
    }

    def draw(self, figure: Figure) -> None:
        grid = figure.add_gridspec(2, 4, width_ratios=(3, 3, 3, 4))
        self.panels = [[figure.add_subplot(grid[k, i]) for i in range(3)] for k in (0, 1)]
        self.sum = figure.add_subplot(grid[:, 3], title="4. sum and bends")
        self.sum.set(xlabel="input x", xlim=(0, 1))
        for k, row in enumerate(self.panels):
            row[0].set_ylabel(f"unit {k + 1}")
        for i, title in enumerate(STEPS):
            self.panels[0][i].set_title(title)
            self.panels[1][i].set_xlabel("input x")
        self.curves = [[_curve(axes, k) for axes in row] for k, row in enumerate(self.panels)]
        (self.output,) = self.sum.plot([], [], color="C2", linestyle="-", label="output")
        (self.bends,) = self.sum.plot([], [], "o", color="C5", markersize=7, label="bends")

    @property
    def network(self) -> MLP:
        """The network with the layer's weights; below it the fold, if the units read that."""
        net = folding_network((2, 2) if self.reads == READS[1] else (2,))
        net.weights[-2][...] *= np.array([self.w1, self.w2])
        net.biases[-2][0, 0] = self.b1, self.b2
        net.weights[-1][0, :, 0] = self.v1, self.v2
        return net

    def steps(self, x: Array) -> Array:
        """Pre-activation, ReLU and weighted output of both units at x (n,): (2, 3, n)."""
        read = tent(x) if self.reads == READS[1] else x
        units = ((self.w1, self.b1, self.v1), (self.w2, self.b2, self.v2))
        z = np.array([w * read + b for w, b, _ in units])
        a = relu(z)
        return np.stack([z, a, [v * row for (*_, v), row in zip(units, a, strict=True)]], 1)

    def update(self) -> str:
        found = pieces(self.network, [0.0], [1.0])
        x, output = found.t[0], found.value[0]
        steps = self.steps(x)
        for row, curves in zip(steps, self.curves, strict=True):
            for values, curve in zip(row, curves, strict=True):
                curve.set_data(x, values)
        for i in range(3):
            most = max(1.0, float(np.abs(steps[:, i]).max()))
            for row in self.panels:
                row[i].set_ylim(-1.15 * most, 1.15 * most)
        bends = found.bends[0]
        self.output.set_data(x, output)
        self.bends.set_data(x[bends], output[bends])
        low, high = min(0.0, output.min()), max(1.0, output.max())
        self.sum.set_ylim(low - 0.08 * (high - low), high + 0.08 * (high - low))
        return self._words(x[bends], int(found.count[0]))

    def _words(self, bends: Array, count: int) -> str:
        read = "g(x)" if self.reads == READS[1] else "x"
        told = [
            f"unit {k} switches where {read} = {0 - b / w:.3g}{'' if 0 <= -b / w <= 1 else BESIDE}"
            if w
            else f"unit {k} never switches"
            for k, w, b in ((1, self.w1, self.b1), (2, self.w2, self.b2))
        ]
        where = f"It bends at x = {', '.join(f'{x:.3g}' for x in bends)}." if len(bends) else ""
        pieces = f"{count} straight piece{'s' * (count > 1)}"
        return f"{', '.join(told).capitalize()}. The output has {pieces}. {where}".strip()


def _curve(axes: Axes, unit: int) -> Line2D:
    axes.axhline(0, color="C5", linewidth=1, linestyle=":", label="_zero")
    colour, dashes = LOOKS[unit]
    axes.set_xlim(0, 1)
    return axes.plot([], [], color=colour, linestyle=dashes, label=f"unit {unit + 1}")[0]
