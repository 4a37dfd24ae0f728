"""The distribution of sampled data against the true one."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Explorable, Slider
from lessons_lib.theory.likelihood.information import kl_divergence, sampled

TRUTH = np.array([0.5, 0.3, 0.15, 0.05])
SIZES = [2**k for k in range(1, 15)]
SAMPLES = 400


class Samples(Explorable):
    """The shares seen in n examples come closer to the truth as n grows."""

    doublings = Slider(4, min=1, max=14, step=1, label="n = 2 to the")
    size = (9.0, 4.5)
    scenes = {
        "16 examples": {},
        "2 examples": {"doublings": 1},
        "1024 examples": {"doublings": 10},
        "16384 examples": {"doublings": 14},
    }

    def draw(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(1, 1.3))
        left.set(title="one sample", xlabel="outcome", ylabel="probability, share", ylim=(0, 1.05))
        left.set_xticks(range(4), list("abcd"))
        left.bar(np.arange(4) - 0.2, TRUTH, 0.4, color="C0", alpha=0.7, label="truth p")
        self.seen = left.bar(
            np.arange(4) + 0.2, TRUTH, 0.4, color="C1", alpha=0.7, hatch="//", label="seen"
        )
        left.legend(loc="upper right")
        gaps = np.array([kl_divergence(sampled(TRUTH, n, SAMPLES), TRUTH) for n in SIZES])
        right.set(xscale="log", yscale="log", xlabel="examples n", ylabel="KL(seen‖truth), nats")
        low, high = np.quantile(gaps, (0.05, 0.95), axis=1)
        right.fill_between(
            SIZES, low, high, color="C0", alpha=0.2, linewidth=0, label="90% of sets"
        )
        self.means = gaps.mean(1)
        right.plot(SIZES, self.means, "o-", color="C0", label="mean of 400 sets")
        right.plot(SIZES, 3 / (2 * np.array(SIZES)), "--", color="C1", label="3 / (2n)")
        (self.mark,) = right.plot([], [], "D", color="C3", markersize=12, label="here")
        right.legend(loc="upper right")

    def update(self) -> str:
        n = 2**self.doublings
        share = sampled(TRUTH, n, SAMPLES)[0]
        for bar, height in zip(self.seen, share, strict=True):
            bar.set_height(height)
        mean = self.means[self.doublings - 1]
        self.mark.set_data([n], [mean])
        return (
            f"n = {n}: over {SAMPLES} data sets KL(seen‖truth) is {mean:.2g} nats in the mean;"
            f" for large n theory says (4 − 1)/(2n) = {1.5 / n:.2g}, with four outcomes."
        )
