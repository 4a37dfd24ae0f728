"""Without a nonlinearity all layers are one linear map."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Explorable, Slider
from lessons_lib.lessons.choosing_activations.names import TOLD
from lessons_lib.mlp import MLP
from lessons_lib.theory.approximation.one_layer import Array

WIDTH = 16
SIDE = np.linspace(-1.0, 1.0, 9)
FINE = np.linspace(-1.0, 1.0, 41)
# The lines of a square grid, each as points along it, (lines, points, 2).
GRID = np.array(
    [np.stack([np.full(41, s), FINE], 1) for s in SIDE]
    + [np.stack([FINE, np.full(41, s)], 1) for s in SIDE]
)
# Each kind of unit with the rule for its first weights (lesson 07).
STARTS = {
    "identity": "glorot",
    "relu": "he",
    "leaky_relu": "he",
    "gelu": "he",
    "tanh": "he",
}


def network(activation: str, depth: int, seed: int) -> MLP:
    """2 inputs, `depth` hidden layers of 16, 2 outputs; biases random too."""
    sizes = (2, *[WIDTH] * depth, 2)
    net = MLP(sizes, activation, "squared_error", seeds=(seed,), init=STARTS[activation])
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


def closest_layer(X: Array, given: Array) -> tuple[Array, Array]:
    """Matrix (2, 2) and bias (2,) of the one linear layer closest to `given` (n, 2) on X (n, 2)."""
    ones = np.c_[X, np.ones(len(X))]
    *matrix, bias = np.linalg.lstsq(ones, given, rcond=None)[0]
    return np.array(matrix), bias


class Collapse(Explorable):
    """A square grid through a deep network and the closest single layer, each about its centre."""

    size = (9.8, 4.4)
    depth = Slider(4, min=1, max=8, step=1, label="hidden layers")
    activation = Choice("identity", options=tuple(STARTS))
    seed = Slider(0, min=0, max=20, step=1, label="seed of the weights")
    scenes = {
        "Four linear layers": {},
        "Six linear layers": {"depth": 6},
        "Four layers of ReLU": {"activation": "relu"},
        "Eight layers of tanh": {"activation": "tanh", "depth": 8},
    }

    def draw(self, figure: Figure) -> None:
        self.panels = figure.subplots(1, 3, sharex=True, sharey=True)
        titles = ("the grid that goes in", "after the network", "closest single layer:\nW\nand")
        for axes, title in zip(self.panels, titles, strict=True):
            axes.set(title=title, aspect="equal", xlabel="output 1, from the centre")
        self.panels[2].title.set_fontsize(12)
        self.panels[0].set(xlabel="input 1, from the centre", ylabel="input or output 2")
        self.lines = [
            [axes.plot([], [], color=c, linestyle="-", linewidth=1.2, label="_")[0] for _ in GRID]
            for axes, c in zip(self.panels, ("C5", "C0", "C1"), strict=True)
        ]

    def update(self) -> str:
        net, X = network(self.activation, self.depth, self.seed), GRID.reshape(-1, 2)
        deep = net.predict(X)[0]
        matrix, bias = closest_layer(X, deep)
        single = X @ matrix + bias
        shown = [points - points.mean(0) for points in (X, deep, single)]
        for lines, mapped in zip(self.lines, shown, strict=True):
            for line, points in zip(lines, mapped.reshape(GRID.shape), strict=True):
                line.set_data(*points.T)
        rows = ["({:.2f}, {:.2f})".format(*row).replace("-", "−") for row in matrix]
        self.panels[2].set_title(f"closest single layer:\nW has rows {rows[0]}\nand {rows[1]}")
        reach = 1.06 * max(np.abs(points).max() for points in shown)
        self.panels[0].set(xlim=(-reach, reach), ylim=(-reach, reach))
        said = (
            f"{self.depth} hidden layer{'s' * (self.depth > 1)} of {WIDTH} units with"
            f" {TOLD[self.activation]}, {net.n_parameters} parameters."
        )
        missed = np.linalg.norm(deep - single, axis=1).mean()
        if missed < 1e-9:
            return (
                f"{said} One layer with 6 numbers gives the same image, to rounding: its W is the"
                f" product of its {self.depth + 1} weight matrices."
            )
        return (
            f"{said} No single layer gives this image: the closest one puts the points"
            f" {missed:.2f} from their places, on average."
        )
