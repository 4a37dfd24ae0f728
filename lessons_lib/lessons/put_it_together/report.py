"""The report: what was chosen, whether it fits, what came out, what would be better and why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from lessons_lib._words import told
from lessons_lib.lessons.put_it_together.bench import SEEDS, State, Workbench

ENOUGH = 0.02  # a difference of scores worth a word
DEEP = 3  # hidden layers through which a sigmoid's gradient fades


class Advice(NamedTuple):
    """What to change, why, and the lesson that shows it."""

    change: str
    reason: str
    lesson: str

    def __str__(self) -> str:
        return f"{self.change}: {self.reason} (lesson {self.lesson})."


class Report:
    """The state of a workbench in words; the last line of a cell shows it."""

    def __init__(self, workbench: Workbench) -> None:
        if not isinstance(workbench, Workbench):
            raise ValueError(f"workbench = {told(workbench)}: give a Workbench that was trained.")
        if workbench.progress is None and not workbench.refusal:
            raise ValueError("Nothing has been trained yet: press Play, or call step(40), first.")
        self.call, self.found = repr(workbench), workbench.readout
        self.advice = list(advice(workbench))

    @property
    def markdown(self) -> str:
        """The report as a page of Markdown."""
        listed = [f"- {each}" for each in self.advice]
        better = listed or ["- Nothing that this report knows of."]
        return "\n".join(
            [
                "### My network",
                f"\n**Choices.** `{self.call}`\n",
                f"**Result.** {self.found}\n",
                "**What would be better, and why.**\n",
                *better,
                "",
            ]
        )

    def save(self, name: str | Path) -> Path:
        """Write the report to a file; one that exists with another text is left as it is."""
        path = Path(name)
        if path.exists() and path.read_text(encoding="utf-8") != self.markdown:
            raise FileExistsError(f"{path} holds another report: choose another name.")
        path.write_text(self.markdown, encoding="utf-8")
        return path

    def __repr__(self) -> str:
        return self.markdown

    def _repr_markdown_(self) -> str:
        return self.markdown


def advice(bench: Workbench) -> Iterator[Advice]:
    """What would be better; the outcome is worth a word once the choices are sound."""
    choices = list(_choices(bench))
    yield from choices
    if not choices and bench.progress is not None:
        yield from _outcome(bench, bench.progress)


def _choices(bench: Workbench) -> Iterator[Advice]:
    kind, state = bench.wants, bench.progress
    if wrong := bench.objection:
        yield Advice(f"Take the output {kind.output} with the loss {kind.loss}", wrong, "09")
    if not bench.scaled:
        saturated = ", and saturate the units" if bench.activation in ("sigmoid", "tanh") else ""
        yield Advice(
            "Scale the inputs",
            f"inputs with large numbers outweigh the others{saturated}",
            "06",
        )
    if state is not None and len(state.alive) < SEEDS:
        stopped = SEEDS - len(state.alive)
        yield Advice(
            "Lower the learning rate", f"training diverged for {stopped} of {SEEDS} seeds", "10"
        )
    if bench.layers and bench.activation == "identity":
        yield Advice(
            "Choose a nonlinear activation",
            "without one, all layers together are a single matrix",
            "09",
        )
    if bench.activation == "sigmoid" and bench.layers >= DEEP:
        yield Advice(
            "Take ReLU, or fewer layers, or train longer",
            f"the gradient shrinks on its way through {bench.layers} sigmoid layers, which delays"
            " learning",
            "06",
        )


def _outcome(bench: Workbench, state: State) -> Iterator[Advice]:
    middle = np.median(state.scores.validation, axis=1)
    learnt, now = np.median(state.scores.train[-1]), middle[-1]
    if learnt - now > 5 * ENOUGH:
        yield Advice(
            "Find more data, or try fewer layers",
            f"the network scores {learnt:.2f} on the training set, and only {now:.2f} on the"
            " validation set",
            "03",
        )
    if middle.max() - now > ENOUGH:
        yield Advice(
            f"Stop after about {middle.argmax()} epochs",
            f"there the score on the validation set was highest, {middle.max():.2f}, and since"
            f" then it has fallen to {now:.2f}",
            "03",
        )
    elif now - middle[-6:][0] > ENOUGH / 2:
        yield Advice("Train longer", "the score on the validation set was still rising", "06")
    if now <= bench.baseline.validation:
        yield Advice(
            f"Take {bench.wants.baseline}",
            f"it is simpler, and on the validation set it scores {bench.baseline.validation:.3f}"
            f" where the network scores {now:.3f}",
            "05",
        )
