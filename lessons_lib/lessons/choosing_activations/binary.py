"""Two classes: logit, probability, threshold and calibration, on real data."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.activations import sigmoid
from lessons_lib.datasets import breast_cancer
from lessons_lib.explorable import Explorable, Slider
from lessons_lib.mlp import MLP
from lessons_lib.theory.approximation.one_layer import Array
from lessons_lib.training import train

FOLDS, BINS = 5, 6


@cache
def held_out_logits() -> tuple[Array, Array]:
    """Logits of 569 tumours, each from networks (median of 16 seeds) that never saw it, and
    their classes: 1 is benign."""
    data = breast_cancer()
    order = np.random.default_rng(0).permutation(len(data.X))
    logits = np.empty(len(data.X))
    for fold in range(FOLDS):
        test = order[fold::FOLDS]
        rest = np.setdiff1d(order, test)
        net = MLP((30, 8, 1), "relu", "logistic", seeds=range(16))
        train(net, data.X[rest], data.y[rest], epochs=25, learning_rate=0.05)
        logits[test] = np.median(net.logits(data.X[test])[..., 0], axis=0)
    return logits, data.y


def calibration(p: Array, y: Array, bins: int = BINS) -> tuple[Any, Any, Any]:
    """Mean probability, share of class 1, and count, in `bins` groups of equal width."""
    group = np.minimum((p * bins).astype(int), bins - 1)
    count = np.bincount(group, minlength=bins)
    full = count > 0
    mean = np.bincount(group, p, minlength=bins)[full] / count[full]
    share = np.bincount(group, y, minlength=bins)[full] / count[full]
    return mean, share, count[full]


class Threshold(Explorable):
    """Logits of tumours that the network never saw, a threshold, and how honest its odds are."""

    size = (9.4, 4.3)
    threshold = Slider(0.5, min=0.02, max=0.98, step=0.02, label="benign if p exceeds")
    scale = Slider(1.0, min=0.25, max=4.0, step=0.25, label="logits times")
    scenes = {
        "Threshold one half": {},
        "Miss fewer malignant tumours": {"threshold": 0.9},
        "Logits times four": {"scale": 4.0},
        "Logits divided by four": {"scale": 0.25},
    }

    def draw(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(3, 2))
        left.set(xlabel="logit z", ylabel="tumours", xlim=(-12, 12), ylim=(0, 70))
        self.edges = np.linspace(-12, 12, 33)
        self.bars = {
            label: left.stairs(
                np.zeros(32), self.edges, fill=True, alpha=0.55, color=colour, label=label
            )
            for label, colour in (("malignant", "C1"), ("benign", "C0"))
        }
        (self.line,) = left.plot([], [], color="C5", linestyle="-", label="threshold")
        left.legend(loc="upper left")
        right.set(xlabel="predicted p(benign)", ylabel="share that is benign", aspect="equal")
        right.set(xlim=(-0.03, 1.03), ylim=(-0.03, 1.03))
        right.plot([0, 1], [0, 1], color="C5", linestyle=":", linewidth=1.5, label="honest")
        (self.dots,) = right.plot([], [], "o-", color="C2", label="network")
        right.legend(loc="upper left")

    def update(self) -> str:
        logits, y = held_out_logits()
        z = self.scale * logits
        for label, value in (("malignant", 0), ("benign", 1)):
            inside = np.clip(z[y == value], -11.99, 11.99)
            self.bars[label].set_data(np.histogram(inside, self.edges)[0])
        at = np.log(self.threshold / (1 - self.threshold))
        self.line.set_data([at, at], [0, 70])
        p = sigmoid(z)
        mean, share, count = calibration(p, y)
        self.dots.set_data(mean, share)
        benign = p > self.threshold
        missed, alarms = int(np.sum(benign & (y == 0))), int(np.sum(~benign & (y == 1)))
        gap = float(np.sum(count * np.abs(mean - share)) / len(y))
        return (
            f"p > {self.threshold:.2f} is z > {at:.2f}: {missed} of {np.sum(y == 0)} malignant"
            f" tumours missed, {alarms} of {np.sum(y == 1)} benign ones called malignant;"
            f" calibration error {gap:.3f}."
        )
