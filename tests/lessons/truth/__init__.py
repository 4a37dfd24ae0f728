"""What the mathematics says that each artist of each picture shows, by independent lines.

A lesson's module has for each picture a function from the picture, as its controls stand, to
what its artists must show, by "number of the axes, name of the artist" as `pictures.artists`
names them (a pattern such as "0 line seed *" names several):

    an array      the heights y of a line or points, the rows (x, y), or an image's values
    (x, y)        both
    a list        one of these for each artist of the pattern, in order
    None          it is not drawn now
    Elsewhere     another test holds it, which the words name

It uses NumPy, SciPy or scikit-learn and the lecture's formulas, and none of the functions that
the picture itself uses. Words on the picture are held by what is written down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from importlib import import_module
from typing import Any, NamedTuple

import numpy as np

from tests.pictures import artists, is_log, numbers


class Elsewhere(NamedTuple):
    """Another test holds this artist: which, and against what."""

    held: str


Truth = Callable[[Any], dict[str, Any]]


def truth_of(lesson: str, kind: type) -> Truth:
    module = import_module(f"tests.lessons.truth.{lesson}")
    found: Truth = module.TRUTH[kind]
    return found


def untrue(picture: Any, truth: Truth) -> Iterator[str]:
    """Every artist that shows something else than it should, or of which nothing is known."""
    left = drawn(picture)
    for pattern, expected in truth(picture).items():
        names = [name for name in left if fnmatchcase(name, _literal(pattern))]
        each = expected if isinstance(expected, list) else [expected] * max(len(names), 1)
        if expected is None or isinstance(expected, Elsewhere):
            if expected is None and names:
                yield f"{names[0]!r} is drawn"
        elif len(each) != len(names):
            yield f"{len(names)} artists {pattern!r} are drawn, not {len(each)}"
        for name, values in zip(names, each, strict=False):
            if values is not None and not isinstance(values, Elsewhere):
                yield from _unlike(name, left[name], values)
        left = {name: artist for name, artist in left.items() if name not in names}
    yield from (f"nothing is known of {name!r}" for name in left)


def outline(x: Any, low: Any, high: Any) -> tuple[Any, Any]:
    """A filled band as Matplotlib closes it: along the lower edge, and back along the upper."""
    around = np.r_[x[:1], x, x[-1:], x[::-1], x[:1]]
    return around, np.r_[high[:1], low, high[-1:], high[::-1], high[:1]]


def drawn(picture: Any) -> dict[str, Any]:
    """Every artist that shows data, by axes and name."""
    return {
        f"{i} {name}": artist
        for i, axes in enumerate(picture.figure.axes)
        if axes.get_visible()
        for name, artist in artists(axes).items()
        if not name.startswith("text")
    }


def _literal(pattern: str) -> str:
    """Brackets stand in labels, and mean nothing."""
    return pattern.replace("[", "[[]")


def _unlike(name: str, artist: Any, expected: Any) -> Iterator[str]:
    shown = numbers(artist)
    columns = expected if isinstance(expected, tuple) else (None, expected)
    if isinstance(expected, tuple) or np.shape(expected) == (len(shown),) != shown.shape:
        pairs = [
            (shown[:, i], e, is_log(artist, "xy"[i]))
            for i, e in enumerate(columns)
            if e is not None
        ]
    else:
        pairs = [(shown, expected, False)]
    for a, b, log in pairs:
        a, b = np.asarray(a, float), np.asarray(b, float)
        if a.shape != b.shape:
            yield f"{name!r} shows shape {a.shape}, not {b.shape}"
            continue
        # On a logarithmic axis small values are seen as well as large ones.
        hair = 0.0 if log else 1e-4 * np.abs(b[np.isfinite(b)]).max(initial=1e-8)
        apart = ~np.isclose(a, b, rtol=1e-3, atol=hair, equal_nan=True)
        if apart.any():
            worst = tuple(int(i) for i in np.argwhere(apart)[0])
            yield f"{name!r} shows {a[worst]:.5g}, not {b[worst]:.5g}, at index {worst}"
