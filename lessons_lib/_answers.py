"""What a student gives in answer, as numbers; or the sentence that says why it is none."""

from __future__ import annotations

from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lessons_lib._arrays import real_array
from lessons_lib._running import Failed
from lessons_lib._words import told

Array = NDArray[Any]


def as_number(answer: object) -> float:
    """One finite number; raises `Failed` with a sentence for anything else."""
    if isinstance(answer, np.ndarray) and answer.ndim == 0:
        answer = answer[()]
    if isinstance(answer, str):
        raise Failed(f"expected a number, got the text {told(answer)}; {_unquoted(answer)}.")
    if isinstance(answer, bool | np.bool_) or not isinstance(answer, Real):
        raise Failed(f"expected a number, got {told(answer)}.")
    try:
        number = float(answer)
    except OverflowError:
        raise Failed("that number is far too large for any computation here.") from None
    if not np.isfinite(number):
        raise Failed(f"{number} is not a finite number: expected an ordinary one.")
    return number


def _unquoted(text: str) -> str:
    """What to write in place of a text: itself, if it is a number."""
    try:
        float(text)
    except ValueError:
        return "write a number, or Python that computes one, such as np.log(2), without quotes"
    return "write it without quotes"


def as_numbers(answer: object) -> Array:
    """An array of floats, nan and inf among them; raises `Failed` for anything else."""
    if answer is None:
        raise Failed("your function returns nothing; end it with a return line.")
    try:
        return real_array(answer).astype(float)
    except TypeError as error:
        raise Failed(f"expected numbers, got {told(answer)}: {error}.") from None
    except Exception as error:  # of its own __array__
        name = type(error).__name__
        raise Failed(f"expected numbers; reading yours stopped with {name}.") from None


def as_finite(answer: object, shape: tuple[int, ...], example: str) -> Array:
    """Finite numbers of this shape; `example` shows what is accepted."""
    try:
        array = as_numbers("" if answer is None else answer)
    except Failed:
        raise Failed(f"expected {example}; got {told(answer)}.") from None
    if array.shape != shape:
        raise Failed(f"expected {example}; yours have shape {array.shape}.")
    if not np.isfinite(array).all():
        raise Failed(f"expected {example}, all of them finite; got {told(answer)}.")
    return array


def is_rounded(number: float, value: float, least: int = 1) -> bool:
    """Whether `number` is `value` with fewer digits, at `least` so many."""
    if value == float(f"{value:.2g}"):
        return False  # it has only few digits itself
    return any(number == float(f"{value:.{digits}g}") for digits in range(least, 8))


def apart(one: float, other: float) -> tuple[str, str]:
    """Two numbers with as many digits, from four on, as tell them apart."""
    for digits in range(4, 18):
        pair = (f"{one + 0.0:.{digits}g}", f"{other + 0.0:.{digits}g}")
        if pair[0] != pair[1]:
            break
    return pair
