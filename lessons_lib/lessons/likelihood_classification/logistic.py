"""Logistic regression: each point's likelihood as a length."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from lessons_lib.activations import sigmoid
from lessons_lib.explorable import Explorable, Slider
from lessons_lib.losses import logistic_loss
from lessons_lib.theory.likelihood.separable import X

Span = Callable[[list[int]], tuple[float, float]]
T = np.array([0.0, 0, 0, 0, 1, 0, 0, 1, 1, 0, 1, 1])
GRID = np.linspace(-3, 3, 121)
ENDS = (3.0, 6.0, 10.0, 16.5)  # the logits' axis ends at the first that holds them all
WIDE = 0.06  # of a digit, and of a comma with its space, in half the width of the logits' axis
LOGITS = np.linspace(-16.5, 16.5, 331)


def gradient(weight: float, bias: float) -> NDArray[Any]:
    """Of the mean loss, in weight and bias: the mean of (p - t) x and of p - t."""
    error = logistic_loss.gradient(weight * X + bias, T)
    return np.array([(error * X).mean(), error.mean()])


@cache
def best() -> tuple[float, float]:
    """Weight and bias of the greatest likelihood, by Newton's method."""
    theta, design = np.zeros(2), np.column_stack([X, np.ones_like(X)])
    for _ in range(30):
        slope = sigmoid.derivative(design @ theta)
        theta = theta - np.linalg.solve(design.T * slope @ design, len(X) * gradient(*theta))
    return round(float(theta[0]), 4), round(float(theta[1]), 4)


class LogisticFit(Explorable):
    """The likelihood of each point as a length, and its loss against its logit."""

    weight = Slider(1.0, min=-5.0, max=5.0, step=0.05)
    bias = Slider(0.0, min=-4.0, max=4.0, step=0.05)
    size = (9.5, 5.0)
    scenes = {
        "A first guess": {},
        "The greatest likelihood": {"weight": best()[0], "bias": best()[1]},
        "Undecided": {"weight": 0.0},
        "Too sure": {"weight": 5.0},
        "Confidently wrong": {"weight": -3.0},
    }

    def draw(self, figure: Figure) -> None:
        grid = figure.add_gridspec(2, 2, width_ratios=(1.3, 1))
        left = figure.add_subplot(grid[:, 0], xlabel="input x", ylabel="p = sigmoid(w x + b)")
        left.set(xlim=(-3, 3), ylim=(-0.12, 1.12), title="length: probability of what was seen")
        (self.curve,) = left.plot(GRID, GRID, "-", color="C5", label="p")
        self.stems = [
            left.plot(
                [x, x],
                [t, t],
                ls="-" if t else "--",
                color="C0" if t else "C1",
                lw=4,
                solid_capstyle="butt",
            )[0]
            for x, t in zip(X, T, strict=True)
        ]
        for t, mark in ((1.0, "o"), (0.0, "s")):
            left.plot(X[t == T], T[t == T], mark, color="C0" if t else "C1", label=f"t = {t:.0f}")
        for number, (x, t) in enumerate(zip(X, T, strict=True), 1):
            left.text(x, t + (0.035 if t else -0.105), str(number), ha="center", fontsize=11)
        figure.legend(*left.get_legend_handles_labels(), loc="outside upper left", ncols=3)
        self.right, self.numbers = [], []
        self.dots: list[tuple[Any, Callable[..., Any], float]] = []
        names = ("loss", "gradient p − t")
        functions: list[Callable[..., Any]] = [logistic_loss, logistic_loss.gradient]
        for row, f in enumerate(functions):
            axes = figure.add_subplot(grid[row, 1], ylabel=names[row], xlim=LOGITS[[0, -1]])
            for t, mark in ((1.0, "o"), (0.0, "s")):
                colour = "C0" if t else "C1"
                line = "-" if t else "--"
                axes.plot(LOGITS, f(LOGITS, np.full_like(LOGITS, t)), line, color=colour)
                (dots,) = axes.plot([], [], mark, color=colour, label=f"{names[row]}, t = {t:.0f}")
                self.dots.append((dots, f, t))
                self.numbers.append(_numbers(axes, -4 if row == 1 and t else 4, 4 if t else -4))
            self.right.append(axes)
        figure.axes[-1].set_xlabel("logit z = w x + b")

    def update(self) -> str:
        z = self.weight * X + self.bias
        p = sigmoid(z)
        self.curve.set_data(GRID, sigmoid(self.weight * GRID + self.bias))
        for stem, t, height in zip(self.stems, T, p, strict=True):
            stem.set_ydata([0, height] if t else [height, 1])
        end = next(end for end in ENDS if np.abs(z).max() <= 0.97 * end)
        for axes, top in zip(self.right, (1.12 * end, 1.35), strict=True):
            axes.set(xlim=(-end, end), ylim=(-0.07 * end if axes is self.right[0] else -top, top))
        for (dots, f, t), texts in zip(self.dots, self.numbers, strict=True):
            heights = f(z, T)
            dots.set_data(z[t == T], heights[t == T])
            # Where the two curves of the loss cross there is room for the large ones alone.
            named = (t == T) & ((f is not logistic_loss) | (heights > max(0.75, 0.13 * end)))
            for text in texts:
                text.set_text("")
            span = partial(_span, z, end, int(t))
            for text, group in zip(texts, _groups(z, named, span), strict=False):
                text.set_text(_joined(group))
                text.xy = span(group)[1 - int(t)], heights[group].mean()
        loss = logistic_loss(z, T)
        slope = gradient(self.weight, self.bias) + 0.0
        return (
            f"The likelihood L = {np.exp(-loss.sum()):.2g} is the product of the {len(X)} lengths;"
            f" ℓ = ln L = {-loss.sum():.2f}, and the mean loss is −ℓ/n = {loss.mean():.3f}. Its"
            f" gradient is {_told(slope[0])} in w and {_told(slope[1])} in b. {_largest(loss)}"
        )


def _groups(z: NDArray[Any], named: NDArray[Any], span: Span) -> list[list[int]]:
    """The named points in the order of their logits; those whose numbers would overlap, in one."""
    order = np.argsort(z)
    groups = [[int(point)] for point in order[named[order]]]
    here = 0
    while here < len(groups) - 1:
        if span(groups[here])[1] > span(groups[here + 1])[0]:
            groups[here : here + 2] = [sorted(groups[here] + groups[here + 1])]
            here = 0
        else:
            here += 1
    return groups


def _span(z: NDArray[Any], end: float, right: int, group: list[int]) -> tuple[float, float]:
    """From where to where the group's numbers reach, on an axis from -end to end.

    They begin at the group's mean logit (`right` is 1) or end there (0), or at the axis's end.
    """
    wide = WIDE * end * len(_joined(group).replace(" ", ""))
    left = float(np.clip(z[group].mean() - wide * (1 - right), -end, end - wide))
    return left, left + wide


def _joined(group: list[int]) -> str:
    return ", ".join(str(k + 1) for k in group)


def _numbers(axes: Any, up: int, right: int) -> list[Any]:
    """Texts for the points' numbers, that many points beside the place to which they are set."""
    return [
        axes.annotate(
            "",
            (0, 0),
            xytext=(right, up),
            textcoords="offset points",
            ha="left" if right > 0 else "right",
            va="bottom" if up > 0 else "top",
            fontsize=10,
        )
        for _ in X
    ]


def _largest(loss: NDArray[Any]) -> str:
    if np.ptp(loss) < 1e-9:
        return f"Every point has the loss {loss[0]:.2f}."
    return f"The largest single loss, {loss.max():.2f}, is that of point {loss.argmax() + 1}."


def _told(value: float) -> str:
    return f"{0.0 if abs(value) < 5e-4 else value:.3f}"
