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
from math import isclose
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lessons_lib._answers import apart, as_number, as_numbers, is_rounded
from lessons_lib._running import SECONDS, Failed, run
from lessons_lib._tried import answered
from lessons_lib._words import told

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


def judged(read: Callable[[Any], Any]) -> Callable[[Callable[..., Feedback]], Any]:
    """Makes a check of what `read` finds in the answer.

    An answer may hold code of its own, and only `read` runs that, under the watch; what it
    gives is plain. An answer that has `Failed` gets the words of that as its feedback.
    """

    def decorate(check: Callable[..., Feedback]) -> Callable[..., Feedback]:
        @wraps(check)
        def judge(*given: Any) -> Feedback:
            *exercise, answer = given
            try:
                feedback = check(*exercise, run(lambda: read(answer), seconds=SECONDS))
            except Failed as failed:
                feedback = Feedback(False, str(failed))
            answered(exercise[0] if exercise else judge, feedback.right)
            return feedback

        return judge

    return decorate


def _callable(answer: Any) -> Function:
    if not callable(answer):
        raise Failed(f"expected a function, got {told(answer)}; keep the line with def.")
    return answer


def _letter(answer: Any) -> tuple[str, str]:
    """The letter that was chosen, empty if it is none, and the answer as it is shown."""
    return answer.strip(" ().\n").lower() if isinstance(answer, str) else "", told(answer)


@dataclass(frozen=True, kw_only=True)
class FunctionExercise:
    """A function, compared with the right one and with known mistakes on `probes`.

    Each probe is a tuple of arguments; on at least one of them every mistake differs from
    `right`. `mistakes` maps the sentence that helps to the function it helps against, or to
    several. A call that takes longer than `seconds` is stopped. Where a value depends on more
    than the arguments at its own place, `by_index` tells it by its index.
    """

    asks: str
    right: Function
    mistakes: Mapping[str, Function | tuple[Function, ...]]
    probes: Sequence[tuple[Any, ...]]
    well_done: str = "your function agrees at every point that was tried."
    tolerance: float = 1e-6
    seconds: float = SECONDS
    by_index: bool = False

    def __post_init__(self) -> None:
        for x in (x for probe in self.probes for x in probe if isinstance(x, np.ndarray)):
            x.flags.writeable = False  # what a student gets are copies

    @judged(_callable)
    def __call__(self, answer: Function) -> Feedback:
        # The right values are not there yet while the student's function runs.
        given = [self._value(answer, n) for n in range(len(self.probes))]
        wanted = self.values(self.right)
        if self.same(given, wanted):
            return Feedback(True, self.well_done)
        words = self._known(given, wanted) or self._misshapen(given, wanted)
        return Feedback(False, words or self._difference(given, wanted))

    def values(self, function: Function) -> list[Array]:
        """What one of our own functions gives at every probe."""
        return [np.asarray(run(function, *probe, seconds=np.inf), float) for probe in self.probes]

    def same(self, given: Sequence[Array], wanted: Sequence[Array]) -> bool:
        """Whether two functions gave the same at every probe."""
        return all(self._close(g, w) for g, w in zip(given, wanted, strict=True))

    def _close(self, given: Array, wanted: Array) -> bool:
        if given.size == wanted.size == 1:
            given = given.reshape(wanted.shape)
        rtol = atol = self.tolerance
        return given.shape == wanted.shape and np.allclose(
            given, wanted, rtol=rtol, atol=atol, equal_nan=True
        )

    def _value(self, answer: Function, n: int) -> Array:
        """What the answer gives at a probe; what it prints is shown for the first."""

        def numbers(*xs: Any) -> Array:
            return as_numbers(answer(*xs))

        found: Array = run(numbers, *self.probes[n], seconds=self.seconds, aloud=n == 0)
        return found

    def _misshapen(self, given: Sequence[Array], wanted: Sequence[Array]) -> str:
        """What is said of a wrong shape; empty if all are right."""
        for probe, g, w in zip(self.probes, given, wanted, strict=True):
            if g.shape != w.shape and not g.size == w.size == 1:
                expected, returned = (
                    f"numbers of shape {a.shape}" if a.ndim else "one number" for a in (w, g)
                )
                at = self._told(probe)
                return f"for {at} your function should return {expected}; it returned {returned}."
        return ""

    def _known(self, given: Sequence[Array], wanted: Sequence[Array]) -> str:
        """The sentence for the mistake that this is; empty if it is none that is known.

        It may overflow where the mistake as we wrote it does not: then its finite values decide.
        """
        found = [
            (words, self.values(mistake))
            for words, mistakes in self.mistakes.items()
            for mistake in (mistakes if isinstance(mistakes, tuple) else (mistakes,))
        ]
        for agrees in (self.same, partial(self._agrees, wanted)):
            for words, values in found:
                if agrees(given, values):
                    return words
        return ""

    def _agrees(self, wanted: Sequence[Array], given: Sequence[Array], other: Any) -> bool:
        """Whether the finite values are those of the other one, and some of them are wrong."""
        g, o, w = (np.concatenate([np.ravel(v) for v in vs]) for vs in (given, other, wanted))
        if not g.shape == o.shape == w.shape:
            return False
        kept = np.isfinite(g)
        return self._close(g[kept], o[kept]) and not self._close(g[kept], w[kept])

    def _difference(self, given: Sequence[Array], wanted: Sequence[Array]) -> str:
        """Where it differs most, at the first probe where it does."""
        for probe, g, w in zip(self.probes, given, wanted, strict=True):
            if not self._close(g, w):
                g = g.reshape(w.shape)  # one number may come in brackets
                gap = np.where(np.isfinite(g), np.abs(g - w), np.inf)
                worst = np.unravel_index(int(np.argmax(gap)), gap.shape)
                gives, expected = apart(float(g[worst]), float(w[worst]))
                place = self._place(probe, worst, w.shape)
                return f"{place} your function gives {gives}; expected {expected}."
        raise AssertionError("no difference")

    def _place(self, probe: tuple[Any, ...], worst: tuple[Any, ...], shape: Any) -> str:
        """Where the value stands: by the arguments there, or by its row and column."""
        if self.by_index or any(np.shape(x) != shape for x in probe):
            index = f", at index {', '.join(map(str, worst))}," if worst else ""
            return f"for {self._told(probe)}{index}"
        return f"at {self._told(tuple(np.asarray(x)[worst] for x in probe))}"

    def _told(self, probe: tuple[Any, ...]) -> str:
        """The arguments by their names, the large ones by their shapes."""
        names = inspect.signature(self.right).parameters
        return ", ".join(_argument(name, x) for name, x in zip(names, probe, strict=False))


def _argument(name: str, value: Any) -> str:
    if np.ndim(value) == 2 and np.size(value) <= 2 * FEW:
        return f"{name} = {np.round(value, 3).tolist()}"
    if np.ndim(value) > 1 or np.size(value) > FEW:
        return f"{name} of shape {np.shape(value)}"
    words = ", ".join(f"{v:.4g}" for v in np.atleast_1d(value))
    return f"{name} = ({words})" if np.ndim(value) else f"{name} = {words}"


@dataclass(frozen=True, kw_only=True)
class NumberExercise:
    """A number, compared with the right one.

    `mistakes` maps the sentence that helps to the number it helps against, which may be rounded
    to two digits; each of `rules` is a test of any other answer and its words. A right answer
    may differ by the `tolerance`, or by a millionth.
    """

    asks: str
    right: float
    mistakes: Mapping[str, float]
    well_done: str
    rules: Sequence[tuple[Callable[[float], bool], str]] = ()
    tolerance: float = 0.0

    @judged(as_number)
    def __call__(self, number: float) -> Feedback:
        if isclose(number, self.right, rel_tol=1e-6, abs_tol=max(self.tolerance, 1e-9)):
            return Feedback(True, self.well_done)
        return Feedback(False, self._known(number) or self._difference(number))

    def _known(self, number: float) -> str:
        for words, value in self.mistakes.items():
            if isclose(number, value, rel_tol=2e-3) or is_rounded(number, value, 2):
                return words
        for applies, words in self.rules:
            if applies(number):
                return words
        return ""

    def _difference(self, number: float) -> str:
        given, _ = apart(number, self.right)
        if is_rounded(number, self.right):
            return f"{given} is rounded too far: give more digits."
        if 0 < abs(self.right) < 1 and isclose(number, 100 * self.right, rel_tol=0.05):
            return f"{given} would be in percent: as a share it is {number / 100:.4g}."
        return f"{given} is too {'large' if number > self.right else 'small'}."


@dataclass(frozen=True, kw_only=True)
class ChoiceExercise:
    """One choice among options named by letters; every option has its own words."""

    asks: str
    right: str
    words: Mapping[str, str]

    @judged(_letter)
    def __call__(self, answer: tuple[str, str]) -> Feedback:
        letter, given = answer
        if letter not in self.words:
            options = ", ".join(f'"{option}"' for option in self.words)
            return Feedback(False, f"choose one of {options}; got {given}.")
        return Feedback(letter == self.right, self.words[letter])
