"""The table of outputs, models and losses, each row live."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from lessons_lib.activations import sigmoid, softmax
from lessons_lib.explorable import Choice, Explorable, Slider
from lessons_lib.losses import logistic_loss, softmax_cross_entropy, squared_error

Array = NDArray[Any]
LOGITS = np.linspace(-6, 6, 121)


class Row(NamedTuple):
    """A model of the targets; functions of the last layer's value z and the target t."""

    model: str
    activation: str
    output: Callable[[Array], Array]
    loss: Callable[[Array, float], Array]


def _three(z: Array) -> Array:
    """Logits of three classes: the first is z, the others 0."""
    return np.stack([z, np.zeros_like(z), np.zeros_like(z)], -1)


def _softmax_loss(z: Array, t: float) -> Array:
    rest = (1 - t) / 2
    rows = np.broadcast_to([t, rest, rest], (*z.shape, 3))
    return softmax_cross_entropy(_three(z), rows)


ROWS: Mapping[str, Row] = {
    "a number": Row(
        "Gaussian",
        "identity",
        lambda z: z,
        lambda z, t: squared_error(z, np.full_like(z, t)) / 2,
    ),
    "yes or no": Row(
        "Bernoulli", "sigmoid", sigmoid, lambda z, t: logistic_loss(z, np.full_like(z, t))
    ),
    "one of three": Row(
        "categorical", "softmax (z, 0, 0)", lambda z: softmax(_three(z))[..., 0], _softmax_loss
    ),
}
LOSS_NAMES = {
    "a number": "half the squared error",
    "yes or no": "logistic loss",
    "one of three": "softmax cross-entropy",
}


class Rows(Explorable):
    """Output, model and loss belong together: in each row the gradient is p − t."""

    output = Choice("yes or no", options=tuple(ROWS), label="the target is")
    z = Slider(-2.0, min=-6.0, max=6.0, step=0.1, label="last layer gives z")
    t = Slider(1.0, min=0.0, max=1.0, step=0.1, label="target t")
    size = (9.5, 4.4)
    scenes = {
        "A number": {"output": "a number"},
        "Yes or no": {},
        "One of three": {"output": "one of three"},
        "A target that is a probability": {"t": 0.7, "z": 0.8},
    }

    def draw(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2)
        left.set(title="prediction and loss", xlabel="z", xlim=(-6, 6), ylim=(-1.5, 8))
        right.set(title="slope of the loss, and p − t", xlabel="z", xlim=(-6, 6), ylim=(-3, 3))
        (self.prediction,) = left.plot(LOGITS, LOGITS, "--", color="C1", label="prediction p")
        (self.loss,) = left.plot(LOGITS, LOGITS, "-", color="C0", label="loss")
        (self.dot,) = left.plot([], [], "D", color="C3", ms=10, label="loss here")
        left.legend(loc="upper center")
        (self.slope,) = right.plot(LOGITS, LOGITS, "-", color="C0", lw=6, alpha=0.4, label="slope")
        (self.error,) = right.plot(LOGITS, LOGITS, "--", color="C1", label="p − t")
        (self.mark,) = right.plot([], [], "D", color="C3", ms=10, label="slope here")
        right.legend(loc="upper left")

    def update(self) -> str:
        row, here = ROWS[self.output], np.array([self.z])
        loss, p = row.loss(here, self.t)[0], row.output(here)[0]
        self.prediction.set_data(LOGITS, row.output(LOGITS))
        self.loss.set_data(LOGITS, row.loss(LOGITS, self.t))
        self.dot.set_data([self.z], [loss])
        h = 1e-5
        slope = (row.loss(LOGITS + h, self.t) - row.loss(LOGITS - h, self.t)) / (2 * h)
        self.slope.set_data(LOGITS, slope)
        self.error.set_data(LOGITS, row.output(LOGITS) - self.t)
        self.mark.set_data([self.z], [p - self.t])
        return (
            f"Target {self.output}: {row.activation} output, {row.model} model,"
            f" {LOSS_NAMES[self.output]}. At z = {self.z:g}: p = {p:.3f}, loss {loss:.3f},"
            f" gradient p − t = {p - self.t:.3f}."
        )
