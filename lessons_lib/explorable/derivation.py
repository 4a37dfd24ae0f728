"""A derivation: formulas one after another, each with its reason and a check that runs.

A step is checked against the one before it by evaluating the formulas that are shown. The
reader may be asked to choose each step before it is shown; the wrong choices are steps too,
whose checks run and fail. A page without scripts shows every step.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from lessons_lib.explorable.formula import read
from lessons_lib.explorable.mathml import mathml
from lessons_lib.explorable.panel import Panel
from lessons_lib.explorable.step import Setting, Step, Unknown, Verdict

__all__ = ["Derivation", "Setting", "Step", "Unknown", "Verdict"]
LETTERS = "abc"


def _shuffled(formula: str) -> bytes:
    """A key whose order has nothing to do with what the formula says."""
    return sha256(formula.encode()).digest()


class Derivation(Panel):
    """Steps shown one after another; as the last line of a cell it shows itself.

    With `ask` the reader has to choose each step first, where the derivation offers wrong ones.
    """

    def __init__(
        self, title: str, steps: Sequence[Step], setting: Setting, *, ask: bool = True
    ) -> None:
        self.title, self.steps, self.setting, self.ask = title, list(steps), setting, ask
        self._verdicts: dict[tuple[int, Step], Verdict] = {}
        for step in self.steps:
            for each in (step, *step.wrong):
                read(each.plain)  # what cannot be read or shown is refused here
                mathml(each.formula)

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

    def options(self, number: int) -> list[Step]:
        """The right step, counted from 1, and the wrong ones that tempt instead, in an order
        that gives nothing away."""
        step = self.steps[number - 1]
        return sorted([step, *step.wrong], key=lambda option: _shuffled(option.plain))

    def said(self, number: int, letter: str) -> str:
        """What is said of an option for a step."""
        options = dict(zip(LETTERS, self.options(number), strict=False))
        if letter not in options:
            raise ValueError(f"step {letter!r}: choose one of {', '.join(options)}.")
        if options[letter] is self.steps[number - 1]:
            return f"({letter}) is right."
        verdict = self.verdict(number, options[letter])
        return f"({letter}) does not follow: {options[letter].reason} Its check {verdict}"

    def data(self) -> dict[str, Any]:
        steps = [self._described(number) for number in range(1, len(self.steps) + 1)]
        return {"kind": "derivation", "title": self.title, "ask": self.ask, "steps": steps}

    def _described(self, number: int) -> dict[str, Any]:
        """A step as JSON, with all that may be said of what can be chosen instead."""
        right = self.steps[number - 1]
        options = zip(LETTERS, self.options(number), strict=False) if right.wrong else ()
        return {
            "formula": mathml(right.formula),
            "reason": right.reason,
            "verdict": str(self.verdict(number)),
            "options": [
                {
                    "letter": letter,
                    "formula": mathml(step.plain),
                    "said": self.said(number, letter),
                    "right": step is right,
                }
                for letter, step in options
            ],
        }

    def __repr__(self) -> str:
        lines = [f"Derivation of {len(self.steps)} steps: {self.title}"]
        for n, (step, verdict) in enumerate(zip(self.steps, self.verdicts, strict=True), 1):
            lines += [f"{n}. {step.plain}", f"   {step.reason}", f"   {verdict}"]
        return "\n".join(lines)

    def static(self) -> str:
        """Every step in Markdown, for a page without scripts."""
        parts = [f"**{self.title}**"]
        for n, (step, verdict) in enumerate(zip(self.steps, self.verdicts, strict=True), 1):
            parts.append(f"$$\n{step.marked}\n$$\n\n{n}. {step.reason} *{verdict}*")
        return "\n\n".join(parts)
