"""What counts as an array of real numbers, and as a sequence.

Integers, floats and booleans (0 and 1) are real numbers, also in an array of Python objects or
in a data frame. Masked entries are refused: NumPy's functions would compute with the numbers
under the mask, and most return an array without it. Text, times and complex numbers are
refused, although NumPy would turn some of them into floats.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from itertools import islice
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib._words import told

PLAIN = {float, int, bool}
OTHER = {"S": "text", "U": "text", "M": "dates", "m": "spans of time", "V": "records"}
UNMASK = "fill them with .filled(value), or leave them out"


def in_order(values: Any, most: int) -> tuple[Any, ...]:
    """The entries of a list, a tuple, an array, a generator: at most one more than `most`.

    Raises TypeError, whose words say which, for what has no order, as a set and a dict, and for
    what has no entries.
    """
    if isinstance(values, Mapping | AbstractSet):
        raise TypeError("has no order")
    if isinstance(values, str | bytes | bytearray) or not isinstance(values, Iterable):
        raise TypeError("is not a list")
    try:
        return tuple(islice(values, most + 1))
    except TypeError:  # an array of no dimension
        raise TypeError("is not a list") from None


def real_array(values: Any) -> NDArray[Any]:
    """`values` as an array of booleans, integers or floats; any shape.

    Raises TypeError, whose words say why it is none and what to do.
    """
    if type(values) is np.ndarray and values.dtype.kind in "biuf":
        return values
    if masked(values):
        raise TypeError(f"some entries are masked; {UNMASK}")
    if hasattr(values, "toarray"):
        raise TypeError("it is sparse; call .toarray() first")
    try:
        array = np.asarray(values)
        if array.dtype.kind == "O":
            array = _reals(array)
    except ValueError:
        raise TypeError("its rows differ in length; make them equally long") from None
    except OverflowError:
        raise TypeError("it holds a number beyond the largest float") from None
    if array.dtype.kind not in "biuf":
        raise TypeError("give real numbers only")
    return array


def as_floats(values: ArrayLike) -> NDArray[Any]:
    """An array of floats: float32 stays float32, integers and booleans become float64.

    Raises TypeError, in one sentence, for anything else; see `real_array`.
    """
    try:
        array = real_array(values)
    except TypeError as why:
        raise TypeError(f"{told(values)} is not an array of real numbers: {why}.") from None
    return array if array.dtype.kind == "f" else array.astype(np.float64)


def no_numbers(values: Any) -> str:
    """What NumPy would turn into numbers though it is none: text, dates; empty if there is none."""
    try:
        array = np.asarray(values)
    except ValueError:
        return ""
    texts = array.dtype.kind == "O" and any(isinstance(each, str | bytes) for each in array.flat)
    return "text" if texts else OTHER.get(array.dtype.kind, "")


def masked(values: Any) -> bool:
    """Whether an entry of the array, or of the arrays and numbers in a list, is masked."""
    todo, seen = [values], set()
    while todo:
        each = todo.pop()
        if isinstance(each, np.ma.MaskedArray) and np.ma.is_masked(each):
            return True
        if isinstance(each, list | tuple) and id(each) not in seen:
            seen.add(id(each))
            if not set(map(type, each)) <= PLAIN:
                todo += each
    return False


def _reals(objects: NDArray[Any]) -> NDArray[Any]:
    if not all(isinstance(each, Real | np.bool_) for each in objects.flat):
        raise TypeError("give real numbers only")
    return objects.astype(np.float64)
