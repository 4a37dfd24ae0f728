"""Two distributions dragged, and the identity of entropy, cross-entropy and KL."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from lessons_lib.explorable import Explorable, Points
from lessons_lib.theory.likelihood.information import cross_entropy, entropy, kl_divergence

OUTCOMES = tuple("abcd")
Heights = tuple[tuple[float, float], ...]
SCALES = (2.0, 5.0, 10.0, 25.0)  # nats: the axis ends at the first that holds what is finite
BEYOND = 1.3  # of that end
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


def written(value: float) -> str:
    """The same beside a bar that leaves the frame."""
    return told(value) + " ↑" * bool(np.isinf(value))


class Bars(Explorable):
    """Entropy, cross-entropy and KL of two distributions that you drag."""

    p_data = Points(heights(0.5, 0.3, 0.15, 0.05), x=(0, 3), move="y", label="p, outcome")
    q_model = Points(
        heights(0.25, 0.25, 0.25, 0.25), x=(0, 3), move="y", axes=1, label="q, outcome"
    )
    size = (9.0, 4.8)
    scenes = {
        "A uniform model": {},
        "The model equals the data": {"q_model": heights(0.5, 0.3, 0.15, 0.05)},
        "The model rules out what happens": {"q_model": heights(0.55, 0.3, 0.15, 0.0)},
        "The model allows what never happens": {"p_data": heights(0.55, 0.3, 0.15, 0.0)},
        "The model is sure, and mistaken": {"q_model": heights(0.01, 0.01, 0.01, 0.97)},
    }

    def changed(self, names: Iterable[str]) -> None:
        for name in names:
            self.values[name] = rebalanced(self.previous[name], self.values[name])

    def draw(self, figure: Figure) -> None:
        grid = figure.add_gridspec(2, 2, width_ratios=(1, 1.25))
        self.bars = []
        for row, (title, colour, hatch) in enumerate(
            (("the data, p", "C0", ""), ("the model, q", "C1", "//"))
        ):
            axes = figure.add_subplot(grid[row, 0], title=title, ylim=(0, 1.05), xlim=(-0.6, 3.6))
            axes.set(ylabel="probability")
            axes.set_xticks(range(4), list(OUTCOMES))
            self.bars.append(axes.bar(range(4), [0] * 4, color=colour, alpha=0.6, hatch=hatch))
        figure.axes[1].set_xlabel("outcome (drag a bar's top)")
        self.axes = figure.add_subplot(grid[:, 1], ylabel="nats", xlim=(-0.7, 2.9))
        self.axes.set_title("cross-entropy = entropy + KL")
        self.axes.set_xticks((0, 2.2), ("cross-entropy H(p, q)", "KL(q‖p)"))
        looks = ((0, "C0", ""), (0, "C1", "//"), (2.2, "C3", ".."))
        self.lengths = [
            self.axes.bar([x], [0], 0.7, color=colour, alpha=0.7, hatch=hatch)[0]
            for x, colour, hatch in looks
        ]
        self.texts = [self.axes.text(x, 0, "", va="center") for x in (0.42, 0.42, 0, 2.2)]
        for text in self.texts[2:]:
            text.set(ha="center", va="bottom", weight="bold")
            text.set_bbox({"facecolor": self.axes.get_facecolor(), "linewidth": 0, "pad": 1})

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
        h, _, cross, reverse = self.quantities
        longest = max(value for value in (h, cross, reverse) if np.isfinite(value))
        top = next(scale for scale in SCALES if 1.1 * longest <= scale)
        self.axes.set_ylim(0, 1.15 * top)
        # What is infinite leaves the frame.
        starts, ends = (0, h, 0), np.minimum((h, cross, reverse), BEYOND * top)
        for bar, start, end in zip(self.lengths, starts, ends, strict=True):
            bar.set(y=start, height=end - start)
        self._label(top, ends)
        return f"{self._sum()} The other way round, KL(q‖p) is {told(reverse)}."

    def _label(self, top: float, ends: NDArray[Any]) -> None:
        """Each part's name and value beside it, and the sum above both."""
        h, kl, cross, reverse = self.quantities
        low, seen = max(h / 2, 0.05 * top), np.minimum(ends, 1.06 * top)
        above = max((h + seen[1]) / 2, low + 0.09 * top)
        places = (low, above, seen[1] + 0.01 * top, seen[2] + 0.01 * top)
        words = (f"H(p) {told(h)}", f"KL(p‖q) {told(kl)}", written(cross), written(reverse))
        for text, y, word in zip(self.texts, places, words, strict=True):
            text.set(y=y, text=word)

    def _sum(self) -> str:
        h, kl, cross, _ = self.quantities
        if np.isfinite(cross):
            return (
                f"The cross-entropy H(p, q) is {cross:.3f} nats: the entropy H(p) of the data,"
                f" {h:.3f}, and on top of it KL(p‖q), {kl:.3f}."
            )
        p, q = shares(self.p_data), shares(self.q_model)
        lost = " and ".join(np.array(OUTCOMES)[(q == 0) & (p > 0)])
        return (
            f"The model gives probability 0 to {lost}, which the data contain: KL(p‖q) and the"
            f" cross-entropy H(p, q) are infinite. The entropy H(p) of the data is {h:.3f} nats."
        )
