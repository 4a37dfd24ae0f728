"""Check a student's answer, and say what is wrong with it.

A check holds the right answer and the plausible wrong ones, each with the sentence that
helps. An answer that equals a known mistake gets its sentence; any other wrong answer is
told where it differs first. Nothing here knows a lesson: each lesson's `exercises` module
fills in its own right and wrong answers.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Function = Callable[..., Any]


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


def check_function(
    answer: Function,
    right: Function,
    mistakes: Mapping[str, Function],
    *probes: NDArray[Any],
    well_done: str = "your function agrees at every point that was tried.",
    tolerance: float = 1e-6,
) -> Feedback:
    """Compare a function with the right one and with known mistakes on `probes`.

    `probes` are the arguments: arrays of equal shape where the right function returns one number
    for each element, anything where it returns one number in all. `mistakes` maps the sentence
    that helps to the function it helps against.
    """
    if not callable(answer):
        return Feedback(False, f"expected a function, got {answer!r}; keep the line with def.")
    try:
        given = answer(*probes)
    except Exception as error:
        return Feedback(False, f"your function stopped with {type(error).__name__}: {error}")
    if given is None:
        return Feedback(False, "your function returns nothing; end it with a return line.")
    wanted = np.asarray(right(*probes), float)
    try:
        given = np.broadcast_to(np.asarray(given, float), wanted.shape)
    except (TypeError, ValueError):
        return Feedback(
            False,
            f"for input of shape {np.shape(probes[0])} your function should return"
            f" {f'numbers of shape {wanted.shape}' if wanted.ndim else 'one number'};"
            f" it returned {_brief(given)}.",
        )

    def close(function: Function) -> bool:
        return np.allclose(given, function(*probes), rtol=tolerance, atol=tolerance)

    if close(right):
        return Feedback(True, well_done)
    for words, mistake in mistakes.items():
        if close(mistake):
            return Feedback(False, words)
    if not wanted.ndim:
        return Feedback(False, f"your function gives {given:.4g}; expected {wanted:.4g}.")
    gap = np.where(np.isfinite(given), np.abs(given - wanted), np.inf)
    worst = np.unravel_index(int(np.argmax(gap)), gap.shape)
    place = ", ".join(f"{np.asarray(probe)[worst]:.4g}" for probe in probes)
    return Feedback(
        False, f"at {place} your function gives {given[worst]:.4g}; expected {wanted[worst]:.4g}."
    )


def check_number(
    answer: float,
    right: float,
    mistakes: Sequence[tuple[Callable[[float], bool], str]],
    *,
    well_done: str,
    tolerance: float = 0.0,
) -> Feedback:
    """Compare a number with the right one; each mistake is a test of the answer and its words."""
    try:
        number = float(answer)
    except (TypeError, ValueError):
        return Feedback(False, f"expected a number in place of {answer!r}.")
    if abs(number - right) <= tolerance:
        return Feedback(True, well_done)
    for applies, words in mistakes:
        if applies(number):
            return Feedback(False, words)
    return Feedback(False, f"{number:g} is too {'large' if number > right else 'small'}.")


def check_choice(answer: str, right: str, words: Mapping[str, str]) -> Feedback:
    """Judge one choice among options named by letters; every option has its own words."""
    letter = str(answer).strip().lower()
    if letter not in words:
        return Feedback(False, f"choose one of {', '.join(words)}; got {answer!r}.")
    return Feedback(letter == right, words[letter])


def _brief(value: object) -> str:
    shape = np.shape(value) if isinstance(value, np.ndarray | list | tuple) else None
    return f"shape {shape}" if shape is not None else repr(value)
