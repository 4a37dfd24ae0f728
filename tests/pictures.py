"""What a reader sees of a picture, as facts that can be compared and written down.

`facts(picture)` lists the words, the controls, and for each axes its labels, ticks, limits,
legend and artists: what kind each is, how it looks, and a few of its numbers. Names are the
artists' labels; what has none is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import Collection, LineCollection, PathCollection
from matplotlib.colors import to_hex
from matplotlib.contour import ContourSet
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, StepPatch
from matplotlib.text import Text

FEW = 7  # places at which an array is looked at
Facts = dict[str, Any]


def facts(picture: Any) -> Facts:
    """All that is seen now of an explorable, flat: "axes 0 / x / label" -> "input x"."""
    seen: Facts = {"words": picture.readout, "hidden": sorted(picture.hidden())}
    seen["control"] = {name: _told(control) for name, control in picture.controls.items()}
    seen["button"] = {name: action.label for name, action in picture.actions.items()}
    with picture.painter.style():  # colours such as "C0" are looked up when they are needed
        return dict(_flat(seen | _figure_facts(picture.figure)))


def _told(control: Any) -> str:
    """What is written beside a control, and where it may go."""
    reach = vars(control).keys() & {"min", "max", "step", "log", "options", "move", "count"}
    return ", ".join([control.label, *(f"{k} {vars(control)[k]}" for k in sorted(reach))])


def _figure_facts(figure: Figure) -> Facts:
    figure.draw_without_rendering()
    seen: Facts = {}
    for i, axes in enumerate(figure.axes):
        if axes.get_visible():
            seen[f"axes {i}"] = axes_facts(axes)
    for legend in figure.legends:
        seen["legend"] = legend_facts(legend)
    return seen


def _flat(seen: Facts, where: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in seen.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{where}{key} / ")
        else:
            yield f"{where}{key}", value


def axes_facts(axes: Axes) -> Facts:
    """Labels, ticks and limits; the legend; every artist."""
    seen: Facts = {"title": axes.get_title()}
    for name in "xy" if axes.axison else "":
        axis, limits = getattr(axes, f"{name}axis"), getattr(axes, f"get_{name}lim")()
        ticks = zip(axis.get_majorticklocs(), axis.get_ticklabels(), strict=False)
        seen[name] = {
            "label": axis.get_label_text(),
            "scale": axis.get_scale(),
            "limits": [digits(v) for v in limits],
            "ticks": [t.get_text() for at, t in ticks if min(limits) <= at <= max(limits)],
        }
    if legend := axes.get_legend():
        seen["legend"] = legend_facts(legend)
    return seen | {name: artist_facts(artist) for name, artist in artists(axes).items()}


def legend_facts(legend: Legend) -> dict[str, str]:
    """Each entry's words, and how what stands before them looks."""
    entries = zip(legend.get_texts(), legend.legend_handles, strict=True)
    return {text.get_text(): look(handle) for text, handle in entries if handle is not None}


def artists(axes: Axes) -> dict[str, Artist]:
    """What a lesson has drawn into the axes and is visible, by name."""
    found, seen = {}, Counter()
    fixed = {*axes.spines.values(), axes.patch, axes.title, axes._left_title, axes._right_title}
    for artist in axes.get_children():
        kind = kind_of(artist)
        if kind and artist.get_visible() and artist not in fixed and not is_empty(artist):
            label = str(artist.get_label())
            name = f"{kind} {label}" if label and label[0] != "_" and label != "None" else kind
            seen[name] += 1
            found[name if seen[name] == 1 else f"{name} #{seen[name]}"] = artist
    return found


KINDS = (
    (Line2D, "line"),
    (AxesImage, "image"),
    (ContourSet, "contours"),
    (PathCollection, "points"),
    (LineCollection, "lines"),
    (Collection, "area"),
    (StepPatch, "steps"),
    (Patch, "patch"),
    (Text, "text"),
)


def kind_of(artist: Artist) -> str:
    return next((name for kind, name in KINDS if isinstance(artist, kind)), "")


def is_empty(artist: Artist) -> bool:
    return (isinstance(artist, Text) and not artist.get_text()) or numbers(artist).size == 0


def numbers(artist: Artist) -> np.ndarray:
    """What the artist shows: rows of (x, y) of lines and shapes, the values of an image."""
    if isinstance(artist, Line2D):
        return np.asarray(artist.get_xydata(), float)
    if isinstance(artist, AxesImage):
        return np.ma.filled(np.ma.asarray(artist.get_array(), float), np.nan)
    if isinstance(artist, Text):
        return np.asarray(artist.get_position(), float)[None]
    if isinstance(artist, PathCollection):
        return np.ma.filled(np.ma.asarray(artist.get_offsets(), float), np.nan)
    if isinstance(artist, Collection):
        values = artist.get_array()
        if values is not None and not isinstance(artist, ContourSet):
            return np.ma.filled(np.ma.asarray(values, float), np.nan)
        paths = [p.vertices for p in artist.get_paths() if len(p.vertices)]
        return np.concatenate(paths) if paths else np.empty((0, 2))
    if isinstance(artist, StepPatch):
        return np.asarray(artist.get_data().values, float)
    assert isinstance(artist, Patch)
    path = artist.get_path().transformed(artist.get_patch_transform())
    return np.asarray(path.vertices, float)


def artist_facts(artist: Artist) -> Facts:
    """How an artist looks, and a few of its numbers."""
    seen: Facts = {"look": look(artist), **digest(artist)}
    if isinstance(artist, Text):
        seen["text"] = artist.get_text()
    if isinstance(artist, AxesImage):
        seen["place"] = [artist.origin, *(digits(v) for v in artist.get_extent())]
    return seen


def look(artist: Any) -> str:
    """Colour, marker and dashes, or face and hatch; what tells one artist from another."""
    if isinstance(artist, Line2D):
        mark = artist.get_marker() if artist.get_marker() not in (None, "None", "") else ""
        dashes = artist.get_linestyle() if artist.get_linestyle() not in ("None", "") else ""
        return f"{_hex(artist.get_color())} {mark}{dashes} {artist.get_linewidth():g}"
    if isinstance(artist, AxesImage):
        low, high = artist.get_clim()
        return f"{artist.get_cmap().name} {digits(low)} {digits(high)}"
    if isinstance(artist, Text):
        return _hex(artist.get_color())
    faces = np.atleast_2d(artist.get_facecolor())
    edges = np.atleast_2d(artist.get_edgecolor())
    colours = dict.fromkeys(_hex(c) for c in [*faces[:9], *edges[:9]])
    return " ".join([*colours, artist.get_hatch() or ""]).strip()


def _hex(colour: Any) -> str:
    return to_hex(colour, keep_alpha=True).removesuffix("ff")


def digest(artist: Artist) -> Facts:
    """How many numbers, and of each column the mean, the spread and a few even places."""
    values = numbers(artist)
    seen: Facts = {"count": values.size}
    if values.ndim == 2 and values.shape[1] == 2 and not isinstance(artist, AxesImage):
        for name, column in zip("xy", values.T, strict=True):
            column = _scaled(column, artist, name)
            seen[name] = _summary(column) + [digits(v) for v in column[_places(len(column))]]
    else:
        seen["values"] = _summary(values) + [digits(v) for v in _thinned(values)]
    return seen


def _scaled(column: np.ndarray, artist: Artist, name: str) -> np.ndarray:
    """On a logarithmic axis a reader sees the logarithm."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log10(column) if is_log(artist, name) else column


def is_log(artist: Artist, name: str) -> bool:
    """Whether the artist's x or y is drawn on a logarithmic axis."""
    axes = artist.axes
    in_data = axes is not None and artist.get_transform().contains_branch(axes.transData)
    return in_data and getattr(axes, f"get_{name}scale")() == "log"


def _thinned(values: np.ndarray) -> np.ndarray:
    """A few rows and columns of an image."""
    for axis in range(min(values.ndim, 2)):
        values = values.take(_places(values.shape[axis]), axis)
    return values.ravel()


def _summary(values: np.ndarray) -> list[float]:
    finite = values[np.isfinite(values)]
    return [digits(finite.mean()), digits(finite.std())] if finite.size else [np.nan, np.nan]


def _places(n: int) -> np.ndarray:
    return np.linspace(0, n - 1, min(n, FEW)).round().astype(int)


def digits(value: float) -> float:
    return float(f"{value:.5g}")


def differences(seen: Facts, known: Facts) -> Iterator[str]:
    """Where facts differ: words exactly, numbers by more than a thousandth."""
    for key in dict.fromkeys([*known, *seen]):
        if not same(seen.get(key), known.get(key)):
            yield f"{key}: {seen.get(key)!r} was {known.get(key)!r}"


def same(seen: Any, known: Any) -> bool:
    """Whether two facts are one."""
    if not (_are_numbers(seen) and _are_numbers(known) and len(seen) == len(known)):
        return bool(seen == known)
    a, b = np.array(seen, float), np.array(known, float)
    largest = np.abs(b[np.isfinite(b)]).max(initial=0.0)
    return np.allclose(a, b, rtol=1e-3, atol=3e-4 * largest + 1e-12, equal_nan=True)


def _are_numbers(values: Any) -> bool:
    return isinstance(values, list) and all(isinstance(v, int | float) for v in values)
