"""What a student gives in answer, as numbers; or the sentence that says why it is none."""

from __future__ import annotations

from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lessons_lib._running import Failed, shown

Array = NDArray[Any]


def as_number(answer: object) -> float:
    """One finite number; raises `Failed` with a sentence for anything else."""
    if isinstance(answer, np.ndarray) and answer.ndim == 0:
        answer = answer[()]
    if isinstance(answer, str):
        raise Failed(f"expected a number, got the text {shown(answer)}; write it without quotes.")
    if isinstance(answer, bool | np.bool_) or not isinstance(answer, Real):
        raise Failed(f"expected a number, got {shown(answer)}.")
    try:
        number = float(answer)
    except OverflowError:
        raise Failed("that number is far too large for any computation here.") from None
    if not np.isfinite(number):
        raise Failed(f"{number} is not a finite number: expected an ordinary one.")
    return number


def as_numbers(answer: object) -> Array:
    """An array of floats, nan and inf among them; raises `Failed` for anything else."""
    if answer is None:
        raise Failed("your function returns nothing; end it with a return line.")
    try:
        array = np.asarray(answer)
    except Exception:
        raise Failed(f"expected numbers in a regular array, got {shown(answer)}.") from None
    if array.dtype.kind == "c":
        raise Failed(f"expected real numbers, got complex ones: {shown(answer)}.")
    real = array.dtype.kind in "biuf" or (
        array.dtype.kind == "O" and all(isinstance(v, Real) for v in array.flat)
    )
    if not real or np.ma.is_masked(answer):
        raise Failed(f"expected numbers, got {shown(answer)}.")
    try:
        return array.astype(float)
    except OverflowError:
        raise Failed("one of the numbers is far too large for any computation here.") from None


def as_finite(answer: object, shape: tuple[int, ...], example: str) -> Array:
    """Finite numbers of this shape; `example` shows what is accepted."""
    try:
        array = as_numbers("" if answer is None else answer)
    except Failed:
        raise Failed(f"expected {example}; got {shown(answer)}.") from None
    if array.shape != shape:
        raise Failed(f"expected {example}; yours have shape {array.shape}.")
    if not np.isfinite(array).all():
        raise Failed(f"expected {example}, all of them finite; got {shown(answer)}.")
    return array


def is_rounded(number: float, value: float, least: int = 1) -> bool:
    """Whether `number` is `value` with fewer digits, at `least` so many."""
    if value == float(f"{value:.2g}"):
        return False  # it has only few digits itself
    return any(number == float(f"{value:.{digits}g}") for digits in range(least, 8))


def apart(one: float, other: float) -> tuple[str, str]:
    """Two numbers with as many digits, from four on, as tell them apart."""
    for digits in range(4, 18):
        told = (f"{one + 0.0:.{digits}g}", f"{other + 0.0:.{digits}g}")
        if told[0] != told[1]:
            break
    return told
