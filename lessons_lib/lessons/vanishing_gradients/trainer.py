"""The slides' sequence as scenes of one live trainer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from lessons_lib.activations import sigmoid
from lessons_lib.explorable import Choice, Live, Slider
from lessons_lib.lessons.vanishing_gradients.experiment import (
    ADAM,
    DATA,
    DESCENT,
    EASY,
    GLOROT,
    HARD,
    INITS,
    RATES,
    REPLICAS,
    SOLVED,
    TIMES_4,
    UNITS,
    Trained,
    epochs_of,
    networks,
    press_play,
)
from lessons_lib.theory.gradients.racing import accuracy

Array = NDArray[Any]
SIDE, REACH = 31, 1.25
AXIS = np.linspace(-REACH, REACH, SIDE)
GRID = np.stack(np.meshgrid(AXIS, AXIS), -1).reshape(-1, 2)
MOST_POINTS, MOST_EPOCHS = 200, 2500  # points of a curve: a screen shows no more
EDGE = "#b0b0b0"  # of the points: seen on white and on black
GUESSING = np.log(2)  # the loss of the answer 1/2 to every point


class Trainer(Live):
    """32 networks learning the same points: their mean answer, accuracy and loss."""

    size = (10.4, 4.3)
    data_set = Choice(HARD, options=tuple(DATA), label="data", restarts=True)
    layers = Slider(1, min=1, max=6, step=1, label="hidden layers of 8", restarts=True)
    activation = Choice("sigmoid", options=("sigmoid", "tanh"), restarts=True)
    init = Choice(GLOROT, options=tuple(INITS), label="initial weights", restarts=True)
    optimiser = Choice(DESCENT, options=tuple(RATES), restarts=True)
    learning_rate = Slider(1.0, min=0.005, max=5.0, step=0.05, log=True, label="learning rate η")
    scenes = {
        "Slide: one layer, easy": {"data_set": EASY},
        "Slide: one layer, hard": {},
        "Slide: two layers": {"layers": 2},
        "Slide: three layers": {"layers": 3},
        "Slide: four layers": {"layers": 4},
        "Four layers, Adam": {"layers": 4, "optimiser": ADAM},
        "Four layers, weights times 4": {"layers": 4, "init": TIMES_4},
    }

    def changed(self, names: Iterable[str]) -> None:
        """Each optimiser begins with the learning rate that suits it."""
        super().changed(names)
        if "optimiser" in names and "learning_rate" not in names:
            self.values["learning_rate"] = RATES[self.optimiser]

    def begin(self) -> Iterator[Trained]:
        state, data = self._untrained(), DATA[self.data_set]
        steps = epochs_of(state.net, self.data_set, self.optimiser, self._rate, MOST_EPOCHS)
        for progress in steps:
            state.losses.append(progress.loss)
            state.accuracies.append(accuracy(state.net, data))
            yield state

    def _rate(self, _: int) -> float:
        """The learning rate may be moved while it trains."""
        return self.learning_rate

    def _untrained(self) -> Trained:
        return Trained(networks(self.layers, self.init, self.activation), [], [])

    def draw(self, figure: Figure) -> None:
        field, score, loss = figure.subplots(1, 3, width_ratios=(1.15, 1, 1))
        self._draw_map(figure, field)
        self.running = (score, loss)
        score.set(ylim=(0.4, 1.02), title="accuracy")
        loss.set(ylim=(0, 0.9), title="loss")
        self.each, self.middle = zip(*map(self._curves, self.running), strict=True)
        loss.axhline(GUESSING, color="C5", linestyle=":", linewidth=1.5)
        loss.text(0.98, 0.87, "dotted: always ½", ha="right", transform=loss.transAxes)
        self.hints = [press_play(axes) for axes in self.running]
        handles = [*self.points, self.middle[0]]
        figure.legend(handles=handles, loc="outside lower center", ncols=3, markerscale=1.8)

    @staticmethod
    def _curves(axes: Axes) -> tuple[LineCollection, Line2D]:
        each = LineCollection([], colors="C0", linewidths=1, alpha=0.4)
        axes.add_collection(each)
        axes.set(xlabel="epoch", xlim=(0, 100))
        (middle,) = axes.plot(
            [], [], color="C1", linestyle="-", label="median (thin: each of the 32 networks)"
        )
        return each, middle

    def _draw_map(self, figure: Figure, axes: Axes) -> None:
        axes.set(xticks=(-1, 0, 1), yticks=(-1, 0, 1), xlabel="x₁", ylabel="x₂")
        axes.set_title("mean answer of 32")
        axes.grid(False)
        self.image = axes.imshow(
            np.zeros((SIDE, SIDE)),
            origin="lower",
            extent=(-REACH, REACH, -REACH, REACH),
            interpolation="bilinear",
            cmap="PuOr",
            vmin=0,
            vmax=1,
        )
        self.image.set_label("mean")
        self.points = [
            axes.scatter([], [], s=16, marker=marker, c=colour, label=label, ec=EDGE, lw=0.8)
            for marker, colour, label in (("o", "#5e2b00", "class 0"), ("^", "#2d004b", "class 1"))
        ]
        figure.colorbar(self.image, ax=axes, ticks=(0, 0.5, 1), shrink=0.7)

    def update(self) -> str:
        data = DATA[self.data_set]
        state: Trained = self.progress or self._untrained()
        p = sigmoid(state.net.logits(GRID)[..., 0])
        self.image.set_data(p.mean(0).reshape(SIDE, SIDE))
        for cloud, kind in zip(self.points, (0, 1), strict=True):
            cloud.set_offsets(data.X[data.y == kind])
        self._show_curves(state)
        right = accuracy(state.net, data)
        low, middle, high = np.quantile(right, (0.25, 0.5, 0.75))
        plural = "s" * (self.layers > 1)
        return (
            f"{self.layers} hidden layer{plural} of {UNITS} {self.activation} units after"
            f" {len(state.losses)} epochs of {self.optimiser}, now at η ="
            f" {self.learning_rate:.2g}: the median accuracy is {middle:.0%} (quartiles {low:.0%}"
            f" to {high:.0%}), and {(right >= SOLVED).sum()} of {REPLICAS} networks have reached"
            f" {SOLVED:.0%}."
        )

    def _show_curves(self, state: Trained) -> None:
        stride = max(1, len(state.losses) // MOST_POINTS)
        epochs = 1 + np.arange(len(state.losses))[::stride]
        series = (state.accuracies[::stride], state.losses[::stride])
        for rows, each, middle in zip(series, self.each, self.middle, strict=True):
            values = np.array(rows).reshape(-1, REPLICAS)
            each.set_segments([np.c_[epochs, curve] for curve in values.T])
            middle.set_data(epochs, np.median(values, 1))
        # The axis grows by halves, so that the background is seldom painted again.
        end = 100
        while end < len(state.losses):
            end += end // 2
        for axes, hint in zip(self.running, self.hints, strict=True):
            axes.set_xlim(0, end)
            hint.set_visible(not state.losses)
