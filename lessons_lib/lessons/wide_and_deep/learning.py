"""Power needs data: error against the number of examples; stored results."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Explorable
from lessons_lib.lessons.wide_and_deep.experiment import DRAWS, SAMPLES, SHAPES, stored
from lessons_lib.theory.depth.tent import Array
from lessons_lib.theory.intervals import Mean, mean_interval

LOOKS = {"linear": ("C1", "s"), "shallow": ("C2", "D"), "deep": ("C0", "o")}


def errors(data: str, model: str, n: int, part: str = "test") -> Array:
    """The error for each draw of n examples, (draws,)."""
    return np.array(stored()["learning"][data][model][str(n)][part])


def difference(data: str, n: int, first: str = "deep", second: str = "linear") -> Mean:
    """Mean test error of the first less that of the second on the same draws; 95 % interval."""
    return mean_interval(errors(data, first, n) - errors(data, second, n))


class LearningCurves(Explorable):
    """Training and test error against the number of examples: no, one and three hidden layers."""

    size = (9.0, 4.8)
    task = Choice("digits", options=tuple(SAMPLES), label="data")
    examples = Choice("20", options=tuple(map(str, SAMPLES["digits"])))
    scenes = {
        "Digits, twenty examples": {},
        "Digits, eight hundred": {"examples": "800"},
        "Breast cancer": {"task": "breast cancer"},
        "Spirals": {"task": "spirals", "examples": "100"},
    }

    def draw(self, figure: Figure) -> None:
        self.axes = figure.add_subplot(xlabel="examples to train on", ylabel="error, %")
        self.axes.set(xscale="log", xlim=(17, 950), ylim=(-2, 48))
        self.axes.set_xticks(SAMPLES["digits"], map(str, SAMPLES["digits"]))
        self.axes.minorticks_off()
        self.axes.set_title(f"Means of {DRAWS} draws; bands: 95 % intervals")
        self.lines, self.bands = {}, {}
        for model, (colour, marker) in LOOKS.items():
            for part, dashes, width in (("test", "-", 2.6), ("training", ":", 1.8)):
                (self.lines[model, part],) = self.axes.plot(
                    [],
                    [],
                    color=colour,
                    marker=marker,
                    linestyle=dashes,
                    linewidth=width,
                    label=f"{model}, {part}",
                )
            self.bands[model] = self.axes.fill_between(
                [20, 50], 0, 0, color=colour, alpha=0.2, linewidth=0
            )
        self.now = self.axes.axvline(20, color="C5", linewidth=1.5, linestyle="--", label="_now")
        figure.legend(handles=list(self.lines.values()), loc="outside right center")

    @property
    def n(self) -> int:
        """The number of examples chosen, or the most there are of these data."""
        return min(int(self.examples), SAMPLES[self.task][-1])

    def update(self) -> str:
        sizes = SAMPLES[self.task]
        for (model, part), line in self.lines.items():
            found = np.array([mean_interval(errors(self.task, model, n, part)) for n in sizes])
            line.set_data(sizes, 100 * found[:, 0])
            if part == "test":
                self.bands[model].set_data(sizes, 100 * found[:, 1], 100 * found[:, 2])
        self.now.set_xdata([self.n, self.n])
        tops = [float(np.max(line.get_ydata())) for line in self.lines.values()]
        self.axes.set_ylim(-0.05 * max(tops), 1.15 * max(tops))
        return self._words()

    def _words(self) -> str:
        told = ", ".join(
            f"{model} {100 * errors(self.task, model, self.n).mean():.1f} %"
            f" (training {100 * errors(self.task, model, self.n, 'training').mean():.1f})"
            for model in SHAPES
        )
        mean, low, high = (100 * value for value in difference(self.task, self.n))
        return (
            f"{self.task.capitalize()}, {self.n} examples, test error over {DRAWS} draws: {told}."
            f" Deep less linear: {mean:.1f} points, 95 % interval {low:.1f} to {high:.1f}."
        )
