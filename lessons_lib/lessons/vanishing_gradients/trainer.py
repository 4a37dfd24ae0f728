"""The slides' sequence as scenes of one live trainer."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.ticker import MaxNLocator

from lessons_lib.activations import sigmoid
from lessons_lib.explorable import Choice, Live, Slider
from lessons_lib.lessons.vanishing_gradients.experiment import (
    DATA,
    EASY,
    HARD,
    INITS,
    REPLICAS,
    SOLVED,
    UNITS,
    WIDE,
    Trained,
    gradient_norms,
    networks,
    trained,
)
from lessons_lib.theory.gradients.racing import accuracy

SIDE, REACH = 31, 1.25
AXIS = np.linspace(-REACH, REACH, SIDE)
GRID = np.stack(np.meshgrid(AXIS, AXIS), -1).reshape(-1, 2)
MOST_POINTS = 200  # of a loss curve: a screen shows no more
JITTER = np.random.default_rng(0).uniform(-0.35, 0.35, REPLICAS)


class Trainer(Live):
    """32 networks learning the same points: what they agree on, and how their gradients fare."""

    size = (10.4, 6.4)
    data_set = Choice(HARD, options=tuple(DATA), label="data", restarts=True)
    layers = Slider(1, min=1, max=6, step=1, label="hidden layers of 8", restarts=True)
    activation = Choice("sigmoid", options=("sigmoid", "tanh"), restarts=True)
    init = Choice("glorot", options=tuple(INITS), label="initial weights", restarts=True)
    learning_rate = Slider(0.5, min=0.05, max=5.0, step=0.05, log=True, label="learning rate η")
    scenes = {
        "Slide: one layer, easy": {"data_set": EASY},
        "Slide: one layer, hard": {},
        "Slide: two layers": {"layers": 2},
        "Slide: three layers": {"layers": 3},
        "Slide: four layers": {"layers": 4},
        "Two layers, η = 1": {"layers": 2, "learning_rate": 1.0},
        "Four layers, η = 1": {"layers": 4, "learning_rate": 1.0},
        "Four, larger weights": {"layers": 4, "learning_rate": 1.0, "init": WIDE},
    }

    def begin(self) -> Iterator[Trained]:
        net = self._untrained().net
        return trained(net, DATA[self.data_set], lambda _: self.learning_rate)

    def _untrained(self) -> Trained:
        return Trained(networks(self.layers, self.init, self.activation), 0, [])

    def draw(self, figure: Figure) -> None:
        places = figure.subplot_mosaic(
            [["mean", "spread", "accuracy"], ["loss", "loss", "gradient"]]
        )
        self.maps = [self._map(places[name], name) for name in ("mean", "spread")]
        figure.colorbar(self.maps[0], ax=places["mean"], ticks=(0, 0.5, 1), shrink=0.8)
        figure.colorbar(self.maps[1], ax=places["spread"], ticks=(0, 0.25, 0.5), shrink=0.8)
        places["mean"].set_title("mean of 32 networks")
        places["spread"].set_title("their disagreement")
        self.points = [
            places["mean"].scatter([], [], s=14, marker=marker, c=colour, label=label)
            for marker, colour, label in (("o", "#5e2b00", "class 0"), ("^", "#2d004b", "class 1"))
        ]
        self.scores = places["accuracy"]
        self.scores.set(xlim=(-1, 1), ylim=(0.45, 1.02), xticks=(), title="accuracy, each network")
        (self.dots,) = self.scores.plot([], [], "o", color="C0", alpha=0.6, label="accuracy")
        (self.middle,) = self.scores.plot([-0.6, 0.6], [0, 0], "-", color="C1", linewidth=3)
        self.loss = places["loss"]
        self.loss.set(xlabel="epoch", ylabel="loss", xlim=(0, 100), ylim=(0, 0.9))
        self.curves = LineCollection([], colors="C0", linewidths=1, alpha=0.5)
        self.loss.add_collection(self.curves)
        (self.median,) = self.loss.plot([], [], color="C1", linestyle="-", label="median loss")
        self.loss.legend(loc="lower left")
        self.flow = places["gradient"]
        self.flow.set(yscale="log", ylim=(1e-7, 3), xlabel="layer", title="gradient in weights")
        self.flow.xaxis.set_major_locator(MaxNLocator(integer=True))
        self.spread = self.flow.fill_between([1, 2], [1, 1], [1, 1], color="C0", alpha=0.25)
        (self.norms,) = self.flow.plot([], [], "o-", color="C0", label="gradient norm")

    @staticmethod
    def _map(axes: Axes, name: str) -> AxesImage:
        axes.set(xticks=(-1, 0, 1), yticks=(-1, 0, 1))
        axes.grid(False)
        look = {"mean": ("PuOr", 0, 1), "spread": ("viridis", 0, 0.5)}[name]
        image = axes.imshow(
            np.zeros((SIDE, SIDE)),
            origin="lower",
            extent=(-REACH, REACH, -REACH, REACH),
            interpolation="bilinear",
            cmap=look[0],
            vmin=look[1],
            vmax=look[2],
        )
        image.set_label(name)
        return image

    def update(self) -> str:
        data = DATA[self.data_set]
        state = self.progress or self._untrained()
        self._show_surface(state)
        for cloud, kind in zip(self.points, (0, 1), strict=True):
            cloud.set_offsets(data.X[data.y == kind])
        self._show_losses(state)
        norms = gradient_norms(state.net, data)
        low, middle, high = np.maximum(np.quantile(norms, (0.25, 0.5, 0.75), axis=1), 1e-12)
        numbers = np.arange(1, self.layers + 2)
        self.flow.set_xlim(0.7, self.layers + 1.3)
        self.norms.set_data(numbers, middle)
        self.spread.set_data(numbers, low, high)
        right = accuracy(state.net, data)
        self.dots.set_data(JITTER, right)
        self.middle.set_ydata([np.median(right)] * 2)
        low, middle, high = np.quantile(right, (0.25, 0.5, 0.75))
        return (
            f"{self.layers} hidden layer{'s' * (self.layers > 1)} of {UNITS} {self.activation}"
            f" units after {state.epochs} epochs, now at η = {self.learning_rate:.2g}: median"
            f" accuracy {middle:.2f} (quartiles {low:.2f} to {high:.2f});"
            f" {(right >= SOLVED).sum()} of {REPLICAS} reach {SOLVED:.0%}. Median gradient norm:"
            f" {np.median(norms[0]):.1g} in the first layer,"
            f" {np.median(norms[-1]):.1g} in the last."
        )

    def _show_surface(self, state: Trained) -> None:
        p = sigmoid(state.net.logits(GRID)[..., 0])
        for image, values in zip(self.maps, (p.mean(0), p.std(0)), strict=True):
            image.set_data(values.reshape(SIDE, SIDE))

    def _show_losses(self, state: Trained) -> None:
        losses = np.array(state.losses).reshape(-1, REPLICAS)
        stride = max(1, len(losses) // MOST_POINTS)
        epochs = 1 + np.arange(len(losses))[::stride]
        self.curves.set_segments([np.c_[epochs, curve] for curve in losses[::stride].T])
        self.median.set_data(epochs, np.median(losses[::stride], 1))
        # The axis grows by halves, so that the background is seldom painted again.
        end = 100
        while end < state.epochs:
            end += end // 2
        self.loss.set_xlim(0, end)
