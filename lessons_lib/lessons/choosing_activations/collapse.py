"""Without a nonlinearity all layers are one linear map."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Explorable, Slider
from lessons_lib.mlp import MLP
from lessons_lib.theory.approximation.one_layer import Array

SIDE = np.linspace(-1.0, 1.0, 9)
FINE = np.linspace(-1.0, 1.0, 41)
# The lines of a square grid, each as points along it, (lines, points, 2).
GRID = np.array(
    [np.stack([np.full(41, s), FINE], 1) for s in SIDE]
    + [np.stack([FINE, np.full(41, s)], 1) for s in SIDE]
)


def network(activation: str, depth: int, seed: int) -> MLP:
    """2 inputs, `depth` hidden layers of 6, 2 outputs; biases random too."""
    net = MLP((2, *[6] * depth, 2), activation, "squared_error", seeds=(seed,), init=0.45)
    rng = np.random.default_rng(seed)
    for bias in net.biases:
        bias[...] = rng.normal(0, 0.3, bias.shape)
    return net


def product(net: MLP) -> tuple[Array, Array]:
    """The one matrix and the one bias that a deep *linear* network equals."""
    matrix, bias = np.eye(net.sizes[0]), np.zeros(net.sizes[0])
    for w, b in zip(net.weights, net.biases, strict=True):
        matrix, bias = matrix @ w[0], bias @ w[0] + b[0, 0]
    return matrix, bias


class Collapse(Explorable):
    """A square grid through a deep network, and through the product of its matrices."""

    size = (8.6, 4.4)
    depth = Slider(4, min=1, max=12, step=1, label="hidden layers")
    activation = Choice("identity", options=("identity", "relu", "tanh", "leaky_relu"))
    seed = Slider(3, min=0, max=20, step=1, label="seed of the weights")
    scenes = {
        "Four linear layers": {},
        "Twelve linear layers": {"depth": 12},
        "The same with ReLU": {"activation": "relu"},
    }

    def draw(self, figure: Figure) -> None:
        self.panels = figure.subplots(1, 2)
        for axes, title in zip(
            self.panels, ("deep network", "product of its matrices"), strict=True
        ):
            axes.set(title=title, xlabel="output 1")
            # Labels of one width: the layout stays when the range changes.
            axes.yaxis.set_major_formatter(lambda y, _: f"{y:\u2007>7.3g}".replace("-", "−"))
        self.panels[0].set_ylabel("output 2")
        self.lines = [
            [axes.plot([], [], color=c, linestyle="-", linewidth=1.4, label="_")[0] for _ in GRID]
            for axes, c in zip(self.panels, ("C0", "C1"), strict=True)
        ]

    def update(self) -> str:
        net = network(self.activation, self.depth, self.seed)
        matrix, bias = product(net)
        deep = net.predict(GRID.reshape(-1, 2))[0].reshape(GRID.shape)
        flat = GRID @ matrix + bias
        for lines, mapped in zip(self.lines, (deep, flat), strict=True):
            for line, points in zip(lines, mapped, strict=True):
                line.set_data(*points.T)
        for axes, mapped in zip(self.panels, (deep, flat), strict=True):
            _frame(axes, mapped.reshape(-1, 2))
        gap = np.abs(deep - flat).max() / np.abs(flat).max()
        said = f"relative difference {gap:.2f}" if gap > 1e-9 else "equal to rounding"
        return (
            f"{self.depth} hidden layers with {self.activation}, {net.n_parameters} parameters:"
            f" against one 2 x 2 matrix and one bias (6 numbers): {said}."
        )


def _frame(axes: Axes, points: Array) -> None:
    """Show all points; a network may have shrunk the grid to almost nothing."""
    low, high = points.min(0), points.max(0)
    pad = 0.08 * (high - low) + 1e-9
    axes.set(xlim=(low[0] - pad[0], high[0] + pad[0]), ylim=(low[1] - pad[1], high[1] + pad[1]))
