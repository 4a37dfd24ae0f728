"""Which states of a picture are recorded: those that a hand reaches first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

import numpy as np

from lessons_lib.explorable import Choice, Slider, Toggle
from lessons_lib.explorable.controls import Control
from lessons_lib.explorable.frame import Frame

T = TypeVar("T")
MOST = 17  # steps of an axis, and of a run
LONGEST = 400  # steps of a run that are recorded


class State(NamedTuple):
    """A recorded state: how it is reached, and what it looks like.

    `by` is {} for the first; {"control": name, "value": value} from there; {"scene": name}; or
    {"steps": n}, of the run from its beginning.
    """

    by: dict[str, Any]
    frame: Frame


def states(make: Callable[[], Any]) -> Iterator[State]:
    """The state that `make` gives, each control's axis through it, its run, and all scenes."""
    picture = make()
    first = picture.as_frame()
    yield State({}, first)
    yield from _axes(picture, first)
    if first.playable:
        yield from _course(make())
    for name in picture.scenes:
        picture.show_scene(name)
        yield State({"scene": name}, picture.as_frame())


def _axes(picture: Any, first: Frame) -> Iterator[State]:
    """Controls that begin the run anew come last: what it has reached is then lost."""
    shown = {n: c for n, c in picture.controls.items() if n not in first.hidden}
    for name, control in sorted(shown.items(), key=lambda item: item[1].restarts):
        for value in axis(control, first.values[name]):
            try:
                picture.set(**{name: value})
            except ValueError:
                continue  # not possible from here; the page says so when it is asked for
            yield State({"control": name, "value": value}, picture.as_frame())
            picture.set(**first.values)


def axis(control: Control[Any], here: Any) -> list[Any]:
    """The values of a control that are recorded, but for the one that it has."""
    if isinstance(control, Choice):
        return [option for option in control.options if option != here]
    if isinstance(control, Toggle):
        return [not here]
    if isinstance(control, Slider):
        values = [control.check(_at(control, n)) for n in thinned(range(_steps(control) + 1))]
        return [value for value in values if value != here]
    return []


def _steps(control: Slider[Any]) -> int:
    low, high = (np.log10(end) if control.log else end for end in (control.min, control.max))
    return max(1, round((high - low) / control.step))


def _at(control: Slider[Any], position: int) -> float:
    """The value at a step, as the page's slider has it."""
    low = np.log10(control.min) if control.log else control.min
    raw = low + position * control.step
    value = 10**raw if control.log else raw
    return float(f"{min(max(value, control.min), control.max):.10g}")


def thinned(items: Sequence[T], most: int = MOST) -> list[T]:
    """At most so many of them, the first and the last kept, evenly between."""
    places = np.linspace(0, len(items) - 1, min(len(items), most))
    return [items[round(place)] for place in places]


def _course(picture: Any) -> Iterator[State]:
    """The run from its beginning; how many steps it has is not known before."""
    picture.reset()
    found, stride = [(0, picture.as_frame())], 1
    for n in range(1, LONGEST + 1):
        picture.step()
        if picture.finished or not picture.playable:
            break
        if n % stride == 0:
            found.append((n, picture.as_frame()))
        if len(found) > 2 * MOST:
            found, stride = found[::2], 2 * stride
    for n, frame in thinned(found):
        yield State({"steps": n}, frame)
