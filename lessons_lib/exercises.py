"""Check a student's answer, and say what is wrong with it.

An exercise holds the right answer and the plausible wrong ones, each with the sentence that
helps; called with an answer it gives a `Feedback`, whatever it is called with. An answer that
equals a known mistake gets its sentence; any other wrong answer is told where it differs.
Nothing here knows a lesson: each lesson's `check` module fills in its own.
"""

from __future__ import annotations

import html
import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial, wraps
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lessons_lib._answers import as_number, as_numbers, is_rounded
from lessons_lib._running import SECONDS, Failed, run, shown

Array = NDArray[Any]
Function = Callable[..., Any]
FEW = 6  # numbers that are written out


@dataclass(frozen=True)
class Feedback:
    """What is said of an answer; the last line of an exercise cell shows it."""

    right: bool
    words: str

    def __repr__(self) -> str:
        return f"{'Right' if self.right else 'Not yet'}: {self.words}"

    def _repr_html_(self) -> str:
        mark, colour = ("✓", "#00805c") if self.right else ("✗", "#d55e00")
        style = f"border-left: 4px solid {colour}; padding: 2px 10px"
        return f'<div role="status" style="{style}">{mark} {html.escape(repr(self))}</div>'


def judged(check: Callable[..., Feedback]) -> Callable[..., Feedback]:
    """A check in which an answer that has `Failed` gets the words of that as its feedback."""

    @wraps(check)
    def judge(*answer: Any) -> Feedback:
        try:
            return check(*answer)
        except Failed as failed:
            return Feedback(False, str(failed))

    return judge


@dataclass(frozen=True, kw_only=True)
class FunctionExercise:
    """A function, compared with the right one and with known mistakes on `probes`.

    Each probe is a tuple of arguments; on at least one of them every mistake differs from
    `right`. `mistakes` maps the sentence that helps to the function it helps against. A call
    that takes longer than `seconds` is stopped.
    """

    asks: str
    right: Function
    mistakes: Mapping[str, Function]
    probes: Sequence[tuple[Any, ...]]
    well_done: str = "your function agrees at every point that was tried."
    tolerance: float = 1e-6
    seconds: float = SECONDS

    @judged
    def __call__(self, answer: Function) -> Feedback:
        if not callable(answer):
            raise Failed(f"expected a function, got {shown(answer)}; keep the line with def.")
        wanted = self.values(self.right)
        pairs = zip(self.probes, wanted, strict=True)
        given = [self._value(answer, probe, w) for probe, w in pairs]
        if self.same(given, wanted):
            return Feedback(True, self.well_done)
        return Feedback(False, self._known(given, wanted) or self._difference(given, wanted))

    def values(self, function: Function) -> list[Array]:
        """What one of our own functions gives at every probe."""
        return [np.asarray(run(function, *probe, seconds=np.inf), float) for probe in self.probes]

    def same(self, given: Sequence[Array], wanted: Sequence[Array]) -> bool:
        """Whether two functions gave the same at every probe."""
        return all(self._close(g, w) for g, w in zip(given, wanted, strict=True))

    def _close(self, given: Array, wanted: Array) -> bool:
        rtol = atol = self.tolerance
        return np.allclose(given, wanted, rtol=rtol, atol=atol, equal_nan=True)

    def _value(self, answer: Function, probe: tuple[Any, ...], wanted: Array) -> Array:
        """What the answer gives at one probe, in the shape that is wanted."""
        given = run(lambda *xs: as_numbers(answer(*xs)), *probe, seconds=self.seconds)
        try:
            return np.broadcast_to(given, wanted.shape)
        except ValueError:
            expected = f"numbers of shape {wanted.shape}" if wanted.ndim else "one number"
            raise Failed(
                f"for {self._told(probe)} your function should return {expected};"
                f" it returned shape {given.shape}."
            ) from None

    def _known(self, given: Sequence[Array], wanted: Sequence[Array]) -> str:
        """The sentence for the mistake that this is; empty if it is none that is known.

        It may overflow where the mistake as we wrote it does not: then its finite values decide.
        """
        found = {words: self.values(mistake) for words, mistake in self.mistakes.items()}
        for agrees in (self.same, partial(self._agrees, wanted)):
            for words, values in found.items():
                if agrees(given, values):
                    return words
        return ""

    def _agrees(self, wanted: Sequence[Array], given: Sequence[Array], other: Any) -> bool:
        """Whether the finite values are those of the other one, and some of them are wrong."""
        g, o, w = (np.concatenate([np.ravel(v) for v in vs]) for vs in (given, other, wanted))
        kept = np.isfinite(g)
        return self._close(g[kept], o[kept]) and not self._close(g[kept], w[kept])

    def _difference(self, given: Sequence[Array], wanted: Sequence[Array]) -> str:
        """Where it differs most, at the first probe where it does."""
        for probe, g, w in zip(self.probes, given, wanted, strict=True):
            if not self._close(g, w):
                gap = np.where(np.isfinite(g), np.abs(g - w), np.inf)
                worst = np.unravel_index(int(np.argmax(gap)), gap.shape)
                return (
                    f"{self._place(probe, worst, w.shape)} your function gives {g[worst]:.4g};"
                    f" expected {w[worst]:.4g}."
                )
        raise AssertionError("no difference")

    def _place(self, probe: tuple[Any, ...], worst: tuple[Any, ...], shape: Any) -> str:
        """Where the value stands: by the arguments there, or by its row and column."""
        if any(np.shape(x) != shape for x in probe):
            index = f", at index {', '.join(map(str, worst))}," if worst else ""
            return f"for {self._told(probe)}{index}"
        return f"at {self._told(tuple(np.asarray(x)[worst] for x in probe))}"

    def _told(self, probe: tuple[Any, ...]) -> str:
        """The arguments by their names, the large ones by their shapes."""
        names = inspect.signature(self.right).parameters
        return ", ".join(_argument(name, x) for name, x in zip(names, probe, strict=False))


def _argument(name: str, value: Any) -> str:
    if np.ndim(value) > 1 or np.size(value) > FEW:
        return f"{name} of shape {np.shape(value)}"
    told = ", ".join(f"{v:.4g}" for v in np.atleast_1d(value))
    return f"{name} = ({told})" if np.ndim(value) else f"{name} = {told}"


@dataclass(frozen=True, kw_only=True)
class NumberExercise:
    """A number, compared with the right one.

    `mistakes` maps the sentence that helps to the number it helps against; each of `rules` is a
    test of any other answer and its words.
    """

    asks: str
    right: float
    mistakes: Mapping[str, float]
    well_done: str
    rules: Sequence[tuple[Callable[[float], bool], str]] = ()
    tolerance: float = 1e-9

    @judged
    def __call__(self, answer: float) -> Feedback:
        number = as_number(answer)
        if self.near(number, self.right):
            return Feedback(True, self.well_done)
        return Feedback(False, self._known(number) or self._difference(number))

    def near(self, number: float, value: float) -> bool:
        """Whether a number counts as this value."""
        return abs(number - value) <= self.tolerance

    def _known(self, number: float) -> str:
        for words, value in self.mistakes.items():
            if self.near(number, value):
                return words
        for applies, words in self.rules:
            if applies(number):
                return words
        return ""

    def _difference(self, number: float) -> str:
        if is_rounded(number, self.right):
            return f"{number:g} is rounded too far: give more digits."
        return f"{number:g} is too {'large' if number > self.right else 'small'}."


@dataclass(frozen=True, kw_only=True)
class ChoiceExercise:
    """One choice among options named by letters; every option has its own words."""

    asks: str
    right: str
    words: Mapping[str, str]

    def __call__(self, answer: str) -> Feedback:
        letter = answer.strip(" ().\n").lower() if isinstance(answer, str) else None
        if letter not in self.words:
            options = ", ".join(f'"{option}"' for option in self.words)
            return Feedback(False, f"choose one of {options}; got {shown(answer)}.")
        return Feedback(letter == self.right, self.words[letter])
