"""Hidden units that begin alike stay alike: gradient descent cannot tell them apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from matplotlib.figure import Figure
from matplotlib.text import Text
from numpy.typing import NDArray

from lessons_lib.explorable import Choice, Live
from lessons_lib.lessons.vanishing_gradients.experiment import BATCH, DATA, EASY
from lessons_lib.mlp import MLP
from lessons_lib.theory.gradients.racing import accuracy
from lessons_lib.training import training

Array = NDArray[Any]
UNITS, EPOCHS, RATE, VALUE = 4, 400, 1.0, 0.5
EQUAL, NEARLY, GLOROT = "all equal", "equal to 1 in 1000", "Glorot"
BEST_LINE = 0.72  # of the points a straight line gets right, at most
GUESSING = np.log(2)  # the loss of the answer 1/2 to every point
REACH = 14.0
NEAR = 1.0  # units nearer than this are named together


class Track(NamedTuple):
    """The network; its hidden units' weights from the two inputs, (1 + epochs, 2, units); and
    the loss of each epoch, (epochs,)."""

    net: MLP
    weights: list[Array]
    losses: list[float]


def begun(start: str) -> MLP:
    """A 2-4-1 network, all of its weights 0.5 or nearly so, or Glorot's."""
    net = MLP((2, UNITS, 1), "sigmoid", "logistic", seeds=[0])
    if start != GLOROT:
        rng = np.random.default_rng(0)
        for weights in net.weights:
            off = rng.uniform(-1e-3, 1e-3, weights.shape) * (start == NEARLY)
            weights[...] = VALUE * (1 + off)
    return net


class Symmetry(Live):
    """Four hidden units, each at the place of its two weights, while the network learns."""

    size = (9.8, 4.8)
    start = Choice(EQUAL, options=(EQUAL, NEARLY, GLOROT), label="weights at first", restarts=True)
    scenes = {
        "All weights equal": {},
        "Equal to one part in a thousand": {"start": NEARLY},
        "Glorot's weights": {"start": GLOROT},
    }

    def begin(self) -> Iterator[Track]:
        track, data = self._untrained(), DATA[EASY]
        net = track.net
        options: dict[str, Any] = {"batch_size": BATCH, "learning_rate": RATE}
        for progress in training(net, data.X, data.y, epochs=EPOCHS, **options):
            track.weights.append(net.weights[0][0].copy())
            track.losses.append(float(progress.loss[0]))
            yield track

    def _untrained(self) -> Track:
        net = begun(self.start)
        return Track(net, [net.weights[0][0].copy()], [])

    def draw(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2)
        left.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH), aspect="equal")
        left.set(xlabel="weight from input x₁", ylabel="weight from input x₂")
        left.set_title("the four hidden units")
        self.paths = [left.plot([], [], linewidth=1.8)[0] for _ in range(UNITS)]
        (self.here,) = left.plot([], [], "o", markersize=11, color="C0")
        paper = {"facecolor": left.get_facecolor(), "edgecolor": "none", "pad": 0.5, "alpha": 0.8}
        self.names = [left.text(0, 0, "", va="center", bbox=paper) for _ in range(UNITS)]
        right.set(xlim=(0, EPOCHS), ylim=(0, 0.85), xlabel="epoch", ylabel="loss")
        right.set_title("the network")
        (self.curve,) = right.plot([], [], color="C0", linestyle="-", label="loss")
        right.axhline(GUESSING, color="C5", linestyle="--", linewidth=1.5)
        right.text(EPOCHS, GUESSING + 0.05, "always answering ½: ln 2", ha="right")

    def update(self) -> str:
        track: Track = self.progress or self._untrained()
        weights = np.array(track.weights)
        for path, unit in zip(self.paths, weights.transpose(2, 0, 1), strict=True):
            path.set_data(*unit.T)
        now = weights[-1]
        self.here.set_data(*now)
        for k, (text, place) in enumerate(zip(self.names, now.T, strict=True)):
            self._name(text, k, np.abs(now - place[:, None]).max(0) < NEAR)
            text.set_position((place[0] + 1.3, place[1]))
        self.curve.set_data(np.arange(1, len(track.losses) + 1), track.losses)
        right = accuracy(track.net, DATA[EASY])[0]
        return (
            f"After {len(track.losses)} epochs the weights of two hidden units differ by at most"
            f" {np.ptp(now, axis=1).max():.3f}, and the network gets {right:.0%} of the points"
            f" right. The best straight line gets {BEST_LINE:.0%}."
        )

    @staticmethod
    def _name(text: Text, unit: int, together: NDArray[np.bool_]) -> None:
        """The first of the units that lie together carries the numbers of all of them."""
        units = np.flatnonzero(together) + 1
        first = units[0] == unit + 1
        words = f"unit{'s' * (len(units) > 1)} {', '.join(map(str, units))}"
        text.set_text(words if first else "")
