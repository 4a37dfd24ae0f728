"""A decision guide: a task, an output, a loss, and why they fit or do not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Explorable
from lessons_lib.theory.likelihood.output_choice import LOSSES, OUTPUTS, misfit


class Task(NamedTuple):
    """A task described in words, the output and loss that fit, and the reason."""

    words: str
    output: str
    loss: str
    reason: str


TASKS: Mapping[str, Task] = {
    "price of a flat": Task(
        "a number with no bound above",
        "linear",
        "squared error",
        "the target has no bounds, so the output must have none; Gaussian noise gives squared"
        " error",
    ),
    "spam or not": Task(
        "one of two classes",
        "sigmoid",
        "logistic",
        "one probability says all; Bernoulli's likelihood gives the logistic loss",
    ),
    "genres of a film": Task(
        "several labels may fit at once",
        "sigmoid for each label",
        "logistic",
        "each label is a yes or no of its own, so the probabilities need not sum to 1",
    ),
    "which digit": Task(
        "exactly one of ten classes",
        "softmax",
        "softmax cross-entropy",
        "the classes exclude each other, so the probabilities sum to 1",
    ),
    "temperature tomorrow": Task(
        "a number, negative as well",
        "linear",
        "squared error",
        "negative values must be reachable",
    ),
    "which animals are in a picture": Task(
        "several labels may fit at once",
        "sigmoid for each label",
        "logistic",
        "a cat and a dog may both be there, or neither",
    ),
}
BOX = {"boxstyle": "round,pad=0.5", "facecolor": "none", "linewidth": 2}


def judge(task: str, output: str, loss: str) -> tuple[bool, str]:
    """Whether output and loss fit the task, and why."""
    wanted = TASKS[task]
    wrong = misfit(wanted.output, wanted.loss, output, loss)
    return not wrong, wrong or wanted.reason


class Guide(Explorable):
    """Pick a task, an output activation and a loss; read why they fit or not."""

    size = (9.4, 2.8)
    task = Choice("price of a flat", options=tuple(TASKS))
    output = Choice("sigmoid", options=OUTPUTS)
    loss = Choice("squared error", options=tuple(LOSSES))
    scenes = {
        "A sigmoid for a price": {},
        "Linear for a price": {"output": "linear"},
        "Softmax for genres": {"task": "genres of a film", "output": "softmax"},
        "Sigmoids for genres": {
            "task": "genres of a film",
            "output": "sigmoid for each label",
            "loss": "logistic",
        },
    }

    def draw(self, figure: Figure) -> None:
        axes = figure.add_subplot(xlim=(0, 3), ylim=(0, 1))
        axes.set_axis_off()
        self.boxes = []
        for i, title in enumerate(("task", "output", "loss")):
            axes.text(i + 0.5, 0.94, title, ha="center", color="C5", fontsize=15)
            self.boxes.append(
                axes.text(
                    i + 0.5,
                    0.58,
                    "",
                    ha="center",
                    va="center",
                    fontsize=17,
                    bbox=BOX,
                )
            )
        self.arrows = [
            axes.text(i, 0.58, "", ha="center", va="center", fontsize=22) for i in (1, 2)
        ]
        self.verdict = axes.text(1.5, 0.1, "", ha="center", va="center", fontsize=20)

    def update(self) -> str:
        fits, reason = judge(self.task, self.output, self.loss)
        colour = "C2" if fits else "C1"
        names = (self.task, self.output.replace(" for", "\nfor"), self.loss)
        for box, name in zip(self.boxes, names, strict=True):
            box.set_text(name)
            box.set_bbox(BOX | {"edgecolor": colour})
        for arrow in self.arrows:
            arrow.set_text("→")
        self.verdict.set_text("✓ fits" if fits else "✗ does not fit")
        self.verdict.set_color(colour)
        words = (
            f"{self.task.capitalize()} ({TASKS[self.task].words}): {self.output} with {self.loss}"
        )
        return f"{words} {'fits' if fits else 'does not fit'}: {reason}."
