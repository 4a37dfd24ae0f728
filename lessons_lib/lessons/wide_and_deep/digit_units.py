"""What the hidden units of a network respond to that reads digits."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.datasets import digits
from lessons_lib.explorable import Explorable, Slider
from lessons_lib.lessons.wide_and_deep.tiles import frame, framed, montage, numbered
from lessons_lib.lessons.wide_and_deep.watched import restored
from lessons_lib.mlp import MLP
from lessons_lib.theory.depth.tent import Array

TOP = 20
NONE = "it responds to no image"


@lru_cache(maxsize=2)
def digit_responses(seed: int) -> Array:
    """The response of each of the 16 units to each digit, (n, 16)."""
    return np.asarray(restored().forward(digits().X).activations[0][seed])


def strongest(seed: int, unit: int) -> Array:
    """Numbers of the 20 digits to which the unit responds most."""
    return np.argsort(-digit_responses(seed)[:, unit], kind="stable")[:TOP]


def heights(y: Array) -> Array:
    """Where each image's dot lies in the row of its digit, (n,): equally dense in every part."""
    golden = (np.arange(len(y)) * (np.sqrt(5) - 1) / 2) % 1
    return y + 0.7 * (golden - 0.5)


def right_without(net: MLP, unit: int, replica: int) -> Array:
    """Which digits (n,) are told right if that hidden unit always gave 0 (-1: none does)."""
    (W, V), (b, d) = net.weights, net.biases
    a = np.maximum(digits().X @ W[replica] + b[replica], 0)
    if unit >= 0:
        a[:, unit] = 0
    said = (a @ V[replica] + d[replica]).argmax(-1)
    return np.asarray(said == digits().y)


class DigitUnits(Explorable):
    """Sixteen hidden units of a network that reads digits, and what one of them responds to."""

    size = (10.4, 5.6)
    unit = Slider(16, min=1, max=16, step=1)
    seed = Slider(0, min=0, max=1, step=1, label="network (its seed)")
    scenes = {
        "Twenty images of one digit": {},
        "Twenty ones, and no detector of ones": {"unit": 1},
        "Images of several digits": {"unit": 9},
    }

    def draw(self, figure: Figure) -> None:
        grid = figure.add_gridspec(2, 2, width_ratios=(1, 1.2), height_ratios=(1, 2.4))
        left = figure.add_subplot(grid[:, 0])
        right, below = (figure.add_subplot(grid[row, 1]) for row in (0, 1))
        weights = restored().weights[0]
        most = float(np.abs(weights).max())
        self.weights = left.imshow(montage(np.zeros((16, 8, 8)), 4), vmin=-most, vmax=most)
        left.set(title="Weights of units 1 to 16", xlabel="violet: above 0, orange: below 0")
        left.set(xticks=[], yticks=[])
        left.spines[:].set_visible(False)
        self.top = right.imshow(montage(np.zeros((TOP, 8, 8)), 10), "cividis", vmin=0, vmax=1)
        self.above, self.below = right, below
        numbered(left, [str(k + 1) for k in range(16)], 4, 8)
        left.grid(False)
        right.set_axis_off()
        self.frame = frame(left)
        self._rows()

    def _rows(self) -> None:
        """A row for each digit: a dot for each image, and how many of them lie above 0."""
        below = self.below
        (self.all,) = below.plot([], [], "o", color="C0", markersize=3, label="one image")
        (self.twenty,) = below.plot(
            [], [], "s", color="C1", markersize=6, label=f"one of the {TOP} above"
        )
        self.all.set_alpha(0.6)
        beside = below.get_yaxis_transform()
        self.shares = [
            below.text(1.01, k, "", va="center", transform=beside, fontsize=11) for k in range(10)
        ]
        below.text(1.01, -0.85, "above 0", va="center", transform=beside, fontsize=11)
        below.set(xlabel="response", ylabel="digit", ylim=(9.6, -0.6), yticks=range(10))
        below.grid(axis="y", visible=False)
        below.figure.legend(
            handles=[self.all, self.twenty], loc="outside lower right", ncols=2, markerscale=1.5
        )

    def update(self) -> str:
        unit = self.unit - 1
        weights = restored().weights[0][self.seed]
        self.weights.set_data(montage(weights.T.reshape(16, 8, 8), 4))
        self.frame.set_data(*framed(unit, 4, 8))
        response, y = digit_responses(self.seed)[:, unit], digits().y
        self.all.set_data(response, heights(y))
        for digit, text in enumerate(self.shares):
            text.set_text(f"{100 * (response[y == digit] > 0).mean():.0f} %")
        far = max(float(response.max()), 0.1)
        self.below.set_xlim(-0.04 * far, 1.04 * far)
        self.below.set_title(f"Response of unit {self.unit} to each of {len(y)} images")
        if not (response > 0).any():
            self.top.set_data(montage(np.full((TOP, 8, 8), np.nan), 10))
            self.above.set_title(f"Unit {self.unit} is dead: {NONE}")
            self.twenty.set_data([], [])
            return f"Unit {self.unit} is dead: {NONE}. It gives 0 for all {len(y)} of them."
        top = strongest(self.seed, unit)
        self.twenty.set_data(response[top], heights(y)[top])
        self.top.set_data(montage(digits().X[top].reshape(-1, 8, 8), 10))
        self.above.set_title(f"The {TOP} images to which unit {self.unit} responds most")
        return self._words(top)

    def _words(self, top: Array) -> str:
        y, net = digits().y, restored()
        counts = np.bincount(y[top], minlength=10)
        told = ", ".join(
            f"{counts[k]} of the digit {k}" for k in np.argsort(-counts, kind="stable") if counts[k]
        )
        digit, response = int(counts.argmax()), digit_responses(self.seed)[:, self.unit - 1]
        whole, silenced = (right_without(net, unit, self.seed) for unit in (-1, self.unit - 1))
        (before, after), (others, left) = (
            [100 * right[of].mean() for right in (whole, silenced)]
            for of in (y == digit, y != digit)
        )
        return (
            f"The {TOP} images to which unit {self.unit} responds most: {told}. It responds to"
            f" {100 * (response > 0).mean():.0f} % of all images, and"
            f" {100 * (y[response > 0] == digit).mean():.0f} % of these show the digit {digit}."
            f" With this one unit silenced, {after:.0f} % of the images of the digit {digit} are"
            f" told right instead of {before:.0f} %, and {left:.0f} % of the others instead of"
            f" {others:.0f} %."
        )
