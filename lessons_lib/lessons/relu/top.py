"""The last hidden layer of a deep sigmoid network saturates early: Glorot and Bengio's finding."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from lessons_lib.activations import Activation, sigmoid
from lessons_lib.datasets import digits
from lessons_lib.explorable import Choice, Explorable, Spread
from lessons_lib.lessons.relu.runs import Array, stored_case
from lessons_lib.mlp import MLP
from lessons_lib.training import training

EXAMPLES, LAYERS, UNITS, REPLICAS = 1000, 4, 64, 8
EVERY = 50
# Uniform up to 1/sqrt(n) has this deviation; it was the usual rule before 2010.
OLD = float(1 / np.sqrt(3 * UNITS))
# At each end of its range, of this share of it, the slope is below a tenth of the largest:
# s (1 - s) < 1/40. The same for tanh(z) = 2 sigmoid(2z) - 1.
FLAT = float((1 - np.sqrt(0.9)) / 2)
LOOKS = (("C5", (0, (1, 1))), ("C2", "-."), ("C0", "--"), ("C1", "-"))


class CentredSigmoid(Activation):
    r"""The sigmoid less one half: the same slopes, but 0 where the slope is largest.

    .. math:: f(z) = \sigma(z) - 1/2

    Shapes: any -> same.
    """

    def __call__(self, z: ArrayLike) -> Array:
        return sigmoid(z) - sigmoid(z).dtype.type(0.5)

    def derivative(self, z: ArrayLike) -> Array:
        return sigmoid.derivative(z)


class Case(NamedTuple):
    """What is trained, and how; the ends of the activation's range."""

    activation: Any
    init: str | float = OLD
    batch: int = 20
    rate: float = 0.5
    optimiser: str = "sgd"
    steps: int = 7500
    ends: tuple[float, float] = (0.0, 1.0)


CASES = {
    "sigmoid": Case("sigmoid"),
    "sigmoid less 1/2": Case(CentredSigmoid(), ends=(-0.5, 0.5)),
    "sigmoid, rate 2": Case("sigmoid", rate=2.0, steps=2000),
    "sigmoid less 1/2, rate 2": Case(CentredSigmoid(), rate=2.0, steps=2000, ends=(-0.5, 0.5)),
    "sigmoid, Glorot's first weights": Case("sigmoid", init="glorot"),
    "sigmoid, Adam at rate 0.005": Case("sigmoid", rate=0.005, optimiser="adam"),
    "tanh": Case("tanh", ends=(-1.0, 1.0)),
}


class Snapshot(NamedTuple):
    """The mean activation of each hidden layer, (layers, replicas), and the share of the
    training examples that are classified right, (replicas,)."""

    means: Array
    right: Array


@cache
def data() -> tuple[Array, Array]:
    """The first 1000 of scikit-learn's digits: standardised pixels, (n, 64), and classes (n,)."""
    X = digits().X
    X = (X - X.mean(0)) / np.where(X.std(0) > 0, X.std(0), 1)
    return X[:EXAMPLES].astype(np.float32), digits().y[:EXAMPLES]


def snapshot(net: MLP) -> Snapshot:
    """Look at the networks as they are now."""
    X, y = data()
    *hidden, last = net.forward(X).activations
    means = np.array([a.mean((1, 2), dtype=float) for a in hidden])
    return Snapshot(means, (last.argmax(-1) == y).mean(-1))


def path(case: Case, steps: int, replicas: int = REPLICAS) -> Iterator[Snapshot]:
    """Train; a snapshot before the first step and after every 50 steps."""
    sizes = (UNITS, *[UNITS] * LAYERS, 10)
    net = MLP(
        sizes,
        case.activation,
        "softmax_cross_entropy",
        seeds=range(replicas),
        init=case.init,
        dtype=np.float32,
    )
    yield snapshot(net)
    an_epoch = EXAMPLES // case.batch
    for progress in training(
        net,
        *data(),
        epochs=steps // an_epoch,
        batch_size=case.batch,
        learning_rate=case.rate,
        optimiser=case.optimiser,
    ):
        if progress.epoch * an_epoch % EVERY == 0:
            yield snapshot(net)


class TopLayer(Explorable):
    """Mean activation of each hidden layer, and accuracy, of networks with 4 hidden layers."""

    size = (9.8, 4.4)
    case = Choice("sigmoid", options=tuple(CASES), label="hidden units and training")
    scenes = {
        "Glorot and Bengio's case": {},
        "The sigmoid less 1/2": {"case": "sigmoid less 1/2"},
        "Four times the rate": {"case": "sigmoid, rate 2"},
        "Both": {"case": "sigmoid less 1/2, rate 2"},
        "Glorot's first weights": {"case": "sigmoid, Glorot's first weights"},
        "Adam": {"case": "sigmoid, Adam at rate 0.005"},
        "Tanh": {"case": "tanh"},
    }

    def draw(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2)
        self.left = left
        left.set(xlabel="steps of training", ylabel="mean activation")
        right.set(xlabel="steps of training", ylabel="training accuracy")
        right.set_ylim(-0.03, 1.05)
        left.yaxis.set_label_coords(-0.18, 0.5)  # there is room for a sign before the ticks
        self.layers = [
            Spread(left, f"hidden layer {k}", colour=colour, linestyle=dashes)
            for k, (colour, dashes) in enumerate(LOOKS, 1)
        ]
        self.right = right
        self.accuracy = Spread(right, "accuracy", colour="C3", linestyle="-")
        grey = {"color": "C5", "alpha": 0.15, "linewidth": 0}
        self.flat = [left.axhspan(0, 1, label=name, **grey) for name in ("saturated", "_too")]
        left.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2, fontsize=11)

    def update(self) -> str:
        found, (low, high) = stored_case("TopLayer", self.case), CASES[self.case].ends
        steps = EVERY * np.arange(len(found["means"]))
        pairs = zip(self.layers, found["means"].swapaxes(0, 1), strict=True)
        medians = np.array([layer.show(steps, rows) for layer, rows in pairs])
        right = self.accuracy.show(steps, found["right"])
        every = 2500 if steps[-1] > 2500 else 500
        for axes in (self.left, self.right):
            axes.set(xlim=(0, steps[-1]), xticks=np.arange(0, steps[-1] + 1, every))
        self.left.set_ylim(low - 0.05 * (high - low), high + 0.05 * (high - low))
        edge = FLAT * (high - low)
        for span, bottom in zip(self.flat, (low, high - edge), strict=True):
            span.set(y=bottom, height=edge)
        furthest = int(np.abs(medians[-1] - medians[-1, 0]).argmax())
        return (
            f"{self.case[0].upper()}{self.case[1:]}; medians of {found['right'].shape[1]}"
            f" networks. The mean activation of hidden layer {LAYERS} begins at"
            f" {_small(medians[-1, 0])} and is furthest from there after {steps[furthest]} steps,"
            f" at {_small(medians[-1, furthest])}; that of layer 1 is then"
            f" {_small(medians[0, furthest])}. {_arrival(steps, right)}"
        )

    @classmethod
    def run_all(cls) -> dict[str, Array]:
        """Train every case."""
        stored = {}
        for name, case in CASES.items():
            means, right = zip(*path(case, case.steps), strict=True)
            stored[f"TopLayer / {name} / means"] = np.array(means, np.float32)
            stored[f"TopLayer / {name} / right"] = np.array(right, np.float32)
            print("TopLayer", name, flush=True)
        return stored


def _small(mean: float) -> str:
    return f"{round(mean, 3) + 0.0:.3f}" if abs(mean) < 0.095 else f"{mean:.2f}"


def _arrival(steps: Array, right: Array) -> str:
    there = right >= 0.9
    if not there.any():
        return f"The accuracy is {right[-1]:.0%} after {steps[-1]} steps."
    return f"The accuracy reaches 90% after {steps[there.argmax()]} steps."
