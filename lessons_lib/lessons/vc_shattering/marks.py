"""Points that bear their numbers, and how words name them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text
from numpy.typing import ArrayLike


def hollow(size: float) -> dict[str, Any]:
    """The look of a marker with room for a number."""
    paper = mpl.rcParams["figure.facecolor"]
    return {
        "linestyle": "",
        "markersize": size,
        "markerfacecolor": paper,
        "markeredgewidth": 3,
        "zorder": 4,
    }


def numbers(axes: Axes, most: int) -> list[Text]:
    """The texts 1, 2, ..., to be put on the points."""
    look: dict[str, Any] = {"ha": "center", "va": "center_baseline", "zorder": 5, "size": 12}
    return [axes.text(0, 0, str(i + 1), visible=False, **look) for i in range(most)]


def put(texts: list[Text], places: ArrayLike) -> None:
    """Put number i on place i of (n, 2), and hide the numbers that are left."""
    rows = np.reshape(np.asarray(places, float), (-1, 2)).tolist()
    for i, text in enumerate(texts):
        text.set_visible(i < len(rows))
        if i < len(rows):
            text.set_position(rows[i])


def named(members: Sequence[int], sign: str = "") -> str:
    """Members 0, 1, 2 as "points 1, 2 and 3", each of a sign if one is given."""
    *first, last = (str(i + 1) for i in members)
    words = f"{', '.join(first)} and {last}" if first else last
    return f"{sign} point{'s' if first else ''} {words}".strip()


def legend(beside: Artist, entries: Sequence[tuple[Artist, str]], loc: str, ncols: int = 1) -> None:
    """Name these artists, and no others, in the legend of the figure that `beside` is in."""
    figure = beside.get_figure(root=True)
    assert isinstance(figure, Figure)
    for old in figure.legends[:]:
        old.remove()
    handles, words = zip(*entries, strict=True)
    made = figure.legend(handles, words, loc=loc, ncols=ncols)  # type: ignore[call-overload]
    for handle in made.legend_handles:
        if isinstance(handle, Line2D):
            handle.set_markersize(min(handle.get_markersize(), 16))


def artists(axes: Any, place: str, look: dict[str, Any], width: float) -> list[Any]:
    """Lines for +, -, the edges of hypotheses, the lines of certificates, and their places."""
    line: dict[str, Any] = {"linestyle": "-", "linewidth": width}
    ring: dict[str, Any] = {"markersize": 1.7 * look["markersize"], "markeredgewidth": 1.2 * width}
    ring |= {"linestyle": "", "fillstyle": "none", "zorder": 6}
    found = axes.plot([], [], "o", color="C0", label=f"+{place}", **look)
    found += axes.plot([], [], "s", color="C1", label=f"−{place}", **look)
    found += axes.plot([], [], color="C5", label=f"edge{place}", **line)
    found += axes.plot([], [], color="C3", label=f"proof{place}", **line)
    return [*found, *axes.plot([], [], "o", color="C3", label=f"ring{place}", **ring)]
