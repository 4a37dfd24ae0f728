"""What counts as an array of real numbers, and as a sequence; the rest is refused in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from itertools import islice
from typing import Any

UNORDERED = (str, bytes, bytearray, Mapping, AbstractSet)


def in_order(values: Any, most: int) -> tuple[Any, ...]:
    """The entries of a list, a tuple, an array, a generator: at most one more than `most`.

    Raises TypeError for what has no order, as a set and a dict, and for what has no entries.
    """
    if isinstance(values, UNORDERED) or not isinstance(values, Iterable):
        raise TypeError("not a sequence")
    return tuple(islice(values, most + 1))
