"""What hinders a reader in a picture, found without knowing what it shows.

Each function yields a sentence for every fault of the figure as it is drawn now.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from tests.pictures import artists, legend_facts, look, numbers

HAIR = 2.0  # pixels
COVERED = 0.04  # share of a curve that a legend may hide


def faults(picture: Any) -> list[str]:
    """Everything that is found in an explorable's picture."""
    with picture.painter.style():
        picture.figure.draw_without_rendering()
        return list(_faults(picture.figure))


def _faults(figure: Figure) -> Iterator[str]:
    for axes in figure.axes:
        if axes.get_visible():
            yield from legend_names_what_is_drawn(axes)
            yield from legend_covers_nothing(axes)
            yield from nothing_lies_outside(axes)
    yield from words_are_whole(figure)
    yield from words_do_not_overlap(figure)


def legend_names_what_is_drawn(axes: Axes) -> Iterator[str]:
    """Every entry has an artist in the axes that looks so, and one of its name if any has it."""
    if legend := axes.get_legend():
        drawn = artists(axes)
        looks = {name: _gist(look(a)) for name, a in drawn.items()}
        for name, entry in legend_facts(legend).items():
            named = {looks[n] for n, a in drawn.items() if a.get_label() == name}
            if _gist(entry) not in (named or looks.values()):
                yield f"the legend names {name!r}, and nothing is drawn so"


def _gist(found: str) -> str:
    """A look without the width of its line and the edge of its face."""
    colour, _, rest = found.partition(" ")
    return f"{colour} {rest.partition(' ')[0]}" if rest and rest[0] != "#" else colour


def legend_covers_nothing(axes: Axes) -> Iterator[str]:
    """No curve runs under the legend for long, no marker lies under it."""
    legend = axes.get_legend()
    if legend is None:
        return
    box = legend.get_window_extent()
    for name, artist in artists(axes).items():
        if isinstance(artist, Line2D):
            places = _on_screen(artist)
            under = _inside(box, places)
            markers = artist.get_marker() not in (None, "None", "")
            if under.any() and (markers or under.mean() > COVERED):
                yield f"the legend covers {under.mean():.0%} of {name!r}"


def nothing_lies_outside(axes: Axes) -> Iterator[str]:
    """No artist has all its points, and no marker has its place, outside the axes."""
    box = axes.get_window_extent().padded(HAIR)
    for name, artist in artists(axes).items():
        if isinstance(artist, Line2D) and artist.get_transform() == axes.transData:
            outside = ~_inside(box, _on_screen(artist))
            alone = artist.get_linestyle() in ("None", "")
            if outside.size and (outside.all() or (alone and outside.any())):
                yield f"{outside.sum()} of {outside.size} points of {name!r} lie outside the axes"


def words_are_whole(figure: Figure) -> Iterator[str]:
    """No text sticks out of the picture."""
    page = figure.bbox.padded(HAIR)
    for text in _texts(figure):
        box = text.get_window_extent()
        if box.x0 < page.x0 or box.y0 < page.y0 or box.x1 > page.x1 or box.y1 > page.y1:
            yield f"{text.get_text()!r} is cut off"


def words_do_not_overlap(figure: Figure) -> Iterator[str]:
    """No two texts lie on each other, and none lies under a legend."""
    boxes = [(text.get_text(), _shrunk(text.get_window_extent())) for text in _texts(figure)]
    for i, (one, a) in enumerate(boxes):
        for other, b in boxes[i + 1 :]:
            if a.overlaps(b):
                yield f"{one!r} overlaps {other!r}"


def _texts(figure: Figure) -> list[Text]:
    """Every text that is drawn: titles, labels, ticks within the limits, legends, notes."""
    found = [*figure.texts, *(t for legend in figure.legends for t in legend.get_texts())]
    for axes in figure.axes:
        if axes.get_visible():
            titles = axes.title, axes._left_title, axes._right_title
            found += [*titles, *axes.texts, *_ticks_and_labels(axes)]
            if legend := axes.get_legend():
                found += legend.get_texts()
    return [t for t in found if t.get_visible() and t.get_text().strip()]


def _ticks_and_labels(axes: Axes) -> Iterator[Text]:
    if not axes.axison:
        return
    for axis, limits in ((axes.xaxis, axes.get_xlim()), (axes.yaxis, axes.get_ylim())):
        yield axis.label
        for at, tick in zip(axis.get_majorticklocs(), axis.get_major_ticks(), strict=False):
            if min(limits) <= at <= max(limits):
                yield from (t for t in (tick.label1, tick.label2) if t.get_visible())


def _shrunk(box: Bbox) -> Bbox:
    """Without the air around the letters."""
    return Bbox.from_extents(
        box.x0 + HAIR, box.y0 + 0.2 * box.height, box.x1 - HAIR, box.y1 - 0.2 * box.height
    )


def _on_screen(line: Line2D) -> np.ndarray:
    """Pixels of a line's points, and of places between them where it is drawn through."""
    xy = numbers(line)
    xy = line.get_transform().transform(xy[np.isfinite(xy).all(1)])
    if line.get_linestyle() not in ("None", "") and 1 < len(xy) < 50:
        steps = np.linspace(0, len(xy) - 1, 200)
        xy = np.stack([np.interp(steps, np.arange(len(xy)), v) for v in xy.T], 1)
    return xy


def _inside(box: Bbox, places: np.ndarray) -> np.ndarray:
    x, y = places.T if places.size else np.empty((2, 0))
    return (box.x0 <= x) & (x <= box.x1) & (box.y0 <= y) & (y <= box.y1)
