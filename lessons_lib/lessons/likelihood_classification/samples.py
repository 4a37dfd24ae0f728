"""The distribution of sampled data against the true one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from lessons_lib.explorable import Choice, Explorable, Slider
from lessons_lib.theory.likelihood.information import kl_divergence, sampled

TRUTHS: Mapping[str, tuple[float, ...]] = {
    "four outcomes": (0.5, 0.3, 0.15, 0.05),
    "two outcomes": (0.7, 0.3),
    "eight equal outcomes": (1 / 8,) * 8,
    "three rare outcomes": (0.97, 0.01, 0.01, 0.01),
}
MOST = 8
SIZES = 2 ** np.arange(1, 15)
SAMPLES = 400


@cache
def gaps(truth: str) -> NDArray[Any]:
    """KL(seen || truth) of 400 data sets of each size, (sizes, 400)."""
    p = np.array(TRUTHS[truth])
    return np.array([kl_divergence(sampled(p, int(n), SAMPLES), p) for n in SIZES])


class Samples(Explorable):
    """The shares seen in n examples come closer to the truth as n grows."""

    doublings = Slider(4, min=1, max=14, step=1, label="n = 2 to the")
    truth = Choice("four outcomes", options=tuple(TRUTHS))
    size = (10.0, 4.8)
    scenes = {
        "16 examples": {},
        "2 examples": {"doublings": 1},
        "1024 examples": {"doublings": 10},
        "Two outcomes": {"truth": "two outcomes"},
        "Eight equal outcomes": {"truth": "eight equal outcomes"},
        "Three rare outcomes": {"truth": "three rare outcomes"},
    }

    def draw(self, figure: Figure) -> None:
        self.left, right = figure.subplots(1, 2, width_ratios=(1.15, 1))
        self.left.set(title="one data set", ylabel="probability, share")
        self.left.set_xlabel("outcome, its probability, its share seen")
        self.left.set_ylim(0, 1.05)
        looks = ((-0.2, "C0", "", "truth p"), (0.2, "C1", "//", "seen"))
        self.bars = [
            self.left.bar(np.arange(MOST) + x, 0, 0.4, color=c, alpha=0.7, hatch=h, label=label)
            for x, c, h, label in looks
        ]
        right.set(xscale="log", yscale="log", xlabel="examples n", ylabel="KL(seen‖truth), nats")
        right.set(ylim=(1e-7, 5), title=f"{SAMPLES} data sets of each size")
        self.band = right.fill_between(
            SIZES, SIZES, SIZES, color="C0", alpha=0.2, linewidth=0, label="90% of the sets"
        )
        (self.mean,) = right.plot(SIZES, SIZES, "o-", color="C0", label="mean of the sets")
        (self.theory,) = right.plot(SIZES, SIZES, "--", color="C1", label="(k − 1) / (2n)")
        (self.mark,) = right.plot([], [], "D", color="C3", markersize=12, label="here")
        (bars, words), (more, others) = (
            axes.get_legend_handles_labels() for axes in (self.left, right)
        )
        figure.legend([*bars, *more], [*words, *others], loc="outside upper center", ncols=6)

    def update(self) -> str:
        p, n = np.array(TRUTHS[self.truth]), int(SIZES[self.doublings - 1])
        k, kl, drawn = len(p), gaps(self.truth), sampled(p, n, SAMPLES)
        unseen = (drawn == 0).any(-1).sum()
        self.left.set_xlim(-0.6, k - 0.4)
        rows = [["\n" + _short(v) for v in values] for values in (p, drawn[0])]
        self.left.set_xticks(range(k), map("".join, zip("abcdefgh"[:k], *rows, strict=True)))
        for bars, shares in zip(self.bars, (p, drawn[0]), strict=True):
            for bar, height in zip(bars, np.pad(shares, (0, MOST - k)), strict=True):
                bar.set_height(height)
                bar.set_visible(bar.get_x() < k - 0.5)
        mean, (low, high) = kl.mean(1), np.quantile(kl, (0.05, 0.95), axis=1)
        self.band.set_data(SIZES, low, high)
        self.mean.set_ydata(mean)
        self.theory.set_ydata((k - 1) / (2 * SIZES))
        self.mark.set_data([n], mean[[self.doublings - 1]])
        return (
            f"With n = {n} examples, KL(seen‖truth) is {mean[self.doublings - 1]:#.2g} nats on"
            f" average over {SAMPLES} data sets. The formula for large n gives"
            f" ({k} − 1)/(2 · {n}) = {(k - 1) / (2 * n):#.2g}. {_missing(int(unseen))}"
        )


def _missing(sets: int) -> str:
    """In how many data sets an outcome was never seen."""
    if not sets:
        return "Every outcome was seen in all of them, so that KL(truth‖seen) is finite."
    return f"In {sets} of them some outcome was never seen, so that KL(truth‖seen) is infinite."


def _short(share: float) -> str:
    """To two digits after the point, without the 0 before it."""
    return f"{share:.2f}".removeprefix("0")
