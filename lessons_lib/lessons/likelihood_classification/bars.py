"""Two distributions dragged, and the identity of entropy, cross-entropy and KL."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from lessons_lib.explorable import Explorable, Points
from lessons_lib.theory.likelihood.information import cross_entropy, entropy, kl_divergence

Heights = tuple[tuple[float, float], ...]
LONGEST = 4.0
ROUNDING = 4.1 * 0.5e-4  # of the sum of four heights with four digits each


def heights(*values: float) -> Heights:
    """One point above each outcome."""
    return tuple((float(k), float(v)) for k, v in enumerate(values))


def shares(points: Heights) -> NDArray[Any]:
    """The heights, made 1 in sum; equal where all are 0."""
    y = np.array([y for _, y in points])
    return y / y.sum() if y.sum() > 0 else np.full(len(y), 1 / len(y))


def rebalanced(before: Heights, after: Heights) -> Heights:
    """`after`, where the heights that did not move are scaled so that all are 1 in sum."""
    old, new = (np.array([y for _, y in points]) for points in (before, after))
    if abs(new.sum() - 1) <= ROUNDING:
        return after
    kept = old == new
    if not kept.any() or new[~kept].sum() > 1:
        return heights(*np.round(shares(after), 4).tolist())
    rest, left = new[kept].sum(), 1 - new[~kept].sum()
    new[kept] = left * new[kept] / rest if rest > 0 else left / kept.sum()
    return heights(*np.round(new, 4).tolist())


def told(value: float) -> str:
    """Three digits, or the word."""
    return f"{value:.3f}" if np.isfinite(value) else "infinite"


class Bars(Explorable):
    """Entropy, cross-entropy and KL of two distributions that you drag."""

    p_data = Points(heights(0.5, 0.3, 0.15, 0.05), x=(0, 3), move="y", label="p, outcome")
    q_model = Points(
        heights(0.25, 0.25, 0.25, 0.25), x=(0, 3), move="y", axes=1, label="q, outcome"
    )
    size = (9.0, 4.8)
    scenes = {
        "A uniform model": {},
        "The model is the truth": {"q_model": heights(0.5, 0.3, 0.15, 0.05)},
        "The model rules out what happens": {"q_model": heights(0.55, 0.3, 0.15, 0.0)},
        "The model allows what never happens": {"p_data": heights(0.55, 0.3, 0.15, 0.0)},
        "A sure model, and mistaken": {"q_model": heights(0.01, 0.01, 0.01, 0.97)},
    }

    def changed(self, names: Iterable[str]) -> None:
        for name in names:
            self.values[name] = rebalanced(self.previous[name], self.values[name])

    def draw(self, figure: Figure) -> None:
        grid = figure.add_gridspec(2, 2, width_ratios=(1, 1.25))
        self.bars = []
        for row, (title, colour, hatch) in enumerate(
            (("truth p (p_data)", "C0", ""), ("model q (p_model)", "C1", "//"))
        ):
            axes = figure.add_subplot(grid[row, 0], title=title, ylim=(0, 1.05), xlim=(-0.6, 3.6))
            axes.set_xticks(range(4), list("abcd"))
            self.bars.append(axes.bar(range(4), [0] * 4, color=colour, alpha=0.6, hatch=hatch))
        figure.axes[1].set_xlabel("outcome (drag a bar's top)")
        axes = figure.add_subplot(grid[:, 1], xlabel="nats", xlim=(0, LONGEST), ylim=(3.6, -0.6))
        axes.set_yticks(range(4), ["H(p)", "KL(p‖q)", "H(p, q)", "KL(q‖p)"])
        colours = ("C0", "C1", "C5", "C3")
        self.lengths = axes.barh(range(4), [0] * 4, color=colours, alpha=0.7)
        (self.ends,) = axes.plot([], [], "|", color="C5", markersize=40, label="lengths")
        self.texts = [axes.text(0, k, "", va="center") for k in range(4)]

    @property
    def quantities(self) -> list[float]:
        """H(p), KL(p || q), H(p, q) and KL(q || p), in nats."""
        p, q = shares(self.p_data), shares(self.q_model)
        pairs = (entropy(p), kl_divergence(p, q), cross_entropy(p, q), kl_divergence(q, p))
        return [float(value) for value in pairs]

    def update(self) -> str:
        for bars, points in zip(self.bars, (self.p_data, self.q_model), strict=True):
            for bar, share in zip(bars, shares(points), strict=True):
                bar.set_height(share)
        values = self.quantities
        starts = [0.0, values[0], 0.0, 0.0]  # KL stands on H(p): together they are H(p, q)
        ends = np.minimum(np.add(starts, values), LONGEST)
        for k, (bar, start, end) in enumerate(zip(self.lengths, starts, ends, strict=True)):
            bar.set(x=start, width=end - start)
            inside = end > 0.75 * LONGEST
            self.texts[k].set(text=f" {told(values[k])} ", x=end, ha="right" if inside else "left")
        self.ends.set_data(ends, range(4))
        h, kl, cross, reverse = map(told, values)
        both = "the same" if np.isclose(values[1], values[3]) else "not the same"
        sum_of_them = f"H(p) = {h}, KL(p‖q) = {kl}, and H(p, q) = {cross} nats is their sum."
        if np.isinf(values[1]):
            sum_of_them = f"H(p) = {h}, but q rules out what happens: KL(p‖q) and H(p, q) infinite."
        return f"{sum_of_them} The other way round KL(q‖p) = {reverse}: {both}."
