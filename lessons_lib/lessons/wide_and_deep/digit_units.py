"""What the hidden units of a network respond to that reads digits."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Explorable, Slider
from lessons_lib.lessons.wide_and_deep.tiles import frame, framed, montage, numbered
from lessons_lib.lessons.wide_and_deep.units import OFF, right_without
from lessons_lib.lessons.wide_and_deep.watched import data_set, restored
from lessons_lib.theory.depth.tent import Array

TOP = 20


@lru_cache(maxsize=2)
def digit_responses(seed: int) -> Array:
    """The response of each of the 16 units to each digit, (n, 16)."""
    return np.asarray(restored("digits").forward(data_set("digits").X).activations[0][seed])


def strongest(seed: int, unit: int) -> Array:
    """Numbers of the 20 digits to which the unit responds most."""
    return np.argsort(-digit_responses(seed)[:, unit], kind="stable")[:TOP]


def means(seed: int, unit: int) -> Array:
    """The unit's mean response to the images of each digit, (10,)."""
    response, y = digit_responses(seed)[:, unit], data_set("digits").y
    return np.array([response[y == digit].mean() for digit in range(10)])


class DigitUnits(Explorable):
    """Sixteen hidden units of a network that reads digits, and what one of them responds to."""

    size = (10.4, 5.2)
    unit = Slider(16, min=1, max=16, step=1)
    seed = Slider(0, min=0, max=1, step=1, label="network (its seed)")
    scenes = {
        "Twenty images of one digit": {},
        "Twenty ones, and no detector of ones": {"unit": 1},
        "Images of several digits": {"unit": 9},
        "A dead unit": {"unit": 14},
    }

    def draw(self, figure: Figure) -> None:
        grid = figure.add_gridspec(2, 2, width_ratios=(1, 1.35), height_ratios=(1, 1.35))
        left = figure.add_subplot(grid[:, 0])
        right, below = (figure.add_subplot(grid[row, 1]) for row in (0, 1))
        weights = restored("digits").weights[0]
        most = float(np.abs(weights).max())
        self.weights = left.imshow(montage(np.zeros((16, 8, 8)), 4), vmin=-most, vmax=most)
        left.set(title="Units 1 to 16: weights of the pixels")
        bar = figure.colorbar(self.weights, ax=left, location="bottom", shrink=0.7)
        bar.set_ticks([-most, 0, most], labels=[f"{-most:.1f}", "0", f"{most:.1f}"])
        self.top = right.imshow(montage(np.zeros((TOP, 8, 8)), 10), "cividis", vmin=0, vmax=1)
        self.titles = right, below
        numbered(left, [str(k + 1) for k in range(16)], 4, 8)
        self.names = numbered(right, [""] * TOP, 10, 8)
        for axes in (left, right):
            axes.set_axis_off()
        self.frame = frame(left)
        self.bars = below.bar(range(10), np.zeros(10), color="C0", label="mean response")
        self.numbers = [below.text(digit, 0, "", ha="center", va="bottom") for digit in range(10)]
        below.set(xlabel="digit", ylabel="mean response", xlim=(-0.6, 9.6), xticks=range(10))
        below.grid(False)

    def update(self) -> str:
        data, unit = data_set("digits"), self.unit - 1
        weights = restored("digits").weights[0][self.seed]
        self.weights.set_data(montage(weights.T.reshape(16, 8, 8), 4))
        self.frame.set_data(*framed(unit, 4, 8))
        response, mean = digit_responses(self.seed)[:, unit], means(self.seed, unit)
        for bar, text, height in zip(self.bars, self.numbers, mean, strict=True):
            bar.set_height(height)
            text.set_text(f"{height:.2f}")
            text.set_y(height)
        self.titles[1].set_ylim(0, max(1.25 * float(mean.max()), 0.1))
        self.titles[1].set_title(f"Mean response of unit {self.unit} to all images of each digit")
        if not (response > 0).any():
            self.top.set_data(montage(np.full((TOP, 8, 8), np.nan), 10))
            self.titles[0].set_title(f"Unit {self.unit} responds to no image")
            self._name([""] * TOP)
            return f"Unit {self.unit} is {OFF}: 0 of {len(response)} images of digits."
        top = strongest(self.seed, unit)
        self.top.set_data(montage(data.X[top].reshape(-1, 8, 8), 10))
        self.titles[0].set_title(f"The {TOP} images to which unit {self.unit} responds most")
        self._name([str(digit) for digit in data.y[top]])
        return self._words(top, mean)

    def _name(self, names: Sequence[str]) -> None:
        for text, name in zip(self.names, names, strict=True):
            text.set_text(name)
            text.set_visible(bool(name))

    def _words(self, top: Array, mean: Array) -> str:
        data, net = data_set("digits"), restored("digits")
        counts = np.bincount(data.y[top], minlength=10)
        told = ", ".join(
            f"{counts[k]} of the digit {k}" for k in np.argsort(-counts, kind="stable") if counts[k]
        )
        digit, response = int(counts.argmax()), digit_responses(self.seed)[:, self.unit - 1]
        part = 100 * (data.y[response > 0] == digit).mean()
        with_it, without = (
            [
                100 * right_without(net, 0, unit, self.seed, data.X[of], data.y[of])
                for of in (data.y == digit, data.y != digit)
            ]
            for unit in (-1, self.unit - 1)
        )
        return (
            f"The {TOP} images to which unit {self.unit} responds most: {told}. It responds to"
            f" {100 * (response > 0).mean():.0f} % of all images, and {part:.0f} % of these show"
            f" the digit {digit}. On average it responds most to the digit {mean.argmax()}"
            f" ({mean.max():.2f}). With this one unit silenced, {without[0]:.0f} % of the images of"
            f" the digit {digit} are told right instead of {with_it[0]:.0f} %, and"
            f" {without[1]:.0f} % of the others instead of {with_it[1]:.0f} %."
        )
