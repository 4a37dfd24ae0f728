"""What the hidden units of a network respond to that reads digits."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Explorable, Slider
from lessons_lib.lessons.wide_and_deep.tiles import frame, framed, montage, numbered
from lessons_lib.lessons.wide_and_deep.units import OFF
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


class DigitUnits(Explorable):
    """Sixteen hidden units of a network that reads digits, and what excites one most."""

    size = (9.8, 4.9)
    unit = Slider(1, min=1, max=16, step=1)
    seed = Slider(0, min=0, max=1, step=1, label="network (its seed)")
    scenes = {
        "A unit one might call zero": {"unit": 8},
        "A unit with no name": {"unit": 9},
        "A dead unit": {"unit": 14},
    }

    def draw(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(1, 1.2))
        weights = restored("digits").weights[0]
        most = float(np.abs(weights).max())
        self.weights = left.imshow(montage(np.zeros((16, 8, 8)), 4), vmin=-most, vmax=most)
        left.set(title="Units 1 to 16: weights from the pixels")
        bar = figure.colorbar(self.weights, ax=left, location="bottom", shrink=0.7)
        bar.set_ticks([-most, 0, most], labels=[f"{-most:.1f}", "0", f"{most:.1f}"])
        self.top = right.imshow(montage(np.zeros((TOP, 8, 8)), 5), "cividis", vmin=0, vmax=1)
        right.set(title="The 20 digits that excite it most, named")
        numbered(left, [str(k + 1) for k in range(16)], 4, 8)
        self.names = numbered(right, [""] * TOP, 5, 8)
        for axes in (left, right):
            axes.set_axis_off()
        self.frame = frame(left)

    def update(self) -> str:
        data, unit = data_set("digits"), self.unit - 1
        weights = restored("digits").weights[0][self.seed]
        self.weights.set_data(montage(weights.T.reshape(16, 8, 8), 4))
        self.frame.set_data(*framed(unit, 4, 8))
        response = digit_responses(self.seed)[:, unit]
        if not (response > 0).any():
            self.top.set_data(montage(np.full((TOP, 8, 8), np.nan), 5))
            self._name([""] * TOP)
            return f"Unit {self.unit} is {OFF}: 0 of {len(response)} digits."
        top = strongest(self.seed, unit)
        self.top.set_data(montage(data.X[top].reshape(-1, 8, 8), 5))
        self._name([str(digit) for digit in data.y[top]])
        return self._words(response, top)

    def _name(self, names: Sequence[str]) -> None:
        for text, name in zip(self.names, names, strict=True):
            text.set_text(name)
            text.set_visible(bool(name))

    def _words(self, response: Array, top: Array) -> str:
        y = data_set("digits").y
        counts = np.bincount(y[top], minlength=10)
        told = ", ".join(
            f"{counts[k]} times {k}" for k in np.argsort(-counts, kind="stable") if counts[k]
        )
        best = int(counts.argmax())
        return (
            f"The {TOP} digits that excite unit {self.unit} most: {told}. But it responds to"
            f" {100 * (response > 0).mean():.0f} % of all digits; of its response"
            f" {100 * response[y != best].sum() / response.sum():.0f} % goes to others than {best}."
        )
