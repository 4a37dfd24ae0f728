"""A derivation: formulas one after another, each with its reason and a check that runs.

A step is checked against the one before it by evaluating the formulas that are shown. The
reader may be asked to choose each step before it is shown; the wrong choices are steps too,
whose checks run and fail. Buttons and a slider lead through it, so that the keys of either
(Tab and Enter, arrows) do as well, and Page Down and Page Up of a presenter's clicker; a page
without a kernel shows every step.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from functools import partial
from hashlib import sha256
from typing import Any

from lessons_lib.explorable.formula import read
from lessons_lib.explorable.panel import Panel
from lessons_lib.explorable.step import Setting, Step, Unknown, Verdict

__all__ = ["Derivation", "Setting", "Step", "Unknown", "Verdict"]
LETTERS = "abc"


def _shuffled(formula: str) -> bytes:
    """A key whose order has nothing to do with what the formula says."""
    return sha256(formula.encode()).digest()


class Derivation(Panel):
    """Steps shown one after another; as the last line of a cell it shows itself.

    `here` counts the steps already shown, from 1. With `ask` the next step has to be
    chosen from three first, where the derivation offers wrong ones.
    """

    def __init__(
        self, title: str, steps: Sequence[Step], setting: Setting, *, ask: bool = True
    ) -> None:
        self.title, self.steps, self.setting, self.ask = title, list(steps), setting, ask
        self.here = 1
        self.asking = False
        self.said = ""
        self._verdicts: dict[tuple[int, Step], Verdict] = {}
        for step in self.steps:
            for each in (step, *step.wrong):
                read(each.plain)  # a formula that cannot be read is refused here

    @property
    def verdicts(self) -> list[Verdict]:
        """The outcome of every step's check."""
        return [self.verdict(n) for n in range(1, len(self.steps) + 1)]

    def verdict(self, number: int, wrong: Step | None = None) -> Verdict:
        """The outcome for a step, counted from 1, or for a wrong one in its place.

        The check runs once; one that stops with an error has failed, and says so.
        """
        right = self.steps[number - 1]
        key = number, wrong or right
        if key not in self._verdicts:
            self._verdicts[key] = self._checked(self.steps[: number - 1], right, wrong or right)
        return self._verdicts[key]

    def _checked(self, before: list[Step], right: Step, step: Step) -> Verdict:
        from lessons_lib.explorable.check import Check

        try:
            return Check(self.setting, before, right, step).verdict()
        except Exception as error:
            return Verdict(False, f"the check stopped with {type(error).__name__}: {error}")

    @property
    def options(self) -> list[Step]:
        """The right next step and the wrong ones, in an order that gives nothing away."""
        if self.here == len(self.steps):
            return []
        step = self.steps[self.here]
        return sorted([step, *step.wrong], key=lambda option: _shuffled(option.plain))

    def go(self, to: int) -> None:
        """Show the first `to` steps; beyond an end, stay there."""
        self.here = min(max(to, 1), len(self.steps))
        self.asking, self.said = False, ""
        self._show()

    def next(self) -> None:
        """Ask for the next step if there is something to choose, else show it."""
        options = self.options
        if self.ask and len(options) > 1 and not self.asking:
            self.asking, self.said = True, ""
            self._show()
        else:
            self.go(self.here + 1)

    def back(self) -> None:
        """Take the last step, or an open question, back."""
        self.go(self.here if self.asking else self.here - 1)

    def choose(self, letter: str) -> str:
        """Choose the next step by its letter; return what is said of it."""
        options = dict(zip(LETTERS, self.options, strict=False))
        if letter not in options:
            known = ", ".join(options) or "none, this is the end"
            raise ValueError(f"step {letter!r}: choose one of {known}.")
        step = options[letter]
        if step is self.steps[self.here]:
            self.go(self.here + 1)
            self.said = f"({letter}) is right."
        else:
            verdict = self.verdict(self.here + 1, step)
            self.said = f"({letter}) does not follow: {step.reason} Its check {verdict}"
        self._show()
        return self.said

    def __repr__(self) -> str:
        lines = [f"Derivation of {len(self.steps)} steps: {self.title}"]
        for n, (step, verdict) in enumerate(zip(self.steps, self.verdicts, strict=True), 1):
            lines += [f"{n}. {step.plain}", f"   {step.reason}", f"   {verdict}"]
        return "\n".join(lines)

    def static(self) -> str:
        """Every step in Markdown, for a page without a kernel."""
        parts = [f"**{self.title}**"]
        for n, (step, verdict) in enumerate(zip(self.steps, self.verdicts, strict=True), 1):
            parts.append(f"$$\n{step.marked}\n$$\n\n{n}. {step.reason} *{verdict}*")
        return "\n\n".join(parts)

    # ---- the page

    def _make(self) -> None:
        import ipywidgets as w

        self._shown, self._choices, self._status = w.HTMLMath(), w.HTMLMath(), w.HTML()
        self._slider = w.IntSlider(1, 1, len(self.steps), description="step")
        self._asks = w.Checkbox(self.ask, description="ask me first", indent=False)
        works: dict[str, Callable[[], object]] = {"Back": self.back, "Next": self.next}
        works |= {f"({a})": partial(self.choose, a) for a in LETTERS}
        self.buttons = self._buttons(works)
        self._slider.observe(self._slid, "value")
        self._asks.observe(lambda change: setattr(self, "ask", change["new"]), "value")
        letters = [self.buttons[f"({a})"] for a in LETTERS]
        row = w.HBox([self.buttons["Back"], self.buttons["Next"], self._slider, self._asks])
        for box in (row, answers := w.HBox(letters)):
            box.layout.flex_flow = "row wrap"
        self._question = w.VBox([self._choices, answers])
        self._box = self._boxed(self._shown, self._question, row, self._status)
        self._show()

    def _slid(self, change: Any) -> None:
        if change["new"] != self.here:
            self._attempt(lambda: self.go(change["new"]))

    def _show(self) -> None:
        if self._box is None:
            return
        self._shown.value = self._lines()
        self._choices.value = (
            '<p style="margin: 10px 0 4px"><b>Which step comes next?</b></p>'
            + "".join(
                f"<div>({a}) $\\displaystyle {option.plain}$</div>"
                for a, option in zip(LETTERS, self.options, strict=False)
            )
        )
        self._question.layout.display = None if self.asking else "none"
        self._slider.value = self.here
        self._say(self.said)

    def _lines(self) -> str:
        lines = [f"<b>{html.escape(self.title)}</b>"]
        for n, step in enumerate(self.steps[: self.here], 1):
            last = n == self.here
            formula = step.marked if last else step.plain
            size = "120%" if last else "100%"
            lines.append(
                f'<div style="font-size: {size}; margin: 8px 0">$\\displaystyle {formula}$</div>'
                f'<div style="line-height: 1.4">{n}. {html.escape(step.reason)}'
                f" <i>{html.escape(str(self.verdict(n)))}</i></div>"
            )
        return "".join(lines)
