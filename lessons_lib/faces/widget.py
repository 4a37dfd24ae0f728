"""The source that a kernel is: one anywidget, whose messages are requests and frames."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

import anywidget
import traitlets as t

from lessons_lib.explorable.controls import Action, Control
from lessons_lib.explorable.frame import Frame
from lessons_lib.explorable.painter import DPI
from lessons_lib.explorable.png import png
from lessons_lib.faces.script import script, style

VIEW = "application/vnd.jupyter.widget-view+json"
Bundle = tuple[dict[str, Any], dict[str, Any]]  # data and metadata, by mime type


class Shown(Protocol):
    """What a page needs of an explorable."""

    title: str
    size: tuple[float, float]
    scenes: Mapping[str, Any]
    controls: Mapping[str, Control[Any]]
    actions: Mapping[str, Action]
    watchers: list[Any]

    def answer(self, request: Mapping[str, Any]) -> Frame: ...
    def as_frame(self) -> Frame: ...


class Page(anywidget.AnyWidget):
    """Shows one explorable; kept by it.

    A message {"id", "request"} is answered by {"id", "frame"} with the picture as PNG, or by
    {"id", "error"}; what changes from elsewhere comes without an id.
    """

    _esm = script("widget")
    _css = style()
    spec = t.Dict().tag(sync=True)
    leader = t.Unicode().tag(sync=True)  # the view that pulls; set by the page alone

    def __init__(self, explorable: Any) -> None:
        super().__init__(spec=spec(explorable))
        self.explorable: Shown = explorable
        self.add_class("lessons-explorable")
        self.on_msg(self._heard)
        explorable.watchers.append(self._push)

    @property
    def box(self) -> Page:
        """A widget like any other."""
        return self

    @property
    def view(self) -> Bundle:
        """The part of a mime bundle that a notebook with a kernel shows."""
        return view_of(self, self)

    def _heard(self, _: Any, content: Mapping[str, Any], __: Any) -> None:
        number = content.get("id")
        try:
            frame = self.explorable.answer(content["request"])
        except (Exception, KeyboardInterrupt) as error:
            self.send({"id": number, "error": told(error, self.explorable)})
        else:
            self._reply(frame, number, ahead=content["request"].get("op") == "ahead")

    def _push(self) -> None:
        self._reply(self.explorable.as_frame(), None)

    def _reply(self, frame: Frame, number: Any, *, ahead: bool = False) -> None:
        content = {"id": number, "frame": described(frame), "ahead": ahead}
        self.send(content, [png(frame.pixels)])


def view_of(box: Any, page: anywidget.AnyWidget) -> Bundle:
    """The view of a box in which a page stands; Colab looks in the metadata for its loader."""
    bundle: Any = page._repr_mimebundle_()
    found: Any = box._repr_mimebundle_()
    data = found[0] if isinstance(found, tuple) else found
    return {VIEW: data[VIEW]}, bundle[1]


def spec(explorable: Any) -> dict[str, Any]:
    """What a face is built from."""
    width, height = (round(DPI * side) for side in explorable.size)
    return {
        "title": explorable.title,
        "name": type(explorable).__name__,
        "size": [width, height],
        "scenes": list(explorable.scenes),
        "controls": [
            {"name": name, "label": str(c.label), **c.spec()}
            for name, c in explorable.controls.items()
        ],
        "actions": [{"name": a.name, "label": a.label} for a in explorable.actions.values()],
        "plays": hasattr(explorable, "play"),
    }


def described(frame: Frame) -> dict[str, Any]:
    """A frame without its pixels, as JSON."""
    return {name: value for name, value in frame._asdict().items() if name != "pixels"}


def told(error: BaseException, explorable: Any) -> str:
    """An error in words, with the values that caused it."""
    words = str(error) or type(error).__name__
    if not isinstance(error, ValueError):
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(last.filename).name}, line {last.lineno}"
        words = f"{type(error).__name__}: {words} ({where})"
    return f"{words}\nThis happened with {explorable!r}"
