"""What the validation set promises for the network that it chooses, and what the test set says."""

from __future__ import annotations

from math import comb
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from lessons_lib.explorable import Choice, Explorable, Slider
from lessons_lib.lessons.put_it_together.experiment import RATES, SPLITS, stored
from lessons_lib.lessons.put_it_together.tasks import TASKS
from lessons_lib.theory.intervals import Mean, mean_interval

Array = NDArray[Any]
N = 72  # candidates
OVERLAP = 4 / 9  # a quarter held out against nine sixteenths learnt from
VALIDATION, TEST = 1, 2
TRIED = np.arange(1, N + 1)


def over_linear(name: str, optimiser: str, peer: str = "linear") -> Array:
    """Scores of all candidates less those of the linear model on the same examples,
    (splits, candidates, 3); the `peer` is "linear" or "linear chosen"."""
    networks = stored()[f"networks / {name} / {optimiser}"].reshape(SPLITS, N, 3)
    return networks - stored()[f"{peer} / {name}"][:, None]


def chances(tried: int) -> Array:
    """How probable it is that the best of `tried` of N candidates has rank 1 (the worst) to N,
    (N,): C(rank - 1, tried - 1) / C(N, tried)."""
    return np.array([comb(rank - 1, tried - 1) / comb(N, tried) for rank in range(1, N + 1)])


def chosen(scores: Array) -> Array:
    """Expected score of the candidate that is best on the validation set among 1 to N drawn at
    random: scores (splits, N, 3) -> (splits, N, 3). Of equals the first, which is the smaller
    or the sooner stopped, is taken."""
    order = N - 1 - np.argsort(scores[:, ::-1, VALIDATION], axis=1, kind="stable")
    ranked = np.take_along_axis(scores, order[..., None], 1)
    return np.asarray(np.array([chances(k) for k in range(1, N + 1)]) @ ranked)


class Selection(Explorable):
    """The best of several networks by the validation set, judged there and by the test set."""

    size = (9.0, 4.4)
    task = Choice("diabetes", options=tuple(TASKS))
    optimiser = Choice("sgd", options=tuple(RATES))
    tried = Slider(N, min=1, max=N, step=1, label="networks tried")
    scenes = {
        "All 72 on diabetes": {},
        "One network, not chosen": {"tried": 1},
        "Five networks": {"tried": 5},
        "Adam": {"optimiser": "adam"},
        "Documents": {"task": "topics of documents"},
    }

    def draw(self, figure: Figure) -> None:
        axes = self.axes = figure.add_subplot()
        axes.set(xlabel="networks tried", xscale="log", xlim=(0.9, 80))
        axes.set_ylabel("score minus that\nof the linear model")
        axes.yaxis.set_major_formatter("{x:+.3f}")
        axes.set_xticks([1, 2, 5, 10, 20, 50, N], ["1", "2", "5", "10", "20", "50", str(N)])
        axes.minorticks_off()
        axes.axhline(0, color="C2", linestyle="-.", label="linear model")
        looks = {"validation set": ("C0", "-", "o"), "test set": ("C4", "--", "s")}
        self.lines, self.bars = [], []
        for name, (colour, dashes, mark) in looks.items():
            bar: dict[str, Any] = {"color": colour, "lw": 1.5, "ls": "-", "marker": mark}
            self.lines += axes.plot([], [], dashes, color=colour, label=f"chosen network, {name}")
            self.bars += axes.plot([], [], markevery=[1], label=f"95 % interval, {name}", **bar)
        self.gap = axes.fill_between([1, 2], 0, 0, color="C0", alpha=0.15, linewidth=0)
        self.gap.set_label("gap")
        shown = [*self.lines, *self.bars, self.gap, axes.lines[0]]
        figure.legend(handles=shown, loc="outside upper left", ncols=3)

    def update(self) -> str:
        found = chosen(over_linear(self.task, self.optimiser))
        means = found.mean(0)
        at = [
            mean_interval(found[:, self.tried - 1, part], overlap=OVERLAP)
            for part in (VALIDATION, TEST)
        ]
        for i, part in enumerate((VALIDATION, TEST)):
            x = self.tried * (0.98, 1.02)[i]
            self.lines[i].set_data(TRIED, means[:, part])
            self.bars[i].set_data([x, x, x], [at[i].low, at[i].mean, at[i].high])
        promised, kept = means[:, VALIDATION], means[:, TEST]
        self.gap.set_data(TRIED, np.minimum(promised, kept), promised)
        seen = np.concatenate([means[:, 1:].ravel(), np.ravel(at), [0]])
        room = 0.08 * np.ptp(seen)
        self.axes.set_ylim(seen.min() - room, seen.max() + room)
        return self._words(*at)

    def _words(self, promised: Mean, kept: Mean) -> str:
        if self.tried == 1:
            taken = "One network is drawn at random."
        else:
            taken = f"Of {self.tried} networks the best on the validation set is chosen."
        return (
            f"{self.task.capitalize()}, 20 random splits of the data. {taken} Its score minus that"
            f" of the linear model is {told(promised)} on the validation set and {told(kept)} on"
            " the test set (means with 95 % intervals)."
        )


def told(mean: Mean) -> str:
    """ "−0.020 (−0.086 to +0.046)": a difference and its interval."""
    return f"{mean.mean:+.3f} ({mean.low:+.3f} to {mean.high:+.3f})".replace("-", "−")
