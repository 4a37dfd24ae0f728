"""What a hand on a page can ask of a picture, each as one small function."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from lessons_lib.explorable.controls import Slider
from lessons_lib.explorable.painter import DPI
from lessons_lib.explorable.pictured import Pictured

MOST_PIXELS = 2400  # across the picture; beyond this a frame takes longer than it is worth
NUDGE = 0.02  # share of the range that an arrow key moves a point; Shift makes it five times
Place = tuple[float, float]
Operation = Callable[..., None]


def look(picture: Pictured, dark: bool, pixels: int) -> None:
    """The page's theme, and its device pixels across the picture."""
    scale = min(pixels, MOST_PIXELS) / (picture.size[0] * DPI)
    here = picture.painter
    if (here.dark, here.scale) != (dark, scale):
        picture.dress(dark=dark, scale=scale)


def put(picture: Pictured, values: Mapping[str, Any]) -> None:
    """Set controls; a slider answers a value between its steps with the nearest step, which is
    no news."""
    picture.set(**{name: value for name, value in values.items() if _is_news(picture, name, value)})


def _is_news(picture: Pictured, name: str, value: Any) -> bool:
    control, present = picture.controls.get(name), picture.values.get(name, value)
    snapped = isinstance(control, Slider) and value != present and control.snaps(present, value)
    return not snapped


def scene(picture: Pictured, name: str) -> None:
    """Bring up a prepared state."""
    picture.show_scene(name)


def drag(picture: Pictured, control: str, index: int, path: Sequence[Place]) -> None:
    """Move a point to the end of the path."""
    points: Any = picture.controls[control]
    to = picture.painter.to_data(points.axes, path[-1])
    picture.set(**{control: points.moved(picture.values[control], index, to)})


def stroke(picture: Pictured, path: Sequence[Place]) -> None:
    """Pull along the points that a stroke passes, which begins beside them."""
    for name in dict.fromkeys(handle.control for handle in picture.handles()):
        points: Any = picture.controls[name]
        if picture.painter.inside(points.axes, path[0]):
            places = [picture.painter.to_data(points.axes, place) for place in path]
            picture.set(**{name: points.stroked(picture.values[name], places)})
            return


def nudge(
    picture: Pictured, control: str, index: int, *, right: int = 0, down: int = 0, far: bool = False
) -> None:
    """Move a point by a small share of its range."""
    points: Any = picture.controls[control]
    step = NUDGE * (5 if far else 1)
    x, y = picture.values[control][index]
    to = (
        x + step * right * (points.x[1] - points.x[0]),
        y - step * down * (points.y[1] - points.y[0]),
    )
    picture.set(**{control: points.moved(picture.values[control], index, to)})


def act(picture: Pictured, name: str) -> None:
    """Press a button."""
    picture.actions[name].method(picture)


OPERATIONS: Mapping[str, Operation] = {
    "look": look,
    "set": put,
    "scene": scene,
    "drag": drag,
    "stroke": stroke,
    "nudge": nudge,
    "act": act,
}
