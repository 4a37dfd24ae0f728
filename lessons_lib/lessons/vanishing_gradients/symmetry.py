"""Hidden units that begin alike stay alike: gradient descent cannot tell them apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from lessons_lib.explorable import Choice, Live
from lessons_lib.lessons.vanishing_gradients.experiment import BATCH, DATA, EASY, press_play
from lessons_lib.mlp import MLP
from lessons_lib.theory.gradients.racing import accuracy
from lessons_lib.training import training

Array = NDArray[Any]
UNITS, EPOCHS, RATE, VALUE = 4, 400, 1.0, 0.5
EQUAL, NEARLY, RANDOM = "all equal", "equal to 1 in 1000", "random"
BEST_LINE = 0.72  # of the points a straight line gets right, at most
GUESSING = np.log(2)  # the loss of the answer 1/2 to every point
REACH = 14.0
NEAR = 1.0  # units nearer than this are named together
LETTER = 0.62  # the width of a letter of a label, on the axis of the weights


class Track(NamedTuple):
    """The network; its hidden units' weights from the two inputs, (1 + epochs, 2, units); and
    the loss of each epoch, (epochs,)."""

    net: MLP
    weights: list[Array]
    losses: list[float]


def begun(start: str) -> MLP:
    """A 2-4-1 network, all of its weights 0.5 or nearly so, or random ones (Glorot's)."""
    net = MLP((2, UNITS, 1), "sigmoid", "logistic", seeds=[0])
    if start != RANDOM:
        rng = np.random.default_rng(0)
        for weights in net.weights:
            off = rng.uniform(-1e-3, 1e-3, weights.shape) * (start == NEARLY)
            weights[...] = VALUE * (1 + off)
    return net


class Symmetry(Live):
    """Four hidden units, each at the place of its two weights, while the network learns."""

    size = (9.8, 4.8)
    start = Choice(EQUAL, options=(EQUAL, NEARLY, RANDOM), label="weights at first", restarts=True)
    scenes = {
        "All weights equal": {},
        "Equal to one part in a thousand": {"start": NEARLY},
        "Random weights": {"start": RANDOM},
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
        panels = figure.subplot_mosaic([["units", "loss"], ["units", "points"]])
        left, right = panels["units"], panels["loss"]
        _draw_points(panels["points"])
        left.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH), aspect="equal")
        left.set(xlabel="weight from input x₁", ylabel="weight from input x₂")
        left.set_title("the four hidden units")
        self.paths = [left.plot([], [], linewidth=1.8)[0] for _ in range(UNITS)]
        (self.here,) = left.plot([], [], "o", markersize=11, color="C0")
        paper = {"facecolor": left.get_facecolor(), "edgecolor": "none", "pad": 0.5, "alpha": 0.8}
        look: dict[str, Any] = {"ha": "center", "va": "center", "bbox": paper}
        self.names = [left.text(0, 0, "", **look) for _ in range(UNITS)]
        right.set(xlim=(0, EPOCHS), ylim=(0, 0.85), xlabel="epoch", ylabel="loss")
        right.set_title("the network")
        (self.curve,) = right.plot([], [], color="C0", linestyle="-", label="loss")
        right.axhline(GUESSING, color="C5", linestyle="--", linewidth=1.5)
        self.hint = press_play(right)
        right.text(EPOCHS, GUESSING + 0.03, "always answering ½: ln 2", ha="right", va="bottom")

    def update(self) -> str:
        track: Track = self.progress or self._untrained()
        weights = np.array(track.weights)
        for path, unit in zip(self.paths, weights.transpose(2, 0, 1), strict=True):
            path.set_data(*unit.T)
        now = weights[-1]
        self.here.set_data(*now)
        self._name(now.T)
        self.curve.set_data(np.arange(1, len(track.losses) + 1), track.losses)
        self.hint.set_visible(not track.losses)
        right = accuracy(track.net, DATA[EASY])[0]
        return (
            f"After {len(track.losses)} epochs the weights of two hidden units differ by at most"
            f" {np.ptp(now, axis=1).max():.3f}, and the network gets {right:.0%} of the points"
            f" right. The best straight line gets {BEST_LINE:.0%}."
        )

    def _name(self, places: Array) -> None:
        """Name the units at `places` (units, 2); the first of those together names all."""
        together = np.abs(places[:, None] - places).max(-1) < NEAR
        for _ in range(UNITS):  # near to one that is near belongs to it as well
            together = together @ together
        taken = places
        for k, (text, place) in enumerate(zip(self.names, places, strict=True)):
            units = np.flatnonzero(together[k]) + 1
            first = units[0] == k + 1
            words = f"unit{'s' * (len(units) > 1)} {', '.join(map(str, units))}" if first else ""
            text.set_text(words)
            if first:
                spot = _free(place, len(words) * LETTER / 2, taken)
                text.set_position((float(spot[0]), float(spot[1])))
                taken = np.vstack([taken, spot])


def _free(place: Array, half: float, taken: Array) -> Array:
    """Where a label, of that half width, is farthest from what is `taken`: beside the point,
    above it or below it."""
    side = half + 1.0
    spots = place + np.array([(side, 0.0), (-side, 0.0), (0.0, 2.0), (0.0, -2.0)])
    gaps = np.abs(spots[:, None] - taken) / (side - 0.1, 1.9)
    room = np.minimum(gaps.max(-1).min(-1), 1.0) - (np.abs(spots) > REACH - half).any(-1)
    return np.asarray(spots[room.argmax()])


def _draw_points(axes: Axes) -> None:
    """The easy set: a disc in a ring."""
    X, y, *_ = DATA[EASY]
    looks = (("o", "C1", "class 0"), ("^", "C2", "class 1"))
    for kind, (marker, colour, label) in enumerate(looks):
        axes.scatter(X[y == kind, 0], X[y == kind, 1], s=12, marker=marker, c=colour, label=label)
    axes.set(aspect="equal", xlabel="x₁", ylabel="x₂", title="the points to tell apart")
    axes.legend(loc="upper left", bbox_to_anchor=(1, 1))
