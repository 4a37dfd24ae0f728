"""One class among several, or several labels at once: softmax beside sigmoids."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.activations import sigmoid, softmax
from lessons_lib.datasets import digits
from lessons_lib.explorable import Choice, Explorable, Slider
from lessons_lib.mlp import MLP
from lessons_lib.theory.approximation.one_layer import Array
from lessons_lib.training import train

GENRES = ("comedy", "crime", "romance")


class SigmoidsOrSoftmax(Explorable):
    """Three logits, read as three separate labels and as one choice among three."""

    size = (8.6, 4.0)
    z1 = Slider(2.0, min=-6.0, max=6.0, step=0.1, label="logit comedy")
    z2 = Slider(-1.0, min=-6.0, max=6.0, step=0.1, label="logit crime")
    z3 = Slider(1.5, min=-6.0, max=6.0, step=0.1, label="logit romance")
    scenes = {
        "A romantic comedy": {},
        "All three fit": {"z1": 3.0, "z2": 3.0, "z3": 3.0},
        "None fits": {"z1": -4.0, "z2": -4.0, "z3": -4.0},
        "One rises": {"z1": 6.0, "z2": -1.0, "z3": 1.5},
    }

    def draw(self, figure: Figure) -> None:
        panels = figure.subplots(1, 2, sharey=True)
        self.bars, self.numbers = [], []
        titles = ("sigmoids: which labels fit?", "softmax: which class is it?")
        for axes, title, colour in zip(panels, titles, ("C0", "C2"), strict=True):
            axes.set(title=title, ylim=(0, 1.12), xticks=range(3), xticklabels=GENRES)
            axes.grid(False)
            self.bars.append(axes.bar(range(3), np.ones(3), color=colour, width=0.6))
            self.numbers.append([axes.text(i, 0, "", ha="center", va="bottom") for i in range(3)])
        panels[0].set_ylabel("probability")

    def update(self) -> str:
        z = np.array([self.z1, self.z2, self.z3])
        separate, together = sigmoid(z), softmax(z)
        for bars, numbers, p in zip(self.bars, self.numbers, (separate, together), strict=True):
            for bar, number, value in zip(bars, numbers, p, strict=True):
                bar.set_height(value)
                number.set_y(value + 0.01)
                number.set_text(f"{value:.2f}")
        fit = [name for name, p in zip(GENRES, separate, strict=True) if p > 0.5] or ["none"]
        best = [name for name, at in zip(GENRES, z, strict=True) if at == z.max()]
        return (
            f"Sigmoids sum to {separate.sum():.2f}, labels above 1/2: {', '.join(fit)}."
            f" Softmax sums to {together.sum():.2f}, most probable: {', '.join(best)}."
        )


@cache
def trained_digits() -> tuple[MLP, Array, Array]:
    """A softmax network trained on the first half of the digits; the second half with it."""
    data = digits()
    net = MLP((64, 24, 10), "relu", "softmax_cross_entropy")
    train(net, data.X[:900], data.y[:900], epochs=25)
    return net, data.X[900:], data.y[900:]


@cache
def trained_labels() -> tuple[MLP, Array, Array]:
    """Sigmoid outputs trained on 300 documents with up to 5 topics (scikit-learn's generator);
    100 others with them."""
    from sklearn.datasets import make_multilabel_classification

    X, y = make_multilabel_classification(400, 20, n_classes=5, n_labels=2, random_state=0)
    X = (X - X.mean(0)) / X.std(0)
    net = MLP((20, 16, 5), "relu", "logistic")
    train(net, X[:300], y[:300], epochs=60)
    return net, X[300:], y[300:]


SETS = {"digits, one class each": trained_digits, "documents, several topics": trained_labels}


class RealLabels(Explorable):
    """Outputs of trained networks for examples they have not seen."""

    size = (8.6, 4.0)
    data_set = Choice(next(iter(SETS)), options=tuple(SETS), label="data")
    example = Slider(0, min=0, max=99, step=1)
    scenes = {
        "A digit": {},
        "A document": {"data_set": "documents, several topics"},
        "A document with several topics": {
            "data_set": "documents, several topics",
            "example": 8,
        },
    }

    def draw(self, figure: Figure) -> None:
        self.axes = figure.add_subplot(ylabel="probability", ylim=(0, 1.18), xlim=(-0.6, 9.6))
        self.axes.grid(False)
        self.bars = self.axes.bar(range(10), np.ones(10), color="C0", width=0.6)
        (self.truth,) = self.axes.plot(
            [], [], "v", color="C1", markersize=11, label="true", clip_on=False
        )
        self.axes.legend(loc="upper right")

    def update(self) -> str:
        net, X, y = SETS[self.data_set]()
        p: Any = net.predict(X[self.example : self.example + 1])[0, 0]
        several = len(p) < 10
        true = np.flatnonzero(y[self.example]) if several else np.array([y[self.example]])
        for bar, value in zip(self.bars, np.r_[p, np.zeros(10 - len(p))], strict=True):
            bar.set_height(value)
        self.truth.set_data(true, np.full(len(true), 1.08))
        names = [f"topic {i}" if several else str(i) for i in range(len(p))]
        self.axes.set_xticks(range(len(p)), names)
        self.axes.set_xlim(-0.6, len(p) - 0.4)
        said = np.flatnonzero(p > 0.5) if several else np.array([p.argmax()])
        words = [", ".join(map(str, group)) or "none" for group in (said, true)]
        kind = "topics" if several else "class"
        return f"Outputs sum to {p.sum():.2f}; predicted {kind}: {words[0]}; true: {words[1]}."
