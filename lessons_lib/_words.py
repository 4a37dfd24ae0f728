"""Words of a refusal: what was given, and which name was probably meant."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

LONGEST = 80  # characters of a value that are repeated


def told(value: object) -> str:
    """`repr(value)` in one line, its middle left out if it is long."""
    try:
        return short(repr(value), LONGEST)
    except Exception:  # whole numbers of thousands of digits have no repr
        return f"a value of type {type(value).__name__}"


def short(text: str, most: int) -> str:
    """The text in one line, its middle left out where it has more than `most` characters."""
    words, half = " ".join(text.split()), most // 2
    return words if len(words) <= most else f"{words[:half]} ... {words[-half:]}"


def nearest(name: object, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The known name most like `name`, of which case, hyphens, underscores and spaces do not
    count; None if it is like none of them."""
    if not isinstance(name, str):
        return None
    bare = {_bare(each): each for each in known}
    near = get_close_matches(_bare(name), bare, n=1, cutoff=cutoff)
    return bare[near[0]] if near else None


def meant(name: object, known: Iterable[str]) -> str:
    """ " (did you mean 'relu'?)", or nothing if `name` is like none of the known."""
    near = nearest(name, known)
    return f" (did you mean {near!r}?)" if near else ""


def _bare(name: str) -> str:
    return re.sub(r"[\s_-]", "", name).casefold()
