"""Faults of pictures, planted while they run: does anything notice?

    python -m tests.faults [--seed 0] [LESSON ...]

Each operator damages one picture as a slip of the hand would, by a seed; the tests of
`lessons/test_pictures` are then asked, as they stand. A fault that changes no pixel and no word
in any state is none. `make faults` prints a table: planted, noticed, and by which tests.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

import numpy as np
import pytest
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D

from lessons_lib.explorable import Explorable
from tests.lessons import test_pictures
from tests.lessons.recorded import LESSONS, kinds, states
from tests.pictures import artists

Operator = Callable[[Any, np.random.Generator], None]
Test = Callable[[str, Any], Iterable[Any]]
TESTS: dict[str, Test] = {
    "written down": partial(test_pictures.look, looks=(test_pictures.written_down,)),
    "mathematics": partial(test_pictures.look, looks=(test_pictures.mathematics,)),
    "reader": partial(test_pictures.look, looks=(test_pictures.reader,)),
    "controls": lambda lesson, kind: sorted(test_pictures.idle(kind)),
}


def texts_exchanged(picture: Any, rng: np.random.Generator) -> None:
    """Two entries of a legend bear each other's words."""
    legends = [*picture.figure.legends, *(a.get_legend() for a in picture.figure.axes)]
    entries = [legend.get_texts() for legend in legends if legend is not None]
    one, other = _two([list(texts) for texts in entries if len(texts) > 1], rng)
    words = one.get_text(), other.get_text()
    one.set_text(words[1])
    other.set_text(words[0])


def colours_exchanged(picture: Any, rng: np.random.Generator) -> None:
    """Two lines have each other's colours."""
    one, other = _two([_lines(axes) for axes in picture.figure.axes], rng)
    colours = one.get_color(), other.get_color()
    one.set_color(colours[1])
    other.set_color(colours[0])


def labels_exchanged(picture: Any, rng: np.random.Generator) -> None:
    """The labels of the two axes have changed places."""
    axes = _one([a for a in picture.figure.axes if a.get_xlabel() != a.get_ylabel()], rng)
    labels = axes.get_xlabel(), axes.get_ylabel()
    axes.set(xlabel=labels[1], ylabel=labels[0])


def negated(picture: Any, rng: np.random.Generator) -> None:
    """A curve has the other sign."""
    _scale(picture, rng, -1.0)


def scaled(picture: Any, rng: np.random.Generator) -> None:
    """A curve is 3 % too high."""
    _scale(picture, rng, 1.03)


def shifted(picture: Any, rng: np.random.Generator) -> None:
    """A curve shows the value of its neighbour."""
    line = _one([n for a in picture.figure.axes for n in _lines(a) if len(n.get_ydata()) > 2], rng)
    line.set_ydata(np.roll(np.asarray(line.get_ydata(), float), 1))


def flipped(picture: Any, rng: np.random.Generator) -> None:
    """An image stands on its head."""
    images = [image for axes in picture.figure.axes for image in axes.images]
    image = _one(images, rng)
    image.set_data(np.asarray(image.get_array())[::-1])


OPERATORS: dict[str, Operator] = {
    f.__name__: f
    for f in (
        texts_exchanged,
        colours_exchanged,
        labels_exchanged,
        negated,
        scaled,
        shifted,
        flipped,
    )
}


class Inapplicable(Exception):
    """The picture has nothing that this fault could damage."""


def _one(found: list[Any], rng: np.random.Generator) -> Any:
    if not found:
        raise Inapplicable
    return found[int(rng.integers(len(found)))]


def _two(groups: list[list[Any]], rng: np.random.Generator) -> Any:
    group = _one([g for g in groups if len(g) > 1], rng)
    return [group[int(i)] for i in rng.choice(len(group), 2, replace=False)]


def _lines(axes: Any) -> list[Any]:
    return [a for a in artists(axes).values() if isinstance(a, Line2D)]


def _scale(picture: Any, rng: np.random.Generator, by: float) -> None:
    shown = [a for axes in picture.figure.axes for a in artists(axes).values()]
    artist = _one([a for a in shown if isinstance(a, Line2D | AxesImage)], rng)
    if isinstance(artist, AxesImage):
        artist.set_data(by * np.asarray(artist.get_array(), float))
    else:
        artist.set_ydata(by * np.asarray(artist.get_ydata(), float))


@contextmanager
def damaged(kind: type[Explorable], operator: Operator, seed: int) -> Iterator[None]:
    """While this lasts, every update of the picture is followed by the same slip."""
    update = kind.update

    def slip(self: Any) -> str:
        words = update(self)
        with suppress(Inapplicable):
            operator(_Drawn(self), np.random.default_rng(seed))
        return words

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kind, "update", slip)
        yield


class _Drawn:
    """A picture in the middle of its update."""

    def __init__(self, picture: Any) -> None:
        self.figure = picture._painter.figure


@contextmanager
def control_ignored(kind: type[Explorable], seed: int) -> Iterator[None]:
    """One control always reads as its default."""
    rng = np.random.default_rng(seed)
    name = _one(sorted(kind.controls), rng)
    default = kind.controls[name].default
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            type(kind.controls[name]),
            "__get__",
            lambda self, instance, owner: (
                self
                if instance is None
                else default
                if self.name == name and type(instance) is kind
                else instance.values[self.name]
            ),
        )
        yield


@contextmanager
def scene_emptied(kind: type[Explorable], seed: int) -> Iterator[None]:
    """One scene sets nothing."""
    full = [name for name, values in kind.scenes.items() if values]
    name = _one(full, np.random.default_rng(seed))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kind, "scenes", {**kind.scenes, name: {}})
        yield


@contextmanager
def words_kept(kind: type[Explorable], seed: int) -> Iterator[None]:
    """The readout is that of the first state."""
    update, first = kind.update, {}

    def stale(self: Any) -> str:
        return first.setdefault(id(self), update(self))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kind, "update", stale)
        yield


@contextmanager
def mean_for_median(kind: type[Explorable], seed: int) -> Iterator[None]:
    """Medians, also those among quantiles, are means."""
    quantile = np.quantile

    def mean(a: Any, axis: Any = None, **options: Any) -> Any:
        return np.mean(a, axis=axis, **options)

    def quantiles(a: Any, q: Any, axis: Any = None, **options: Any) -> Any:
        found = np.array(quantile(a, q, axis=axis, **options))
        for i in np.argwhere(np.atleast_1d(q) == 0.5).ravel():
            if np.ndim(q):
                found[i] = np.mean(a, axis=axis)
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(np, "median", mean)
        patch.setattr(np, "quantile", quantiles)
        yield


def faults(kind: type[Explorable], seed: int) -> Iterator[tuple[str, Any]]:
    """Every fault for a picture: its name and the context in which it is there."""
    for name, operator in OPERATORS.items():
        yield name, damaged(kind, operator, seed)
    for context in (control_ignored, scene_emptied, words_kept, mean_for_median):
        try:
            yield context.__name__, context(kind, seed)
        except Inapplicable:
            continue


Looks = list[tuple[bytes, str]]


def looks(kind: type[Explorable]) -> Iterator[tuple[bytes, str]]:
    """Pixels and words of every state."""
    return ((picture.painter.paint().tobytes(), picture.readout) for _, picture in states(kind))


def is_seen(kind: type[Explorable], whole: Looks) -> bool:
    """Whether the picture differs from the whole one in some state."""
    try:
        return any(now != before for now, before in zip(looks(kind), whole, strict=True))
    except Exception:  # also where it cannot be drawn any more
        return True


def noticed(lesson: str, kind: type[Explorable], among: Mapping[str, Test] = TESTS) -> list[str]:
    """The tests that fail now; that of the controls, the slowest, is asked if no other does."""
    found = [n for n, t in among.items() if n != "controls" and _fails(t, lesson, kind)]
    if not found and "controls" in among and _fails(among["controls"], lesson, kind):
        found = ["controls"]
    return found


def _fails(test: Test, lesson: str, kind: type[Explorable]) -> bool:
    try:
        return any(True for _ in test(lesson, kind))
    except Exception:  # a damaged picture may well raise
        return True


def measure(lessons: list[str], seed: int) -> Counter[tuple[str, str]]:
    """Print every fault that nothing noticed; count all by operator and by what noticed."""
    counts: Counter[tuple[str, str]] = Counter()
    for lesson in lessons:
        for kind in kinds(lesson):
            whole = list(looks(kind))
            for name, fault in faults(kind, seed):
                try:
                    with fault:
                        if not is_seen(kind, whole):
                            continue
                        by = noticed(lesson, kind)
                except Inapplicable:
                    continue
                counts[name, "planted"] += 1
                counts[name, "noticed"] += bool(by)
                counts.update((name, test) for test in by)
                if not by:
                    print(f"missed: {name} in {kind.__name__} (seed {seed})", flush=True)
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("lessons", nargs="*", default=LESSONS)
    given = parser.parse_args()
    counts = measure(given.lessons, given.seed)
    columns = ["planted", "noticed", *TESTS]
    print(f"{'':18}" + "".join(f"{c:>14}" for c in columns))
    names = sorted({name for name, _ in counts})
    for name in names:
        print(f"{name:18}" + "".join(f"{counts[name, c]:14}" for c in columns))
    totals = [sum(counts[name, c] for name in names) for c in columns]
    print(f"{'all':18}" + "".join(f"{t:14}" for t in totals))


if __name__ == "__main__":
    main()
